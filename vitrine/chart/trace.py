"""Turns the marks of a scene's panel into plotly traces: one for all bars, one for all dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vitrine.chart.scene import Bar, Dot, Label, LegendItem, Line, Panel
from vitrine.chart.text import hover_markup, markup, one_line
from vitrine.chart.theme import HATCH_SHARE, Theme

Trace = dict[str, Any]
DAY_MS = 86_400_000
_SYMBOLS = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle-up",
    "cross": "x-thin",
    "ring-dashed": "circle-open-dot",
    "bar": "square",
}
_TEXT_SIDE = {"left": "right", "center": "center", "right": "left"}  # of the point
_TEXT_LEVEL = {"top": "bottom", "middle": "middle", "bottom": "top"}


def panel_traces(panel: Panel, number: int, theme: Theme) -> list[Trace]:
    """Return the traces of one panel: bars, lines, dots, texts, so that a redraw keeps them."""
    unit = DAY_MS if panel.x.is_date else 1
    bars = [mark for mark in panel.marks if isinstance(mark, Bar)]
    dots = [mark for mark in panel.marks if isinstance(mark, Dot)]
    lines = [mark for mark in panel.marks if isinstance(mark, Line)]
    texts = [mark for mark in panel.marks if isinstance(mark, Label) and not _is_moved(mark)]
    traces = [_bar_trace(bars, unit, theme), *_line_traces(lines, unit, theme)]
    traces += [_dot_trace(dots, unit, theme), _text_trace(texts, unit, theme)]
    suffix = "" if number == 1 else str(number)
    for trace in traces:
        trace.update(xaxis=f"x{suffix}", yaxis=f"y{suffix}")
    return traces


def _bar_trace(bars: Sequence[Bar], unit: float, theme: Theme) -> Trace:
    return {
        "type": "bar",
        "x": [(bar.x0 + bar.x1) / 2 * unit for bar in bars],
        "width": [abs(bar.x1 - bar.x0) * unit for bar in bars],
        "base": [min(bar.y0, bar.y1) for bar in bars],
        "y": [abs(bar.y1 - bar.y0) for bar in bars],
        "marker": bar_style(bars, theme),
        **_interaction(bars),
    }


def bar_style(bars: Sequence[Bar | LegendItem], theme: Theme) -> dict[str, Any]:
    """Return plotly's marker settings of bars or of legend signs, so that both look the same."""
    colors = [theme.resolve(bar.color) for bar in bars]
    grounds = [_ground(bar, theme) for bar in bars]
    return {
        "color": [  # plotly draws the hatches of a bar in its own colour
            color if bar.fill == "hatched" else ground
            for bar, color, ground in zip(bars, colors, grounds, strict=True)
        ],
        "line": {
            "color": colors,
            "width": [{"hollow": 1.4, "hatched": 1}.get(bar.fill, 0) for bar in bars],
        },
        "pattern": {
            "shape": ["/" if bar.fill == "hatched" else "" for bar in bars],
            "fgcolor": colors,
            "bgcolor": grounds,
            "fgopacity": 0.9,
            "size": 6,
            "solidity": 0.3,
            "fillmode": "replace",
        },
    }


def _ground(bar: Bar | LegendItem, theme: Theme) -> str:
    if bar.fill == "solid":
        return theme.resolve(bar.color)
    if bar.fill == "hollow":
        return theme.paper
    return theme.pale(bar.color, HATCH_SHARE) if bar.fill == "hatched" else theme.pale(bar.color)


def _dot_trace(dots: Sequence[Dot], unit: float, theme: Theme) -> Trace:
    return {
        "type": "scatter",
        "x": [dot.x * unit for dot in dots],
        "y": [dot.y for dot in dots],
        "mode": "markers",
        "cliponaxis": False,
        "marker": marker_style(dots, [dot.size_px for dot in dots], theme),
        **_interaction(dots),
    }


def marker_style(
    marks: Sequence[Dot | LegendItem], sizes: list[float], theme: Theme
) -> dict[str, Any]:
    """Return plotly's marker settings of dots or legend signs, so that both look the same."""
    open_signs = {"cross", "ring-dashed"}
    colors = [theme.resolve(mark.color) for mark in marks]
    fills = []
    for mark, color in zip(marks, colors, strict=True):
        if mark.symbol in open_signs or mark.fill == "solid":
            fills.append(color)
        else:
            fills.append(theme.paper if mark.fill == "hollow" else theme.pale(mark.color))
    is_rimmed = [mark.fill == "solid" and mark.symbol not in open_signs for mark in marks]
    return {
        "symbol": [_SYMBOLS[mark.symbol] for mark in marks],
        "size": sizes,
        "color": fills,
        "opacity": 1,
        "line": {
            "color": [
                theme.paper if rim else color for rim, color in zip(is_rimmed, colors, strict=True)
            ],
            "width": [
                1.0 if rim else 2.2 if mark.symbol == "cross" else 1.7
                for rim, mark in zip(is_rimmed, marks, strict=True)
            ],
        },
    }


def _interaction(marks: Sequence[Bar | Dot]) -> dict[str, Any]:
    return {
        "hoverinfo": "text",  # no template: the text of a mark must not be read as one
        "hovertext": [hover_markup(mark.hover) for mark in marks],
        "customdata": [[mark.event_id] for mark in marks],
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def _line_traces(lines: Sequence[Line], unit: float, theme: Theme) -> list[Trace]:
    """Return one trace for each style of line; a gap separates the lines within it."""
    styles: dict[tuple[str, float, bool], list[Line]] = {}
    for line in lines:
        styles.setdefault((line.color, line.width_px, line.is_dashed), []).append(line)
    traces: list[Trace] = []
    for (color, width, is_dashed), group in styles.items():
        x: list[float | None] = []
        y: list[float | None] = []
        for line in group:
            x += [*(point[0] * unit for point in line.points), None]
            y += [*(point[1] for point in line.points), None]
        style = {
            "color": theme.resolve(color),
            "width": width,
            "dash": "4px,3px" if is_dashed else "solid",
        }
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "line": style,
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return traces


def _is_moved(label: Label) -> bool:
    return bool(label.dx_px or label.dy_px)


def _text_trace(labels: Sequence[Label], unit: float, theme: Theme) -> Trace:
    return {
        "type": "scatter",
        "x": [label.x * unit for label in labels],
        "y": [label.y for label in labels],
        "mode": "text",
        "text": [_label_markup(label) for label in labels],
        "textposition": [
            f"{_TEXT_LEVEL[label.valign]} {_TEXT_SIDE[label.anchor]}" for label in labels
        ],
        "textfont": {
            "size": [label.size_px for label in labels],
            "color": [theme.resolve(label.color) for label in labels],
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def panel_annotations(panel: Panel, number: int, theme: Theme) -> list[dict[str, Any]]:
    """Return the labels moved by pixels, which only annotations can be, and the panel's title."""
    suffix = "" if number == 1 else str(number)
    unit = DAY_MS if panel.x.is_date else 1
    notes = [
        {
            "x": label.x * unit,
            "y": label.y,
            "xref": f"x{suffix}",
            "yref": f"y{suffix}",
            "xshift": label.dx_px,
            "yshift": label.dy_px,
            "xanchor": label.anchor,
            "yanchor": label.valign,
            "text": _label_markup(label),
            "align": label.anchor,
            "font": {"size": label.size_px, "color": theme.resolve(label.color)},
            **_PLAIN_NOTE,
        }
        for label in panel.marks
        if isinstance(label, Label) and _is_moved(label)
    ]
    if panel.title:
        place = {"xref": f"x{suffix} domain", "yref": f"y{suffix} domain", "x": 0, "y": 1}
        style = {"xanchor": "left", "yanchor": "bottom", "yshift": 4, "align": "left"}
        text = {"text": f"<b>{markup(one_line(panel.title, 120))}</b>", "font": {"size": 13}}
        notes.append({**place, **style, **text, **_PLAIN_NOTE})
    return notes


_PLAIN_NOTE: dict[str, Any] = {"showarrow": False, "captureevents": False, "borderpad": 0}


def _label_markup(label: Label) -> str:
    text = markup(label.text)
    return f"<b>{text}</b>" if label.is_bold and text else text
