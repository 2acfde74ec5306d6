-- Which figures are called reported although their article is older than the end of their period?
-- params: none
-- columns: mention_id, event_id, company, period, published_text, problem
select
    mention.mention_id,
    mention.event_id,
    mention.company,
    mention.period,
    mention.published_text,
    'the period was not over when the article appeared; the figure is a target or preliminary'
        as problem
from mention
inner join event
    on mention.event_id = event.event_id
where
    mention.tier = 'published'
    and mention.event_type = 'results'
    and mention.amount is not null
    and mention.basis not in ('target', 'preliminary')
    -- A coarse date of publication is compared only as far as it goes.
    and substr(cast(event.period_last_date as varchar), 1, length(mention.published_text))
    > mention.published_text
    and mention.published_text not like '%Q%'
order by mention.mention_id asc
