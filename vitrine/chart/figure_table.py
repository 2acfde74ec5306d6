"""Figures as a table: one row each, with everything that is said about it and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from vitrine.chart.figure_text import (
    MILLION,
    basis_text,
    definition_notes,
    period_text,
    report_text,
    scope_text,
)
from vitrine.chart.growth import computed_changes
from vitrine.chart.series import Point, Series
from vitrine.locale import Locale
from vitrine.rate import EURO, Conversion

Conversions = Mapping[str, Conversion]

COLUMNS = (
    "event_id",
    "company",
    "metric",
    "scope",
    "perimeter",
    "period",
    "period_last_date",
    "amount",
    "currency",
    "basis",
    "status",
    "change_pct",
    "stated_by",
    "computed_change_pct",
    "other_amounts",
    "conflict_count",
    "outlets",
    "source_url",
)
CONVERTED = ("converted_amount", "converted_currency", "rate", "rate_date")


def figure_table(
    rows: Iterable[tuple[Series, Point]],
    locale: Locale,
    conversions: Conversions | None = None,
    changes: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Return one row for each figure, amounts in units of the currency, changes in percent.

    changes are the computed ones by event id; without them they are computed from the whole series.
    The four columns of a conversion are there only when something was converted.
    """
    given = conversions or {}
    known: dict[int, Mapping[str, float]] = {}
    records = []
    for series, point in rows:
        if changes is None and id(series) not in known:
            known[id(series)] = computed_changes(series.points)
        computed = known[id(series)] if changes is None else changes
        records.append(_record(series, point, locale, given, computed))
    columns = COLUMNS + (CONVERTED if given else ())
    table = pd.DataFrame.from_records(records, columns=list(columns))
    for name in ("amount", "change_pct", "computed_change_pct", "converted_amount", "rate"):
        if name in table.columns:
            table[name] = table[name].astype("float64")
    if "rate_date" in table.columns:
        table["rate_date"] = table["rate_date"].astype("Int64")
    table["period_last_date"] = pd.to_datetime(table["period_last_date"])
    table["conflict_count"] = table["conflict_count"].astype("int64")
    return table


def _record(
    series: Series,
    point: Point,
    locale: Locale,
    conversions: Conversions,
    computed: Mapping[str, float],
) -> dict[str, object]:
    key = series.key
    change = computed.get(point.event_id)
    conversion = conversions.get(point.event_id)
    stated = point.stated[0] if point.stated else None
    return {
        "event_id": point.event_id,
        "company": key.company,
        "metric": locale.metric(key.metric),
        "scope": scope_text(key, locale),
        "perimeter": "; ".join(definition_notes(key, locale)),
        "period": period_text(point, locale),
        "period_last_date": point.last,
        "amount": point.amount,
        "currency": key.currency,
        "basis": basis_text(point, locale),
        "status": locale.status(point.status),
        "change_pct": stated.change_pct if stated else point.change_pct,
        "stated_by": "; ".join(
            f"{locale.percent(item.change_pct, signed=True)} {item.outlet}".strip()
            for item in point.stated
        ),
        "computed_change_pct": None if change is None else round(change, 1),
        "other_amounts": "; ".join(
            report_text(report, MILLION, locale) for report in point.reports
        ),
        "conflict_count": len({report.amount for report in point.rivals}),
        "outlets": point.outlets,
        "source_url": point.source_url,
        "converted_amount": None if conversion is None else round(float(conversion.amount)),
        "converted_currency": None if conversion is None else EURO,
        "rate": None if conversion is None else float(conversion.per_euro),
        "rate_date": None if conversion is None else conversion.year,
    }


def all_rows(series: Sequence[Series]) -> list[tuple[Series, Point]]:
    """Return every figure and target with its series, series by series, by period."""
    return [
        (item, point)
        for item in series
        for point in sorted(
            (*item.points, *item.targets), key=lambda p: (p.last, p.is_target, p.event_id)
        )
    ]
