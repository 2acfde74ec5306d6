-- How many events does each event type have under the filters?
-- params: none
-- columns: value, event_count
-- uses: filtered_event
select
    cast(filtered_event.event_type as varchar) as value,
    count(*) as event_count
from filtered_event
where filtered_event.event_type is not null
group by filtered_event.event_type
order by event_count desc, value asc
