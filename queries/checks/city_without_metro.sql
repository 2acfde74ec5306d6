-- Which events lie in a city that the place table does not know, so that no metro area holds them?
-- params: none
-- columns: event_id, country, city, problem
select
    event.event_id,
    event.country,
    event.city,
    'the city has no metro area; add it to places.csv or correct its name' as problem
from event
left join place
    on
        event.country = place.country
        and event.city = place.city
where
    event.tier = 'published'
    and event.city is not null
    and (place.metro is null or event.metro is null)
order by event.event_id asc
