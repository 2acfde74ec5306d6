-- What is newest under the filters: headlines, openings, figures, and what is planned next?
-- params: today, row_count
-- columns: part, place_in_part, event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, metro, address, metric, amount, currency, period, basis, scope_note, change_pct, site_count, is_approx, is_temporary, summary, outlets, outlet_count, mention_count, conflict_count, source_url
-- uses: filtered_event
with
parted as (
    select
        filtered_event.event_id,
        filtered_event.sort_date,
        filtered_event.last_date,
        filtered_event.date_precision,
        case
            when filtered_event.status in ('planned', 'announced', 'rumoured')
                and filtered_event.last_date >= $today and filtered_event.event_type <> 'results'
                then 'upcoming'
            when filtered_event.sort_date > $today then null
            when filtered_event.event_type = 'results' and filtered_event.status = 'done'
                then 'figure'
            when filtered_event.event_type = 'store_opening' and filtered_event.status = 'done'
                then 'opening'
            when filtered_event.event_type <> 'results'
                and filtered_event.status in ('done', 'announced', 'cancelled')
                then 'headline'
        end as part
    from filtered_event
),

ranked as (
    select
        parted.event_id,
        parted.part,
        row_number() over (
            partition by parted.part
            order by
                case when parted.part = 'upcoming' then parted.last_date end asc,
                parted.sort_date desc,
                parted.event_id asc
        ) as place_in_part
    from parted
    where parted.part is not null
)

select
    ranked.part,
    ranked.place_in_part,
    event.event_id,
    event.event_type,
    event.status,
    event.company,
    event.counterparty,
    event.first_date,
    event.last_date,
    event.date_precision,
    event.date_text,
    event.sort_date,
    event.country,
    event.city,
    event.metro,
    event.address,
    event.metric,
    event.amount,
    event.currency,
    event.period,
    event.basis,
    event.scope_note,
    event.change_pct,
    event.site_count,
    event.is_approx,
    event.is_temporary,
    event.summary,
    event.outlets,
    event.outlet_count,
    event.mention_count,
    event.conflict_count,
    event.source_url
from ranked
inner join event
    on ranked.event_id = event.event_id
where ranked.place_in_part <= $row_count
order by ranked.part asc, ranked.place_in_part asc, event.event_id asc
