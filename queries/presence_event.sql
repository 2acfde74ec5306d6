-- Which report about the shops of a company in a metro area is the newest, no later than the given day if there is one?
-- params: at_date
-- columns: company, country, metro, event_id, outlets, source_url
-- uses: filtered_event
with
told as (
    select
        store.company,
        store.country,
        store.metro,
        filtered_event.event_id,
        filtered_event.outlets,
        filtered_event.source_url,
        row_number() over (
            partition by store.company, store.country, store.metro
            order by
                case when filtered_event.sort_date <= $at_date then 1 else 2 end asc,
                filtered_event.sort_date desc,
                filtered_event.event_id asc
        ) as age_rank
    from filtered_event
    inner join store_event
        on filtered_event.event_no = store_event.event_no
    inner join store
        on store_event.store_no = store.store_no
    where store.lat is not null
)

select
    cast(told.company as varchar) as company,
    cast(told.country as varchar) as country,
    told.metro,
    told.event_id,
    told.outlets,
    told.source_url
from told
where told.age_rank = 1
order by told.company asc, told.country asc, told.metro asc, told.event_id asc
