-- From the checked staging tables (schema 001) to the compact tables that the dashboard reads, in the
-- attached new file in use; `memory` is the staging: dimensions as enums, events in date order, tokens in word order.
-- An enum needs at least one value, hence the empty one.
create type company_name as enum (
    select '' as value
    union
    select event.company as value
    from memory.main.event
    where event.company is not null
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

create table event as
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
    )
from memory.main.event
order by event.sort_date, event.event_id;

create table mention as
select mention.*
from memory.main.mention
order by mention.event_id, mention.step;

create table token as
select
    token.token,
    token.event_id
from memory.main.token
order by token.token, token.event_id;

create table company as select * from memory.main.company order by company;
create table membership as select * from memory.main.membership order by company, group_company, from_date;
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
