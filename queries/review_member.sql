-- Which mentions tell of this event?
-- params: event_id
-- columns: mention_id, event_type, company, status, date_text, country, city, metric, amount, currency, period, summary, outlet, published_text, source_url
select
    mention.mention_id,
    mention.event_type,
    mention.company,
    mention.status,
    mention.date_text,
    mention.country,
    mention.city,
    mention.metric,
    mention.amount,
    mention.currency,
    mention.period,
    mention.summary,
    mention.outlet,
    mention.published_text,
    mention.source_url
from mention
where mention.event_id = $event_id
order by mention.step asc, mention.mention_id asc
