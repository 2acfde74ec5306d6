"""Related items of a web page: taken out of its tree before the article is looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from vitrine.event import PartialDate
from vitrine.filters import fold
from vitrine.read.page_tree import clean, lines_in, remove, text_of
from vitrine.read.published import read_day
from vitrine.read.teaser import split_teasers
from vitrine.read.teaser_word import (
    Line,
    date_line,
    dated_title,
    is_boilerplate,
    is_heading,
    is_title,
    teaser_words,
)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MAY_HEAD = frozenset(
    (*_HEADINGS, "p", "div", "span", "strong", "b", "a", "header", "dt", "legend", "summary", "li")
)
_LISTS = frozenset(("div", "section", "aside", "ul"))
_WHOLE = frozenset(("html", "body", "main"))
_LONGEST_HEADING = 70
_MOST_ITEMS = 60
_MOST_BLOCKS = 20
_LONGEST_BODY = 900
_RUNNING = 260
_NAMED = re.compile(
    r"\b(?:related|gerelateerd|verwandt|relacionad\w*|correlat\w*|lees-?ook|lire-?aussi|read-?also|"
    r"leggi-?anche|lesen-?sie-?auch|te-puede|similar-?(?:posts|articles))\b"
)


@dataclass(frozen=True, slots=True)
class PageTeaser:
    """A related item: its headline, short text, day and link, each empty when the page has none."""

    title: str
    text: str
    published: PartialDate | None
    url: str


def take_teasers(root: Any, url: str, published: PartialDate | None) -> list[PageTeaser]:
    """Remove every block of related items from a tree and return the items in their order."""
    found: list[PageTeaser] = []
    for start in _starts(root)[:_MOST_BLOCKS]:
        if not _is_inside(start, root):
            continue  # it went with a block before it
        is_list = start.tag in _LISTS and _is_named(start)
        block = [start] if is_list else _around(start)
        for item in _items(block, url, published):
            if item not in found:
                found.append(item)
        for element in block:
            remove(element)
    return found[:_MOST_ITEMS]


def _starts(root: Any) -> list[Any]:
    """Return the headings of blocks, and lists that their class names as such, in their order."""
    words = teaser_words()
    found: list[Any] = []
    for element in root.iter(*_MAY_HEAD, *_LISTS):
        text = _short_text(element) if element.tag in _MAY_HEAD else ""
        is_head = bool(text) and is_heading(Line(0, len(text), text, True), words)
        if is_head or (element.tag in _LISTS and _is_named(element) and _is_list(element)):
            found.append(element)
    return found


def _is_named(element: Any) -> bool:
    mark = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_NAMED.search(mark.lower().replace("_", "-")))


def _is_inside(element: Any, root: Any) -> bool:
    return any(item is root for item in element.iterancestors())


def _short_text(element: Any) -> str:
    """Return what a small element shows; empty when it is long."""
    if len(element) > 4:
        return ""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        length += len(piece.strip())
        if length > _LONGEST_HEADING:
            return ""
        pieces.append(piece)
    return clean(" ".join(pieces))


def _around(heading: Any) -> list[Any]:
    """Return the smallest element that begins with the heading and holds links, or its siblings."""
    node = heading
    while True:
        parent = node.getparent()
        if parent is None or parent.tag in _WHOLE or _precedes(node):
            break
        if parent.tag == "article" and next(parent.iter("h1"), None) is not None:
            break
        links = [link for link in parent.iter("a") if _is_title_link(link, heading)]
        if links and not _has_running_text(parent):
            return [parent]
        node = parent
    return [node, *_following(node)]


def _precedes(node: Any) -> bool:
    """Tell whether text stands before an element within its parent."""
    parent = node.getparent()
    if clean(parent.text or ""):
        return True
    return any(
        text_of(item) or clean(item.tail or "") for item in node.itersiblings(preceding=True)
    )


def _is_title_link(link: Any, heading: Any) -> bool:
    if any(item is heading for item in link.iterancestors()) or link is heading:
        return False
    text = _link_text(link)
    return len(text) >= 15 and len(text.split()) >= 3


def _link_text(link: Any) -> str:
    return clean(" ".join(link.itertext()))[:400]


def _has_running_text(element: Any) -> bool:
    """Tell whether a paragraph stands in an element that belongs to no card with a link."""
    for item in element.iter("p"):
        if len(text_of(item)) < _RUNNING:
            continue
        card = item.getparent()
        if card is element and next(item.iter("a"), None) is None:
            return True
    return False


def _following(node: Any) -> list[Any]:
    """Return the siblings behind a heading that are items; running text ends them."""
    found: list[Any] = []
    has_body = True
    for sibling in node.itersiblings():
        text = text_of(sibling)
        has_link = any(_is_title_link(link, node) for link in sibling.iter("a"))
        is_date, _ = date_line(text, teaser_words(), None)
        if not text or is_date:
            pass
        elif has_link or sibling.tag in ("ul", "ol"):
            if len(text) > _RUNNING and sibling.tag == "p":
                break  # a paragraph of the article with a link in it
            has_body = sibling.tag not in _HEADINGS
        elif sibling.tag in _HEADINGS:
            following = sibling.getnext()
            if following is None or not date_line(text_of(following), teaser_words(), None)[0]:
                break
            has_body = False
        elif has_body or len(text) > _LONGEST_BODY or sibling.tag not in ("p", "div", "span"):
            break
        else:
            has_body = True
        found.append(sibling)
    return found


def _is_list(element: Any) -> bool:
    """Tell whether most of what an element shows is links with headlines."""
    if next(element.iter("h1"), None) is not None or _has_running_text(element):
        return False
    titles = [_link_text(link) for link in element.iter("a") if _is_title_link(link, None)]
    return len(titles) >= 2 and sum(map(len, titles)) * 3 >= len(text_of(element))


def _items(block: Sequence[Any], url: str, published: PartialDate | None) -> list[PageTeaser]:
    cards = [card for element in block for card in _cards(element)]
    items = [item for card in cards[:_MOST_ITEMS] if (item := _item(card, url, published))]
    if items:
        return items
    text = "\n".join(["Lees ook", *(line for element in block for line in lines_in(element))])
    _, teasers = split_teasers(text, published)
    return [
        PageTeaser(item.title, text[item.body_start : item.end].strip(), item.published, "")
        for item in teasers
    ]


def _cards(element: Any) -> list[Any]:
    """Return the elements of a block that hold one item each."""
    for tags in (("article",), ("li",)):
        found = [item for item in element.iter(*tags) if _first_link(item)]
        outer = [item for item in found if not any(up in found for up in item.iterancestors(*tags))]
        if outer:
            return outer
    for item in element.iter():
        cards = [child for child in item if child.tag not in ("a", "p") and _first_link(child)]
        if len(cards) >= 2:
            return cards
    links = [link for link in element.iter("a") if _is_title_link(link, None)]
    if len(links) == 1 and element.tag != "p":
        return [element]
    return links


def _first_link(element: Any) -> bool:
    return any(_is_title_link(link, None) for link in element.iter("a"))


def _item(card: Any, url: str, published: PartialDate | None) -> PageTeaser | None:
    """Return the item that a card shows."""
    words = teaser_words()
    title, link = _title_of(card)
    if not title:
        return None
    both = dated_title(title, published)
    day = _time_of(card) or (both.date if both else None)
    if both:
        title = title[both.start : both.end]
    body: list[str] = []
    for line in lines_in(card):
        is_date, seen = date_line(line, words, published)
        shown = Line(0, len(line), line, False)
        if is_date:
            day = day or seen
        elif fold(line).startswith(fold(title)):
            tail = dated_title(line, published)
            day = day or (tail.date if tail else None)
        elif len(line) >= 50 and not is_boilerplate(shown, words) and not is_heading(shown, words):
            body.append(line[:_LONGEST_BODY])
    return PageTeaser(title, "\n".join(body[:3]), day, _link(link, url))


def _title_of(card: Any) -> tuple[str, str]:
    """Return the headline of a card and where it leads."""
    words = teaser_words()
    links = [card] if card.tag == "a" else list(card.iter("a"))
    target = next((link.get("href") or "" for link in links if _is_title_link(link, None)), "")
    for heading in card.iter(*_HEADINGS):
        text = text_of(heading)
        if len(text) >= 8 and not is_heading(Line(0, len(text), text, True), words):
            return text[:300], target
    for link in links:
        if _is_title_link(link, None):
            lines = [line for line in lines_in(link) if not date_line(line, words, None)[0]]
            titles = [line for line in lines if len(line) >= 15 and len(line.split()) >= 3]
            return (titles or lines or [""])[0][:300], link.get("href") or ""
    lines = [line for line in lines_in(card) if is_title(line)]
    return (lines[0] if lines else ""), target


def _time_of(card: Any) -> PartialDate | None:
    for element in card.iter("time"):
        found = read_day(element.get("datetime") or "") or read_day(text_of(element))
        if found:
            return found
    return None


def _link(href: str, url: str) -> str:
    """Return a link as a whole address of the web, empty when it is none."""
    try:
        joined = urljoin(url, href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    return joined if is_web and len(joined) <= 2_000 else ""
