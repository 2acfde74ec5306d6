-- Which shops are there under the filters, where, and in which state is each on the given day?
-- params: at_date, row_limit
-- columns: store_id, site_id, company, country, city, metro, address, lat, lon, geo_precision, state, from_date, plan_date, plan_status, open_date, open_text, plan_text, closing_text, closed_text, shut_text, event_count, event_id, outlets, source_url, total_count
-- uses: filtered_event
with
shown as (
    select
        store_phase.store_no,
        store_phase.state,
        store_phase.from_date,
        cast($at_date as date) as at_date,
        count(*) over () as total_count
    from store_phase
    where
        store_phase.from_date <= $at_date
        and $at_date < store_phase.to_date
        and store_phase.lat is not null
        -- when: companies, company_groups, countries, cities, metros, event_types, statuses, from_date, to_date, reported_from, term_1, term_1_last, term_2, term_2_last, term_3, term_3_last, term_4, term_4_last
        and store_phase.store_no in (
            select store_event.store_no
            from filtered_event
            inner join store_event
                on filtered_event.event_no = store_event.event_no
        )
        -- end
    order by store_phase.store_no asc
    limit $row_limit
)

select
    store.store_id,
    store.site_id,
    cast(store.company as varchar) as company,
    cast(store.country as varchar) as country,
    cast(store.city as varchar) as city,
    store.metro,
    store.address,
    store.lat,
    store.lon,
    store.geo_precision,
    shown.state,
    shown.from_date,
    store.plan_date,
    store.plan_status,
    store.open_date,
    store.open_text,
    store.plan_text,
    store.closing_text,
    store.closed_text,
    case when store.shut_date <= shown.at_date then store.shut_text end as shut_text,
    store.event_count,
    store.newest_event_id as event_id,
    store.outlets,
    store.source_url,
    shown.total_count
from shown
inner join store
    on shown.store_no = store.store_no
order by store.store_no asc
