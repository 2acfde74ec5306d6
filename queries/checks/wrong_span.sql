-- Which mentions point at words of their article that do not say what they are meant to prove?
-- params: none
-- columns: mention_id, role, start_char, end_char, problem
select
    wrong_span.mention_id,
    wrong_span.role,
    wrong_span.start_char,
    wrong_span.end_char,
    wrong_span.problem
from wrong_span
inner join mention
    on wrong_span.mention_id = mention.mention_id
where mention.tier = 'published'
order by
    wrong_span.mention_id asc,
    wrong_span.start_char asc,
    wrong_span.role asc
