-- Which openings or closings of one shop stand twice?
-- params: none
-- columns: event_id, other_event_id, company, city, address, problem
select
    event.event_id,
    other.event_id as other_event_id,
    event.company,
    event.city,
    event.address,
    'two events of one shop have one date; join their mentions in decisions.csv' as problem
from event
inner join event as other
    on
        event.event_type = other.event_type
        and event.company = other.company
        and event.country = other.country
        and event.city = other.city
        and lower(event.address) = lower(other.address)
        -- Both dates could be the same day.
        and event.first_date <= other.last_date
        and event.last_date >= other.first_date
        and event.event_id < other.event_id
where
    event.tier = 'published'
    and other.tier = 'published'
    and event.event_type in ('store_opening', 'store_closing', 'logistics')
    and coalesce(event.site_count, 1) = 1
    and coalesce(other.site_count, 1) = 1
order by
    event.event_id asc,
    other.event_id asc
