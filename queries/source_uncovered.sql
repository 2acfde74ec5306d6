-- In which countries is a company of ours at home, and how many events of that country are told?
-- params: none
-- columns: country, company_count, event_count
with
home as (
    select
        company.home_country as country,
        count(*) as company_count
    from company
    where company.home_country is not null
    group by company.home_country
),

told as (
    select
        cast(event.country as varchar) as country,
        count(*) as event_count
    from event
    where event.country is not null
    group by event.country
)

select
    coalesce(home.country, told.country) as country,
    coalesce(home.company_count, 0) as company_count,
    coalesce(told.event_count, 0) as event_count
from home
full outer join told
    on home.country = told.country
order by country asc
