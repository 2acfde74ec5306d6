"""Titles and teasers of strangers become plain text: no markup, no control characters, one line."""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"<!--[^<>]*-->|<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>|<[!?][^<>]*>")
_SILENT = frozenset({"script", "style", "template", "noscript"})
_INPUT_FACTOR = 10


def plain_text(markup: str, limit: int) -> str:
    """Return what a reader would see of a piece of HTML, at most `limit` characters."""
    text = html.unescape(_without_tags(markup[: limit * _INPUT_FACTOR]))
    if _TAG.search(text):  # escaped twice, as many feeds do
        text = html.unescape(_without_tags(text))
    text = "".join(char if char.isprintable() else _instead(char) for char in text)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _without_tags(markup: str) -> str:
    """Drop tags, and what stands inside script and style; time is linear in the length."""
    out: list[str] = []
    silent = ""
    at = 0
    for tag in _TAG.finditer(markup):
        if not silent:
            out += (markup[at : tag.start()], " " if _is_block(tag[2]) else "")
        at = tag.end()
        name = (tag[2] or "").lower()
        if not silent and not tag[1] and name in _SILENT:
            silent = name
        elif tag[1] and name == silent:
            silent = ""
    if not silent:
        out.append(markup[at:])
    return "".join(out)


def _is_block(name: str | None) -> bool:
    return (name or "").lower() not in {"b", "i", "em", "strong", "a", "span", "sup", "sub", "mark"}


def _instead(char: str) -> str:
    """Drop what shows nothing or turns the reading direction; other odd characters are blanks."""
    return "" if unicodedata.category(char) == "Cf" else " "
