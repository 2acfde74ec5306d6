-- What kind of company is each, where is it at home, which colour does it have?
-- params: none
-- columns: company, kind, home_country, color
select
    company.company,
    company.kind,
    company.home_country,
    company.color
from company
order by company.company asc
