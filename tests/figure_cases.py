"""Hand-made figures for the tests of the figures page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from vitrine.chart.revenue import Look
from vitrine.chart.scene import Bar, Footer, Label, Line, Panel, Scene
from vitrine.chart.series import Series, read_series
from vitrine.event import Period
from vitrine.locale import load_locale

EN = load_locale("en")
LOOK = Look(EN, {"Coolblue": "#0b6e99"}, Footer(sources="Sources: RetailDetail"))
MILLION = 1e6

# Year, amount in million, other amount, its kind and outlet: Coolblue in Belgium.
REFERENCE = (
    ("FY2016", 252, None),
    ("FY2017", 311, (309, "conflict", "L'Echo")),
    ("FY2018", 347, None),
    ("FY2019", 373, (370, "rounding", "DH")),
    ("FY2020", 550, (571, "restated", "Belga")),
    ("FY2021", 580, None),
    ("FY2022", 537.5, None),
    ("FY2023", 560, None),
)


def row(event_id: str, period: str, million: float, **more: object) -> dict[str, object]:
    """Return one row of queries/figure_point.sql: Coolblue's revenue in Belgium by default."""
    start_month = int(str(more.pop("fiscal_start_month", 1)))
    known = Period.parse(period, start_month)
    values: dict[str, object] = {
        "event_id": event_id,
        "company": "Coolblue",
        "metric": "revenue",
        "scope": "BE",
        "amount": million * MILLION,
        "currency": "EUR",
        "period": period,
        "period_first_date": pd.Timestamp(known.first),
        "period_last_date": pd.Timestamp(known.last),
        "period_months": known.months,
        "basis": "reported",
        "status": "done",
        "scope_note": None,
        "change_pct": float("nan"),
        "is_approx": False,
        "conflict_count": 0,
        "outlet_count": 1,
        "outlets": "RetailDetail",
        "source_url": "https://example.org/figure",
    }
    unknown = set(more) - set(values)
    assert not unknown, f"no such column: {unknown}"
    return values | more


def report(event_id: str, **more: object) -> dict[str, object]:
    """Return one row of queries/figure_report.sql."""
    values: dict[str, object] = {
        "event_id": event_id,
        "mention_id": "M1",
        "is_chosen": False,
        "amount": None,
        "currency": "EUR",
        "kind": None,
        "change_pct": float("nan"),
        "outlet": "L'Echo",
        "source_url": "https://example.org/report",
    }
    return values | more


def series_of(
    *rows: Mapping[str, object], reports: list[dict[str, object]] | None = None
) -> Series:
    """Return the only series of some rows."""
    (found,) = all_series(*rows, reports=reports)
    return found


def all_series(
    *rows: Mapping[str, object], reports: list[dict[str, object]] | None = None
) -> tuple[Series, ...]:
    """Return the series of some rows."""
    said = pd.DataFrame(reports) if reports else None
    return read_series(pd.DataFrame([dict(item) for item in rows]), said)


def reference_series() -> Series:
    """Return Coolblue's revenue in Belgium with its conflicts, in no particular order."""
    rows, reports = [], []
    for number, (period, million, other) in enumerate(REFERENCE):
        event_id = f"E{number:04d}"
        rows.append(row(event_id, period, million, outlet_count=2 if other else 1))
        if other:
            amount, kind, outlet = other
            reports.append(report(event_id, amount=amount * MILLION, kind=kind, outlet=outlet))
    rows[6] = rows[6] | {"change_pct": -4.6}
    reports.append(report("E0006", change_pct=-4.6, outlet="Gondola"))
    return series_of(*reversed(rows), reports=reports)


def yearly(amounts: Mapping[int, float], **more: object) -> Series:
    """Return a series of calendar years."""
    name = str(more.get("company", "Coolblue"))
    return series_of(
        *(row(f"E{name[:3]}{year}", f"FY{year}", value, **more) for year, value in amounts.items())
    )


def bars(scene: Scene) -> list[Bar]:
    """Return every bar of a scene."""
    return [mark for panel in scene.panels for mark in panel.marks if isinstance(mark, Bar)]


def labels(scene: Scene) -> list[str]:
    """Return every text written on a scene."""
    return [mark.text for panel in scene.panels for mark in panel.marks if isinstance(mark, Label)]


def red_lines(panel: Panel, color: str) -> list[Line]:
    """Return the lines of one colour."""
    return [mark for mark in panel.marks if isinstance(mark, Line) and mark.color == color]


def day(text: str) -> date:
    """Return an ISO date."""
    return date.fromisoformat(text)
