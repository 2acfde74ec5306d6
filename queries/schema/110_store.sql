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
        part.part_number,
        part.text
    from address
    cross join lateral (
        select
            unnest(range(len(string_split(address.address, ',')))) as part_number,
            unnest(string_split(address.address, ',')) as text
    ) as part
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
pair as (
    select
        closing.company,
        closing.area,
        closing.site as closing_site,
        opening.site as opening_site,
        count(*) over (partition by closing.company, closing.area, closing.site) as opening_count,
        count(*) over (partition by closing.company, closing.area, opening.site) as closing_count
    from site_fact as closing
    inner join site_fact as opening
        on
            closing.company = opening.company
            and closing.area = opening.area
            and closing.city = opening.city
    where
        closing.open_date is null
        and closing.closing_date is not null
        and not opening.has_closing
        and opening.open_date < closing.closing_date
        and not (closing.is_placed and opening.is_placed)
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
            and pair.opening_count = 1
            and pair.closing_count = 1
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
left_behind as (
    select
        leaving.event_id,
        named.site_id,
        named.store_id
    from named
    inner join event as leaving
        on named.company = leaving.company and named.country = leaving.country
    where
        leaving.event_type = 'market_exit'
        and leaving.status in ('done', 'announced')
        and leaving.city is null
    group by leaving.event_id, leaving.sort_date, named.site_id, named.store_id
    having max(named.sort_date) < leaving.sort_date
)

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
order by store_id, event_id;

create table store as
with
-- What has no date at all is known since the newest report in the data.
newest as (
    select max(event.last_reported_date) as newest_date
    from event
),

-- A thing done in 2018 is known to be done by the report of that year, else by the year's end.
step as (
    select
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
        count(*) as event_count
    from step
    group by step.store_id
)

select
    place.store_id,
    place.site_id,
    place.company,
    place.country,
    place.city,
    place.metro,
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
    dated.event_count
from step as place
inner join dated
    on place.store_id = dated.store_id
where place.place_rank = 1
order by place.store_id;

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
        bound.store_id,
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
        bound.store_id,
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
        bound.store_id,
        'cancelled' as state,
        bound.cancelled_date as from_date,
        coalesce(bound.start_date, bound.end_date) as to_date
    from bound
    where bound.cancelled_date is not null
    union all
    select
        bound.store_id,
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
        bound.store_id,
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
        bound.store_id,
        case when bound.closed_date is null then 'presumed_closed' else 'closed' end as state,
        bound.end_date as from_date,
        date '9999-12-31' as to_date
    from bound
    where bound.end_date < date '9999-12-31' and not bound.is_pop_up
    union all
    select
        pop_up.store_id,
        pop_up.state,
        pop_up.from_date,
        pop_up.to_date
    from (
        select
            bound.store_id,
            'temporary' as state,
            bound.temporary_date as from_date,
            -- A temporary shop of which no end is reported lasts a year at most.
            coalesce(bound.any_end_date, bound.temporary_date + interval 1 year) as to_date
        from bound
        where bound.is_pop_up
        union all
        select
            bound.store_id,
            'ended' as state,
            coalesce(bound.any_end_date, bound.temporary_date + interval 1 year) as from_date,
            date '9999-12-31' as to_date
        from bound
        where bound.is_pop_up
    ) as pop_up
)

select
    phase.store_id,
    phase.state,
    cast(phase.from_date as date) as from_date,
    cast(phase.to_date as date) as to_date
from phase
where phase.from_date < phase.to_date
order by phase.store_id, phase.from_date, phase.state;
