-- Did this shop move: did its company open or close another one in the same metro area within three months?
-- params: store_id
-- columns: direction, store_id, city, address, move_date
with
shop as (
    select
        store.store_id,
        store.company,
        store.country,
        store.metro,
        store.site_id,
        store.open_date,
        store.closed_date
    from store
    where store.store_id = $store_id
)

select
    moved.direction,
    moved.store_id,
    moved.city,
    moved.address,
    moved.move_date
from (
    select
        'to' as direction,
        other.store_id,
        cast(other.city as varchar) as city,
        other.address,
        other.open_date as move_date
    from shop
    inner join store as other
        on
            shop.company = other.company
            and shop.country = other.country
            and shop.metro = other.metro
            and other.open_date between shop.closed_date - interval 3 month
            and shop.closed_date + interval 3 month
    where shop.site_id <> other.site_id
    union all
    select
        'from' as direction,
        other.store_id,
        cast(other.city as varchar) as city,
        other.address,
        other.closed_date as move_date
    from shop
    inner join store as other
        on
            shop.company = other.company
            and shop.country = other.country
            and shop.metro = other.metro
            and other.closed_date between shop.open_date - interval 3 month
            and shop.open_date + interval 3 month
    where shop.site_id <> other.site_id
) as moved
order by moved.direction asc, moved.move_date asc, moved.store_id asc
