"""Shops out of events: which reports are one shop, its state on a day, its life, its moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.store_cases import NOW, Shops, network, presence, stores
from vitrine.chart.store import state_line
from vitrine.database import Snapshot
from vitrine.event import GeoPrecision, Status
from vitrine.filters import Filters, sql_params
from vitrine.locale import load_locale
from vitrine.settings import Settings

ENGLISH = load_locale("en")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(snapshot_dir=tmp_path)


def states(snapshot: Snapshot, day: date = NOW) -> dict[str, str]:
    """Return the state of each store by its first report."""
    frame = stores(snapshot, day)
    return dict(zip(frame["store_id"], frame["state"], strict=True))


def test_an_opening_and_a_closing_at_one_address_are_one_store(settings: Settings) -> None:
    shops = Shops()
    first = shops.add("opening", "2018-05-22", "rue Sébastopol, near Les Halles")
    shops.add("closing", "2022-08-23", "12 Boulevard de Sebastopol")
    other = shops.add("opening", "2019-01-18", "30 avenue des Champs-Élysées")
    snapshot = shops.publish(settings)
    assert states(snapshot) == {first: "closed", other: "open"}
    assert states(snapshot, date(2020, 1, 1)) == {first: "open", other: "open"}
    assert states(snapshot, date(2018, 5, 21)) == {}


def test_two_house_numbers_in_one_street_are_two_stores(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018-05-22", "Calle de Serrano 3", city="Madrid")
    shops.add("opening", "2019-05-22", "Calle de Serrano 61", city="Madrid")
    assert len(stores(shops.publish(settings))) == 2


def test_one_street_of_two_companies_or_towns_is_two_stores(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018-05-22", "Gran Vía 32", city="Madrid")
    shops.add("closing", "2019-05-22", "Gran Vía 32", city="Madrid", company="Beta")
    shops.add("closing", "2019-05-22", "Gran Vía 32")
    assert sorted(states(shops.publish(settings)).values()) == ["closed", "closed", "open"]


def test_a_closing_without_an_address_ends_the_only_store_of_the_town(settings: Settings) -> None:
    shops = Shops()
    lille = shops.add("opening", "2019-03-01", "Rue de Béthune", city="Lille")
    shops.add("closing", "2022-08-23", city="Lille")
    assert states(shops.publish(settings)) == {lille: "closed"}


def test_a_closing_without_an_address_ends_none_of_two_stores(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2019-03-01", "Rue de Béthune", city="Lille")
    shops.add("opening", "2019-04-01", "Euralille", city="Lille")
    shops.add("closing", "2022-08-23", city="Lille")
    found = states(shops.publish(settings))
    assert sorted(found.values()) == ["closed", "open", "open"]


def test_an_opening_after_a_closing_is_a_new_store_at_the_site(settings: Settings) -> None:
    shops = Shops()
    old = shops.add("closing", "2022-08-23", "Vélizy 2")
    new = shops.add(
        "opening", "2026-12", "Westfield Vélizy 2", status=Status.PLANNED, reported="2025-11-19"
    )
    snapshot = shops.publish(settings)
    assert states(snapshot) == {old: "closed", new: "planned"}
    assert set(stores(snapshot)["site_id"]) == {old}


def test_a_plan_never_counts_as_open_and_grows_overdue(settings: Settings) -> None:
    shops = Shops()
    store = shops.add(
        "opening", "2018-12", "La Vaguada", city="Madrid", status=Status.ANNOUNCED,
        reported="2018-06-01",
    )  # fmt: skip
    snapshot = shops.publish(settings)
    assert states(snapshot, date(2018, 7, 1)) == {store: "planned"}
    assert states(snapshot) == {store: "overdue"}
    assert presence(snapshot)["open_count"].sum() == 0
    assert network(snapshot).empty
    line = state_line(stores(snapshot).to_dict("records")[0], ENGLISH)
    assert line == "opening planned for December 2018; no report that it opened"


@pytest.mark.parametrize(
    ("status", "state"),
    [(Status.RUMOURED, "rumoured"), (Status.PLANNED, "planned"), (Status.CANCELLED, "cancelled")],
)
def test_each_stage_of_a_plan_is_a_state(settings: Settings, status: Status, state: str) -> None:
    shops = Shops()
    store = shops.add("opening", "2030", "La Gavia", status=status, reported="2026-01-05")
    assert states(shops.publish(settings)) == {store: state}


def test_an_announced_closing_is_open_until_its_day(settings: Settings) -> None:
    shops = Shops()
    store = shops.add("opening", "2015-03-01", "Parly 2")
    shops.add("closing", "2025-06-30", "Parly 2", status=Status.ANNOUNCED, reported="2025-02-01")
    snapshot = shops.publish(settings)
    assert states(snapshot, date(2025, 1, 1)) == {store: "open"}
    assert states(snapshot, date(2025, 3, 1)) == {store: "closing"}
    assert states(snapshot, date(2025, 7, 1)) == {store: "presumed_closed"}


def test_a_temporary_closing_is_no_closing(settings: Settings) -> None:
    shops = Shops()
    store = shops.add("opening", "2012-07-28", "Passeig de Gràcia 1")
    shops.add("closing", "2026-02-14", "Passeig de Gràcia", temporary=True)
    snapshot = shops.publish(settings)
    assert states(snapshot) == {store: "open"}
    line = state_line(stores(snapshot).to_dict("records")[0], ENGLISH)
    assert line == "open since 28 July 2012 · temporary closing: 14 February 2026"
    before = stores(snapshot, date(2026, 2, 1)).to_dict("records")[0]
    assert state_line(before, ENGLISH) == "open since 28 July 2012"


def test_a_temporary_store_is_neither_open_nor_closed(settings: Settings) -> None:
    shops = Shops()
    store = shops.add("opening", "2018-11-21", "Palacio de Gans", city="Madrid", temporary=True)
    snapshot = shops.publish(settings)
    assert states(snapshot, date(2018, 12, 1)) == {store: "temporary"}
    assert states(snapshot) == {store: "ended"}
    assert presence(snapshot, date(2018, 12, 1))["open_count"].sum() == 0


def test_who_leaves_a_country_closes_its_stores_there(settings: Settings) -> None:
    shops = Shops()
    madrid = shops.add("opening", "2010-01-01", "Gran Plaza 2", city="Madrid")
    paris = shops.add("opening", "2010-01-01", "La Défense")
    back = shops.add("opening", "2020-01-01", "La Gavia", city="Madrid")
    shops.add("exit", "2013-04-01", city="ES")
    snapshot = shops.publish(settings)
    assert states(snapshot) == {madrid: "closed", paris: "open", back: "open"}
    assert states(snapshot, date(2012, 1, 1)) == {madrid: "open", paris: "open"}


def test_a_month_counts_from_its_end_or_its_report(settings: Settings) -> None:
    shops = Shops()
    early = shops.add("opening", "2018-05", "Les Halles", reported="2018-05-10")
    late = shops.add("opening", "2018-05", "La Défense", reported="2019-01-01")
    snapshot = shops.publish(settings)
    assert states(snapshot, date(2018, 5, 9)) == {}
    assert states(snapshot, date(2018, 5, 10)) == {early: "open"}
    assert states(snapshot, date(2018, 5, 31)) == {early: "open", late: "open"}


def test_reports_on_many_stores_or_no_town_are_notes_and_no_points(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018", city="ES", count=40, status=Status.PLANNED)
    shops.add("opening", "2018", "Xanadú; La Vaguada", city="Madrid", count=2)
    shops.add("opening", "2018", "La Vaguada", city="Madrid", count=1)
    snapshot = shops.publish(settings)
    assert len(stores(snapshot)) == 1
    notes = note_rows(snapshot)
    assert list(notes["event_id"]) == ["E0001", "E0002"]
    assert set(notes["total_count"]) == {2}


def note_rows(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.ask("store_note", sql_params(Filters()) | {"row_limit": 50}).frame


def test_filters_find_a_store_by_any_of_its_reports(settings: Settings) -> None:
    shops = Shops()
    store = shops.add("opening", "2018-05-22", "Les Halles")
    shops.add("closing", "2022-08-23", "Les Halles")
    shops.add("opening", "2019-05-22", "La Défense")
    snapshot = shops.publish(settings)
    found = stores(snapshot, filters=Filters(types=("store_closing",)))
    assert list(found["store_id"]) == [store]
    assert found["open_text"].iloc[0] == "2018-05-22", "its whole life is told"


def test_a_move_is_a_closing_and_an_opening_close_in_time(settings: Settings) -> None:
    shops = Shops()
    old = shops.add("closing", "2018-11-20", "Equinoccio")
    new = shops.add("opening", "2018-11-21", "Río Shopping")
    shops.add("opening", "2021-11-21", "La Défense")
    snapshot = shops.publish(settings)
    moves = snapshot.ask("store_move", {"store_id": old}).frame
    assert moves[["direction", "store_id"]].to_numpy().tolist() == [["to", new]]
    moves = snapshot.ask("store_move", {"store_id": new}).frame
    assert moves[["direction", "store_id"]].to_numpy().tolist() == [["from", old]]


def test_the_life_of_a_store_is_in_order_and_knows_its_site(settings: Settings) -> None:
    shops = Shops()
    shops.add("closing", "2022-08-23", "Vélizy 2")
    shops.add("opening", "2018-05-01", "Vélizy 2")
    again = shops.add("opening", "2025-12-01", "Vélizy 2")
    life = shops.publish(settings).ask("store_life", {"store_id": "E0001"}).frame
    assert list(life["event_id"]) == ["E0002", "E0001", again]
    assert list(life["is_this_store"]) == [True, True, False]


def test_the_row_limit_keeps_the_total(settings: Settings) -> None:
    shops = Shops()
    for year in range(2001, 2006):
        shops.add("opening", str(year), f"Street {chr(96 + year - 2000) * 5}")
    values = sql_params(Filters()) | {"at_date": NOW, "row_limit": 2}
    frame = shops.publish(settings).ask("store_point", values).frame
    assert (len(frame), set(frame["total_count"])) == (2, {5})


def test_real_data_has_stores_in_the_three_capitals_of_the_brief(real_snapshot: Snapshot) -> None:
    frame = stores(real_snapshot)
    xiaomi = frame[(frame["company"] == "Xiaomi") & frame["metro"].isin(["Paris", "Madrid"])]
    by_address = dict(zip(xiaomi["address"], xiaomi["state"], strict=True))
    assert by_address["49 avenue de l'Opéra"] == "closed"
    assert by_address["La Gavia"] == "open"
    assert {"Paris", "Madrid", "Barcelona"} <= set(frame["metro"])


def test_precision_of_the_best_report_counts(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018-05-22", "Les Halles", precision=GeoPrecision.CITY)
    shops.add("closing", "2022-05-22", "Les Halles", precision=GeoPrecision.VENUE)
    assert list(stores(shops.publish(settings))["geo_precision"]) == ["venue"]
