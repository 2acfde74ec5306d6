-- For which companies and scopes (a country, or '' for the whole group) do we have a metric's figures?
-- params: metric, is_part, row_count
-- columns: company, scope, currency, period_count, target_count, last_period_date
-- uses: filtered_event
with
-- First by period, on the short names of the table: texts are made for the few rows that are left.
reported_period as (
    select
        filtered_event.company,
        filtered_event.country,
        filtered_event.currency,
        filtered_event.period_last_date,
        count(*) as figure_count,
        sum(
            case
                when filtered_event.basis = 'target' or filtered_event.status = 'planned' then 1
                else 0
            end
        ) as target_count
    from filtered_event
    where
        filtered_event.event_type = 'results'
        and filtered_event.amount is not null
        and filtered_event.period_last_date is not null
        and filtered_event.metric = $metric
        and (
            ($is_part and filtered_event.period_months < 12)
            or (not $is_part and filtered_event.period_months >= 12)
        )
    group by
        filtered_event.company,
        filtered_event.country,
        filtered_event.currency,
        filtered_event.period_last_date
),

series as (
    select
        cast(reported_period.company as varchar) as company,
        coalesce(cast(reported_period.country as varchar), '') as scope,
        reported_period.currency,
        count(
            case when reported_period.figure_count > reported_period.target_count then 1 end
        ) as period_count,
        sum(reported_period.target_count) as target_count,
        max(reported_period.period_last_date) as last_period_date
    from reported_period
    group by
        reported_period.company,
        reported_period.country,
        reported_period.currency
)

select
    series.company,
    series.scope,
    series.currency,
    series.period_count,
    series.target_count,
    series.last_period_date
from series
order by
    series.period_count desc,
    series.target_count desc,
    series.company asc,
    series.scope asc,
    series.currency asc
limit $row_count
