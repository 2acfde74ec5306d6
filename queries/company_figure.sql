-- What is the newest figure of each metric and scope, and how much do its sources differ?
-- params: figures_per_company
-- columns: event_id, company, metric, scope, amount, currency, period, period_last_date, basis, status, scope_note, change_pct, is_approx, conflict_count, outlets, source_url, place_in_company
-- uses: filtered_event
with
figure as (
    select
        filtered_event.event_id,
        cast(filtered_event.company as varchar) as company,
        cast(filtered_event.metric as varchar) as metric,
        coalesce(cast(filtered_event.country as varchar), '') as scope,
        filtered_event.amount,
        filtered_event.currency,
        filtered_event.period,
        filtered_event.period_last_date,
        filtered_event.period_months,
        filtered_event.basis,
        cast(filtered_event.status as varchar) as status,
        filtered_event.scope_note,
        filtered_event.change_pct,
        filtered_event.is_approx,
        filtered_event.conflict_count,
        filtered_event.outlet_count,
        filtered_event.outlets,
        filtered_event.source_url
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

-- A full year says more than a quarter; the whole perimeter more than a part of it.
newest as (
    select
        figure.*,
        row_number() over (
            partition by figure.company, figure.metric, figure.scope
            order by
                case when figure.period_months >= 12 then 1 else 2 end asc,
                figure.period_last_date desc,
                case when figure.scope_note is null then 1 else 2 end asc,
                case when figure.basis = 'reported' then 1 else 2 end asc,
                figure.outlet_count desc,
                figure.event_id asc
        ) as age_rank
    from figure
),

placed as (
    select
        newest.*,
        row_number() over (
            partition by newest.company
            order by
                case
                    when newest.metric = 'revenue' then 1
                    when newest.metric = 'online_revenue' then 3
                    else 2
                end asc,
                case when newest.scope = '' then 1 else 2 end asc,
                newest.period_last_date desc,
                newest.event_id asc
        ) as place_in_company
    from newest
    where newest.age_rank = 1
)

select
    placed.event_id,
    placed.company,
    placed.metric,
    placed.scope,
    placed.amount,
    placed.currency,
    placed.period,
    placed.period_last_date,
    placed.basis,
    placed.status,
    placed.scope_note,
    placed.change_pct,
    placed.is_approx,
    placed.conflict_count,
    placed.outlets,
    placed.source_url,
    placed.place_in_company
from placed
where placed.place_in_company <= $figures_per_company
order by placed.company asc, placed.place_in_company asc, placed.event_id asc
