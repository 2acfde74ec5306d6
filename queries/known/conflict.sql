-- Where the sources known on the day differed from what the event then showed.
-- params: as_of
insert into memory.main.conflict
select
    conflict_version.event_id,
    conflict_version.field,
    conflict_version.value,
    conflict_version.mention_id,
    conflict_version.kind
from source.conflict_version
where
    conflict_version.known_from_date <= $as_of
    and (conflict_version.known_to_date is null or conflict_version.known_to_date > $as_of)
order by conflict_version.event_id, conflict_version.field, conflict_version.mention_id
