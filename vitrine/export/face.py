"""The face of pictures: finds the fonts, measures text and breaks it into lines that fit."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from matplotlib import get_data_path
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font

from vitrine.chart.text import ELLIPSIS, one_line

PACKAGE = "font_source_sans_pro"  # the face of the screen, shipped by a Python package
FAMILY = "Source Sans Pro"
FALLBACK = "DejaVu Sans"  # comes with matplotlib and has the signs that the first lacks
UNKNOWN = "\u25a1"
_MEASURE_PX = 100.0


@cache
def families() -> tuple[str, ...]:
    """Return the font families in order of preference; a missing package leaves the fallback."""
    return (FAMILY, FALLBACK) if _font_files() else (FALLBACK,)


@cache
def _font_files() -> tuple[Path, ...]:
    """Register the fonts of the package once; it is found, not run."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return ()
    folder = Path(next(iter(spec.submodule_search_locations))) / "files"
    files = tuple(folder / f"SourceSansPro-{name}.ttf" for name in ("Regular", "Bold"))
    if not all(file.is_file() for file in files):
        return ()
    for file in files:
        fontManager.addfont(str(file))
    return files


@lru_cache(maxsize=256)
def face(size_px: float, is_bold: bool) -> FontProperties:
    """Return the font of a size in points of the drawing, which are CSS pixels."""
    weight = "bold" if is_bold else "normal"
    return FontProperties(family=list(families()), size=size_px, weight=weight)


@cache
def _known_characters() -> frozenset[int]:
    fallback = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    files = (*_font_files(), fallback)
    return frozenset(code for file in files for code in FT2Font(str(file)).get_charmap())


def drawable(text: str) -> str:
    """Return the text with a box for each character that no font has (Chinese, emoji)."""
    known = _known_characters()
    return "".join(char if ord(char) in known or char == "\n" else UNKNOWN for char in text)


@lru_cache(maxsize=8192)
def text_width(text: str, size_px: float, is_bold: bool = False) -> float:
    """Return the width of one line of text in CSS pixels, as it will be drawn."""
    if not text:
        return 0.0
    font = face(_MEASURE_PX, is_bold)
    width = _measurer().get_text_width_height_descent(drawable(text), font, False)[0]
    return float(width) * size_px / _MEASURE_PX


@cache
def _measurer() -> Any:
    renderer: Any = RendererAgg  # matplotlib has no types for it
    return renderer(1, 1, 72)


def fit(text: str, size_px: float, width_px: float, is_bold: bool = False) -> str:
    """Return the text on one line, cut with an ellipsis where it would be wider than width_px."""
    line = one_line(text)
    if text_width(line, size_px, is_bold) <= width_px:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(line[:middle].rstrip() + ELLIPSIS, size_px, is_bold) <= width_px:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + ELLIPSIS


def wrap(
    text: str, size_px: float, width_px: float, max_lines: int, is_bold: bool = False
) -> list[str]:
    """Return the text in at most max_lines lines; what does not fit ends in an ellipsis."""
    words = one_line(text, 2_000).split(" ")
    lines: list[str] = []
    current = ""
    for index, word in enumerate(words):
        longer = f"{current} {word}".strip()
        if text_width(longer, size_px, is_bold) <= width_px or not current:
            current = longer
            continue
        if len(lines) == max_lines - 1:
            current = " ".join([current, *words[index:]])
            break
        lines.append(current)
        current = word
    lines.append(current)
    return [fit(line, size_px, width_px, is_bold) for line in lines if line]
