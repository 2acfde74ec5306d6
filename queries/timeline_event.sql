-- What are the most important dated events of each of these companies, and what did each report of them say?
-- params: lane_companies, skipped_type, today, lane_row_count, step_count
-- columns: importance, event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, country, city, address, metric, amount, currency, period, period_last_date, basis, scope_note, change_pct, site_count, is_approx, is_temporary, outlets, source_url, step, step_status, step_date_text, step_published_text, step_outlet
-- uses: filtered_event
with
-- What happened weighs most, then how large it is, who reports it and how exactly it is known.
weighed as (
    select
        filtered_event.event_id,
        filtered_event.company,
        filtered_event.sort_date,
        extract(year from filtered_event.first_date) as year,
        case cast(filtered_event.event_type as varchar)
            when 'market_entry' then 60
            when 'market_exit' then 60
            when 'acquisition' then 50
            when 'divestiture' then 45
            when 'ipo' then 45
            when 'funding' then 40
            when 'restructuring' then 34
            when 'store_opening' then 32
            when 'store_closing' then 32
            when 'logistics' then 30
            when 'leadership' then 28
            when 'results' then 10
            else 22
        end
        + least(coalesce(filtered_event.site_count, 0), 20)
        + 4 * least(filtered_event.outlet_count, 5)
        + case when filtered_event.address is null then 0 else 4 end
        + case when filtered_event.city is null and filtered_event.country is null then -4 else 0 end
        + case cast(filtered_event.date_precision as varchar)
            when 'day' then 8
            when 'month' then 6
            when 'quarter' then 4
            else 0
        end
        + case cast(filtered_event.status as varchar)
            when 'rumoured' then -8
            when 'cancelled' then -4
            else 0
        end
        + case
            when
                filtered_event.last_date >= $today
                and cast(filtered_event.status as varchar) in ('announced', 'planned')
                then 12
            else 0
        end as weight
    from filtered_event
    where
        array_contains($lane_companies, filtered_event.company)
        and filtered_event.first_date is not null
        and cast(filtered_event.event_type as varchar) <> $skipped_type
),

-- The tenth event of a rich year makes way for the first of a poor one.
spread as (
    select
        weighed.event_id,
        weighed.company,
        weighed.sort_date,
        weighed.weight,
        row_number() over (
            partition by weighed.company, weighed.year
            order by weighed.weight desc, weighed.event_id asc
        ) as place_in_year
    from weighed
),

ranked as (
    select
        spread.event_id,
        spread.sort_date,
        spread.weight - 2 * spread.place_in_year as importance,
        row_number() over (
            partition by spread.company
            order by spread.weight - 2 * spread.place_in_year desc, spread.event_id asc
        ) as place_in_lane
    from spread
    where spread.place_in_year <= $lane_row_count
),

kept as (
    select
        ranked.event_id,
        ranked.sort_date,
        ranked.importance
    from ranked
    where ranked.place_in_lane <= $lane_row_count
)

select
    kept.importance,
    event.event_id,
    event.event_type,
    event.status,
    event.company,
    event.counterparty,
    event.first_date,
    event.last_date,
    event.date_precision,
    event.date_text,
    event.country,
    event.city,
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
    event.source_url,
    mention.step,
    mention.status as step_status,
    mention.date_text as step_date_text,
    mention.published_text as step_published_text,
    mention.outlet as step_outlet
from kept
-- The table is stored by date: with the date as a second key most of it need not be read.
inner join event
    on
        kept.sort_date = event.sort_date
        and kept.event_id = event.event_id
inner join mention
    on kept.event_id = mention.event_id
where
    array_contains($lane_companies, event.company)
    and mention.step <= $step_count
order by kept.importance desc, event.event_id asc, mention.step asc
