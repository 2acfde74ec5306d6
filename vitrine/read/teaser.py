"""A page's text without its related items, and these items as articles of their own.

Related items tell other news of other days: left inside they would be taken for the article's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vitrine.article import Article
from vitrine.event import PartialDate
from vitrine.read.teaser_word import (
    LONGEST_TITLE,
    Line,
    Words,
    bullet_length,
    date_line,
    dated_title,
    inline_title,
    is_boilerplate,
    is_heading,
    is_title,
    lines_of,
    teaser_words,
)

Span = tuple[int, int]
_LONGEST_BODY = 700
_MOST_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Teaser:
    """A related item at text[start:end]: its title, its day, and where its text begins.

    body_start is end when the item is only a title.
    """

    title: str
    start: int
    end: int
    published: PartialDate | None
    body_start: int


@dataclass(frozen=True, slots=True)
class _Item:
    """An item in the lines[first:last]; body is the first line of its text, last if none."""

    first: int
    last: int
    title: Span
    date: PartialDate | None
    body: int
    is_dated: bool


def split_teasers(text: str, published: PartialDate | None) -> tuple[list[Span], list[Teaser]]:
    """Return the spans of a text that are the article itself, and the related items in order.

    published (or None) gives the year to items whose date has none.
    """
    words = teaser_words()
    lines = lines_of(text)
    reader = _Reader(lines, words, published)
    kept = [True] * len(lines)
    items: list[_Item] = []
    index = 0
    while index < len(lines):
        found, after = reader.block(index)
        if after > index:
            items += found
            kept[index:after] = [False] * (after - index)
            index = after
            continue
        if is_boilerplate(lines[index], words):
            kept[index] = False
        index += 1
    spans = _without_brackets(text, _spans(lines, kept), words)
    return spans, [_teaser(text, lines, item) for item in items]


class _Reader:
    """Finds blocks of related items in the lines of one text."""

    def __init__(self, lines: list[Line], words: Words, published: PartialDate | None) -> None:
        self.lines = lines
        self.words = words
        self.published = published

    def block(self, index: int) -> tuple[list[_Item], int]:
        """Return the items of the block that begins at a line, and the line after it."""
        line = self.lines[index]
        if is_heading(line, self.words):
            return self._items(index + 1)
        start = inline_title(line, self.words)
        if start:
            title = (line.start + start, line.end)
            return [_Item(index, index + 1, title, None, index + 1, False)], index + 1
        return self._unnamed(index)

    def _unnamed(self, index: int) -> tuple[list[_Item], int]:
        """Return two or more dated items in a row, to the text's end, under an unknown heading."""
        if index == 0 or not (self._dated(index) or self._dated(index + 1)):
            return [], index
        first = index if self._dated(index) else index + 1
        if first > index and (
            len(self.lines[index].text) > 60 or self.lines[index].text.endswith(".")
        ):
            return [], index
        items, after = self._items(first)
        rest = self.lines[after:]
        if sum(item.is_dated for item in items) >= 2 and all(
            is_boilerplate(line, self.words) for line in rest
        ):
            return items, after
        return [], index

    def _items(self, index: int) -> tuple[list[_Item], int]:
        items: list[_Item] = []
        has_pairs = self._alternates(index)
        while index < len(self.lines):
            line = self.lines[index]
            if is_heading(line, self.words) or is_boilerplate(line, self.words):
                index += 1
                continue
            item = self._dated(index) or self._undated(index, items, has_pairs)
            if item is None:
                break
            if item.is_dated:
                item = self._with_body(item, items)
            items.append(item)
            index = item.last
        return items, index

    def _dated(self, index: int) -> _Item | None:
        """Return the item with a date that begins at a line."""
        if index >= len(self.lines) or len(self.lines[index].text) > LONGEST_TITLE:
            return None
        line = self.lines[index]
        shift = bullet_length(line)
        text = line.text[shift:]
        is_date, day = date_line(text, self.words, self.published)
        if is_date:
            return self._date_first(index, day)
        both = dated_title(text, self.published)
        if both:
            start = line.start + shift
            title = (start + both.start, start + both.end)
            return _Item(index, index + 1, title, both.date, index + 1, True)
        if index + 1 < len(self.lines) and not text.endswith("."):
            is_date, day = date_line(self.lines[index + 1].text, self.words, self.published)
            if is_date:
                title = (line.start + shift, line.end)
                return _Item(index, index + 2, title, day, index + 2, True)
        return None

    def _date_first(self, index: int, day: PartialDate | None) -> _Item | None:
        if index + 1 >= len(self.lines):
            return None
        following = self.lines[index + 1]
        shift = bullet_length(following)
        if not is_title(following.text[shift:]):
            return None
        title = (following.start + shift, following.end)
        return _Item(index, index + 2, title, day, index + 2, True)

    def _with_body(self, item: _Item, before: Sequence[_Item]) -> _Item:
        """Add the paragraphs up to the next dated item; behind the last item, one or none."""
        index = item.last
        while index < min(item.last + _MOST_PARAGRAPHS + 1, len(self.lines)):
            line = self.lines[index]
            if self._dated(index):
                return self._bounded(item, index)
            if is_heading(line, self.words) or bullet_length(line):
                break
            index += 1
        is_one_line = item.last == item.first + 1
        others = [other for other in before if other.is_dated]
        has_bare = bool(others) and others[-1].body == others[-1].last
        if is_one_line or has_bare or item.last >= len(self.lines):
            return item
        line = self.lines[item.last]
        if is_heading(line, self.words) or is_boilerplate(line, self.words) or bullet_length(line):
            return item
        return self._bounded(item, item.last + 1)

    def _bounded(self, item: _Item, last: int) -> _Item:
        """Give the item its text up to a line, unless that is too long for a teaser."""
        length = sum(len(line.text) for line in self.lines[item.last : last])
        is_short = length <= _LONGEST_BODY * max(1, last - item.last)
        return replace(item, last=last) if is_short else item

    def _undated(self, index: int, items: Sequence[_Item], has_pairs: bool) -> _Item | None:
        """Return an item that is only a title, or a title and a short text in a list of such."""
        line = self.lines[index]
        shift = bullet_length(line)
        title = (line.start + shift, line.end)
        if shift and len(line.text) <= LONGEST_TITLE:
            return _Item(index, index + 1, title, None, index + 1, False)
        if not is_title(line.text):
            return None
        if has_pairs:
            last = min(index + 2, len(self.lines))
            return _Item(index, last, title, None, index + 1, False)
        if items and line.is_apart and self._leads_text(index):
            return None  # a subheading of the article, which goes on here
        return _Item(index, index + 1, title, None, index + 1, False)

    def _leads_text(self, index: int) -> bool:
        """Tell whether running text follows a line."""
        return index + 1 < len(self.lines) and not is_title(self.lines[index + 1].text)

    def _alternates(self, index: int) -> bool:
        """Tell whether the rest is title, short text, title, short text ... to the text's end."""
        rest = [line for line in self.lines[index:] if not is_boilerplate(line, self.words)]
        if len(rest) < 4 or len(rest) % 2:
            return False
        return all(
            is_title(title.text) and not is_title(body.text) and len(body.text) <= _LONGEST_BODY
            for title, body in zip(rest[::2], rest[1::2], strict=True)
        )


def _spans(lines: list[Line], kept: list[bool]) -> list[Span]:
    """Return the stretches of neighbouring lines that are kept."""
    spans: list[Span] = []
    is_open = False
    for line, is_kept in zip(lines, kept, strict=True):
        if is_kept and is_open:
            spans[-1] = (spans[-1][0], line.end)
        elif is_kept:
            spans.append((line.start, line.end))
        is_open = is_kept
    return spans


def _without_brackets(text: str, spans: list[Span], words: Words) -> list[Span]:
    """Cut pointers such as "(lire aussi : ...)" out of running text."""
    if ":" not in text:
        return spans
    cut: list[Span] = []
    for start, end in spans:
        for match in words.bracket.finditer(text, start, end):
            cut.append((start, match.start()))
            start = match.end()
        cut.append((start, end))
    return [(start, end) for start, end in cut if start < end]


def _teaser(text: str, lines: list[Line], item: _Item) -> Teaser:
    end = max(lines[item.last - 1].end, item.title[1])
    start = min(lines[item.first].start, item.title[0])
    body = lines[item.body].start if item.body < item.last else end
    return Teaser(text[item.title[0] : item.title[1]].strip(), start, end, item.date, body)


def split_article(article: Article) -> list[Article]:
    """Return the article without its related items, then these as `<id>#2`, `<id>#3` ...

    Offsets stay true: what is cut from the middle becomes blanks of the same length.
    """
    if article.parent_id:
        return [article]
    spans, teasers = split_teasers(article.text, article.published)
    whole = [(0, len(article.text))]
    if not teasers and [s for s in spans if s[0] < s[1]] == whole:
        return [article]
    start = spans[0][0] if spans else 0
    main = replace(article, text=_with_blanks(article.text, spans), offset=article.offset + start)
    year = _year_of(teasers) if main.published is None else None
    if year:
        main = replace(main, published=year, published_from="related items")
    return [main, *(_child(article, item, n) for n, item in enumerate(teasers, 2))]


def _year_of(teasers: list[Teaser]) -> PartialDate | None:
    """Return the year of the related items when all dated ones share one: so is the page's."""
    years = {item.published.first.year for item in teasers if item.published}
    return PartialDate.parse(f"{years.pop():04d}") if len(years) == 1 else None


def _with_blanks(text: str, spans: list[Span]) -> str:
    """Return the text from the first span to the last; what lies between becomes blank."""
    parts: list[str] = []
    for index, (start, end) in enumerate(spans):
        if index:
            gap = text[spans[index - 1][1] : start]
            parts.append("".join(char if char == "\n" else " " for char in gap))
        parts.append(text[start:end])
    return "".join(parts)


def _child(article: Article, item: Teaser, number: int) -> Article:
    body = article.text[item.body_start : item.end]
    title_at = article.text.find(item.title, item.start, item.end)
    return Article(
        article_id=f"{article.article_id}#{number}",
        text=body or item.title,
        title=item.title,
        url=article.url,
        outlet=article.outlet,
        language=article.language,
        published=item.published,
        published_from="text" if item.published else "",
        offset=article.offset + (item.body_start if body else max(title_at, item.start)),
        parent_id=article.article_id,
    )
