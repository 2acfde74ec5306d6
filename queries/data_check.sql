-- Which checks did the data pass before it was published, and how many rows did each find?
-- params: none
-- columns: name, question, row_count
select
    data_check.name,
    data_check.question,
    data_check.row_count
from data_check
order by data_check.name asc
