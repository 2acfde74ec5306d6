"""One panel of lying bars for a phone: a row each period, its changes and marks written beneath."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from vitrine.chart.bars import (
    SMALL_LINE_PX,
    SMALL_PX,
    BarPanel,
    fill_of,
    stated_texts,
)
from vitrine.chart.figure_text import (
    change_text,
    conversion_text,
    mark_texts,
    period_text,
    report_text,
    value_text,
)
from vitrine.chart.layout import EDGE_PX, TICK_SIZE_PX
from vitrine.chart.scene import (
    ALERT,
    INK,
    MUTED,
    PAPER,
    Axis,
    Bar,
    Label,
    Line,
    Mark,
    Panel,
    Tick,
    text_width_px,
)
from vitrine.chart.series import Point

BAR_PX = 20
GAP_PX = 10
CHAR_PX = 5.6  # of the small words, on average
MAX_NAME_PX = 64
MIN_RIGHT_SHARE = 0.55  # of the width; below it the words start at the very left


class RowPanel:
    """The drawing of one panel of lying bars; wraps what an upright panel knows.

    The unit of y is one pixel, so that each row is as high as its words need.
    """

    def __init__(self, panel: BarPanel) -> None:
        self.panel = panel
        self.points = panel.row.points
        self.names = [_two_lines(period_text(point, panel.locale)) for point in self.points]
        self.lines = [self._lines(point) for point in self.points]
        heights = [BAR_PX + GAP_PX + SMALL_LINE_PX * len(lines) for lines in self.lines]
        self.plot_px = sum(heights) or GAP_PX
        self.tops = [self.plot_px - sum(heights[:index]) for index in range(len(heights))]
        self.height_px = self.plot_px + 2 * EDGE_PX

    @property
    def right_share(self) -> float:
        """Return how much of the width lies on the right of zero."""
        return self.panel.scale.high / self.panel.scale.span

    @property
    def left_px(self) -> int:
        """Return the room that the names of the periods need."""
        words = [line for name in self.names for line in name.split("\n")]
        return int(max((text_width_px(line, TICK_SIZE_PX) for line in words), default=0)) + 12

    def draw(self, width_px: float) -> Panel:
        """Return the panel for a plot of this width; the earliest period stands on top."""
        scale = self.panel.scale
        values = [self._value_px(point) for point in self.points if point.amount >= 0]
        losses = [self._value_px(point) for point in self.points if point.amount < 0]
        right, left = max([8.0, *values]), max([0.0, *losses])
        per_px = scale.span / max(width_px - right - left, 20.0)
        low, high = scale.low - left * per_px, scale.high + right * per_px
        start = 0.0 if self.right_share >= MIN_RIGHT_SHARE else low
        marks: list[Mark] = []
        ticks = []
        for point, name, lines, top in zip(
            self.points, self.names, self.lines, self.tops, strict=True
        ):
            ticks.append(Tick(top - BAR_PX / 2, name))
            marks += self._bar(point, top - BAR_PX, top)
            if lines:
                text = "\n".join(lines)
                marks.append(
                    Label(
                        start, top - BAR_PX, text, MUTED, SMALL_PX, valign="top", dx_px=4, dy_px=-2
                    )
                )
        marks.append(Line(((0, 0), (0, self.plot_px)), INK, 1))
        return Panel(Axis(low, high), Axis(0, self.plot_px, tuple(ticks)), tuple(marks))

    def _value_px(self, point: Point) -> float:
        text = value_text(point, self.panel.unit, self.panel.locale)
        return text_width_px(text, self.panel.style.value_px) * 1.1 + 16

    def _bar(self, point: Point, bottom: float, top: float) -> list[Mark]:
        panel = self.panel
        hover = panel.hover(point)
        color = panel.style.color
        marks: list[Mark] = [
            Bar(
                min(0, point.amount),
                max(0, point.amount),
                bottom,
                top,
                color,
                fill_of(point),
                hover,
                point.event_id,
            )
        ]
        inset = (top - bottom) * 0.12
        for width, ink in ((4.5, PAPER), (2.0, ALERT)):
            marks += [
                Line(((item.amount, bottom + inset), (item.amount, top - inset)), ink, width)
                for item in point.rivals
            ]
        ends = [0.0, point.amount, *(item.amount for item in point.rivals)]
        is_loss = point.amount < 0
        marks.append(
            Label(
                min(ends) if is_loss else max(ends),
                (bottom + top) / 2,
                value_text(point, panel.unit, panel.locale),
                INK,
                panel.style.value_px,
                True,
                "right" if is_loss else "left",
                dx_px=-6 if is_loss else 6,
            )
        )
        return marks

    def _lines(self, point: Point) -> list[str]:
        """Return everything that is said about a figure, wrapped to the width."""
        panel, locale = self.panel, self.panel.locale
        parts = mark_texts(point, locale)
        if point.event_id in panel.style.conversions:
            parts.append(conversion_text(panel.style.conversions[point.event_id], locale))
        computed = panel.changes.get(point.event_id)
        if computed is not None:
            change = change_text(computed, locale)
            parts.append(locale.text("{change} computed", change=change))
        parts += stated_texts(point, locale)[:1]
        if point.rivals:
            also = ", ".join(report_text(item, panel.unit, locale) for item in point.rivals)
            parts.append(locale.text("also {values}", values=also))
        share = self.right_share if self.right_share >= MIN_RIGHT_SHARE else 1.0
        return _wrap(parts, (panel.width_px - self.left_px) * share)


def _two_lines(text: str) -> str:
    """Return a long name of a period with its year on a second line."""
    is_long = text_width_px(text, TICK_SIZE_PX) > MAX_NAME_PX and " " in text
    return "\n".join(text.rsplit(" ", 1)) if is_long else text


def _wrap(parts: Sequence[str], width_px: float) -> list[str]:
    columns = max(int(width_px / CHAR_PX), 10)
    return textwrap.wrap(" · ".join(parts), columns, max_lines=3, placeholder=" …")
