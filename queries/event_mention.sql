-- Who said what about this event, in the order of the story?
-- params: event_id
-- columns: step, is_chosen, status, date_text, first_date, last_date, date_precision, amount, currency, period, address, city, summary, outlet, language, published_date, published_text, source_url, mention_id
select
    mention.step,
    mention.is_chosen,
    mention.status,
    mention.date_text,
    mention.first_date,
    mention.last_date,
    mention.date_precision,
    mention.amount,
    mention.currency,
    mention.period,
    mention.address,
    mention.city,
    mention.summary,
    mention.outlet,
    mention.language,
    mention.published_date,
    mention.published_text,
    mention.source_url,
    mention.mention_id
from event
-- The table is stored by date: with the date as a second key most of it need not be read.
inner join mention
    on
        event.sort_date = mention.sort_date
        and event.event_no = mention.event_no
where event.event_id = $event_id
order by mention.step asc, mention.mention_id asc
