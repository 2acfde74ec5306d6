-- To which groups did these companies belong from when to when, and which banners belonged to them?
-- params: company_names
-- columns: company, role, other_company, from_date, to_date
select
    link.company,
    link.role,
    link.other_company,
    link.from_date,
    link.to_date
from (
    select
        membership.company,
        'group' as role,
        membership.group_company as other_company,
        membership.from_date,
        membership.to_date
    from membership
    where
        array_contains($company_names, membership.company)
        and membership.company <> membership.group_company
    union all
    select
        membership.group_company as company,
        'banner' as role,
        membership.company as other_company,
        membership.from_date,
        membership.to_date
    from membership
    where
        array_contains($company_names, membership.group_company)
        and membership.company <> membership.group_company
) as link
order by
    link.company asc,
    link.role desc,
    link.to_date desc,
    link.from_date desc,
    link.other_company asc
