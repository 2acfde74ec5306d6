"""All that is not a figure: openings, closings, deals, people, plans, told by a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from vitrine.event import EventType, PartialDate, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.enumeration import place_groups, words_to_verb
from vitrine.extract.fact.party import (
    CARRIED,
    TWO_SIDED,
    Party,
    actor_and_target,
    bidder_and_target,
    bought_by_name,
    subject,
    was_bought,
)
from vitrine.extract.fact.side import employer, funded, judged
from vitrine.extract.fact.stage import is_denied, status_of
from vitrine.extract.fact.worth import is_value
from vitrine.extract.lexicon import Hit
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.reading import Placed, Reading
from vitrine.extract.rule import Rule, Rules
from vitrine.extract.time.when import DateFound

STORE_TYPES = frozenset({EventType.STORE_OPENING, EventType.STORE_CLOSING})
PLACED = frozenset({*STORE_TYPES, EventType.LOGISTICS})
_COUNTRY_TYPES = frozenset({EventType.MARKET_ENTRY, EventType.MARKET_EXIT})
_DEALS = frozenset({EventType.ACQUISITION, EventType.DIVESTITURE})
_PART_REACH = 2  # words between a country and the part of a company that is there
_ALONE = "classifier"  # a trigger that no lexicon names
_LOCAL_TYPES = frozenset(
    {EventType.LEADERSHIP, EventType.RESTRUCTURING, EventType.STRATEGY, EventType.PRODUCT}
)
KNOWN_TO_EXIST = "known to exist"
_ENDING = frozenset({EventType.LEADERSHIP, EventType.STORE_CLOSING})  # since 2019 is how it was
_DATE_REACH = 30
_SITE_REACH = 8  # words between a verb and the depot or office that it is about
_SURE = 0.99  # the chance of what the classifier sees beside words for the opposite
_LISTED = 6  # words and punctuation between two countries of a list
_OF_FINE = 2  # words from a company of a list to the fine that is its own: X 4m, Y for 2m
_BESIDE = 2  # words between a verb that ends a clause and what it is done to
_PLACE_ENOUGH = 0.7  # the chance from which a place will do for the shop that nobody names
_OWN_DATE = 6  # words within which a date is that of the trigger beside it
_PASSING = {  # the words by which a shop is only there, or only shut, for a time
    EventType.STORE_OPENING: "pop_up",
    EventType.STORE_CLOSING: "temporary",
}
_TYPES = list(EventType)
_UNKNOWN = [0.5] * len(_TYPES)


def happenings(
    reading: Reading, rules: Rules, carried: Party | None, published: PartialDate | None
) -> list[Draft]:
    """Return the events that a sentence states, results apart."""
    drafts: list[Draft] = []
    told = {tag.split(".", 2)[1] for tag in reading.hits if tag.startswith("trigger.")}
    for event_type, chance in zip(_TYPES, reading.types or _UNKNOWN, strict=True):
        rule = rules[event_type]
        if event_type is EventType.RESULTS or (
            event_type not in told
            and chance < rule.alone
            and event_type is not EventType.STORE_OPENING
        ):
            continue
        triggers, strength = _triggers(reading, rule, event_type)
        stated = [hit for hit in triggers if not is_denied(reading, hit)]
        if stated:
            drafts += _drafts(reading, rule, stated, strength, carried, published)
    if not any(draft.event_type in STORE_TYPES for draft in drafts):
        drafts += _known_stores(reading, rules, carried)
    return _without_opposites(reading, drafts)


def _without_opposites(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without those that another one explains.

    Of an opening and a closing, or an entry and an exit, that only the classifier saw, the likelier
    one stays; an opening beside a depot is the depot's.
    """
    if all(
        any(reading.has(f"trigger.{kind}.{strength}") for strength in ("sure", "weak"))
        for kind in STORE_TYPES
    ):
        shops = [draft for draft in drafts if draft.event_type in STORE_TYPES]
        drafts = [d for d in drafts if d not in shops or not _is_nearer_to_other(reading, d, shops)]
    for pair in (STORE_TYPES, _COUNTRY_TYPES):
        alone = [d for d in drafts if d.event_type in pair and d.features["is_alone"]]
        best = max((d.features["chance"] for d in alone), default=0.0)
        if any(d.event_type in pair and d.features["strength"] == 1 for d in drafts):
            best = max(best, _SURE)  # what words tell needs no opposite, but a move has both
        drafts = [d for d in drafts if d not in alone or d.features["chance"] >= best]
    deals = {d.event_type for d in drafts if d.event_type in _DEALS and not d.features["is_alone"]}
    if deals:  # one sentence, one side: what is sold is not bought by the seller
        drafts = [
            d
            for d in drafts
            if d.event_type not in _DEALS or d.event_type in deals or not d.features["is_alone"]
        ]
    if any(d.event_type is EventType.LEGAL and d.features["strength"] == 1 for d in drafts):
        drafts = [  # who pays a fine raises no money
            draft
            for draft in drafts
            if draft.event_type is not EventType.FUNDING or not draft.features["is_alone"]
        ]
    if reading.has("object.depot") and any(d.event_type is EventType.LOGISTICS for d in drafts):
        drafts = [
            draft
            for draft in drafts
            if draft.event_type is not EventType.STORE_OPENING or draft.features["strength"] == 1
        ]
    return drafts


def _is_nearer_to_other(reading: Reading, draft: Draft, others: Sequence[Draft]) -> bool:
    """Tell whether a shop's place stands by the word for the opposite: opens in A, closes in B.

    A move, told by one word, is both.
    """
    city = next((span for span in draft.spans if span.role == "city"), None)
    if not city:
        return False

    def words_to(one: Draft) -> int:
        spans = [span for span in one.spans if span.role == "trigger"]
        verbs = [reading.token_at(span.start) for span in spans]
        return min((words_to_verb(reading, city, verb) for verb in verbs), default=99)

    rivals = [
        other
        for other in others
        if other.event_type is not draft.event_type and set(other.cities) & set(draft.cities)
    ]
    own = words_to(draft)
    return any(words_to(other) < own for other in rivals)


def _known_stores(reading: Reading, rules: Rules, carried: Party | None) -> list[Draft]:
    """Return stores that are only said to exist by the article's day, nobody says since when."""
    drafts: list[Draft] = []
    for state in reading.hits.get("cue.state", ()):
        stores = reading.hits.get("object.store", ())
        if drafts or not any(reading.gap(state.first, store.first) <= 8 for store in stores):
            continue
        for place in reading.places:
            at = reading.token_at(place.start)
            if place.kind != "city" or reading.gap(state.first, at) > 16:
                continue
            party = subject(reading, state.first, carried)
            rule = rules[EventType.STORE_OPENING]
            draft = _start(reading, rule, state, 0.0, party)
            draft.scope_note = KNOWN_TO_EXIST
            draft.cities, draft.country = [(place.country, place.city)], place.country
            draft.prove("city", place.start, place.end)
            draft.features["is_known"] = 1.0
            drafts.append(draft)
    return drafts


def _triggers(reading: Reading, rule: Rule, event_type: EventType) -> tuple[list[Hit], float]:
    """Return the words that tell the event and how sure they are (1 sure, 0.6 weak, 0.3 none).

    What looks like it and is not (closes the year) has no shop in its midst (closes shops). A shop
    that is open or shut for hours, or was broken into, has neither come nor gone.
    """
    never = reading.hits.get(f"trigger.{event_type}.never", ())
    if event_type in STORE_TYPES:
        if reading.has("cue.hours") and not reading.has("cue.lasting"):
            return [], 0.0
        stores = reading.hits.get("object.store", ())
        never = [n for n in never if not any(n.first <= s.first < n.last for s in stores)]

    def found(kind: str) -> list[Hit]:
        return [
            hit
            for hit in reading.hits.get(f"trigger.{event_type}.{kind}", ())
            if not any(stop.first <= hit.last - 1 and hit.first < stop.last for stop in never)
            and not (event_type in STORE_TYPES and _is_of_other_site(reading, hit))
        ]

    chance = _chance(reading, event_type)
    sure = found("owner") + found("bid") + found("give") + found("sure")
    if sure and chance >= rule.floor_sure:
        return sure, 1.0
    weak = [hit for hit in found("weak") if _has_object(reading, rule, hit)]
    if weak and chance >= rule.floor_weak:
        return weak, 0.6
    if event_type is EventType.STORE_OPENING and chance >= 0.6 and not never:
        planned = _planned_store(reading)
        if planned:
            is_ahead = reading.has("cue.plan") or reading.has("cue.future")
            return [planned], 0.5 if is_ahead else 0.3
    if chance >= rule.alone and not never:
        first = reading.telling.get(event_type, 0)
        alone = Hit(_ALONE, first, first + 1)
        if event_type not in STORE_TYPES or not _is_of_other_site(reading, alone):
            return [alone], 0.3
    return [], 0.0


def _is_of_other_site(reading: Reading, hit: Hit) -> bool:
    """Tell whether a depot or an office, rather than a shop, opens or closes there."""

    def words_to(name: str) -> int:
        objects = reading.hits.get(f"object.{name}", ())
        return min((reading.gap(hit.first, thing.first) for thing in objects), default=99)

    nearest = min(words_to("depot"), words_to("office"))
    return nearest <= _SITE_REACH and nearest < words_to("store")


def _chance(reading: Reading, event_type: EventType) -> float:
    """Return how likely the classifier finds it that a sentence tells such an event."""
    return float(reading.types[_TYPES.index(event_type)]) if len(reading.types) else 0.5


def _planned_store(reading: Reading) -> Hit | None:
    """Return the words for a shop told with a place and a plan, without a verb of opening."""
    if reading.has("cue.state") or reading.has("trigger.store_closing.weak"):
        return None
    if any(tag.startswith("trigger.") and tag.endswith(".sure") for tag in reading.hits):
        return None
    if not any(reading.has(f"cue.{name}") for name in ("plan", "future", "again")):
        return None
    places = [p for p in reading.places if p.kind in ("city", "venue", "street", "address")]
    for hit in reading.hits.get("object.store", ()):
        if reading.nearest(places, hit.first, within=12):
            return hit
    return None


def _has_object(reading: Reading, rule: Rule, hit: Hit) -> bool:
    for name in rule.objects:
        if name == "country":
            near = [p for p in reading.places if p.kind in ("country", "region", "demonym")]
            if reading.nearest(near, hit.first, within=rule.reach):
                return True
        elif name == "person":
            if reading.nearest(reading.persons, hit.first, within=rule.reach):
                return True
        elif name == "company":
            if _is_of_company(reading, rule, hit):
                return True
        elif any(
            reading.gap(hit.first, other.first) <= rule.reach
            for other in reading.hits.get(f"object.{name}", ())
        ):
            return True
    if "store" in rule.objects and _is_named_shop(reading, hit, rule.reach):
        return True
    chances = [_chance(reading, kind) for kind in STORE_TYPES]  # opens in Leeds, closes in York
    if rule.places and max(chances) >= _PLACE_ENOUGH:
        near = [p for p in reading.places if p.kind in ("city", "venue", "street", "address")]
        return bool(reading.companies) and bool(reading.nearest(near, hit.first, within=rule.reach))
    return False


def _is_of_company(reading: Reading, rule: Rule, hit: Hit) -> bool:
    """Tell whether a company is what is bought or sold there, rather than goods.

    It stands behind the verb, or right before one that ends the clause, the subject further off. A
    name on no list may be goods too (sells Kindles); with a price it is a company.
    """
    others: list[Placed] = [item for item in reading.companies if item.kind != "brand"]
    first = min((reading.token_at(item.start) for item in others), default=-1)
    if rule.event_type is EventType.ACQUISITION or reading.amounts:
        others += [name for name in reading.names if name.kind != "person"]
    if any(
        metric.first <= hit.first < metric.last
        for tag, metrics in reading.hits.items()
        if tag.startswith("metric.") or tag == "object.store"
        for metric in metrics
    ):
        return False  # sales are not what is sold, a point of sale neither
    through = [way.first for way in reading.hits.get("cue.through", ())]
    for item in others:
        place = reading.token_at(item.start)
        if any(hit.last <= way < place for way in through):
            continue  # sells through Amazon
        is_behind = place > hit.first and reading.gap(hit.last - 1, place) <= rule.reach
        if is_behind or (first < place < hit.first and reading.gap_to(item, hit.first) <= _BESIDE):
            return True
    return False


def _is_named_shop(reading: Reading, hit: Hit, reach: int) -> bool:
    """Tell whether a shop is called by its company's name: le Darty de la zone fermera."""
    articles = {article.last for article in reading.hits.get("cue.article", ())}
    return any(
        reading.token_at(company.start) in articles and reading.gap_to(company, hit.first) <= reach
        for company in reading.companies
        if company.kind == "retailer"
    )


def _drafts(
    reading: Reading,
    rule: Rule,
    triggers: Sequence[Hit],
    strength: float,
    carried: Party | None,
    published: PartialDate | None,
) -> list[Draft]:
    """Return one draft for each list of places, or for each trigger that has its own slots."""
    groups = place_groups(reading) if rule.event_type in PLACED else []
    if groups:
        placed = [
            _store_draft(
                reading,
                rule,
                _nearest_trigger(reading, triggers, group[0]),
                strength,
                carried,
                published,
                group,
            )
            for group in groups
        ]
        return [*_totals(reading, placed), *placed]
    own = triggers[:1]
    if rule.event_type is EventType.LEADERSHIP:
        own = _triggers_of(reading, triggers, reading.persons) or own
    elif rule.counts and len(triggers) > 1:
        own = _triggers_of(reading, triggers, reading.counts) or own
    drafts = [_plain_draft(reading, rule, trigger, strength, carried, published) for trigger in own]
    if rule.event_type in _COUNTRY_TYPES and strength == 1:
        drafts += [more for draft in drafts for more in _of_listed_countries(reading, draft)]
    if rule.event_type is EventType.LEGAL and drafts:
        drafts = _of_listed_fines(reading, drafts[0]) or drafts
    return drafts


def _of_listed_fines(reading: Reading, draft: Draft) -> list[Draft]:
    """Return one event for each company of a list that names its own fine: X 4m, Y 2m and Z 1m."""
    amounts = {
        company.company: (company, amount)
        for company in reading.companies
        for amount in reading.amounts
        if 0 <= reading.token_at(amount.start) - reading.token_at(company.end - 1) <= _OF_FINE
    }
    if len(amounts) < 2:
        return []
    listed = {company.start for company, _ in amounts.values()}
    drafts = []
    for name, (company, amount) in amounts.items():
        one = deepcopy(draft)
        one.company, one.money, one.is_approx = name, amount.money, amount.is_approx
        one.counterparty = [other for other in draft.counterparty if other not in amounts]
        one.spans = [s for s in draft.spans if s.role != "amount" and s.start not in listed]
        one.prove("company", company.start, company.end)
        one.prove("amount", amount.start, amount.end)
        drafts.append(one)
    return drafts


def _totals(reading: Reading, placed: Sequence[Draft]) -> list[Draft]:
    """Return the event of a whole that only some places are named of, and take their count.

    Thirty shops this year, one of them in Lille: the thirty are not in Lille.
    """
    totals: list[Draft] = []
    for draft in placed:
        number = next((span for span in draft.spans if span.role == "count"), None)
        city = next((span for span in draft.spans if span.role == "city"), None)
        first, last = (reading.token_at(s.start) if s else -1 for s in (number, city))
        among = [h.first for h in reading.hits.get("cue.among", ()) if first < h.first < last]
        if not number or not among:
            continue
        if not totals:
            whole = deepcopy(draft)
            whole.cities, whole.address, whole.event_date = [], "", None
            aside = ("city", "address", "event_date")
            whole.spans = [span for span in draft.spans if span.role not in aside]
            for item in reading.dates:
                if item.date and reading.token_at(item.start) < among[0] and not whole.event_date:
                    whole.event_date = item.date
                    whole.prove("event_date", item.start, item.end)
            totals.append(whole)
        draft.count = None
        draft.spans = [span for span in draft.spans if span.role != "count"]
    return totals


def _of_listed_countries(reading: Reading, draft: Draft) -> list[Draft]:
    """Return the same event in the other countries that its own is listed with: leaves A and B."""
    groups: list[list[PlaceFound]] = []
    for place in reading.places:
        if place.kind != "country" or not place.country:
            continue
        if groups and reading.gap_between(groups[-1][-1], place) <= _LISTED:
            groups[-1].append(place)
        else:
            groups.append([place])
    group = next((g for g in groups if any(p.country == draft.country for p in g)), [])
    drafts = []
    for place in {p.country: p for p in group if p.country != draft.country}.values():
        other = deepcopy(draft)
        other.country = place.country
        other.spans = [span for span in draft.spans if span.role != "country"]
        other.prove("country", place.start, place.end)
        drafts.append(other)
    return drafts


def _nearest_trigger(reading: Reading, triggers: Sequence[Hit], item: Placed) -> Hit:
    return min(triggers, key=lambda hit: reading.gap_to(item, hit.first))


def _triggers_of(reading: Reading, triggers: Sequence[Hit], items: Sequence[Placed]) -> list[Hit]:
    """Return the triggers that are the nearest of some item, in the order of the sentence."""
    nearest = [_nearest_trigger(reading, triggers, item) for item in items]
    return [hit for hit in triggers if hit in nearest]


def _plain_draft(
    reading: Reading,
    rule: Rule,
    trigger: Hit,
    strength: float,
    carried: Party | None,
    published: PartialDate | None,
) -> Draft:
    token = trigger.first
    event_type = rule.event_type
    party: Party | None
    others: list[Party] = []
    if event_type in TWO_SIDED:
        if trigger.tag.endswith((".bid", ".owner")):
            is_owner = trigger.tag.endswith(".owner")
            party, others = bidder_and_target(reading, token, carried, is_owner=is_owner)
        else:
            party, others = actor_and_target(reading, token, carried)
        if event_type is EventType.ACQUISITION and party and (not others or others == [carried]):
            others = bought_by_name(reading, trigger, party) or others
        if event_type is EventType.FUNDING:
            party, others = funded(reading, trigger, carried)
        elif event_type is EventType.LEGAL:
            party, others = judged(reading, party, others, carried)
    else:
        party = subject(reading, token, carried)
        if event_type is EventType.LEADERSHIP:
            party, others = employer(reading, party, carried)
    draft = _start(reading, rule, trigger, strength, party)
    for other in others[:4]:
        draft.counterparty.append(other.name)
        if other.span:
            draft.prove("counterparty", *other.span)
    when = _date_for(reading, event_type, token)
    _finish(reading, rule, draft, token, when, published)
    if event_type in _DEALS and others and was_bought(reading, others[0], token):
        _keep_to_clause(reading, draft, token)
    country = _country_near(reading, token, event_type)
    if country and (
        event_type in _COUNTRY_TYPES
        or event_type in PLACED
        or event_type in _LOCAL_TYPES
        or event_type in _DEALS
    ):
        draft.country = country.country
        draft.prove("country", country.start, country.end)
    if event_type is EventType.LEADERSHIP:
        person = reading.nearest(reading.persons, token, within=25)
        if person:
            draft.person = person.name
            draft.prove("person", person.start, person.end)
    return draft


def _keep_to_clause(reading: Reading, draft: Draft, token: int) -> None:
    """Take from a deal told between commas the amount of what follows: X, bought in June, added."""
    amount = next((span for span in draft.spans if span.role == "amount"), None)
    commas = [at for at, item in enumerate(reading.tokens) if item.form == "," and at > token]
    if amount and commas and reading.token_at(amount.start) > commas[0]:
        draft.money, draft.metric = None, ""
        draft.spans = [span for span in draft.spans if span.role != "amount"]


def _country_near(reading: Reading, token: int, event_type: EventType) -> PlaceFound | None:
    """Return the country nearest to a trigger; for markets a demonym will do.

    A deal is about a country only when it is about a part of a company: its Greek business.
    """
    if event_type in _DEALS:
        parts = [
            place
            for place in reading.places
            if place.kind in ("country", "region", "demonym")
            and any(
                abs(hit.first - reading.token_at(place.start)) <= _PART_REACH
                for name in ("cue.unit", "cue.part")
                for hit in reading.hits.get(name, ())
            )
        ]
        return reading.nearest(parts, token, within=16)
    named = [p for p in reading.places if p.kind in ("country", "region")]
    found = reading.nearest(named, token, within=20)
    if found or event_type not in _COUNTRY_TYPES:
        return found
    demonyms = [
        p
        for p in reading.places
        if p.kind == "demonym"
        and not any(
            0 < reading.token_at(c.start) - reading.token_at(p.start) <= 2
            for c in reading.companies
        )
    ]
    return reading.nearest(demonyms, token, within=12)


def _store_draft(
    reading: Reading,
    rule: Rule,
    trigger: Hit,
    strength: float,
    carried: Party | None,
    published: PartialDate | None,
    group: Sequence[PlaceFound],
) -> Draft:
    party = subject(reading, trigger.first, carried)
    draft = _start(reading, rule, trigger, strength, party)
    anchor = reading.token_at(group[0].start)
    for place in group:
        if place.city and (place.country, place.city) not in draft.cities:
            draft.cities.append((place.country, place.city))
            draft.prove("city", place.start, place.end)
        if place.address and not draft.address:
            draft.address = place.address
            draft.prove("address", place.start, place.end)
        draft.country = draft.country or place.country
    when = _date_for(reading, rule.event_type, trigger.first, anchor)
    _finish(reading, rule, draft, trigger.first, when, published)
    if draft.count is None and len(draft.cities) > 1:
        draft.count = len(draft.cities)
    draft.features["has_place"] = 1.0
    draft.features["place_near"] = float(reading.gap(anchor, trigger.first) <= 12)
    return draft


def _start(
    reading: Reading, rule: Rule, trigger: Hit, strength: float, party: Party | None
) -> Draft:
    draft = Draft(rule.event_type, party.name if party else "", Status.DONE, reading.index)
    draft.is_title = reading.is_title
    draft.prove("trigger", *reading.span_of(trigger))
    if party and party.span:
        draft.prove("company", *party.span)
    chance = _chance(reading, rule.event_type)
    draft.features.update(
        strength=strength,
        chance=chance,
        company_near=float(bool(party and party.found == "clause")),
        company_carried=float(bool(party and party.found in CARRIED)),
        rivals=float(max(0, len({c.company for c in reading.companies}) - 1)),
        is_background=float(reading.has("cue.background")),
        is_comment=float(reading.has("cue.comment")),
        is_state=float(reading.has("cue.state")),
        is_alone=float(trigger.tag == _ALONE),
        names_store=float(reading.has("object.store")),
        has_other=float(
            any(
                tag.endswith(".sure") and not tag.startswith(f"trigger.{rule.event_type}.")
                for tag in reading.hits
            )
        ),
    )
    return draft


def _date_for(
    reading: Reading, event_type: EventType, token: int, anchor: int | None = None
) -> DateFound | None:
    """Return the date of the event: nearest to its place, else to its trigger."""
    dated = [
        item
        for item in reading.dates
        if item.date
        and not _is_founding(reading, item)
        and not (item.is_since and event_type in _ENDING)
        and not _is_of_the_opposite(reading, event_type, token, item)
    ]
    if anchor is not None:
        near = reading.nearest(dated, anchor, within=7)
        if near:
            return near
    return reading.nearest(dated, token, within=_DATE_REACH)


def _is_founding(reading: Reading, item: DateFound) -> bool:
    """Tell whether a date says since when a company exists: founded in 2017."""
    return any(
        reading.gap_to(item, hit.first) <= 2 or reading.gap_to(item, hit.last - 1) <= 2
        for hit in reading.hits.get("cue.founded", ())
    )


def _is_of_the_opposite(
    reading: Reading, event_type: EventType, token: int, item: DateFound
) -> bool:
    """Tell whether a date stands with the opening where a closing is told, or vice versa."""
    if event_type not in STORE_TYPES:
        return False
    at = reading.gap_to(item, token)
    return any(
        reading.gap_to(item, hit.first) < min(at, _OWN_DATE)
        for other in STORE_TYPES - {event_type}
        for hit in reading.hits.get(f"trigger.{other}.sure", ())
        if hit.first != token
    )


def _finish(
    reading: Reading,
    rule: Rule,
    draft: Draft,
    token: int,
    when: DateFound | None,
    published: PartialDate | None,
) -> None:
    """Give the draft its date, status, amount and count."""
    if when and when.date:
        draft.event_date = when.date
        draft.prove("event_date", when.start, when.end)
    draft.status, draft.is_told = status_of(
        reading, token, draft.event_type, draft.event_date, published
    )
    passing = _PASSING.get(draft.event_type)
    draft.is_temporary = passing is not None and reading.has_cue(passing, token, within=16)
    if rule.metric:
        fit = [
            item
            for item in reading.amounts
            if abs(item.money.amount) >= rule.smallest and not _is_per_share(reading, item.end)
        ]
        amount = reading.nearest(
            [item for item in fit if not is_value(reading, item)] or fit, token, within=24
        )
        if amount:
            draft.metric = "valuation" if is_value(reading, amount) else rule.metric
            draft.money, draft.is_approx = amount.money, amount.is_approx
            draft.prove("amount", amount.start, amount.end)
    if rule.counts:
        _set_count(reading, rule, draft, token)
    draft.features["has_date"] = float(bool(draft.event_date))


def _is_per_share(reading: Reading, end: int) -> bool:
    last = reading.token_at(end - 1)
    return any(0 < hit.first - last <= 2 for hit in reading.hits.get("figure.per_share", ()))


def _set_count(reading: Reading, rule: Rule, draft: Draft, token: int) -> None:
    """Take a number that stands right before what is counted: five loss-making stores."""
    for name in rule.counts:
        for hit in reading.hits.get(f"object.{name}", ()):
            for count in reading.counts:
                if count.is_ordinal or count.value < 1:
                    continue
                last = reading.token_at(count.end - 1)
                if 0 < hit.first - last <= 4 and reading.gap(hit.first, token) <= 14:
                    if name == "store" and count.value == 1:
                        continue
                    draft.count = count.value
                    draft.prove("count", count.start, count.end)
                    return
