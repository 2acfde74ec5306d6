-- Which metrics have figures under the filters, and how many?
-- params: none
-- columns: metric, figure_count
-- uses: filtered_event
select
    cast(filtered_event.metric as varchar) as metric,
    count(*) as figure_count
from filtered_event
where
    filtered_event.event_type = 'results'
    and filtered_event.metric is not null
    and filtered_event.amount is not null
    and filtered_event.period_last_date is not null
group by filtered_event.metric
order by figure_count desc, metric asc
