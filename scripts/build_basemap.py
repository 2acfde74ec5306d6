"""Build data/land.json and static/basemap-*.json from Natural Earth countries, without internet.

python -m scripts.build_basemap countries-50m.json countries-110m.json

Both files come from the npm package world-atlas (TopoJSON). Europe is drawn from the first, the
rest of the world, which only has to be recognised, from the second.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]  # west, south, east, north in degrees

ROOT = Path(__file__).resolve().parent.parent
EUROPE: Box = (-25, 27, 45, 72)
REST: tuple[Box, ...] = (
    (-180, -60, -25, 84),
    (45, -60, 180, 84),
    (-25, 72, 45, 84),
    (-25, -60, 45, 27),
)
EUROPE_DECIMALS = 3  # about 100 m, as exact as the points that are drawn on it
REST_DECIMALS = 1
MAX_BYTES = 500_000
# The sea of the dark map is the page's own background, so that the map has no frame.
COLORS = {
    "light": {"sea": "#dde7ed", "land": "#f6f3ec", "border": "#c9c1b2"},
    "dark": {"sea": "#0e1117", "land": "#232a33", "border": "#434d59"},
}


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs in degrees: TopoJSON stores them as differences of whole numbers."""
    scale_x, scale_y = topology["transform"]["scale"]
    move_x, move_y = topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def polygon_arcs(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return the arc numbers of each ring of each polygon; a negative one runs backwards."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def join_arcs(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Return one ring; each arc begins where the one before it ended."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return unwrapped(ring)


def unwrapped(ring: Ring) -> Ring:
    """Return a ring without the jump from 180 to -180 degrees (Russia, Fiji)."""
    turns = 0
    kept = ring[:1]
    for before, after in pairwise(ring):
        turns += (after[0] - before[0] < -180) - (after[0] - before[0] > 180)
        kept.append((after[0] + 360 * turns, after[1]))
    return kept


def clip_ring(ring: Ring, box: Box) -> Ring:
    """Cut a ring to a box, side by side (Sutherland and Hodgman, 1974)."""
    for axis, limit, keeps_above in (
        (0, box[0], True),
        (1, box[1], True),
        (0, box[2], False),
        (1, box[3], False),
    ):
        kept: Ring = []
        for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
            is_start_in = (start[axis] >= limit) == keeps_above or start[axis] == limit
            is_end_in = (end[axis] >= limit) == keeps_above or end[axis] == limit
            if is_start_in:
                kept.append(start)
            if is_start_in != is_end_in:
                kept.append(crossing(start, end, axis, limit))
        ring = kept
    return ring


def crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    """Return the point at which a line meets a side of the box."""
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clip_line(line: Ring, box: Box) -> Iterator[Ring]:
    """Yield the parts of a line that lie inside a box."""
    part: Ring = []
    for start, end in pairwise(line):
        segment = clip_segment(start, end, box)
        if part and (segment is None or segment[0] != part[-1]):
            yield part
            part = []
        if segment:
            part += [segment[1]] if part else segment
    if part:
        yield part


def clip_segment(start: Point, end: Point, box: Box) -> Ring | None:
    """Return the piece of a straight line inside a box (Liang and Barsky, 1984)."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        low, high = box[axis] - start[axis], box[axis + 2] - start[axis]
        if step == 0:
            if low > 0 or high < 0:
                return None
            continue
        near, far = sorted((low / step, high / step))
        first, last = max(first, near), min(last, far)
    if first >= last:
        return None

    def at(share: float) -> Point:
        if share in (0, 1):
            return end if share else start
        return (
            start[0] + share * (end[0] - start[0]),
            start[1] + share * (end[1] - start[1]),
        )

    return [at(first), at(last)]


def rounded(points: Iterable[Point], decimals: int) -> list[list[float]]:
    """Return points with fewer decimals, without the repetitions that rounding makes."""
    kept: list[list[float]] = []
    for x, y in points:
        point = [round(x, decimals), round(y, decimals)]
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def land(topology: dict[str, Any], boxes: Sequence[Box], decimals: int) -> list[dict[str, Any]]:
    """Return the countries inside the boxes as GeoJSON features, ordered by name."""
    arcs = decode_arcs(topology)
    features = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        shapes = [[join_arcs(ring, arcs) for ring in rings] for rings in polygon_arcs(geometry)]
        polygons = [
            polygon
            for shape in shapes
            for box in boxes
            for turn in (-360, 0, 360)
            if (polygon := clip_polygon(shape, box, turn, decimals))
        ]
        if polygons:
            features.append(
                {
                    "type": "Feature",
                    "properties": {"name": geometry["properties"]["name"]},
                    "geometry": {"type": "MultiPolygon", "coordinates": polygons},
                }
            )
    return sorted(features, key=lambda feature: str(feature["properties"]["name"]))


def clip_polygon(
    rings: Sequence[Ring], box: Box, turn: float, decimals: int
) -> list[list[list[float]]]:
    """Return the rings of a polygon, turned around the globe, inside a box; empty if outside."""
    clipped = [
        closed(rounded(clip_ring([(x + turn, y) for x, y in ring], box), decimals))
        for ring in rings
    ]
    return [ring for ring in clipped if ring] if clipped[0] else []


def closed(ring: list[list[float]]) -> list[list[float]]:
    """Return a ring that ends where it begins, or nothing if rounding left no area."""
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring = ring[:-1]
    return [*ring, ring[0]] if len(ring) > 2 else []


def borders(
    topology: dict[str, Any], boxes: Sequence[Box], decimals: int
) -> list[list[list[float]]]:
    """Return the lines that two countries share; a coast belongs to one country only."""
    arcs = decode_arcs(topology)
    uses: Counter[int] = Counter()
    for geometry in topology["objects"]["countries"]["geometries"]:
        for rings in polygon_arcs(geometry):
            uses.update(max(number, ~number) for numbers in rings for number in numbers)
    parts = (
        rounded(part, decimals)
        for number, count in sorted(uses.items())
        if count > 1
        for box in boxes
        for part in clip_line(arcs[number], box)
    )
    return [part for part in parts if len(part) > 1]


def style(name: str, sources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a Mapbox style (version 8) that needs no other file: no glyphs, sprites or tiles."""
    color = COLORS[name]
    return {
        "version": 8,
        "name": f"Vitrine {name}",
        "metadata": {"source": "Natural Earth (public domain)"},
        "sources": {key: {"type": "geojson", "data": data} for key, data in sources.items()},
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": color["sea"]}},
            {
                "id": "land",
                "type": "fill",
                "source": "land",
                "paint": {"fill-color": color["land"]},
            },
            {
                "id": "border",
                "type": "line",
                "source": "border",
                "layout": {"line-join": "round"},
                "paint": {"line-color": color["border"], "line-width": 0.9},
            },
        ],
    }


def write(path: Path, content: dict[str, Any]) -> None:
    """Write one line of JSON and refuse a file that would slow the page down."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    if len(text.encode()) > MAX_BYTES:
        raise SystemExit(
            f"{path.name} would have {len(text.encode()):,} bytes; {MAX_BYTES:,} is the limit."
        )
    path.write_text(text, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(text.encode()):,} bytes")


def main() -> None:
    """Build the three files from the two arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("europe", type=Path, help="countries-50m.json of world-atlas")
    parser.add_argument("rest", type=Path, help="countries-110m.json of world-atlas")
    arguments = parser.parse_args()
    europe = json.loads(arguments.europe.read_text(encoding="utf-8"))
    rest = json.loads(arguments.rest.read_text(encoding="utf-8"))
    countries = land(europe, [EUROPE], EUROPE_DECIMALS)
    write(ROOT / "data" / "land.json", {"type": "FeatureCollection", "features": countries})
    shapes = [*countries, *land(rest, REST, REST_DECIMALS)]
    polygons = [polygon for shape in shapes for polygon in shape["geometry"]["coordinates"]]
    parts = borders(europe, [EUROPE], EUROPE_DECIMALS) + borders(rest, REST, REST_DECIMALS)
    sources = {
        "land": {"type": "MultiPolygon", "coordinates": polygons},
        "border": {"type": "MultiLineString", "coordinates": parts},
    }
    for name in COLORS:
        write(ROOT / "static" / f"basemap-{name}.json", style(name, sources))


if __name__ == "__main__":
    main()
