-- Which events stand on one page of the list, newest first?
-- params: row_offset, row_count
-- columns: event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, metro, address, metric, amount, currency, period, basis, scope_note, change_pct, site_count, is_approx, is_temporary, summary, outlets, outlet_count, mention_count, conflict_count, source_url, tier
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
    filtered_event.metro,
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
    filtered_event.outlets,
    filtered_event.outlet_count,
    filtered_event.mention_count,
    filtered_event.conflict_count,
    filtered_event.source_url,
    filtered_event.tier
from filtered_event
order by filtered_event.sort_date desc, filtered_event.event_id asc
limit $row_count offset $row_offset
