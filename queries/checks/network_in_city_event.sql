-- Which counts of several shops ended up in the event of a single shop?
-- params: none
-- columns: event_id, mention_id, company, city, site_count, problem
select
    event.event_id,
    mention.mention_id,
    event.company,
    event.city,
    mention.site_count,
    'a count of several shops overlaps with the shops themselves; split it in decisions.csv'
        as problem
from event
inner join mention
    on event.event_id = mention.event_id
inner join mention as single
    on event.event_id = single.event_id
where
    event.tier = 'published'
    and event.event_type in ('store_opening', 'store_closing')
    and mention.site_count > 1
    and coalesce(single.site_count, 1) = 1
    and single.city is not null
order by
    event.event_id asc,
    mention.mention_id asc
