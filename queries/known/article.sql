-- The articles published by the day.
-- params: as_of
insert into memory.main.article
with
told as (
    select
        mention.article_id,
        min(mention_known.known_from_date) as known_from_date
    from source.mention
    inner join source.mention_known
        on mention.mention_id = mention_known.mention_id
    group by mention.article_id
)

select article.*
from source.article
left join told
    on article.article_id = told.article_id
where coalesce(told.known_from_date, article.published_date) <= $as_of
order by article.article_id
