-- In which month did each company, and each metro area, gain or lose shops known to be open?
-- params: last_date, value_limit
-- columns: kind, value, month_date, change
-- uses: filtered_event
with
-- A shop is open until it has closed: through the states open and closing.
open_time as (
    select
        cast(store_phase.company as varchar) as company,
        store_phase.metro,
        min(store_phase.from_date) as from_date,
        max(store_phase.to_date) as to_date
    from store_phase
    where
        store_phase.state in ('open', 'closing')
        and store_phase.lat is not null
        -- when: companies, company_groups, countries, cities, metros, event_types, statuses, from_date, to_date, reported_from, term_1, term_1_last, term_2, term_2_last, term_3, term_3_last, term_4, term_4_last
        and store_phase.store_no in (
            select store_event.store_no
            from filtered_event
            inner join store_event
                on filtered_event.event_no = store_event.event_no
        )
        -- end
    group by store_phase.store_no, store_phase.company, store_phase.metro
),

step as (
    select
        open_time.company,
        open_time.metro,
        cast(date_trunc('month', open_time.from_date) as date) as month_date,
        count(*) as change
    from open_time
    where open_time.from_date <= $last_date
    group by open_time.company, open_time.metro, cast(date_trunc('month', open_time.from_date) as date)
    union all
    select
        open_time.company,
        open_time.metro,
        cast(date_trunc('month', open_time.to_date) as date) as month_date,
        -count(*) as change
    from open_time
    where open_time.to_date <= $last_date
    group by open_time.company, open_time.metro, cast(date_trunc('month', open_time.to_date) as date)
),

named as (
    select
        'company' as kind,
        step.company as value,
        step.month_date,
        step.change
    from step
    union all
    select
        'metro' as kind,
        step.metro as value,
        step.month_date,
        step.change
    from step
),

-- The largest networks; a thousand towns with one shop each would say nothing.
largest as (
    select
        ranked.kind,
        ranked.value
    from (
        select
            named.kind,
            named.value,
            row_number() over (
                partition by named.kind
                order by sum(named.change) desc, count(*) desc, named.value asc
            ) as size_rank
        from named
        group by named.kind, named.value
    ) as ranked
    where ranked.size_rank <= $value_limit
)

select
    named.kind,
    named.value,
    named.month_date,
    cast(sum(named.change) as integer) as change
from named
inner join largest
    on named.kind = largest.kind and named.value = largest.value
group by named.kind, named.value, named.month_date
order by named.kind asc, named.value asc, named.month_date asc
