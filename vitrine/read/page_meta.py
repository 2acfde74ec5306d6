"""What a page says about itself: JSON-LD, meta elements, title, outlet, language, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from vitrine.filters import fold
from vitrine.read.page_tree import clean, text_of

_ARTICLE_TYPES = frozenset(
    (
        *("newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "blogposting"),
        *("opinionnewsarticle", "backgroundnewsarticle", "liveblogposting", "report"),
        *("techarticle", "reviewnewsarticle", "socialmediaposting", "pressrelease"),
    )
)
_PAGE_TYPES = frozenset(("webpage", "itempage", "aboutpage"))
_MOST_NODES = 2_000
_MOST_SCRIPTS = 40
_LONGEST_SCRIPT = 600_000
_LONGEST = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class PageMeta:
    """What a page's head says: meta elements by folded name, and the JSON-LD of its article."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)
    page: dict[str, Any] = field(default_factory=dict)
    outlet: str = ""
    title: str = ""
    url: str = ""
    language: str = ""

    def first(self, *names: str) -> str:
        """Return the first filled meta element of these names."""
        for name in names:
            for value in self.metas.get(name, ()):
                if value:
                    return value
        return ""


def read_meta(root: Any, url: str) -> PageMeta:
    """Read head and JSON-LD of a page that was found at an address."""
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = clean(element.get("content") or "")[:_LONGEST]
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name:
                metas.setdefault(name, []).append(content)
    address = _address(root, metas, url)
    nodes = list(_json_nodes(root))
    heading = _heading(root)
    known = fold(_first(metas, "og:title") or heading)
    article = _main_article(nodes, address, known)
    page = next((node for node in nodes if _types(node) & _PAGE_TYPES), {})
    outlet = _outlet(metas, article, nodes, address)
    return PageMeta(
        metas=metas,
        article=article,
        page=page,
        outlet=outlet,
        title=_title(root, metas, article, heading, outlet),
        url=address,
        language=_language(root, metas, article),
    )


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((value for name in names for value in metas.get(name, ()) if value), "")


def _address(root: Any, metas: dict[str, list[str]], url: str) -> str:
    """Return the address that the page calls its own, if it is one of the same host."""
    link = next(
        (
            item.get("href") or ""
            for item in root.iter("link")
            if "canonical" in (item.get("rel") or "").lower().split()
        ),
        "",
    )
    for candidate in (link, _first(metas, "og:url")):
        try:
            joined = urljoin(url, candidate.strip()) if candidate.strip() else ""
            parts = urlsplit(joined)
            own = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not parts.netloc or len(joined) > 2_000:
            continue
        is_same = not own.netloc or _host(parts.netloc) == _host(own.netloc)
        if is_same and (parts.path.strip("/") or not own.path.strip("/")):
            return _CONTROL.sub("", joined)
    return url


def _host(netloc: str) -> str:
    return (
        netloc.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.").removeprefix("m.")
    )


def _json_nodes(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD blocks, those of @graph and mainEntity included."""
    count = 0
    scripts = [
        item
        for item in root.iter("script")
        if "ld+json" in (item.get("type") or "").lower() and len(item.text or "") < _LONGEST_SCRIPT
    ]
    for script in scripts[:_MOST_SCRIPTS]:
        try:
            values = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        stack = [values]
        while stack and count < _MOST_NODES:
            value = stack.pop()
            count += 1
            if isinstance(value, list):
                stack += reversed(value)
            elif isinstance(value, dict):
                yield value
                stack += [value[key] for key in ("mainEntity", "@graph") if key in value]


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {str(kind).rpartition("/")[2].lower() for kind in listed}


def _main_article(nodes: list[dict[str, Any]], url: str, title: str) -> dict[str, Any]:
    """Return the node of the page's own article; of several the one with its address or title."""
    articles = [node for node in nodes if _types(node) & _ARTICLE_TYPES]
    if len(articles) <= 1:
        return articles[0] if articles else {}
    for node in articles:
        if url and url.rstrip("/") in {item.rstrip("/") for item in _addresses(node)}:
            return node
    for node in articles:
        headline = fold(text_value(node.get("headline")) or text_value(node.get("name")))
        if headline and title and (headline in title or title in headline):
            return node
    return {}


def _addresses(node: dict[str, Any]) -> set[str]:
    main = node.get("mainEntityOfPage")
    values = [node.get("url"), node.get("@id"), main]
    if isinstance(main, dict):
        values += [main.get("@id"), main.get("url")]
    return {value for value in values if isinstance(value, str)}


def text_value(value: Any) -> str:
    """Return a JSON-LD value as text on one line; lists give their first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return clean(_plain(value)) if isinstance(value, str) else ""


def _plain(value: str) -> str:
    from vitrine.plain_text import plain_text

    return plain_text(value, _LONGEST)


def _outlet(
    metas: dict[str, list[str]], article: dict[str, Any], nodes: list[dict[str, Any]], url: str
) -> str:
    named = _first(metas, "og:site_name") or text_value(article.get("publisher"))
    if not named:
        sites = [node for node in nodes if _types(node) & {"website", "newsmediaorganization"}]
        named = next((name for node in sites if (name := text_value(node.get("name")))), "")
    named = named or _first(metas, "application-name", "dc.publisher", "publisher")
    if named and len(named) <= 80:
        return named
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _heading(root: Any) -> str:
    headings = [text_of(item) for item in root.iter("h1")]
    found = [text for text in headings if 8 <= len(text) <= _LONGEST]
    return found[0] if found else ""


def _title(
    root: Any, metas: dict[str, list[str]], article: dict[str, Any], heading: str, outlet: str
) -> str:
    """Return the headline, without the outlet's name behind it."""
    element = next(root.iter("title"), None)
    candidates = (
        text_value(article.get("headline")),
        _first(metas, "og:title", "twitter:title", "dc.title"),
        heading,
        text_of(element) if element is not None else "",
    )
    title = next((item for item in candidates if len(item) >= 3), "")
    for mark in (" | ", " - ", " – ", " — ", " • ", " :: ", " » "):
        front, _, back = title.rpartition(mark)
        if front and (fold(back).strip() == fold(outlet) or _is_inside(back, outlet)):
            return front.strip()
    return title


def _is_inside(name: str, outlet: str) -> bool:
    one, other = (re.sub(r"\W", "", fold(item)) for item in (name, outlet))
    return len(one) >= 4 and (one in other or (len(other) >= 4 and other in one))


def _language(root: Any, metas: dict[str, list[str]], article: dict[str, Any]) -> str:
    """Return what the page says its language is, two small letters, or nothing."""
    values = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        text_value(article.get("inLanguage")),
        _first(metas, "content-language", "og:locale", "language", "dc.language"),
    )
    for value in values:
        code = re.match(r"[a-zA-Z]{2}(?![a-zA-Z])", value.strip())
        if code:
            return code[0].lower()
    return ""
