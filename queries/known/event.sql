-- The events as they were known on the day, each with the values of that day.
-- params: as_of
insert into memory.main.event
select event_version.* exclude (chosen_mention_id, known_from_date, known_to_date) -- noqa: RF03
from source.event_version
where
    event_version.known_from_date <= $as_of
    and (event_version.known_to_date is null or event_version.known_to_date > $as_of)
order by event_version.sort_date, event_version.event_id
