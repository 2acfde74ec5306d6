-- What is the newest figure of each metric and scope, and how much do its sources differ?
-- params: figures_per_company
-- columns: event_id, company, metric, scope, amount, currency, period, period_last_date, basis, status, scope_note, change_pct, is_approx, conflict_count, outlets, source_url, place_in_company
-- uses: filtered_event
with
-- A full year says more than a quarter; the whole perimeter more than a part of it.
newest as (
    select
        filtered_event.event_no,
        filtered_event.sort_date,
        filtered_event.company,
        filtered_event.metric,
        filtered_event.country,
        filtered_event.period_last_date,
        row_number() over (
            partition by filtered_event.company, filtered_event.metric, filtered_event.country
            order by
                case when filtered_event.period_months >= 12 then 1 else 2 end asc,
                filtered_event.period_last_date desc,
                case when filtered_event.scope_note is null then 1 else 2 end asc,
                case when filtered_event.basis = 'reported' then 1 else 2 end asc,
                filtered_event.outlet_count desc,
                filtered_event.event_no asc
        ) as age_rank
    from filtered_event
    where
        filtered_event.event_type = 'results'
        and filtered_event.metric is not null
        and filtered_event.amount is not null
        and filtered_event.period_last_date is not null
        -- A target is no figure yet; it belongs to the plans.
        and filtered_event.basis <> 'target'
        and filtered_event.status in ('done', 'announced')
),

placed as (
    select
        newest.event_no,
        newest.sort_date,
        row_number() over (
            partition by newest.company
            order by
                case cast(newest.metric as varchar)
                    when 'revenue' then 1
                    when 'online_revenue' then 3
                    else 2
                end asc,
                case when newest.country is null then 1 else 2 end asc,
                newest.period_last_date desc,
                newest.event_no asc
        ) as place_in_company
    from newest
    where newest.age_rank = 1
)

select
    event.event_id,
    cast(event.company as varchar) as company,
    cast(event.metric as varchar) as metric,
    coalesce(cast(event.country as varchar), '') as scope,
    event.amount,
    event.currency,
    event.period,
    event.period_last_date,
    event.basis,
    cast(event.status as varchar) as status,
    event.scope_note,
    event.change_pct,
    event.is_approx,
    event.conflict_count,
    event.outlets,
    event.source_url,
    placed.place_in_company
from placed
-- The table is stored by date: with the date as a second key most of it need not be read.
inner join event
    on
        placed.sort_date = event.sort_date
        and placed.event_no = event.event_no
where placed.place_in_company <= $figures_per_company
order by company asc, placed.place_in_company asc, event.event_id asc
