"""The bytes of a text file become a text, whatever encoding they were saved in."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Signs that steer machines and never stand in a text, of those a page may hold a stray one.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decoded(body: bytes) -> str:
    """Return the text: by byte order mark, as UTF-8, as UTF-16 without mark, else as cp1252.

    Line ends become \\n; ValueError says that the bytes are no text.
    """
    text = _decoded(body)
    if len(_CONTROLS.findall(text)) > 2 + len(text) // 100:
        raise ValueError("it is no text but something binary")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")


def _decoded(body: bytes) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    start = body[:400]
    if len(start) >= 8:  # UTF-16 without a mark: every other byte of western text is 0
        for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
            zeros = start[offset::2].count(0)
            if zeros * 2 > len(start[offset::2]) and start[1 - offset :: 2].count(0) * 8 < zeros:
                text = body.decode(encoding, errors="replace")
                if sum(" " <= char <= "\u024f" for char in text[:200]) * 10 > len(text[:200]) * 8:
                    return text
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 3 and error.start > 20:  # cut in the middle of a letter
            return body.decode("utf-8", errors="replace")
        return body.decode("cp1252", errors="replace")
