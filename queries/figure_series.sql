-- For which companies and scopes (a country, or '' for the whole group) do we have a metric's figures?
-- params: metric, is_part, row_count
-- columns: company, scope, currency, period_count, target_count, last_period_date
-- uses: filtered_event
with
figure as (
    select
        cast(filtered_event.company as varchar) as company,
        coalesce(cast(filtered_event.country as varchar), '') as scope,
        filtered_event.currency,
        filtered_event.period_last_date,
        case
            when filtered_event.basis = 'target' or filtered_event.status = 'planned' then 1
            else 0
        end as is_target
    from filtered_event
    where
        filtered_event.event_type = 'results'
        and filtered_event.amount is not null
        and filtered_event.period_last_date is not null
        and cast(filtered_event.metric as varchar) = $metric
        and (
            ($is_part and filtered_event.period_months < 12)
            or (not $is_part and filtered_event.period_months >= 12)
        )
)

select
    figure.company,
    figure.scope,
    figure.currency,
    count(distinct case when figure.is_target = 0 then figure.period_last_date end) as period_count,
    sum(figure.is_target) as target_count,
    max(figure.period_last_date) as last_period_date
from figure
group by
    figure.company,
    figure.scope,
    figure.currency
order by period_count desc, target_count desc, figure.company asc, figure.scope asc, figure.currency asc
limit $row_count
