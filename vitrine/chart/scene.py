"""What a chart shows, said once: the screen, the picture and the slide draw the same scene.

A builder (chart/revenue.py, chart/timeline.py ...) turns a data frame into a Scene; chart/screen.py
draws it with plotly in the browser, export/picture.py as PNG or SVG on the server. Positions are
in data units; dates are days since 1970-01-01. Sizes are CSS pixels of the width that the scene was
built for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd

Fill = Literal["solid", "pale", "hollow", "hatched"]
Symbol = Literal["circle", "square", "diamond", "triangle", "cross", "ring-dashed"]
Anchor = Literal["left", "center", "right"]

INK = "ink"  # named colours that a renderer turns into the theme's own
MUTED = "muted"
GRID = "grid"
PAPER = "paper"
ACCENT = "#0b6e99"
ALERT = "#c8323c"


@dataclass(frozen=True)
class Tick:
    """One labelled position of an axis."""

    value: float
    text: str


@dataclass(frozen=True)
class Axis:
    """The range of one direction; without ticks nothing is written on it."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()
    has_grid: bool = False
    is_date: bool = False


@dataclass(frozen=True)
class Bar:
    """A rectangle; event_id and hover make it a thing to point at and click."""

    x0: float
    x1: float
    y0: float
    y1: float
    color: str
    fill: Fill = "solid"
    hover: str = ""
    event_id: str = ""


@dataclass(frozen=True)
class Dot:
    """A point of size_px across."""

    x: float
    y: float
    color: str
    fill: Fill = "solid"
    symbol: Symbol = "circle"
    size_px: float = 11
    hover: str = ""
    event_id: str = ""


@dataclass(frozen=True)
class Line:
    """A line through points (x, y)."""

    points: tuple[tuple[float, float], ...]
    color: str
    width_px: float = 2
    is_dashed: bool = False


@dataclass(frozen=True)
class Label:
    """Plain text at a position, moved by dx_px to the right and dy_px up; may hold line breaks."""

    x: float
    y: float
    text: str
    color: str = INK
    size_px: float = 12
    is_bold: bool = False
    anchor: Anchor = "left"
    valign: Literal["top", "middle", "bottom"] = "middle"
    dx_px: float = 0
    dy_px: float = 0


Mark = Bar | Dot | Line | Label


@dataclass(frozen=True)
class Panel:
    """One plot area; most scenes have one, small multiples several."""

    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    title: str = ""
    baseline: bool = False  # draw the line y = 0


@dataclass(frozen=True)
class LegendItem:
    """One sign of the legend, drawn in a row under the subtitle."""

    text: str
    color: str
    fill: Fill = "solid"
    symbol: Symbol | Literal["bar"] = "circle"


@dataclass(frozen=True)
class Footer:
    """What must stand in every file: where it comes from and how to get back."""

    filters: str = ""
    period: str = ""
    sources: str = ""
    as_of: str = ""
    link: str = ""

    def lines(self) -> tuple[str, ...]:
        """Return the non-empty parts, one line each."""
        parts = (self.sources, self.filters, self.period, self.as_of, self.link)
        return tuple(part for part in parts if part)


@dataclass(frozen=True)
class Scene:
    """One chart: the finding, the plot, and the table it is drawn from.

    table holds exactly the drawn rows, one row a mark where possible, with plain column names, real
    dates and numbers, and the outlets and URL behind each; it is the table twin, the CSV and the
    XLSX. alt is the sentence that a screen reader says.
    """

    key: str
    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    table: pd.DataFrame
    alt: str
    height_px: int = 420
    columns: int = 1
    left_px: int = 8  # room for tick labels of y
    legend: tuple[LegendItem, ...] = ()
    notes: tuple[str, ...] = ()
    footer: Footer = field(default_factory=Footer)


SceneBuilder = Callable[[int], Scene]
"""Builds the scene for a width in CSS pixels, so that labels never collide at any width."""


def day_number(day: date) -> float:
    """Return a date as the scene's number: days since 1970-01-01."""
    return float((day - date(1970, 1, 1)).days)


def text_width_px(text: str, size_px: float) -> float:
    """Estimate the width of text in a sans-serif face, generously, for label placement."""
    wide = sum(1.0 if char in "MWmw@%" or ord(char) > 0x2E7F else 0.6 for char in text)
    narrow = sum(0.28 for char in text if char in "iljtf.,:;'|! ()I")
    return (wide - narrow) * size_px * 1.02
