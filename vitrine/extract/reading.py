"""One sentence with all that was found in it: the words of the lexicon, names, places, figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypeVar

from vitrine.event import EventType
from vitrine.extract.lexicon import Hit
from vitrine.extract.name.person import PersonFound
from vitrine.extract.name.unknown import NameFound
from vitrine.extract.name.who import CompanyFound
from vitrine.extract.number.count import Count, Percent
from vitrine.extract.number.money import Amount
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.text import Sentence, Token, brackets
from vitrine.extract.time.period import PeriodFound
from vitrine.extract.time.when import DateFound

_BOUNDARY = {",": 2, "(": 3, ")": 3, ";": 7, ":": 5, "–": 5, "—": 5, "•": 9, "|": 9}

_PLACE_MASKS = {
    "city": "{city}",
    "country": "{country}",
    "region": "{country}",
    "street": "{place}",
    "venue": "{place}",
}


class Placed(Protocol):
    """Anything that stands at text[start:end]."""

    @property
    def start(self) -> int:
        """Return the first character's place."""

    @property
    def end(self) -> int:
        """Return the place behind the last character."""


P = TypeVar("P", bound=Placed)


@dataclass(slots=True)
class Reading:
    """One sentence of an article, read.

    hits are the lexicon's phrases by tag; types and statuses are the classifier's chances in the
    order of EventType and Status; telling is the token that speaks most for each likely type;
    is_title marks the headline, whose places do not lie in the text; opens_in_capitals tells that
    it begins with two words in capitals, as items of a digest do; capitals are words that may be a
    name where a verb wants one, looked for only in sentences that tell a takeover.
    """

    index: int
    sentence: Sentence
    is_title: bool = False
    opens_in_capitals: bool = False
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    companies: Sequence[CompanyFound] = ()
    places: Sequence[PlaceFound] = ()
    amounts: Sequence[Amount] = ()
    percents: Sequence[Percent] = ()
    counts: Sequence[Count] = ()
    dates: Sequence[DateFound] = ()
    periods: Sequence[PeriodFound] = ()
    persons: Sequence[PersonFound] = ()
    names: Sequence[NameFound] = ()
    capitals: Sequence[NameFound] = ()
    types: Sequence[float] = ()
    statuses: Sequence[float] = ()
    telling: Mapping[EventType, int] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _cost: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare the look-ups by place: where tokens begin, and how far apart two stand."""
        breaks = {hit.first for hit in self.hits.get("cue.break", ())}
        total = 0
        for index, token in enumerate(self.tokens):
            self._starts.append(token.start)
            total += 1 + _BOUNDARY.get(token.form, 0) + (6 if index in breaks else 0)
            self._cost.append(total)

    @property
    def tokens(self) -> Sequence[Token]:
        """Return the words of the sentence."""
        return self.sentence.tokens

    def token_at(self, char: int) -> int:
        """Return the number of the token that holds a character of the text."""
        return max(0, bisect_right(self._starts, char) - 1)

    def gap(self, one: int, other: int) -> int:
        """Return how far two tokens stand apart: words between, more across commas and clauses."""
        if one > other:
            one, other = other, one
        return self._cost[other] - self._cost[one]

    def gap_to(self, item: Placed, token: int) -> int:
        """Return how far a found thing stands from a token."""
        first, last = self.token_at(item.start), self.token_at(item.end - 1)
        if first <= token <= last:
            return 0
        return self.gap(last, token) if last < token else self.gap(token, first)

    def gap_between(self, item: Placed, other: Placed) -> int:
        """Return how far two found things stand apart."""
        if item.start > other.start:
            item, other = other, item
        return self.gap(self.token_at(item.end - 1), self.token_at(other.start))

    def nearest(
        self, items: Sequence[P], token: int, *, within: int, after_costs: int = 0
    ) -> P | None:
        """Return the item closest to a token, None when all are further than within."""
        best: P | None = None
        best_gap = within + 1
        for item in items:
            gap = self.gap_to(item, token)
            if self.token_at(item.start) > token:
                gap += after_costs
            if gap < best_gap:
                best, best_gap = item, gap
        return best

    def bracket_of(self, item: Placed) -> int:
        """Return the number of the bracket that a found thing stands in, from 1; 0 outside."""
        at = self.token_at(item.start)
        return next(islice(brackets(self.tokens), at, None))

    def has_cue(self, name: str, token: int, *, within: int = 12, before: bool = False) -> bool:
        """Tell whether a cue of that name stands near a token (only before it when asked)."""
        return any(
            self.gap(hit.first, token) <= within and (not before or hit.first <= token)
            for hit in self.hits.get(f"cue.{name}", ())
        )

    def has(self, tag: str) -> bool:
        """Tell whether any phrase of that tag stands in the sentence."""
        return tag in self.hits

    def span_of(self, hit: Hit) -> tuple[int, int]:
        """Return the place of a phrase in the text."""
        return self.tokens[hit.first].start, self.tokens[hit.last - 1].end


def masked_forms(reading: Reading) -> list[tuple[str, int]]:
    """Return the sentence's words with names, places and figures replaced by their kind.

    Each word comes with the number of its (first) token.
    """
    marks: dict[int, tuple[int, str]] = {}
    for kind, items in (
        ("{number}", reading.counts),
        ("{date}", reading.dates),
        ("{period}", reading.periods),
        ("{percent}", reading.percents),
        ("{money}", reading.amounts),
        ("{person}", reading.persons),
    ):
        for item in items:
            marks[item.start] = (item.end, kind)
    for place in reading.places:
        mask = _PLACE_MASKS.get(place.kind)
        if mask:
            marks[place.start] = (place.end, mask)
    for company in reading.companies:
        marks[company.start] = (company.end, "{company}")
    forms: list[tuple[str, int]] = []
    behind = -1
    for index, token in enumerate(reading.tokens):
        if token.start < behind:
            continue
        mark = marks.get(token.start)
        if mark:
            behind = mark[0]
        forms.append((mark[1] if mark else token.form, index))
    return forms
