"""Lines that a mail program or a PDF broke in the middle of a sentence are joined again."""

from __future__ import annotations

import re

_BREAK = re.compile(r"(?<=\S)[ \t]*(\r?\n)[ \t]*(?=\S)")
_ENDS = frozenset(".!?:;…»”\"'’)]*|•")
_SHORTEST = 30  # letters of a line that was broken because it was full


def unwrap(text: str) -> str:
    """Return a text of the same length in which a break inside a sentence is a blank.

    A text counts as broken when a quarter of the lines that end without a mark go on with a small
    letter; then every full line that ends without one goes on in the next.
    """
    open_ends = [match for match in _BREAK.finditer(text) if not _is_end(text, match)]
    going_on = sum(text[match.end()].islower() for match in open_ends)
    if going_on < 2 or going_on * 4 < len(open_ends):
        return text
    chars = list(text)
    for match in open_ends:
        start, end = match.span(1)
        line = text.rfind("\n", 0, start) + 1
        if text[match.end()].islower() or start - line >= _SHORTEST:
            chars[start:end] = " " * (end - start)
    return "".join(chars)


def _is_end(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1] in _ENDS
