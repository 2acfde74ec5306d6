"""Draws openings and closings by year, one small panel a company, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from vitrine.chart.layout import COLUMN_GAP_PX, PANEL_TITLE_PX, RIGHT_PX
from vitrine.chart.scene import (
    MUTED,
    Axis,
    Bar,
    Fill,
    Footer,
    Label,
    LegendItem,
    Mark,
    Panel,
    Scene,
    Tick,
)
from vitrine.chart.text import one_line
from vitrine.locale import Locale

NARROW_PX = 600
YEAR_PANEL_PX = 200
MAX_YEARS, LEAST_YEARS = 15, 8
HALF_BAR, MAX_HALF_PX = 0.36, 22
OPENING, CLOSING = "store_opening", "store_closing"


def year_scene(
    frame: pd.DataFrame,
    companies: Sequence[str],
    colors: Mapping[str, str],
    locale: Locale,
    width_px: int,
    footer: Footer,
) -> Scene:
    """Draw openings upwards and closings downwards by year; frame has the rows of company_year."""
    is_narrow = width_px < NARROW_PX
    columns = 1 if is_narrow else max(1, len(companies))
    first, last = _span(frame)
    frame = frame[frame["year"] >= first].reset_index(drop=True)
    top, bottom = (_most(frame, kind) for kind in (OPENING, CLOSING))
    panel_px = (width_px - COLUMN_GAP_PX * (columns - 1)) / columns - 8 - RIGHT_PX
    half = min(HALF_BAR, MAX_HALF_PX * (last - first + 1.2) / panel_px)
    panels = tuple(
        Panel(
            x=Axis(first - 0.6, last + 0.6, _year_ticks(first, last, panel_px)),
            y=Axis(-bottom * 1.1 - 0.8, top * 1.1 + 0.8),
            marks=_year_marks(frame, company, colors.get(company, MUTED), locale, half),
            title=one_line(company, 40) if len(companies) > 1 else "",
            baseline=True,
        )
        for company in companies
    )
    title = _year_title(frame, companies, locale)
    subtitle = locale.text(
        "Single stores reported as opened (up) and closed (down) by year; openings and closings "
        "that no article reported are missing"
    )
    rows = -(-len(companies) // columns)
    return Scene(
        key="company-years",
        title=title,
        subtitle=subtitle,
        panels=panels,
        table=_year_table(frame, locale),
        alt=f"{title}. {subtitle}.",
        height_px=rows * (YEAR_PANEL_PX + (PANEL_TITLE_PX if len(companies) > 1 else 0)),
        columns=columns,
        legend=(
            LegendItem(locale.text("opened"), MUTED, "solid", "bar"),
            LegendItem(locale.text("closed"), MUTED, "hatched", "bar"),
        ),
        notes=(locale.text("A bar leads to the newest event that it counts"),),
        footer=footer,
    )


def _most(frame: pd.DataFrame, kind: str) -> int:
    counts = frame.loc[frame["event_type"] == kind, "event_count"]
    return int(counts.max()) if len(counts) else 0


def _year_table(frame: pd.DataFrame, locale: Locale) -> pd.DataFrame:
    table = frame[["event_id", "company", "year", "event_type", "event_count"]].copy()
    table["event_type"] = [locale.event_type(str(kind)) for kind in frame["event_type"]]
    table["outlets"] = frame["outlets"]
    table["source_url"] = frame["source_url"]
    return table


def _year_marks(
    frame: pd.DataFrame, company: str, color: str, locale: Locale, half: float
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    rows = frame[frame["company"] == company]
    for row in rows.to_dict("records"):
        year, count = int(row["year"]), int(row["event_count"])
        is_opening = row["event_type"] == OPENING
        number = locale.number(count)
        name = locale.text("opened") if is_opening else locale.text("closed")
        hover = f"{company}, {year}: {number} {name}\n{row['outlets']}"
        end = count if is_opening else -count
        fill: Fill = "solid" if is_opening else "hatched"
        marks.append(
            Bar(year - half, year + half, 0, end, color, fill, hover, str(row["event_id"]))
        )
        marks.append(
            Label(
                year,
                end,
                number,
                size_px=11,
                anchor="center",
                valign="bottom" if is_opening else "top",
                dy_px=2 if is_opening else -2,
            )
        )
    return tuple(marks)


def _year_ticks(first: int, last: int, width_px: float) -> tuple[Tick, ...]:
    step = max(1, -(-(last - first + 1) * 42 // max(int(width_px), 42)))
    return tuple(Tick(year, str(year)) for year in range(last, first - 1, -step))


def _span(frame: pd.DataFrame) -> tuple[int, int]:
    """Return first and last year: at least eight, so that a few bars do not fill the plot."""
    last = int(frame["year"].max())
    first = max(int(frame["year"].min()), last - MAX_YEARS + 1)
    return min(first, last - LEAST_YEARS + 1), last


def _year_title(frame: pd.DataFrame, companies: Sequence[str], locale: Locale) -> str:
    totals = frame.groupby(["company", "event_type"])["event_count"].sum()
    parts = []
    for company in companies:
        opened = int(totals.get((company, OPENING), 0))
        closed = int(totals.get((company, CLOSING), 0))
        counts = [f"+{locale.number(opened)}"] if opened else []
        counts += [f"−{locale.number(closed)}"] if closed else []
        parts.append(f"{one_line(company, 40)} {' '.join(counts)}")
    years = f"{int(frame['year'].min())}–{int(frame['year'].max())}"
    return locale.text(
        "Stores reported opened (+) and closed (−), {years}: {parts}",
        years=years,
        parts=", ".join(parts),
    )
