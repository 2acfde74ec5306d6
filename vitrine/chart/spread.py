"""Where marks stand on the map, and what must be visible of it (pure).

Two stores in one street would hide each other, so marks are pushed apart, as on any printed map;
notes on the map say how far at most.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from vitrine.chart.map_scene import View
from vitrine.chart.store import Record, is_spot, value

WEST_EUROPE: View = (-9.6, 36.8, 13.6, 53.4)
EUROPE: View = (-25.0, 34.0, 45.0, 72.0)
KM_A_DEGREE = 111.2
CITY_HALF_KM = 12.0
APART_KM = 0.44  # what a mark covers when a city fills the map
MAX_SHIFT_KM = 0.7
ROUNDS = 24
SPOT_STEP_KM = 0.18  # between stores at one address, before marks are pushed apart
CITY_STEP_KM = 0.75  # between stores of which only the city is known
SPOT_RING_KM = 0.1
FIRST_RING_KM = 1.2
WIDEST_RING_KM = 5.0


def spread(stores: Sequence[Record]) -> dict[str, tuple[float, float]]:
    """Return lon and lat of each store_id such that no two marks coincide.

    Stores at one spot stand in a small circle around it. Stores of which only the city is known
    stand on rings around its centre: evidently not pins. The same stores always stand the same way.
    """
    groups: dict[tuple[object, ...], list[Record]] = {}
    for store in stores:
        lat, lon = float(str(store["lat"])), float(str(store["lon"]))
        key: tuple[object, ...]
        if is_spot(store):
            key = ("spot", round(lat, 3), round(lon, 3))
        else:
            key = ("city", value(store, "country"), value(store, "city"))
        groups.setdefault(key, []).append(store)
    places: dict[str, tuple[float, float]] = {}
    for key, members in groups.items():
        members.sort(key=lambda row: (value(row, "company"), value(row, "store_id")))
        lat = sum(float(str(row["lat"])) for row in members) / len(members)
        lon = sum(float(str(row["lon"])) for row in members) / len(members)
        step = SPOT_STEP_KM if key[0] == "spot" else CITY_STEP_KM
        first = SPOT_RING_KM if key[0] == "spot" else FIRST_RING_KM
        for row, (east, north) in zip(members, _rings(len(members), step, first), strict=True):
            shift = east / (KM_A_DEGREE * math.cos(math.radians(lat)))
            places[value(row, "store_id")] = (lon + shift, lat + north / KM_A_DEGREE)
    return _pushed_apart(places)


def _pushed_apart(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return the places moved, a little at most, so that marks in one city do not overlap.

    Neighbours are looked for in cells of a grid, so the effort grows with the number of marks only.
    """
    names = sorted(places)
    scale = [math.cos(math.radians(places[name][1])) * KM_A_DEGREE for name in names]
    home = [
        (places[name][0] * wide, places[name][1] * KM_A_DEGREE)
        for name, wide in zip(names, scale, strict=True)
    ]
    now = list(home)
    for _ in range(ROUNDS):
        cells: dict[tuple[int, int], list[int]] = {}
        for index, (x, y) in enumerate(now):
            cells.setdefault((int(x // APART_KM), int(y // APART_KM)), []).append(index)
        if not _push(now, home, cells):
            break
    return {
        name: (x / wide, y / KM_A_DEGREE)
        for name, (x, y), wide in zip(names, now, scale, strict=True)
    }


def _push(
    now: list[tuple[float, float]],
    home: list[tuple[float, float]],
    cells: dict[tuple[int, int], list[int]],
) -> bool:
    """Push each pair that is too close half the way apart; tell whether any pair was."""
    moved = False
    for (column, row), members in cells.items():
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in cells.get((column + dx, row + dy), ())
        ]
        for first in members:
            for second in near:
                if first >= second:
                    continue
                dx, dy = now[second][0] - now[first][0], now[second][1] - now[first][1]
                distance = math.hypot(dx, dy)
                if distance >= APART_KM * 0.98:
                    continue
                moved = True
                if distance < 1e-6:
                    angle = 2.4 * second  # any direction, but always the same
                    dx, dy, distance = math.cos(angle), math.sin(angle), 1.0
                    share = APART_KM / 2
                else:
                    share = (APART_KM - distance) / 2 / distance
                _move(now, home, first, -dx * share, -dy * share)
                _move(now, home, second, dx * share, dy * share)
    return moved


def _move(
    now: list[tuple[float, float]],
    home: list[tuple[float, float]],
    index: int,
    dx: float,
    dy: float,
) -> None:
    """Move a mark, but never further from its home than the limit."""
    x, y = now[index][0] + dx - home[index][0], now[index][1] + dy - home[index][1]
    shrink = min(1.0, MAX_SHIFT_KM / max(math.hypot(x, y), 1e-9))
    now[index] = (home[index][0] + x * shrink, home[index][1] + y * shrink)


def _rings(count: int, step_km: float, first_km: float) -> list[tuple[float, float]]:
    """Return positions in km east and north of the centre: one in it, more on rings around it."""
    if count == 1:
        return [(0.0, 0.0)]
    radius = min(max(first_km, count * step_km / (2 * math.pi)), WIDEST_RING_KM)
    positions: list[tuple[float, float]] = []
    while len(positions) < count:
        room = max(2, int(2 * math.pi * radius / step_km))
        here = min(room, count - len(positions))
        for index in range(here):
            angle = 2 * math.pi * index / here
            positions.append((radius * math.sin(angle), radius * math.cos(angle)))
        radius += step_km * 1.3
    return positions


def result_view(metros: pd.DataFrame, is_narrowed: bool) -> View:
    """Return what must be visible: western Europe, or under filters all that is found.

    metros has columns lat and lon. What lies outside Europe counts only when nothing else is there.
    """
    if not is_narrowed or metros.empty:
        return WEST_EUROPE
    west, south, east, north = EUROPE
    inside = metros[metros["lon"].between(west, east) & metros["lat"].between(south, north)]
    shown = metros if inside.empty else inside
    if len(shown) == 1:
        return city_view(float(shown["lat"].iloc[0]), float(shown["lon"].iloc[0]))
    west, east = float(shown["lon"].min()), float(shown["lon"].max())
    south, north = float(shown["lat"].min()), float(shown["lat"].max())
    across, upward = max((east - west) * 0.12, 0.15), max((north - south) * 0.12, 0.12)
    return (west - across, south - upward, east + across, north + upward)


def city_view(lat: float, lon: float) -> View:
    """Return the surroundings of a metro area's centre."""
    upward = CITY_HALF_KM * 0.75 / KM_A_DEGREE
    across = CITY_HALF_KM / (KM_A_DEGREE * math.cos(math.radians(lat)))
    return (lon - across, lat - upward, lon + across, lat + upward)


def is_in(lon: float, lat: float, view: View) -> bool:
    """Tell whether a position lies within a view."""
    west, south, east, north = view
    return west <= lon <= east and south <= lat <= north
