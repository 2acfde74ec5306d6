-- Which shops are there under the filters, where, and in which state is each on the given day?
-- params: at_date, row_limit
-- columns: store_id, site_id, company, country, city, metro, address, lat, lon, geo_precision, state, from_date, plan_date, plan_status, open_date, open_text, plan_text, closing_text, closed_text, shut_text, event_count, event_id, outlets, source_url, total_count
-- uses: filtered_event
with
touched as (
    select store_event.store_id
    from filtered_event
    inner join store_event
        on filtered_event.event_id = store_event.event_id
    group by store_event.store_id
),

-- The newest report of a shop up to the day is the one that its mark leads to.
newest as (
    select
        ranked.store_id,
        ranked.event_id,
        ranked.outlets,
        ranked.source_url
    from (
        select
            store_event.store_id,
            event.event_id,
            event.outlets,
            event.source_url,
            row_number() over (
                partition by store_event.store_id
                order by event.sort_date desc, event.event_id asc
            ) as age_rank
        from touched
        inner join store_event
            on touched.store_id = store_event.store_id
        inner join event
            on store_event.event_id = event.event_id
    ) as ranked
    where ranked.age_rank = 1
),

shown as (
    select
        store.store_id,
        store.site_id,
        cast(store.company as varchar) as company,
        cast(store.country as varchar) as country,
        cast(store.city as varchar) as city,
        coalesce(cast(store.metro as varchar), cast(store.city as varchar)) as metro,
        store.address,
        store.lat,
        store.lon,
        store.geo_precision,
        store_phase.state,
        store_phase.from_date,
        store.plan_date,
        store.plan_status,
        store.open_date,
        store.open_text,
        store.plan_text,
        store.closing_text,
        store.closed_text,
        store.shut_text,
        store.event_count,
        newest.event_id,
        newest.outlets,
        newest.source_url
    from touched
    inner join store
        on touched.store_id = store.store_id
    inner join store_phase
        on
            touched.store_id = store_phase.store_id
            and store_phase.from_date <= $at_date
            and $at_date < store_phase.to_date
    inner join newest
        on touched.store_id = newest.store_id
    where store.lat is not null
)

select
    shown.store_id,
    shown.site_id,
    shown.company,
    shown.country,
    shown.city,
    shown.metro,
    shown.address,
    shown.lat,
    shown.lon,
    shown.geo_precision,
    shown.state,
    shown.from_date,
    shown.plan_date,
    shown.plan_status,
    shown.open_date,
    shown.open_text,
    shown.plan_text,
    shown.closing_text,
    shown.closed_text,
    shown.shut_text,
    shown.event_count,
    shown.event_id,
    shown.outlets,
    shown.source_url,
    count(*) over () as total_count
from shown
order by shown.store_id asc
limit $row_limit
