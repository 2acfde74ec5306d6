-- What was known when: the tables behind "as known on date D" (vitrine/version.py fills them).
-- An event's row as merged from the mentions known from known_from_date until known_to_date.
create table event_version as
select
    event.*,
    event.event_id as chosen_mention_id,
    event.sort_date as known_from_date,
    event.sort_date as known_to_date
from event
where false;

-- The day from which a mention counts as published: the last day of its date of publication.
create table mention_known (
    mention_id text primary key,
    event_id text not null,
    known_from_date date not null
);

create table conflict_version (
    event_id text not null,
    field text not null,
    value text not null,
    mention_id text not null,
    kind text not null,
    known_from_date date not null,
    known_to_date date
);

-- Only the words that came later than the event itself: what a later report added.
create table token_known (
    token text not null,
    event_id text not null,
    known_from_date date not null
);
