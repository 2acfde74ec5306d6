-- Shops out of events, after 100_publish.sql: which reports are about one shop, and in which state was
-- the shop on which day? Two reports are about one shop when company, metro area and the telling words
-- of their addresses agree. A report about several shops, or without a city, is about no single shop.
create table store_event as
with
report as (
    select
        event.event_id,
        event.company,
        event.country,
        event.city,
        coalesce(cast(event.metro as varchar), cast(event.city as varchar)) as area,
        event.sort_date,
        event.event_type = 'store_closing' as is_closing,
        event.status = 'done' as is_done,
        -- A temporary shop or closure neither begins nor ends a shop's life.
        event.is_temporary,
        event.status in ('done', 'announced') and not event.is_temporary as is_firm,
        event.address
    from event
    where
        event.event_type in ('store_opening', 'store_closing')
        and event.city is not null
        and coalesce(event.site_count, 1) = 1
        -- What waits for a reviewer is not on the map of shops.
        and event.tier = 'published'
),

address as (
    select distinct
        report.company,
        report.area,
        report.city,
        report.address
    from report
    where report.address is not null
),

-- "Les Quatre Temps, 15 Parvis de La Défense": the first part says it best.
address_part as (
    select
        address.company,
        address.area,
        address.address,
        unnest(range(len(string_split(address.address, ',')))) as part_number,
        unnest(string_split(address.address, ',')) as text
    from address
),

part_word as (
    select distinct
        address_part.company,
        address_part.area,
        address_part.address,
        address_part.part_number,
        regexp_extract_all(address_part.text, '\b\d{1,4}\b') as numbers,
        unnest(
            regexp_extract_all(
                regexp_replace(
                    regexp_replace(
                        replace(lower(strip_accents(address_part.text)), '·', ''),
                        '\b(gran|grand|grande|grote|grosse) ', '\1', 'g'
                    ),
                    -- Words that every other address has: kinds of streets and of shopping centres.
                    '\b(a|al|an|and|aan|au|aux|c|cc|center|centre|centro|city|commercial|commerciale|comercial|d|das|de|degli|dei|del|della|delle|der|des|di|die|do|dos|du|e|el|en|et|galerie|gallery|gare|i|il|in|intu|l|la|las|le|les|lo|los|mall|na|near|next|of|op|park|parc|parque|plus|retail|saint|san|sant|sankt|santa|sint|shopping|station|stazione|the|to|und|van|von|westfield|y|zone|zum|avenue|avenida|avinguda|av|boulevard|bd|calle|carrer|rue|rua|street|straat|strasse|via|viale|place|placa|plaza|platz|piazza|plein|square|praca|paseo|passeig|ronda|road|parvis|quartier|arrondissement|district|barrio|viertel|wijk)\b',
                    ' ', 'g'
                ),
                '[a-z]{2,}'
            )
        ) as word
    from address_part
),

-- A word that many addresses of a company share in one town tells none of them from the others.
telling_word as (
    select
        part_word.company,
        part_word.area,
        part_word.word
    from part_word
    group by part_word.company, part_word.area, part_word.word
    having count(distinct part_word.address) <= 40
),

word as (
    select
        part_word.company,
        part_word.area,
        part_word.address,
        part_word.part_number,
        part_word.numbers,
        part_word.word,
        count(*) over (
            partition by part_word.company, part_word.area, part_word.address, part_word.part_number
        ) as word_count
    from part_word
    inner join telling_word
        on
            part_word.company = telling_word.company
            and part_word.area = telling_word.area
            and part_word.word = telling_word.word
),

link as (
    select
        mine.company,
        mine.area,
        mine.address,
        other.address as other_address
    from word as mine
    inner join word as other
        on
            mine.company = other.company
            and mine.area = other.area
            and mine.word = other.word
            and mine.part_number = 0
    where
        len(mine.numbers) = 0
        or len(other.numbers) = 0
        or list_has_any(mine.numbers, other.numbers)
    group by
        mine.company, mine.area, mine.address, mine.word_count,
        other.address, other.part_number, other.word_count
    having count(*) * 2 >= least(mine.word_count, other.word_count)
),

both_way as (
    select
        link.company,
        link.area,
        link.address,
        link.other_address
    from link
    union
    select
        link.company,
        link.area,
        link.other_address as address,
        link.address as other_address
    from link
),

nearest as (
    select
        both_way.company,
        both_way.area,
        both_way.address,
        min(both_way.other_address) as site
    from both_way
    group by both_way.company, both_way.area, both_way.address
),

-- Two steps along the links join all spellings that occur; a third would join strangers.
site as (
    select
        nearest.company,
        nearest.area,
        nearest.address,
        least(nearest.site, further.site) as site
    from nearest
    inner join nearest as further
        on
            nearest.company = further.company
            and nearest.area = further.area
            and nearest.site = further.address
),

placed as (
    select
        report.*,
        site.site is not null as is_placed,
        coalesce(site.site, report.event_id) as site
    from report
    left join site
        on
            report.company = site.company
            and report.area = site.area
            and report.address = site.address
),

site_fact as (
    select
        placed.company,
        placed.area,
        placed.site,
        min(placed.city) as city,
        bool_or(placed.is_placed) as is_placed,
        bool_or(placed.is_closing) as has_closing,
        min(placed.sort_date) filter (where not placed.is_closing and placed.is_done) as open_date,
        min(placed.sort_date) filter (where placed.is_closing and not placed.is_temporary)
            as closing_date
    from placed
    group by placed.company, placed.area, placed.site
),

-- "Xiaomi closes in Lille" is about the only Xiaomi shop known to be open in Lille, if there is one.
only_opening as (
    select
        site_fact.company,
        site_fact.area,
        site_fact.city,
        min(site_fact.site) as site,
        min(site_fact.open_date) as open_date,
        bool_or(site_fact.is_placed) as is_placed
    from site_fact
    where site_fact.open_date is not null and not site_fact.has_closing
    group by site_fact.company, site_fact.area, site_fact.city
    having count(*) = 1
),

only_closing as (
    select
        site_fact.company,
        site_fact.area,
        site_fact.city,
        min(site_fact.site) as site,
        min(site_fact.closing_date) as closing_date,
        bool_or(site_fact.is_placed) as is_placed
    from site_fact
    where site_fact.open_date is null and site_fact.closing_date is not null
    group by site_fact.company, site_fact.area, site_fact.city
    having count(*) = 1
),

pair as (
    select
        only_closing.company,
        only_closing.area,
        only_closing.site as closing_site,
        only_opening.site as opening_site
    from only_closing
    inner join only_opening
        on
            only_closing.company = only_opening.company
            and only_closing.area = only_opening.area
            and only_closing.city = only_opening.city
    where
        only_opening.open_date < only_closing.closing_date
        -- Two different addresses are two shops.
        and not (only_closing.is_placed and only_opening.is_placed)
),

sited as (
    select
        placed.event_id,
        placed.company,
        placed.country,
        placed.area,
        placed.sort_date,
        placed.is_closing,
        placed.is_firm,
        coalesce(pair.opening_site, placed.site) as site
    from placed
    left join pair
        on
            placed.company = pair.company
            and placed.area = pair.area
            and placed.site = pair.closing_site
),

-- A shop that opens again where one has closed is a new shop at the same site.
begun as (
    select
        sited.*,
        case
            when not sited.is_closing and lag(sited.is_closing and sited.is_firm) over (
                partition by sited.company, sited.area, sited.site
                order by sited.sort_date, sited.is_closing, sited.event_id
            ) then 1
            else 0
        end as is_new
    from sited
),

lived as (
    select
        begun.*,
        sum(begun.is_new) over (
            partition by begun.company, begun.area, begun.site
            order by begun.sort_date, begun.is_closing, begun.event_id
            rows between unbounded preceding and current row
        ) as life
    from begun
),

named as (
    select
        lived.event_id,
        lived.company,
        lived.country,
        lived.sort_date,
        min(lived.event_id) over (partition by lived.company, lived.area, lived.site) as site_id,
        min(lived.event_id) over (
            partition by lived.company, lived.area, lived.site, lived.life
        ) as store_id
    from lived
),

-- Who leaves a country closes the shops that were open there.
last_seen as (
    select
        named.store_id,
        named.site_id,
        named.company,
        named.country,
        max(named.sort_date) as last_date
    from named
    group by named.store_id, named.site_id, named.company, named.country
),

leaving as (
    select
        event.company,
        event.country,
        event.sort_date,
        min(event.event_id) as event_id
    from event
    where
        event.event_type = 'market_exit'
        and event.tier = 'published'
        and event.status in ('done', 'announced')
        and event.city is null
    group by event.company, event.country, event.sort_date
),

left_behind as (
    select
        last_seen.store_id,
        last_seen.site_id,
        leaving.event_id
    from last_seen
    asof inner join leaving
        on
            last_seen.company = leaving.company
            and last_seen.country = leaving.country
            and last_seen.last_date < leaving.sort_date
)

select
    cast(dense_rank() over (order by report.store_id) as integer) as store_no,
    report.store_id,
    report.site_id,
    report.event_id,
    event.event_no,
    event.sort_date
from (
    select
        named.store_id,
        named.site_id,
        named.event_id
    from named
    union all
    select
        left_behind.store_id,
        left_behind.site_id,
        left_behind.event_id
    from left_behind
) as report
inner join event
    on report.event_id = event.event_id
order by store_no, report.event_id;
