-- Which mentions should a person look at first?
-- Shops and figures of companies on the list, then deals and markets; of each the ones that miss the
-- threshold of publication by least.
-- params: decided, threshold, row_offset, row_count
-- columns: mention_id, event_id, event_type, company, counterparty, status, date_text, country, city, address, metric, amount, currency, period, change_pct, site_count, person, basis, is_temporary, is_approx, scope_note, summary, outlet, language, published_text, source_url, confidence, sibling_count, total_count
-- uses: filtered_event
select
    mention.mention_id,
    mention.event_id,
    mention.event_type,
    mention.company,
    mention.counterparty,
    mention.status,
    mention.date_text,
    mention.country,
    mention.city,
    mention.address,
    mention.metric,
    mention.amount,
    mention.currency,
    mention.period,
    mention.change_pct,
    mention.site_count,
    mention.person,
    mention.basis,
    filtered_event.is_temporary,
    filtered_event.is_approx,
    filtered_event.scope_note,
    mention.summary,
    mention.outlet,
    mention.language,
    mention.published_text,
    mention.source_url,
    mention.confidence,
    filtered_event.mention_count - 1 as sibling_count,
    count(*) over () as total_count
from mention
inner join filtered_event on mention.event_id = filtered_event.event_id
left join company on mention.company = company.company
where
    mention.tier = 'review'
    and mention.reviewed_at is null
    and ($decided is null or not array_contains($decided, mention.mention_id))
order by
    case
        when company.company is null then 0
        when mention.event_type in ('store_opening', 'store_closing', 'results') then 2
        when
            mention.event_type in (
                'market_entry', 'market_exit', 'acquisition', 'divestiture', 'funding', 'ipo'
            )
            then 1
        else 0
    end desc,
    abs($threshold - mention.confidence) asc,
    mention.published_date desc nulls last,
    mention.mention_id asc
limit $row_count offset $row_offset
