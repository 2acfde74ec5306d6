"""One web page in one file: chart or map, its words and its table, that asks nothing of any server.

Everything from the data is escaped, and the page's own policy only runs the two scripts that it was
written with: text that a browser would take for a script stays text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pandas as pd
from babel.numbers import format_decimal
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from vitrine.chart.map_scene import MapScene
from vitrine.chart.scene import Footer, Scene
from vitrine.chart.screen import CONFIG, figure
from vitrine.chart.text import one_line
from vitrine.export.caption import web_link
from vitrine.export.paper import PictureSize
from vitrine.export.picture import map_picture
from vitrine.export.table import CellValue, cell_value, clean

TEMPLATE = Path(__file__).with_name("page.html")
PAGE_WIDTH_PX = 1000
_JSON_SIGNS = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")


@dataclass(frozen=True)
class _Cell:
    """One cell of the table or line of the footer, ready to be written."""

    text: str
    link: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class _Column:
    name: str
    is_number: bool


def html_page(scene: Scene | MapScene, headers: Mapping[str, str], language: str) -> bytes:
    """Return the page of a scene built for PAGE_WIDTH_PX, or of a map.

    headers maps column names of the table to the reader's words.
    """
    known_language = language if _LANGUAGE.fullmatch(language) else "en"
    scripts = [] if isinstance(scene, MapScene) else [_plotly_script(), _chart_script(scene)]
    columns, rows = _table(scene.table, headers, known_language)
    page = _template().render(
        language=known_language,
        policy=_policy(scripts),
        title=clean(one_line(scene.title, 1_000)),
        subtitle=clean(one_line(scene.subtitle, 2_000)),
        alt=clean(one_line(scene.alt, 2_000)),
        notes=[clean(note) for note in scene.notes],
        lines=[_Cell(clean(line), web_link(line)) for line in scene.footer.lines()],
        picture=_inline_map(scene) if isinstance(scene, MapScene) else "",
        columns=columns,
        rows=rows,
        scripts=[Markup(script) for script in scripts],  # noqa: S704 made of escaped JSON
    )
    return page.encode("utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _policy(scripts: list[str]) -> str:
    """Return a policy that allows the page's own scripts by their hash and no request at all."""
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in scripts
    ]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(hashes) or chr(39) + 'none' + chr(39)}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def _plotly_script() -> str:
    return str(get_plotlyjs()).replace("\r\n", "\n")


def _chart_script(scene: Scene) -> str:
    """Return the call that draws the figure; in its JSON no text can end the script."""
    chart = str(figure(scene, width_px=PAGE_WIDTH_PX, with_legend=True).to_json())
    config = json.dumps({**CONFIG, "responsive": True})
    for sign, escaped in _JSON_SIGNS.items():
        chart = chart.replace(sign, escaped)
    return f'const chart = {chart};\nPlotly.newPlot("chart", chart.data, chart.layout, {config});'


def _inline_map(scene: MapScene) -> Markup:
    """Return the map alone as SVG; the page writes the words around it."""
    bare = replace(scene, title="", subtitle="", notes=(), footer=Footer())
    svg = map_picture(bare, PictureSize.DOCUMENT, "svg").decode("utf-8")
    return Markup(svg[svg.index("<svg") :])  # noqa: S704 matplotlib escapes every text in it


def _table(
    table: pd.DataFrame, headers: Mapping[str, str], language: str
) -> tuple[list[_Column], list[list[_Cell]]]:
    rows = [[cell_value(value) for value in row] for row in table.itertuples(index=False)]
    columns = [
        _Column(clean(headers.get(str(name), str(name))), _is_numeric([row[i] for row in rows]))
        for i, name in enumerate(table.columns)
    ]
    patterns = [_pattern([row[i] for row in rows]) for i in range(len(columns))]
    cells = [
        [_cell(value, pattern, language) for value, pattern in zip(row, patterns, strict=True)]
        for row in rows
    ]
    return columns, cells


def _is_numeric(values: list[CellValue]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in known
    )


def _pattern(values: list[CellValue]) -> str:
    """Return the number format of a column; years and other small numbers get no separator."""
    is_large = any(isinstance(value, int | float) and abs(value) >= 10_000 for value in values)
    return "#,##0.####" if is_large else "0.####"


def _cell(value: CellValue, pattern: str, language: str) -> _Cell:
    if value is None:
        return _Cell("")
    if isinstance(value, str):
        return _Cell(clean(value), web_link(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        locale = language.replace("-", "_")
        return _Cell(str(format_decimal(value, pattern, locale=locale)), is_number=True)
    return _Cell(str(value))
