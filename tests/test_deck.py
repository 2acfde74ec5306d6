"""The deck: camera, text-only tooltips, rows that name their store, nothing from the internet."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.chart.deck import (
    BUBBLE_LAYER,
    CITY_LAYER,
    EXACT_LAYER,
    MAX_ZOOM,
    Camera,
    build_deck,
    camera_for,
    nudged,
    position_px,
)
from vitrine.chart.icon import data_url, icon_atlas, icon_svg
from vitrine.chart.map_scene import Bubble, MapLabel, MapPoint, MapScene
from vitrine.chart.scene import MUTED, LegendItem
from vitrine.chart.theme import DARK, LIGHT

STYLE = "app/static/basemap-light.json"
NEAR = Camera(2.35, 48.85, 11)
FAR = Camera(2.35, 48.85, 4)
HOSTILE = "{id} <img src=x onerror=alert(1)> Vélizy"


def scene(
    *points: MapPoint, bubbles: tuple[Bubble, ...] = (), labels: tuple[MapLabel, ...] = ()
) -> MapScene:
    return MapScene("map", "t", "s", points, bubbles, labels, (0, 0, 1, 1), pd.DataFrame(), "alt")


def point(lon: float = 2.35, lat: float = 48.85, **values: Any) -> MapPoint:
    return MapPoint(lon, lat, **({"color": "#f06900", "event_ids": ("E2", "E1")} | values))


def layers(deck: Any) -> dict[str, dict[str, Any]]:
    return {layer["id"].removesuffix("-0"): layer for layer in json.loads(deck.to_json())["layers"]}


lons = st.floats(min_value=-170, max_value=170)
lats = st.floats(min_value=-70, max_value=70)


@given(lons, lons, lats, lats)
def test_the_camera_shows_the_whole_view(a: float, b: float, c: float, d: float) -> None:
    west, east, south, north = min(a, b), max(a, b), min(c, d), max(c, d)
    camera = camera_for((west, south, east, north), 790, 560)
    left, low = position_px(west, south, camera.zoom)
    right, high = position_px(east, north, camera.zoom)
    assert 0 <= camera.zoom <= MAX_ZOOM
    if camera.zoom > 0:  # zoom 0 shows the whole world or nothing more can be shown
        assert right - left <= 790.001
        assert high - low <= 560.001
    middle = position_px(camera.lon, camera.lat, camera.zoom)
    assert middle == pytest.approx(((left + right) / 2, (low + high) / 2), abs=0.01)


def test_a_new_round_moves_every_value_and_nobody_sees_it() -> None:
    first, second = nudged(NEAR, 1), nudged(NEAR, 2)
    assert first.lon != second.lon
    assert first.lat != second.lat
    assert first.zoom != second.zoom
    assert abs(second.zoom - NEAR.zoom) < 1e-3
    assert nudged(NEAR, 1) == first


def test_tooltips_are_text_and_hold_no_fields_of_the_template() -> None:
    deck = build_deck(scene(point(hover=HOSTILE, precision="venue")), NEAR, LIGHT, STYLE)
    assert set(deck._tooltip) == {"text", "style"}
    assert deck._tooltip["text"] == "{hover}"
    assert layers(deck)[EXACT_LAYER]["data"][0]["hover"] == HOSTILE.replace("{", "(").replace(
        "}", ")"
    )


def test_a_place_known_only_by_city_is_drawn_in_its_own_soft_layer() -> None:
    found = layers(
        build_deck(
            scene(point(precision="street"), point(precision="city", event_ids=("E9",))),
            NEAR,
            LIGHT,
            STYLE,
        )
    )
    assert [row["id"] for row in found[EXACT_LAYER]["data"]] == ["E1"]
    assert [row["id"] for row in found[CITY_LAYER]["data"]] == ["E9"]
    assert found[CITY_LAYER]["sizeMaxPixels"] > found[EXACT_LAYER]["sizeMaxPixels"]
    icons = {found[name]["data"][0]["icon"] for name in (EXACT_LAYER, CITY_LAYER)}
    assert len(icons) == 2
    assert icons <= set(found[EXACT_LAYER]["iconMapping"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"fill": "solid"}, {"fill": "hollow"}),
        ({"fill": "solid"}, {"fill": "pale"}),
        ({"symbol": "cross"}, {"symbol": "ring-dashed"}),
        ({"symbol": "circle"}, {"symbol": "diamond"}),
    ],
)
def test_states_look_different_without_colour(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    assert icon_svg(point(**first), LIGHT) != icon_svg(point(**second), LIGHT)


def test_the_atlas_stays_while_marks_change_their_state() -> None:
    colors = ("#f06900", "#0072b2")
    before = build_deck(scene(point(fill="hollow")), NEAR, LIGHT, STYLE, colors=colors)
    after = build_deck(scene(point(fill="solid")), NEAR, LIGHT, STYLE, colors=colors)
    assert layers(before)[EXACT_LAYER]["iconAtlas"] == layers(after)[EXACT_LAYER]["iconAtlas"]


def test_icons_of_the_atlas_do_not_overlap() -> None:
    _, places = icon_atlas(["#111111", "#222222", "#333333"], LIGHT)
    corners = {(place["x"], place["y"]) for place in places.values()}
    assert len(corners) == len(places) == 36


def test_nothing_is_asked_from_the_internet() -> None:
    deck = build_deck(
        scene(point(hover="x"), bubbles=(Bubble(2, 48, 3, "Paris"),)), NEAR, DARK, STYLE
    )
    text = deck.to_json().replace("http%3A//www.w3.org/2000/svg", "")
    assert "http" not in text
    assert deck.map_provider == "mapbox"
    assert deck.map_style == STYLE


def test_texts_hold_every_letter() -> None:
    found = layers(build_deck(scene(labels=(MapLabel(2.35, 48.85, "Évora"),)), NEAR, LIGHT, STYLE))
    assert found["names"]["characterSet"] == "auto"
    assert found["names"]["data"][0]["t"] == "Évora"
    assert not any(char.isdigit() for char in found["names"]["fontFamily"]), "draws only dots"


def test_names_keep_off_each_other_and_off_marks() -> None:
    labels = tuple(MapLabel(2.35, 48.85, f"Name {number}") for number in range(12))
    found = layers(build_deck(scene(point(), labels=labels), NEAR, LIGHT, STYLE))
    assert len(found["names"]["data"]) < 12
    assert all(row["o"] != [0.0, 0.0] for row in found["names"]["data"]), (
        "the mark is in the middle"
    )


def test_a_bubble_without_open_stores_is_a_dot_without_a_number() -> None:
    bubbles = (Bubble(2, 48, 3, "Paris"), Bubble(-3, 40, 0, "Madrid"))
    found = layers(build_deck(scene(bubbles=bubbles), FAR, LIGHT, STYLE))
    assert [row["t"] for row in found["bubble-count"]["data"]] == ["3"]
    assert [row["id"] for row in found[BUBBLE_LAYER]["data"]] == ["Paris", "Madrid"]
    paris, madrid = found[BUBBLE_LAYER]["data"]
    assert madrid["r"] < paris["r"]


def test_the_chosen_store_is_ringed() -> None:
    points = (point(), point(event_ids=("E8", "E7"), lon=2.4))
    found = layers(build_deck(scene(*points), NEAR, LIGHT, STYLE, selected_id="E7"))
    assert found["selected"]["data"] == [{"p": [2.4, 48.85]}]
    assert "selected" not in layers(build_deck(scene(*points), NEAR, LIGHT, STYLE))


def test_two_thousand_points_stay_small() -> None:
    points = [
        point(2 + n / 1000, hover="Alpha · Boulevard Voltaire, Paris\nopen") for n in range(2000)
    ]
    assert len(build_deck(scene(*points), NEAR, LIGHT, STYLE).to_json()) < 600_000


def test_a_legend_sign_is_one_safe_picture() -> None:
    svg = icon_svg(LegendItem("x", MUTED, "pale"), DARK, is_soft=True)
    assert svg.startswith("<svg")
    assert "#halo" in svg
    assert "<" not in data_url(svg)


def test_a_new_pick_round_renames_what_can_be_clicked() -> None:
    """The browser keeps a click by layer and number, also when another store has that number."""
    deck = build_deck(scene(point()), NEAR, LIGHT, STYLE, pick_round=4)
    pickable = {name for name, layer in layers(deck).items() if layer.get("pickable")}
    assert pickable == {f"{name}-4" for name in (BUBBLE_LAYER, CITY_LAYER, EXACT_LAYER)}
