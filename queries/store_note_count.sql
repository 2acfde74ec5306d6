-- How many reports about several shops, or about shops without a town, are no point on the map?
-- params: none
-- columns: note_count
-- uses: filtered_event
select cast(count(*) as integer) as note_count
from filtered_event
where
    filtered_event.event_type in ('store_opening', 'store_closing')
    and (filtered_event.city is null or filtered_event.site_count > 1)
order by note_count asc
