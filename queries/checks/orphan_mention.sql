-- Which mentions belong to no event or to no article?
-- params: none
-- columns: mention_id, event_id, article_id, problem
select
    mention.mention_id,
    mention.event_id,
    mention.article_id,
    'the event or the article of the mention is missing; build again' as problem
from mention
left join event
    on mention.event_id = event.event_id
left join article
    on mention.article_id = article.article_id
where
    event.event_id is null
    or article.article_id is null
order by mention.mention_id asc
