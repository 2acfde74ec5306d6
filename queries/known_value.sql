-- Which names may stand in a link, and which canonical value do they lead to?
-- params: none
-- columns: kind, name, value
with
company_name_row as (
    select
        'company' as kind,
        company.company as name,
        company.company as value
    from company
    union all
    select
        'company' as kind,
        alias.alias as name,
        alias.company as value
    from alias
),

group_row as (
    select
        'group' as kind,
        membership.group_company as name,
        membership.group_company as value
    from membership
    where membership.company <> membership.group_company
    group by membership.group_company
),

place_row as (
    select
        'city' as kind,
        place.city as name,
        place.city as value
    from place
    group by place.city
    union all
    select
        'city' as kind,
        place_alias.alias as name,
        place_alias.city as value
    from place_alias
    union all
    select
        'metro' as kind,
        place.metro as name,
        place.metro as value
    from place
    group by place.metro
),

event_row as (
    select
        'country' as kind,
        cast(event.country as varchar) as name,
        cast(event.country as varchar) as value
    from event
    where event.country is not null
    group by event.country
    union all
    select
        'metric' as kind,
        cast(event.metric as varchar) as name,
        cast(event.metric as varchar) as value
    from event
    where event.metric is not null
    group by event.metric
)

select
    known.kind,
    known.name,
    known.value
from (
    select * from company_name_row
    union all
    select * from group_row
    union all
    select * from place_row
    union all
    select * from event_row
) as known
order by known.kind asc, known.name asc, known.value asc
