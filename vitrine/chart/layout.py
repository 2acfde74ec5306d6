"""Where the panels of a scene stand, in CSS pixels, the same on screen and in pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vitrine.chart.scene import Axis, Scene, Tick, day_number, text_width_px

RIGHT_PX = 14  # half of the last tick's text stands right of the plot
COLUMN_GAP_PX = 20
PANEL_TITLE_PX = 26
EDGE_PX = 8
TICK_LINE_PX = 15
TICK_SIZE_PX = 12
DATE_TICK_PX = 72
FACE_SHARE = 0.86  # of the generous estimate is what our face takes


@dataclass(frozen=True)
class Box:
    """A rectangle of the drawing; top is counted from its upper edge."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge, counted from the top."""
        return self.top + self.height


def panel_boxes(scene: Scene, width_px: float, height_px: float | None = None) -> list[Box]:
    """Return the plot area of each panel, row by row; ticks and titles stand outside of it."""
    columns = max(1, min(scene.columns, len(scene.panels)))
    rows = max(1, -(-len(scene.panels) // columns))
    total_height = scene.height_px if height_px is None else height_px
    above = PANEL_TITLE_PX if any(panel.title for panel in scene.panels) else EDGE_PX
    below = _tick_row_px(scene)
    cell_width = (width_px - COLUMN_GAP_PX * (columns - 1)) / columns
    cell_height = total_height / rows
    return [
        Box(
            left=(index % columns) * (cell_width + COLUMN_GAP_PX) + scene.left_px,
            top=(index // columns) * cell_height + above,
            width=max(1.0, cell_width - scene.left_px - RIGHT_PX),
            height=max(1.0, cell_height - above - below),
        )
        for index in range(len(scene.panels))
    ]


def _tick_row_px(scene: Scene) -> int:
    lines = 0
    for panel in scene.panels:
        lines = max([lines, *(tick.text.count("\n") + 1 for tick in panel.x.ticks)])
        if panel.x.is_date:
            lines = max(lines, 1)
    return 12 + TICK_LINE_PX * lines if lines else EDGE_PX


def readable_ticks(axis: Axis, width_px: float) -> tuple[Tick, ...]:
    """Return the ticks of a horizontal axis without those whose text would run into another.

    The first and every next one that has room stay; the rest are left out.
    """
    span = axis.high - axis.low
    kept: list[Tick] = []
    end = float("-inf")
    for tick in sorted(axis.ticks, key=lambda item: item.value):
        middle = (tick.value - axis.low) / span * width_px if span else 0.0
        widths = (text_width_px(line, TICK_SIZE_PX) for line in tick.text.split("\n"))
        half = max(widths) * FACE_SHARE / 2
        if middle - half >= end:
            kept.append(tick)
            end = middle + half + 3
    return tuple(kept)


def date_ticks(axis: Axis, width_px: float) -> tuple[Tick, ...]:
    """Return ticks for a date axis that has none: years, quarters' months or days that fit.

    The text is a number in every language: 2018, 2018-07, 2018-07-15.
    """
    room = max(2, int(width_px // DATE_TICK_PX))
    low, high = _day(axis.low), _day(axis.high)
    months = (high.year - low.year) * 12 + high.month - low.month + 1
    for step in (1, 3, 6, 12, 24, 60, 120, 240, 600):
        if months <= step * room:
            return _month_ticks(low, high, step) if months > 2 else _week_ticks(low, high, room)
    return ()


def _month_ticks(low: date, high: date, step: int) -> tuple[Tick, ...]:
    ticks = []
    start = low.year * 12 // step * step
    for month in range(start, high.year * 12 + high.month, step):
        day = date(month // 12, month % 12 + 1, 1)
        if low <= day <= high:
            ticks.append(Tick(day_number(day), f"{day:%Y}" if step >= 12 else f"{day:%Y-%m}"))
    return tuple(ticks)


def _week_ticks(low: date, high: date, room: int) -> tuple[Tick, ...]:
    step = max(1, -(-((high - low).days + 1) // room))
    days = range(0, (high - low).days + 1, step)
    return tuple(
        Tick(day_number(low + timedelta(days=offset)), (low + timedelta(days=offset)).isoformat())
        for offset in days
    )


def _day(number: float) -> date:
    return date(1970, 1, 1) + timedelta(days=int(number))
