"""From events to the rows of a snapshot's tables (queries/schema/001_event.sql). Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from functools import lru_cache

from vitrine.company import Companies
from vitrine.event import Event, EventType, Mention, PartialDate, Tier
from vitrine.filters import fold
from vitrine.ingest.ingested import NOTHING, Ingested
from vitrine.place import Places
from vitrine.version import Version, event_versions, known_days

Row = tuple[object, ...]
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Tables:
    """The rows of each table, by table name, in the order of the schema's columns."""

    rows: dict[str, list[Row]]


def article_id(url: str) -> str:
    """Return the id of an article: a hash of its normalised address."""
    normal = re.sub(r"^https?://(www\.)?", "", url.strip()).split("#")[0].rstrip("/")
    return "A" + hashlib.sha256(normal.encode()).hexdigest()[:15]


def to_tables(
    events: Sequence[Event],
    companies: Companies,
    places: Places,
    ingested: Ingested = NOTHING,
) -> Tables:
    """Return every row of a snapshot but its metadata."""
    by_date = sorted(events, key=lambda event: (_sort_date(event), event.event_id))
    known = known_days(events)
    versions = [list(event_versions(event, known)) for event in by_date]
    rows: dict[str, list[Row]] = {
        "company": [
            (
                item.company,
                item.kind,
                item.home_country or None,
                item.color,
                item.fiscal_start_month,
            )
            for item in companies
        ],
        "membership": [
            (item.company, item.group_company, item.from_date, item.to_date)
            for item in companies.memberships()
        ],
        "alias": [(alias, item.company) for item in companies for alias in item.aliases],
        "place": [(item.city, item.country, item.metro, item.lat, item.lon) for item in places],
        "place_alias": [
            (name, item.city, item.country) for item in places for name in item.aliases
        ],
        "article": _article_rows(by_date, ingested),
        "event": [_event_row(event, places, ingested) for event in by_date],
        "mention": [row for event in by_date for row in _mention_rows(event, ingested)],
        "span": [
            (mention.mention_id, item.role, item.start, item.end, item.quote)
            for event in by_date
            for mention in event.mentions
            for item in ingested.quotes_of.get(mention.mention_id, ())
        ],
        "wrong_span": [
            (item.mention_id, item.role, item.start, item.end, item.problem)
            for item in ingested.wrong_spans
        ],
        "new_name": [
            (
                item.name,
                item.kind,
                item.article_count,
                item.first_seen,
                item.quote,
            )
            for item in ingested.new_names
        ],
        "conflict": [row for event in by_date for row in _conflict_rows(event)],
        "token": [row for event in by_date for row in _token_rows(event, places)],
        "event_version": [
            (
                *_event_row(item.event, places, ingested),
                item.event.chosen.mention_id,
                item.from_date,
                item.to_date,
            )
            for story in versions
            for item in story
        ],
        "mention_known": [
            (mention.mention_id, event.event_id, known[mention.mention_id])
            for event in by_date
            for mention in event.mentions
        ],
        "conflict_version": [
            (*row, item.from_date, item.to_date)
            for story in versions
            for item in story
            for row in _conflict_rows(item.event)
        ],
        "token_known": [row for story in versions for row in _late_token_rows(story, places)],
    }
    return Tables(rows)


def _dates(day: PartialDate | None) -> tuple[object, object, object, object]:
    if day is None:
        return None, None, None, None
    return day.first, day.last, day.precision.value, str(day)


def _reported(event: Event) -> list[PartialDate]:
    return sorted(item.published for item in event.mentions if item.published)


def _sort_date(event: Event) -> date:
    """Return the day to sort by: the event's own, else its period's end, else its first report."""
    chosen = event.chosen
    if chosen.event_date:
        return chosen.event_date.first
    if chosen.period:
        return chosen.period.last
    reported = _reported(event)
    return reported[0].first if reported else EARLIEST


def _event_row(event: Event, places: Places, ingested: Ingested) -> Row:
    chosen = event.chosen
    city = places.get(chosen.place.country, chosen.place.city) if chosen.place.city else None
    reported = _reported(event)
    outlets = list(dict.fromkeys(item.outlet for item in event.mentions))
    lat, lon = chosen.place.lat, chosen.place.lon
    if city and (lat is None or lon is None):
        lat, lon = city.lat, city.lon
    period = chosen.period
    precision = chosen.place.precision
    return (
        event.event_id,
        chosen.event_type.value,
        chosen.status.value,
        chosen.company,
        "; ".join(chosen.counterparty) or None,
        *_dates(chosen.event_date),
        _sort_date(event),
        chosen.place.country or None,
        chosen.place.city or None,
        city.metro if city else None,
        chosen.place.address or None,
        lat,
        lon,
        precision.value if precision else ("city" if city else None),
        chosen.metric or None,
        chosen.money.amount if chosen.money else None,
        chosen.money.currency if chosen.money else None,
        period.text if period else None,
        period.first if period else None,
        period.last if period else None,
        period.months if period else None,
        _basis(chosen),
        chosen.scope_note or None,
        float(chosen.change_pct) if chosen.change_pct is not None else None,
        chosen.count,
        chosen.is_approx,
        chosen.is_temporary,
        chosen.summary,
        len(event.mentions),
        len(outlets),
        ", ".join(outlets),
        chosen.source_url,
        sum(item.kind == "conflict" for item in event.conflicts),
        reported[0].first if reported else None,
        reported[-1].first if reported else None,
        event_tier(event).value,
        max(item.confidence for item in event.mentions),
        any(ingested.is_reviewed(item) for item in event.mentions),
        chosen.person or None,
    )


def event_tier(event: Event) -> Tier:
    """Return the best tier of an event's mentions."""
    is_published = any(item.tier is Tier.PUBLISHED for item in event.mentions)
    return Tier.PUBLISHED if is_published else Tier.REVIEW


def _basis(mention: Mention) -> str | None:
    if mention.event_type is not EventType.RESULTS:
        return None
    return mention.basis.value if mention.basis else "reported"


def _mention_rows(event: Event, ingested: Ingested) -> Iterable[Row]:
    for step, item in enumerate(event.mentions, start=1):
        yield (
            item.mention_id,
            event.event_id,
            _article_of(item, ingested),
            item.event_type.value,
            item.status.value,
            item.company,
            "; ".join(item.counterparty) or None,
            *_dates(item.event_date),
            item.place.country or None,
            item.place.city or None,
            item.place.address or None,
            item.metric or None,
            item.money.amount if item.money else None,
            item.money.currency if item.money else None,
            item.period.text if item.period else None,
            _basis(item),
            float(item.change_pct) if item.change_pct is not None else None,
            item.count,
            item.summary,
            item.outlet,
            item.language or None,
            item.published.first if item.published else None,
            str(item.published) if item.published else None,
            item.source_url,
            step,
            item.mention_id == event.chosen.mention_id,
            json.dumps([[span.role, span.start, span.end] for span in item.spans]),
            item.tier.value,
            item.confidence,
            item.person or None,
            ingested.is_curated(item),
            *ingested.review_row(item),
        )


def _article_of(mention: Mention, ingested: Ingested) -> str:
    fact = ingested.article_of.get(mention.mention_id)
    return fact.article_id if fact else article_id(mention.source_url)


def _conflict_rows(event: Event) -> Iterable[Row]:
    return (
        (event.event_id, item.field, item.value, item.mention_id, item.kind)
        for item in event.conflicts
    )


def _article_rows(events: Sequence[Event], ingested: Ingested) -> list[Row]:
    """Return the articles that the program read, then those known only by their mentions."""
    rows: dict[str, Row] = {}
    for fact in sorted(ingested.articles, key=lambda item: item.article_id):
        rows[fact.article_id] = (
            fact.article_id,
            fact.url,
            fact.outlet,
            fact.title or None,
            *_published(fact.published),
            fact.language or None,
            fact.version,
            fact.fetched_at.astimezone(UTC).replace(tzinfo=None),
            fact.published_from or None,
            True,
        )
    mentions = sorted((m for event in events for m in event.mentions), key=lambda m: m.mention_id)
    for item in mentions:
        key = _article_of(item, ingested)
        published = _published(item.published)
        row = (key, item.source_url, item.outlet, None, *published, item.language or None)
        rows.setdefault(key, (*row, 1, None, None, False))
    return list(rows.values())


def _published(day: PartialDate | None) -> tuple[date | None, str | None]:
    return (day.first, str(day)) if day else (None, None)


def _token_rows(event: Event, places: Places) -> Iterable[Row]:
    words: set[str] = set()
    for item in (event.chosen, *event.mentions):
        city = places.get(item.place.country, item.place.city) if item.place.city else None
        texts = (
            item.company,
            *item.counterparty,
            item.place.city,
            item.place.address,
            city.metro if city else "",
            item.summary,
            item.outlet,
        )
        for text in texts:
            words.update(_words(text))
    return ((word[:64], event.event_id) for word in sorted(words))


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def _late_token_rows(story: Sequence[Version], places: Places) -> Iterable[Row]:
    """Yield the words that a later version added, and since when they find the event."""
    known: set[Row] = set()
    for number, version in enumerate(story):
        rows = [row for row in _token_rows(version.event, places) if row not in known]
        known.update(rows)
        if number:
            yield from ((*row, version.from_date) for row in rows)
