"""When a page says it was published, and where it says so; what contradicts itself is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from vitrine.event import DatePrecision, PartialDate
from vitrine.read.day import exact_day, find_day
from vitrine.read.page_meta import PageMeta, text_value
from vitrine.read.page_tree import clean, text_of
from vitrine.read.teaser_word import date_line, teaser_words

_METAS = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("article.published", "datepublished", "date.published", "published_time", "publishdate"),
    *(
        "publish-date",
        "publish_date",
        "publication_date",
        "publication-date",
        "pubdate",
        "rnews:datepublished",
    ),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
    ),
    *(
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "dc.date",
        "dcterms.date",
    ),
    *("citation_publication_date", "citation_date", "article_date_original", "displaydate", "date"),
)
_MODIFIED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_URL_DAY = re.compile(
    r"[/_-]((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_EARLIEST = date(1995, 1, 1)
_LINES_AT_TITLE = 12
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ]+(\d\d):?(\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?"
)


@dataclass(frozen=True, slots=True)
class Published:
    """A date and where it was read: metadata, json-ld, url, text, or empty when unknown."""

    date: PartialDate | None = None
    source: str = ""


def find_published(
    root: Any, meta: PageMeta, lines: Sequence[str], today: date | None = None
) -> Published:
    """Return the publication day of a page whose related items were taken out of the tree.

    Without a tree (None) only the head of the page counts.
    lines are the first ones around its title. The day is the local one as written. Two statements
    that are more than a day apart, a day in the future or before 1995 make it unknown.
    """
    latest = (today or datetime.now(UTC).date()) + timedelta(days=2)
    stated = [
        (found, source)
        for source, values in _stated(root, meta)
        for value in values
        if (found := read_day(value)) is not None
    ]
    if any(not _is_possible(found, latest) for found, _ in stated[:1]):
        return Published()
    days = [item for item in stated if _is_possible(item[0], latest)]
    from_url = day_in_url(meta.url)
    if from_url and not _is_possible(from_url, latest):
        from_url = None
    if days:
        return _agreed(days, from_url, _modified(meta))
    if from_url and from_url.precision is DatePrecision.DAY:
        return Published(from_url, "url")
    seen = _visible(lines, latest)
    if seen:
        return Published(seen, "text")
    return Published(from_url, "url") if from_url else Published()


def _stated(root: Any, meta: PageMeta) -> Iterator[tuple[str, list[str]]]:
    """Yield the statements made for programs, the surest first."""
    yield "metadata", [value for name in _METAS for value in meta.metas.get(name, ())[:1]][:3]
    nodes = [meta.article] if meta.article else [meta.page]
    yield "json-ld", [text_value(node.get("datePublished")) for node in nodes]
    if root is not None:
        yield "metadata", list(_times(root))


def _times(root: Any) -> Iterator[str]:
    """Yield the <time> that is marked as the publication, or stands near the headline."""
    for element in root.iter("time"):
        mark = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if "modif" in mark or "update" in mark:
            continue
        is_marked = element.get("pubdate") is not None or "datepublished" in mark
        if is_marked or _is_near_heading(element):
            yield clean(element.get("datetime") or "") or text_of(element)
            return


def _is_near_heading(element: Any) -> bool:
    """Tell whether a headline and little else stands in one of the next three elements around."""
    around = element.getparent()
    for _ in range(3):
        if around is None or around.tag in ("body", "html", "li", "aside", "footer", "nav"):
            return False
        if next(around.iter("h1"), None) is not None:
            return True
        around = around.getparent()
    return False


def read_day(value: str) -> PartialDate | None:
    """Return the day of a stamp as a page writes it; the local day where an offset is given."""
    value = value.strip()[:60]
    moment = _MOMENT.match(value)
    if moment:
        return exact_day(int(moment[1]), int(moment[2]), int(moment[3]))
    if _STAMP.fullmatch(value):
        seconds = int(value[:10])
        return PartialDate.parse(datetime.fromtimestamp(seconds, UTC).date().isoformat())
    compact = re.match(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6})?(?!\d)", value)
    if compact:
        return exact_day(int(compact[1]), int(compact[2]), int(compact[3]))
    found = find_day(value)
    return found.date if found and found.date.precision is DatePrecision.DAY else None


def _is_possible(found: PartialDate, latest: date) -> bool:
    return _EARLIEST <= found.first <= latest


def _modified(meta: PageMeta) -> PartialDate | None:
    value = meta.first(*_MODIFIED_METAS) or text_value(meta.article.get("dateModified"))
    return read_day(value) if value else None


def _agreed(
    days: list[tuple[PartialDate, str]], from_url: PartialDate | None, modified: PartialDate | None
) -> Published:
    """Return the day that all statements agree on, or the one that the address bears out.

    One day apart is the same moment in two time zones. A statement that equals the day of the last
    change yields to one that does not.
    """
    first = days[0]
    others = [item for item in days[1:] if _days_apart(item[0], first[0]) > 1]
    if not others and (from_url is None or _days_apart(from_url, first[0]) <= 1):
        return Published(*first)
    if from_url:
        for day, source in days:
            if _days_apart(from_url, day) <= 1:
                return Published(day, source)
        if not others and from_url.precision is not DatePrecision.DAY:
            return Published(*first)  # month of an address that was given at the first draft
        return Published()
    if modified:
        unchanged = [item for item in days if _days_apart(item[0], modified) > 1]
        if unchanged and all(_days_apart(item[0], unchanged[0][0]) <= 1 for item in unchanged):
            return Published(*unchanged[0])
    return Published()


def _days_apart(one: PartialDate, other: PartialDate) -> int:
    """Return how many days lie between two dates; none when one holds the other."""
    if one.overlaps(other):
        return 0
    return max((one.first - other.last).days, (other.first - one.last).days)


def day_in_url(url: str) -> PartialDate | None:
    """Return the day, or month, that an address holds as /2018/05/22/ or -20180522-."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0]
    match = _URL_DAY.search(path)
    if match:
        return exact_day(int(match[1]), int(match[3]), int(match[4]))
    month = _URL_MONTH.search(path)
    return PartialDate.parse(f"{month[1]}-{month[2]}") if month else None


def _visible(lines: Sequence[str], latest: date) -> PartialDate | None:
    """Return the date of a line near the title that is a date and little else."""
    for line in lines[:_LINES_AT_TITLE]:
        is_date, day = date_line(line, teaser_words(), None)
        if is_date and day and day.precision is DatePrecision.DAY and _is_possible(day, latest):
            return day
    return None
