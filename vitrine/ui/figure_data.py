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
REPORTS_PER_PERIOD = 3


def load_series(
    page: Page,
    filters: Filters | None = None,
    *,
    metric: str | None,
    is_part: bool | None,
    companies: list[str] | None = None,
    scopes: list[str] | None = None,
    row_count: int = MAX_FIGURES,
) -> tuple[Series, ...]:
    """Return the figures under the filters as series."""
    values: dict[str, object] = {
        "metric": metric,
        "is_part": is_part,
        "series_companies": companies,
        "scopes": scopes,
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
