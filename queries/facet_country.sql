-- How many events does each country have under the filters?
-- params: none
-- columns: value, event_count
-- uses: filtered_event
select
    cast(filtered_event.country as varchar) as value,
    count(*) as event_count
from filtered_event
where filtered_event.country is not null
group by filtered_event.country
order by event_count desc, value asc
