-- Which shops closed before they ever opened?
-- params: none
-- columns: event_id, company, city, address, closed_by, first_opened, problem
with
opening as (
    select
        event.company,
        event.country,
        event.city,
        lower(event.address) as address_key,
        min(event.first_date) as first_opened
    from event
    where
        event.tier = 'published'
        and event.event_type = 'store_opening'
        and event.status = 'done'
        and event.first_date is not null
        and event.address is not null
    group by
        event.company,
        event.country,
        event.city,
        lower(event.address)
)

select
    event.event_id,
    event.company,
    event.city,
    event.address,
    event.last_date as closed_by,
    opening.first_opened,
    'the shop closed before its first known opening; correct a date or add the older opening'
        as problem
from event
inner join opening
    on
        event.company = opening.company
        and event.country = opening.country
        and event.city = opening.city
        and lower(event.address) = opening.address_key
where
    event.tier = 'published'
    and event.event_type = 'store_closing'
    and event.status = 'done'
    and not event.is_temporary
    and event.last_date < opening.first_opened
order by event.event_id asc
