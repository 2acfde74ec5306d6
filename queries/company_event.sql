-- What were the weightiest events of this company, the newest of equal weight first?
-- params: row_count
-- columns: event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, metro, address, metric, amount, currency, period, basis, scope_note, change_pct, site_count, is_approx, is_temporary, summary, outlets, outlet_count, mention_count, conflict_count, source_url, first_reported_date
-- uses: filtered_event
with
weighed as (
    select
        filtered_event.event_no,
        filtered_event.sort_date,
        -- What changes the company counts more than a single shop; each further outlet adds weight.
        -- Results have a list of their own.
        case
            when filtered_event.event_type in (
                'market_entry', 'market_exit', 'acquisition', 'divestiture', 'ipo'
            ) then 6
            when filtered_event.event_type in ('restructuring', 'funding') then 5
            when filtered_event.event_type in ('leadership', 'strategy', 'partnership', 'legal')
                then 3
            else 1
        end
        + least(filtered_event.outlet_count, 5)
        - case when filtered_event.status = 'rumoured' then 3 else 0 end as weight
    from filtered_event
    where filtered_event.event_type <> 'results'
),

heaviest as (
    select
        weighed.event_no,
        weighed.sort_date
    from weighed
    order by weighed.weight desc, weighed.sort_date desc, weighed.event_no asc
    limit $row_count
)

select
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
    event.source_url,
    event.first_reported_date
from heaviest
inner join event
    on
        heaviest.sort_date = event.sort_date
        and heaviest.event_no = event.event_no
order by heaviest.sort_date desc, event.event_id asc
