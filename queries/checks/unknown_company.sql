-- Which mentions name a company that is not in the company list?
-- params: none
-- columns: mention_id, event_id, company, problem
select
    mention.mention_id,
    mention.event_id,
    mention.company,
    'the company is not in companies.csv; add it or correct its name' as problem
from mention
left join company
    on mention.company = company.company
where company.company is null
order by mention.mention_id asc
