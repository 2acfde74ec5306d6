-- Which figures are hundreds of times larger or smaller than all others of their series?
-- params: none
-- columns: mention_id, event_id, company, metric, country, period, amount, currency, problem
with
figure as (
    select
        mention.mention_id,
        mention.event_id,
        mention.company,
        mention.metric,
        coalesce(mention.country, '') as country,
        mention.period,
        mention.currency,
        mention.amount,
        -- Half of a currency unit instead of nothing, so that a ratio always exists.
        greatest(abs(mention.amount), 0.5) as size
    from mention
    where
        mention.tier = 'published'
        and mention.event_type = 'results'
        and mention.amount is not null
),

compared as (
    select
        figure.mention_id,
        min(greatest(figure.size / other.size, other.size / figure.size)) as nearest_ratio
    from figure
    inner join figure as other
        on
            figure.company = other.company
            and figure.metric = other.metric
            and figure.country = other.country
            and figure.currency = other.currency
            and figure.mention_id <> other.mention_id
    group by figure.mention_id
)

select
    figure.mention_id,
    figure.event_id,
    figure.company,
    figure.metric,
    figure.country,
    figure.period,
    figure.amount,
    figure.currency,
    'no other figure of the series is within a factor of 250; a unit is probably wrong' as problem
from figure
inner join compared
    on figure.mention_id = compared.mention_id
where compared.nearest_ratio >= 250
order by figure.mention_id asc
