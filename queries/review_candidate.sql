-- With which events could this mention be one and the same?
-- params: mention_id, row_count
-- columns: event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, address, metric, amount, currency, period, period_last_date, basis, scope_note, change_pct, site_count, is_approx, is_temporary, outlets
with
mine as (
    select
        mention.event_id,
        mention.company,
        mention.event_type,
        mention.city,
        coalesce(mention.first_date, mention.published_date) as own_date
    from mention
    where mention.mention_id = $mention_id
),

member as (
    select distinct mention.event_id
    from mention
    inner join mine on mention.event_id <> mine.event_id
    where mention.company = mine.company
)

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
    event.outlets
from event
inner join member on event.event_id = member.event_id
cross join mine
order by
    case when cast(event.event_type as varchar) = mine.event_type then 0 else 1 end asc,
    case when cast(event.city as varchar) = mine.city then 0 else 1 end asc,
    abs(datediff('day', event.sort_date, mine.own_date)) asc nulls last,
    event.event_id asc
limit $row_count
