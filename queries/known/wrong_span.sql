-- The spans found wrong in the mentions published by the day.
-- params: as_of
insert into memory.main.wrong_span
select wrong_span.*
from source.wrong_span
inner join source.mention_known
    on wrong_span.mention_id = mention_known.mention_id
where mention_known.known_from_date <= $as_of
order by wrong_span.mention_id, wrong_span.start_char, wrong_span.role
