"""Draws a company's shops by town, its openings by year, and who is active in a country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from vitrine.chart.layout import COLUMN_GAP_PX, RIGHT_PX
from vitrine.chart.promise_text import fit
from vitrine.chart.scene import (
    MUTED,
    Axis,
    Bar,
    Dot,
    Fill,
    Footer,
    Label,
    LegendItem,
    Mark,
    Panel,
    Scene,
    Tick,
    text_width_px,
)
from vitrine.chart.store import (
    CLOSED_STATES,
    OPEN_STATES,
    SIGNS,
    hover_text,
    state_label,
    store_records,
)
from vitrine.chart.text import one_line
from vitrine.locale import Locale

NARROW_PX = 600
TEXT_PX = 12
NARROW_NAME_PX = 150
ROW_PX = 28
PLANNED_STATES = ("planned", "rumoured")
SIGN_STEP_PX = 17
MAX_SIGNS = 30
ONE_COLUMN_ROWS = 5


def city_scene(
    frame: pd.DataFrame,
    subject: str,
    color: str,
    at: date,
    locale: Locale,
    width_px: int,
    footer: Footer,
) -> Scene:
    """Draw one row a metro area and one sign a shop; frame has the rows of company_store.sql."""
    is_narrow = width_px < NARROW_PX
    areas = [area for _, area in frame.groupby("area_rank", sort=True)]
    with_country = frame["country"].nunique() > 1
    rows = [
        _Area(
            _area_name(area, with_country, is_narrow, locale),
            count_text(area["state"], locale),
            area,
        )
        for area in areas
    ]
    columns, left_px = _city_columns(rows, width_px)
    plot_px = (width_px - COLUMN_GAP_PX * (columns - 1)) / columns - left_px - RIGHT_PX
    per_column = -(-len(rows) // columns)
    panels = tuple(
        _city_panel(rows[start : start + per_column], per_column, left_px, plot_px, color, locale)
        for start in range(0, len(rows), per_column)
    )
    title = _city_title(frame, subject, locale)
    subtitle = locale.text(
        "One sign a store, by metro area, as far as reported; state on {date}, the day of the "
        "newest report. A store that nobody reported is missing",
        date=locale.date(at),
    )
    return Scene(
        key="company-stores",
        title=title,
        subtitle=subtitle,
        panels=panels,
        table=_store_table(frame, locale),
        alt=f"{title}. {subtitle}.",
        height_px=per_column * ROW_PX + 20,
        columns=columns,
        left_px=left_px,
        legend=_state_legend(frame, color, locale),
        notes=_area_notes(frame, len(areas), locale),
        footer=footer,
    )


@dataclass(frozen=True)
class _Area:
    """One metro area: its name, its counts in words, its shops."""

    name: str
    counts: str
    shops: pd.DataFrame

    def label(self, sign_count: int, locale: Locale) -> str:
        """Return the counts, with the shops for which there is no room."""
        hidden = int(self.shops["area_store_count"].iloc[0]) - min(sign_count, len(self.shops))
        return f"+{locale.number(hidden)} · {self.counts}" if hidden > 0 else self.counts


def _city_columns(rows: Sequence[_Area], width_px: int) -> tuple[int, int]:
    """Return in how many columns the areas stand side by side, and the room for their names.

    Apart from phones the columns do not depend on the width: a picture that is built anew for
    another width keeps its height.
    """
    left = int(min(max(text_width_px(row.name, TEXT_PX) for row in rows) + 16, 230))
    if width_px < NARROW_PX:
        return 1, min(left, NARROW_NAME_PX)
    return (1 if len(rows) <= ONE_COLUMN_ROWS else 2), left


def _city_panel(
    rows: Sequence[_Area],
    row_count: int,
    left_px: int,
    plot_px: float,
    color: str,
    locale: Locale,
) -> Panel:
    """Return one column of areas; all columns have row_count rows, so that they line up."""
    marks: list[Mark] = []
    ticks = []
    for index, row in enumerate(rows):
        y = float(row_count - index - 1)
        room = max(plot_px - text_width_px(row.counts, TEXT_PX) - 30, plot_px / 2)
        signs = max(1, min(MAX_SIGNS, int(room // SIGN_STEP_PX)))
        marks += _shop_signs(row.shops.head(signs), y, color, locale)
        x = (min(signs, len(row.shops)) + 0.3) * SIGN_STEP_PX
        counts = fit(row.label(signs, locale), plot_px - x - 6, TEXT_PX)
        marks.append(Label(x, y, counts, MUTED, TEXT_PX))
        ticks.append(Tick(y, fit(row.name, left_px - 12, TEXT_PX)))
    return Panel(
        x=Axis(-4, plot_px - 4),
        y=Axis(-0.5, max(row_count - 0.5, 0.5), tuple(ticks)),
        marks=tuple(marks),
    )


def count_text(states: pd.Series[str], locale: Locale) -> str:
    """Return how many shops are in which state: 2 open, 1 closed."""
    opened, planned, overdue, temporary, closed = (
        int(states.isin(group).sum())
        for group in (OPEN_STATES, PLANNED_STATES, ("overdue",), ("temporary",), CLOSED_STATES)
    )
    parts = [
        (opened, locale.plural("{n} open", "{n} open", opened)),
        (planned, locale.plural("{n} planned", "{n} planned", planned)),
        (overdue, locale.plural("{n} overdue", "{n} overdue", overdue)),
        (temporary, locale.plural("{n} temporary", "{n} temporary", temporary)),
        (closed, locale.plural("{n} closed", "{n} closed", closed)),
    ]
    return ", ".join(text for count, text in parts if count)


def _area_name(area: pd.DataFrame, with_country: bool, is_narrow: bool, locale: Locale) -> str:
    first = area.iloc[0]
    name, code = one_line(str(first["metro"]), 60), str(first["country"])
    if not with_country:
        return name
    return f"{name} ({code})" if is_narrow else f"{name}, {locale.country(code)}"


def _shop_signs(area: pd.DataFrame, y: float, color: str, locale: Locale) -> list[Mark]:
    marks: list[Mark] = []
    for index, shop in enumerate(store_records(area)):
        sign = SIGNS[str(shop["state"])]
        marks.append(
            Dot(
                (index + 0.5) * SIGN_STEP_PX,
                y,
                sign.color(color),
                sign.fill,
                sign.symbol,
                13,
                hover_text(shop, locale),
                str(shop["event_id"]),
            )
        )
    return marks


def _city_title(frame: pd.DataFrame, subject: str, locale: Locale) -> str:
    if frame.empty:
        return locale.text("{subject}: no single store is known", subject=subject)
    first = frame.iloc[0]
    opened = int(first["open_total"])
    parts = [locale.plural("{n} store known open", "{n} stores known open", opened)]
    planned, left = int(first["planned_total"]), int(first["left_total"])
    if planned:
        parts.append(locale.plural("{n} planned", "{n} planned", planned))
    if left:
        parts.append(locale.plural("{n} closed", "{n} closed", left))
    return locale.text("{subject}: {counts}", subject=subject, counts=locale.list(parts))


def _state_legend(frame: pd.DataFrame, color: str, locale: Locale) -> tuple[LegendItem, ...]:
    present = set(frame["state"])
    return tuple(
        LegendItem(state_label(state, locale), sign.color(color), sign.fill, sign.symbol)
        for state, sign in SIGNS.items()
        if state in present
    )


def _area_notes(frame: pd.DataFrame, shown: int, locale: Locale) -> tuple[str, ...]:
    hidden = int(frame["area_total"].iloc[0]) - shown if len(frame) else 0
    if hidden <= 0:
        return ()
    return (
        locale.plural("{n} more metro area with fewer stores", "{n} more metro areas with fewer "
                      "stores", hidden),
    )  # fmt: skip


def _store_table(frame: pd.DataFrame, locale: Locale) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "event_id": frame["event_id"],
            "company": frame["company"],
            "country": [locale.country(str(code)) for code in frame["country"]],
            "metro": frame["metro"],
            "city": frame["city"],
            "address": frame["address"],
            "state": [state_label(str(state), locale) for state in frame["state"]],
            "from_date": frame["from_date"],
            "outlets": frame["outlets"],
            "source_url": frame["source_url"],
        }
    )


def active_scene(
    frame: pd.DataFrame,
    where: str,
    colors: Mapping[str, str],
    at: date,
    locale: Locale,
    width_px: int,
    footer: Footer,
) -> Scene:
    """Draw one row a company: shops known open and planned to the right, closed to the left."""
    is_narrow = width_px < NARROW_PX
    rows = frame.to_dict("records")
    names = [one_line(str(row["company"]), 40) for row in rows]
    left_px = int(min(max(text_width_px(name, TEXT_PX) for name in names) + 14, width_px * 0.36))
    right = max([1, *(int(row["open_count"]) + int(row["planned_count"]) for row in rows)])
    left = max([0, *(int(row["left_count"]) for row in rows)])
    plot_px = width_px - left_px - RIGHT_PX
    text_px = plot_px * (0.5 if is_narrow else 0.34)
    per_px = (right + left) / max(plot_px - text_px, 40)
    marks: list[Mark] = []
    for index, row in enumerate(rows):
        y = float(len(rows) - index - 1)
        color = colors.get(str(row["company"]), MUTED)
        marks += _active_marks(row, y, color, locale, text_px, 6 * per_px, is_narrow)
    total = int(frame["company_total"].iloc[0])
    title = locale.plural(
        "{where}: {n} company in the news, {company} with most stores known open ({count})",
        "{where}: {n} companies in the news, {company} with most stores known open ({count})",
        total,
        where=where,
        company=names[0],
        count=locale.number(int(rows[0]["open_count"])),
    )
    subtitle = locale.text(
        "Stores as far as reported, state on {date}, the day of the newest report; events are all "
        "reports under the filters. A store that nobody reported is missing",
        date=locale.date(at),
    )
    ticks = tuple(
        Tick(len(rows) - index - 1, fit(name, left_px - 10, TEXT_PX))
        for index, name in enumerate(names)
    )
    hidden = total - len(rows)
    notes = (locale.plural("{n} more company", "{n} more companies", hidden),) if hidden > 0 else ()
    return Scene(
        key="companies-active",
        title=title,
        subtitle=subtitle,
        panels=(
            Panel(
                x=Axis(-left - 2 * per_px, right + text_px * per_px),
                y=Axis(-0.5, len(rows) - 0.5, ticks),
                marks=tuple(marks),
            ),
        ),
        table=frame.drop(columns=["company_total"]),
        alt=f"{title}. {subtitle}.",
        height_px=len(rows) * ROW_PX + 20,
        left_px=left_px,
        legend=(
            LegendItem(locale.text("open"), MUTED, "solid", "bar"),
            LegendItem(locale.text("planned"), MUTED, "hollow", "bar"),
            LegendItem(locale.text("closed"), MUTED, "hatched", "bar"),
        ),
        notes=notes,
        footer=footer,
    )


def _active_marks(
    row: Mapping[object, object],
    y: float,
    color: str,
    locale: Locale,
    room_px: float,
    gap: float,
    is_narrow: bool,
) -> list[Mark]:
    opened, planned, left, events = (
        int(str(row[name])) for name in ("open_count", "planned_count", "left_count", "event_count")
    )
    text = locale.plural("{count} event", "{count} events", events, count=locale.number(events))
    parts = (
        (opened, locale.plural("{n} open", "{n} open", opened)),
        (planned, locale.plural("{n} planned", "{n} planned", planned)),
        (left, locale.plural("{n} closed", "{n} closed", left)),
    )
    counts = [words for count, words in parts if count]
    if counts and not is_narrow:
        text = f"{', '.join(counts)} · {text}"
    hover = f"{row['company']}: {', '.join([*counts, text])}\n{row['outlets']}"
    event_id = str(row["event_id"])
    marks: list[Mark] = []
    spans: tuple[tuple[float, float, Fill], ...] = (
        (0, opened, "solid"),
        (opened, opened + planned, "hollow"),
        (-left, 0, "hatched"),
    )
    for start, end, fill in spans:
        if end > start:
            marks.append(Bar(start, end, y - 0.34, y + 0.34, color, fill, hover, event_id))
    shown = fit(text, room_px - 12, TEXT_PX)
    marks.append(Label(opened + planned + gap, y, shown, MUTED, TEXT_PX))
    return marks
