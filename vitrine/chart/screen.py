"""Draws a scene in the browser with plotly: few traces in a stable order, everything escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from vitrine.chart.layout import RIGHT_PX, TICK_SIZE_PX, Box, panel_boxes, readable_ticks
from vitrine.chart.scene import Axis, LegendItem, Panel, Scene, text_width_px
from vitrine.chart.text import hover_markup, markup, one_line
from vitrine.chart.theme import LIGHT, Theme
from vitrine.chart.trace import (
    DAY_MS,
    Trace,
    bar_style,
    marker_style,
    panel_annotations,
    panel_traces,
)

TITLE_LINE_PX = 27
SUBTITLE_LINE_PX = 20
LEGEND_ROW_PX = 21
LEGEND_SIGN_PX = 52  # sign, gap and the space after the text
CONFIG: Mapping[str, Any] = {"displayModeBar": False, "scrollZoom": False, "showTips": False}
"""Pass this as config to st.plotly_chart and Plotly.newPlot."""


def figure(scene: Scene, theme: Theme = LIGHT, **options: Any) -> go.Figure:
    """Return plot_spec (of the same options) as a figure that plotly has checked."""
    spec = plot_spec(scene, theme, **options)
    return go.Figure(
        {"data": spec["data"], "layout": spec["layout"] | {"template": go.layout.Template()}}
    )


def plot_spec(
    scene: Scene,
    theme: Theme = LIGHT,
    *,
    width_px: int = 1000,
    with_legend: bool = False,
    with_text: bool = False,
    can_zoom: bool = True,
) -> dict[str, Any]:
    """Return data and layout of a plotly figure of the scene's height that fills its place.

    Plain values, because checking each of them takes longer than all the rest. width_px is the
    width that the scene was built for. A click on a mark carries customdata [event_id]. Only x axes
    can show dates, and only those can be zoomed; with can_zoom=False a finger scrolls the page over
    the chart.
    """
    boxes = panel_boxes(scene, width_px)
    traces: list[Trace] = []
    layout = _frame(scene, boxes, theme, can_zoom)
    for number, (panel, box) in enumerate(zip(scene.panels, boxes, strict=True), start=1):
        traces += panel_traces(panel, number, theme)
        layout |= _panel_axes(panel, number, _domain(box, boxes), box.width, theme, can_zoom)
        layout["annotations"].extend(panel_annotations(panel, number, theme))
    if with_legend or with_text:
        traces += _legend_traces(scene.legend, theme)
        _make_room_for_legend(layout, scene.legend, width_px, theme)
    if with_text:
        _write_title(layout, scene, width_px, theme)
    return {"data": traces, "layout": layout}


def _frame(scene: Scene, boxes: Sequence[Box], theme: Theme, can_zoom: bool) -> dict[str, Any]:
    has_date_axis = any(panel.x.is_date for panel in scene.panels)
    return {
        "height": scene.height_px,
        "autosize": True,
        "margin": {**_margin(scene, boxes), "pad": 0, "autoexpand": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.font, "size": TICK_SIZE_PX, "color": theme.ink},
        "barmode": "overlay",
        "bargap": 0,
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 14,
        "hoverlabel": {
            "bgcolor": theme.paper,
            "bordercolor": theme.muted,
            "align": "left",
            "font": {"family": theme.font, "size": 13, "color": theme.ink},
        },
        "dragmode": "zoom" if can_zoom and has_date_axis else False,
        "clickmode": "event",
        "uirevision": scene.key,
        "annotations": [],
    }


def _margin(scene: Scene, boxes: Sequence[Box]) -> dict[str, float]:
    if not boxes:
        return {"l": 0, "r": 0, "t": 0, "b": 0}
    return {
        "l": min(box.left for box in boxes),
        "r": RIGHT_PX,
        "t": min(box.top for box in boxes),
        "b": scene.height_px - max(box.bottom for box in boxes),
    }


def _domain(box: Box, boxes: Sequence[Box]) -> tuple[list[float], list[float]]:
    """Return the box as plotly domains: shares of the area between the outermost boxes."""
    left, top = min(item.left for item in boxes), min(item.top for item in boxes)
    width = max(item.right for item in boxes) - left
    height = max(item.bottom for item in boxes) - top
    across = [(box.left - left) / width, (box.right - left) / width]
    upward = [1 - (box.bottom - top) / height, 1 - (box.top - top) / height]
    return [_share(value) for value in across], [_share(value) for value in upward]


def _share(value: float) -> float:
    return min(1.0, max(0.0, round(value, 6)))


def _panel_axes(
    panel: Panel,
    number: int,
    domain: tuple[list[float], list[float]],
    width_px: float,
    theme: Theme,
    can_zoom: bool,
) -> dict[str, Any]:
    suffix = "" if number == 1 else str(number)
    ticks = readable_ticks(panel.x, width_px)
    x = _axis(replace(panel.x, ticks=ticks), domain[0], f"y{suffix}", theme)
    x["tickangle"] = 0
    y = _axis(panel.y, domain[1], f"x{suffix}", theme)
    if panel.x.is_date:
        _make_date_axis(x, panel.x, can_zoom, int(width_px // 64))
    if panel.baseline:
        y.update(zeroline=True, zerolinecolor=theme.ink, zerolinewidth=1)
        y["zerolinelayer"] = "above traces"
    return {f"xaxis{suffix}": x, f"yaxis{suffix}": y}


def _axis(axis: Axis, domain: list[float], anchor: str, theme: Theme) -> dict[str, Any]:
    return {
        "domain": domain,
        "anchor": anchor,
        "range": [axis.low, axis.high],
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": [tick.value for tick in axis.ticks],
        "ticktext": [markup(tick.text) for tick in axis.ticks],
        "tickfont": {"size": TICK_SIZE_PX, "color": theme.ink},
        "ticks": "",
        "ticklabelstandoff": 4,
        "showgrid": axis.has_grid,
        "gridcolor": theme.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "automargin": False,
        "showspikes": False,
    }


def _make_date_axis(settings: dict[str, Any], axis: Axis, can_zoom: bool, tick_count: int) -> None:
    """Let plotly choose ticks on its own when the scene names none; numbers in every language."""
    settings.update(type="date", range=[axis.low * DAY_MS, axis.high * DAY_MS])
    settings["fixedrange"] = not can_zoom
    if axis.ticks:
        settings["tickvals"] = [value * DAY_MS for value in settings["tickvals"]]
        return
    del settings["tickvals"], settings["ticktext"]
    settings["tickmode"] = "auto"
    settings["nticks"] = max(3, tick_count)
    settings["tickformatstops"] = [
        {"dtickrange": [None, 86_400_000 * 27], "value": "%Y-%m-%d"},
        {"dtickrange": [86_400_000 * 27, "M11"], "value": "%Y-%m"},
        {"dtickrange": ["M11", None], "value": "%Y"},
    ]


def _legend_traces(items: Sequence[LegendItem], theme: Theme) -> list[Trace]:
    """Return one trace without data for each sign; only its entry in the legend is seen."""
    traces: list[Trace] = []
    for item in items:
        is_bar = item.symbol == "bar"
        sign: Trace = {
            "type": "bar" if is_bar else "scatter",
            "x": [None],
            "y": [None],
            "name": markup(one_line(item.text, 80)) + "&nbsp;" * 3,  # or its end is clipped
            "marker": bar_style([item], theme) if is_bar else marker_style([item], [11], theme),
            "hoverinfo": "skip",
            "showlegend": True,
        }
        traces.append(sign if is_bar else {**sign, "mode": "markers"})
    return traces


def _make_room_for_legend(
    layout: dict[str, Any], items: Sequence[LegendItem], width_px: int, theme: Theme
) -> None:
    if not items:
        return
    room = LEGEND_ROW_PX * _legend_rows(items, width_px)
    layout["height"] += room
    layout["margin"]["t"] += room
    layout["showlegend"] = True
    layout["legend"] = {
        "orientation": "h",
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "itemclick": False,
        "itemdoubleclick": False,
        "itemsizing": "trace",
        "bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 13, "color": theme.ink},
        "tracegroupgap": 0,
    }


def _legend_rows(items: Sequence[LegendItem], width_px: int) -> int:
    """Return plotly's number of rows: one if all fit, else columns as wide as the widest."""
    widths = [text_width_px(item.text, 13) + LEGEND_SIGN_PX for item in items]
    if sum(widths) <= width_px:
        return 1
    columns = max(1, int(width_px // max(widths)))
    return -(-len(items) // columns)


def _write_title(layout: dict[str, Any], scene: Scene, width_px: int, theme: Theme) -> None:
    """Put title and subtitle above everything and move the legend under them."""
    per_line = max(20, int(width_px / 10))
    title = hover_markup(one_line(scene.title, 240), per_line)
    subtitle = hover_markup(one_line(scene.subtitle, 360), int(per_line * 1.4))
    lines = title.count("<br>") + 1, subtitle.count("<br>") + 1
    room = 22 + TITLE_LINE_PX * lines[0] + SUBTITLE_LINE_PX * lines[1]
    layout["height"] += room
    layout["margin"]["t"] += room
    layout["title"] = {
        "text": f"<b>{title}</b>",
        "font": {"size": 20, "color": theme.ink},
        "subtitle": {"text": subtitle, "font": {"size": 14, "color": theme.muted}},
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "top",
        "pad": {"t": 4},
    }
    if "legend" in layout:
        layout["legend"]["y"] = 1 - room / layout["height"]
