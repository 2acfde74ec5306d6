"""Makes any text safe to draw: no invisible tricks, no markup, no text longer than its room.

Titles, names and quotes come from articles; nothing in them may change how a chart is read.
"""

from __future__ import annotations

import textwrap
import unicodedata

ELLIPSIS = "…"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", '"': "&#34;", "'": "&#39;"}
)


def printable(text: str, max_chars: int = 500) -> str:
    """Return the text without control characters, bidi overrides, surrogates and non-characters.

    Line breaks stay, tabs become spaces; text longer than max_chars ends in an ellipsis.
    """
    head = text[: max_chars * 4].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not head.replace("\n", " ").isprintable():  # nearly all text is, and looking is quick
        head = "".join(char for char in head if char == "\n" or _is_drawn(char))
    return cut(head, max_chars)


def one_line(text: str, max_chars: int = 500) -> str:
    """Return the printable text with every run of white space as one space."""
    return cut(" ".join(printable(text, max_chars * 2).split()), max_chars)


def cut(text: str, max_chars: int) -> str:
    """Return at most max_chars characters, the last an ellipsis when something was left out."""
    if len(text) <= max_chars:
        return text
    return text[: max_chars - 1].rstrip() + ELLIPSIS


def markup(text: str) -> str:
    """Return text for plotly, which reads a small HTML and TeX between dollar signs.

    Every sign with a meaning there becomes an entity; line breaks become <br>.
    """
    return printable(text, 4_000).translate(_MARKUP).replace("\n", "<br>")


def hover_markup(text: str, columns: int = 68, max_chars: int = 1_200) -> str:
    """Return text for a hover card, its lines wrapped because plotly does not wrap them."""
    lines: list[str] = []
    for line in printable(text, max_chars).split("\n"):
        if len(line) <= columns:
            lines.append(line.rstrip())
        else:
            lines.extend(textwrap.wrap(line, columns, break_on_hyphens=False) or [""])
    return markup("\n".join(lines))


def _is_drawn(char: str) -> bool:
    if char in _BIDI or (ord(char) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
        return False
    return unicodedata.category(char) not in {"Cc", "Cs"} and char != "\ufeff"
