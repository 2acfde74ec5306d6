-- What does each outlet report for these figures: another amount, or a change against a year before?
-- params: metric, is_part, series_companies, scopes, reports_per_period, row_count
-- columns: event_id, mention_id, is_chosen, amount, currency, kind, change_pct, outlet, source_url
-- uses: filtered_event
with
-- Reports of one period that were not merged: the best known come first, a handful is enough.
ranked as (
    select
        filtered_event.event_no,
        filtered_event.company,
        filtered_event.metric,
        filtered_event.country,
        filtered_event.period_last_date,
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
),

-- The same figures as figure_point.sql returns.
chosen as (
    select ranked.event_no
    from ranked
    where ranked.place_in_period <= $reports_per_period
    order by
        cast(ranked.company as varchar) asc,
        cast(ranked.metric as varchar) asc,
        coalesce(cast(ranked.country as varchar), '') asc,
        ranked.period_last_date desc,
        ranked.event_no asc
    limit $row_count
),

report as (
    select
        mention.event_id,
        mention.mention_id,
        mention.is_chosen,
        mention.amount,
        mention.currency,
        mention.change_pct,
        mention.outlet,
        mention.source_url,
        mention.step
    from mention
    inner join chosen
        on mention.event_no = chosen.event_no
),

amount_conflict as (
    select
        conflict.event_id,
        conflict.mention_id,
        min(conflict.kind) as kind
    from conflict
    where conflict.field = 'amount'
    group by
        conflict.event_id,
        conflict.mention_id
)

select
    report.event_id,
    report.mention_id,
    report.is_chosen,
    report.amount,
    report.currency,
    amount_conflict.kind,
    report.change_pct,
    report.outlet,
    report.source_url
from report
left join amount_conflict
    on
        report.event_id = amount_conflict.event_id
        and report.mention_id = amount_conflict.mention_id
where
    amount_conflict.kind is not null
    or report.change_pct is not null
order by report.event_id asc, report.step asc, report.mention_id asc
