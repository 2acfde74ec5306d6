"""The figures of a page as series, and how its charts look."""

from __future__ import annotations

from collections.abc import Sequence

from vitrine.chart.figure_text import source_names
from vitrine.chart.revenue import Look
from vitrine.chart.series import Series, read_series
from vitrine.filters import Filters
from vitrine.rate import load_rates
from vitrine.ui.page import Page

MAX_FIGURES = 800
MAX_LISTED = 1500
REPORTS_PER_PERIOD = 3


def known_figures(page: Page) -> tuple[Series, ...] | None:
    """Return all figures under the filters as series, None when they are too many to list.

    A page that lists them all needs no further query for those of one metric.
    """
    count = int(page.query("figure_metric")["figure_count"].sum())
    if count > MAX_LISTED:
        return None
    return load_series(page, metric=None, is_part=None, row_count=MAX_LISTED)


def load_series(
    page: Page,
    filters: Filters | None = None,
    *,
    metric: str | None,
    is_part: bool | None,
    companies: Sequence[str] | None = None,
    scopes: Sequence[str] | None = None,
    row_count: int = MAX_FIGURES,
    known: tuple[Series, ...] | None = None,
) -> tuple[Series, ...]:
    """Return the figures under the filters as series; known are all of them, if they were read."""
    if known is not None and filters is None:
        return tuple(
            item
            for item in known
            if (metric is None or item.key.metric == metric)
            and (is_part is None or (0 < item.key.months < 12 if is_part else item.key.months > 11))
            and (companies is None or item.key.company in companies)
            and (scopes is None or item.key.country in scopes)
        )
    values: dict[str, object] = {
        "metric": metric,
        "is_part": is_part,
        "series_companies": None if companies is None else list(companies),
        "scopes": None if scopes is None else list(scopes),
        "reports_per_period": REPORTS_PER_PERIOD,
        "row_count": row_count,
    }
    points = page.query("figure_point", filters, **values)
    if not ((points["outlet_count"] > 1) | points["change_pct"].notna()).any():
        return read_series(points)  # one outlet each and no change stated: nothing more is said
    return read_series(points, page.query("figure_report", filters, **values))


def look_of(page: Page, series: Sequence[Series]) -> Look:
    """Return language, colours, sources and rates for the charts of these series."""
    points = [point for item in series for point in (*item.points, *item.targets)]
    is_converted = page.view.choice("convert") == "EUR"
    return Look(
        locale=page.locale,
        color_of={item.key.company: page.color_of(item.key.company) for item in series},
        footer=page.footer(source_names(points, page.locale)),
        rates=load_rates(page.settings.data_dir / "reference_rates.csv") if is_converted else None,
    )
