-- Which companies have most news under the filters: who gets a lane of the timeline?
-- params: skipped_type, row_count
-- columns: company, event_count, company_count
-- uses: filtered_event
with
counted as (
    select
        cast(filtered_event.company as varchar) as company,
        count(*) as event_count
    from filtered_event
    where cast(filtered_event.event_type as varchar) <> $skipped_type
    group by filtered_event.company
)

select
    counted.company,
    counted.event_count,
    count(*) over () as company_count
from counted
order by counted.event_count desc, counted.company asc
limit $row_count
