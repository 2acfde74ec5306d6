-- Which words of the articles prove the values of an event, or of a single mention?
-- params: event_id, mention_id
-- columns: mention_id, role, start_char, end_char, quote
select
    span.mention_id,
    span.role,
    span.start_char,
    span.end_char,
    span.quote
from span
inner join mention on span.mention_id = mention.mention_id
where mention.event_id = $event_id or mention.mention_id = $mention_id
order by span.mention_id asc, span.start_char asc, span.end_char asc, span.role asc
