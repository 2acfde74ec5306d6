"""Who is where: a grid of companies and metro areas from queries/presence.sql."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date

import pandas as pd

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
from vitrine.locale import Locale

ROW_PX = 28
COLUMN_PX = 118
NARROW_COLUMN_PX = 78
MAX_COMPANIES = 15
MAX_METROS = 9


def presence_of(row: pd.Series) -> str:
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
) -> Scene:
    """Draw companies x metro areas; each cell says in sign and words what the company is there."""
    table = presence_table(frame, locale)
    metros = [str(name) for name in metro_counts(frame)["metro"].drop_duplicates()]
    companies = list(dict.fromkeys(table["company"]))
    shown_companies = companies[:MAX_COMPANIES]
    left = int(max((text_width_px(name, 12) for name in shown_companies), default=0)) + 14
    left = min(left, width_px // 3)
    column_px = COLUMN_PX if width_px > 640 else NARROW_COLUMN_PX
    room = max(1, int((width_px - left - 14) / column_px))
    shown_metros = metros[: min(room, MAX_METROS)]
    kinds = {(str(row["company"]), str(row["metro"])): row for row in table.to_dict("records")}
    marks: list[Mark] = []
    for column, metro in enumerate(shown_metros):
        for index, company in enumerate(shown_companies):
            y = len(shown_companies) - index - 1
            marks += _cell(kinds.get((company, metro)), column, y, color_of(company), locale)
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
        "Companies and metro areas on {date}, with the number of stores known from news.",
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
    row: Mapping[Hashable, object] | None, x: float, y: float, color: str, locale: Locale
) -> list[Mark]:
    if row is None or row["presence_code"] == "absent":
        return [Label(x, y, "–", color=MUTED, dx_px=-30, anchor="center")]
    kind = str(row["presence_code"])
    words = str(row["presence"])
    hover = f"{row['company']}, {row['metro']}: {words}"
    dx = -20
    if kind == "present":
        mark = Dot(x - 0.25, y, color, hover=hover, size_px=12)
        number = int(str(row["stores_open"]))
        words = locale.plural("{n} open", "{n} open", number) if number else words
    elif kind == "planned":
        mark = Dot(x - 0.25, y, color, "hollow", hover=hover, size_px=12)
        words = presence_label(kind, locale)
    else:
        mark = Dot(x - 0.25, y, MUTED, symbol="cross", hover=hover, size_px=10)
        words = presence_label(kind, locale)
    return [mark, Label(x - 0.25, y, words, size_px=12, dx_px=dx + 30)]


def presence_table(frame: pd.DataFrame, locale: Locale) -> pd.DataFrame:
    """Return one row a company and metro area, the company with most stores first."""
    rows = frame.copy()
    rows["presence_code"] = [presence_of(row) for _, row in rows.iterrows()]
    rows["presence"] = [presence_label(str(kind), locale) for kind in rows["presence_code"]]
    rows["country"] = [locale.country(str(code)) for code in rows["country"]]
    rows["total"] = rows.groupby("company", observed=True)["open_count"].transform("sum")
    rows["everything"] = rows.groupby("company", observed=True)["closed_count"].transform("sum")
    rows = rows.sort_values(
        ["total", "everything", "company", "open_count", "metro"],
        ascending=[False, False, True, False, True],
        ignore_index=True,
    )
    names = {
        "company": "company",
        "metro": "metro",
        "country": "country",
        "presence": "presence",
        "open_count": "stores_open",
        "planned_count": "planned",
        "rumoured_count": "rumoured",
        "overdue_count": "overdue",
        "closed_count": "closed",
        "presence_code": "presence_code",
    }
    return rows[list(names)].rename(columns=names)


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
