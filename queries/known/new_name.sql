-- The unknown names that had been printed by the day.
-- params: as_of
insert into memory.main.new_name
select new_name.*
from source.new_name
where new_name.first_seen_date <= $as_of
order by new_name.name
