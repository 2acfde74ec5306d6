-- What are the most important dated events of each of these companies, and what did each report of them say?
-- params: lane_companies, skipped_type, today, lane_row_count, step_count
-- columns: importance, event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, country, city, address, metric, amount, currency, period, period_last_date, basis, scope_note, change_pct, site_count, is_approx, is_temporary, outlets, source_url, step, step_status, step_date_text, step_published_text, step_outlet
-- uses: filtered_event
with
-- What is still ahead weighs more than its kind and its reports say.
weighed as (
    select
        filtered_event.event_no,
        filtered_event.company,
        filtered_event.sort_date,
        extract(year from filtered_event.first_date) as year,
        filtered_event.weight
        + case
            when
                filtered_event.last_date >= $today
                and filtered_event.status in ('announced', 'planned')
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
        weighed.event_no,
        weighed.company,
        weighed.sort_date,
        weighed.weight,
        row_number() over (
            partition by weighed.company, weighed.year
            order by weighed.weight desc, weighed.event_no asc
        ) as place_in_year
    from weighed
),

ranked as (
    select
        spread.event_no,
        spread.sort_date,
        spread.weight - 2 * spread.place_in_year as importance,
        row_number() over (
            partition by spread.company
            order by spread.weight - 2 * spread.place_in_year desc, spread.event_no asc
        ) as place_in_lane
    from spread
    where spread.place_in_year <= $lane_row_count
),

kept as (
    select
        ranked.event_no,
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
        and kept.event_no = event.event_no
inner join mention
    on
        kept.sort_date = mention.sort_date
        and kept.event_no = mention.event_no
where mention.step <= $step_count
order by kept.importance desc, event.event_id asc, mention.step asc
