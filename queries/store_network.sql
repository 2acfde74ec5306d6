-- In which month did each company, and each metro area, gain or lose shops known to be open?
-- params: last_date, value_limit
-- columns: kind, value, month_date, change
-- uses: filtered_event
with
touched as (
    select store_event.store_id
    from filtered_event
    inner join store_event
        on filtered_event.event_id = store_event.event_id
    group by store_event.store_id
),

-- A shop is open until it has closed: through the states open and closing.
open_time as (
    select
        store_phase.store_id,
        min(store_phase.from_date) as from_date,
        max(store_phase.to_date) as to_date
    from touched
    inner join store_phase
        on touched.store_id = store_phase.store_id
    where store_phase.state in ('open', 'closing')
    group by store_phase.store_id
),

step as (
    select
        open_time.store_id,
        open_time.from_date as change_date,
        1 as change
    from open_time
    union all
    select
        open_time.store_id,
        open_time.to_date as change_date,
        -1 as change
    from open_time
),

named as (
    select
        'company' as kind,
        cast(store.company as varchar) as value,
        step.change_date,
        step.change
    from step
    inner join store
        on step.store_id = store.store_id
    where step.change_date <= $last_date and store.lat is not null
    union all
    select
        'metro' as kind,
        coalesce(cast(store.metro as varchar), cast(store.city as varchar)) as value,
        step.change_date,
        step.change
    from step
    inner join store
        on step.store_id = store.store_id
    where step.change_date <= $last_date and store.lat is not null
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
    cast(date_trunc('month', named.change_date) as date) as month_date,
    cast(sum(named.change) as integer) as change
from named
inner join largest
    on named.kind = largest.kind and named.value = largest.value
group by named.kind, named.value, cast(date_trunc('month', named.change_date) as date)
order by named.kind asc, named.value asc, month_date asc
