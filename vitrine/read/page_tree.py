"""The bytes of a web page become a tree of bounded size; what is hostile is refused or cut off."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from vitrine.errors import ReadError
from vitrine.read.text_file import decoded

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_PLAIN_ENCODINGS = ("utf-8", "utf-16", "utf-32", "iso8859", "cp125", "koi8", "ascii", "mac-")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,400}\[", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_PROLOG = 20_000
_TAG = re.compile(r"<[a-zA-Z]")
_MOST_TAGS_FACTOR = 20
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{5000,}")
_MOST_WORDS_IN_TAG = 2_000
_MOST_ATTRIBUTES = 100
_SILENT = frozenset(
    (
        *("style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed"),
        *("select", "button", "input", "textarea", "map", "math", "audio", "video", "dialog"),
    )
)
_BLOCK = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "table"),
        *("td", "section", "article", "header", "footer", "aside", "nav", "main", "figure", "hr"),
        *("figcaption", "blockquote", "dd", "dt", "dl", "form", "pre", "address", "time"),
        *("details", "summary"),
    )
)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def parse_tree(
    body: bytes, content_type: str, *, max_bytes: int, max_elements: int, max_depth: int
) -> Any:
    """Return the root element of a page; ReadError when it is refused.

    Too long a page is cut at its end; so are elements beyond the limits of number and depth.
    """
    text = page_text(body[:max_bytes], content_type)
    check_doctype(text)
    if len(_TAG.findall(text)) > max_elements * _MOST_TAGS_FACTOR:
        raise ReadError("The page has far more elements than a page of news; leave it out.")
    if any(len(tag[0].split()) > _MOST_WORDS_IN_TAG for tag in _LONG_TAG.finditer(text)):
        raise ReadError("The page has an element with far too many attributes; leave it out.")
    parser = lxml.html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError("The page holds no HTML that can be read.") from error
    _prune(root, max_elements, max_depth)
    return root


def page_text(body: bytes, content_type: str = "") -> str:
    """Return the text of a page: by mark, header, declaration, UTF-8, then cp1252."""
    if not body.strip():
        raise ReadError("The page is empty.")
    if not body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        header = _HEADER_CHARSET.search(content_type)
        declared = _CHARSET.search(body[:4096])
        names = (
            header[1] if header else "",
            declared[1].decode("ascii", "replace") if declared else "",
        )
        for name in filter(None, names):
            try:
                encoding = codecs.lookup(name).name
                if encoding == "iso8859-1":
                    encoding = "cp1252"  # as browsers do
                if encoding.startswith(_PLAIN_ENCODINGS) and not encoding.startswith("utf-16"):
                    return _CONTROL.sub(" ", body.decode(encoding))
            except (LookupError, ValueError):
                continue
    try:
        return _CONTROL.sub(" ", decoded(body))
    except ValueError as error:
        raise ReadError("The page is no text but something binary.") from error


def check_doctype(text: str) -> None:
    """Refuse a document type that declares anything of its own, entities above all."""
    start = text[:_PROLOG]
    if _DOCTYPE.search(start) or _ENTITY.search(start):
        raise ReadError("The page declares entities of its own, which is not read.")


def _prune(root: Any, max_elements: int, max_depth: int) -> None:
    """Drop what shows no text, and what lies too deep or comes too late."""
    for element in [item for item in root.iter() if item.tag in _SILENT]:
        remove(element)
    count = 0
    doomed: list[Any] = []
    stack: list[tuple[Any, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        count += 1
        if len(element.attrib) > _MOST_ATTRIBUTES:
            element.attrib.clear()
        if count > max_elements or depth > max_depth:
            doomed.append(element)
            continue
        stack.extend((child, depth + 1) for child in reversed(element))
    for element in doomed:
        remove(element)


def remove(element: Any) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        element.tail = None
    parent.remove(element)


def clean(text: str) -> str:
    """Return a text on one line with single blanks."""
    return " ".join(text.split())


def text_of(element: Any) -> str:
    """Return what an element shows, on one line."""
    return clean(" ".join(_pieces(element, "\n")))


def lines_in(element: Any) -> list[str]:
    """Return what an element shows, a line for each block in it."""
    text = "".join(_pieces(element, "\n"))
    return [line for raw in text.split("\n") if (line := clean(_SPACE.sub(" ", raw)))]


def _pieces(element: Any, mark: str) -> Iterator[str]:
    """Yield the texts of a tree in order, with a mark at the edges of blocks; no recursion."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        item, is_done = stack.pop()
        is_block = item.tag in _BLOCK
        if is_done:
            if is_block:
                yield mark
            if item is not element and item.tail:
                yield item.tail.replace("\n", " ")
            continue
        stack.append((item, True))
        if not isinstance(item.tag, str) or item.tag == "script":
            continue
        if is_block:
            yield mark
        if item.text:
            yield item.text.replace("\n", " ")
        stack.extend((child, False) for child in reversed(item))
