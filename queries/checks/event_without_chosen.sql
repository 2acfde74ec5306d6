-- Which events do not have exactly one mention whose values they show, or a wrong number of mentions?
-- params: none
-- columns: event_id, mention_count, found_mentions, found_chosen, problem
with
counted as (
    select
        mention.event_id,
        count(*) as found_mentions,
        sum(case when mention.is_chosen then 1 else 0 end) as found_chosen
    from mention
    group by mention.event_id
)

select
    event.event_id,
    event.mention_count,
    coalesce(counted.found_mentions, 0) as found_mentions,
    coalesce(counted.found_chosen, 0) as found_chosen,
    'an event needs its mentions and exactly one of them chosen; build again' as problem
from event
left join counted
    on event.event_id = counted.event_id
where
    counted.event_id is null
    or counted.found_chosen <> 1
    or counted.found_mentions <> event.mention_count
order by event.event_id asc
