"""Draws a map scene with deck.gl, with every mark as a small picture of its own.

Marks known by street or venue and marks known only by city are two layers. Both shrink away when
the reader zooms out, where the bubbles stand for them; text keeps its size. Streamlit's deck.gl
knows no dashes and no zoom limits, hence icons drawn as SVG and sizes in metres with a limit in
pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydeck as pdk

from vitrine.chart.icon import icon_atlas, icon_name, sign_of
from vitrine.chart.map_scene import MAX_LATITUDE, Bubble, MapPoint, MapScene, View, bubble_radius_px
from vitrine.chart.scene import text_width_px
from vitrine.chart.theme import Theme

TILE_PX = 512  # deck.gl counts zoom in tiles of this size
MAX_ZOOM = 14.5  # closer than this the bundled land has no detail
EXACT_LAYER = "exact"
CITY_LAYER = "city"
BUBBLE_LAYER = "bubble"
# A family with a digit in its name must be quoted; deck.gl then draws nothing but dots.
FONT = "Source Sans, Source Sans Pro, Arial, sans-serif"
EMPTY_BUBBLE_PX = 4.5
MARK_PX = 8
NAMING_ZOOM = 8  # from here on marks have names, and names keep off marks
EXACT_METRES = 900
CITY_METRES = 1400
EXACT_PRECISIONS = frozenset({"address", "street", "venue"})
_Area = tuple[float, float, float, float]  # left, lower, right, upper in pixels


@dataclass(frozen=True)
class Camera:
    """Where the map looks: the centre in degrees and deck.gl's zoom."""

    lon: float
    lat: float
    zoom: float


def nudged(camera: Camera, round_number: int) -> Camera:
    """Return the camera an invisible bit aside.

    The browser moves only along the values that differ from those sent before; a new round differs
    in all of them, so that the map comes back from wherever the reader has dragged it.
    """
    bit = (round_number % 1000 + 1) * 1e-7
    return Camera(camera.lon + bit, camera.lat + bit, camera.zoom - bit)


def camera_for(view: View, width_px: float, height_px: float) -> Camera:
    """Return the camera that shows the whole view on a map of that size."""
    west, south, east, north = view
    low, high = _mercator(south), _mercator(north)
    across = max((east - west) / 360, 1e-6)
    upward = max(high - low, 1e-6)
    zoom = min(math.log2(width_px / TILE_PX / across), math.log2(height_px / TILE_PX / upward))
    return Camera((west + east) / 2, _latitude((low + high) / 2), max(0.0, min(zoom, MAX_ZOOM)))


def _mercator(lat: float) -> float:
    """Return the Web Mercator y of a latitude as a share (0-1) of the world's height, upward."""
    limited = math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, lat)))
    return 0.5 + math.asinh(math.tan(limited)) / (2 * math.pi)


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh((y - 0.5) * 2 * math.pi)))


def position_px(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Return the pixel of a position at a zoom, from the world's lower left corner."""
    scale = TILE_PX * 2.0**zoom
    return (lon + 180) / 360 * scale, _mercator(lat) * scale


def is_exact(point: MapPoint) -> bool:
    """Tell whether a point may be drawn on its spot."""
    return point.precision in EXACT_PRECISIONS


def build_deck(
    scene: MapScene,
    camera: Camera,
    theme: Theme,
    map_style: str,
    selected_id: str = "",
    colors: Sequence[str] = (),
    pick_round: int = 0,
) -> pdk.Deck:
    """Return the deck of a scene; rows carry "id": the last event id of a point, a bubble's label.

    The tooltip is a text template, never HTML. The point with selected_id is ringed; colors are
    those that may come, so that the pictures of the marks need not be loaded again. A new
    pick_round makes the browser forget what was clicked, which it remembers by layer and number.
    """
    drawn = {theme.resolve(point.color) for point in scene.points}
    atlas = icon_atlas(sorted(drawn | {theme.resolve(color) for color in colors}), theme)
    exact: list[dict[str, Any]] = []
    soft: list[dict[str, Any]] = []
    for point in scene.points:
        is_soft = not is_exact(point)
        row = {
            "id": point.event_ids[-1] if point.event_ids else "",
            "p": [round(point.lon, 5), round(point.lat, 5)],
            "icon": icon_name(sign_of(point), is_soft, theme.resolve(point.color)),
            "hover": _tooltip_text(point.hover),
        }
        (soft if is_soft else exact).append(row)
    layers = [_bubble_layer(scene, theme, pick_round), _bubble_count_layer(scene)]
    layers += [
        _icon_layer(f"{CITY_LAYER}-{pick_round}", soft, atlas, CITY_METRES, 23),
        _icon_layer(f"{EXACT_LAYER}-{pick_round}", exact, atlas, EXACT_METRES, 15),
    ]
    layers += [
        _ring_layer(point, theme)
        for point in scene.points
        if selected_id and selected_id in point.event_ids[-1:]
    ]
    layers += _label_layers(scene, camera, theme)
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(
            longitude=camera.lon,
            latitude=camera.lat,
            zoom=camera.zoom,
            max_zoom=16,
            min_zoom=2,
            pitch=0,
            bearing=0,
        ),
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})],
        map_style=map_style,
        map_provider="mapbox",  # "carto" would ask for styles on the internet
        tooltip={"text": "{hover}", "style": _tooltip_style(theme)},
    )


def _tooltip_style(theme: Theme) -> dict[str, str]:
    return {
        "backgroundColor": theme.paper,
        "color": theme.ink,
        "border": f"1px solid {theme.muted}",
        "borderRadius": "4px",
        "fontSize": "13px",
        "maxWidth": "320px",
        "whiteSpace": "pre-wrap",
        "zIndex": "5",
    }


def _tooltip_text(text: str) -> str:
    """Return text without the braces that the tooltip's template would read as a field."""
    return text.replace("{", "(").replace("}", ")")


def _icon_layer(
    name: str,
    rows: list[dict[str, Any]],
    atlas: tuple[str, dict[str, dict[str, int]]],
    metres: int,
    max_px: int,
) -> pdk.Layer:
    picture, places = atlas
    return pdk.Layer(
        "IconLayer",
        rows,
        id=name,
        icon_atlas=pdk.types.String(picture),
        icon_mapping=places,
        get_icon="icon",
        get_position="p",
        get_size=metres,
        size_units=pdk.types.String("meters"),
        size_max_pixels=max_px,
        size_min_pixels=0,
        pickable=True,
        parameters={"depthTest": False},
    )


def _bubble_layer(scene: MapScene, theme: Theme, pick_round: int) -> pdk.Layer:
    rows = [
        {
            "id": bubble.label,
            "p": [round(bubble.lon, 4), round(bubble.lat, 4)],
            "r": round(_radius_px(bubble), 1),
            "c": _rgb(theme.resolve(bubble.color)),
            "hover": _tooltip_text(bubble.hover),
        }
        for bubble in scene.bubbles
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id=f"{BUBBLE_LAYER}-{pick_round}",
        get_position="p",
        get_radius="r",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="c",
        opacity=0.85,
        stroked=True,
        get_line_color=_rgb(theme.paper),
        get_line_width=1.5,
        line_width_units=pdk.types.String("pixels"),
        pickable=True,
        auto_highlight=True,
    )


def _radius_px(bubble: Bubble) -> float:
    """Return a bubble's radius; one without any store is a dot that bears no number."""
    return bubble_radius_px(bubble.count) if bubble.count else EMPTY_BUBBLE_PX


def _bubble_count_layer(scene: MapScene) -> pdk.Layer:
    rows = [
        {"p": [round(bubble.lon, 4), round(bubble.lat, 4)], "t": str(bubble.count)}
        for bubble in scene.bubbles
        if bubble.count
    ]
    return _text_layer("bubble-count", rows, 12, [255, 255, 255], is_bold=True)


def _ring_layer(point: MapPoint, theme: Theme) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        [{"p": [point.lon, point.lat]}],
        id="selected",
        get_position="p",
        get_radius=14,
        radius_units=pdk.types.String("pixels"),
        filled=False,
        stroked=True,
        get_line_color=_rgb(theme.ink),
        get_line_width=2.5,
        line_width_units=pdk.types.String("pixels"),
    )


def _label_layers(scene: MapScene, camera: Camera, theme: Theme) -> list[pdk.Layer]:
    """Return the names of bubbles, places and points that fit at the camera's zoom."""
    discs = [
        (*position_px(bubble.lon, bubble.lat, camera.zoom), _radius_px(bubble))
        for bubble in scene.bubbles
    ]
    wanted: list[tuple[float, float, str, float, bool, float]] = [
        (bubble.lon, bubble.lat, bubble.label, 13, True, _radius_px(bubble))
        for bubble in scene.bubbles
        if bubble.count
    ]
    wanted += [
        (label.lon, label.lat, label.text, label.size_px, label.is_bold, 0)
        for label in scene.labels
    ]
    wanted += [
        (point.lon, point.lat, point.label, 11.5, False, MARK_PX)
        for point in reversed(scene.points)
    ]
    marks = [position_px(point.lon, point.lat, camera.zoom) for point in scene.points]
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in discs]
    if camera.zoom >= NAMING_ZOOM:
        taken += [(x - MARK_PX, y - MARK_PX, x + MARK_PX, y + MARK_PX) for x, y in marks]
    rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for lon, lat, text, size, is_bold, clear_px in wanted:
        if not text:
            continue
        x, y = position_px(lon, lat, camera.zoom)
        offset = _free_offset(text, size, clear_px, (x, y), taken)
        if offset:
            row = {"p": [round(lon, 5), round(lat, 5)], "t": text, "s": size, "o": offset}
            rows[is_bold].append(row)
    ink = _rgb(theme.ink)
    return [
        _text_layer("names", rows[False], "s", ink, offset="o"),
        _text_layer("bold-names", rows[True], "s", ink, offset="o", is_bold=True),
    ]


def _free_offset(
    text: str, size: float, clear_px: float, at: tuple[float, float], taken: list[_Area]
) -> tuple[float, float] | None:
    """Return how far right and down a name stands from its place, and take that area; or None."""
    half, up = text_width_px(text, size) / 2 + 2, size * 0.6
    beside, below = clear_px + half + 2, clear_px + up + 2
    offsets = [(0.0, below), (beside, 0.0), (-beside, 0.0), (0.0, -below)]
    if not clear_px:
        offsets.insert(0, (0.0, 0.0))
    for right, down in offsets:
        x, y = at[0] + right, at[1] - down
        area = (x - half, y - up, x + half, y + up)
        if not any(_overlap(area, other) for other in taken):
            taken.append(area)
            return right, down
    return None


def _overlap(area: _Area, other: _Area) -> bool:
    return area[0] < other[2] and other[0] < area[2] and area[1] < other[3] and other[1] < area[3]


def _text_layer(
    name: str,
    rows: list[dict[str, Any]],
    size: float | str,
    color: list[int],
    *,
    is_bold: bool = False,
    offset: str | None = None,
) -> pdk.Layer:
    options = {"get_pixel_offset": offset} if offset else {}
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_position="p",
        get_text="t",
        get_size=size,
        get_color=color,
        character_set=pdk.types.String("auto"),  # accents
        font_family=pdk.types.String(FONT),
        font_weight=600 if is_bold else 500,
        get_text_anchor=pdk.types.String("middle"),
        get_alignment_baseline=pdk.types.String("center"),
        pickable=False,
        **options,
    )


def _rgb(color: str) -> list[int]:
    digits = color.removeprefix("#")
    return [int(digits[index : index + 2], 16) for index in (0, 2, 4)]
