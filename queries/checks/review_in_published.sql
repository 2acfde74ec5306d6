-- Which published events count mentions that still wait for a reviewer, or the other way round?
-- params: none
-- columns: event_id, mention_id, tier, mention_tier, problem
select
    event.event_id,
    mention.mention_id,
    event.tier,
    mention.tier as mention_tier,
    'what waits for a reviewer must not change a published event; build again' as problem
from event
inner join mention
    on event.event_id = mention.event_id
where event.tier <> mention.tier
order by
    event.event_id asc,
    mention.mention_id asc
