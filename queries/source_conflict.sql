-- Where do the sources of one event differ, what is shown, and who says otherwise?
-- params: row_offset, row_count
-- columns: event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, address, metric, amount, currency, period, basis, scope_note, change_pct, site_count, is_approx, is_temporary, summary, field, kind, value, outlet, chosen_outlet, published_date, source_url, mention_id, total_count
-- uses: filtered_event
select
    filtered_event.event_id,
    filtered_event.event_type,
    filtered_event.status,
    filtered_event.company,
    filtered_event.counterparty,
    filtered_event.first_date,
    filtered_event.last_date,
    filtered_event.date_precision,
    filtered_event.date_text,
    filtered_event.sort_date,
    filtered_event.country,
    filtered_event.city,
    filtered_event.address,
    filtered_event.metric,
    filtered_event.amount,
    filtered_event.currency,
    filtered_event.period,
    filtered_event.basis,
    filtered_event.scope_note,
    filtered_event.change_pct,
    filtered_event.site_count,
    filtered_event.is_approx,
    filtered_event.is_temporary,
    filtered_event.summary,
    difference.field,
    difference.kind,
    difference.value,
    mention.outlet,
    chosen.outlet as chosen_outlet,
    mention.published_date,
    mention.source_url,
    difference.mention_id,
    count(*) over () as total_count
from conflict as difference
inner join filtered_event
    on difference.event_id = filtered_event.event_id
inner join mention
    on difference.mention_id = mention.mention_id
left join mention as chosen
    on difference.event_id = chosen.event_id and chosen.is_chosen
order by
    case when difference.kind = 'conflict' then 0 else 1 end asc,
    filtered_event.sort_date desc,
    filtered_event.event_id asc,
    difference.field asc,
    difference.mention_id asc
limit $row_count offset $row_offset
