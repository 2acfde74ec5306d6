"""Draws a map as PNG or SVG: bundled land, Web Mercator as on screen, labels that never collide."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Outline

from vitrine.chart.layout import Box
from vitrine.chart.map_scene import MAX_LATITUDE, Bubble, MapPoint, MapScene, View, bubble_radius_px
from vitrine.chart.scene import Anchor
from vitrine.chart.theme import LIGHT
from vitrine.errors import DataError
from vitrine.export.face import fit, text_width
from vitrine.export.paper import Format, PictureSize, Sheet, make_sheet
from vitrine.export.sign import Sign, draw_signs
from vitrine.settings import ROOT

LAND = ROOT / "data" / "land.json"
WATER_COLOR = "#d9e4ec"
LAND_COLOR = "#f6f5f2"
COAST_COLOR = "#b4bfc8"
VAGUE_SHARE = 0.22  # how strongly the disc of a place known only by its city is coloured
MIN_SPAN = 0.0004  # of the world's width: about 16 km, so that one shop does not fill the sheet
MAX_LABEL_PX = 220
SVG_SLACK = 1.12  # a viewer without our font writes wider
POINT_LABEL_PX = 12.5
BUBBLE_FACTORS = (1.0, 0.85, 0.72, 0.6)
MAX_SHIFT_PX = 14.0  # more would put a number into another town

Ring = npt.NDArray[np.float64]  # rows of projected x, y
_MOVE, _LINE, _CLOSE = int(Outline.MOVETO), int(Outline.LINETO), int(Outline.CLOSEPOLY)


def map_picture(
    scene: MapScene, size: PictureSize | str, format: Format, land: Path = LAND
) -> bytes:
    """Return the map as a file; land is a GeoJSON FeatureCollection of polygons."""
    rings = load_land(land)
    return make_sheet(
        size, format, scene, lambda sheet, box: _Map(sheet, box, scene.view).draw(scene, rings)
    )


@cache
def load_land(file: Path) -> tuple[Ring, ...]:
    """Return every ring of the file, projected; read once for each process."""
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        return tuple(
            np.array([project(lon, lat) for lon, lat, *_ in ring])
            for feature in features
            for ring in _rings(feature["geometry"])
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{file.name} cannot be read as GeoJSON polygons ({error}); restore the file."
        ) from error


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _rings(part)
    elif geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return Web Mercator with the world as a unit square, y growing to the south."""
    limited = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    angle = math.radians(limited)
    return (lon + 180) / 360, (1 - math.asinh(math.tan(angle)) / math.pi) / 2


@dataclass
class _Occupied:
    """The boxes that are taken; a label that would touch one is not written there."""

    frame: Box
    boxes: list[Box] = field(default_factory=list)

    def has_room(self, box: Box) -> bool:
        """Tell whether the box lies on the map and touches nothing."""
        frame = self.frame
        if box.left < frame.left or box.right > frame.right:
            return False
        if box.top < frame.top or box.bottom > frame.bottom:
            return False
        return not any(
            box.left < other.right
            and other.left < box.right
            and box.top < other.bottom
            and other.top < box.bottom
            for other in self.boxes
        )

    def take(self, box: Box) -> None:
        """Mark the box as taken."""
        self.boxes.append(box)


class _Map:
    """One map on the sheet."""

    def __init__(self, sheet: Sheet, box: Box, view: View) -> None:
        self.sheet, self.box = sheet, box
        west, south, east, north = view
        x0, y1 = project(min(west, east), min(south, north))
        x1, y0 = project(max(west, east), max(south, north))
        self.middle = (x0 + x1) / 2, (y0 + y1) / 2
        across = max(x1 - x0, MIN_SPAN) / box.width
        down = max(y1 - y0, MIN_SPAN * box.height / box.width) / box.height
        self.unit = max(across, down)  # world widths in one CSS pixel

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the pixel of a position."""
        return self.pixel(*project(lon, lat))

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of a projected position."""
        return (
            self.box.left + self.box.width / 2 + (x - self.middle[0]) / self.unit,
            self.box.top + self.box.height / 2 + (y - self.middle[1]) / self.unit,
        )

    def draw(self, scene: MapScene, rings: tuple[Ring, ...]) -> None:
        """Draw water, land, bubbles, points and as many names as have room."""
        self.sheet.rectangle(self.box, WATER_COLOR, z=0.5)
        self._draw_land(rings)
        occupied = _Occupied(self.box)
        self._draw_bubbles(scene, occupied)
        self._draw_points(scene, occupied)
        for label in scene.labels:
            x, y = self.place(label.lon, label.lat)
            self._write_near(
                occupied, label.text, x, y, 0, label.size_px, label.is_bold, LIGHT.muted
            )
        for point in scene.points:
            x, y = self.place(point.lon, point.lat)
            self._write_near(
                occupied, point.label, x, y, point.size_px / 2, POINT_LABEL_PX, False, LIGHT.ink
            )

    def _draw_land(self, rings: tuple[Ring, ...]) -> None:
        paths = []
        for ring in rings:
            if len(ring) < 3 or not self._touches(ring):
                continue
            codes = np.full(len(ring), _LINE, dtype=np.uint8)
            codes[0], codes[-1] = _MOVE, _CLOSE
            origin = self.pixel(0.0, 0.0)
            paths.append(Outline(ring / self.unit + np.array(origin), codes))
        if not paths:
            return
        land = PathCollection(
            [Outline.make_compound_path(*paths)],
            facecolors=LAND_COLOR,
            edgecolors=COAST_COLOR,
            linewidths=0.8,
            zorder=1,
        )
        self.sheet.axes.add_collection(land, autolim=False)
        frame = Rectangle((self.box.left, self.box.top), self.box.width, self.box.height)
        frame.set_transform(self.sheet.axes.transData)
        land.set_clip_path(frame)

    def _touches(self, ring: Ring) -> bool:
        left, top = ring.min(axis=0)
        right, bottom = ring.max(axis=0)
        half_width, half_height = (self.box.width * self.unit / 2, self.box.height * self.unit / 2)
        return bool(
            left < self.middle[0] + half_width
            and right > self.middle[0] - half_width
            and top < self.middle[1] + half_height
            and bottom > self.middle[1] - half_height
        )

    def _is_visible(self, x: float, y: float) -> bool:
        box = self.box
        return box.left <= x <= box.right and box.top <= y <= box.bottom

    def _draw_bubbles(self, scene: MapScene, occupied: _Occupied) -> None:
        """Draw discs, the largest first, with their number inside and their name beside."""
        wanted = []
        for bubble in sorted(scene.bubbles, key=lambda item: -item.count):
            x, y = self.place(bubble.lon, bubble.lat)
            if self._is_visible(x, y):
                wanted.append(_Disc(x, y, bubble_radius_px(bubble.count), bubble))
        discs = _arranged(wanted)
        for rank, disc in enumerate(discs):
            x, y, radius, bubble = disc.x, disc.y, disc.radius, disc.bubble
            sign = Sign(x, y, bubble.color, "solid", "circle", 2 * radius)
            draw_signs(self.sheet.axes, [sign], z=3 + rank / 1000)
            number = f"{bubble.count}"
            size = min(13.0, 2.9 * radius / max(2, len(number)))
            self.sheet.write(
                x,
                y + size * 0.33,
                number,
                size,
                color=LIGHT.paper,
                is_bold=True,
                anchor="center",
                z=3 + (rank + 0.5) / 1000,
            )
            occupied.take(Box(x - radius, y - radius, 2 * radius, 2 * radius))
        for disc in discs:
            text, size = disc.bubble.label, POINT_LABEL_PX
            self._write_near(occupied, text, disc.x, disc.y, disc.radius, size, True, LIGHT.ink)

    def _draw_points(self, scene: MapScene, occupied: _Occupied) -> None:
        signs, discs = [], []
        for point in scene.points:
            x, y = self.place(point.lon, point.lat)
            if not self._is_visible(x, y):
                continue
            signs.append(Sign(x, y, point.color, point.fill, point.symbol, point.size_px))
            half = point.size_px / 2 + 1
            occupied.take(Box(x - half, y - half, 2 * half, 2 * half))
            if point.precision in {"city", "country"}:
                discs.append(_vague(point, x, y))
        draw_signs(self.sheet.axes, discs, z=2.5)
        draw_signs(self.sheet.axes, signs, z=2.8 if scene.bubbles else 5)  # numbers stay readable

    def _write_near(
        self,
        occupied: _Occupied,
        text: str,
        x: float,
        y: float,
        radius: float,
        size_px: float,
        is_bold: bool,
        color: str,
    ) -> None:
        """Write a name to the right, left, above or below, or not at all."""
        name = fit(text, size_px, MAX_LABEL_PX, is_bold)
        if not name or not self._is_visible(x, y):
            return
        width = text_width(name, size_px, is_bold) * (SVG_SLACK if self.sheet.is_svg else 1)
        height, gap = size_px * 1.15, radius + 4
        beside: tuple[tuple[Anchor, float, float], ...] = (
            ("left", gap, -height / 2),
            ("right", -gap, -height / 2),
            ("center", 0, -gap - height),
            ("center", 0, gap),
        )
        centred: tuple[tuple[Anchor, float, float], ...] = (("center", 0, -height / 2),)
        for anchor, dx, dy in beside if radius else centred:
            before = {"left": 0.0, "center": width / 2, "right": width}[anchor]
            box = Box(x + dx - before, y + dy, width, height)
            if not occupied.has_room(box):
                continue
            occupied.take(box)
            self.sheet.write(
                x + dx,
                box.top + size_px * 0.9,
                name,
                size_px,
                color=color,
                is_bold=is_bold,
                anchor=anchor,
                halo=LAND_COLOR,
            )
            return


@dataclass(frozen=True)
class _Disc:
    """A bubble where it is drawn."""

    x: float
    y: float
    radius: float
    bubble: Bubble


def _arranged(wanted: list[_Disc]) -> list[_Disc]:
    """Return the discs side by side: as large as possible, smaller where towns stand close."""
    discs: list[_Disc] = []
    for factor in BUBBLE_FACTORS:
        discs = []
        for disc in wanted:
            discs.append(_moved_apart(replace(disc, radius=disc.radius * factor), discs))
        if not any(_is_covered(disc, discs[rank + 1 :]) for rank, disc in enumerate(discs)):
            break
    return discs


def _is_covered(disc: _Disc, above: list[_Disc]) -> bool:
    """Tell whether a later disc hides part of the number in the middle of this one."""
    reach = min(disc.radius * 0.7, 8.0)
    return any(
        math.hypot(disc.x - other.x, disc.y - other.y) < other.radius + reach for other in above
    )


def _moved_apart(disc: _Disc, larger: list[_Disc]) -> _Disc:
    """Return the disc shifted off the larger ones, a little at most, so that numbers are read."""
    x, y = disc.x, disc.y
    for other in larger:
        dx, dy = x - other.x, y - other.y
        distance = math.hypot(dx, dy)
        overlap = other.radius + disc.radius + 1 - distance
        if overlap > 0:
            away = (dx / distance, dy / distance) if distance else (1.0, 0.0)
            x, y = x + away[0] * overlap, y + away[1] * overlap
    moved = math.hypot(x - disc.x, y - disc.y)
    limit = min(1.0, MAX_SHIFT_PX / moved) if moved else 0.0
    x, y = disc.x + (x - disc.x) * limit, disc.y + (y - disc.y) * limit
    return replace(disc, x=x, y=y)


def _vague(point: MapPoint, x: float, y: float) -> Sign:
    """Return the pale disc that says: somewhere around here, not at this street corner."""
    return Sign(
        x, y, LIGHT.pale(point.color, VAGUE_SHARE), "solid", "circle", point.size_px * 2.2 + 6
    )
