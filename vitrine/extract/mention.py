"""Drafts become mentions: checked for plausibility, weighed, with ids that do not change."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from vitrine.article import Article
from vitrine.event import EventType, Evidence, GeoPrecision, Mention, Place, Status, Tier
from vitrine.extract.engine import drafts_of
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.happening import KNOWN_TO_EXIST, PLACED
from vitrine.extract.fact.unify import unify
from vitrine.extract.knowledge import Knowledge

_QUOTE_WORDS = 20
_SURELY = 0.95  # the chance from which a reader sees what the weights would leave out
_WEAK = 0.6  # the strength of a word that needs another beside it
_HARDLY = 0.1  # the classifier's chance below which no word alone makes an event
_LARGEST = Decimal(2_000_000_000_000)  # in euros no company of the field comes near it
_SMALL_CURRENCIES = frozenset(
    {"KRW", "JPY", "HUF", "CLP", "COP", "INR", "RUB", "CNY", "TWD", "IDR"}
)


def extract_mentions(article: Article, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return what an article says, every value with the words that say it.

    A mention is published or waits for review by its confidence; what is less sure is left out.
    Spans are counted from the text that the article was cut from (article.offset).
    """
    mentions: dict[str, Mention] = {}
    for draft in weighed_drafts(article, knowledge):
        confidence = knowledge.weights.confidence(draft)
        tier = knowledge.weights.tier(confidence)
        if tier is None and draft.features.get("chance", 0.0) >= _SURELY:
            tier = Tier.REVIEW
        is_state = draft.scope_note == KNOWN_TO_EXIST
        if is_state or (tier and _needs_a_reader(draft)):
            confidence, tier = min(confidence, 0.5), Tier.REVIEW
        if tier is not None:
            for mention in to_mentions(draft, article, knowledge, confidence, tier):
                mentions.setdefault(mention.mention_id, mention)
    return tuple(mentions.values())


def _needs_a_reader(draft: Draft) -> bool:
    """Tell whether only a reader makes news of it, however sure the words are.

    A company on no list outside the trade; a figure whose metric is not named; a shop that is only
    shut for a time; an event that the sentence as a whole hardly tells, or it alone.
    """
    if draft.is_guessed or 0 < draft.features.get("strength", 1.0) < _WEAK:
        return True
    if draft.event_type is EventType.RESULTS:
        return draft.is_off_trade or bool(draft.features.get("is_alone"))
    is_passing = draft.event_type is EventType.STORE_CLOSING and draft.is_temporary
    return draft.is_off_trade or is_passing or draft.features.get("chance", 1.0) < _HARDLY


def weighed_drafts(article: Article, knowledge: Knowledge) -> list[Draft]:
    """Return the events of an article that say enough, with all that speaks for and against."""
    drafts = [
        draft
        for draft in unify(drafts_of(article, knowledge))
        if draft.company and _says_something(draft)
    ]
    in_sentence = Counter(draft.order for draft in drafts)
    for draft in drafts:
        draft.features.update(
            is_suspect=max(draft.features.get("is_suspect", 0.0), float(not is_plausible(draft))),
            crowd=in_sentence[draft.order] / 3,
            late=min(2.0, draft.order / 20),
            cities=min(2.0, len(draft.cities) / 2) if draft.event_type in PLACED else 0.0,
            has_country=float(bool(draft.country)),
            has_party=float(bool(draft.counterparty)),
            has_person=float(bool(draft.person)),
            is_planned=float(draft.status is Status.PLANNED),
        )
    return drafts


def to_mentions(
    draft: Draft, article: Article, knowledge: Knowledge, confidence: float, tier: Tier
) -> Iterable[Mention]:
    """Yield a draft's mentions: one for each city that it names."""
    for place, count in _places(draft, knowledge):
        yield Mention(
            mention_id=_mention_id(article, draft, place),
            event_type=draft.event_type,
            company=draft.company,
            status=draft.status,
            counterparty=tuple(draft.counterparty),
            event_date=draft.event_date,
            place=place,
            metric=draft.metric if draft.money or draft.change_pct is not None else "",
            money=draft.money,
            period=draft.period,
            change_pct=draft.change_pct,
            count=count,
            basis=draft.basis,
            is_temporary=draft.is_temporary,
            is_approx=draft.is_approx,
            scope_note=draft.scope_note,
            summary=_quote(article, draft),
            source_url=article.url,
            outlet=article.outlet,
            published=article.published,
            language=article.language,
            spans=_shifted(_spans_for(draft, place, article, knowledge), article.offset),
            person=draft.person,
            confidence=round(confidence, 3),
            tier=tier,
        )


def is_plausible(draft: Draft) -> bool:
    """Tell whether the values can be: no amount beyond any company, no change beyond reason."""
    if draft.money and draft.money.currency not in _SMALL_CURRENCIES:
        limit = _LARGEST if draft.event_type is not EventType.FUNDING else _LARGEST / 20
        if abs(draft.money.amount) > limit:
            return False
    if draft.change_pct is not None and abs(draft.change_pct) > 1000:
        return False
    return not (draft.count is not None and draft.count > 200_000)


def _says_something(draft: Draft) -> bool:
    """Tell whether a draft has what its type needs: a figure without a number is none."""
    if draft.event_type is EventType.RESULTS:
        return draft.is_verdict or draft.money is not None or draft.change_pct is not None
    if draft.event_type in (EventType.MARKET_ENTRY, EventType.MARKET_EXIT):
        return bool(draft.country)
    if draft.event_type is EventType.ACQUISITION:
        return bool(draft.counterparty)
    if draft.event_type is EventType.DIVESTITURE:  # its Nordic business, no buyer named
        return bool(draft.counterparty) or draft.features["strength"] == 1
    return True


def _places(draft: Draft, knowledge: Knowledge) -> Iterable[tuple[Place, int | None]]:
    """Yield one place for each city; the count only stands when it is not spread over cities."""
    if not draft.cities:
        yield Place(country=draft.country, address=draft.address), draft.count
        return
    is_one = len(draft.cities) == 1
    for country, city in draft.cities:
        point = knowledge.points.get((country, city))
        yield (
            Place(
                country=country,
                city=city,
                address=draft.address if is_one else "",
                lat=point[0] if point else None,
                lon=point[1] if point else None,
                precision=GeoPrecision.CITY if point else None,
            ),
            draft.count if is_one else None,
        )


def _spans_for(
    draft: Draft, place: Place, article: Article, knowledge: Knowledge
) -> Sequence[Evidence]:
    """Return the evidence of one city's mention: not the words of the other cities."""
    if len(draft.cities) < 2:
        return draft.spans
    cities = [span for span in draft.spans if span.role == "city"]
    own = dict(zip(draft.cities, cities, strict=False)).get((place.country, place.city))
    return [
        span for span in draft.spans if span.role not in ("city", "address", "count") or span == own
    ]


def _shifted(spans: Iterable[Evidence], offset: int) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(span.role, span.start + offset, span.end + offset)
        for span in sorted(spans, key=lambda span: (span.start, span.end, span.role))
    )


def _mention_id(article: Article, draft: Draft, place: Place) -> str:
    """Return an id that the same article gives again: what is said, not where in the run."""
    parts = (
        article.url or article.article_id,
        article.digest,
        draft.event_type,
        draft.company,
        *draft.counterparty,
        place.country,
        place.city,
        draft.address,
        draft.metric,
        str(draft.money.amount) if draft.money else "",
        str(draft.period or ""),
        str(draft.event_date or ""),
        str(draft.change_pct),
        draft.person,
        str(draft.is_temporary),
    )
    return "X" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _quote(article: Article, draft: Draft) -> str:
    """Return at most twenty words around the evidence, as the article has them."""
    text = article.title if draft.is_title else article.text
    if draft.is_title or not draft.spans:
        return " ".join((article.title or text).split()[:_QUOTE_WORDS])
    start = min(span.start for span in draft.spans)
    line_start = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    words = text[line_start : start + 600].split("\n")[0].split()
    return " ".join(words[:_QUOTE_WORDS]) + ("…" if len(words) > _QUOTE_WORDS else "")
