-- Into the snapshot: what its own checks found.
create table data_check as
select data_check.*
from memory.main.data_check
order by data_check.name;
