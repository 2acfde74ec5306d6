-- The mentions published by the day, counted anew within their events.
-- params: as_of
insert into memory.main.mention
select
    mention.* exclude (event_no, sort_date) replace (
        row_number() over (
            partition by mention.event_id
            order by mention.step
        ) as step,
        mention.mention_id = event_version.chosen_mention_id as is_chosen
    )
from source.mention
inner join source.mention_known
    on mention.mention_id = mention_known.mention_id
inner join source.event_version
    on
        mention.event_id = event_version.event_id
        and event_version.known_from_date <= $as_of
        and (event_version.known_to_date is null or event_version.known_to_date > $as_of)
where mention_known.known_from_date <= $as_of
order by mention.event_id, mention.step
