-- Which things are called done although their date lies after the article that tells of them?
-- params: none
-- columns: mention_id, event_id, date_text, published_text, problem
select
    mention.mention_id,
    mention.event_id,
    mention.date_text,
    mention.published_text,
    'it cannot be done before it happened; correct the date or set the status to announced'
        as problem
from mention
where
    mention.tier = 'published'
    and mention.status = 'done'
    -- The first day is compared only as far as the date of publication goes: 2018, 2018-05 or a day.
    and case
        when mention.published_text like '%Q%'
            then
                concat(
                    substr(cast(mention.first_date as varchar), 1, 4),
                    '-Q',
                    cast(quarter(mention.first_date) as varchar)
                ) > mention.published_text
        else
            substr(cast(mention.first_date as varchar), 1, length(mention.published_text))
            > mention.published_text
    end
order by mention.mention_id asc
