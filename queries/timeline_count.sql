-- How many events of each kind has each company in each year, and how many are still ahead?
-- params: lane_companies, today
-- columns: company, event_type, status, year, is_ahead, event_count
-- uses: filtered_event
select
    cast(filtered_event.company as varchar) as company,
    cast(filtered_event.event_type as varchar) as event_type,
    cast(filtered_event.status as varchar) as status,
    cast(extract(year from filtered_event.first_date) as integer) as year,
    coalesce(filtered_event.last_date >= $today, false) as is_ahead,
    count(*) as event_count
from filtered_event
where array_contains($lane_companies, filtered_event.company)
group by
    filtered_event.company,
    filtered_event.event_type,
    filtered_event.status,
    extract(year from filtered_event.first_date),
    coalesce(filtered_event.last_date >= $today, false)
order by company asc, event_type asc, status asc, year asc, is_ahead asc
