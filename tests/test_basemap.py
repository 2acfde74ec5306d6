"""The map's background: complete in itself, light enough, and without stray shapes."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from scripts.build_basemap import EUROPE, clip_line, clip_ring, unwrapped
from vitrine.settings import ROOT

STYLES = sorted((ROOT / "static").glob("basemap-*.json"))
LAND = ROOT / "data" / "land.json"
SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]


def load(path: Path) -> dict[str, Any]:
    content = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def test_there_is_a_light_and_a_dark_map() -> None:
    assert [path.name for path in STYLES] == ["basemap-dark.json", "basemap-light.json"]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_style_needs_no_other_file(path: Path) -> None:
    style = load(path)
    assert style["version"] == 8
    assert not {"glyphs", "sprite"} & set(style)
    for source in style["sources"].values():
        assert source["type"] == "geojson"
        assert isinstance(source["data"], dict), "inlined, not an address"
    assert "http" not in path.read_text(encoding="utf-8")
    used = {layer["source"] for layer in style["layers"] if "source" in layer}
    assert used == set(style["sources"])


@pytest.mark.parametrize("path", [*STYLES, LAND], ids=lambda path: path.stem)
def test_a_map_file_is_small_enough_to_send(path: Path) -> None:
    assert 100_000 < path.stat().st_size < 500_000


def test_the_sea_of_the_dark_map_is_the_page() -> None:
    style = load(ROOT / "static" / "basemap-dark.json")
    assert style["layers"][0]["paint"]["background-color"] == "#0e1117"


def test_land_holds_named_countries_inside_europe() -> None:
    features = load(LAND)["features"]
    names = {feature["properties"]["name"] for feature in features}
    assert {"Belgium", "France", "Spain", "Netherlands", "Germany", "Italy"} <= names
    west, south, east, north = EUROPE
    for feature in features:
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1] and len(ring) > 3
                for lon, lat in ring:
                    assert west <= lon <= east and south <= lat <= north
                    assert (round(lon, 3), round(lat, 3)) == (lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [
        (2.35, 48.86, True),  # Paris
        (-3.70, 40.42, True),  # Madrid
        (2.15, 41.39, True),  # Barcelona
        (4.35, 50.85, True),  # Bruxelles
        (3.0, 56.0, False),  # North Sea
        (0.0, 70.0, False),  # Norwegian Sea: Russia reaches across the date line, not to here
        (5.0, 41.0, False),  # between Barcelona and Sardinia
    ],
)
def test_known_points_are_land_or_sea(lon: float, lat: float, is_land: bool) -> None:
    polygons = [
        polygon for item in load(LAND)["features"] for polygon in item["geometry"]["coordinates"]
    ]
    hits = [
        polygon
        for polygon in polygons
        if contains(polygon[0], lon, lat) and not any(contains(r, lon, lat) for r in polygon[1:])
    ]
    assert bool(hits) == is_land


def contains(ring: list[list[float]], lon: float, lat: float) -> bool:
    """Tell whether a point is inside: a ray to the east crosses the ring an odd number of times."""
    is_inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            is_inside = not is_inside
    return is_inside


def test_a_ring_is_cut_to_the_box() -> None:
    assert set(clip_ring(SQUARE, (2, 1, 9, 9))) == {(2, 1), (4, 1), (4, 4), (2, 4)}
    assert clip_ring(SQUARE, (5, 5, 9, 9)) == []


def test_a_line_that_leaves_the_box_and_returns_becomes_two() -> None:
    line = [(0.0, 1.0), (3.0, 1.0), (3.0, 2.0), (0.0, 2.0)]
    parts = list(clip_line(line, (0, 0, 2, 9)))
    assert parts == [[(0.0, 1.0), (2.0, 1.0)], [(2.0, 2.0), (0.0, 2.0)]]


def test_a_ring_across_the_date_line_has_no_jump() -> None:
    ring = [(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0), (170.0, 60.0)]
    assert [x for x, _ in unwrapped(ring)] == [170, 190, 190, 170, 170]
