"""The signs of the map as small pictures: one atlas for deck.gl, single ones for the legend."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from vitrine.chart.map_scene import MapPoint
from vitrine.chart.scene import LegendItem
from vitrine.chart.theme import Theme

ICON_PX = 64
SIGNS = ("solid", "pale", "hollow", "ring-dashed", "cross", "diamond")
_COLUMNS = tuple((sign, is_soft) for sign in SIGNS for is_soft in (False, True))


def icon_svg(item: MapPoint | LegendItem, theme: Theme, is_soft: bool = False) -> str:
    """Return one mark as a picture for a legend; a soft one is known only by its city."""
    use = _use(sign_of(item), is_soft, 0, 0, theme.resolve(item.color))
    size = f'width="{ICON_PX}" height="{ICON_PX}" viewBox="0 0 {ICON_PX} {ICON_PX}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_definitions(theme)}{use}</svg>'


def data_url(svg: str) -> str:
    """Return an SVG as an address that needs no request."""
    return "data:image/svg+xml;charset=utf-8," + quote(svg)


def icon_atlas(colors: Sequence[str], theme: Theme) -> tuple[str, dict[str, dict[str, int]]]:
    """Return one picture with every sign in every colour, and where each stands in it.

    It depends on the colours alone, so that it stays while time runs and marks change their state.
    """
    uses, places = [], {}
    for row, color in enumerate(colors):
        for column, (sign, is_soft) in enumerate(_COLUMNS):
            x, y = column * ICON_PX, row * ICON_PX
            uses.append(_use(sign, is_soft, x, y, color))
            name = icon_name(sign, is_soft, color)
            places[name] = {"x": x, "y": y, "width": ICON_PX, "height": ICON_PX}
    width, height = len(_COLUMNS) * ICON_PX, max(1, len(colors)) * ICON_PX
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    body = _definitions(theme) + "".join(uses)
    return data_url(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'), places


def icon_name(sign: str, is_soft: bool, color: str) -> str:
    """Return the name of a mark in the atlas."""
    return f"{sign}{'~' if is_soft else ''}{color}"


def sign_of(item: MapPoint | LegendItem) -> str:
    """Return the sign that a mark or a legend item is drawn with."""
    if item.symbol in ("cross", "ring-dashed"):
        return item.symbol
    if item.symbol == "diamond":
        return "diamond"
    return item.fill if item.fill in ("solid", "hollow") else "pale"


def _use(sign: str, is_soft: bool, x: int, y: int, color: str) -> str:
    move = f"translate({x} {y})"
    if not is_soft:
        return f'<use href="#{sign}" transform="{move}" color="{color}"/>'
    return (
        f'<use href="#halo" transform="{move}" color="{color}"/>'
        f'<use href="#{sign}" transform="{move} translate(12.8 12.8) scale(.6)" color="{color}"/>'
    )


def _definitions(theme: Theme) -> str:
    """Return every sign once; hollow ones hold paper, as only what is drawn can be clicked."""
    paper = theme.paper
    round_ = '<circle id="{}" cx="32" cy="32" r="25" fill="{}" stroke="{}" stroke-width="{}"{}/>'
    ink = "currentColor"
    return "".join(
        (
            "<defs>",
            round_.format("solid", ink, paper, 4, ""),
            round_.format("hollow", paper, ink, 8, ""),
            round_.format("ring-dashed", paper, ink, 8, ' stroke-dasharray="14 12.2"'),
            f'<g id="pale"><circle cx="32" cy="32" r="28" fill="{paper}"/>',
            f'<circle cx="32" cy="32" r="25" fill="{ink}" fill-opacity=".4" stroke="{ink}" ',
            'stroke-width="6"/></g>',
            f'<g id="cross"><circle cx="32" cy="32" r="25" fill="{paper}" fill-opacity=".6"/>',
            f'<path d="M17 17L47 47M47 17L17 47" stroke="{ink}" stroke-width="9" ',
            'stroke-linecap="round"/></g>',
            f'<path id="diamond" d="M32 4L60 32L32 60L4 32Z" fill="{ink}" stroke="{paper}" ',
            'stroke-width="4"/>',
            # A wide pale disc: somewhere around here, not on this spot.
            f'<g id="halo"><circle cx="32" cy="32" r="31" fill="{paper}" fill-opacity=".6"/>',
            f'<circle cx="32" cy="32" r="31" fill="{ink}" fill-opacity=".3"/></g>',
            "</defs>",
        )
    )
