-- The data checks of queries/checks/ as they came out before this snapshot was published.
create table data_check (
    name text primary key,
    question text not null,
    row_count integer not null
);
