-- Which figures stand twice: same company, metric, scope, period, basis and note?
-- params: none
-- columns: event_id, other_event_id, company, metric, period, problem
select
    event.event_id,
    other.event_id as other_event_id,
    event.company,
    event.metric,
    event.period,
    'two events are one figure; join their mentions in decisions.csv or note how they differ'
        as problem
from event
inner join event as other
    on
        event.company = other.company
        and event.metric = other.metric
        and event.period_first_date = other.period_first_date
        and event.period_last_date = other.period_last_date
        and coalesce(event.country, '') = coalesce(other.country, '')
        and coalesce(event.scope_note, '') = coalesce(other.scope_note, '')
        and (event.basis = 'target') = (other.basis = 'target')
        and (event.basis = 'adjusted') = (other.basis = 'adjusted')
        and event.event_id < other.event_id
where
    event.tier = 'published'
    and other.tier = 'published'
    and event.event_type = 'results'
order by
    event.event_id asc,
    other.event_id asc
