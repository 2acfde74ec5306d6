-- Gives every synthetic event its one mention; run by vitrine/bench.py.
-- params: none
-- columns: none
insert into mention
select
    'M' || substr(event.event_id, 2) as mention_id,
    event.event_id,
    'A' || substr(event.event_id, 2) as article_id,
    event.event_type,
    event.status,
    event.company,
    event.counterparty,
    event.first_date,
    event.last_date,
    event.date_precision,
    event.date_text,
    event.country,
    event.city,
    event.address,
    event.metric,
    event.amount,
    event.currency,
    event.period,
    event.basis,
    event.change_pct,
    event.site_count,
    event.summary,
    event.outlets as outlet,
    'en' as language,
    event.first_reported_date as published_date,
    event.date_text as published_text,
    event.source_url,
    1 as step,
    true as is_chosen,
    null as spans,
    event.tier,
    event.confidence,
    event.person,
    true as is_curated,
    null as reviewed_at,
    null as reviewed_by,
    null as review_reason
from event
order by event.event_id asc
