-- Shops and their states, after 110_store.sql.
create table store as
with
-- What has no date at all is known since the newest report in the data.
newest as (
    select max(event.last_reported_date) as newest_date
    from event
    where event.tier = 'published'
),

-- A thing done in 2018 is known to be done by the report of that year, else by the year's end.
step as (
    select
        store_event.store_no,
        store_event.store_id,
        store_event.site_id,
        event.*,
        event.event_type <> 'store_opening' as is_end,
        case
            when event.first_date is null
                then coalesce(event.first_reported_date, newest.newest_date)
            else greatest(
                event.first_date,
                least(event.last_date, coalesce(event.last_reported_date, event.last_date))
            )
        end as known_date,
        coalesce(event.first_reported_date, event.first_date, newest.newest_date) as reported_date,
        coalesce(event.last_reported_date, event.first_date, newest.newest_date)
            as last_report_date,
        row_number() over (
            partition by store_event.store_id
            order by
                event.event_type = 'market_exit',
                case cast(event.geo_precision as varchar)
                    when 'address' then 1
                    when 'street' then 2
                    when 'venue' then 3
                    else 4
                end,
                len(coalesce(event.address, '')) desc,
                event.event_id
        ) as place_rank
    from store_event
    inner join event
        on store_event.event_id = event.event_id
    cross join newest
),

dated as (
    select
        step.store_id,
        min(step.known_date) filter (
            where not step.is_end and step.status = 'done' and not step.is_temporary
        ) as open_date,
        min(step.known_date) filter (
            where not step.is_end and step.status = 'done' and step.is_temporary
        ) as temporary_date,
        min(step.reported_date) filter (
            where not step.is_end and (step.status <> 'done' or step.reported_date < step.known_date)
        ) as plan_date,
        max_by(cast(step.status as varchar), step.last_report_date) filter (
            where not step.is_end and step.status <> 'done'
        ) as plan_status,
        max_by(
            coalesce(step.last_date, step.last_report_date + interval 2 year),
            step.last_report_date
        ) filter (where not step.is_end and step.status <> 'done') as plan_last_date,
        max(step.last_report_date) filter (
            where not step.is_end and step.status = 'cancelled'
        ) as cancelled_date,
        min(step.known_date) filter (
            where step.is_end and step.status = 'done' and not step.is_temporary
        ) as closed_date,
        max(coalesce(step.last_date, step.known_date)) filter (where step.is_end) as any_end_date,
        min(step.reported_date) filter (
            where step.is_end and step.status in ('announced', 'planned') and not step.is_temporary
        ) as closing_date,
        cast(max(coalesce(step.last_date, step.last_report_date + interval 2 year)) filter (
            where step.is_end and step.status in ('announced', 'planned') and not step.is_temporary
        ) as date) as closing_last_date,
        max_by(step.date_text, step.last_report_date) filter (
            where step.is_end and step.status in ('announced', 'planned') and not step.is_temporary
        ) as closing_text,
        min_by(step.date_text, step.known_date) filter (
            where not step.is_end and step.status = 'done'
        ) as open_text,
        max_by(step.date_text, step.last_report_date) filter (
            where not step.is_end and step.status <> 'done'
        ) as plan_text,
        min_by(step.date_text, step.known_date) filter (
            where step.is_end and step.status = 'done' and not step.is_temporary
        ) as closed_text,
        max_by(step.date_text, step.last_report_date) filter (
            where step.is_end and step.is_temporary
        ) as shut_text,
        min(coalesce(step.first_date, step.reported_date)) filter (
            where step.is_end and step.is_temporary
        ) as shut_date,
        max_by(step.event_id, step.sort_date) as newest_event_id,
        count(*) as event_count
    from step
    group by step.store_id
)

select
    place.store_no,
    place.store_id,
    place.site_id,
    place.company,
    place.country,
    place.city,
    coalesce(cast(place.metro as varchar), cast(place.city as varchar)) as metro,
    place.address,
    place.lat,
    place.lon,
    coalesce(place.geo_precision, 'city') as geo_precision,
    dated.open_date,
    dated.temporary_date,
    least(dated.plan_date, dated.open_date, dated.temporary_date) as plan_date,
    dated.plan_status,
    cast(dated.plan_last_date as date) as plan_last_date,
    dated.cancelled_date,
    dated.closing_date,
    dated.closing_last_date,
    dated.closed_date,
    dated.shut_date,
    dated.any_end_date,
    dated.open_text,
    dated.plan_text,
    dated.closing_text,
    dated.closed_text,
    dated.shut_text,
    dated.newest_event_id,
    newest_report.outlets,
    newest_report.source_url,
    cast(dated.event_count as integer) as event_count
from step as place
inner join dated
    on place.store_id = dated.store_id
inner join event as newest_report
    on dated.newest_event_id = newest_report.event_id
where place.place_rank = 1
order by place.store_no;

-- From which day to which day was the shop in which state? to_date is the first day of the next state.
-- overdue: a plan whose date has passed without report of an opening; presumed_closed: a closing that
-- was announced or planned for a day now past. A plan without a date lasts two years from its report.
create table store_phase as
with
bound as (
    select
        store.*,
        coalesce(
            store.open_date,
            store.temporary_date,
            -- A shop whose closing, or closing for works, is reported was open until then.
            store.shut_date,
            least(store.closing_date, store.closed_date)
        ) as start_date,
        coalesce(
            store.closed_date,
            store.closing_last_date,
            date '9999-12-31'
        ) as end_date,
        store.open_date is null and store.temporary_date is not null as is_pop_up
    from store
),

phase as (
    select
        bound.store_no,
        case when bound.plan_status = 'rumoured' then 'rumoured' else 'planned' end as state,
        bound.plan_date as from_date,
        least(
            coalesce(bound.start_date, date '9999-12-31'),
            coalesce(bound.cancelled_date, date '9999-12-31'),
            coalesce(bound.plan_last_date + 1, date '9999-12-31'),
            bound.end_date
        ) as to_date
    from bound
    where bound.plan_date is not null
    union all
    select
        bound.store_no,
        'overdue' as state,
        greatest(bound.plan_date, bound.plan_last_date + 1) as from_date,
        least(
            coalesce(bound.start_date, date '9999-12-31'),
            coalesce(bound.cancelled_date, date '9999-12-31'),
            bound.end_date
        ) as to_date
    from bound
    where bound.plan_date is not null and bound.plan_last_date is not null
    union all
    select
        bound.store_no,
        'cancelled' as state,
        bound.cancelled_date as from_date,
        coalesce(bound.start_date, bound.end_date) as to_date
    from bound
    where bound.cancelled_date is not null
    union all
    select
        bound.store_no,
        'open' as state,
        bound.start_date as from_date,
        case
            when bound.closing_date is null then bound.end_date
            else least(greatest(bound.closing_date, bound.start_date), bound.end_date)
        end as to_date
    from bound
    where bound.start_date is not null and not bound.is_pop_up
    union all
    select
        bound.store_no,
        'closing' as state,
        greatest(bound.closing_date, bound.start_date) as from_date,
        bound.end_date as to_date
    from bound
    where
        bound.start_date is not null
        and bound.closing_date is not null
        and not bound.is_pop_up
    union all
    select
        bound.store_no,
        case when bound.closed_date is null then 'presumed_closed' else 'closed' end as state,
        bound.end_date as from_date,
        date '9999-12-31' as to_date
    from bound
    where bound.end_date < date '9999-12-31' and not bound.is_pop_up
    union all
    select
        pop_up.store_no,
        pop_up.state,
        pop_up.from_date,
        pop_up.to_date
    from (
        select
            bound.store_no,
            'temporary' as state,
            bound.temporary_date as from_date,
            -- A temporary shop of which no end is reported lasts a year at most.
            coalesce(bound.any_end_date, bound.temporary_date + interval 1 year) as to_date
        from bound
        where bound.is_pop_up
        union all
        select
            bound.store_no,
            'ended' as state,
            coalesce(bound.any_end_date, bound.temporary_date + interval 1 year) as from_date,
            date '9999-12-31' as to_date
        from bound
        where bound.is_pop_up
    ) as pop_up
)

-- Company and place stand here again so that counting needs no other table.
select
    phase.store_no,
    store.store_id,
    phase.state,
    cast(phase.from_date as date) as from_date,
    cast(phase.to_date as date) as to_date,
    store.company,
    store.country,
    store.metro,
    store.lat,
    store.lon
from phase
inner join store
    on phase.store_no = store.store_no
where phase.from_date < phase.to_date
order by phase.store_no, phase.from_date, phase.state;
