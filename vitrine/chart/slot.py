"""Where the periods of a series stand: a number for each, in the order of their last days.

Positions come from dates, never from texts, so that 2019-H1 stands before FY2019 and a missing year
leaves a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from vitrine.chart.series import YEAR_MONTHS, Point

MAX_PER_SLOT = 4


@dataclass(frozen=True)
class Slot:
    """One period with its figures; several only where reports of one period were not merged."""

    position: float
    last: date
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Row:
    """The slots of a series from left to right, and the positions of holes between them."""

    slots: tuple[Slot, ...]
    holes: tuple[float, ...] = ()

    @property
    def length(self) -> int:
        """Return how many places are needed."""
        return int(self.slots[-1].position) + 1 if self.slots else 0

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the figures in their order."""
        return tuple(point for slot in self.slots for point in slot.points)


def make_row(points: Sequence[Point], max_slots: int) -> Row:
    """Place the latest periods that fit; a run of missing periods takes one place."""
    by_end: dict[date, list[Point]] = {}
    for point in points:
        by_end.setdefault(point.last, []).append(point)
    ends = sorted(by_end)
    steps = _steps(ends, is_year=bool(points) and points[0].months >= YEAR_MONTHS)
    kept = _latest(steps, max_slots)
    ends, steps = ends[-kept:] if kept else [], steps[-kept:] if kept else []
    position = 0.0
    slots: list[Slot] = []
    holes: list[float] = []
    for index, (end, step) in enumerate(zip(ends, steps, strict=True)):
        if index:
            if step == 2:
                holes.append(position + 1)
            position += step
        best = sorted(by_end[end], key=lambda item: (-item.outlet_count, item.event_id))
        drawn = sorted(best[:MAX_PER_SLOT], key=lambda item: item.event_id)
        slots.append(Slot(position, end, tuple(drawn)))
    return Row(tuple(slots), tuple(holes))


def _steps(ends: Sequence[date], *, is_year: bool) -> list[int]:
    """Return the places from the period before: 1, or 2 when something is missing between."""
    months = [(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(ends)]
    unit = YEAR_MONTHS if is_year else min([YEAR_MONTHS, *months])
    return [1, *(2 if gap > 1.5 * unit else 1 for gap in months)][: len(ends)]


def _latest(steps: Sequence[int], max_slots: int) -> int:
    """Return how many of the latest periods fit."""
    if not steps or max_slots < 1:
        return 0
    used, kept = 1, 1
    for step in reversed(steps[1:]):
        used += step
        if used > max_slots:
            break
        kept += 1
    return kept


def make_year_row(points: Sequence[Point], first_year: int) -> Row:
    """Place full years by the calendar year in which they end, so that panels can be compared."""
    by_year: dict[int, list[Point]] = {}
    for point in points:
        if point.last.year >= first_year:
            by_year.setdefault(point.last.year, []).append(point)
    slots = []
    for year in sorted(by_year):
        best = sorted(by_year[year], key=lambda item: (-item.outlet_count, item.event_id))
        drawn = sorted(best[:MAX_PER_SLOT], key=lambda item: (item.last, item.event_id))
        slots.append(Slot(float(year - first_year), drawn[-1].last, tuple(drawn)))
    return Row(tuple(slots))
