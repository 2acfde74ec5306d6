-- Where do the sources of this event differ?
-- params: event_id
-- columns: field, value, kind, outlet, source_url, mention_id
select
    conflict.field,
    conflict.value,
    conflict.kind,
    mention.outlet,
    mention.source_url,
    conflict.mention_id
from conflict
inner join mention
    on conflict.mention_id = mention.mention_id
where conflict.event_id = $event_id
order by conflict.field asc, conflict.mention_id asc
