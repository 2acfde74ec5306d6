-- Which mentions that a program read have no article with a text, or no words that prove them?
-- params: none
-- columns: mention_id, event_id, article_id, problem
with
proved as (
    select span.mention_id
    from span
    group by span.mention_id
)

select
    mention.mention_id,
    mention.event_id,
    mention.article_id,
    'a mention that a program read needs its article and its evidence; ingest the article again'
        as problem
from mention
left join article
    on mention.article_id = article.article_id
left join proved
    on mention.mention_id = proved.mention_id
where
    not mention.is_curated
    and mention.tier = 'published'
    and mention.reviewed_at is null
    and (coalesce(article.has_text, false) = false or proved.mention_id is null)
order by mention.mention_id asc
