-- Which outlets reported how much, from when to when, in which language?
-- params: none
-- columns: outlet, languages, article_count, mention_count, event_count, first_reported, last_reported
-- uses: filtered_event
select
    mention.outlet,
    coalesce(
        string_agg(distinct upper(mention.language), ', ' order by upper(mention.language)), ''
    ) as languages,
    count(distinct mention.article_id) as article_count,
    count(*) as mention_count,
    count(distinct mention.event_id) as event_count,
    min(mention.published_text) as first_reported,
    max(mention.published_text) as last_reported
from mention
inner join filtered_event
    on mention.event_id = filtered_event.event_id
group by mention.outlet
order by event_count desc, mention.outlet asc
