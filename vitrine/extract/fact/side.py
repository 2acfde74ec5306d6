"""The sides of events with two: employer and newcomer, giver and taker, judge and judged."""

from __future__ import annotations

from vitrine.extract.fact.party import (
    Party,
    follows,
    parties_of,
    stands_aside,
)
from vitrine.extract.lexicon import Hit
from vitrine.extract.reading import Reading

_OPENING = 3  # words in which a sentence says whose news it is
_ROLE_REACH = 3  # words between somebody's office and the company
_TRADERS = frozenset({"retailer", "brand", "marketplace", "refurbisher", "holding"})


def employer(
    reading: Reading, party: Party | None, carried: Party | None
) -> tuple[Party | None, list[Party]]:
    """Return the company whose people change: the one the story is about, and the other one."""
    if not party or not carried or party.name == carried.name:
        own = party or carried
        return own, [item for item in parties_of(reading) if own and item.name != own.name]
    names = [item.company for item in reading.companies]
    if _is_of_a_role(reading, party) or _opens_aside(reading, party):
        return party, []
    if carried.name in names or len(set(names)) == 1:
        return carried, [party]
    return party, []


def _opens_aside(reading: Reading, party: Party) -> bool:
    """Tell whether a sentence first turns to another company: at X the finance chief has left."""
    if not party.span or reading.has("cue.former"):
        return False
    roles = reading.hits.get("object.role", ())
    place = reading.token_at(party.span[0])
    first = min((hit.first for hit in roles), default=0)
    return place < first and not any(
        reading.token_at(person.start) < place for person in reading.persons
    )


def _is_of_a_role(reading: Reading, party: Party) -> bool:
    """Tell whether a sentence opens with somebody of a company: the head of X has resigned."""
    if not party.span or reading.has("cue.former"):
        return False
    place = reading.token_at(party.span[0])
    return any(
        hit.first <= _OPENING and 0 < place - hit.last <= _ROLE_REACH
        for hit in reading.hits.get("object.role", ())
    )


def funded(
    reading: Reading, trigger: Hit, carried: Party | None
) -> tuple[Party | None, list[Party]]:
    """Return who gets the money and who gives it: investors and those who lead a round give.

    With a verb of giving (X injects millions into Y) all that stand before it give.
    """
    token = trigger.first
    kinds = {item.company: item.kind for item in reading.companies}
    parties = parties_of(reading)
    is_given = trigger.tag.endswith(".give") and any(
        p.span and reading.token_at(p.span[0]) > token for p in parties
    )
    givers = [
        party
        for party in parties
        if kinds.get(party.name) in ("investor", "fund")
        or follows(reading, party, "cue.agent")
        or (is_given and party.span and reading.token_at(party.span[0]) < token)
    ]
    takers = [party for party in parties if party not in givers]
    before = [p for p in takers if p.span and reading.token_at(p.span[0]) <= token]
    before = [p for p in before if not stands_aside(reading, p)] or before
    best: Party | None
    if before:
        best = max(before, key=lambda party: party.span[0] if party.span else -1)
    elif carried and carried.name not in {party.name for party in givers}:
        best = carried
    else:
        best = takers[0] if takers else None
    people = [Party(p.name, (p.start, p.end), "clause") for p in reading.persons]
    givers = [party for party in givers if not _names_employer(reading, party)]
    others = [p for p in [*givers, *people] if not best or p.name != best.name]
    return best, others


def judged(
    reading: Reading, party: Party | None, others: list[Party], carried: Party | None
) -> tuple[Party | None, list[Party]]:
    """Return whom a court or an authority judges as the company, the authority as the other."""
    others = [item for item in others if item.span]  # who is not named is no other side
    traders = {item.company for item in reading.companies if item.kind in _TRADERS}
    if not party or party.name in traders:
        return party, others
    own = next((item for item in others if item.name in traders), None)
    if not own and carried and carried.name != party.name:
        own = carried
    if not own:
        return party, others
    return own, [item for item in [party, *others] if item.name != own.name]


def _names_employer(reading: Reading, party: Party) -> bool:
    """Tell whether a company only says where a person works: the chief of X, Jane Doe."""
    if not party.span:
        return False
    behind = reading.token_at(party.span[1] - 1) + 1
    return any(0 <= reading.token_at(p.start) - behind <= 1 for p in reading.persons)
