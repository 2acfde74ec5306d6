-- How sure are the mentions of an event, and which person looked at them, when and why?
-- params: event_id
-- columns: mention_id, tier, confidence, person, is_curated, reviewed_at, reviewed_by, review_reason
select
    mention.mention_id,
    mention.tier,
    mention.confidence,
    mention.person,
    mention.is_curated,
    mention.reviewed_at,
    mention.reviewed_by,
    mention.review_reason
from mention
where mention.event_id = $event_id
order by mention.step asc, mention.mention_id asc
