-- What happened to this shop, and to others before and after it at the same site, in order?
-- params: store_id
-- columns: store_id, is_this_store, event_id, event_type, status, company, counterparty, first_date, last_date, date_precision, date_text, sort_date, country, city, metro, address, geo_precision, metric, amount, currency, period, basis, scope_note, change_pct, site_count, is_approx, is_temporary, summary, outlets, outlet_count, mention_count, conflict_count, source_url, first_reported_date
with
site as (
    select
        store.site_id,
        store.store_id
    from store
    where store.store_id = $store_id
)

select
    store_event.store_id,
    store_event.store_id = site.store_id as is_this_store,
    event.event_id,
    event.event_type,
    event.status,
    event.company,
    event.counterparty,
    event.first_date,
    event.last_date,
    event.date_precision,
    event.date_text,
    event.sort_date,
    event.country,
    event.city,
    event.metro,
    event.address,
    event.geo_precision,
    event.metric,
    event.amount,
    event.currency,
    event.period,
    event.basis,
    event.scope_note,
    event.change_pct,
    event.site_count,
    event.is_approx,
    event.is_temporary,
    event.summary,
    event.outlets,
    event.outlet_count,
    event.mention_count,
    event.conflict_count,
    event.source_url,
    event.first_reported_date
from store_event
inner join site
    on store_event.site_id = site.site_id
inner join event
    on
        store_event.sort_date = event.sort_date
        and store_event.event_no = event.event_no
order by event.sort_date asc, event.event_type desc, event.event_id asc
