-- Which company is in which metro area on the given day: open, planned, left?
-- params: at_date
-- columns: company, country, metro, lat, lon, open_count, planned_count, rumoured_count, overdue_count, closed_count, temporary_count, dropped_count
-- uses: filtered_event
with
touched as (
    select store_event.store_id
    from filtered_event
    inner join store_event
        on filtered_event.event_id = store_event.event_id
    group by store_event.store_id
),

counted as (
    select
        cast(store.company as varchar) as company,
        cast(store.country as varchar) as country,
        coalesce(cast(store.metro as varchar), cast(store.city as varchar)) as metro,
        avg(store.lat) as lat,
        avg(store.lon) as lon,
        sum(case when store_phase.state in ('open', 'closing') then 1 else 0 end) as open_count,
        sum(case when store_phase.state = 'planned' then 1 else 0 end) as planned_count,
        sum(case when store_phase.state = 'rumoured' then 1 else 0 end) as rumoured_count,
        sum(case when store_phase.state = 'overdue' then 1 else 0 end) as overdue_count,
        sum(case when store_phase.state in ('closed', 'presumed_closed') then 1 else 0 end)
            as closed_count,
        sum(case when store_phase.state = 'temporary' then 1 else 0 end) as temporary_count,
        sum(case when store_phase.state in ('cancelled', 'ended') then 1 else 0 end)
            as dropped_count
    from touched
    inner join store
        on touched.store_id = store.store_id
    inner join store_phase
        on
            touched.store_id = store_phase.store_id
            and store_phase.from_date <= $at_date
            and $at_date < store_phase.to_date
    where store.lat is not null
    group by
        cast(store.company as varchar),
        cast(store.country as varchar),
        coalesce(cast(store.metro as varchar), cast(store.city as varchar))
)

select
    counted.company,
    counted.country,
    counted.metro,
    coalesce(place.lat, counted.lat) as lat,
    coalesce(place.lon, counted.lon) as lon,
    cast(counted.open_count as integer) as open_count,
    cast(counted.planned_count as integer) as planned_count,
    cast(counted.rumoured_count as integer) as rumoured_count,
    cast(counted.overdue_count as integer) as overdue_count,
    cast(counted.closed_count as integer) as closed_count,
    cast(counted.temporary_count as integer) as temporary_count,
    cast(counted.dropped_count as integer) as dropped_count
from counted
left join place
    on counted.country = place.country and counted.metro = place.city
order by counted.company asc, counted.country asc, counted.metro asc
