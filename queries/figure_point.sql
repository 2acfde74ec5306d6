-- What are the figures of these companies in these scopes ('' = whole group), period by period?
-- params: metric, is_part, series_companies, scopes, reports_per_period, row_count
-- columns: event_id, company, metric, scope, amount, currency, period, period_first_date, period_last_date, period_months, basis, status, scope_note, change_pct, is_approx, conflict_count, outlet_count, outlets, source_url
-- uses: filtered_event
with
-- Reports of one period that were not merged: the best known come first, a handful is enough.
ranked as (
    select
        filtered_event.event_no,
        filtered_event.event_id,
        filtered_event.company,
        filtered_event.metric,
        filtered_event.country,
        filtered_event.amount,
        filtered_event.currency,
        filtered_event.period,
        filtered_event.period_first_date,
        filtered_event.period_last_date,
        filtered_event.period_months,
        filtered_event.basis,
        filtered_event.status,
        filtered_event.scope_note,
        filtered_event.change_pct,
        filtered_event.is_approx,
        filtered_event.conflict_count,
        filtered_event.outlet_count,
        filtered_event.outlets,
        filtered_event.source_url,
        row_number() over (
            partition by
                filtered_event.company,
                filtered_event.metric,
                filtered_event.country,
                filtered_event.currency,
                filtered_event.scope_note,
                filtered_event.basis,
                filtered_event.status,
                filtered_event.period_first_date,
                filtered_event.period_last_date
            order by filtered_event.outlet_count desc, filtered_event.event_no asc
        ) as place_in_period
    from filtered_event
    where
        filtered_event.event_type = 'results'
        and filtered_event.amount is not null
        and filtered_event.period_last_date is not null
        -- when: metric
        and ($metric is null or cast(filtered_event.metric as varchar) = $metric)
        -- end
        -- when: is_part
        and (
            $is_part is null
            or ($is_part and filtered_event.period_months < 12)
            or (not $is_part and filtered_event.period_months >= 12)
        )
        -- end
        -- when: series_companies
        and ($series_companies is null or array_contains($series_companies, filtered_event.company))
        -- end
        -- when: scopes
        and (
            $scopes is null
            or array_contains($scopes, coalesce(cast(filtered_event.country as varchar), ''))
        )
        -- end
)

select
    ranked.event_id,
    cast(ranked.company as varchar) as company,
    cast(ranked.metric as varchar) as metric,
    coalesce(cast(ranked.country as varchar), '') as scope,
    ranked.amount,
    ranked.currency,
    ranked.period,
    ranked.period_first_date,
    ranked.period_last_date,
    ranked.period_months,
    ranked.basis,
    cast(ranked.status as varchar) as status,
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
    company asc,
    metric asc,
    scope asc,
    ranked.period_last_date desc,
    ranked.event_no asc
limit $row_count
