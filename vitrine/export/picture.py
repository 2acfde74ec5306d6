"""Draws a scene or a map as PNG or SVG of an exact size, without a browser and without a network.

The picture is always light and holds everything that must survive a copy into a slide: finding,
unit, signs, notes, sources, filters, period, date of the data and the link that reopens the view.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from vitrine.chart.layout import (
    RIGHT_PX,
    TICK_SIZE_PX,
    Box,
    date_ticks,
    panel_boxes,
    readable_ticks,
)
from vitrine.chart.scene import (
    Axis,
    Bar,
    Dot,
    Label,
    Line,
    Panel,
    Scene,
    SceneBuilder,
    Tick,
)
from vitrine.chart.text import printable
from vitrine.chart.theme import LIGHT
from vitrine.export.face import fit, text_width
from vitrine.export.map_picture import map_picture
from vitrine.export.paper import MEASURES, Format, PictureSize, Sheet, make_sheet, plot_size
from vitrine.export.sign import Sign, draw_block, draw_signs

__all__ = ["Format", "PictureSize", "map_picture", "picture", "picture_of"]

MAX_STRETCH = 2.0  # a flat scene on a high sheet is not blown up further
ROUNDS = 3
TEXT_SCALE = 1.08  # scenes keep more room for text than this face takes


def picture_of(builder: SceneBuilder, size: PictureSize | str, format: Format) -> bytes:
    """Build the scene for the width of the sheet and draw it.

    A scene that is too high is drawn smaller; it is built anew for the width that this frees.
    """
    width = MEASURES[PictureSize(size)].plot_width_px
    scene = builder(width)
    for _ in range(ROUNDS):
        free_width, free_height = plot_size(size, scene)
        wanted = round(free_width * max(1.0, scene.height_px / free_height))
        if wanted <= width * 1.02:
            break
        width = wanted
        scene = builder(width)
    return picture(scene, size, format)


def picture(scene: Scene, size: PictureSize | str, format: Format) -> bytes:
    """Return the scene as a file; the same scene gives the same bytes."""
    return make_sheet(size, format, scene, lambda sheet, box: _draw_panels(sheet, box, scene))


def _draw_panels(sheet: Sheet, box: Box, scene: Scene) -> None:
    """Draw all panels; text and dots shrink only when the scene is higher than the box."""
    shrink = min(1.0, box.height / max(scene.height_px, 1))
    width = box.width / shrink
    height = min(box.height / shrink, scene.height_px * MAX_STRETCH)
    for panel, place in zip(scene.panels, panel_boxes(scene, width, height), strict=True):
        plot = Box(
            box.left + place.left * shrink,
            box.top + place.top * shrink,
            place.width * shrink,
            place.height * shrink,
        )
        _Drawing(sheet, panel, plot, shrink, scene.left_px * shrink).draw()


class _Drawing:
    """One panel on the sheet: turns data into pixels and draws mark after mark."""

    def __init__(
        self, sheet: Sheet, panel: Panel, plot: Box, shrink: float, left_room: float
    ) -> None:
        self.sheet, self.panel, self.plot = sheet, panel, plot
        self.shrink, self.left_room = shrink, left_room

    def x(self, value: float) -> float:
        return self.plot.left + _share(value, self.panel.x) * self.plot.width

    def y(self, value: float) -> float:
        return self.plot.bottom - _share(value, self.panel.y) * self.plot.height

    def draw(self) -> None:
        marks = self.panel.marks
        self._draw_ticks()
        self._draw_title()
        for mark in marks:
            if isinstance(mark, Bar):
                self._draw_bar(mark)
        self._draw_lines([mark for mark in marks if isinstance(mark, Line)])
        if self.panel.baseline and self.panel.y.low <= 0 <= self.panel.y.high:
            self._rule(self.plot.left, self.y(0), self.plot.right, self.y(0), LIGHT.ink, 4.5)
        self._draw_dots([mark for mark in marks if isinstance(mark, Dot)])
        for mark in marks:
            if isinstance(mark, Label):
                self._draw_label(mark)

    def _draw_ticks(self) -> None:
        x_ticks = readable_ticks(self.panel.x, self.plot.width / self.shrink)
        if self.panel.x.is_date and not x_ticks:
            x_ticks = date_ticks(self.panel.x, self.plot.width / self.shrink)
        size = TICK_SIZE_PX * TEXT_SCALE * self.shrink
        for tick in _within(x_ticks, self.panel.x):
            x = self.x(tick.value)
            if self.panel.x.has_grid:
                self._rule(x, self.plot.top, x, self.plot.bottom, LIGHT.grid, 1)
            for number, line in enumerate(printable(tick.text, 80).split("\n")):
                baseline = self.plot.bottom + 18 * self.shrink + number * size * 1.2
                self.sheet.write(x, baseline, line, size, anchor="center")
        for tick in _within(self.panel.y.ticks, self.panel.y):
            y = self.y(tick.value)
            if self.panel.y.has_grid:
                self._rule(self.plot.left, y, self.plot.right, y, LIGHT.grid, 1)
            lines = [
                fit(line, size, self.left_room - 4 * self.shrink)
                for line in printable(tick.text, 120).split("\n")
            ]
            top = y + size * 0.33 - (len(lines) - 1) * size * 0.6
            for number, line in enumerate(lines):
                place = self.plot.left - 7 * self.shrink, top + number * size * 1.2
                self.sheet.write(*place, line, size, anchor="right")

    def _draw_title(self) -> None:
        size = 13.5 * self.shrink
        title = fit(self.panel.title, size, self.plot.width + self.left_room, is_bold=True)
        place = self.plot.left, self.plot.top - 8 * self.shrink
        self.sheet.write(*place, title, size, is_bold=True)

    def _rule(self, x0: float, y0: float, x1: float, y1: float, color: str, z: float) -> None:
        self.sheet.axes.plot([x0, x1], [y0, y1], color=color, linewidth=0.9, zorder=z)

    def _draw_bar(self, bar: Bar) -> None:
        x0, x1 = sorted(self.x(_clamp(value, self.panel.x)) for value in (bar.x0, bar.x1))
        y0, y1 = sorted(self.y(_clamp(value, self.panel.y)) for value in (bar.y0, bar.y1))
        if x1 > x0 and y1 > y0:
            draw_block(self.sheet.axes, Box(x0, y0, x1 - x0, y1 - y0), bar.color, bar.fill)

    def _draw_lines(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        collection = LineCollection(
            [[(self.x(x), self.y(y)) for x, y in line.points] for line in lines],
            colors=[LIGHT.resolve(line.color) for line in lines],
            linewidths=[line.width_px * max(self.shrink, 0.6) for line in lines],
            linestyles=[(0, (3, 2)) if line.is_dashed else "solid" for line in lines],
            zorder=4,
        )
        self.sheet.axes.add_collection(collection, autolim=False)
        place = (self.plot.left - 1, self.plot.top - 1)
        frame = Rectangle(place, self.plot.width + 2, self.plot.height + 2)
        frame.set_transform(self.sheet.axes.transData)
        collection.set_clip_path(frame)

    def _draw_dots(self, dots: Sequence[Dot]) -> None:
        signs = [
            Sign(
                self.x(dot.x),
                self.y(dot.y),
                dot.color,
                dot.fill,
                dot.symbol,
                dot.size_px * self.shrink,
            )
            for dot in dots
            if _is_in(dot.x, self.panel.x) and _is_in(dot.y, self.panel.y)
        ]
        draw_signs(self.sheet.axes, signs, thin=self.shrink)

    def _draw_label(self, label: Label) -> None:
        if not (_is_in(label.x, self.panel.x, 0.05) and _is_in(label.y, self.panel.y, 0.05)):
            return
        size = label.size_px * TEXT_SCALE * self.shrink
        room = self.plot.width + self.left_room
        lines = [
            fit(line, size, room, label.is_bold) for line in printable(label.text, 400).split("\n")
        ]
        height = (len(lines) - 1) * size * 1.2
        y = self.y(label.y) - label.dy_px * self.shrink
        first = {
            "top": y + size * 0.82,
            "middle": y + size * 0.33 - height / 2,
            "bottom": y - size * 0.22 - height,
        }[label.valign]
        for number, line in enumerate(lines):
            self.sheet.write(
                self._kept_inside(label, text_width(line, size, label.is_bold)),
                first + number * size * 1.2,
                line,
                size,
                color=LIGHT.resolve(label.color),
                is_bold=label.is_bold,
                anchor=label.anchor,
                z=7,
            )

    def _kept_inside(self, label: Label, width: float) -> float:
        """Return the x of a label's line, moved back where it would leave the panel."""
        x = self.x(label.x) + label.dx_px * self.shrink
        before = {"left": 0.0, "center": width / 2, "right": width}[label.anchor]
        last = self.plot.right + RIGHT_PX * self.shrink - width
        return max(self.plot.left - self.left_room, min(x - before, last)) + before


def _share(value: float, axis: Axis) -> float:
    span = axis.high - axis.low
    return (value - axis.low) / span if span else 0.5


def _clamp(value: float, axis: Axis) -> float:
    return min(max(value, min(axis.low, axis.high)), max(axis.low, axis.high))


def _is_in(value: float, axis: Axis, slack: float = 0.005) -> bool:
    return -slack <= _share(value, axis) <= 1 + slack


def _within(ticks: Sequence[Tick], axis: Axis) -> list[Tick]:
    return [tick for tick in ticks if _is_in(tick.value, axis)]
