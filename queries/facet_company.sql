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

banner as (
    select
        membership.company,
        membership.group_company,
        membership.from_date,
        membership.to_date
    from membership
    where membership.company <> membership.group_company
),

banner_count as (
    select
        banner.group_company,
        count(*) as event_count
    from filtered_event
    inner join banner
        on
            filtered_event.company = banner.company
            and filtered_event.sort_date between banner.from_date and banner.to_date
    group by banner.group_company
),

group_count as (
    select
        banner_count.group_company,
        banner_count.event_count + coalesce(company_count.event_count, 0) as event_count
    from banner_count
    left join company_count
        on banner_count.group_company = company_count.company
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
        cast(group_count.group_company as varchar) as value,
        group_count.event_count
    from group_count
) as counted
order by counted.event_count desc, counted.kind asc, counted.value asc
