-- The words that prove the mentions published by the day.
-- params: as_of
insert into memory.main.span
select span.*
from source.span
inner join source.mention_known
    on span.mention_id = mention_known.mention_id
where mention_known.known_from_date <= $as_of
order by span.mention_id, span.start_char, span.end_char, span.role
