"""What a sentence leaves out is taken from its neighbours, the headline and the whole article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vitrine.event import EventType, PartialDate, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.happening import PLACED, STORE_TYPES
from vitrine.extract.fact.party import Party
from vitrine.extract.knowledge import Knowledge
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.reading import Reading
from vitrine.extract.rule import Rule

LOCAL = ("city", "venue", "street", "address")


_SCOPED = frozenset({EventType.RESULTS, EventType.MARKET_ENTRY, EventType.MARKET_EXIT})


_REPORTED = frozenset(
    {
        EventType.RESULTS,
        EventType.ACQUISITION,
        EventType.LEADERSHIP,
        EventType.IPO,
        EventType.RESTRUCTURING,
        EventType.FUNDING,
        EventType.PARTNERSHIP,
        EventType.LEGAL,
        EventType.MARKET_EXIT,
    }
)  # what happens on the day on which it is told


_NEWS = 2  # sentences of which at least one says why the article appeared
LEAD = 3  # sentences in which the main news stands


TYPES = list(EventType)


STATUSES = list(Status)


@dataclass(slots=True)
class Context:
    """What the whole article tells about a sentence that leaves it out."""

    title: Reading | None
    readings: list[Reading]
    company: Party | None
    country: str
    named: frozenset[str] = frozenset()
    dateline: PlaceFound | None = None
    is_local: bool = False
    report_date: PartialDate | None = None
    report_month: PartialDate | None = None
    listed: frozenset[str] = frozenset()
    is_of_trade: bool = True


def complete(draft: Draft, reading: Reading, context: Context, knowledge: Knowledge) -> None:
    """Fill what the sentence leaves out from its neighbours, the headline and the company."""
    if draft.event_type in PLACED and not draft.cities:
        _carry_place(draft, reading, context)
    elif draft.event_type is EventType.RESTRUCTURING and not draft.cities:
        here = _only_city([reading])
        if here and not reading.is_title:
            draft.cities = [(here.country, here.city)]
            draft.prove("city", here.start, here.end)
    rule = knowledge.rules[draft.event_type]
    if rule.metric and not draft.money and draft.event_type not in STORE_TYPES:
        _carry_amount(draft, reading, context, rule)
    if not draft.country:
        if draft.event_type in STORE_TYPES:
            draft.country = _near_country(reading) or context.country
        elif draft.event_type not in _SCOPED:
            party = draft.counterparty[0] if draft.counterparty else ""
            home = ""
            if draft.event_type in (EventType.ACQUISITION, EventType.LEGAL, EventType.STRATEGY):
                home = knowledge.home_country(party)
            home = home or knowledge.home_country(draft.company)
            is_abroad = context.is_local and home not in context.named
            draft.country = context.country if is_abroad or not home else home
    if (
        draft.event_type in _REPORTED
        and draft.status is not Status.PLANNED
        and not draft.event_date
        and not draft.features.get("is_previous")
        and context.report_date
        and context.company
        and (draft.company == context.company.name or reading.index < LEAD)
    ):
        draft.event_date = context.report_date
    elif _is_the_news(draft, reading, context):
        draft.event_date = context.report_month
    if draft.event_type is EventType.MARKET_ENTRY and draft.country:
        draft.is_guessed = draft.country == knowledge.home_country(draft.company)
    main = context.company.name if context.company else ""
    draft.features["is_unlisted"] = float(draft.company not in context.listed)
    draft.is_off_trade = draft.company not in context.listed and not context.is_of_trade
    draft.features["is_main_company"] = float(draft.company == main)
    draft.features["in_lead"] = float(reading.index < LEAD)
    column = TYPES.index(draft.event_type)
    head = context.title or next(iter(context.readings), None)  # the lead where no headline is
    draft.features["title_chance"] = float(head.types[column]) if head and head.types else 0.0
    draft.features["status_chance"] = (
        float(reading.statuses[STATUSES.index(draft.status)]) if reading.statuses else 0.0
    )
    draft.features["long"] = min(2.0, len(reading.tokens) / 40)
    draft.features["title_has_company"] = float(
        head is not None and any(c.company == draft.company for c in head.companies)
    )


def _is_the_news(draft: Draft, reading: Reading, context: Context) -> bool:
    """Tell whether the article appeared to report this, with no word on the day: X has fined Y."""
    return (
        draft.event_type in _REPORTED
        and draft.event_type is not EventType.RESULTS
        and draft.status not in (Status.PLANNED, Status.RUMOURED)
        and not draft.event_date
        and not reading.dates
        and not reading.has("cue.background")
        and reading.index < _NEWS
        and context.company is not None
        and context.company.name in (draft.company, *draft.counterparty, *_named(reading))
    )


def _named(reading: Reading) -> list[str]:
    return [item.company for item in reading.companies]


def _carry_amount(draft: Draft, reading: Reading, context: Context, rule: Rule) -> None:
    """Take the price from the next sentence, or the one before, that tells one amount only."""
    if reading.is_title or reading.amounts:
        return
    at = reading.index
    before = context.readings[max(0, at - 1) : at]
    told = f"trigger.{draft.event_type}.sure"
    if any(told in other.hits for other in context.readings[max(0, at - 2) : at]):
        before = []  # that is the price, or the fine, of what is told there
    for other in [*context.readings[at + 1 : at + 2], *before]:
        fit = [item for item in other.amounts if abs(item.money.amount) >= rule.smallest]
        is_figure = any(tag.startswith("metric.") for tag in other.hits)
        if other.sentence.paragraph == reading.sentence.paragraph and len(fit) == 1:
            if is_figure or other.companies or len(other.amounts) > 1:
                continue
            draft.metric, draft.money = rule.metric, fit[0].money
            draft.is_approx = fit[0].is_approx
            draft.prove("amount", fit[0].start, fit[0].end)
            return


def _near_country(reading: Reading) -> str:
    for place in reading.places:
        if place.country and place.kind in ("country", "region", "demonym"):
            return place.country
    return ""


def _carry_place(draft: Draft, reading: Reading, context: Context) -> None:
    """Take the city from a demonym, the headline, the sentences beside it, or the whole article."""
    for place in reading.places:
        if place.kind == "demonym" and place.city:
            _put_place(draft, place, is_far=False)
            return
    if draft.count and draft.count > 1:
        return
    title = _only_city([context.title]) if context.title else None
    is_own = bool(context.company) and draft.company == context.company.name  # type: ignore[union-attr]
    if title and is_own and not reading.is_title:
        again = _city_in_text(title, context)
        _put_place(draft, again or title, is_far=not again)
        return
    if draft.event_type not in STORE_TYPES:
        return
    at = reading.index
    for other in () if reading.is_title else (at - 1, at + 1):
        if other > at and context.dateline:
            break  # what comes next in the news of a town may be about another one
        if other > at and tells_opposite(draft, context.readings[other : other + 1]):
            break  # that is where another one closes
        found = _only_city(context.readings[max(0, other) : other + 1])
        if found and _shares_paragraph(reading, context.readings[other]):
            _put_place(draft, found, is_far=False)
            return
    if context.dateline:
        _put_place(draft, context.dateline, is_far=False)
        return
    fit = (r for r in context.readings if not _looks_back(r, context))
    whole = _only_city([r for r in fit if not tells_opposite(draft, [r])])
    whole = whole if is_own else None
    if whole:
        _put_place(draft, whole, is_far=False)


def _shares_paragraph(one: Reading, other: Reading) -> bool:
    return one.sentence.paragraph == other.sentence.paragraph


def tells_opposite(draft: Draft, readings: Sequence[Reading]) -> bool:
    """Tell whether words for a closing stand where an opening looks for a place, or vice versa."""
    is_opening = draft.event_type is EventType.STORE_OPENING
    other = EventType.STORE_CLOSING if is_opening else EventType.STORE_OPENING
    return any(
        reading.has(f"trigger.{other}.{strength}")
        and not reading.has(f"trigger.{draft.event_type}.{strength}")
        for reading in readings
        for strength in ("sure", "weak")
    )


def _looks_back(reading: Reading, context: Context) -> bool:
    """Tell whether a sentence speaks of years before the one of the report."""
    report = context.report_month
    return bool(report) and any(
        item.date and item.date.last.year < report.first.year  # type: ignore[union-attr]
        for item in reading.dates
    )


def _only_city(readings: Sequence[Reading]) -> PlaceFound | None:
    """Return the place of a city when sentences name no other one."""
    found = [p for r in readings for p in r.places if p.kind in LOCAL and p.city]
    return found[0] if len({place.city for place in found}) == 1 else None


def _city_in_text(place: PlaceFound, context: Context) -> PlaceFound | None:
    """Return where the text, not the headline, names a city."""
    cities = (p for r in context.readings for p in r.places if p.kind in (*LOCAL, "demonym"))
    return next((other for other in cities if other.city == place.city), None)


def _put_place(draft: Draft, place: PlaceFound, *, is_far: bool) -> None:
    draft.cities.append((place.country, place.city))
    draft.country = place.country
    draft.features["place_carried"] = 1.0
    if not is_far:
        draft.prove("city", place.start, place.end)
