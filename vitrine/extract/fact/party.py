"""Who does it and to whom: the company of an event, and the other side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vitrine.event import EventType
from vitrine.extract.lexicon import Hit
from vitrine.extract.name.unknown import NameFound
from vitrine.extract.name.who import CompanyFound
from vitrine.extract.name.word import load_name_words
from vitrine.extract.reading import Reading

TWO_SIDED = frozenset(
    {
        EventType.ACQUISITION,
        EventType.DIVESTITURE,
        EventType.PARTNERSHIP,
        EventType.FUNDING,
        EventType.LEGAL,
    }
)
CARRIED = frozenset({"carried", "article", "title"})  # how a company is found without its name
_FAR = 30
_OBJECT = 5  # words from a verb to the name that it has as its object
_DESCRIBED = 6  # words that may say what a company is before its name
_OPENS = 2  # words that may stand before the subject of a sentence: their rival X
_VERB = 8  # words between a passive verb and its trigger


@dataclass(frozen=True, slots=True)
class Party:
    """A company in a part: its name, where it stands (None when carried), how it was found."""

    name: str
    span: tuple[int, int] | None
    found: str  # clause, sentence, carried, article, title


def subject(reading: Reading, token: int, carried: Party | None) -> Party | None:
    """Return the company that a trigger speaks of: near and before it, else carried over."""
    best: CompanyFound | None = None
    best_gap = _FAR
    for item in reading.companies:
        place = reading.token_at(item.start)
        gap = reading.gap_to(item, token)
        if place > token:
            gap += 5
        if _is_apposed(reading, place) or _is_former(reading, place):
            gap += 9
        elif place < token and is_aside(reading, item):
            gap += 7
        if gap < best_gap:
            best, best_gap = item, gap
    if best and carried and best.company != carried.name and best_gap > 7:
        own = next((item for item in reading.companies if item.company == carried.name), None)
        if own and reading.token_at(own.start) < token and not is_aside(reading, own):
            best, best_gap = own, reading.gap_to(own, token)
    if best and carried and best.company != carried.name:
        place = reading.token_at(best.start)
        if place > _OPENS and _is_apposed(reading, place):
            return carried  # the chain, owner of Boulanger, opens
    unknown = _unknown_subject(reading, token)
    if unknown and (not best or is_aside(reading, best) or reading.token_at(best.start) > token):
        return unknown
    if best:
        return Party(
            best.company, (best.start, best.end), "clause" if best_gap <= 12 else "sentence"
        )
    if reading.companies and not carried:
        first = reading.companies[0]
        return Party(first.company, (first.start, first.end), "sentence")
    return carried


def _unknown_subject(reading: Reading, token: int) -> Party | None:
    """Return a company outside the watch list that opens the sentence before the trigger."""
    for name in reading.names:
        place = reading.token_at(name.start)
        if name.kind == "company" and place <= 2 and place < token:
            return Party(name.text, (name.start, name.end), "clause")
    return None


def figure_company(reading: Reading, metric: int, carried: Party | None) -> Party | None:
    """Return whose figure it is: a company before the metric that is no aside, or right behind it.

    "Coolblue's revenue", "revenue of Coolblue", not "helped by Unieuro, revenue rose".
    """
    best: CompanyFound | None = None
    best_gap = _FAR
    own = [c for c in reading.companies if not _is_in_compound(reading, reading.token_at(c.start))]
    first = own[0] if own else None
    if first and reading.token_at(first.start) <= 1 and reading.token_at(first.start) < metric:
        return Party(first.company, (first.start, first.end), "clause")
    for item in own or reading.companies:
        place = reading.token_at(item.start)
        gap = reading.gap_to(item, metric)
        if place > metric and follows_word(reading, place, "cue.patient") and gap <= 4:
            gap += 0
        elif place > metric or is_aside(reading, item):
            gap += 14
        if place > metric and _is_apposed(reading, place):
            gap += 14
        if gap < best_gap:
            best, best_gap = item, gap
    if best and carried and best.company != carried.name and best_gap > 3:
        main = next((item for item in own if item.company == carried.name), None)
        if main:
            return Party(main.company, (main.start, main.end), "sentence")
    if best and (best_gap <= 16 or not carried or best.company == carried.name):
        return Party(
            best.company, (best.start, best.end), "clause" if best_gap <= 12 else "sentence"
        )
    return carried


def is_aside(reading: Reading, item: CompanyFound) -> bool:
    """Tell whether a company only explains or helps: parent of X, thanks to X, purchase of X."""
    place = reading.token_at(item.start)
    return (
        _is_apposed(reading, place)
        or follows_word(reading, place, "cue.patient")
        or follows_word(reading, place, "cue.agent")
        or _is_in_relative_clause(reading, place)
        or _is_in_compound(reading, place)
    )


def follows_word(reading: Reading, place: int, tag: str) -> bool:
    """Tell whether a word of that tag stands right before a token, articles and origins between."""
    between = {hit.first for hit in reading.hits.get("cue.article", ())}
    between |= {reading.token_at(p.start) for p in reading.places if p.kind == "demonym"}
    index = place - 1
    while index in between or (index >= 0 and reading.tokens[index].form == "'"):
        if any(hit.last == index + 1 for hit in reading.hits.get(tag, ())):
            break
        index -= 1
    return any(hit.last == index + 1 for hit in reading.hits.get(tag, ()))


def _is_apposed(reading: Reading, place: int) -> bool:
    """Tell whether a name only explains another: parent of X, owner of X, rival X."""
    return any(
        0 <= place - hit.last <= 3 or (place > hit.last and _is_described(reading, hit.last, place))
        for hit in reading.hits.get("cue.apposition", ())
    )


def _is_described(reading: Reading, first: int, place: int) -> bool:
    """Tell whether only a comma and what a company is stand there: its owner, the group X."""
    between = reading.tokens[first:place]
    return (
        len(between) <= _DESCRIBED
        and between[0].form == ","
        and load_name_words().is_kind(between[-1].form)
    )


def _is_former(reading: Reading, place: int) -> bool:
    """Tell whether a name only says who was there before: the former Debenhams store."""
    return any(0 < place - hit.first <= 2 for hit in reading.hits.get("cue.former", ()))


def _is_in_relative_clause(reading: Reading, place: int) -> bool:
    """Tell whether a name stands between commas behind a relative pronoun: X, which Y owns, ..."""
    commas = [index for index, token in enumerate(reading.tokens) if token.form == ","]
    before = max((index for index in commas if index < place), default=-1)
    return any(index > place for index in commas) and any(
        before == hit.first - 1 and hit.first < place
        for hit in reading.hits.get("cue.relative", ())
    )


def _is_in_compound(reading: Reading, place: int) -> bool:
    """Tell whether a name only tells the kind of the one behind it: the Apple-reseller Lab9."""
    head, mark, kind = reading.tokens[place].form.partition("-")
    return (
        bool(head and mark)
        and load_name_words().is_kind(kind)
        and (place + 1 < len(reading.tokens) and reading.tokens[place + 1].is_capital)
    )


def actor_and_target(
    reading: Reading, token: int, carried: Party | None
) -> tuple[Party | None, list[Party]]:
    """Return who acts and the others of a two-sided event.

    "X buys Y" and "Y is bought by X" and "the purchase of Y by X": a name right behind an agent
    word is the actor; a name right behind a patient word is a target; else the one before the
    trigger acts on those behind it.
    """
    names = parties_of(reading)
    if not names:
        return carried, []
    agents = [name for name in names if follows(reading, name, "cue.agent")]
    plain = [name for name in agents if not _is_patient(reading, name)]
    agent = next(iter(plain or agents), None)
    before = [n for n in names if n.span and reading.token_at(n.span[0]) < token]
    active = [name for name in before if not stands_aside(reading, name)]
    if agent and active and _is_object(reading, agent, token):
        agent = None  # X completes the takeover of Y, where one word means by and of
    if agent and (_is_passive(reading, token) or not active):
        return agent, [name for name in names if name.name != agent.name]
    if active:
        actor = active[0] if _is_listed(reading, active) else active[-1]
    elif carried and carried.name not in {name.name for name in names}:
        actor = carried
    else:
        actor = before[0] if before else names[0]
    if carried and carried.name != actor.name and was_bought(reading, actor, token):
        return carried, [actor]
    others = [n for n in names if n.name != actor.name]
    behind = [n for n in others if n not in before]
    if carried and carried.name not in {name.name for name in names}:
        is_joint = actor in active and len(active) > 1 and others == active[1:]
        if not others or (is_joint and _is_listed(reading, active)):
            return actor, [carried]  # X and Y have bought it
    return actor, (behind or others)


def was_bought(reading: Reading, party: Party, token: int) -> bool:
    """Tell whether a participle between commas says what was done to a name: X, bought in June."""
    if not party.span:
        return False
    behind = reading.token_at(party.span[1] - 1) + 1
    forms = [reading.tokens[index].form for index in range(behind, token)]
    return (
        forms[:1] == [","]
        and all(form.isdigit() or not form.isalpha() for form in forms[1:])
        and any(t.form == "," for t in reading.tokens[token:])
    )


def _is_patient(reading: Reading, party: Party) -> bool:
    """Tell whether a word right before a name may also mean of: Kauf von X durch Y."""
    return bool(party.span) and follows_word(
        reading,
        reading.token_at(party.span[0]),  # type: ignore[index]
        "cue.patient",
    )


def bought_by_name(reading: Reading, trigger: Hit, buyer: Party) -> list[Party]:
    """Return the name on no list that a company buys, where the sentence has no other party.

    It stands behind the verb or its noun (X is to buy the chain Lumen, the takeover of Lumen by
    X), right before a verb that ends the clause (X hat Lumen gekauft) or opens a passive sentence
    (Lumen is bought by X).
    """
    at = reading.token_at(buyer.span[0]) if buyer.span else -1
    is_agent = at >= 0 and follows_word(reading, at, "cue.agent")
    bids = [hit.first for hit in reading.hits.get("trigger.acquisition.bid", ())]
    if trigger.first in bids and not is_agent:
        return []  # the bid of X is by X
    unknown = [name for name in reading.names if name.kind == "unknown"]
    telling = {hit.first for tag, hits in reading.hits.items() if "trigger" in tag for hit in hits}
    last: list[Party] = []
    for name in sorted((*reading.capitals, *unknown), key=lambda item: (item.start, -item.end)):
        first, behind = reading.token_at(name.start), reading.token_at(name.end - 1)
        if first in telling or (last and last[0].span and name.end <= last[0].span[1]):
            continue  # a German noun: der Zukauf; a part of the name before
        found = [Party(name.text, (name.start, name.end), "clause")]
        if first > trigger.first:
            if (at < trigger.first or is_agent) and (
                reading.gap(max(trigger.first, min(trigger.last - 1, first)), first) <= _OBJECT
            ):
                return found
        elif first < at if is_agent else at < first and reading.gap(behind, trigger.first) <= 1:
            last = found
    return last


def bidder_and_target(
    reading: Reading, token: int, carried: Party | None, *, is_owner: bool = False
) -> tuple[Party | None, list[Party]]:
    """Return both sides of "the offer by X": who is named behind acts, the other is wanted.

    Of two behind "the new owner of" the first is wanted: the new owner of X is Y.
    """
    names = parties_of(reading)
    behind = [n for n in names if n.span and reading.token_at(n.span[0]) > token]
    if not behind:
        return actor_and_target(reading, token, carried)
    if is_owner and len(behind) > 1:
        behind = [*behind[1:], behind[0]]
    elif is_owner and follows(reading, behind[0], "cue.patient"):
        return actor_and_target(reading, token, carried)
    actor = behind[0]
    others = [n for n in names if n not in behind] or behind[1:]
    if carried and carried.name != actor.name and not others:
        others = [carried]
    return actor, others


def _is_passive(reading: Reading, token: int) -> bool:
    """Tell whether the trigger is passive, or a noun with its object: the purchase of."""
    return any(0 <= token - hit.first <= 5 for hit in reading.hits.get("cue.passive", ())) or any(
        0 <= hit.first - token <= 2 for hit in reading.hits.get("cue.patient", ())
    )


def _is_object(reading: Reading, party: Party, token: int) -> bool:
    """Tell whether a name behind a trigger may as well be what it is done to: Übernahme von X."""
    if not party.span or reading.token_at(party.span[0]) < token:
        return False
    is_verb = any(abs(hit.first - token) <= _VERB for hit in reading.hits.get("cue.passive", ()))
    return not is_verb and follows(reading, party, "cue.patient")


def stands_aside(reading: Reading, party: Party) -> bool:
    if not party.span:
        return False
    place = reading.token_at(party.span[0])
    return (
        _is_apposed(reading, place)
        or follows_word(reading, place, "cue.patient")
        or follows_word(reading, place, "cue.agent")
    )


def _is_listed(reading: Reading, parties: list[Party]) -> bool:
    """Tell whether the parties follow each other as in X and Y."""
    return all(
        reading.token_at(other.span[0]) - reading.token_at(one.span[1] - 1) <= 2
        for one, other in pairwise(parties)
        if one.span and other.span
    )


def parties_of(reading: Reading) -> list[Party]:
    """Return companies and unknown names of companies in the order of the sentence."""
    items: list[CompanyFound | NameFound] = list(reading.companies)
    items += [name for name in reading.names if name.kind == "company"]
    parties: dict[str, Party] = {}
    for item in sorted(items, key=lambda item: item.start):
        name = item.company if isinstance(item, CompanyFound) else item.text
        parties.setdefault(name, Party(name, (item.start, item.end), "clause"))
    return list(parties.values())


def follows(reading: Reading, party: Party, tag: str) -> bool:
    """Tell whether a party stands behind a word of that tag: by the French group X."""
    if not party.span:
        return False
    place = reading.token_at(party.span[0])
    return follows_word(reading, place, tag) or any(
        0 <= place - hit.last <= 3 for hit in reading.hits.get(tag, ())
    )
