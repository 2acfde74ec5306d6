"""The store map: shops out of events, their states on a day, marks, finding, presence, growth."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store_cases import NOW, Shops, network, presence, stores
from vitrine.chart.map import MapInput, map_scene
from vitrine.chart.map_scene import MapScene, View
from vitrine.chart.network import network_scene
from vitrine.chart.presence import presence_scene
from vitrine.chart.scene import Dot, Footer, Label, Line
from vitrine.chart.spread import MAX_SHIFT_KM, WEST_EUROPE, city_view, result_view, spread
from vitrine.chart.store import state_line
from vitrine.database import Snapshot
from vitrine.event import GeoPrecision, Status
from vitrine.filters import Filters, sql_params
from vitrine.locale import load_locale
from vitrine.settings import Settings

ENGLISH = load_locale("en")
PARIS = city_view(48.85, 2.35)


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


@pytest.fixture
def city(settings: Settings) -> Snapshot:
    """Five stores: three in the Paris area, one of them known only by city, one closed."""
    shops = Shops()
    shops.add("opening", "2018-05-22", "Boulevard Voltaire")
    shops.add("opening", "2018-05-22", company="Beta")
    shops.add("closing", "2022-08-23", "Créteil Soleil", city="Créteil", company="Beta")
    shops.add("opening", "2019-05-22", "La Gavia", city="Madrid")
    shops.add("opening", "2030", "La Vaguada", city="Madrid", status=Status.PLANNED,
              reported="2026-01-01")  # fmt: skip
    return shops.publish(settings)


def scene_of(
    snapshot: Snapshot,
    view: View,
    *,
    day: date = NOW,
    is_screen: bool = True,
    is_aggregated: bool = False,
) -> MapScene:
    data = MapInput(
        stores=stores(snapshot, day),
        presence=presence(snapshot, day),
        at=day,
        is_past=day != NOW,
        note_count=3,
        color_of=lambda name: {"Alpha": "#0072b2", "Beta": "#d55e00"}[name],
        is_aggregated=is_aggregated,
    )
    return map_scene(data, view, ENGLISH, 790, 560, Footer(), is_screen=is_screen)


def test_the_finding_counts_plans_apart(city: Snapshot) -> None:
    assert scene_of(city, WEST_EUROPE).title == (
        "Alpha and Beta in Paris and Madrid: 3 stores known to be open, 1 closed and 1 planned"
    )
    past = scene_of(city, WEST_EUROPE, day=date(2018, 12, 31)).title
    assert past == "Alpha and Beta in Paris: 2 stores known to be open on 31 December 2018"


def test_the_finding_is_about_the_metro_area_looked_at(city: Snapshot) -> None:
    title = "Alpha and Beta in Paris: 2 stores known to be open and 1 closed"
    assert scene_of(city, PARIS).title == title


def test_marks_say_state_company_and_precision(city: Snapshot) -> None:
    points = {point.event_ids[-1]: point for point in scene_of(city, PARIS).points}
    assert (points["E0001"].fill, points["E0001"].color) == ("solid", "#0072b2")
    assert points["E0001"].precision == "street"
    assert points["E0002"].precision == "city"
    assert "position known only by city" in points["E0002"].hover
    assert (points["E0003"].symbol, points["E0003"].color) == ("cross", "muted")
    assert points["E0005"].fill == "hollow"


def test_notes_tell_what_is_not_on_the_map(city: Snapshot) -> None:
    notes = " ".join(scene_of(city, PARIS).notes)
    assert "Plus 3 reports on several stores or without a town" in notes
    assert "not a full count" in notes


def test_a_picture_has_bubbles_from_afar_and_marks_from_near(city: Snapshot) -> None:
    far = scene_of(city, WEST_EUROPE, is_screen=False)
    assert not far.points
    assert {bubble.label: bubble.count for bubble in far.bubbles} == {"Paris": 2, "Madrid": 1}
    near = scene_of(city, PARIS, is_screen=False)
    assert len(near.points) == 5
    assert [bubble.label for bubble in near.bubbles] == ["Madrid"]
    assert len(near.table) == len(far.table) == 5


def test_too_many_stores_are_drawn_as_bubbles_only(city: Snapshot) -> None:
    scene = scene_of(city, PARIS, is_aggregated=True)
    assert not scene.points
    assert len(scene.bubbles) == 2


def test_names_stand_once_on_the_map(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018", "Créteil Soleil", city="Créteil")
    shops.add("opening", "2018", "Créteil Soleil", city="Créteil", company="Beta")
    scene = scene_of(shops.publish(settings), PARIS)
    assert [point.label for point in scene.points if point.label] == ["Créteil Soleil"]


def record(number: int, city: str = "", lat: float = 48.85, lon: float = 2.35) -> dict[str, object]:
    precision = "city" if city else "street"
    return {
        "store_id": f"E{number:04d}", "company": "Alpha", "country": "FR", "city": city,
        "geo_precision": precision, "lat": lat, "lon": lon,
    }  # fmt: skip


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    east = (a[0] - b[0]) * 111.2 * math.cos(math.radians(a[1]))
    return math.hypot(east, (a[1] - b[1]) * 111.2)


@given(st.integers(min_value=2, max_value=60), st.booleans())
def test_no_mark_hides_another_and_none_goes_far(count: int, is_city: bool) -> None:
    records = [record(number, "Paris" if is_city else "") for number in range(count)]
    places = spread(records)
    assert places == spread(list(reversed(records))), "the same stores always stand the same way"
    assert len({(round(x, 5), round(y, 5)) for x, y in places.values()}) == count
    limit = 11 if is_city else 4
    assert all(kilometres(place, (2.35, 48.85)) < limit for place in places.values())


def test_a_store_known_only_by_city_stands_on_a_ring_and_not_in_the_centre() -> None:
    places = spread([record(number, "Paris") for number in range(5)])
    distances = [kilometres(place, (2.35, 48.85)) for place in places.values()]
    assert min(distances) > 0.5


def test_a_lone_mark_stands_on_its_spot() -> None:
    assert spread([record(1)])["E0001"] == pytest.approx((2.35, 48.85))


def test_neighbours_are_pushed_apart_but_not_far() -> None:
    homes = [(2.35, 48.85), (2.3505, 48.8502), (2.3512, 48.8499)]
    places = spread([record(n, lat=lat, lon=lon) for n, (lon, lat) in enumerate(homes)])
    shown = [places[f"E{n:04d}"] for n in range(3)]
    assert min(kilometres(a, b) for a in shown for b in shown if a != b) > 0.3
    moved = max(kilometres(a, b) for a, b in zip(shown, homes, strict=True))
    assert moved <= MAX_SHIFT_KM + 0.01


def metros(*places: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["lon", "lat"])


def test_the_first_view_is_western_europe_and_a_filter_shows_its_result() -> None:
    paris, madrid, new_york = (2.35, 48.85), (-3.7, 40.4), (-74.0, 40.7)
    assert result_view(metros(paris, madrid), is_narrowed=False) == WEST_EUROPE
    west, south, east, north = result_view(metros(paris, madrid), is_narrowed=True)
    assert west < -3.7 < 2.35 < east
    assert south < 40.4 < 48.85 < north
    assert result_view(metros(paris, new_york), is_narrowed=True) == city_view(48.85, 2.35)
    assert result_view(metros(new_york), is_narrowed=True) == city_view(40.7, -74.0)


def test_presence_says_present_planned_and_left_in_words(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018", "Les Halles")
    shops.add("closing", "2019", "La Gavia", city="Madrid")
    shops.add("opening", "2030", city="Lille", status=Status.PLANNED, reported="2026-01-01")
    shops.add("opening", "2012", city="Lille", status=Status.PLANNED, company="Beta")
    frame = presence(shops.publish(settings))
    scene = presence_scene(frame, ENGLISH, 1240, NOW, lambda _: "#0072b2", Footer())
    rows = {
        (row["company"], row["metro"]): row["presence"] for row in scene.table.to_dict("records")
    }
    assert rows == {
        ("Alpha", "Paris"): "present",
        ("Alpha", "Madrid"): "left",
        ("Alpha", "Lille"): "planned",
        ("Beta", "Lille"): "absent",
    }
    marks = scene.panels[0].marks
    words = {mark.text for mark in marks if isinstance(mark, Label)}
    assert {"1 open", "left", "planned", "–"} <= words
    symbols = {(mark.fill, mark.symbol) for mark in marks if isinstance(mark, Dot)}
    assert symbols == {("solid", "circle"), ("hollow", "circle"), ("solid", "cross")}


@pytest.mark.parametrize("width_px", [350, 1240])
def test_the_presence_grid_fits_its_width(city: Snapshot, width_px: int) -> None:
    scene = presence_scene(presence(city), ENGLISH, width_px, NOW, lambda _: "#0072b2", Footer())
    columns = len(scene.panels[0].x.ticks)
    assert columns * 78 + scene.left_px <= width_px


def test_growth_counts_openings_less_closings_and_nothing_planned(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018-05-22", "Les Halles")
    shops.add("opening", "2019-05-22", "La Défense")
    shops.add("closing", "2022-08-23", "Les Halles")
    shops.add("opening", "2030", "La Gavia", status=Status.PLANNED, reported="2026-01-01")
    frame = network(shops.publish(settings))
    scene = network_scene(frame, "company", ENGLISH, 620, NOW, lambda _: "#0072b2", Footer())
    assert scene.title == "Alpha: 1 store known to be open"
    assert list(scene.table["stores_open"]) == [1, 2, 1]
    line = next(mark for mark in scene.panels[0].marks if isinstance(mark, Line))
    assert [count for _, count in line.points] == [0, 1, 1, 2, 2, 1, 1]
    label = next(mark for mark in scene.panels[0].marks if isinstance(mark, Label))
    assert label.text == "Alpha 1"


def test_growth_of_metro_areas_names_the_largest(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018", "Les Halles")
    shops.add("opening", "2018", "Créteil Soleil", city="Créteil")
    shops.add("opening", "2018", city="Madrid")
    snapshot = shops.publish(settings)
    scene = network_scene(
        network(snapshot), "metro", ENGLISH, 620, NOW, lambda _: "#0072b2", Footer()
    )
    assert scene.title == "Most known stores are in Paris: 2"
    assert set(network(snapshot, limit=1)["value"]) == {"Alpha", "Paris"}


def test_end_labels_do_not_touch(settings: Settings) -> None:
    shops = Shops()
    for index, name in enumerate(("Alpha", "Beta", "Gamma")):
        for number in range(5):
            shops.add("opening", "2018", f"Street {chr(97 + number) * 6}", company=name)
        shops.add("opening", f"201{index}", city="Madrid", company=name)
    frame = network(shops.publish(settings))
    scene = network_scene(frame, "company", ENGLISH, 620, NOW, lambda _: "#0072b2", Footer())
    labels = [mark for mark in scene.panels[0].marks if isinstance(mark, Label)]
    shifts = sorted(label.dy_px for label in labels)
    assert len(labels) == 3
    assert min(b - a for a, b in pairwise(shifts)) >= 14


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
