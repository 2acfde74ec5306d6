-- Which other mentions tell of the same event as this one?
-- params: mention_id
-- columns: mention_id, event_type, company, status, date_text, country, city, metric, amount, currency, period, summary, outlet, published_text, source_url
select
    other.mention_id,
    other.event_type,
    other.company,
    other.status,
    other.date_text,
    other.country,
    other.city,
    other.metric,
    other.amount,
    other.currency,
    other.period,
    other.summary,
    other.outlet,
    other.published_text,
    other.source_url
from mention
inner join mention as other
    on mention.event_id = other.event_id and mention.mention_id <> other.mention_id
where mention.mention_id = $mention_id
order by other.step asc, other.mention_id asc
