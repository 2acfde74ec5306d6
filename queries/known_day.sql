-- On which days did something new become known?
-- params: none
-- columns: known_from_date, event_count
select
    event_version.known_from_date,
    count(*) as event_count
from event_version
group by event_version.known_from_date
order by event_version.known_from_date asc
