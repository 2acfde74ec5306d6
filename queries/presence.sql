-- Which company is in which metro area on the given day: open, planned, left?
-- params: at_date
-- columns: company, country, metro, lat, lon, open_count, planned_count, rumoured_count, overdue_count, closed_count, temporary_count, dropped_count
-- uses: filtered_event
with
state_then as (
    select
        store_phase.state,
        store_phase.company,
        store_phase.country,
        store_phase.metro,
        store_phase.lat,
        store_phase.lon
    from store_phase
    where
        store_phase.from_date <= $at_date
        and $at_date < store_phase.to_date
        and store_phase.lat is not null
        -- when: companies, company_groups, countries, cities, metros, event_types, statuses, from_date, to_date, reported_from, term_1, term_1_last, term_2, term_2_last, term_3, term_3_last, term_4, term_4_last
        and store_phase.store_no in (
            select store_event.store_no
            from filtered_event
            inner join store_event
                on filtered_event.event_no = store_event.event_no
        )
        -- end
),

counted as (
    select
        cast(state_then.company as varchar) as company,
        cast(state_then.country as varchar) as country,
        state_then.metro,
        avg(state_then.lat) as lat,
        avg(state_then.lon) as lon,
        sum(case when state_then.state in ('open', 'closing') then 1 else 0 end) as open_count,
        sum(case when state_then.state = 'planned' then 1 else 0 end) as planned_count,
        sum(case when state_then.state = 'rumoured' then 1 else 0 end) as rumoured_count,
        sum(case when state_then.state = 'overdue' then 1 else 0 end) as overdue_count,
        sum(case when state_then.state in ('closed', 'presumed_closed') then 1 else 0 end)
            as closed_count,
        sum(case when state_then.state = 'temporary' then 1 else 0 end) as temporary_count,
        sum(case when state_then.state in ('cancelled', 'ended') then 1 else 0 end)
            as dropped_count
    from state_then
    group by state_then.company, state_then.country, state_then.metro
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
