"""How networks grew: stores known to be open over time, from queries/store_network.sql."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from vitrine.chart.layout import RIGHT_PX
from vitrine.chart.scene import (
    Axis,
    Footer,
    Label,
    Line,
    Mark,
    Panel,
    Scene,
    Tick,
    day_number,
    text_width_px,
)
from vitrine.locale import Locale

MAX_LINES = 6
LINE_HEIGHT_PX = 360
LABEL_GAP_PX = 15
LEFT_PX = 34
OLDEST_SHARE = 0.04  # of the changes: a store of 1990 must not squeeze the last ten years
# For lines that are no company: Okabe and Ito's colours, told apart by colour-blind readers.
METRO_COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9")


def network_scene(
    frame: pd.DataFrame,
    kind: str,
    locale: Locale,
    width_px: int,
    last: date,
    color_of: Callable[[str], str],
    footer: Footer,
) -> Scene:
    """Draw the stores known to be open over time, one step line a company or metro area."""
    table = network_table(frame[frame["kind"] == kind], kind)
    column = kind
    sizes = {
        str(name): (levels[-1], max(levels)) for name, levels in _levels(table, column).items()
    }
    names = sorted(sizes, key=lambda name: (-sizes[name][0], -sizes[name][1], name))
    drawn = names[:MAX_LINES]
    colors = {
        name: color_of(name) if kind == "company" else METRO_COLORS[index]
        for index, name in enumerate(drawn)
    }
    lines = {name: table[table[column] == name] for name in drawn}
    first = first_month([month for rows in lines.values() for month in rows["month"]], last)
    top = max((int(rows["stores_open"].max()) for rows in lines.values()), default=1)
    low, high = day_number(first), day_number(last)
    marks: list[Mark] = [
        Line(_steps(lines[name], low, high), colors[name], width_px=2.2) for name in drawn
    ]
    right = int(max((text_width_px(f"{name} 99", 12) for name in drawn), default=0)) + 12
    span = max(high - low, 1.0)
    axis_high = high + span * min(0.45, right / max(width_px - right - 50, 100))
    a_px = (axis_high - low) / max(width_px - LEFT_PX - RIGHT_PX, 100)
    marks += _end_labels(lines, high + 6 * a_px, top, colors, locale)
    title = _network_title(names, sizes[names[0]][0] if names else 0, kind, locale)
    subtitle = locale.text(
        "Number of stores known to be open, by month until {date}; known from news, not a full "
        "count. Stores whose opening date is not known count from their first report.",
        date=locale.date(last),
    )
    hidden = len(names) - len(drawn)
    note = locale.plural("{n} more in the table", "{n} more in the table", hidden)
    return Scene(
        key=f"network-{kind}",
        title=title,
        subtitle=subtitle,
        panels=(
            Panel(
                x=Axis(low, axis_high, _year_ticks(first, last, width_px), is_date=True),
                y=Axis(0, top * 1.08 + 0.4, _count_ticks(top), has_grid=True),
                marks=tuple(marks),
                baseline=True,
            ),
        ),
        table=table,
        alt=f"{title}. {subtitle}",
        height_px=LINE_HEIGHT_PX,
        left_px=LEFT_PX,
        notes=(note,) if hidden > 0 else (),
        footer=footer,
    )


def network_table(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return month, change and stores open after it, by company or metro area."""
    rows = frame.sort_values(["value", "month_date"], ignore_index=True)
    rows["stores_open"] = rows.groupby("value", observed=True, sort=False)["change"].cumsum()
    rows = rows.rename(columns={"value": kind, "month_date": "month"})
    return rows[[kind, "month", "change", "stores_open"]]


def _levels(table: pd.DataFrame, column: str) -> dict[str, list[int]]:
    """Return the numbers of stores of each network, in the order of time."""
    levels: dict[str, list[int]] = {}
    for name, count in zip(table[column].tolist(), table["stores_open"].tolist(), strict=True):
        levels.setdefault(name, []).append(count)
    return levels


def first_month(months: list[pd.Timestamp], last: date) -> date:
    """Return where time begins: at the first change, but the few oldest may lie before it."""
    if not months:
        return last
    return sorted(months)[int(len(months) * OLDEST_SHARE)].date()


def _steps(rows: pd.DataFrame, low: float, high: float) -> tuple[tuple[float, float], ...]:
    points: list[tuple[float, float]] = []
    level = 0.0
    for month, count in zip(rows["month"], rows["stores_open"], strict=True):
        x = max(day_number(month.date()), low)
        points += [(x, level), (x, float(count))]
        level = float(count)
    return (*points, (high, level))


def _end_labels(
    lines: dict[str, pd.DataFrame],
    x: float,
    top: int,
    colors: dict[str, str],
    locale: Locale,
) -> list[Mark]:
    """Return a name and number at the end of each line, pushed apart where they would touch.

    They stand aside in units of the axes and not by pixels: the browser draws those all at once.
    """
    unit_px = (LINE_HEIGHT_PX - 50) / (top * 1.08 + 0.4)
    ends = sorted((int(rows["stores_open"].iloc[-1]), name) for name, rows in lines.items())
    labels: list[Mark] = []
    lowest = -1e9
    for count, name in ends:
        wanted = count * unit_px
        y_px = max(wanted, lowest + LABEL_GAP_PX)
        lowest = y_px
        labels.append(
            Label(
                x,
                y_px / unit_px,
                f"{name} {locale.number(count)}",
                color=colors[name],
                is_bold=True,
            )
        )
    return labels


def _network_title(names: list[str], count: int, kind: str, locale: Locale) -> str:
    if not names:
        return locale.text("No store is known to be open")
    if len(names) == 1:
        return locale.plural(
            "{name}: {n} store known to be open",
            "{name}: {n} stores known to be open",
            count,
            name=names[0],
        )
    if kind == "company":
        return locale.plural(
            "{name} has the largest known network: {n} store",
            "{name} has the largest known network: {n} stores",
            count,
            name=names[0],
        )
    return locale.plural(
        "Most known stores are in {name}: {n}", "Most known stores are in {name}: {n}", count,
        name=names[0],
    )  # fmt: skip


def _year_ticks(first: date, last: date, width_px: int) -> tuple[Tick, ...]:
    years = range(first.year + 1, last.year + 1)
    step = max(1, -(-len(years) * 44 // max(width_px - 150, 100)))
    return tuple(
        Tick(day_number(date(year, 1, 1)), str(year))
        for year in years
        if (last.year - year) % step == 0
    )


def _count_ticks(top: int) -> tuple[Tick, ...]:
    step = next(step for step in _TICK_STEPS if top / step <= 5)
    return tuple(Tick(value, str(value)) for value in range(0, top + step, step))


_TICK_STEPS = tuple(base * 10**power for power in range(8) for base in (1, 2, 5))
