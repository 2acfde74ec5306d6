"""Places that a sentence lists: those of one event together."""

from __future__ import annotations

from collections.abc import Sequence

from vitrine.extract.fact.party import follows_word
from vitrine.extract.name.word import load_name_words
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.reading import Placed, Reading

_FROM = frozenset({"of", "from", "de", "d'", "di", "aus", "uit"})


def place_groups(reading: Reading) -> list[list[PlaceFound]]:
    """Return the places of a sentence, those that are listed with one date or none together."""
    places = [
        p
        for p in reading.places
        if p.kind in ("city", "venue", "street", "address") and (p.city or p.address)
        if not _is_seat(reading, p)
    ]
    if len({p.city for p in places if p.city}) > 1:
        places = [p for p in places if not _is_only_near(reading, p)] or places
    groups: list[list[PlaceFound]] = []
    for place in places:
        if groups and _belongs(reading, groups[-1], place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _is_seat(reading: Reading, place: PlaceFound) -> bool:
    """Tell whether a city only says where a company is at home: the chain from Forlì."""
    at = reading.token_at(place.start)
    before = [token.form for token in reading.tokens[max(0, at - 2) : at]]
    shops = {hit.first for hit in reading.hits.get("object.store", ())}
    return (
        len(before) == 2
        and at - 2 not in shops
        and before[1] in _FROM
        and load_name_words().is_kind(before[0])
    )


def _is_only_near(reading: Reading, place: PlaceFound) -> bool:
    """Tell whether a city only says where another place lies: Langenhagen near Hanover."""
    return follows_word(reading, reading.token_at(place.start), "cue.near_place")


def words_to_verb(reading: Reading, item: Placed, verb: int) -> int:
    """Return how far a verb stands from a place; of two alike the one before it is its own."""
    return 2 * reading.gap_to(item, verb) + (verb > reading.token_at(item.start))


def _is_opposed(reading: Reading, last: PlaceFound, place: PlaceFound) -> bool:
    """Tell whether one place opens and the other closes: opens in Leeds and closes in York."""

    def nearest(item: PlaceFound) -> str:
        found = [
            (words_to_verb(reading, item, hit.first), kind)
            for kind in ("store_opening", "store_closing")
            for strength in ("sure", "weak")
            for hit in reading.hits.get(f"trigger.{kind}.{strength}", ())
        ]
        return min(found, default=(0, ""))[1]

    return nearest(last) != nearest(place)


def _belongs(reading: Reading, group: Sequence[PlaceFound], place: PlaceFound) -> bool:
    """Tell whether a place is one of a list, or the street or mall of the city before it."""
    last = group[-1]
    between_dates = [
        date for date in reading.dates if last.end <= date.start and date.end <= place.start
    ]
    if place.city and any(place.city == item.city for item in group):
        return True
    if not place.city or not last.city:
        return reading.gap_between(last, place) <= 14
    if between_dates or _is_opposed(reading, last, place):
        return False
    return reading.gap_between(last, place) <= 9
