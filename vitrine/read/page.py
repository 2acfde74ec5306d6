"""A web page becomes its article and its related items; runs in the worker process.

trafilatura finds the article; it is never given more than a bounded tree, and never a network.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vitrine.article import LANGUAGES, Article
from vitrine.errors import ReadError
from vitrine.event import PartialDate
from vitrine.filters import fold
from vitrine.plain_text import plain_text
from vitrine.read.page_meta import PageMeta, read_meta
from vitrine.read.page_teaser import PageTeaser, take_teasers
from vitrine.read.page_tree import clean, lines_in, parse_tree, text_of
from vitrine.read.published import Published, find_published
from vitrine.read.teaser import split_article
from vitrine.settings import Settings

_SHORT = 250
_LONGEST_TEXT = 200_000
_LONGEST_LINK_SHARE = 0.6
_FEWEST_LINKS = 5
_PARAGRAPHS = ("p", "h2", "h3", "h4", "li", "blockquote", "pre")
_ASIDE = frozenset(("nav", "aside", "footer", "header", "form", "figure", "menu"))


@dataclass(frozen=True, slots=True)
class PageSource:
    """Bytes of a page and where they came from; page_id becomes the article's id."""

    body: bytes
    page_id: str
    url: str = ""
    content_type: str = ""


def parse_page(source: PageSource, settings: Settings, today: date | None = None) -> list[Article]:
    """Return the page's article, then its related items as `<id>#2`, `<id>#3` ...

    The language is what the page declares, "" when it declares none of the six. ReadError says why
    a page cannot be read.
    """
    root = parse_tree(
        source.body,
        source.content_type,
        max_bytes=settings.page_max_bytes,
        max_elements=settings.page_max_elements,
        max_depth=settings.page_max_depth,
    )
    meta = read_meta(root, source.url)
    hint = find_published(None, meta, [], today).date  # gives the year to "6 July"
    teasers = take_teasers(root, meta.url, hint)
    published = find_published(root, meta, [], today)
    if published.date is None:
        published = find_published(root, meta, _lines_at_title(root, meta.title), today)
    text = _main_text(root, meta)
    if not text:
        raise _no_article()
    article = Article(
        article_id=source.page_id,
        text=text,
        title=meta.title,
        url=meta.url,
        outlet=meta.outlet,
        language=meta.language if meta.language in LANGUAGES else "",
        published=published.date,
        published_from=published.source,
    )
    main, *inside = split_article(_without_title(article))
    if not main.text.strip():
        raise _no_article()
    main = replace(main, published=published.date, published_from=published.source)
    return [main, *inside, *_children(main, teasers, len(inside) + 2)]


def _no_article() -> ReadError:
    return ReadError("The page holds no article.")


def _children(main: Article, teasers: list[PageTeaser], number: int) -> list[Article]:
    own = fold(main.title)
    return [
        Article(
            article_id=f"{main.article_id}#{index}",
            text=item.text or item.title,
            title=item.title,
            url=item.url or main.url,
            outlet=main.outlet,
            language=main.language,
            published=item.published,
            published_from="text" if item.published else "",
            parent_id=main.article_id,
        )
        for index, item in enumerate((t for t in teasers if fold(t.title) != own), number)
    ]


def _without_title(article: Article) -> Article:
    """Drop the title where the text repeats it in its first lines."""
    own = fold(article.title)
    lines = article.text.split("\n")
    while len(lines) > 1 and (not lines[0].strip() or _is_title(lines[0], own, article.outlet)):
        lines.pop(0)
    return replace(article, text="\n".join(lines))


def _is_title(line: str, own: str, outlet: str) -> bool:
    """Tell whether a line is the title, perhaps with the outlet's name behind it."""
    folded = fold(clean(line))
    rest = folded.removeprefix(own).strip(" |-–—•:")
    return folded == own or (bool(own) and rest != folded and rest == fold(outlet))


def _main_text(root: Any, meta: PageMeta) -> str:
    """Return the article's text: trafilatura's, JSON-LD's when that is short, or our own."""
    found = _by_trafilatura(root)
    body = _json_body(meta)
    is_same = "".join(body.split()) == "".join(found.split())  # but with its paragraphs
    if is_same or len(body) > max(_SHORT, 1.5 * len(found)) or len(found) < _SHORT < len(body):
        found = body
    if len(found) < _SHORT:
        own = _by_paragraphs(root)
        if len(own) > 1.5 * len(found):
            found = own
    if len(found) < _SHORT and not found.strip():
        found = meta.first("og:description", "description")
    return _without_links(root, found[:_LONGEST_TEXT].strip())


def _without_links(root: Any, text: str) -> str:
    """Return nothing when nearly every line is the text of a link: a list of headlines."""
    lines = text.split("\n")
    if len(lines) < _FEWEST_LINKS:
        return text
    links = {clean(" ".join(link.itertext())) for link in root.iter("a")}
    count = sum(line.removeprefix("• ") in links for line in lines)
    return "" if count > _LONGEST_LINK_SHARE * len(lines) else text


def _by_trafilatura(root: Any) -> str:
    from trafilatura import extract

    try:
        text = extract(
            copy.deepcopy(root),
            fast=True,
            include_comments=False,
            include_tables=True,
            include_links=False,
            include_formatting=False,
        )
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a fault of the library in one page: our own reading takes over
        return ""
    return _tidy(text or "")


def _tidy(text: str) -> str:
    """Set each paragraph on its own line, with a blank line between, and drop table marks."""
    lines = [clean(re.sub(r"\s*\|\s*", " | ", line).strip(" |")) for line in text.split("\n")]
    marked = [re.sub(r"^[-*] (?=\S)", "• ", line) for line in lines]
    return "\n".join(line for line in marked if line and set(line) - set("-|: "))


def _json_body(meta: PageMeta) -> str:
    body = meta.article.get("articleBody")
    if not isinstance(body, str):
        return ""
    lines = re.split(r"\n+|<\s*/?\s*(?:p|br|div|h\d|li)\b[^<>]*>", body[:_LONGEST_TEXT])
    return "\n".join(line for raw in lines if (line := plain_text(raw, 20_000)))


def _by_paragraphs(root: Any) -> str:
    """Return the paragraphs of the element that holds most running text."""
    weights: dict[Any, int] = {}
    for item in root.iter("p", "blockquote", "li"):
        if any(up.tag in _ASIDE for up in item.iterancestors()):
            continue
        length = len(text_of(item)) - 2 * _link_length(item)
        parent = item.getparent()
        if length >= 40 and parent is not None:
            weights[parent] = weights.get(parent, 0) + length
            above = parent.getparent()
            if above is not None:
                weights[above] = weights.get(above, 0) + length // 2
    if weights:
        best = max(weights, key=lambda item: weights[item])
        found = [
            text_of(item)
            for item in best.iter(*_PARAGRAPHS)
            if _link_length(item) <= _LONGEST_LINK_SHARE * len(text_of(item))
        ]
        return "\n".join(dict.fromkeys(line for line in found if line))
    body = next(root.iter("body"), root)
    lines = [line for line in lines_in(body) if len(line) >= 60]
    return "\n".join(dict.fromkeys(lines))


def _link_length(element: Any) -> int:
    return sum(len(clean("".join(link.itertext()))) for link in element.iter("a"))


def _lines_at_title(root: Any, title: str) -> list[str]:
    """Return the lines around the headline, those behind it first."""
    body = next(root.iter("body"), root)
    lines = lines_in(body)[:400]
    own = fold(title)
    places = [index for index, line in enumerate(lines) if own and fold(line).startswith(own)]
    if not places:
        return []
    at = places[-1] if len(places) < 3 else places[0]
    return lines[at + 1 : at + 9] + lines[max(0, at - 3) : at][::-1]


def to_values(article: Article) -> dict[str, object]:
    """Return an article as JSON values."""
    values = dict(vars(article))
    return values | {"published": str(article.published) if article.published else ""}


def from_values(values: dict[str, Any]) -> Article:
    """Return the article of to_values()."""
    day = values["published"]
    return Article(**values | {"published": PartialDate.parse(day) if day else None})


__all__ = ["PageSource", "Published", "from_values", "parse_page", "to_values"]
