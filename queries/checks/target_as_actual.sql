-- Which plans or targets would be drawn as if they had been earned?
-- params: none
-- columns: event_id, mention_id, company, period, problem
with
mismatch as (
    select
        event.event_id,
        mention.mention_id,
        event.company,
        event.period,
        case
            when event.status = 'planned' and event.basis <> 'target'
                then 'a planned figure is not marked as a target'
            when event.basis = 'target' and event.status = 'done'
                then 'a target is marked as done'
            when (mention.basis = 'target') <> (event.basis = 'target')
                then 'a target and an actual figure are one event'
            when mention.status = 'planned' and mention.basis <> 'target'
                then 'a planned figure is not marked as a target'
        end as problem
    from event
    inner join mention
        on event.event_id = mention.event_id
    where
        event.tier = 'published'
        and event.event_type = 'results'
        and mention.amount is not null
)

select
    mismatch.event_id,
    mismatch.mention_id,
    mismatch.company,
    mismatch.period,
    mismatch.problem
from mismatch
where mismatch.problem is not null
order by
    mismatch.event_id asc,
    mismatch.mention_id asc
