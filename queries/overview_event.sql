-- What is newest under the filters: headlines, openings, figures, and what is planned next?
-- params: today, row_count
-- columns: part, place_in_part, event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, metro, address, metric, amount, currency, period, basis, scope_note, change_pct, site_count, is_approx, is_temporary, summary, outlets, outlet_count, mention_count, conflict_count, source_url
-- uses: filtered_event
with
upcoming_row as (
    select
        'upcoming' as part,
        filtered_event.event_no,
        filtered_event.sort_date,
        filtered_event.last_date as place_date
    from filtered_event
    where
        filtered_event.status in ('planned', 'announced', 'rumoured')
        and filtered_event.last_date >= $today
        and filtered_event.event_type <> 'results'
    order by place_date asc, filtered_event.event_no asc
    limit $row_count
),

figure_row as (
    select
        'figure' as part,
        filtered_event.event_no,
        filtered_event.sort_date,
        filtered_event.sort_date as place_date
    from filtered_event
    where
        filtered_event.event_type = 'results'
        and filtered_event.status = 'done'
        and filtered_event.sort_date <= $today
    order by place_date desc, filtered_event.event_no asc
    limit $row_count
),

opening_row as (
    select
        'opening' as part,
        filtered_event.event_no,
        filtered_event.sort_date,
        filtered_event.sort_date as place_date
    from filtered_event
    where
        filtered_event.event_type = 'store_opening'
        and filtered_event.status = 'done'
        and filtered_event.sort_date <= $today
    order by place_date desc, filtered_event.event_no asc
    limit $row_count
),

headline_row as (
    select
        'headline' as part,
        filtered_event.event_no,
        filtered_event.sort_date,
        filtered_event.sort_date as place_date
    from filtered_event
    where
        filtered_event.event_type not in ('results', 'store_opening')
        and filtered_event.status in ('done', 'announced', 'cancelled')
        and filtered_event.sort_date <= $today
    order by place_date desc, filtered_event.event_no asc
    limit $row_count
),

chosen as (
    select * from upcoming_row
    union all
    select * from figure_row
    union all
    select * from opening_row
    union all
    select * from headline_row
),

ranked as (
    select
        chosen.part,
        chosen.event_no,
        chosen.sort_date,
        row_number() over (
            partition by chosen.part
            order by
                case when chosen.part = 'upcoming' then chosen.place_date end asc,
                chosen.place_date desc,
                chosen.event_no asc
        ) as place_in_part
    from chosen
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
-- The table is stored by date: with the date as a second key most of it need not be read.
inner join event
    on
        ranked.sort_date = event.sort_date
        and ranked.event_no = event.event_no
order by ranked.part asc, ranked.place_in_part asc, event.event_id asc
