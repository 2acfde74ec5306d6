-- What happened at these companies, month by month, newest first?
-- params: lane_companies, skipped_type, row_offset, row_count
-- columns: group_text, group_is_dated, event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, metro, address, metric, amount, currency, period, period_last_date, basis, scope_note, change_pct, site_count, is_approx, is_temporary, outlets, outlet_count, source_url
-- uses: filtered_event
with
-- An event known by its quarter or year only stands before the months of that quarter or year.
grouped as (
    select
        filtered_event.event_no,
        last_day(coalesce(filtered_event.last_date, filtered_event.sort_date)) as group_last_date,
        case coalesce(cast(filtered_event.date_precision as varchar), 'unknown')
            when 'year' then 1
            when 'quarter' then 2
            when 'unknown' then 4
            else 3
        end as group_rank,
        filtered_event.sort_date
    from filtered_event
    where
        array_contains($lane_companies, filtered_event.company)
        and cast(filtered_event.event_type as varchar) <> $skipped_type
),

-- Only the rows of the page fetch the rest of their columns.
paged as (
    select
        grouped.event_no,
        grouped.group_last_date,
        grouped.group_rank,
        grouped.sort_date
    from grouped
    order by grouped.group_last_date desc, grouped.group_rank asc, grouped.sort_date desc, grouped.event_no asc
    limit
        $row_count
        offset $row_offset
)

select
    case
        when event.first_date is null
            then substr(cast(event.sort_date as varchar), 1, 7)
        else substr(cast(event.date_text as varchar), 1, 7)
    end as group_text,
    event.first_date is not null as group_is_dated,
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
    event.period_last_date,
    event.basis,
    event.scope_note,
    event.change_pct,
    event.site_count,
    event.is_approx,
    event.is_temporary,
    event.outlets,
    event.outlet_count,
    event.source_url
from paged
-- The table is stored by date: with the date as a second key most of it need not be read.
inner join event
    on
        paged.sort_date = event.sort_date
        and paged.event_no = event.event_no
order by paged.group_last_date desc, paged.group_rank asc, event.sort_date desc, event.event_id asc
