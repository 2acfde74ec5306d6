"""Every file that a chart or a map can be taken away as: its kind, its name, its bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vitrine.chart.map_scene import MapScene, MapSceneBuilder
from vitrine.chart.scene import Scene, SceneBuilder
from vitrine.export.page import PAGE_WIDTH_PX, html_page
from vitrine.export.paper import MEASURES, Format, PictureSize
from vitrine.export.picture import map_picture, picture_of
from vitrine.export.table import csv_bytes, xlsx_bytes

MAX_NAME_CHARS = 80
PREFIX = "vitrine"
_SPECIAL = str.maketrans(
    {
        "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe",
        "Œ": "oe", "đ": "d", "Đ": "d", "þ": "th", "Þ": "th", "ı": "i",
        "'": "", "\u2019": "", "&": " and ",
    }
)  # fmt: skip


@dataclass(frozen=True)
class DownloadKind:
    """One kind of file; label is the English sentence that the reader's language translates."""

    name: str
    label: str
    extension: str
    mime: str
    size: PictureSize = PictureSize.DOCUMENT


KINDS = (
    DownloadKind("png-slide", "Picture for a slide (PNG)", "png", "image/png", PictureSize.SLIDE),
    DownloadKind("png-document", "Picture for a document (PNG)", "png", "image/png"),
    DownloadKind("png-square", "Square picture (PNG)", "png", "image/png", PictureSize.SQUARE),
    DownloadKind("svg", "Drawing (SVG)", "svg", "image/svg+xml"),
    DownloadKind("csv", "Table (CSV)", "csv", "text/csv"),
    DownloadKind(
        "xlsx",
        "Workbook (XLSX)",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    DownloadKind("html", "Web page (HTML)", "html", "text/html"),
)


def file_name(parts: Sequence[str], extension: str) -> str:
    """Return a name from what is filtered: vitrine-revenue-coolblue-be-2016-2023.png.

    Plain ASCII of at most 80 characters that every system takes; words that do not fit are left
    out from the end.
    """
    room = MAX_NAME_CHARS - len(extension) - 1
    words = [word for part in (PREFIX, *parts) for word in _words(part)]
    if len(words) > 1 and words[1] == PREFIX:
        del words[1]
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if len(longer) > room:
            break
        name = longer
    return f"{name}.{extension}"


def _words(part: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", part[:200].translate(_SPECIAL)).casefold()
    return re.findall(r"[a-z0-9]{1,30}", re.sub(r"[^\x00-\x7f]", "", decomposed))


def make_file(
    kind: DownloadKind,
    builder: SceneBuilder | MapSceneBuilder,
    headers: Mapping[str, str],
    language: str,
) -> bytes:
    """Return the file of that kind; the builder is asked for the width that the file needs."""
    if kind.extension in {"png", "svg"}:
        return _picture(kind.size, "svg" if kind.extension == "svg" else "png", builder)
    scene = builder(PAGE_WIDTH_PX)
    if kind.extension == "csv":
        return csv_bytes(scene.table, headers, language, scene.footer)
    if kind.extension == "xlsx":
        return xlsx_bytes(scene.table, headers, scene.title, scene.footer, language)
    return html_page(scene, headers, language)


def _picture(size: PictureSize, format: Format, builder: SceneBuilder | MapSceneBuilder) -> bytes:
    scene = builder(MEASURES[size].plot_width_px)
    if isinstance(scene, MapScene):
        return map_picture(scene, size, format)

    def build(width_px: int) -> Scene:
        if width_px == MEASURES[size].plot_width_px:
            return scene
        built = builder(width_px)
        assert isinstance(built, Scene)
        return built

    return picture_of(build, size, format)
