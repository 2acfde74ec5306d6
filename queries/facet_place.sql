-- How many events does each metro area and each city have under the filters?
-- params: none
-- columns: kind, value, event_count
-- uses: filtered_event
select
    counted.kind,
    counted.value,
    counted.event_count
from (
    select
        'metro' as kind,
        cast(filtered_event.metro as varchar) as value,
        count(*) as event_count
    from filtered_event
    where filtered_event.metro is not null
    group by filtered_event.metro
    union all
    select
        'city' as kind,
        cast(filtered_event.city as varchar) as value,
        count(*) as event_count
    from filtered_event
    where filtered_event.city is not null
    group by filtered_event.city
) as counted
order by counted.event_count desc, counted.kind desc, counted.value asc
