-- Which shops did each company promise, for when, by whose report, and what was seen of them since?
-- params: units_per_company, row_limit
-- columns: unit_id, part, event_id, company, country, city, address, status, date_text, reported_text, is_temporary, outlets, source_url, step, unit_total
-- uses: filtered_event
with
-- Only a report about a single shop belongs to a store; plans for several are in promise_seen.sql.
promise as (
    select
        store_event.store_no,
        filtered_event.company,
        filtered_event.last_reported_date,
        filtered_event.sort_date
    from filtered_event
    inner join store_event
        on filtered_event.event_no = store_event.event_no
    where
        filtered_event.event_type = 'store_opening'
        -- A shop that is open was promised before when an earlier report of it was a plan.
        and (
            filtered_event.status <> 'done'
            or (filtered_event.was_planned and filtered_event.mention_count > 1)
        )
),

ranked as (
    select
        promise.store_no,
        max(coalesce(promise.last_reported_date, promise.sort_date)) as newest_date,
        count(*) over (partition by promise.company) as unit_total,
        row_number() over (
            partition by promise.company
            order by
                max(coalesce(promise.last_reported_date, promise.sort_date)) desc,
                promise.store_no asc
        ) as place_in_company
    from promise
    group by promise.store_no, promise.company
),

unit as (
    select
        ranked.store_no,
        ranked.unit_total
    from ranked
    where ranked.place_in_company <= $units_per_company
    order by ranked.newest_date desc, ranked.store_no asc
    limit $row_limit
),

-- All reports about the shop count, also those that the filters leave out: else a promise would look
-- unkept only because the opening is filtered away.
member as (
    select
        store_event.store_id as unit_id,
        unit.unit_total,
        event.event_no,
        event.sort_date,
        event.event_id,
        cast(event.event_type as varchar) as event_type,
        cast(event.status as varchar) as status,
        cast(event.company as varchar) as company,
        cast(event.country as varchar) as country,
        cast(event.city as varchar) as city,
        event.address,
        event.date_text,
        event.is_temporary,
        event.outlets,
        event.source_url
    from unit
    inner join store_event
        on unit.store_no = store_event.store_no
    -- The tables are stored by date: with the date as a second key most of them need not be read.
    inner join event
        on
            store_event.sort_date = event.sort_date
            and store_event.event_no = event.event_no
    where event.event_type in ('store_opening', 'store_closing')
),

-- What the reports said of the openings.
told as (
    select
        member.*,
        mention.status as told_status,
        mention.date_text as told_date_text,
        mention.published_text,
        mention.outlet,
        mention.source_url as told_source_url,
        mention.step
    from member
    inner join mention
        on
            member.sort_date = mention.sort_date
            and member.event_no = mention.event_no
    where member.event_type = 'store_opening'
)

select
    report.unit_id,
    report.part,
    report.event_id,
    report.company,
    report.country,
    report.city,
    report.address,
    report.status,
    report.date_text,
    report.reported_text,
    report.is_temporary,
    report.outlets,
    report.source_url,
    report.step,
    report.unit_total
from (
    select
        told.unit_id,
        'plan' as part,
        told.event_id,
        told.company,
        told.country,
        told.city,
        told.address,
        told.told_status as status,
        told.told_date_text as date_text,
        told.published_text as reported_text,
        told.is_temporary,
        told.outlet as outlets,
        told.told_source_url as source_url,
        told.step,
        told.unit_total
    from told
    where told.told_status <> 'done'
    union all
    select
        told.unit_id,
        'seen' as part,
        told.event_id,
        told.company,
        told.country,
        told.city,
        told.address,
        told.status,
        told.date_text,
        min(told.published_text) as reported_text,
        told.is_temporary,
        told.outlets,
        told.source_url,
        0 as step,
        told.unit_total
    from told
    where told.status = 'done' and told.told_status = 'done'
    group by
        told.unit_id,
        told.event_id,
        told.company,
        told.country,
        told.city,
        told.address,
        told.status,
        told.date_text,
        told.is_temporary,
        told.outlets,
        told.source_url,
        told.unit_total
    union all
    -- A shop that has closed must have opened before, even if nobody reported when.
    select
        member.unit_id,
        'end' as part,
        member.event_id,
        member.company,
        member.country,
        member.city,
        member.address,
        member.status,
        member.date_text,
        cast(null as varchar) as reported_text,
        member.is_temporary,
        member.outlets,
        member.source_url,
        0 as step,
        member.unit_total
    from member
    where
        member.event_type = 'store_closing'
        and member.status in ('done', 'announced')
        and not member.is_temporary
) as report
order by report.unit_id asc, report.part asc, report.event_id asc, report.step asc, report.source_url asc
