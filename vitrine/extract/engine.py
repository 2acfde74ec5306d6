"""One article becomes drafts of events: sentence by sentence, then weighed as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from copy import deepcopy
from dataclasses import dataclass

from vitrine.article import Article
from vitrine.event import DatePrecision, EventType, PartialDate, Period, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.figure import Story, figures
from vitrine.extract.fact.focus import Focus, main_company
from vitrine.extract.fact.happening import STORE_TYPES, happenings
from vitrine.extract.fact.party import Party, is_aside
from vitrine.extract.knowledge import Knowledge
from vitrine.extract.lexicon import Hit
from vitrine.extract.name.person import PersonFound
from vitrine.extract.name.unknown import find_unknown_names
from vitrine.extract.number.count import find_counts, find_percents
from vitrine.extract.number.money import find_amounts
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.reading import Reading, masked_forms
from vitrine.extract.text import Sentence, sentences_of
from vitrine.extract.time.period import find_period_spans, find_periods
from vitrine.extract.time.when import find_dates

_LOCAL = ("city", "venue", "street", "address")
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
_TELLING = ("trigger.", "metric.", "cue.again", "cue.announced", "cue.state")
_LEAD = 3  # sentences in which the main news stands


@dataclass(slots=True)
class _Context:
    """What the whole article tells about a sentence that leaves it out."""

    title: Reading | None
    readings: list[Reading]
    company: Party | None
    country: str
    report_date: PartialDate | None = None


def drafts_of(article: Article, knowledge: Knowledge) -> list[Draft]:
    """Return the events that an article states, in its order; nothing is filtered yet."""
    language = article.language if article.language in knowledge.languages else "en"
    sentences = sentences_of(article.text)
    context = frozenset(token.form for sentence in sentences for token in sentence.tokens)
    countries: set[str] = set()
    readings = [
        _read(
            article.text,
            sentence,
            index,
            language,
            article.published,
            knowledge,
            context,
            countries,
        )
        for index, sentence in enumerate(sentences)
    ]
    title = _read_title(article, language, knowledge, context, countries)
    everything = [*readings, title] if title else readings
    _classify(everything, knowledge)
    whole = _Context(title, readings, main_company(title, readings), _main_country(everything))
    whole.report_date = _report_date(readings, article.published)
    drafts = _body_drafts(whole, language, article, knowledge)
    if title:
        drafts += _title_drafts(whole, title, language, article, knowledge)
    return drafts


def _read(
    text: str,
    sentence: Sentence,
    index: int,
    language: str,
    published: PartialDate | None,
    knowledge: Knowledge,
    context: Set[str],
    countries: set[str],
) -> Reading:
    companies = knowledge.companies.find(sentence.tokens, text, language, context)
    places = knowledge.places.find(text, sentence, language, frozenset(countries))
    countries |= {place.country for place in places if place.kind == "country"}
    taken = [(item.start, item.end) for item in companies]
    places = [p for p in places if not any(p.start < end and start < p.end for start, end in taken)]
    hits: dict[str, list[Hit]] = {}
    for hit in knowledge.lexicon(language).find(sentence.tokens):
        start, end = sentence.tokens[hit.first].start, sentence.tokens[hit.last - 1].end
        if not any(first <= start and end <= last for first, last in taken):
            hits.setdefault(hit.tag, []).append(hit)
    reading = Reading(
        index=index,
        sentence=sentence,
        opens_in_capitals=_opens_in_capitals(text, sentence),
        hits=hits,
        companies=companies,
        places=places,
        amounts=find_amounts(text, sentence, language),
        percents=find_percents(text, sentence, language),
    )
    if _may_tell(reading):
        known = [*taken, *((p.start, p.end) for p in places)]
        reading.names = find_unknown_names(text, sentence, language, known)
        reading.persons = [
            PersonFound(n.start, n.end, n.text) for n in reading.names if n.kind == "person"
        ]
        reading.dates = find_dates(text, sentence, language, published)
        taken += [(item.start, item.end) for item in reading.dates]
        taken += find_period_spans(text, sentence, language)
        reading.counts = find_counts(text, sentence, language, taken)
    return reading


def _may_tell(reading: Reading) -> bool:
    """Tell whether a sentence can hold an event or its date; the others need no closer look."""
    return (
        reading.index < _LEAD
        or bool(reading.companies or reading.amounts or reading.percents)
        or any(tag.startswith(_TELLING) for tag in reading.hits)
    )


def _opens_in_capitals(text: str, sentence: Sentence) -> bool:
    words = [text[t.start : t.end] for t in sentence.tokens[:4] if t.form.isalpha()]
    return len(words) >= 2 and all(word.isupper() and len(word) > 1 for word in words[:2])


def _read_title(
    article: Article,
    language: str,
    knowledge: Knowledge,
    context: Set[str],
    countries: set[str],
) -> Reading | None:
    if not article.title or article.text.startswith(article.title):
        return None
    whole = sentences_of(article.title)
    if not whole:
        return None
    sentence = Sentence(
        0, len(article.title), -1, tuple(token for part in whole for token in part.tokens)
    )
    reading = _read(
        article.title, sentence, -1, language, article.published, knowledge, context, countries
    )
    reading.is_title = True
    return reading


def _classify(readings: Sequence[Reading], knowledge: Knowledge) -> None:
    if knowledge.classifier is None or not readings:
        return
    chosen = [reading for reading in readings if _may_tell(reading)]
    types, statuses = knowledge.classifier.score([masked_forms(item) for item in chosen])
    for index, reading in enumerate(chosen):
        reading.types, reading.statuses = types[index].tolist(), statuses[index].tolist()


def _main_country(readings: Sequence[Reading]) -> str:
    """Return the country most spoken of, empty when none is."""
    found = Counter(p.country for reading in readings for p in reading.places if p.country)
    return found.most_common(1)[0][0] if found else ""


def _report_date(readings: Sequence[Reading], published: PartialDate | None) -> PartialDate | None:
    """Return the day on which the news was given, told in the lead or where it is announced.

    A dateline's day (PARIS, 25 February –) tells only that: it is taken away from the sentence.
    """
    if not published:
        return None
    dateline = _take_dateline(readings[0], published) if readings else None
    for reading in readings:
        if reading.index >= _LEAD and not reading.has("cue.announced"):
            continue
        for item in reading.dates:
            if item.date and _is_fresh(item.date, published):
                return item.date
    return dateline


def _is_fresh(day: PartialDate, published: PartialDate) -> bool:
    return day.precision is DatePrecision.DAY and 0 <= (published.last - day.first).days <= 7


def _take_dateline(reading: Reading, published: PartialDate) -> PartialDate | None:
    for item in reading.dates:
        behind = reading.token_at(item.end - 1) + 1
        if behind > 8 or behind >= len(reading.tokens) or not item.date:
            continue
        mark = reading.tokens[behind].form
        if mark in ("–", "—", "-", ")", "(", ".", "|", ":") and _is_fresh(item.date, published):
            reading.dates = [other for other in reading.dates if other is not item]
            return item.date
    return None


def _read_periods(
    reading: Reading,
    story: Story,
    text: str,
    language: str,
    published: PartialDate | None,
    knowledge: Knowledge,
) -> None:
    """Find the periods of a sentence in the business year of the company that it speaks of."""
    own = [item.company for item in reading.companies if not is_aside(reading, item)]
    name = own[0] if own else story.company.name if story.company else ""
    story.fiscal_start_month = knowledge.fiscal_start_month(name)
    reading.periods = find_periods(
        text, reading.sentence, language, published, story.fiscal_start_month
    )


def _main_period(reading: Reading, published: PartialDate | None) -> Period | None:
    """Return the first period of a sentence that had begun when the article appeared."""
    for item in reading.periods:
        if item.period is None or item.is_previous:
            continue
        if published is None or item.period.first <= published.last:
            return item.period
    return None


def _body_drafts(
    context: _Context, language: str, article: Article, knowledge: Knowledge
) -> list[Draft]:
    drafts: list[Draft] = []
    story = Story()
    focus = Focus(context.readings, context.company)
    for reading in context.readings:
        carried = focus.before(reading)
        if carried and story.company and carried.name != story.company.name:
            story.period = None
        story.company = carried
        _read_periods(reading, story, article.text, language, article.published, knowledge)
        if story.period is None:
            story.period = _main_period(reading, article.published)
        found = figures(reading, story)
        found += happenings(reading, knowledge.rules, carried, article.published)
        if not any(d.event_type in STORE_TYPES and d.features["strength"] > 0.5 for d in found):
            more = _continued(reading, drafts)
            if more:
                found = [d for d in found if d.event_type not in STORE_TYPES] + more
        for draft in found:
            _complete(draft, reading, context, knowledge)
        drafts += found
        focus.after(reading)
        story.country = next((p.country for p in reversed(reading.places) if p.country), "")
    return drafts


def _title_drafts(
    context: _Context, title: Reading, language: str, article: Article, knowledge: Knowledge
) -> list[Draft]:
    story = Story(context.company)
    _read_periods(title, story, article.title, language, article.published, knowledge)
    found = figures(title, story)
    found += happenings(title, knowledge.rules, context.company, article.published)
    for draft in found:
        _complete(draft, title, context, knowledge)
    return found


def _continued(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return openings or closings that a sentence adds to those of the sentence before."""
    before = [d for d in drafts if d.event_type in STORE_TYPES and d.order in (reading.index - 1,)]
    if not before or not (reading.has("cue.again") or reading.dates):
        return []
    places = [p for p in reading.places if p.kind in _LOCAL and p.city]
    tells_else = any(tag.startswith("trigger.") and tag.endswith(".sure") for tag in reading.hits)
    if not places or tells_else:
        return []
    model = before[-1]
    if reading.companies and reading.companies[0].company != model.company:
        return []
    draft = deepcopy(model)
    draft.order = reading.index
    draft.spans = [span for span in model.spans if span.role in ("company", "trigger")]
    draft.cities, draft.address, draft.event_date, draft.count = [], "", None, None
    for place in places:
        if (place.country, place.city) not in draft.cities:
            draft.cities.append((place.country, place.city))
            draft.prove("city", place.start, place.end)
        draft.country = place.country
        if place.address and not draft.address:
            draft.address = place.address
            draft.prove("address", place.start, place.end)
    dated = [item for item in reading.dates if item.date]
    if dated:
        draft.event_date = dated[0].date
        draft.prove("event_date", dated[0].start, dated[0].end)
    draft.features["is_continued"] = 1.0
    return [draft]


def _complete(draft: Draft, reading: Reading, context: _Context, knowledge: Knowledge) -> None:
    """Fill what the sentence leaves out from its neighbours, the headline and the company."""
    if draft.event_type in STORE_TYPES and not draft.cities:
        _carry_place(draft, reading, context)
    if not draft.country:
        if draft.event_type in STORE_TYPES:
            draft.country = _near_country(reading) or context.country
        elif draft.event_type not in _SCOPED:
            party = draft.counterparty[0] if draft.counterparty else ""
            home = ""
            if draft.event_type in (EventType.ACQUISITION, EventType.LEGAL, EventType.STRATEGY):
                home = knowledge.home_country(party)
            draft.country = home or knowledge.home_country(draft.company)
    if (
        draft.event_type in _REPORTED
        and draft.status is not Status.PLANNED
        and not draft.event_date
        and not draft.features.get("is_previous")
        and context.report_date
        and context.company
        and (draft.company == context.company.name or reading.index < _LEAD)
    ):
        draft.event_date = context.report_date
    main = context.company.name if context.company else ""
    draft.features["is_main_company"] = float(draft.company == main)
    draft.features["in_lead"] = float(reading.index < _LEAD)
    draft.features["title_has_company"] = float(
        bool(context.title and any(c.company == draft.company for c in context.title.companies))
    )


def _near_country(reading: Reading) -> str:
    for place in reading.places:
        if place.country and place.kind in ("country", "region", "demonym"):
            return place.country
    return ""


def _carry_place(draft: Draft, reading: Reading, context: _Context) -> None:
    """Take the city from a demonym, the sentence before or behind, or the headline."""
    for place in reading.places:
        if place.kind == "demonym" and place.city:
            _put_place(draft, place, is_far=False)
            return
    if draft.count and draft.count > 1:
        return
    near: list[Reading] = []
    if not reading.is_title:
        near += context.readings[max(0, reading.index - 1) : reading.index][::-1]
        near += context.readings[reading.index + 1 : reading.index + 2]
    for other in near:
        if other.sentence.paragraph == reading.sentence.paragraph:
            cities = [p for p in other.places if p.kind in _LOCAL and p.city]
            if len({p.city for p in cities}) == 1:
                _put_place(draft, cities[0], is_far=False)
                return
    if context.title and not reading.is_title and reading.index < _LEAD:
        cities = [p for p in context.title.places if p.city]
        if len({p.city for p in cities}) == 1:
            _put_place(draft, cities[0], is_far=True)


def _put_place(draft: Draft, place: PlaceFound, *, is_far: bool) -> None:
    draft.cities.append((place.country, place.city))
    draft.country = place.country
    draft.features["place_carried"] = 1.0
    if not is_far:
        draft.prove("city", place.start, place.end)
