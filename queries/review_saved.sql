-- Which events tell what was just saved?
-- params: mention_ids
-- columns: event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, metro, address, metric, amount, currency, period, period_last_date, basis, scope_note, change_pct, site_count, is_approx, is_temporary, outlets, outlet_count, tier
select
    event.event_id,
    event.event_type,
    event.status,
    event.company,
    event.counterparty,
    event.first_date,
    event.last_date,
    event.date_precision,
    event.date_text,
    event.sort_date,
    event.country,
    event.city,
    event.metro,
    event.address,
    event.metric,
    event.amount,
    event.currency,
    event.period,
    event.period_last_date,
    event.basis,
    event.scope_note,
    event.change_pct,
    event.site_count,
    event.is_approx,
    event.is_temporary,
    event.outlets,
    event.outlet_count,
    event.tier
from event
where
    event.event_id in (
        select mention.event_id
        from mention
        where array_contains($mention_ids, mention.mention_id)
    )
order by event.tier asc, event.sort_date desc, event.event_id asc
