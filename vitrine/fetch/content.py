"""What kind of text an answer is: the declared type and the first bytes must agree well enough."""

from __future__ import annotations

import codecs
import re

KINDS = ("html", "xml", "json", "text", "csv", "xlsx")
SNIFFED_BYTES = 512

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DECLARED = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/xml": "xml",
    "application/xml": "xml",
    "text/json": "json",
    "application/json": "json",
    "text/plain": "text",
    "text/csv": "csv",
    "text/comma-separated-values": "csv",
    "application/csv": "csv",
    _XLSX: "xlsx",
}
_SILENT = ("", "application/octet-stream", "binary/octet-stream", "application/download")
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
    b"RIFF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"OggS",
    b"wOFF",
    b"wOF2",
    b"\xd0\xcf\x11\xe0",
)
_ROOT = re.compile(rb"<(!doctype\s+html|html|rss|feed|rdf:rdf|opml|head|body)\b", re.IGNORECASE)
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


def media_type(content_type: str) -> str:
    """Return a Content-Type without its parameters."""
    return content_type.split(";", 1)[0].strip().lower()


def declared_kind(content_type: str) -> str:
    """Return the kind a Content-Type promises, "any" if it promises none, "" if it is not read."""
    media = media_type(content_type)
    if media in _SILENT:
        return "any"
    if media in _DECLARED:
        return _DECLARED[media]
    if media.startswith(("application/", "text/")):
        if media.endswith("+xml"):
            return "xml"
        if media.endswith("+json"):
            return "json"
    return ""


def kind_of(content_type: str, start: bytes) -> str:
    """Return the kind of an answer from its declared type and first bytes; "" if it is not read."""
    declared = declared_kind(content_type)
    if not declared:
        return ""
    if start.startswith(b"PK\x03\x04"):
        return "xlsx" if declared in ("xlsx", "any") else ""
    if declared == "xlsx" or _is_binary(start):
        return ""
    seen = _sniff(start)
    if declared == "csv":
        return seen if seen in ("html", "xml") else "csv"
    return seen or ("text" if declared == "any" else declared)


def _is_binary(start: bytes) -> bool:
    if start.startswith(_BINARY):
        return True
    return b"\0" in start and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _sniff(start: bytes) -> str:
    """Return html, xml or json if the first bytes say so."""
    for bom, encoding in _BOMS.items():
        if start.startswith(bom):
            start = start.decode(encoding, errors="ignore").encode("utf-8", errors="ignore")
    start = start.lstrip()
    if start.startswith((b"{", b"[")):
        return "json"
    if not start.startswith(b"<"):
        return ""
    root = _ROOT.search(start)
    if root:
        name = root[1].lower()
        return "xml" if name in (b"rss", b"feed", b"rdf:rdf", b"opml") else "html"
    return "xml" if start.startswith(b"<?xml") else ""
