"""A sheet of an exact size: title, legend, a free place for the plot, notes and sources.

All lengths are CSS pixels counted from the upper left corner. Only matplotlib's object interface is
used, one sheet at a time, because its fonts and settings are shared by all threads.
"""

from __future__ import annotations

import io
import re
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, withStroke

from vitrine.chart.layout import Box
from vitrine.chart.scene import ACCENT
from vitrine.chart.text import one_line
from vitrine.chart.theme import FONT_FAMILIES, LIGHT
from vitrine.export.caption import LEGEND_PX, MARGIN_PX, SIGN_PX, Captioned, plan_caption
from vitrine.export.face import drawable, face, families
from vitrine.export.sign import draw_legend_sign

Format = Literal["png", "svg"]


class PictureSize(StrEnum):
    """The sizes that fit a slide, a text document and a square post."""

    SLIDE = "slide"
    DOCUMENT = "document"
    SQUARE = "square"


@dataclass(frozen=True)
class Measure:
    """Pixels of the file and the width of its plot in CSS pixels."""

    width: int
    height: int
    plot_width_px: int

    @property
    def sheet_width_px(self) -> float:
        """Return the width with both margins in CSS pixels."""
        return float(self.plot_width_px + 2 * MARGIN_PX)

    @property
    def sheet_height_px(self) -> float:
        """Return the height in CSS pixels."""
        return self.height * self.sheet_width_px / self.width


MEASURES = {
    PictureSize.SLIDE: Measure(1920, 1080, 1100),
    PictureSize.DOCUMENT: Measure(1890, 1260, 1000),
    PictureSize.SQUARE: Measure(1080, 1080, 700),
}
_LOCK = threading.Lock()
_SETTINGS: Any = {  # names of matplotlib's settings, which it types as literals
    "svg.fonttype": "none",
    "svg.hashsalt": "vitrine",
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "no_hinting",
    "hatch.linewidth": 1.2,
    "path.simplify": True,
    "axes.unicode_minus": False,
}


class Sheet:
    """An empty light page of one size; draw on axes in CSS pixels."""

    def __init__(self, size: PictureSize, is_svg: bool) -> None:
        self.measure = measure = MEASURES[size]
        self.width, self.height = measure.sheet_width_px, measure.sheet_height_px
        self.plot_width = float(measure.plot_width_px)
        self.is_svg = is_svg
        self.halos: set[str] = set()
        dpi = 72 * measure.width / self.width  # one point is one CSS pixel
        inches = ((measure.width + 1e-4) / dpi, (measure.height + 1e-4) / dpi)
        self.figure = Figure(figsize=inches, dpi=dpi, facecolor=LIGHT.paper)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)

    def write(
        self,
        x: float,
        baseline: float,
        text: str,
        size_px: float,
        *,
        color: str = LIGHT.ink,
        is_bold: bool = False,
        anchor: str = "left",
        halo: str = "",
        link: str = "",
        z: float = 6,
    ) -> None:
        """Write one line of text on its baseline; halo is the colour around its letters."""
        line = one_line(text)
        if not line:
            return
        drawn = self.axes.text(
            x,
            baseline,
            line if self.is_svg else drawable(line),
            fontproperties=face(size_px, is_bold),
            color=color,
            ha=anchor,
            va="baseline",
            parse_math=False,
            zorder=z,
        )
        if halo and self.is_svg:  # a path effect would turn the text into outlines
            drawn.set_gid(f"halo-{halo.removeprefix('#')}")
            self.halos.add(halo)
        elif halo:
            drawn.set_path_effects([withStroke(linewidth=3, foreground=halo), Normal()])
        if link:
            drawn.set_url(link)

    def rectangle(self, box: Box, color: str, z: float = 2) -> None:
        """Fill a rectangle."""
        place = (box.left, box.top)
        self.axes.add_patch(
            Rectangle(place, box.width, box.height, facecolor=color, linewidth=0, zorder=z)
        )

    def to_bytes(self, title: str) -> bytes:
        """Return the file; equal sheets make equal bytes."""
        if not self.is_svg:
            stream = io.BytesIO()
            canvas: Any = FigureCanvasAgg(self.figure)
            canvas.print_png(stream, metadata={"Title": one_line(title), "Software": None})
            return stream.getvalue()
        stream = io.BytesIO()
        metadata = {"Title": one_line(title), "Date": None, "Creator": None}
        canvas = FigureCanvasSVG(self.figure)
        canvas.print_svg(stream, metadata=metadata)
        return self._adapted(stream.getvalue())

    def _adapted(self, svg: bytes) -> bytes:
        """Give the file its size in pixels and, where a viewer lacks our font, one alike."""
        size = f'width="{self.measure.width}" height="{self.measure.height}"'
        svg = re.sub(rb'width="[0-9.]+pt" height="[0-9.]+pt"', size.encode(), svg, count=1)
        rules = "".join(
            f'g[id="halo-{color.removeprefix("#")}"] text'
            f"{{paint-order:stroke;stroke:{color};stroke-width:3px;stroke-linejoin:round}}"
            for color in sorted(self.halos)
        )
        svg = svg.replace(b"</style>", rules.encode() + b"</style>", 1)
        ours = ", ".join(f"'{name}'" for name in families())
        names = [*FONT_FAMILIES[:-1], *families(), FONT_FAMILIES[-1]]
        alike = ", ".join(
            name if name == "sans-serif" else f"'{name}'" for name in dict.fromkeys(names)
        )
        return svg.replace(f"font-family: {ours}".encode(), f"font-family: {alike}".encode())


def make_sheet(
    size: PictureSize | str,
    format: Format,
    caption: Captioned,
    draw: Callable[[Sheet, Box], None],
) -> bytes:
    """Return a file with the caption's words around what draw puts into the box."""
    wanted = PictureSize(size)
    with _LOCK, matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        # An SVG keeps the characters that no font here has: its viewer has other fonts.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from font")
        sheet = Sheet(wanted, format == "svg")
        draw(sheet, draw_caption(sheet, caption))
        return sheet.to_bytes(caption.title)


def plot_size(size: PictureSize | str, caption: Captioned) -> tuple[float, float]:
    """Return the width and height that the caption leaves to the plot, in CSS pixels."""
    measure = MEASURES[PictureSize(size)]
    with _LOCK:
        box = plan_caption(caption, measure.plot_width_px, measure.sheet_height_px).plot
    return box.width, box.height


def draw_caption(sheet: Sheet, caption: Captioned) -> Box:
    """Write all words around the plot and return the box that is left for it."""
    plan = plan_caption(caption, sheet.plot_width, sheet.height)
    if caption.title:
        sheet.rectangle(Box(MARGIN_PX, 0, 44, 7), ACCENT)
    if caption.footer.lines():
        sheet.rectangle(Box(MARGIN_PX, plan.rule, sheet.plot_width, 0.8), LIGHT.grid)
    for row in plan.rows:
        sheet.write(
            MARGIN_PX,
            row.baseline,
            row.text,
            row.size_px,
            color=row.color,
            is_bold=row.is_bold,
            link=row.link,
        )
    for x, middle, item, text in plan.signs:
        draw_legend_sign(sheet.axes, x + SIGN_PX / 2, middle, item, SIGN_PX)
        sheet.write(x + SIGN_PX + 6, middle + LEGEND_PX * 0.33, text, LEGEND_PX)
    return plan.plot
