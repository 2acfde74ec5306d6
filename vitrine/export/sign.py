"""Draws dots, bars and the signs of a legend on matplotlib axes in CSS pixels, as on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from vitrine.chart.layout import Box
from vitrine.chart.scene import Fill, LegendItem
from vitrine.chart.theme import HATCH_SHARE, LIGHT

_MARKERS = {
    "circle": "o",
    "square": "s",
    "diamond": "D",
    "triangle": "^",
    "cross": "x",
    "ring-dashed": "o",
}
_RELATIVE_SIZE = {"square": 0.86, "diamond": 0.76, "cross": 0.72}


@dataclass(frozen=True)
class Sign:
    """One dot at a pixel of the sheet."""

    x: float
    y: float
    color: str
    fill: Fill
    symbol: str
    size_px: float


def draw_signs(axes: Axes, signs: Sequence[Sign], z: float = 5, thin: float = 1) -> None:
    """Draw dots, symbol by symbol in the order of their first use, in few paths.

    thin (0-1) narrows the outlines of a scene that is drawn smaller.
    """
    by_symbol: dict[str, list[Sign]] = {}
    for sign in signs:
        by_symbol.setdefault(sign.symbol, []).append(sign)
    for symbol, group in by_symbol.items():
        factor = _RELATIVE_SIZE.get(symbol, 1.0)
        colors = [LIGHT.resolve(sign.color) for sign in group]
        if symbol == "cross":
            style: dict[str, Any] = {"c": colors, "linewidths": 2.2 * thin}
        elif symbol == "ring-dashed":
            style = {"facecolors": LIGHT.paper, "edgecolors": colors, "linewidths": 1.5 * thin}
            style["linestyles"] = [(0, (1.6, 1.2))]
        else:
            style = {
                "facecolors": [_ground(sign.color, sign.fill) for sign in group],
                "edgecolors": [
                    LIGHT.paper if sign.fill == "solid" else color
                    for sign, color in zip(group, colors, strict=True)
                ],
                "linewidths": [(0.9 if sign.fill == "solid" else 1.6) * thin for sign in group],
            }
        axes.scatter(
            [sign.x for sign in group],
            [sign.y for sign in group],
            s=[(sign.size_px * factor) ** 2 for sign in group],
            marker=_MARKERS[symbol],
            clip_on=False,
            zorder=z,
            **style,
        )


def draw_block(axes: Axes, box: Box, color: str, fill: Fill, z: float = 3) -> None:
    """Draw one bar."""
    edge = LIGHT.resolve(color)
    has_edge = fill in {"hollow", "hatched"}
    axes.add_patch(
        Rectangle(
            (box.left, box.top),
            box.width,
            box.height,
            facecolor=_ground(color, fill) if fill != "hatched" else LIGHT.pale(color, HATCH_SHARE),
            edgecolor=edge if has_edge else "none",
            linewidth=1.1 if has_edge else 0,
            hatch="////" if fill == "hatched" else None,
            zorder=z,
        )
    )


def draw_legend_sign(axes: Axes, x: float, y: float, item: LegendItem, size_px: float) -> None:
    """Draw the sign of a legend with its middle at (x, y)."""
    if item.symbol == "bar":
        box = Box(x - size_px / 2, y - size_px / 2, size_px, size_px)
        draw_block(axes, box, item.color, item.fill)
    else:
        draw_signs(axes, [Sign(x, y, item.color, item.fill, item.symbol, size_px)])


def _ground(color: str, fill: Fill) -> str:
    if fill == "solid":
        return LIGHT.resolve(color)
    return LIGHT.paper if fill == "hollow" else LIGHT.pale(color)
