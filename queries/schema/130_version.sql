-- Into the snapshot: what was known when. Read only when somebody asks "as known on date D".
create table event_version as
select event_version.*
from memory.main.event_version
order by event_version.event_id, event_version.known_from_date;

create table mention_known as
select mention_known.*
from memory.main.mention_known
order by mention_known.mention_id;

create table conflict_version as
select conflict_version.*
from memory.main.conflict_version
order by conflict_version.event_id, conflict_version.known_from_date, conflict_version.field, conflict_version.mention_id;

create table token_known as
select token_known.*
from memory.main.token_known
order by token_known.token, token_known.event_id;
