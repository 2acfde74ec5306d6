-- Tables of a snapshot. Rows are loaded in date order; dimensions are text here and become enums
-- when the snapshot is written (see vitrine/database.py).
create table company (
    company text primary key,
    kind text not null check (
        kind in ('retailer', 'brand', 'marketplace', 'refurbisher', 'holding', 'investor', 'other')
    ),
    home_country text,
    color text not null,
    fiscal_start_month integer not null check (fiscal_start_month between 1 and 12)
);

-- A company belongs to a group from from_date to to_date; a company with banners belongs to its
-- own group for all time. Parents of parents are written out, so one join is enough.
create table membership (
    company text not null,
    group_company text not null,
    from_date date not null,
    to_date date not null,
    check (from_date <= to_date)
);

create table alias (
    alias text not null,
    company text not null
);

create table place (
    city text not null,
    country text not null,
    metro text not null,
    lat double not null check (lat between -90 and 90),
    lon double not null check (lon between -180 and 180),
    primary key (country, city)
);

create table place_alias (
    alias text not null,
    city text not null,
    country text not null
);

create table article (
    article_id text primary key,
    url text not null,
    outlet text not null,
    title text,
    published_date date,
    published_text text,
    language text,
    -- Texts of one address, from 1: a changed article is a new version and the old one stays.
    version integer not null check (version > 0),
    -- When it was fetched (UTC); null for an article that was read by hand.
    fetched_at timestamp,
    -- Where the date was found: given, metadata, json-ld, url, text, or null when it is unknown.
    published_from text,
    -- Whether the text was read by the program; the text itself is not in the snapshot.
    has_text boolean not null
);

create table event (
    event_id text primary key,
    event_type text not null,
    status text not null,
    company text not null,
    counterparty text,
    first_date date,
    last_date date,
    date_precision text check (date_precision in ('day', 'month', 'quarter', 'year')),
    date_text text,
    -- The date by which the event is sorted and filtered: its own, or the first report when unknown.
    sort_date date not null,
    country text,
    city text,
    metro text,
    address text,
    lat double,
    lon double,
    geo_precision text check (geo_precision in ('address', 'street', 'venue', 'city', 'country')),
    metric text,
    amount decimal(18, 2),
    currency text,
    period text,
    period_first_date date,
    period_last_date date,
    period_months integer,
    basis text check (basis in ('reported', 'adjusted', 'preliminary', 'restated', 'target')),
    scope_note text,
    change_pct double,
    site_count integer,
    is_approx boolean not null,
    is_temporary boolean not null,
    summary text not null,
    mention_count integer not null check (mention_count > 0),
    outlet_count integer not null,
    outlets text not null,
    source_url text not null,
    conflict_count integer not null,
    first_reported_date date,
    last_reported_date date,
    -- An event in review waits for a reviewer and is not shown unless it is asked for.
    tier text not null check (tier in ('published', 'review')),
    confidence double not null check (confidence between 0 and 1),
    -- Whether a person read one of its mentions: by hand from the start, or in a review.
    is_reviewed boolean not null,
    person text,
    check ((first_date is null) = (last_date is null)),
    check (first_date is null or first_date <= last_date),
    check ((amount is null) = (currency is null)),
    check ((lat is null) = (lon is null))
);

create table mention (
    mention_id text primary key,
    event_id text not null,
    article_id text not null,
    event_type text not null,
    status text not null,
    company text not null,
    counterparty text,
    first_date date,
    last_date date,
    date_precision text,
    date_text text,
    country text,
    city text,
    address text,
    metric text,
    amount decimal(18, 2),
    currency text,
    period text,
    basis text,
    change_pct double,
    site_count integer,
    summary text not null,
    outlet text not null,
    language text,
    published_date date,
    published_text text,
    source_url text not null,
    -- Place of the mention in the story of its event, from 1.
    step integer not null,
    is_chosen boolean not null,
    spans text,
    tier text not null check (tier in ('published', 'review')),
    confidence double not null check (confidence between 0 and 1),
    person text,
    is_curated boolean not null,
    reviewed_at timestamp,
    reviewed_by text,
    review_reason text
);

-- The words of an article that prove a value: quote = text[start_char:end_char], counted from 0;
-- of the title where the role is headline.
create table span (
    mention_id text not null,
    role text not null,
    start_char integer not null check (start_char >= 0),
    end_char integer not null,
    quote text not null,
    check (start_char < end_char)
);

-- Spans that were found wrong when the articles were read; queries/checks/wrong_span.sql reports them.
create table wrong_span (
    mention_id text not null,
    role text not null,
    start_char integer not null,
    end_char integer not null,
    problem text not null
);

-- Names in articles that are on no list: companies to watch, perhaps.
create table new_name (
    name text primary key,
    kind text not null check (kind in ('company', 'person', 'unknown')),
    article_count integer not null check (article_count > 0),
    first_seen_date date,
    example_quote text not null
);

create table conflict (
    event_id text not null,
    field text not null,
    value text not null,
    mention_id text not null,
    kind text not null check (kind in ('rounding', 'preliminary', 'restated', 'conflict'))
);

-- Words of an event, folded to lower case without accents, for the search box.
create table token (
    token text not null,
    event_id text not null
);

create table snapshot_meta (
    name text primary key,
    value text not null
);
