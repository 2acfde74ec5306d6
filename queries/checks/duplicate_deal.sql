-- Which funding rounds, market moves, listings or deals stand twice on one date?
-- params: none
-- columns: event_id, other_event_id, company, event_type, date_text, problem
select
    event.event_id,
    other.event_id as other_event_id,
    event.company,
    event.event_type,
    event.date_text,
    'two events say the same; join their mentions in decisions.csv' as problem
from event
inner join event as other
    on
        event.event_type = other.event_type
        and event.company = other.company
        and coalesce(event.country, '') = coalesce(other.country, '')
        and coalesce(event.counterparty, '') = coalesce(other.counterparty, '')
        and coalesce(event.metric, '') = coalesce(other.metric, '')
        and event.first_date = other.first_date
        and event.last_date = other.last_date
        and event.event_id < other.event_id
where
    event.tier = 'published'
    and other.tier = 'published'
    and event.event_type in (
        'funding', 'market_entry', 'market_exit', 'ipo', 'acquisition', 'divestiture', 'partnership'
    )
order by
    event.event_id asc,
    other.event_id asc
