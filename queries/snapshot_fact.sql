-- What is in this snapshot, and how new is it?
-- params: none
-- columns: event_count, mention_count, article_count, outlet_count, newest_report_date, newest_event_date
with
event_fact as (
    select
        count(*) as event_count,
        max(case when event.status = 'done' then event.sort_date end) as newest_event_date,
        max(event.last_reported_date) as newest_report_date
    from event
    where event.tier = 'published'
),

mention_fact as (
    select
        count(*) as mention_count,
        count(distinct mention.article_id) as article_count,
        count(distinct mention.outlet) as outlet_count
    from mention
    where mention.tier = 'published'
)

select
    event_fact.event_count,
    mention_fact.mention_count,
    mention_fact.article_count,
    mention_fact.outlet_count,
    event_fact.newest_report_date,
    event_fact.newest_event_date
from event_fact
cross join mention_fact
order by event_fact.event_count asc
