-- Who is active under the filters: events, newest report, shops known open, planned and left on a day?
-- params: at_date, row_count
-- columns: company, event_count, open_count, planned_count, left_count, event_id, newest_date, outlets, source_url, company_total
-- uses: filtered_event
with
told as (
    select
        filtered_event.company,
        count(*) as event_count,
        coalesce(
            max(case when filtered_event.sort_date <= $at_date then filtered_event.sort_date end),
            max(filtered_event.sort_date)
        ) as newest_date
    from filtered_event
    group by filtered_event.company
),

state_then as (
    select
        store_phase.store_no,
        store_phase.company,
        store_phase.state
    from store_phase
    where
        store_phase.from_date <= $at_date
        and $at_date < store_phase.to_date
        -- when: companies, company_groups, countries, cities, metros, event_types, statuses, from_date, to_date, reported_from, term_1, term_1_last, term_2, term_2_last, term_3, term_3_last, term_4, term_4_last
        and store_phase.store_no in (
            select store_event.store_no
            from filtered_event
            inner join store_event
                on filtered_event.event_no = store_event.event_no
        )
        -- end
),

shop as (
    select
        state_then.company,
        sum(case when state_then.state in ('open', 'closing') then 1 else 0 end) as open_count,
        sum(case when state_then.state in ('planned', 'rumoured') then 1 else 0 end)
            as planned_count,
        sum(case when state_then.state in ('closed', 'presumed_closed') then 1 else 0 end)
            as left_count
    from state_then
    group by state_then.company
),

largest as (
    select
        told.company,
        told.event_count,
        told.newest_date,
        cast(coalesce(shop.open_count, 0) as integer) as open_count,
        cast(coalesce(shop.planned_count, 0) as integer) as planned_count,
        cast(coalesce(shop.left_count, 0) as integer) as left_count,
        count(*) over () as company_total
    from told
    left join shop
        on told.company = shop.company
    order by open_count desc, told.event_count desc, cast(told.company as varchar) asc
    limit $row_count
),

newest as (
    select
        largest.company,
        min(filtered_event.event_no) as event_no
    from filtered_event
    inner join largest
        on
            filtered_event.company = largest.company
            and filtered_event.sort_date = largest.newest_date
    group by largest.company
)

select
    cast(largest.company as varchar) as company,
    largest.event_count,
    largest.open_count,
    largest.planned_count,
    largest.left_count,
    event.event_id,
    largest.newest_date,
    event.outlets,
    event.source_url,
    largest.company_total
from largest
inner join newest
    on largest.company = newest.company
inner join event
    on newest.event_no = event.event_no
order by largest.open_count desc, largest.event_count desc, company asc
