-- Which names near the news are on no list yet?
-- params: row_offset, row_count
-- columns: name, kind, article_count, first_seen_date, example_quote, total_count
select
    new_name.name,
    new_name.kind,
    new_name.article_count,
    new_name.first_seen_date,
    new_name.example_quote,
    count(*) over () as total_count
from new_name
where new_name.kind <> 'person'
order by
    case when new_name.kind = 'company' then 0 else 1 end asc,
    new_name.article_count desc,
    new_name.name asc
limit $row_count offset $row_offset
