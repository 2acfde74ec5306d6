"""What a map shows, said once: the screen draws it with pydeck, files with matplotlib.

Positions are degrees WGS 84 (longitude first, as in GeoJSON); sizes are CSS pixels of the width
that the map was built for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from vitrine.chart.scene import INK, Fill, Footer, LegendItem, Symbol

Precision = Literal["address", "street", "venue", "city", "country"]
View = tuple[float, float, float, float]
"""west, south, east, north in degrees: what must be visible; renderers may show more around it."""


@dataclass(frozen=True)
class MapPoint:
    """One place on the map; precision says how exactly it is known, so that no pin lies.

    label is written beside the point where there is room, in the order of the points.
    """

    lon: float
    lat: float
    color: str
    fill: Fill = "solid"
    symbol: Symbol = "circle"
    size_px: float = 11
    label: str = ""
    hover: str = ""
    event_ids: tuple[str, ...] = ()
    precision: Precision = "city"


@dataclass(frozen=True)
class Bubble:
    """Several places drawn as one disc with their number; its area grows with the count."""

    lon: float
    lat: float
    count: int
    label: str = ""
    color: str = INK
    hover: str = ""


@dataclass(frozen=True)
class MapLabel:
    """A name on the map (city, street, sea); left out where it would cover another one."""

    lon: float
    lat: float
    text: str
    size_px: float = 12
    is_bold: bool = False


@dataclass(frozen=True)
class MapScene:
    """One map: the finding, the marks, what is visible, and the table it is drawn from."""

    key: str
    title: str
    subtitle: str
    points: tuple[MapPoint, ...]
    bubbles: tuple[Bubble, ...]
    labels: tuple[MapLabel, ...]
    view: View
    table: pd.DataFrame
    alt: str
    legend: tuple[LegendItem, ...] = ()
    notes: tuple[str, ...] = ()
    footer: Footer = field(default_factory=Footer)


MapSceneBuilder = Callable[[int], MapScene]
"""Builds the map for a width in CSS pixels."""

MAX_LATITUDE = 85.0  # Web Mercator ends here


def bubble_radius_px(count: int) -> float:
    """Return the radius of a bubble: 11 px for one, area growing with the count, at most 34 px."""
    return float(min(34.0, 9.0 + 2.6 * max(count, 1) ** 0.5))
