-- How many single shops did each company open and close in which year, as far as reported?
-- params: year_count
-- columns: company, year, event_type, event_count, event_id, outlets, source_url
-- uses: filtered_event
with
shop_event as (
    select
        cast(filtered_event.company as varchar) as company,
        cast(extract(year from filtered_event.first_date) as integer) as year,
        cast(filtered_event.event_type as varchar) as event_type,
        filtered_event.event_id,
        filtered_event.outlets,
        filtered_event.source_url,
        row_number() over (
            partition by
                filtered_event.company,
                extract(year from filtered_event.first_date),
                filtered_event.event_type
            order by filtered_event.sort_date desc, filtered_event.event_id asc
        ) as age_rank,
        count(*) over (
            partition by
                filtered_event.company,
                extract(year from filtered_event.first_date),
                filtered_event.event_type
        ) as event_count,
        dense_rank() over (
            partition by filtered_event.company
            order by extract(year from filtered_event.first_date) desc
        ) as year_rank
    from filtered_event
    where
        filtered_event.event_type in ('store_opening', 'store_closing')
        and filtered_event.status = 'done'
        and not filtered_event.is_temporary
        and filtered_event.first_date is not null
        -- A report about a whole network repeats single shops; it is never added to them.
        and filtered_event.city is not null
        and coalesce(filtered_event.site_count, 1) = 1
)

-- The newest event of each year stands for the others.
select
    shop_event.company,
    shop_event.year,
    shop_event.event_type,
    cast(shop_event.event_count as integer) as event_count,
    shop_event.event_id,
    shop_event.outlets,
    shop_event.source_url
from shop_event
where shop_event.age_rank = 1 and shop_event.year_rank <= $year_count
order by
    shop_event.company asc,
    shop_event.year asc,
    shop_event.event_type desc,
    shop_event.event_id asc
