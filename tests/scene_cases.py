"""Scenes, maps and hostile texts that the tests of screen and files share."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd

from vitrine.chart.map_scene import Bubble, MapLabel, MapPoint, MapScene
from vitrine.chart.scene import (
    ACCENT,
    ALERT,
    INK,
    MUTED,
    Axis,
    Bar,
    Dot,
    Footer,
    Label,
    LegendItem,
    Line,
    Panel,
    Scene,
    Tick,
    day_number,
)

HOSTILE = {
    "script": "</script><script>alert(1)</script>",
    "formula": "=cmd|' /C calc'!A0",
    "tex": r"$\frac{1}{0}$ $\undefined",
    "template": "{% x %} {{ 7 * 7 }} %{y}",
    "control": "a\x00b\x07c\x1b[31md\x85e",
    "rtl": "invoice\u202egnp.exe\u2066\u200f",
    "long": "Koelblauw " * 1_000,
    "word": "x" * 10_000,
    "surrogate": "lone \ud800 surrogate \udfff",
    "quotes": "\"double\" 'single' `back` \u201ccurly\u201d",
    "braces": "{0} {name} %s %(x)d \\n",
    "markup": "<b>bold</b> <a href='javascript:alert(1)'>link</a> &lt;i&gt; &amp;",
    "noncharacter": "a\ufffeb\uffffc\ufdd0d",
    "chinese": "\u5c0f\u7c73 Xiaomi \U0001f600",
    "breaks": "one\r\ntwo\nthree\u2028four\u2029five",
}
FOOTER = Footer(
    filters="Filters: Coolblue, Belgium",
    period="2016 to 2018",
    sources="Sources: RetailDetail, L'Echo",
    as_of="Data as of 2026-07-31",
    link="https://vitrine.example/revenue?company=Coolblue&country=BE",
)


def revenue(_width_px: int = 1000, text: str = "", footer: Footer = FOOTER) -> Scene:
    """Return bars with values, a conflict and a target; text is put in every place for text."""
    values = (252.0, 311.0, -12.5)
    fills = ("solid", "pale", "hatched")
    marks: list[Bar | Dot | Line | Label] = []
    for index, (value, fill) in enumerate(zip(values, fills, strict=True)):
        year = 2016 + index
        marks.append(
            Bar(year - 0.3, year + 0.3, 0, value, ACCENT, fill, f"{year} {text}", f"E{year}")
        )
        marks.append(Label(year, value, f"{value} {text}", is_bold=True, anchor="center", dy_px=4))
    marks.append(Line(((2016.8, 309), (2017.2, 309)), ALERT, 2.5))
    marks.append(Dot(2018, 200, ALERT, "hollow", "diamond", hover=text, event_id="E7"))
    marks.append(Label(2016, 100, f"{text}\nsecond line", anchor="right", valign="top"))
    axis = Axis(2015.5, 2018.5, tuple(Tick(y, f"{y}{text[:40]}") for y in (2016, 2017, 2018)))
    table = pd.DataFrame(
        {
            "year": [2016, 2017, 2018],
            "revenue_meur": values,
            "published": pd.to_datetime(["2017-03-01", "2018-05-22", None]),
            "outlet": _as_they_are("RetailDetail", text or "L'Echo", None),
            "url": _as_they_are("https://example.org/a?b=1&c=2", text or "https://e.org/b", None),
        }
    )
    return Scene(
        key="revenue",
        title=f"Coolblue grew by 23% in Belgium {text}",
        subtitle=f"Revenue in Belgium, EUR million {text}",
        panels=(Panel(axis, Axis(-50, 400), tuple(marks), title=text, baseline=True),),
        table=table,
        alt=f"Bars of revenue {text}",
        legend=(
            LegendItem(f"reported {text}", ACCENT, symbol="bar"),
            LegendItem("target", ACCENT, "hatched", "bar"),
            LegendItem("also reported", ALERT, "hollow", "diamond"),
        ),
        notes=(f"2018 is a target {text}",),
        footer=footer,
    )


def _as_they_are(*values: str | None) -> pd.Series:
    """Return a column of objects: pandas' own text columns refuse lone surrogates."""
    return pd.Series(values, dtype=object)


def timeline(_width_px: int = 1000, lanes: int = 3) -> Scene:
    """Return lanes of dots and bars over a date axis without ticks."""
    marks: list[Bar | Dot | Line | Label] = []
    for lane in range(lanes):
        start = day_number(date(2017, 1 + lane % 12, 10))
        marks.append(Bar(start, start + 90, lane - 0.2, lane + 0.2, MUTED, "hollow", "bar", "E1"))
        for offset, symbol in enumerate(("circle", "square", "triangle", "cross", "ring-dashed")):
            marks.append(
                Dot(start + 200 + 60 * offset, lane, ACCENT, "pale", symbol, 11, "x", "E2")
            )
    marks.append(Label(day_number(date(2018, 6, 1)), lanes - 1, "today", dx_px=4))
    low, high = day_number(date(2016, 1, 1)), day_number(date(2020, 12, 31))
    marks.append(Line(((low, 0.5), (high, 0.5)), INK, 1, is_dashed=True))
    names = tuple(Tick(lane, f"Company {lane}") for lane in range(lanes))
    return Scene(
        key="timeline",
        title="What rivals did",
        subtitle="dot = day known",
        panels=(
            Panel(
                Axis(low, high, has_grid=True, is_date=True),
                Axis(-0.5, lanes - 0.5, names),
                tuple(marks),
            ),
        ),
        table=pd.DataFrame({"company": ["a"]}),
        alt="timeline",
        height_px=60 + 26 * lanes,
        left_px=90,
        footer=FOOTER,
    )


def multiples(_width_px: int = 1000, columns: int = 2) -> Scene:
    """Return three panels in a grid."""
    panels = tuple(
        Panel(
            Axis(0, 4, (Tick(1, "a"), Tick(2, "b"))),
            Axis(0, 10, (Tick(5, "5"),), has_grid=True),
            (Bar(0.5, 1.5, 0, 4 + number, ACCENT), Bar(1.5, 2.5, 0, 3, ALERT)),
            title=f"Company {number}",
        )
        for number in range(3)
    )
    return Scene(
        key="multiples",
        title="Three companies",
        subtitle="EUR million",
        panels=panels,
        table=pd.DataFrame({"a": [1]}),
        alt="three",
        columns=columns,
        left_px=30,
    )


def city_map(_width_px: int = 1000, text: str = "", with_bubbles: bool = False) -> MapScene:
    """Return a map of Paris with points, or of Europe with bubbles."""
    points = tuple(
        MapPoint(
            2.25 + 0.02 * index,
            48.84 + 0.01 * (index % 3),
            ACCENT,
            fill,
            symbol,
            label=f"Fnac {index} {text}",
            hover=text,
            event_ids=(f"E{index}",),
            precision="city" if index % 2 else "address",
        )
        for index, (fill, symbol) in enumerate(
            (
                ("solid", "circle"),
                ("hollow", "circle"),
                ("solid", "cross"),
                ("pale", "ring-dashed"),
            )
        )
    )
    bubbles = (
        Bubble(2.35, 48.86, 42, f"Paris {text}", ACCENT),
        Bubble(2.45, 48.9, 3, "Bobigny", ACCENT),
        Bubble(-3.7, 40.4, 9, "Madrid", ACCENT),
    )
    return MapScene(
        key="map",
        title=f"Fnac leads in Paris {text}",
        subtitle=f"Stores by status {text}",
        points=() if with_bubbles else points,
        bubbles=bubbles if with_bubbles else (),
        labels=(MapLabel(2.35, 48.856, f"Paris {text}", 14, is_bold=True),),
        view=(-10, 36, 15, 54) if with_bubbles else (2.1, 48.75, 2.6, 48.95),
        table=pd.DataFrame({"city": _as_they_are("Paris", text or "Madrid"), "stores": [42, 9]}),
        alt=f"Map of stores {text}",
        legend=(LegendItem(f"open {text}", ACCENT), LegendItem("planned", ACCENT, "hollow")),
        notes=(f"12 openings without a city are not on the map {text}",),
        footer=FOOTER,
    )


def write_land(folder: Path) -> Path:
    """Write a small piece of land around Paris and an island, and return the file."""
    square = [[-5.0, 42.0], [8.0, 42.0], [8.0, 51.0], [-5.0, 51.0], [-5.0, 42.0]]
    lake = [[1.0, 45.0], [2.0, 45.0], [2.0, 46.0], [1.0, 46.0], [1.0, 45.0]]
    island = [[9.0, 39.0], [10.0, 39.0], [10.0, 41.0], [9.0, 39.0]]
    geometries = (
        {"type": "Polygon", "coordinates": [square, lake]},
        {"type": "MultiPolygon", "coordinates": [[island]]},
    )
    features = [{"type": "Feature", "properties": {}, "geometry": item} for item in geometries]
    file = folder / "land.json"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file
