"""One article becomes drafts of events: sentence by sentence, then weighed as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from copy import deepcopy
from dataclasses import replace

from vitrine.article import Article
from vitrine.event import DatePrecision, EventType, PartialDate, Period, Status
from vitrine.extract.fact.complete import LEAD, LOCAL, TYPES, Context, complete, tells_opposite
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.figure import figures
from vitrine.extract.fact.focus import Focus, main_company
from vitrine.extract.fact.happening import STORE_TYPES, happenings
from vitrine.extract.fact.party import is_aside
from vitrine.extract.fact.scope import Story, is_compared, is_of_founding
from vitrine.extract.fact.stage import status_of
from vitrine.extract.fact.target import give_to_bought, tells_a_deal
from vitrine.extract.fact.unlisted import add_unlisted
from vitrine.extract.fact.worth import valuations
from vitrine.extract.knowledge import Knowledge
from vitrine.extract.lexicon import Hit
from vitrine.extract.name.person import PersonFound
from vitrine.extract.name.unknown import NameFound, find_capitals, find_unknown_names
from vitrine.extract.number.count import Count, find_counts, find_percents
from vitrine.extract.number.money import find_amounts
from vitrine.extract.reading import Placed, Reading, masked_forms
from vitrine.extract.text import Sentence, sentences_of
from vitrine.extract.time.period import find_periods
from vitrine.extract.time.when import find_dates

_MOST_SHOPS = 500  # that one sentence adds to those before
_BESIDE = 4  # words between a count and the word for more
_CURRENCY = "EUR"  # of an amount whose article names none
_LOCAL = 2  # places, all of one country, that make an article local news
_CALENDAR = 1  # the month in which a year begins unless a company counts otherwise
_BOUGHT = ("trigger.acquisition.sure", "trigger.acquisition.weak", "trigger.acquisition.bid")
_LIKELY = 0.4  # the chance from which it is asked which word tells a type


def drafts_of(article: Article, knowledge: Knowledge) -> list[Draft]:
    """Return the events that an article states, in its order; nothing is filtered yet."""
    language = article.language if article.language in knowledge.languages else "en"
    sentences = sentences_of(article.text)
    context = frozenset(token.form for sentence in sentences for token in sentence.tokens)
    countries: set[str] = set()
    readings: list[Reading] = []
    for index, sentence in enumerate(sentences):
        readings.append(
            _read(
                article.text,
                sentence,
                index,
                language,
                article.published,
                knowledge,
                context,
                countries,
                _currency_of(readings),
            )
        )
    title = _read_title(article, language, knowledge, context, countries)
    everything = [*readings, title] if title else readings
    listed = frozenset(c.company for reading in everything for c in reading.companies)
    is_of_trade = any(r.has("cue.trade") or r.has("object.store") for r in everything)
    if is_of_trade:
        add_unlisted(title, readings, language)
    _classify(everything, knowledge)
    main = main_company(title, readings)
    whole = Context(title, readings, main, _main_country(everything))
    whole.listed = listed
    places = [p for reading in everything for p in reading.places if p.country]
    whole.named = frozenset(place.country for place in places)
    datelines = (p for reading in readings[:2] for p in reading.places)
    whole.dateline = next((p for p in datelines if p.kind == "local_dateline"), None)
    whole.is_local = len(places) >= _LOCAL and len(whole.named) == 1
    whole.is_of_trade = is_of_trade
    whole.report_date = _report_date(readings, article.published)
    whole.report_month = _month_of(article.published)
    told = _title_drafts(whole, title, language, article, knowledge) if title else []
    return [*_body_drafts(whole, language, article, knowledge, told), *told]


def _read(
    text: str,
    sentence: Sentence,
    index: int,
    language: str,
    published: PartialDate | None,
    knowledge: Knowledge,
    context: Set[str],
    countries: set[str],
    currency: str = _CURRENCY,
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
        amounts=find_amounts(text, sentence, language, currency),
        percents=find_percents(text, sentence, language),
    )
    known = [*taken, *((p.start, p.end) for p in places)]
    reading.names = find_unknown_names(text, sentence, language, known)
    reading.names = [_acting(reading, name) for name in reading.names]
    reading.persons = [
        PersonFound(n.start, n.end, n.text) for n in reading.names if n.kind == "person"
    ]
    reading.dates = find_dates(text, sentence, language, published)
    if any(tag in hits for tag in _BOUGHT):
        spans = [(item.start, item.end) for item in reading.persons]
        spans += [(item.start, item.end) for item in reading.dates]
        reading.capitals = find_capitals(text, sentence, language, [*known, *spans])
    taken += [(item.start, item.end) for item in reading.dates]
    reading.periods = find_periods(text, sentence, language, published, _CALENDAR)
    taken += [(item.start, item.end) for item in reading.periods]
    reading.counts = find_counts(text, sentence, language, taken)
    return reading


def _acting(reading: Reading, name: NameFound) -> NameFound:
    """Return a name that opens the sentence and has a clause of its own as one of a company."""
    behind = reading.token_at(name.end - 1) + 1
    is_told_of = any(hit.first == behind + 1 for hit in reading.hits.get("cue.relative", ()))
    if name.kind != "unknown" or reading.token_at(name.start) or not is_told_of:
        return name
    return replace(name, kind="company") if reading.tokens[behind].form == "," else name


def _currency_of(readings: Sequence[Reading]) -> str:
    """Return the currency of the last sentence that names one: what follows is told in it too."""
    for reading in reversed(readings):
        for amount in reading.amounts:
            if not amount.is_bare:
                return amount.money.currency
    return _CURRENCY


def _opens_in_capitals(text: str, sentence: Sentence) -> bool:
    words = [text[t.start : t.end] for t in sentence.tokens[:4] if t.form.isalpha()]
    marks = sentence.tokens[1].form in "-–—:." if len(sentence.tokens) > 1 else False
    needed = 1 if marks else 2
    return len(words) >= 2 and all(word.isupper() and len(word) > 1 for word in words[:needed])


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
    words = [masked_forms(reading) for reading in readings]
    forms = [[form for form, _ in own] for own in words]
    types, statuses = knowledge.classifier.score(forms)
    for index, reading in enumerate(readings):
        reading.types, reading.statuses = types[index].tolist(), statuses[index].tolist()
        likely = [column for column, chance in enumerate(reading.types) if chance >= _LIKELY]
        spots = knowledge.classifier.telling(forms[index], likely)
        reading.telling = {
            TYPES[column]: words[index][spot][1] for column, spot in zip(likely, spots, strict=True)
        }


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
        if reading.index >= LEAD and not reading.has("cue.announced"):
            continue
        for item in reading.dates:
            if item.date and _is_fresh(item.date, published):
                return item.date
    return dateline


def _month_of(published: PartialDate | None) -> PartialDate | None:
    """Return the month of publication: what is reported without a day happened about then."""
    if not published or published.precision not in (DatePrecision.DAY, DatePrecision.MONTH):
        return None
    return PartialDate.parse(f"{published.first:%Y-%m}")


def _is_fresh(day: PartialDate, published: PartialDate) -> bool:
    return day.precision is DatePrecision.DAY and 0 <= (published.last - day.first).days <= 7


def _take_dateline(reading: Reading, published: PartialDate) -> PartialDate | None:
    for item in reading.dates:
        behind = reading.token_at(item.end - 1) + 1
        if behind > 8 or behind >= len(reading.tokens) or not item.date:
            continue
        mark = reading.tokens[behind].form
        if _is_told_before(reading, behind):
            continue  # a short sentence that ends in the day of its event
        if mark in ("–", "—", "-", ")", "(", ".", "|", ":") and _is_fresh(item.date, published):
            reading.dates = [other for other in reading.dates if other is not item]
            return item.date
    return None


def _tells_figures(reading: Reading) -> bool:
    """Tell whether a sentence's period may be that of figures, rather than of shops and people."""
    told = [tag for tag in reading.hits if tag.startswith("trigger.") and tag.endswith(".sure")]
    return not told or any(tag.startswith("metric.") for tag in reading.hits)


def _is_told_before(reading: Reading, token: int) -> bool:
    triggers = (hits for tag, hits in reading.hits.items() if tag.startswith("trigger."))
    return any(hit.first < token for hits in triggers for hit in hits)


def _read_periods(
    reading: Reading,
    story: Story,
    text: str,
    language: str,
    published: PartialDate | None,
    knowledge: Knowledge,
) -> None:
    """Set the periods of a sentence in the business year of the company that it speaks of."""
    own = [item.company for item in reading.companies if not is_aside(reading, item)]
    name = own[0] if own else story.company.name if story.company else ""
    story.fiscal_start_month = knowledge.fiscal_start_month(name)
    if reading.periods and story.fiscal_start_month != _CALENDAR:
        reading.periods = find_periods(
            text, reading.sentence, language, published, story.fiscal_start_month
        )


def _main_period(reading: Reading, published: PartialDate | None) -> Period | None:
    """Return the first period of a sentence that had begun when the article appeared.

    A period in brackets is said of what stands beside it, not of the story; one that is only
    compared with is an earlier one.
    """
    for item in reading.periods:
        if item.period is None or item.is_previous or reading.bracket_of(item):
            continue
        if is_compared(reading, item) or is_of_founding(reading, item):
            continue
        if published is None or item.period.first <= published.last:
            return item.period
    return None


def _body_drafts(
    context: Context,
    language: str,
    article: Article,
    knowledge: Knowledge,
    told: Sequence[Draft],
) -> list[Draft]:
    """Return the drafts of all sentences, where the headline has told some already."""
    drafts: list[Draft] = []
    story = Story(context.company, published=article.published)
    if context.title:
        _read_periods(context.title, story, article.title, language, article.published, knowledge)
        story.period = _main_period(context.title, article.published)
    head = context.title or next(iter(context.readings), None)
    is_deal_story = head is not None and tells_a_deal(head)
    focus = Focus(context.readings, context.company)
    for reading in context.readings:
        carried = focus.before(reading)
        if carried and story.company and carried.name != story.company.name:
            story.period = None
        story.company = carried
        _read_periods(reading, story, article.text, language, article.published, knowledge)
        if story.period is None and _tells_figures(reading):
            story.period = _main_period(reading, article.published)
        found = figures(reading, story)
        give_to_bought(found, reading, [*told, *drafts], is_deal_story=is_deal_story)
        found += happenings(reading, knowledge.rules, carried, article.published)
        if not any(d.event_type in STORE_TYPES and d.features["strength"] > 0.5 for d in found):
            more = _continued(reading, drafts, article.published)
            if more:
                found = [d for d in found if d.event_type not in STORE_TYPES] + more
        _take_measured(found)
        for draft in found:
            complete(draft, reading, context, knowledge)
        drafts += found
        drafts += valuations(reading, drafts)
        focus.after(reading)
        story.country = next((p.country for p in reversed(reading.places) if p.country), "")
    return drafts


def _take_measured(drafts: Sequence[Draft]) -> None:
    """Take from deals and plans the amounts that a figure of their sentence measures: its sales."""
    measured = {
        (span.start, span.end)
        for draft in drafts
        if draft.event_type is EventType.RESULTS and draft.features.get("metric_near")
        for span in draft.spans
        if span.role == "amount"
    }
    for draft in drafts:
        if draft.event_type is EventType.RESULTS:
            continue
        if any(
            span.role == "amount" and (span.start, span.end) in measured for span in draft.spans
        ):
            draft.money, draft.metric = None, ""
            draft.spans = [span for span in draft.spans if span.role != "amount"]


def _title_drafts(
    context: Context, title: Reading, language: str, article: Article, knowledge: Knowledge
) -> list[Draft]:
    story = Story(context.company, published=article.published)
    _read_periods(title, story, article.title, language, article.published, knowledge)
    found = figures(title, story)
    found += happenings(title, knowledge.rules, context.company, article.published)
    for draft in found:
        complete(draft, title, context, knowledge)
    return found


def _count_of_more(reading: Reading) -> Count | None:
    """Return how many shops follow those before: three more next year."""
    if reading.amounts or reading.percents or reading.has("object.job") or not reading.dates:
        return None
    again = reading.hits.get("cue.again", ())
    fit = [c for c in reading.counts if not c.is_ordinal and 1 < c.value <= _MOST_SHOPS]
    near = (
        c
        for c in fit
        if any(
            reading.gap_to(c, hit.first) <= _BESIDE or reading.gap_to(c, hit.last - 1) <= _BESIDE
            for hit in again
        )
    )
    return next(near, None)


def _continued(
    reading: Reading, drafts: Sequence[Draft], published: PartialDate | None
) -> list[Draft]:
    """Return openings or closings that a sentence adds to those of the sentence before."""
    before = [d for d in drafts if d.event_type in STORE_TYPES and d.order in (reading.index - 1,)]
    if not before or not (reading.has("cue.again") or reading.has("cue.those") or reading.dates):
        return []
    places = [p for p in reading.places if p.kind in LOCAL and p.city]
    tells_else = any(tag.startswith("trigger.") and tag.endswith(".sure") for tag in reading.hits)
    count = None if places else _count_of_more(reading)
    if not (places or count) or tells_else:
        return []
    model = before[-1]
    if tells_opposite(model, [reading]):
        return []
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
    if count:
        draft.count = count.value
        draft.prove("count", count.start, count.end)
    dated = [item for item in reading.dates if item.date]
    if reading.has("cue.those"):
        draft.event_date = model.event_date  # what the sentence dates is the telling
    elif dated:
        draft.event_date = dated[0].date
        draft.prove("event_date", dated[0].start, dated[0].end)
        is_ahead = published and draft.event_date and draft.event_date.first > published.last
        if is_ahead and draft.status is Status.DONE:
            draft.status = Status.ANNOUNCED  # opened on Thursday; Leeds follows on Saturday
    anchor: Placed = places[0] if places else count  # type: ignore[assignment]
    token = reading.token_at(anchor.start)
    if not reading.has("cue.those") and any(
        reading.has(f"cue.{name}") for name in ("plan", "future", "rumour", "cancelled", "done")
    ):
        draft.status, draft.is_told = status_of(
            reading, token, draft.event_type, draft.event_date, published
        )
    draft.features["is_continued"] = 1.0
    return [draft]
