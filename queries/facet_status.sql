-- How many events does each status have under the filters?
-- params: none
-- columns: value, event_count
-- uses: filtered_event
select
    cast(filtered_event.status as varchar) as value,
    count(*) as event_count
from filtered_event
where filtered_event.status is not null
group by filtered_event.status
order by event_count desc, value asc
