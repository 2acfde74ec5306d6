"""Figures as series that may share an axis: one company, metric, scope, currency and perimeter.

Two figures that differ in any part of SeriesKey (full years and parts of years differ, too) are
never drawn on one axis as if they were alike; targets are kept apart from what was reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from vitrine.event import last_day_of_month

YEAR_MONTHS = 12
MAX_AMOUNT = 1e18  # more than any snapshot can hold

Record = Mapping[str, object]


@dataclass(frozen=True, order=True)
class SeriesKey:
    """What all figures of a series share; country is empty for the whole group."""

    company: str
    metric: str
    country: str
    currency: str
    scope_note: str = ""
    is_adjusted: bool = False
    months: int = YEAR_MONTHS

    @property
    def is_year(self) -> bool:
        """Tell whether the figures are of full years."""
        return self.months >= YEAR_MONTHS


@dataclass(frozen=True)
class Report:
    """Another amount that an outlet gives for the same figure.

    kind is rounding, preliminary, restated or conflict.
    """

    amount: float
    kind: str
    outlet: str
    source_url: str = ""


@dataclass(frozen=True)
class Stated:
    """A change against the year before, in percent, as an outlet states it."""

    change_pct: float
    outlet: str


@dataclass(frozen=True)
class Point:
    """One figure; amount in units of its currency, first and last the days that it covers."""

    event_id: str
    amount: float
    period: str
    first: date
    last: date
    basis: str = "reported"
    status: str = "done"
    is_approx: bool = False
    change_pct: float | None = None
    reports: tuple[Report, ...] = ()
    stated: tuple[Stated, ...] = ()
    outlets: str = ""
    source_url: str = ""
    outlet_count: int = 1

    @property
    def months(self) -> int:
        """Return how many months the period touches."""
        years = self.last.year - self.first.year
        return years * YEAR_MONTHS + self.last.month - self.first.month + 1

    @property
    def is_target(self) -> bool:
        """Tell whether this is an aim rather than a result."""
        return self.basis == "target" or self.status == "planned"

    @property
    def is_firm(self) -> bool:
        """Tell whether the figure is neither an estimate nor a rumour."""
        is_estimate = self.status == "announced" and self.basis != "restated"
        return not is_estimate and self.basis != "preliminary" and self.status != "rumoured"

    @property
    def rivals(self) -> tuple[Report, ...]:
        """Return the other amounts that are no mere roundings of this one."""
        return tuple(item for item in self.reports if item.kind != "rounding")


@dataclass(frozen=True)
class Series:
    """Comparable figures in the order of their periods' ends; targets stand apart."""

    key: SeriesKey
    points: tuple[Point, ...] = ()
    targets: tuple[Point, ...] = ()

    def without_targets(self) -> Series:
        """Return the reported figures alone."""
        return replace(self, targets=())


def read_series(points: pd.DataFrame, reports: pd.DataFrame | None = None) -> tuple[Series, ...]:
    """Sort the rows of queries/figure_point.sql, with those of figure_report.sql, into series.

    Rows without a usable amount, currency or period are left out. The longest series come first.
    """
    said = _reports_by_event(reports)
    found: dict[SeriesKey, list[Point]] = {}
    for record in points.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        key, point = _read_row(row, said.get(_text(row, "event_id"), []))
        if point is not None:
            found.setdefault(key, []).append(point)
    series = [_make_series(key, items) for key, items in found.items()]
    return tuple(sorted(series, key=_order))


def _make_series(key: SeriesKey, points: Iterable[Point]) -> Series:
    ordered = sorted(points, key=lambda item: (item.last, item.first, item.event_id))
    return Series(
        key=key,
        points=tuple(item for item in ordered if not item.is_target),
        targets=tuple(item for item in ordered if item.is_target),
    )


def _order(series: Series) -> tuple[int, bool, bool, int, SeriesKey]:
    """Sort by length, then the plain series (reported, whole perimeter, long periods) first."""
    key = series.key
    return (-len(series.points), key.is_adjusted, bool(key.scope_note), -key.months, key)


def _read_row(row: Record, said: list[Record]) -> tuple[SeriesKey, Point | None]:
    first, last = _day(row, "period_first_date"), _day(row, "period_last_date")
    amount = _number(row, "amount")
    basis = _text(row, "basis") or "reported"
    key = SeriesKey(
        company=_text(row, "company"),
        metric=_text(row, "metric"),
        country=_text(row, "scope"),
        currency=_text(row, "currency"),
        scope_note=_text(row, "scope_note"),
        is_adjusted=basis == "adjusted",
        months=int(_number(row, "period_months") or 0),
    )
    if amount is None or first is None or last is None or first > last or not key.currency:
        return key, None
    point = Point(
        event_id=_text(row, "event_id"),
        amount=amount,
        period=_text(row, "period"),
        first=first,
        last=last,
        basis=basis,
        status=_text(row, "status") or "done",
        is_approx=_is_true(row.get("is_approx")),
        change_pct=_number(row, "change_pct"),
        reports=_other_amounts(said, key.currency),
        stated=_stated_changes(said, _number(row, "change_pct")),
        outlets=_text(row, "outlets"),
        source_url=_text(row, "source_url"),
        outlet_count=int(_number(row, "outlet_count") or 1),
    )
    return key, point


def _reports_by_event(reports: pd.DataFrame | None) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    if reports is not None:
        for record in reports.to_dict("records"):
            row = {str(name): value for name, value in record.items()}
            found.setdefault(_text(row, "event_id"), []).append(row)
    return found


def _other_amounts(said: Iterable[Record], currency: str) -> tuple[Report, ...]:
    """Return each other amount once, with all outlets that give it, smallest first."""
    outlets: dict[tuple[float, str], list[str]] = {}
    urls: dict[tuple[float, str], str] = {}
    for row in said:
        amount, kind = _number(row, "amount"), _text(row, "kind")
        if amount is None or not kind or _text(row, "currency") != currency:
            continue
        names = outlets.setdefault((amount, kind), [])
        if _text(row, "outlet") not in names:
            names.append(_text(row, "outlet"))
        urls.setdefault((amount, kind), _text(row, "source_url"))
    return tuple(
        Report(amount, kind, ", ".join(names), urls[amount, kind])
        for (amount, kind), names in sorted(outlets.items())
    )


def _stated_changes(said: Iterable[Record], shown: float | None) -> tuple[Stated, ...]:
    """Return each stated change once with its outlets, the one of the shown figure first."""
    outlets: dict[float, list[str]] = {} if shown is None else {shown: []}
    for row in said:
        change = _number(row, "change_pct")
        if change is not None:
            names = outlets.setdefault(change, [])
            if _text(row, "outlet") not in names:
                names.append(_text(row, "outlet"))
    return tuple(Stated(change, ", ".join(names)) for change, names in outlets.items())


def year_before(day: date) -> date:
    """Return the end of the same period one year earlier."""
    return last_day_of_month(day.year - 1, day.month) if day.year > 1 else day


def primary_points(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return one figure for each period: firm before estimate, more outlets, then the lower id."""
    best: dict[tuple[date, date], Point] = {}
    for point in points:
        slot = (point.first, point.last)
        if slot not in best or _trust(point) < _trust(best[slot]):
            best[slot] = point
    return tuple(sorted(best.values(), key=lambda item: (item.last, item.first)))


def _trust(point: Point) -> tuple[bool, bool, int, str]:
    return not point.is_firm, point.basis == "restated", -point.outlet_count, point.event_id


def _text(row: Record, name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""


def _number(row: Record, name: str) -> float | None:
    try:
        value = float(str(row.get(name)))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= MAX_AMOUNT else None


def _day(row: Record, name: str) -> date | None:
    value = row.get(name)
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, date) else None


def _is_true(value: object) -> bool:
    return str(value).lower() in ("true", "1", "1.0")
