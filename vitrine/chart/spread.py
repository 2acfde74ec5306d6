"""Where marks stand on the map, and what must be visible of it (pure).

Two stores in one street would hide each other, so marks are pushed apart, as on any printed map;
notes on the map say how far at most.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
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
_Array = np.ndarray[Any, Any]


def spread(stores: Sequence[Record]) -> dict[str, tuple[float, float]]:
    """Return lon and lat of each store_id such that no two marks coincide.

    Stores at one spot stand in a small circle around it. Stores of which only the city is known
    stand on rings around its centre: evidently not pins. The same stores always stand the same way.
    """
    groups: dict[tuple[object, ...], list[Record]] = {}
    for store in stores:
        lat, lon = _position(store)
        key: tuple[object, ...]
        if is_spot(store):
            key = ("spot", round(lat, 3), round(lon, 3))
        else:
            key = ("city", value(store, "country"), value(store, "city"))
        groups.setdefault(key, []).append(store)
    places: dict[str, tuple[float, float]] = {}
    for key, members in groups.items():
        members.sort(key=lambda row: (value(row, "company"), value(row, "store_id")))
        positions = [_position(row) for row in members]
        lat = sum(position[0] for position in positions) / len(members)
        lon = sum(position[1] for position in positions) / len(members)
        step = SPOT_STEP_KM if key[0] == "spot" else CITY_STEP_KM
        first = SPOT_RING_KM if key[0] == "spot" else FIRST_RING_KM
        for row, (east, north) in zip(members, _rings(len(members), step, first), strict=True):
            shift = east / (KM_A_DEGREE * math.cos(math.radians(lat)))
            places[value(row, "store_id")] = (lon + shift, lat + north / KM_A_DEGREE)
    return _pushed_apart(places)


def _position(store: Record) -> tuple[float, float]:
    """Return latitude and longitude."""
    return cast(float, store["lat"]), cast(float, store["lon"])


def _pushed_apart(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return the places moved, a little at most, so that marks in one city do not overlap.

    Only pairs that can ever meet are looked at, so the effort grows with the number of marks only.
    """
    if not places:
        return {}
    names = sorted(places)
    lon, lat = np.array([places[name] for name in names]).T
    wide = np.cos(np.radians(lat)) * KM_A_DEGREE
    home = np.column_stack((lon * wide, lat * KM_A_DEGREE))
    pairs = _near_pairs(home)
    now = home.copy()
    for _ in range(ROUNDS if len(pairs) else 0):
        if not _push(now, home, pairs):
            break
    x, y = now[:, 0] / wide, now[:, 1] / KM_A_DEGREE
    return dict(zip(names, zip(x.tolist(), y.tolist(), strict=True), strict=True))


def _near_pairs(home: _Array) -> _Array:
    """Return the pairs of marks that may come too close to each other.

    Marks in the order of their east are compared with the next one, the one after and so on, until
    all of those are too far east.
    """
    reach = APART_KM + 2 * MAX_SHIFT_KM
    order = np.argsort(home[:, 0], kind="stable")
    east, north = home[order].T
    found = [np.empty((0, 2), dtype=np.intp)]
    for step in range(1, len(order)):
        is_near = east[step:] - east[:-step] < reach
        if not is_near.any():
            break
        is_near &= np.abs(north[step:] - north[:-step]) < reach
        here = np.flatnonzero(is_near)
        found.append(np.column_stack((order[here], order[here + step])))
    return np.sort(np.concatenate(found), axis=1)


def _push(now: _Array, home: _Array, pairs: _Array) -> bool:
    """Push each pair that is too close half the way apart; tell whether any pair was.

    A mark never goes further from its home than the limit.
    """
    first, second = pairs.T
    step = now[second] - now[first]
    distance = np.hypot(step[:, 0], step[:, 1])
    is_close = distance < APART_KM * 0.98
    if not is_close.any():
        return False
    first, second, step, distance = (item[is_close] for item in (first, second, step, distance))
    angle = 2.4 * second  # at one spot any direction will do, but always the same
    is_one = (distance < 1e-6)[:, None]
    step = np.where(is_one, np.column_stack((np.cos(angle), np.sin(angle))), step)
    distance = np.where(is_one[:, 0], 1.0, distance)
    share = np.where(is_one[:, 0], APART_KM / 2, (APART_KM - distance) / 2 / distance)
    for axis in (0, 1):
        push = step[:, axis] * share
        now[:, axis] += np.bincount(second, push, len(now)) - np.bincount(first, push, len(now))
    away = now - home
    far = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)
    now[:] = home + away * np.minimum(1.0, MAX_SHIFT_KM / far)[:, None]
    return True


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
