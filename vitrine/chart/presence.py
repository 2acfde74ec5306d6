"""Who is where: a grid of companies and metro areas from queries/presence.sql."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from vitrine.chart.layout import RIGHT_PX
from vitrine.chart.map import metro_counts
from vitrine.chart.scene import (
    GRID,
    INK,
    MUTED,
    Axis,
    Dot,
    Footer,
    Label,
    LegendItem,
    Mark,
    Panel,
    Scene,
    Tick,
    text_width_px,
)
from vitrine.chart.store import Record, store_records
from vitrine.locale import Locale

ROW_PX = 28
COLUMN_PX = 118
NARROW_COLUMN_PX = 78
MAX_COMPANIES = 15
MAX_METROS = 9


def presence_of(row: Record) -> str:
    """Return what a company is in a metro area: present, planned, left, or absent."""
    if row["open_count"] or row["temporary_count"]:
        return "present"
    if row["planned_count"] or row["rumoured_count"]:
        return "planned"
    return "left" if row["closed_count"] else "absent"


def presence_label(kind: str, locale: Locale) -> str:
    """Return the name of a kind of presence."""
    return {
        "present": locale.text("present"),
        "planned": locale.text("planned"),
        "left": locale.text("left"),
        "absent": locale.text("absent"),
    }[kind]


def presence_scene(
    frame: pd.DataFrame,
    locale: Locale,
    width_px: int,
    day: date,
    color_of: Callable[[str], str],
    footer: Footer,
    events: pd.DataFrame | None = None,
) -> Scene:
    """Draw companies x metro areas; each cell says in sign and words what the company is there.

    events are the rows of queries/presence_event.sql: the report that a click on a cell leads to.
    """
    table = presence_table(frame, locale, events)
    metros = [str(name) for name in metro_counts(frame)["metro"].drop_duplicates()]
    companies = list(dict.fromkeys(table["company"]))
    shown_companies = companies[:MAX_COMPANIES]
    left = int(max((text_width_px(name, 12) for name in shown_companies), default=0)) + 14
    left = min(left, width_px // 3)
    column_px = COLUMN_PX if width_px > 640 else NARROW_COLUMN_PX
    room = max(1, int((width_px - left - 14) / column_px))
    shown_metros = metros[: min(room, MAX_METROS)]
    kinds = {(str(row["company"]), str(row["metro"])): row for row in store_records(table)}
    a_px = max(len(shown_metros), 1) / max(width_px - left - RIGHT_PX, 1)
    marks: list[Mark] = []
    for column, metro in enumerate(shown_metros):
        for index, company in enumerate(shown_companies):
            y = len(shown_companies) - index - 1
            row = kinds.get((company, metro))
            marks += _cell(row, column, y, color_of(company), a_px, locale)
    codes = list(table["presence_code"])
    total = {kind: codes.count(kind) for kind in ("present", "left")}
    widest = _widest(table)
    title = locale.text(
        "{company} is known in most metro areas: {count}",
        company=widest[0],
        count=locale.number(widest[1]),
    )
    if len(companies) == 1 or not widest[1]:
        title = locale.text(
            "{who}: present in {present}, left {left} metro areas",
            who=locale.list(companies)
            if len(companies) <= 3
            else locale.plural("{n} company", "{n} companies", len(companies)),
            present=locale.number(total["present"]),
            left=locale.number(total["left"]),
        )
    subtitle = locale.text(
        "Companies and metro areas on {date}, the day of the newest report, with the number of "
        "stores known from news.",
        date=locale.date(day),
    )
    return Scene(
        key="presence",
        title=title,
        subtitle=subtitle,
        panels=(
            Panel(
                x=Axis(-0.5, len(shown_metros) - 0.5, _top_ticks(shown_metros, column_px)),
                y=Axis(
                    -0.6,
                    max(len(shown_companies) - 0.4, 0.6),
                    tuple(
                        Tick(len(shown_companies) - index - 1, name)
                        for index, name in enumerate(shown_companies)
                    ),
                ),
                marks=tuple(marks),
            ),
        ),
        table=table.drop(columns=["presence_code"]),
        alt=f"{title}. {subtitle}",
        height_px=max(len(shown_companies), 2) * ROW_PX + 40,
        left_px=left,
        legend=(
            LegendItem(presence_label("present", locale), INK),
            LegendItem(presence_label("planned", locale), INK, "hollow"),
            LegendItem(locale.text("left (all known stores closed)"), MUTED, symbol="cross"),
            LegendItem(locale.text("–: nothing known"), GRID, "hollow", "bar"),
        ),
        notes=_more(len(companies), len(metros), len(shown_companies), len(shown_metros), locale),
        footer=footer,
    )


def _top_ticks(names: Sequence[str], column_px: int) -> tuple[Tick, ...]:
    limit = max(6, int(column_px / 7))
    return tuple(
        Tick(index - 0.12, name if len(name) <= limit else name[: limit - 1] + "…")
        for index, name in enumerate(names)
    )


def _cell(
    row: Record | None, x: float, y: float, color: str, a_px: float, locale: Locale
) -> list[Mark]:
    """Return sign and words of one cell; a_px is a pixel in units of x.

    Words stand aside in units of x and not by pixels: the browser draws those all at once.
    """
    if row is None or row["presence_code"] == "absent":
        return [Label(x - 30 * a_px, y, "–", color=MUTED, anchor="center")]
    kind = str(row["presence_code"])
    words = str(row["presence"])
    hover = f"{row['company']}, {row['metro']}: {words}"
    event_id = str(row["event_id"])
    place = x - 0.25
    if kind == "present":
        mark = Dot(place, y, color, hover=hover, size_px=12, event_id=event_id)
        number = int(str(row["stores_open"]))
        words = locale.plural("{n} open", "{n} open", number) if number else words
    elif kind == "planned":
        mark = Dot(place, y, color, "hollow", hover=hover, size_px=12, event_id=event_id)
        words = presence_label(kind, locale)
    else:
        mark = Dot(place, y, MUTED, symbol="cross", hover=hover, size_px=10, event_id=event_id)
        words = presence_label(kind, locale)
    return [mark, Label(place + 10 * a_px, y, words, size_px=12)]


def presence_table(
    frame: pd.DataFrame, locale: Locale, events: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row a company and metro area, the company with most stores first."""
    rows = frame.copy()
    labels = {kind: presence_label(kind, locale) for kind in _KINDS}
    countries = {code: locale.country(str(code)) for code in set(rows["country"])}
    rows["presence_code"] = [presence_of(row) for row in store_records(rows)]
    rows["presence"] = [labels[kind] for kind in rows["presence_code"]]
    rows["country_code"] = rows["country"]
    rows["country"] = [countries[code] for code in rows["country"]]
    totals: dict[str, list[int]] = {}
    counts = zip(rows["company"], rows["open_count"], rows["closed_count"], strict=True)
    for company, opened, closed in counts:
        sums = totals.setdefault(company, [0, 0])
        sums[0] += opened
        sums[1] += closed
    rows["total"] = [totals[company][0] for company in rows["company"]]
    rows["everything"] = [totals[company][1] for company in rows["company"]]
    rows = _with_events(rows, events)
    rows = rows.sort_values(
        ["total", "everything", "company", "open_count", "metro"],
        ascending=[False, False, True, False, True],
        ignore_index=True,
    )
    names = {
        "event_id": "event_id",
        "company": "company",
        "metro": "metro",
        "country": "country",
        "presence": "presence",
        "open_count": "stores_open",
        "planned_count": "planned",
        "rumoured_count": "rumoured",
        "overdue_count": "overdue",
        "closed_count": "closed",
        "outlets": "outlets",
        "source_url": "source_url",
        "presence_code": "presence_code",
    }
    return rows[list(names)].rename(columns=names)


_KINDS = ("present", "planned", "left", "absent")
_EVENT_COLUMNS = ("event_id", "outlets", "source_url")


def _with_events(rows: pd.DataFrame, events: pd.DataFrame | None) -> pd.DataFrame:
    """Return the rows with the newest report of each cell, empty where none was asked for."""
    found = {
        (row["company"], row["country"], row["metro"]): row
        for row in (store_records(events) if events is not None else ())
    }
    places = zip(rows["company"], rows["country_code"], rows["metro"], strict=True)
    newest = [found.get(place, {}) for place in places]
    return rows.assign(
        **{name: [str(row.get(name, "")) for row in newest] for name in _EVENT_COLUMNS}
    )


def _widest(table: pd.DataFrame) -> tuple[str, int]:
    """Return the company present in most metro areas, and in how many."""
    present = table[table["presence_code"] == "present"]
    if present.empty:
        return "", 0
    counts = present.groupby("company", observed=True)["metro"].nunique()
    best = counts.sort_index().sort_values(ascending=False, kind="stable")
    return str(best.index[0]), int(best.iloc[0])


def _more(
    companies: int, metros: int, shown_companies: int, shown_metros: int, locale: Locale
) -> tuple[str, ...]:
    if companies <= shown_companies and metros <= shown_metros:
        return ()
    return (
        locale.text(
            "Drawn: {shown} of {all} companies, {shown_metros} of {all_metros} metro areas; "
            "the table holds all.",
            shown=locale.number(shown_companies),
            all=locale.number(companies),
            shown_metros=locale.number(shown_metros),
            all_metros=locale.number(metros),
        ),
    )
