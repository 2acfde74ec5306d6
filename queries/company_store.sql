-- Which shops does each company have in its largest metro areas, and in which state is each on the day?
-- params: at_date, area_count, stores_per_area
-- columns: store_id, company, country, metro, city, address, geo_precision, state, from_date, plan_status, open_text, plan_text, closing_text, closed_text, shut_text, event_count, event_id, outlets, source_url, area_store_count, area_rank, area_total, open_total, planned_total, left_total
-- uses: filtered_event
with
-- A plan withdrawn and a temporary shop that is over are no shops of this day.
state_then as (
    select
        store_phase.store_no,
        store_phase.state,
        store_phase.from_date,
        cast(store_phase.country as varchar) as country,
        store_phase.metro
    from store_phase
    where
        store_phase.from_date <= $at_date
        and $at_date < store_phase.to_date
        and store_phase.state not in ('cancelled', 'ended')
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
        state_then.store_no,
        state_then.state,
        state_then.from_date,
        state_then.country,
        state_then.metro,
        case when state_then.state in ('open', 'closing') then 1 else 0 end as is_open,
        case when state_then.state in ('planned', 'rumoured') then 1 else 0 end as is_planned,
        case when state_then.state in ('closed', 'presumed_closed') then 1 else 0 end as is_left
    from state_then
),

area as (
    select
        shop.country,
        shop.metro,
        count(*) as area_store_count,
        row_number() over (
            order by
                sum(shop.is_open) desc,
                sum(shop.is_planned) desc,
                count(*) desc,
                shop.country asc,
                shop.metro asc
        ) as area_rank,
        count(*) over () as area_total
    from shop
    group by shop.country, shop.metro
),

total as (
    select
        sum(shop.is_open) as open_total,
        sum(shop.is_planned) as planned_total,
        sum(shop.is_left) as left_total
    from shop
),

placed as (
    select
        shop.*,
        area.area_store_count,
        area.area_rank,
        area.area_total,
        row_number() over (
            partition by area.area_rank
            order by
                shop.is_open desc,
                shop.is_planned desc,
                shop.is_left asc,
                shop.from_date asc,
                shop.store_no asc
        ) as place_in_area
    from shop
    inner join area
        on shop.country = area.country and shop.metro = area.metro
    where area.area_rank <= $area_count
)

-- The newest report of a shop is the one that its mark leads to.
select
    store.store_id,
    cast(store.company as varchar) as company,
    placed.country,
    placed.metro,
    cast(store.city as varchar) as city,
    store.address,
    store.geo_precision,
    placed.state,
    placed.from_date,
    store.plan_status,
    store.open_text,
    store.plan_text,
    store.closing_text,
    store.closed_text,
    store.shut_text,
    store.event_count,
    store.newest_event_id as event_id,
    store.outlets,
    store.source_url,
    placed.area_store_count,
    placed.area_rank,
    placed.area_total,
    cast(total.open_total as integer) as open_total,
    cast(total.planned_total as integer) as planned_total,
    cast(total.left_total as integer) as left_total
from placed
inner join store
    on placed.store_no = store.store_no
cross join total
where placed.place_in_area <= $stores_per_area
order by placed.area_rank asc, placed.place_in_area asc, store.store_id asc
