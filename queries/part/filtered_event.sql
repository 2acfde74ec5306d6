-- Which events pass the reader's filters? Put in front of every query that says `uses: filtered_event`.
-- A condition between `when` and `end` is left out by the loader while its parameters are all null.
-- params: companies, company_groups, countries, cities, metros, event_types, statuses, from_date, to_date, reported_from, include_unreviewed, term_1, term_1_last, term_2, term_2_last, term_3, term_3_last, term_4, term_4_last
select event.*
from event
where
    -- What waits for a reviewer is shown only to readers who ask for it.
    (event.tier = 'published' or $include_unreviewed)
    -- when: companies, company_groups
    and (
        ($companies is null and $company_groups is null)
        or array_contains($companies, event.company)
        or ($company_groups is not null and exists (
            select 1
            from membership
            where
                membership.company = event.company
                and array_contains($company_groups, membership.group_company)
                and event.sort_date between membership.from_date and membership.to_date
        ))
    )
    -- end
    -- when: countries
    and ($countries is null or array_contains($countries, event.country))
    -- end
    -- when: cities, metros
    and (
        ($cities is null and $metros is null)
        or array_contains($cities, event.city)
        or array_contains($metros, event.metro)
    )
    -- end
    -- when: event_types
    and ($event_types is null or array_contains($event_types, event.event_type))
    -- end
    -- when: statuses
    and ($statuses is null or array_contains($statuses, event.status))
    -- end
    -- A date known only by its month or year passes when any of its days lies in the period.
    -- when: from_date
    and ($from_date is null or coalesce(event.last_date, event.sort_date) >= $from_date)
    -- end
    -- when: to_date
    and ($to_date is null or coalesce(event.first_date, event.sort_date) <= $to_date)
    -- end
    -- when: reported_from
    and ($reported_from is null or event.first_reported_date >= $reported_from)
    -- end
    -- when: term_1
    and ($term_1 is null or event.event_id in (
        select token.event_id from token where token.token between $term_1 and $term_1_last
    ))
    -- end
    -- when: term_2
    and ($term_2 is null or event.event_id in (
        select token.event_id from token where token.token between $term_2 and $term_2_last
    ))
    -- end
    -- when: term_3
    and ($term_3 is null or event.event_id in (
        select token.event_id from token where token.token between $term_3 and $term_3_last
    ))
    -- end
    -- when: term_4
    and ($term_4 is null or event.event_id in (
        select token.event_id from token where token.token between $term_4 and $term_4_last
    ))
    -- end
