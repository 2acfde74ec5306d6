-- Fills the search words of the synthetic events: company and city; run by vitrine/bench.py.
-- params: none
-- columns: none
insert into token
select
    lower(event.company) as token,
    event.event_id
from event
union all
select
    lower(event.city) as token,
    event.event_id
from event
where event.city is not null
order by token asc, event_id asc
