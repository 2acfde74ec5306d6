"""Feed bytes become entries: RSS 0.9 to 2.0, RDF, Atom and JSON Feed; nothing here connects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from vitrine.article import canonical_url
from vitrine.errors import FeedError
from vitrine.feed.text import decoded, mended, no_feed, without_doctype
from vitrine.fetch.address import shown
from vitrine.plain_text import plain_text
from vitrine.settings import Settings

_TITLE_LENGTH = 300
_SUMMARY_LENGTH = 2_000
_ID_LENGTH = 500
_CONTENT_LENGTH = 50_000
_AHEAD = timedelta(days=2)
_FIRST_YEAR = 1995
_ZONES = {"CET": "+0100", "CEST": "+0200", "MEZ": "+0100", "MESZ": "+0200", "BST": "+0100"}
_ZONES |= {"WET": "+0000", "WEST": "+0100", "EET": "+0200", "EEST": "+0300", "IST": "+0100"}
_DATE_NAMES = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
_SUMMARY_NAMES = ("description", "summary", "encoded", "content", "subtitle")


@dataclass(frozen=True)
class Entry:
    """One article that a feed or a search names.

    published is what the source says and None where it says nothing believable; seen is when a
    search first met the article, which is not the same.
    """

    url: str
    title: str
    published: datetime | None = None
    summary: str = ""
    language: str = ""
    id: str = ""
    seen: datetime | None = None


@dataclass(frozen=True)
class Feed:
    """A feed's title and entries, in its own order; left_out counts entries that are not used."""

    title: str
    entries: list[Entry]
    language: str = ""
    left_out: int = 0


def read_feed(
    body: bytes,
    url: str,
    content_type: str = "",
    *,
    now: datetime | None = None,
    max_items: int = Settings.feed_max_items,
    max_tags: int = Settings.feed_max_tags,
) -> Feed:
    """Read the entries of a feed; bytes that are none raise FeedError."""
    text = decoded(body, content_type).lstrip("\ufeff \t\r\n\0")
    if not text:
        raise FeedError(f"{shown(url)} is empty; check the address of the feed.")
    found: Iterable[_Found]
    if text.startswith("{"):
        title, language, found = _json_entries(text, url)
    else:
        if text.count("<") > max_tags:
            raise FeedError(f"{shown(url)} has more than {max_tags} tags; it is no usual feed.")
        title, language, found = _xml_entries(without_doctype(text, url), url)
    now = now or datetime.now(UTC)
    entries, count = _kept(found, now, max_items)
    return Feed(plain_text(title, _TITLE_LENGTH), entries, _language(language), count)


@dataclass(frozen=True)
class _Found:
    """An entry as the feed writes it."""

    link: str
    base: str
    title: str = ""
    dates: tuple[str, ...] = ()
    summary: str = ""
    language: str = ""
    id: str = ""


def _kept(found: Iterable[_Found], now: datetime, max_items: int) -> tuple[list[Entry], int]:
    """Clean the entries; drop those without an address, repeated ones and those past the limit."""
    entries: dict[str, Entry] = {}
    count = 0
    for item in found:
        count += 1
        link = web_url(item.link, item.base)
        key = canonical_url(link) if link else ""
        if not link or key in entries or len(entries) >= max_items:
            continue
        dates = (read_date(date, now) for date in item.dates)
        entries[key] = Entry(
            url=link,
            title=plain_text(item.title, _TITLE_LENGTH),
            published=next((date for date in dates if date), None),
            summary=plain_text(item.summary, _SUMMARY_LENGTH),
            language=_language(item.language),
            id=plain_text(item.id, _ID_LENGTH) or link,
        )
    return list(entries.values()), count - len(entries)


def web_url(link: str, base: str) -> str:
    """Return an address resolved against its page if it is http(s) without a user, else ""."""
    link = "".join(char for char in link.strip() if char.isprintable())
    try:
        url = urljoin(base, link.replace(" ", "%20")) if link else ""
        parts = urlsplit(url)
        is_fit = parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= 2_000
        canonical_url(url)
    except ValueError:
        return ""
    return url if is_fit and "@" not in parts.netloc and "\\" not in parts.netloc else ""


def read_date(text: str, now: datetime) -> datetime | None:
    """Read a date of a feed as UTC; before 1995 or more than two days ahead it is not believed."""
    text = text.strip()[:60]
    for zone, offset in _ZONES.items():
        if text.endswith(f" {zone}"):
            text = text.removesuffix(zone) + offset
    date = None
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        try:
            date = parsedate_to_datetime(text)
        except (ValueError, IndexError, OverflowError):
            return None
    try:
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return date if date.year >= _FIRST_YEAR and date <= now + _AHEAD else None


def _language(code: str) -> str:
    match = re.match(r"\s*([a-zA-Z]{2})(?:[-_]|\s*$)", code)
    return match[1].lower() if match else ""


def _xml_entries(text: str, url: str) -> tuple[str, str, Iterator[_Found]]:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        data = mended(text).encode("utf-8", errors="replace")
        root = etree.fromstring(data, parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise no_feed(url) from error
    if root is None or _name(root) not in ("rss", "RDF", "feed", "channel"):
        raise no_feed(url)
    channel = next((node for node in root if _name(node) == "channel"), root)
    language = _text(channel, "language") or root.get(_XML_LANG, "")
    items = (node for node in root.iter() if _name(node) in ("item", "entry"))
    return _text(channel, "title"), language, (_xml_found(node, url) for node in items)


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _name(node: Any) -> str:
    """Return an element's name without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _text(node: Any, name: str) -> str:
    return next((_content(child) for child in node if _name(child) == name), "")


def _content(node: Any) -> str:
    """Return an element's text, cut off where it is longer than any title or teaser."""
    pieces: list[str] = []
    length = 0
    for piece in node.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > _CONTENT_LENGTH:
            break
    return "".join(pieces).strip()[:_CONTENT_LENGTH]


def _xml_found(node: Any, url: str) -> _Found:
    """Read an RSS item or an Atom entry."""
    guid = next((child for child in node if _name(child) in ("guid", "id")), None)
    name = _content(guid) if guid is not None else node.get(_RDF_ABOUT, "")
    link = _text(node, "origLink") or _link(node)
    if not link and guid is not None and guid.get("isPermaLink", "true") != "false":
        link = name
    return _Found(
        link=link if link or not node.get(_RDF_ABOUT) else node.get(_RDF_ABOUT),
        base=_base(node, url),
        title=_text(node, "title"),
        dates=tuple(filter(None, (_text(node, name) for name in _DATE_NAMES))),
        summary=next(filter(None, (_text(node, name) for name in _SUMMARY_NAMES)), ""),
        language=_text(node, "language") or node.get(_XML_LANG, ""),
        id=name,
    )


_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def _link(node: Any) -> str:
    """Return the address of the article: RSS text or Atom's alternate link, a page if possible."""
    links = [child for child in node if _name(child) == "link"]
    for child in links:
        if not child.get("href") and _content(child):
            return _content(child)
    fit = [c for c in links if c.get("rel", "alternate") == "alternate" and c.get("href")]
    fit.sort(key=lambda child: "html" not in child.get("type", "html"))
    return str(fit[0].get("href")) if fit else ""


def _base(node: Any, url: str) -> str:
    """Return what relative links are relative to: xml:base if the feed sets one, else the feed."""
    try:
        return urljoin(url, str(node.base or url))
    except ValueError:
        return url


def _json_entries(text: str, url: str) -> tuple[str, str, list[_Found]]:
    """Read a JSON Feed, versions 1 and 1.1."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise no_feed(url) from error
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version", "")) or not isinstance(items, list):
        raise no_feed(url)
    found = [_json_found(item, url) for item in items if isinstance(item, dict)]
    return _string(feed, "title"), _string(feed, "language"), found


def _json_found(item: dict[str, Any], url: str) -> _Found:
    names = ("summary", "content_text", "content_html")
    return _Found(
        link=_string(item, "url") or _string(item, "external_url") or _string(item, "id"),
        base=url,
        title=_string(item, "title"),
        dates=tuple(
            filter(None, (_string(item, "date_published"), _string(item, "date_modified")))
        ),
        summary=next(filter(None, (_string(item, name) for name in names)), ""),
        language=_string(item, "language"),
        id=_string(item, "id"),
    )


def _string(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)
_FEED_PATHS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
_FEED_LINK = re.compile(r"(?:^|[/._=-])(?:rss|feeds?|atom)(?:[/._?=-]|$)", re.IGNORECASE)
_HTML_LENGTH = 300_000
_MAX_CANDIDATES = 20


def find_feeds(page: bytes, url: str) -> list[str]:
    """Return where a site's feeds may be: those it declares, those it links, the usual paths."""
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(page[:_HTML_LENGTH] or b"<html/>", parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    declared: list[str] = []
    linked: list[str] = []
    for node in root.iter("link", "a") if root is not None else ():
        link = node.get("href") or ""
        if "comment" in f"{link} {node.get('title', '')}".lower():
            continue
        if node.tag == "link":
            is_feed = (node.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES
            if is_feed and "alternate" in (node.get("rel") or "").lower().split():
                declared.append(link)
        elif _FEED_LINK.search(link):
            linked.append(link)
    found = (web_url(link, url) for link in (*declared, *linked, *_FEED_PATHS))
    return [link for link in dict.fromkeys(found) if link][:_MAX_CANDIDATES]
