-- How many events does each company, and each group with its banners, have under the filters?
-- params: none
-- columns: kind, value, event_count
-- uses: filtered_event
with
company_count as (
    select
        filtered_event.company,
        count(*) as event_count
    from filtered_event
    group by filtered_event.company
),

group_count as (
    select
        membership.group_company,
        count(*) as event_count
    from filtered_event
    inner join membership
        on
            filtered_event.company = membership.company
            and filtered_event.sort_date between membership.from_date and membership.to_date
    group by membership.group_company
)

select
    counted.kind,
    counted.value,
    counted.event_count
from (
    select
        'company' as kind,
        cast(company_count.company as varchar) as value,
        company_count.event_count
    from company_count
    union all
    select
        'group' as kind,
        group_count.group_company as value,
        group_count.event_count
    from group_count
) as counted
order by counted.event_count desc, counted.kind asc, counted.value asc
