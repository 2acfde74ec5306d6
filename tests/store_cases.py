"""A few invented shops, published as a snapshot, for the tests of the store map."""

from __future__ import annotations

from datetime import date

import pandas as pd

from vitrine.company import Companies, Company
from vitrine.database import (
    Snapshot,
    build_lock,
    create_staging,
    current_snapshot,
    load_rows,
    publish,
)
from vitrine.event import (
    Event,
    EventType,
    GeoPrecision,
    Mention,
    PartialDate,
    Place,
    Status,
)
from vitrine.filters import Filters, sql_params
from vitrine.place import City, Places
from vitrine.settings import Settings
from vitrine.tables import to_tables

NOW = date(2026, 5, 29)
CITIES = (
    City("Paris", "FR", "Paris", 48.85, 2.35),
    City("Créteil", "FR", "Paris", 48.79, 2.455),
    City("Lille", "FR", "Lille", 50.63, 3.06),
    City("Madrid", "ES", "Madrid", 40.42, -3.7),
)
NAMES = ("Alpha", "Beta", "Gamma")


class Shops:
    """Collects reports about shops; each becomes one event with one mention."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(
        self,
        what: str,
        day: str,
        address: str = "",
        *,
        company: str = "Alpha",
        city: str = "Paris",
        status: Status = Status.DONE,
        count: int | None = None,
        temporary: bool = False,
        reported: str = "",
        precision: GeoPrecision | None = None,
    ) -> str:
        """Add a report ("opening", "closing" or "exit") and return its event id."""
        number = len(self.events) + 1
        types = {
            "opening": EventType.STORE_OPENING,
            "closing": EventType.STORE_CLOSING,
            "exit": EventType.MARKET_EXIT,
        }
        place = next((item for item in CITIES if item.city == city), None)
        exact = precision or (GeoPrecision.STREET if address else GeoPrecision.CITY)
        country = place.country if place else city
        mention = Mention(
            mention_id=f"M{number:04d}",
            event_type=types[what],
            company=company,
            status=status,
            event_date=PartialDate.parse(day) if day else None,
            place=Place(country, place.city, address, place.lat, place.lon, exact)
            if place
            else Place(country),
            count=count,
            is_temporary=temporary,
            summary="A report.",
            source_url=f"https://example.org/{number}",
            outlet=f"Outlet {number}",
            published=PartialDate.parse(reported or day or "2020-01-01"),
            language="en",
        )
        self.events.append(Event(f"E{number:04d}", mention, (mention,)))
        return f"E{number:04d}"

    def publish(self, settings: Settings) -> Snapshot:
        """Publish the shops and open them."""
        companies = Companies(
            [Company(name, "retailer", "FR", 1, color, ())
             for name, color in zip(NAMES, ("#0072b2", "#d55e00", "#009e73"), strict=True)]
        )  # fmt: skip
        staging = create_staging(settings)
        load_rows(staging, to_tables(self.events, companies, Places(CITIES)).rows)
        with build_lock(settings.snapshot_dir):
            publish(staging, "shops", settings)
        staging.close()
        return current_snapshot(settings)


def stores(snapshot: Snapshot, day: date = NOW, filters: Filters | None = None) -> pd.DataFrame:
    """Return the stores of a day."""
    values = sql_params(filters or Filters()) | {"at_date": day, "row_limit": 2000}
    return snapshot.ask("store_point", values).frame


def presence(snapshot: Snapshot, day: date = NOW) -> pd.DataFrame:
    """Return the counts of a day."""
    return snapshot.ask("presence", sql_params(Filters()) | {"at_date": day}).frame


def network(snapshot: Snapshot, limit: int = 40) -> pd.DataFrame:
    """Return the stores won and lost by month."""
    values = sql_params(Filters()) | {"last_date": NOW, "value_limit": limit}
    return snapshot.ask("store_network", values).frame
