"""The words around a plot: breaks them into lines that fit and says where each line stands.

Lengths are CSS pixels counted from the upper left corner of the sheet. Titles, signs, notes and
sources have limits, so that a place for the plot is always left and nothing overlaps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from vitrine.chart.layout import Box
from vitrine.chart.scene import Footer, LegendItem
from vitrine.chart.theme import LIGHT
from vitrine.export.face import fit, text_width, wrap

MARGIN_PX = 36
LINE = 1.28  # line height as a multiple of the text size
TITLE_PX, SUBTITLE_PX, LEGEND_PX, NOTE_PX, FOOTER_PX = 27, 16, 14, 12.5, 11.5
SIGN_PX = 12
_WEB_LINK = re.compile(r"https?://[A-Za-z0-9\[][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]{0,2000}")


class Captioned(Protocol):
    """What a chart and a map have in common: the words around the plot."""

    @property
    def title(self) -> str:
        """The finding."""

    @property
    def subtitle(self) -> str:
        """What is drawn, in which unit."""

    @property
    def legend(self) -> tuple[LegendItem, ...]:
        """The signs."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know to read the plot rightly."""

    @property
    def footer(self) -> Footer:
        """Sources, filters, period, date of the data, link."""


@dataclass(frozen=True)
class Row:
    """One line of text of the caption on its baseline."""

    baseline: float
    text: str
    size_px: float
    color: str
    is_bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class Plan:
    """Lines of text, signs of the legend, the free box and the height of the thin rule."""

    rows: tuple[Row, ...]
    signs: tuple[tuple[float, float, LegendItem, str], ...]  # x, middle, item, text as it fits
    plot: Box
    rule: float


def plan_caption(caption: Captioned, width: float, height: float) -> Plan:
    """Return where each word stands on a sheet of that height with a plot of that width."""
    rows: list[Row] = []
    y = 26.0
    for line in wrap(caption.title, TITLE_PX, width, 3, is_bold=True):
        rows.append(Row(y + TITLE_PX * 0.9, line, TITLE_PX, LIGHT.ink, is_bold=True))
        y += TITLE_PX * 1.18
    y += 4
    for line in wrap(caption.subtitle, SUBTITLE_PX, width, 3):
        rows.append(Row(y + SUBTITLE_PX * 0.9, line, SUBTITLE_PX, LIGHT.muted))
        y += SUBTITLE_PX * LINE
    signs, y = _plan_legend(caption.legend, y + 10, width)
    below = _below(caption, width)
    bottom = height - 16 - sum(size * LINE for _, size, _ in below)
    plot = Box(MARGIN_PX, y + 6, width, max(80.0, bottom - 16 - (y + 6)))
    note_count = sum(1 for _, size, _ in below if size == NOTE_PX)
    rule = bottom - 4.0
    y = bottom
    for index, (line, size, link) in enumerate(below):
        if index == note_count and note_count:
            rule = y + 3
            y += 6
        rows.append(Row(y + size * 0.9, line, size, LIGHT.muted, link=link))
        y += size * LINE
    return Plan(tuple(rows), signs, plot, rule)


def _plan_legend(
    items: Sequence[LegendItem], top: float, width: float
) -> tuple[tuple[tuple[float, float, LegendItem, str], ...], float]:
    """Return the signs row by row and the y under them; what needs a fourth row is left out."""
    signs: list[tuple[float, float, LegendItem, str]] = []
    x, row = 0.0, 0
    for item in items:
        text = fit(item.text, LEGEND_PX, width - SIGN_PX - 6)
        needed = SIGN_PX + 6 + text_width(text, LEGEND_PX)
        if x and x + needed > width:
            x, row = 0.0, row + 1
        if row > 2:
            break
        signs.append((MARGIN_PX + x, top + row * 21 + 8, item, text))
        x += needed + 20
    if not signs:
        return (), top
    return tuple(signs), signs[-1][1] + 14


def _below(caption: Captioned, width: float) -> list[tuple[str, float, str]]:
    """Return the lines under the plot: text, size and link."""
    lines: list[tuple[str, float, str]] = []
    for note in caption.notes:
        lines += [(line, NOTE_PX, "") for line in wrap(note, NOTE_PX, width, 2)]
    lines = lines[:4]
    footer = caption.footer
    for part, most in ((footer.sources, 2), (_joined(footer), 2), (footer.link, 1)):
        link = web_link(footer.link) if part and part == footer.link else ""
        lines += [(line, FOOTER_PX, link) for line in wrap(part, FOOTER_PX, width, most)]
    return lines


def _joined(footer: Footer) -> str:
    return " · ".join(part for part in (footer.filters, footer.period, footer.as_of) if part)


def web_link(link: str) -> str:
    """Return the link when a browser may follow it (http, https), else nothing."""
    return link if _WEB_LINK.fullmatch(link) else ""
