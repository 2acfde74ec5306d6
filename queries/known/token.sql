-- The words by which the events known on the day were found.
-- params: as_of
insert into memory.main.token
select
    token.token,
    token.event_id
from source.token
inner join source.event_version
    on
        token.event_id = event_version.event_id
        and event_version.known_from_date <= $as_of
        and (event_version.known_to_date is null or event_version.known_to_date > $as_of)
left join source.token_known
    on
        token.token = token_known.token
        and token.event_id = token_known.event_id
where token_known.known_from_date is null or token_known.known_from_date <= $as_of
order by token.token, token.event_id
