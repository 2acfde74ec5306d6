-- What kind of company is each of these, where is it at home, and how many events do we know?
-- params: company_names
-- columns: company, kind, home_country, color
select
    company.company,
    company.kind,
    company.home_country,
    company.color
from company
where array_contains($company_names, company.company)
order by company.company asc
