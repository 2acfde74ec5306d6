-- Fills the staging tables with seeded synthetic events: few companies own most of them, news
-- clusters in time, cities follow countries. Needs company and place filled; run by vitrine/bench.py.
-- params: event_count, seed
-- columns: none
insert into event
with
company_rank as (
    select
        company.company,
        company.home_country,
        row_number() over (order by hash(company.company, 1)) - 1 as company_rank,
        count(*) over () as company_total
    from company
),

place_rank as (
    select
        place.country,
        place.city,
        place.metro,
        place.lat,
        place.lon,
        row_number() over (partition by place.country order by hash(place.city, 2)) - 1 as place_rank,
        count(*) over (partition by place.country) as place_total
    from place
),

country_rank as (
    select
        counted.country,
        row_number() over (order by counted.city_count desc, counted.country asc) - 1 as country_rank,
        count(*) over () as country_total
    from (
        select
            place.country,
            count(*) as city_count
        from place
        group by place.country
    ) as counted
),

drawn as (
    select
        numbered.n,
        (hash(numbered.n, $seed, 11) % 1000003) / 1000003.0 as u_company,
        (hash(numbered.n, $seed, 12) % 1000003) / 1000003.0 as u_type,
        (hash(numbered.n, $seed, 13) % 1000003) / 1000003.0 as u_status,
        (hash(numbered.n, $seed, 14) % 1000003) / 1000003.0 as u_country,
        (hash(numbered.n, $seed, 15) % 1000003) / 1000003.0 as u_city,
        (hash(numbered.n, $seed, 16) % 1000003) / 1000003.0 as u_date,
        (hash(numbered.n, $seed, 17) % 1000003) / 1000003.0 as u_amount,
        (hash(numbered.n, $seed, 18) % 1000003) / 1000003.0 as u_metric,
        (hash(numbered.n // 40, $seed, 19) % 1000003) / 1000003.0 as u_cluster
    from (select unnest(range(1, $event_count + 1)) as n) as numbered
),

shaped as (
    select
        drawn.*,
        case
            when drawn.u_type < 0.36 then 'results'
            when drawn.u_type < 0.66 then 'store_opening'
            when drawn.u_type < 0.78 then 'store_closing'
            when drawn.u_type < 0.84 then 'acquisition'
            when drawn.u_type < 0.89 then 'strategy'
            when drawn.u_type < 0.92 then 'logistics'
            when drawn.u_type < 0.94 then 'funding'
            when drawn.u_type < 0.96 then 'leadership'
            when drawn.u_type < 0.98 then 'restructuring'
            else 'market_entry'
        end as event_type,
        case
            when drawn.u_status < 0.64 then 'done'
            when drawn.u_status < 0.82 then 'announced'
            when drawn.u_status < 0.96 then 'planned'
            when drawn.u_status < 0.99 then 'rumoured'
            else 'cancelled'
        end as status,
        -- A few plans are for a number of shops and name no town.
        drawn.u_type between 0.36 and 0.66
        and drawn.u_status between 0.64 and 0.96
        and hash(drawn.n, $seed, 22) % 100 < 3 as is_network,
        date '2010-01-01'
        + cast(floor(5900 * (0.8 * drawn.u_cluster + 0.2 * drawn.u_date)) as integer) as day
    from drawn
),

placed as (
    select
        shaped.*,
        company_rank.company,
        other_rank.company as other_company,
        country_rank.country as drawn_country,
        shaped.event_type like 'store%' and not shaped.is_network as has_city
    from shaped
    inner join company_rank
        on
            company_rank.company_rank
            = cast(floor(company_rank.company_total * pow(shaped.u_company, 3)) as integer)
    inner join company_rank as other_rank
        on other_rank.company_rank = hash(shaped.n, $seed, 23) % other_rank.company_total
    inner join country_rank
        on
            country_rank.country_rank
            = cast(floor(country_rank.country_total * pow(shaped.u_country, 2)) as integer)
)

select
    'E' || cast(100000 + placed.n as varchar) as event_id,
    placed.event_type,
    placed.status,
    placed.company,
    case
        when placed.event_type = 'acquisition' and placed.other_company <> placed.company
            then placed.other_company
    end as counterparty,
    placed.day as first_date,
    placed.day as last_date,
    'day' as date_precision,
    cast(placed.day as varchar) as date_text,
    placed.day as sort_date,
    placed.drawn_country as country,
    case when placed.event_type like 'store%' then place_rank.city end as city,
    case when placed.event_type like 'store%' then place_rank.metro end as metro,
    case
        when placed.event_type like 'store%'
            then 'Street ' || cast(hash(placed.n, $seed, 20) % 60 as varchar)
    end as address,
    case
        when placed.has_city
            then place_rank.lat + 0.05 * (placed.u_date - 0.5)
    end as lat,
    case
        when placed.has_city
            then place_rank.lon + 0.05 * (placed.u_amount - 0.5)
    end as lon,
    case
        when not placed.has_city then null
        when placed.u_metric < 0.5 then 'city'
        else 'street'
    end as geo_precision,
    case
        when placed.event_type <> 'results' then null
        when placed.u_metric < 0.6 then 'revenue'
        when placed.u_metric < 0.8 then 'net_profit'
        else 'ebit'
    end as metric,
    case
        when placed.event_type = 'results'
            then cast(round(1000000000 * exp(3 * (placed.u_amount - 0.5)), -5) as decimal(18, 2))
    end as amount,
    case when placed.event_type = 'results' then 'EUR' end as currency,
    case
        when placed.event_type = 'results' then 'FY' || cast(year(placed.day) as varchar)
    end as period,
    case when placed.event_type = 'results' then make_date(year(placed.day), 1, 1) end
        as period_first_date,
    case when placed.event_type = 'results' then make_date(year(placed.day), 12, 31) end
        as period_last_date,
    case when placed.event_type = 'results' then 12 end as period_months,
    case
        when placed.event_type <> 'results' then null
        when placed.status = 'planned' then 'target'
        else 'reported'
    end as basis,
    null as scope_note,
    null as change_pct,
    case
        when placed.is_network then cast(2 + hash(placed.n, $seed, 24) % 40 as integer)
    end as site_count,
    false as is_approx,
    false as is_temporary,
    'Synthetic event ' || cast(placed.n as varchar) as summary,
    1 as mention_count,
    1 as outlet_count,
    'Outlet ' || cast(hash(placed.n, $seed, 21) % 400 as varchar) as outlets,
    'https://example.org/' || cast(placed.n as varchar) as source_url,
    0 as conflict_count,
    placed.day as first_reported_date,
    placed.day as last_reported_date,
    'published' as tier,
    1 as confidence,
    true as is_reviewed,
    null as person
from placed
inner join place_rank
    on
        placed.drawn_country = place_rank.country
        and cast(floor(place_rank.place_total * pow(placed.u_city, 2)) as integer)
        = place_rank.place_rank
order by placed.n asc
