-- Who is active under the filters: events, newest report, shops known open, planned and left on a day?
-- params: at_date, row_count
-- columns: company, event_count, open_count, planned_count, left_count, event_id, newest_date, outlets, source_url, company_total
-- uses: filtered_event
with
ranked as (
    select
        filtered_event.event_id,
        filtered_event.company,
        filtered_event.sort_date,
        filtered_event.outlets,
        filtered_event.source_url,
        row_number() over (
            partition by filtered_event.company
            order by
                case when filtered_event.sort_date <= $at_date then 1 else 2 end asc,
                filtered_event.sort_date desc,
                filtered_event.event_id asc
        ) as age_rank,
        count(*) over (partition by filtered_event.company) as event_count
    from filtered_event
),

touched as (
    select store_event.store_no
    from filtered_event
    inner join store_event
        on filtered_event.event_id = store_event.event_id
    group by store_event.store_no
),

state_then as (
    select
        store_phase.store_no,
        store_phase.company,
        store_phase.state
    from store_phase
    where store_phase.from_date <= $at_date and $at_date < store_phase.to_date
),

shop as (
    select
        state_then.company,
        sum(case when state_then.state in ('open', 'closing') then 1 else 0 end) as open_count,
        sum(case when state_then.state in ('planned', 'rumoured') then 1 else 0 end)
            as planned_count,
        sum(case when state_then.state in ('closed', 'presumed_closed') then 1 else 0 end)
            as left_count
    from touched
    inner join state_then
        on touched.store_no = state_then.store_no
    group by state_then.company
)

select
    cast(ranked.company as varchar) as company,
    ranked.event_count,
    cast(coalesce(shop.open_count, 0) as integer) as open_count,
    cast(coalesce(shop.planned_count, 0) as integer) as planned_count,
    cast(coalesce(shop.left_count, 0) as integer) as left_count,
    ranked.event_id,
    ranked.sort_date as newest_date,
    ranked.outlets,
    ranked.source_url,
    count(*) over () as company_total
from ranked
left join shop
    on ranked.company = shop.company
where ranked.age_rank = 1
order by open_count desc, ranked.event_count desc, company asc
limit $row_count
