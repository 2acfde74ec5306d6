"""The store map: marks, finding, presence, growth."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as running
from hypothesis import strategies as st

from tests.store_cases import NOW, Shops, network, presence, stores
from vitrine.chart.map import MapInput, map_scene
from vitrine.chart.map_scene import MapScene, View
from vitrine.chart.network import LINE_HEIGHT_PX, network_scene
from vitrine.chart.presence import presence_scene
from vitrine.chart.scene import Dot, Footer, Label, Line
from vitrine.chart.spread import MAX_SHIFT_KM, WEST_EUROPE, city_view, result_view, spread
from vitrine.chart.store import store_records
from vitrine.database import Snapshot
from vitrine.event import Status
from vitrine.filters import Filters, sql_params
from vitrine.locale import load_locale
from vitrine.query import load_query
from vitrine.settings import Settings
from vitrine.ui.map_time import time_steps
from vitrine.ui.store_list import list_rows

ENGLISH = load_locale("en")
PARIS = city_view(48.85, 2.35)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(snapshot_dir=tmp_path)


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


@running(deadline=None)  # a busy machine is no failure
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
    axis = scene.panels[0].y
    a_px = (axis.high - axis.low) / (LINE_HEIGHT_PX - 50)
    heights = sorted(label.y / a_px for label in labels)
    assert len(labels) == 3
    assert min(b - a for a, b in pairwise(heights)) >= 14


def events_of_cells(
    snapshot: Snapshot, day: date = NOW, filters: Filters | None = None
) -> pd.DataFrame:
    values = sql_params(filters or Filters()) | {"at_date": day}
    return snapshot.ask("presence_event", values).frame


def test_a_cell_of_the_grid_leads_to_its_newest_report(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2018-05-22", "Les Halles")
    newest = shops.add("opening", "2019-05-22", "La Défense")
    shops.add("opening", "2030", "La Gavia", status=Status.PLANNED, reported="2026-01-01")
    closing = shops.add("closing", "2020-01-01", "La Vaguada", city="Madrid")
    snapshot = shops.publish(settings)
    scene = presence_scene(
        presence(snapshot), ENGLISH, 1240, NOW, lambda _: "#0072b2", Footer(),
        events_of_cells(snapshot),
    )  # fmt: skip
    dots = [mark for mark in scene.panels[0].marks if isinstance(mark, Dot)]
    assert {dot.event_id for dot in dots} == {newest, closing}
    assert set(scene.table["event_id"]) == {newest, closing}
    assert all(url.startswith("http") for url in scene.table["source_url"])


def test_a_cell_leads_to_a_report_that_passes_the_filters(settings: Settings) -> None:
    shops = Shops()
    opening = shops.add("opening", "2018-05-22", "Les Halles")
    shops.add("closing", "2022-08-23", "Les Halles")
    frame = events_of_cells(shops.publish(settings), filters=Filters(types=("store_opening",)))
    assert list(frame["event_id"]) == [opening]


@pytest.mark.parametrize(
    "name", ["presence", "store_point", "store_month", "store_network", "company_store",
             "company_active"],
)  # fmt: skip
def test_without_filters_no_store_is_looked_up_and_with_any_one_it_is(name: str) -> None:
    """The loader leaves the look-up out while all its parameters are unset: it names them all."""
    text = load_query(name, Settings().query_dir).text
    named = [
        line.partition("when:")[2].split(",")
        for line in text.splitlines()
        if "-- when:" in line and line.count(",") > 5
    ]
    # Stores are put together from published events only, whatever else the reader asks for.
    expected = set(sql_params(Filters())) - {"include_unreviewed"}
    assert [{word.strip() for word in words} for words in named] == [expected]


def test_a_filter_that_no_event_passes_leaves_no_store(city: Snapshot) -> None:
    assert stores(city, filters=Filters(companies=("Gamma",))).empty
    assert presence(city).shape[0] > 0


def steps_of(snapshot: Snapshot) -> list[str]:
    values = sql_params(Filters()) | {"last_date": NOW}
    return time_steps(snapshot.ask("store_month", values).frame, NOW)


def test_time_runs_in_years_or_for_a_short_time_in_quarters(settings: Settings) -> None:
    shops = Shops()
    shops.add("opening", "2016-05-22", "Les Halles")
    shops.add("opening", "2024-05-22", "La Défense")
    assert steps_of(shops.publish(settings)) == [*map(str, range(2016, 2026)), ""]
    recent = Shops()
    recent.add("opening", "2025-05-22", "Les Halles")
    assert steps_of(recent.publish(settings)) == ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", ""]


def test_the_list_has_open_stores_first_and_keeps_to_the_metro_area(city: Snapshot) -> None:
    records = store_records(stores(city))
    rows = list_rows(records, "", ENGLISH)
    assert [row.store_id for row in rows] == ["E0004", "E0001", "E0002", "E0005", "E0003"]
    assert rows[0].place == "Madrid, La Gavia"
    assert rows[0].status == "open since 22 May 2019"
    here = list_rows(records, "Madrid", ENGLISH)
    assert [row.place for row in here] == ["La Gavia", "La Vaguada"]
