-- Which points lie far from the city they are said to be in?
-- params: none
-- columns: event_id, city, lat, lon, problem
select
    event.event_id,
    event.city,
    event.lat,
    event.lon,
    'the point lies more than half a degree from its city; correct the point or the city'
        as problem
from event
inner join place
    on
        event.country = place.country
        and event.city = place.city
where
    event.tier = 'published'
    and (abs(event.lat - place.lat) > 0.5 or abs(event.lon - place.lon) > 0.5)
order by event.event_id asc
