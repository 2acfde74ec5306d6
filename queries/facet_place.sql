-- How many events does each metro area and each city have under the filters?
-- params: none
-- columns: kind, value, event_count
-- uses: filtered_event
with
place_count as (
    select
        filtered_event.metro,
        filtered_event.city,
        count(*) as event_count
    from filtered_event
    where filtered_event.city is not null or filtered_event.metro is not null
    group by filtered_event.metro, filtered_event.city
)

select
    counted.kind,
    counted.value,
    counted.event_count
from (
    select
        'metro' as kind,
        cast(place_count.metro as varchar) as value,
        cast(sum(place_count.event_count) as bigint) as event_count
    from place_count
    where place_count.metro is not null
    group by place_count.metro
    union all
    select
        'city' as kind,
        cast(place_count.city as varchar) as value,
        cast(sum(place_count.event_count) as bigint) as event_count
    from place_count
    where place_count.city is not null
    group by place_count.city
) as counted
order by counted.event_count desc, counted.kind desc, counted.value asc
