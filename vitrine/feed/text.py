"""The bytes of a feed become text that is safe to parse: no entities, no odd encodings."""

from __future__ import annotations

import codecs
import re
from html.entities import html5

from vitrine.errors import FeedError
from vitrine.fetch.address import shown

_ENCODINGS = ("utf-8", "utf-16", "utf-32", "iso8859", "cp125", "koi8", "ascii", "mac-", "euc_")
_NOT_BLANK = re.compile(r"\S|\Z")
_ASIDES = (("<?", "?>"), ("<!--", "-->"))
_ROOT = re.compile(r"<[a-zA-Z]")
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)?")


def decoded(body: bytes, content_type: str) -> str:
    """Return the text: byte order mark, then header, then declaration, then UTF-8, then cp1252."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(bom):
            return body.decode(encoding, errors="replace")
    header = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", content_type, re.IGNORECASE)
    declared = re.match(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", body)
    names = [
        header[1] if header else "",
        declared[1].decode("ascii", "replace") if declared else "",
    ]
    for name in [*names, "utf-8"]:
        try:
            # Only plain character sets: Python also knows codecs that are slow or no encodings.
            if name and codecs.lookup(name).name.startswith(_ENCODINGS):
                return body.decode(name)
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", errors="replace")


def without_doctype(text: str, url: str) -> str:
    """Refuse a document type with declarations inside and drop an empty one, before parsing."""
    at = _prolog_end(text)
    if text[at : at + 9].upper() == "<!DOCTYPE":
        end = re.compile(r"[\[>]").search(text, at)
        if end is None or end[0] == "[":
            raise FeedError(f"{shown(url)} declares entities of its own, which is not read.")
        if re.match(r"<!DOCTYPE\s+html", text[at : at + 40], re.IGNORECASE):
            raise no_feed(url)
        at = _prolog_end(text, end.end())
    if not _ROOT.match(text, at):
        raise no_feed(url)
    return text[at:]


def _prolog_end(text: str, at: int = 0) -> int:
    """Return where blanks, comments and processing instructions end."""
    while True:
        at = _NOT_BLANK.search(text, at).start()  # type: ignore[union-attr]
        mark = next((end for start, end in _ASIDES if text.startswith(start, at)), "")
        end = text.find(mark, at) if mark else -1
        if end < 0:
            return at
        at = end + len(mark)


def no_feed(url: str) -> FeedError:
    return FeedError(f"{shown(url)} is a web page or something else, no feed; look up its address.")


def mended(text: str) -> str:
    """Write bare ampersands and all named entities as numbers.

    XML does not know HTML's names, and after the first slip in a feed the parser would lose even
    its own, `&amp;` among them.
    """
    first, *rest = text.split("<![CDATA[")
    out = [_AMPERSAND.sub(_as_xml, first)]
    for piece in rest:
        inside, end, after = piece.partition("]]>")
        out += ("<![CDATA[", inside, end, _AMPERSAND.sub(_as_xml, after))
    return "".join(out)


def _as_xml(match: re.Match[str]) -> str:
    name = match[1] or ""
    if name.startswith("#"):
        return match[0]
    known = html5.get(f"{name};", match[0])
    return "".join(f"&#{ord(char)};" for char in known)
