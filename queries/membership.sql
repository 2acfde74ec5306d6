-- Which company belonged to which group from when to when?
-- params: none
-- columns: company, group_company, from_date, to_date
select
    membership.company,
    membership.group_company,
    membership.from_date,
    membership.to_date
from membership
order by membership.company asc, membership.group_company asc, membership.from_date asc
