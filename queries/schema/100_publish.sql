-- From the checked staging tables (schema 001) to the compact tables that the dashboard reads, in the
-- attached new file in use; `memory` is the staging: dimensions as enums, events in date order, tokens in word order.
-- An enum needs at least one value, hence the empty one.
create type company_name as enum (
    select '' as value
    union
    select event.company as value
    from memory.main.event
    where event.company is not null
    union
    select membership.company as value
    from memory.main.membership
    union
    select membership.group_company as value
    from memory.main.membership
    order by value
);
create type country_code as enum (
    select '' as value
    union
    select event.country as value
    from memory.main.event
    where event.country is not null
    order by value
);
create type city_name as enum (
    select '' as value
    union
    select event.city as value
    from memory.main.event
    where event.city is not null
    order by value
);
create type metro_name as enum (
    select '' as value
    union
    select event.metro as value
    from memory.main.event
    where event.metro is not null
    order by value
);
create type event_kind as enum (
    select '' as value
    union
    select event.event_type as value
    from memory.main.event
    where event.event_type is not null
    order by value
);
create type status_name as enum (
    select '' as value
    union
    select event.status as value
    from memory.main.event
    where event.status is not null
    order by value
);
create type metric_name as enum (
    select '' as value
    union
    select event.metric as value
    from memory.main.event
    where event.metric is not null
    order by value
);
create type tier_name as enum (
    select tier.value
    from (values ('published'), ('review')) as tier (value)
    order by tier.value
);

-- event_no numbers the events in the order of their ids: it joins and sorts like them, but quicker.
-- weight: what happened weighs most, then how large it is, who reports it and how exactly it is known.
-- was_planned: a report said so before it happened, or instead.
create table event as
with
report as (
    select
        mention.event_id,
        bool_or(mention.status <> 'done') as was_planned
    from memory.main.mention
    group by mention.event_id
)

select
    event.* replace (
        event.company::company_name as company,
        event.country::country_code as country,
        event.city::city_name as city,
        event.metro::metro_name as metro,
        event.event_type::event_kind as event_type,
        event.status::status_name as status,
        event.metric::metric_name as metric,
        event.tier::tier_name as tier
    ),
    (row_number() over (order by event.event_id))::integer as event_no,
    coalesce(report.was_planned, false) as was_planned,
    (
        case event.event_type
            when 'market_entry' then 60
            when 'market_exit' then 60
            when 'acquisition' then 50
            when 'divestiture' then 45
            when 'ipo' then 45
            when 'funding' then 40
            when 'restructuring' then 34
            when 'store_opening' then 32
            when 'store_closing' then 32
            when 'logistics' then 30
            when 'leadership' then 28
            when 'results' then 10
            else 22
        end
        + least(coalesce(event.site_count, 0), 20)
        + 4 * least(event.outlet_count, 5)
        + case when event.address is null then 0 else 4 end
        + case when event.city is null and event.country is null then -4 else 0 end
        + case event.date_precision
            when 'day' then 8
            when 'month' then 6
            when 'quarter' then 4
            else 0
        end
        + case event.status
            when 'rumoured' then -8
            when 'cancelled' then -4
            else 0
        end
    )::integer as weight
from memory.main.event
left join report
    on event.event_id = report.event_id
order by event.sort_date, event.event_id;

-- Stored by date as well, so that few events need few of its pages.
create table mention as
select
    mention.*,
    event.event_no,
    event.sort_date
from memory.main.mention
left join event
    on mention.event_id = event.event_id
order by event.sort_date, mention.event_id, mention.step;

create table token as
select
    token.token,
    token.event_id
from memory.main.token
order by token.token, token.event_id;

create table company as select * from memory.main.company order by company;
create table membership as
select
    membership.* replace (
        membership.company::company_name as company,
        membership.group_company::company_name as group_company
    )
from memory.main.membership
order by membership.company, membership.group_company, membership.from_date;
create table alias as select * from memory.main.alias order by alias, company;
create table place as select * from memory.main.place order by country, city;
create table place_alias as
select * from memory.main.place_alias
order by country, city, alias;

create table article as select * from memory.main.article order by article_id;
create table span as
select span.*
from memory.main.span
order by span.mention_id, span.start_char, span.end_char, span.role;

create table wrong_span as
select wrong_span.*
from memory.main.wrong_span
order by wrong_span.mention_id, wrong_span.start_char, wrong_span.role;

create table new_name as
select new_name.*
from memory.main.new_name
order by new_name.article_count desc, new_name.name asc;

create table conflict as select * from memory.main.conflict order by event_id, field, mention_id;
create table snapshot_meta as select * from memory.main.snapshot_meta order by name;
