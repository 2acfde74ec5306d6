-- What are the figures of these companies in these scopes ('' = whole group), period by period?
-- params: metric, is_part, series_companies, scopes, reports_per_period, row_count
-- columns: event_id, company, metric, scope, amount, currency, period, period_first_date, period_last_date, period_months, basis, status, scope_note, change_pct, is_approx, conflict_count, outlet_count, outlets, source_url
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
        filtered_event.period_first_date,
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
        and filtered_event.amount is not null
        and filtered_event.period_last_date is not null
        and ($metric is null or cast(filtered_event.metric as varchar) = $metric)
        and (
            $is_part is null
            or ($is_part and filtered_event.period_months < 12)
            or (not $is_part and filtered_event.period_months >= 12)
        )
),

-- Reports of one period that were not merged: the best known come first, a handful is enough.
ranked as (
    select
        figure.*,
        row_number() over (
            partition by
                figure.company,
                figure.metric,
                figure.scope,
                figure.currency,
                figure.scope_note,
                figure.basis,
                figure.status,
                figure.period_first_date,
                figure.period_last_date
            order by figure.outlet_count desc, figure.event_id asc
        ) as place_in_period
    from figure
    where
        ($series_companies is null or array_contains($series_companies, figure.company))
        and ($scopes is null or array_contains($scopes, figure.scope))
)

select
    ranked.event_id,
    ranked.company,
    ranked.metric,
    ranked.scope,
    ranked.amount,
    ranked.currency,
    ranked.period,
    ranked.period_first_date,
    ranked.period_last_date,
    ranked.period_months,
    ranked.basis,
    ranked.status,
    ranked.scope_note,
    ranked.change_pct,
    ranked.is_approx,
    ranked.conflict_count,
    ranked.outlet_count,
    ranked.outlets,
    ranked.source_url
from ranked
where ranked.place_in_period <= $reports_per_period
order by
    ranked.company asc,
    ranked.metric asc,
    ranked.scope asc,
    ranked.period_last_date desc,
    ranked.event_id asc
limit $row_count
