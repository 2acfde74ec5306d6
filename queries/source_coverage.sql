-- How many articles told something about each country, and in each language, month by month?
-- params: none
-- columns: kind, value, year, month_date, article_count
-- uses: filtered_event
with
told as (
    select distinct
        mention.article_id,
        mention.country,
        article.language,
        year(article.published_date) as year,
        -- An article dated by its year or quarter alone belongs to no month.
        case
            when length(article.published_text) >= 7 and article.published_text not like '%Q%'
                then date_trunc('month', article.published_date)
        end as month_date
    from mention
    inner join filtered_event
        on mention.event_id = filtered_event.event_id
    inner join article
        on mention.article_id = article.article_id
    where article.published_date is not null
),

cell as (
    select
        'country' as kind,
        coalesce(cast(told.country as varchar), '') as value,
        told.year,
        told.month_date,
        told.article_id
    from told
    union
    select
        'language' as kind,
        coalesce(cast(told.language as varchar), '') as value,
        told.year,
        told.month_date,
        told.article_id
    from told
)

select
    cell.kind,
    cell.value,
    cell.year,
    cast(cell.month_date as date) as month_date,
    count(*) as article_count
from cell
group by cell.kind, cell.value, cell.year, cell.month_date
order by cell.kind asc, cell.value asc, cell.year asc, cell.month_date asc nulls last
