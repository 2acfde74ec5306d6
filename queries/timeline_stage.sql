-- What did the earlier reports of these events say about status and date?
-- params: event_ids, row_count
-- columns: event_id, step, status, first_date, last_date, date_text, published_date, published_text, outlet
select
    mention.event_id,
    mention.step,
    mention.status,
    mention.first_date,
    mention.last_date,
    mention.date_text,
    mention.published_date,
    mention.published_text,
    mention.outlet
from mention
where
    mention.event_id in (select unnest($event_ids))
    and mention.step <= $row_count
order by mention.event_id asc, mention.step asc
