-- What does each outlet report for these figures: another amount, or a change against a year before?
-- params: metric, is_part, series_companies, scopes, reports_per_period, row_count
-- columns: event_id, mention_id, is_chosen, amount, currency, kind, change_pct, outlet, source_url
-- uses: filtered_event
with
figure as (
    select
        filtered_event.event_id,
        cast(filtered_event.company as varchar) as company,
        cast(filtered_event.metric as varchar) as metric,
        coalesce(cast(filtered_event.country as varchar), '') as scope,
        filtered_event.currency,
        filtered_event.period_first_date,
        filtered_event.period_last_date,
        filtered_event.basis,
        cast(filtered_event.status as varchar) as status,
        filtered_event.scope_note,
        filtered_event.outlet_count
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
),

-- The same figures as figure_point.sql returns.
chosen as (
    select ranked.event_id
    from ranked
    where ranked.place_in_period <= $reports_per_period
    order by
        ranked.company asc,
        ranked.metric asc,
        ranked.scope asc,
        ranked.period_last_date desc,
        ranked.event_id asc
    limit $row_count
),

amount_conflict as (
    select
        conflict.event_id,
        conflict.mention_id,
        min(conflict.kind) as kind
    from conflict
    inner join chosen
        on conflict.event_id = chosen.event_id
    where conflict.field = 'amount'
    group by
        conflict.event_id,
        conflict.mention_id
)

select
    mention.event_id,
    mention.mention_id,
    mention.is_chosen,
    mention.amount,
    mention.currency,
    amount_conflict.kind,
    mention.change_pct,
    mention.outlet,
    mention.source_url
from mention
inner join chosen
    on mention.event_id = chosen.event_id
left join amount_conflict
    on
        mention.event_id = amount_conflict.event_id
        and mention.mention_id = amount_conflict.mention_id
where
    amount_conflict.kind is not null
    or mention.change_pct is not null
order by mention.event_id asc, mention.step asc, mention.mention_id asc
