-- Which plans are for a number of shops, and how many openings were seen after each was first reported?
-- params: today, row_limit
-- columns: event_id, company, country, city, status, promised_count, is_approx, date_text, first_date, last_date, reported_text, reported_date, outlets, source_url, seen_count, due_count, last_seen_date
-- uses: filtered_event
with
plan as (
    select
        filtered_event.event_no,
        filtered_event.sort_date,
        filtered_event.event_id,
        filtered_event.company,
        filtered_event.country,
        filtered_event.city,
        filtered_event.metro,
        filtered_event.status,
        filtered_event.site_count,
        filtered_event.is_approx,
        filtered_event.date_text,
        filtered_event.first_date,
        filtered_event.last_date,
        filtered_event.outlets,
        filtered_event.source_url
    from filtered_event
    where
        filtered_event.event_type = 'store_opening'
        and filtered_event.was_planned
        and (filtered_event.city is null or filtered_event.site_count > 1)
    order by filtered_event.sort_date desc, filtered_event.event_id asc
    limit $row_limit
),

plan_report as (
    select
        mention.event_no,
        min(mention.published_date) as reported_date,
        min(mention.published_text) as reported_text
    from mention
    inner join plan
        on
            mention.sort_date = plan.sort_date
            and mention.event_no = plan.event_no
    where mention.status <> 'done'
    group by mention.event_no
),

promise as (
    select
        plan.*,
        plan_report.reported_text,
        plan_report.reported_date,
        coalesce(plan_report.reported_date, plan.first_date) as since_date
    from plan
    inner join plan_report
        on plan.event_no = plan_report.event_no
),

-- The company itself, and each banner for the time in which it was its own.
family as (
    select
        promise.event_id as promise_id,
        promise.company,
        date '0001-01-01' as from_date,
        date '9999-12-31' as to_date
    from promise
    union
    select
        promise.event_id as promise_id,
        membership.company,
        membership.from_date,
        membership.to_date
    from promise
    inner join membership
        on promise.company = membership.group_company
    where membership.company <> promise.company
),

opening as (
    select
        promise.event_id as promise_id,
        promise.last_date as due_date,
        coalesce(store_event.store_id, event.event_id) as shop_id,
        case
            when event.city is null or event.site_count > 1 then coalesce(event.site_count, 1)
        end as group_count,
        extract(year from coalesce(event.last_date, event.sort_date)) as year,
        coalesce(event.last_date, event.sort_date) as seen_date
    from promise
    inner join family
        on promise.event_id = family.promise_id
    inner join event
        on
            family.company = event.company
            and event.sort_date between family.from_date and family.to_date
    left join store_event
        on event.event_no = store_event.event_no
    where
        event.event_type = 'store_opening'
        and event.tier = 'published'
        and event.status = 'done'
        and not event.is_temporary
        and coalesce(event.last_date, event.sort_date) >= promise.since_date
        and event.sort_date <= $today
        and (promise.country is null or event.country = promise.country)
        and (promise.metro is null or event.metro = promise.metro)
),

-- Reports of several shops repeat the single ones: of each year the larger number counts.
in_year as (
    select
        opening.promise_id,
        opening.year,
        count(distinct case when opening.group_count is null then opening.shop_id end)
            as single_count,
        coalesce(max(opening.group_count), 0) as group_count,
        count(distinct case
            when opening.group_count is null and opening.seen_date <= opening.due_date
                then opening.shop_id
        end) as single_due_count,
        coalesce(max(case
            when opening.seen_date <= opening.due_date then opening.group_count
        end), 0) as group_due_count,
        max(opening.seen_date) as last_seen_date
    from opening
    group by opening.promise_id, opening.year
),

seen as (
    select
        in_year.promise_id,
        sum(greatest(in_year.single_count, in_year.group_count)) as seen_count,
        sum(greatest(in_year.single_due_count, in_year.group_due_count)) as due_count,
        max(in_year.last_seen_date) as last_seen_date
    from in_year
    group by in_year.promise_id
)

select
    promise.event_id,
    cast(promise.company as varchar) as company,
    cast(promise.country as varchar) as country,
    cast(promise.city as varchar) as city,
    cast(promise.status as varchar) as status,
    promise.site_count as promised_count,
    promise.is_approx,
    promise.date_text,
    promise.first_date,
    promise.last_date,
    promise.reported_text,
    promise.reported_date,
    promise.outlets,
    promise.source_url,
    cast(coalesce(seen.seen_count, 0) as integer) as seen_count,
    cast(coalesce(seen.due_count, 0) as integer) as due_count,
    seen.last_seen_date
from promise
left join seen
    on promise.event_id = seen.promise_id
order by promise.last_date desc, promise.event_id asc
