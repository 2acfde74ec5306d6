-- Where do the sources of this event differ?
-- params: event_id
-- columns: field, value, kind, outlet, source_url, mention_id
select
    difference.field,
    difference.value,
    difference.kind,
    mention.outlet,
    mention.source_url,
    difference.mention_id
from conflict as difference
inner join mention
    on difference.mention_id = mention.mention_id
where difference.event_id = $event_id
order by difference.field asc, difference.mention_id asc
