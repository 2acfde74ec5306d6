"""One panel of upright bars: values on them, other reports as thin marks, changes under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vitrine.chart.figure_text import (
    Unit,
    change_text,
    conversion_text,
    hover_text,
    mark_texts,
    period_text,
    report_text,
    split_outlets,
    value_text,
)
from vitrine.chart.layout import TICK_SIZE_PX
from vitrine.chart.scene import (
    ALERT,
    INK,
    MUTED,
    PAPER,
    Axis,
    Bar,
    Fill,
    Label,
    Line,
    Mark,
    Panel,
    Tick,
    text_width_px,
)
from vitrine.chart.series import Point, Series
from vitrine.chart.slot import Row
from vitrine.chart.text import one_line
from vitrine.locale import Locale
from vitrine.rate import Conversion

HALF_SLOT = 0.36
MAX_HALF_PX = 58
VALUE_LINE_PX = 17
SMALL_LINE_PX = 14
SMALL_PX = 11
MAX_INSIDE = 3


@dataclass(frozen=True)
class BarStyle:
    """How bars are drawn: colour, size of the values, and whether there is room for details."""

    color: str
    value_px: float = 13
    is_detailed: bool = True
    conversions: Mapping[str, Conversion] = field(default_factory=dict)


@dataclass(frozen=True)
class Scale:
    """The values at the lower and upper end of the bars; panels that share it can be compared."""

    low: float
    high: float

    @property
    def span(self) -> float:
        """Return the distance from low to high, never zero."""
        return self.high - self.low or 1.0


def scale_of(points: Sequence[Point]) -> Scale:
    """Return the scale that holds zero, every figure and every other report of it."""
    values = [point.amount for point in points]
    values += [report.amount for point in points for report in point.rivals]
    return Scale(min([0.0, *values]), max([0.0, *values]))


def fill_of(point: Point) -> Fill:
    """Return how a bar is filled: targets hatched, estimates pale, rumours hollow."""
    if point.is_target:
        return "hatched"
    if point.status == "rumoured":
        return "hollow"
    return "solid" if point.is_firm else "pale"


def carries_text(color: str) -> bool:
    """Tell whether paper-coloured words can be read on a colour (contrast of at least 3 to 1).

    On dark paper the renderer lightens the colour and the words are dark, which reads better still.
    """
    digits = color.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(char * 2 for char in digits)
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [float(((share + 0.055) / 1.055) ** 2.4) for share in shares]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05) >= 3


@dataclass(frozen=True)
class BarPanel:
    """The drawing of one panel: what its marks need to know about each other."""

    series: Series
    row: Row
    scale: Scale
    unit: Unit
    locale: Locale
    style: BarStyle
    width_px: float
    height_px: float
    changes: Mapping[str, float]
    places: int

    @property
    def slot_px(self) -> float:
        """Return the width of one place."""
        return self.width_px / max(self.places, 1)

    @property
    def half(self) -> float:
        """Return half the width of a bar, in places."""
        return min(HALF_SLOT, MAX_HALF_PX / self.slot_px)

    def draw(self, title: str = "") -> Panel:
        """Return the panel: bars, marks of other reports, labels."""
        above, below = self._rooms()
        free_px = max(self.height_px - above - below, 20.0)
        per_px = self.scale.span / free_px
        marks: list[Mark] = []
        for slot in self.row.slots:
            width = 2 * self.half / len(slot.points)
            for index, point in enumerate(slot.points):
                x0 = slot.position - self.half + index * width
                x1 = x0 + width - (0.02 if index < len(slot.points) - 1 else 0)
                marks += self._bar(point, x0, x1, per_px, index)
        missing = self.locale.text("no figure")
        if text_width_px(missing, 10) <= self.slot_px:
            marks += [
                Label(hole, 0, missing, MUTED, 10, anchor="center", dy_px=8)
                for hole in self.row.holes
            ]
        ticks = [Tick(slot.position, self._tick(slot.points)) for slot in self.row.slots]
        ticks += [Tick(hole, "…") for hole in self.row.holes]
        return Panel(
            x=Axis(-0.5, self.places - 0.5, tuple(sorted(ticks, key=lambda tick: tick.value))),
            y=Axis(self.scale.low - below * per_px, self.scale.high + above * per_px),
            marks=tuple(marks),
            title=title,
            baseline=True,
        )

    def hover(self, point: Point) -> str:
        """Return the card of one bar."""
        return hover_text(
            self.series,
            point,
            self.unit,
            self.locale,
            computed=self.changes.get(point.event_id),
            conversion=self.style.conversions.get(point.event_id),
        )

    def _rooms(self) -> tuple[float, float]:
        """Return the pixels that labels need above the highest and below the lowest bar."""
        above, below = 8.0, 0.0
        for slot in self.row.slots:
            for index, point in enumerate(slot.points):
                stack = VALUE_LINE_PX * (index + 1) + SMALL_LINE_PX * len(self._stack(point)) + 6
                if point.amount < 0:
                    below = max(below, stack)
                else:
                    above = max(above, stack)
        return above, below

    def _bar(self, point: Point, x0: float, x1: float, per_px: float, index: int) -> list[Mark]:
        """Return one bar with everything written at it."""
        color = self.style.color
        middle = (x0 + x1) / 2
        hover = self.hover(point)
        marks: list[Mark] = [
            Bar(x0, x1, 0, point.amount, color, fill_of(point), hover, point.event_id)
        ]
        reach = (x1 - x0) * 0.34
        for width, ink in ((4.5, PAPER), (2.0, ALERT)):
            marks += [
                Line(((middle - reach, item.amount), (middle + reach, item.amount)), ink, width)
                for item in point.rivals
            ]
        inside = self._inside(point, (x1 - x0) * self.slot_px - 8, per_px)
        if inside:
            marks.append(self._inside_label(point, middle, inside))
        return [*marks, *self._labels(point, middle, index, has_inside=bool(inside))]

    def _labels(self, point: Point, x: float, index: int, *, has_inside: bool) -> list[Mark]:
        """Return the value and the small words stacked beyond the end of a bar."""
        sign = -1 if point.amount < 0 else 1
        ends = [0.0, point.amount, *(item.amount for item in point.rivals)]
        end = min(ends) if sign < 0 else max(ends)
        valign: Literal["top", "bottom"] = "top" if sign < 0 else "bottom"
        offset = 3.0 + VALUE_LINE_PX * index
        value = value_text(point, self.unit, self.locale)
        labels: list[Mark] = [
            Label(x, end, value, INK, self.style.value_px, True, "center", valign, 0, sign * offset)
        ]
        offset += VALUE_LINE_PX
        for words, ink in self._stack(point, has_inside=has_inside):
            labels.append(
                Label(x, end, words, ink, SMALL_PX, False, "center", valign, 0, sign * offset)
            )
            offset += SMALL_LINE_PX
        return labels

    def _stack(self, point: Point, *, has_inside: bool = False) -> list[tuple[str, str]]:
        """Return the small lines beyond the value that fit the place, with their colours."""
        lines = []
        if self.style.is_detailed and point.event_id in self.style.conversions:
            converted = conversion_text(self.style.conversions[point.event_id], self.locale)
            lines.append((converted, MUTED))
        if self.style.is_detailed:
            lines += [(words, MUTED) for words in mark_texts(point, self.locale)]
            if point.rivals and not has_inside:
                lines.append((self._also(point), ALERT))
        room = self.slot_px + 4
        return [line for line in lines if text_width_px(line[0], SMALL_PX) <= room]

    def _also(self, point: Point) -> str:
        values = ", ".join(self.unit.value(item.amount, self.locale) for item in point.rivals)
        return self.locale.text("also {values}", values=values)

    def _inside(self, point: Point, room_px: float, per_px: float) -> list[str]:
        """Return the other reports as lines within the bar, or nothing when they do not fit."""
        if not (self.style.is_detailed and point.rivals and fill_of(point) == "solid"):
            return []
        if not carries_text(self.style.color):
            return []
        lines = [self.locale.text("also reported:")]
        for report in point.rivals[:MAX_INSIDE]:
            texts = [
                report_text(report, self.unit, self.locale),
                report_text(report, self.unit, self.locale, with_outlet=False),
                self.unit.value(report.amount, self.locale),
            ]
            fitting = [text for text in texts if text_width_px(text, SMALL_PX) <= room_px]
            lines.append(fitting[0] if fitting else texts[-1])
        if len(point.rivals) > MAX_INSIDE:
            lines.append("…")
        lowest = min([point.amount, *(item.amount for item in point.rivals)], key=abs)
        height_px = abs(lowest) / per_px
        is_wide = all(text_width_px(line, SMALL_PX) <= room_px for line in lines)
        return lines if is_wide and height_px >= SMALL_LINE_PX * len(lines) + 16 else []

    def _inside_label(self, point: Point, x: float, lines: Sequence[str]) -> Label:
        nearest = min([point.amount, *(item.amount for item in point.rivals)], key=abs)
        return Label(
            x,
            nearest / 2,
            "\n".join(lines),
            PAPER,
            SMALL_PX,
            anchor="center",
        )

    def _tick(self, points: Sequence[Point]) -> str:
        """Return period, computed and stated change, one line each, as far as they fit."""
        room = self.slot_px - 4
        period = broken(period_text(points[0], self.locale), room)
        if not self.style.is_detailed or len(points) > 1:
            return period
        lines = [period]
        computed = self.changes.get(points[0].event_id)
        if computed is not None:
            change = change_text(computed, self.locale)
            long = self.locale.text("{change} computed", change=change)
            lines += [text for text in (long, change) if text_width_px(text, 12) <= room][:1]
        stated = stated_texts(points[0], self.locale)
        lines += [text for text in stated if text_width_px(text, 12) <= room][:1]
        return "\n".join(lines)


def broken(text: str, room_px: float) -> str:
    """Return a tick's text with a line for each word when it does not fit as one line."""
    return text.replace(" ", "\n") if text_width_px(text, TICK_SIZE_PX) > room_px else text


def slot_width_px(points: Sequence[Point], unit: Unit, locale: Locale, value_px: float) -> float:
    """Return the width that the widest value or period (broken into words) needs."""
    values = [text_width_px(value_text(point, unit, locale), value_px) * 1.08 for point in points]
    words = [word for point in points for word in period_text(point, locale).split(" ")]
    return max([0.0, *values, *(text_width_px(word, TICK_SIZE_PX) for word in words)]) + 5


def stated_texts(point: Point, locale: Locale) -> list[str]:
    """Return the change that the source of a figure states, longest wording first."""
    if not point.stated:
        return []
    item = point.stated[0]
    change = change_text(item.change_pct, locale)
    texts = [locale.text("{change} stated", change=change), f"({change})"]
    outlet = one_line(next(iter(split_outlets(item.outlet)), ""), 40)
    if outlet:
        texts.insert(0, locale.text("{change} by {outlet}", change=change, outlet=outlet))
    return texts
