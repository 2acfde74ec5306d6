"""How many events of each kind, with the change against the period before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from vitrine.chart.scene import (
    ACCENT,
    MUTED,
    Axis,
    Bar,
    Footer,
    Label,
    Mark,
    Panel,
    Scene,
    Tick,
    text_width_px,
)
from vitrine.locale import Locale

ROW_PX = 30
MAX_ROWS = 10
VALUE_SPACE = 0.3  # share of the plot kept free to the right for the value


@dataclass(frozen=True)
class Period:
    """The two periods that are compared, in words."""

    now: str
    before: str


def count_scene(
    now: pd.DataFrame,
    before: pd.DataFrame,
    key: str,
    name_of: Callable[[str], str],
    title: str,
    period: Period,
    locale: Locale,
    width_px: int,
    footer: Footer,
) -> Scene:
    """Draw one bar a value, longest first; frames have columns value and event_count.

    before may be empty when there is no earlier period to compare with.
    """
    earlier = dict(zip(before["value"], before["event_count"], strict=True))
    rows = [
        (str(value), int(count), int(earlier.get(value, 0)))
        for value, count in zip(now["value"], now["event_count"], strict=True)
    ]
    shown = rows[:MAX_ROWS]
    longest = max((count for _, count, _ in shown), default=1)
    has_before = not before.empty
    marks: list[Mark] = []
    for index, (value, count, past) in enumerate(shown):
        y = len(shown) - index - 1
        change = _change(count, past, locale) if has_before else ""
        hover = f"{name_of(value)}: {locale.number(count)} {change}".strip()
        marks.append(Bar(0, count, y - 0.36, y + 0.36, ACCENT, hover=hover))
        marks.append(Label(count, y, locale.number(count), is_bold=True, dx_px=6))
        if change:
            width = text_width_px(locale.number(count), 12) + 14
            marks.append(Label(count, y, change, color=MUTED, size_px=11, dx_px=width))
    ticks = tuple(
        Tick(len(shown) - index - 1, name_of(value)) for index, (value, _, _) in enumerate(shown)
    )
    left = int(max((text_width_px(tick.text, 12) for tick in ticks), default=0)) + 12
    panel = Panel(
        x=Axis(0, longest * (1 + VALUE_SPACE)),
        y=Axis(-0.6, max(len(shown) - 0.4, 0.6), ticks),
        marks=tuple(marks),
    )
    table = pd.DataFrame(
        {
            key: [name_of(value) for value, _, _ in rows],
            "event_count": [count for _, count, _ in rows],
        }
    )
    if has_before:
        table["previous_count"] = [past for _, _, past in rows]
    subtitle = locale.text("Number of events, {period}", period=period.now)
    if has_before:
        subtitle += "; " + locale.text("change against {period}", period=period.before)
    notes: tuple[str, ...] = ()
    if len(rows) > MAX_ROWS:
        hidden = len(rows) - MAX_ROWS
        notes = (
            locale.plural("{count} more in the table", "{count} more in the table", hidden,
                          count=locale.number(hidden)),
        )  # fmt: skip
    return Scene(
        key=f"count-{key.replace('_', '-')}",
        title=title,
        subtitle=subtitle,
        panels=(panel,),
        table=table,
        alt=f"{title}. {subtitle}.",
        height_px=max(len(shown), 2) * ROW_PX + 20,
        left_px=min(left, width_px // 2),
        notes=notes,
        footer=footer,
    )


def _change(count: int, past: int, locale: Locale) -> str:
    difference = count - past
    if difference == 0:
        return "="
    sign = "+" if difference > 0 else "−"
    return f"{sign}{locale.number(abs(difference))}"
