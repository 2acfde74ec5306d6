-- In which months did the first known days of the shops lie: where does the map's time begin?
-- params: last_date
-- columns: month_date, store_count
-- uses: filtered_event
select
    cast(date_trunc('month', store_phase.from_date) as date) as month_date,
    cast(count(*) as integer) as store_count
from store_phase
where
    store_phase.state in ('open', 'closing')
    and store_phase.lat is not null
    and store_phase.from_date <= $last_date
    -- when: companies, company_groups, countries, cities, metros, event_types, statuses, from_date, to_date, reported_from, term_1, term_1_last, term_2, term_2_last, term_3, term_3_last, term_4, term_4_last
    and store_phase.store_no in (
        select store_event.store_no
        from filtered_event
        inner join store_event
            on filtered_event.event_no = store_event.event_no
    )
    -- end
group by cast(date_trunc('month', store_phase.from_date) as date)
order by month_date asc
