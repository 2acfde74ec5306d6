"""Grouping mentions pair by pair, best pair first, never against a pair that must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from vitrine.event import Mention
from vitrine.merge.verdict import Link, Verdict

Judge = Callable[[Mention, Mention], Verdict]
Pair = tuple[str, str]


def id_key(mention_id: str) -> tuple[int, str]:
    """Sort identifiers as a reader counts them: M0999 before M1000, M9999 before M10000."""
    return len(mention_id), mention_id


def pair_of(first: str, second: str) -> Pair:
    """Return two identifiers in their order, so that a pair has one form."""
    return (first, second) if id_key(first) <= id_key(second) else (second, first)


@dataclass(frozen=True)
class Joined:
    """A pair that was joined, and why."""

    pair: Pair
    reason: str


class Clusters:
    """Disjoint groups of mentions that grow pair by pair."""

    def __init__(self, mentions: Iterable[Mention], judge: Judge, splits: frozenset[Pair]) -> None:
        self._mention = {mention.mention_id: mention for mention in mentions}
        self._group: dict[str, frozenset[str]] = {key: frozenset({key}) for key in self._mention}
        self._judge = judge
        self._splits = splits
        self._known: dict[Pair, Verdict] = {}
        self.joined: list[Joined] = []

    def verdict(self, pair: Pair) -> Verdict:
        """Return the rules' word on a pair, computed once."""
        if pair not in self._known:
            self._known[pair] = self._judge(self._mention[pair[0]], self._mention[pair[1]])
        return self._known[pair]

    def are_together(self, first: str, second: str) -> bool:
        """Tell whether two mentions are in one group."""
        return first in self._group and second in self._group.get(first, ())

    def split_between(self, pair: Pair) -> Pair | None:
        """Return a pair that must stay apart and that joining this one would bring together."""
        if pair in self._splits:
            return pair
        mine, others = self._group.get(pair[0]), self._group.get(pair[1])
        if not mine or not others:
            return None
        united = mine | others
        return min((split for split in self._splits if united.issuperset(split)), default=None)

    def groups(self) -> list[frozenset[str]]:
        """Return all groups in the order of their smallest identifiers."""
        return sorted(set(self._group.values()), key=lambda group: id_key(smallest(group)))

    def force(self, pair: Pair, reason: str) -> None:
        """Join a pair whatever the rules say."""
        if pair[0] in self._mention and pair[1] in self._mention:
            self._unite(pair, reason)

    def join_strong(self, pairs: Iterable[Pair]) -> None:
        """Join all pairs that the rules join, the surest first."""
        strong = [pair for pair in pairs if self.verdict(pair).link is Link.JOIN]
        for pair in sorted(strong, key=self._order):
            if self._may_unite(pair):
                self._unite(pair, self.verdict(pair).reason)

    def join_weak(self, pairs: Iterable[Pair]) -> None:
        """Join a mention that could be one of several things only if one fits best."""
        candidates: dict[str, list[Pair]] = {}
        weak: list[Pair] = []
        for pair in pairs:
            link = self.verdict(pair).link
            if link in (Link.WEAK, Link.POSSIBLE):
                candidates.setdefault(pair[0], []).append(pair)
                candidates.setdefault(pair[1], []).append(pair)
            if link is Link.WEAK:
                weak.append(pair)
        for pair in sorted(weak, key=self._order):
            if self._may_unite(pair) and self._is_only_choice(pair, candidates):
                self._unite(pair, self.verdict(pair).reason)

    def _order(self, pair: Pair) -> tuple[Decimal, tuple[int, str], tuple[int, str]]:
        return self.verdict(pair).rank, id_key(pair[0]), id_key(pair[1])

    def _may_unite(self, pair: Pair) -> bool:
        mine, others = self._group[pair[0]], self._group[pair[1]]
        if mine is others:
            return False
        return not any(self._must_part(pair_of(a, b)) for a in mine for b in others)

    def _must_part(self, pair: Pair) -> bool:
        return pair in self._splits or self.verdict(pair).link is Link.APART

    def _is_only_choice(self, pair: Pair, candidates: Mapping[str, list[Pair]]) -> bool:
        """Tell whether neither side has another, different group that fits as well."""
        rank = self.verdict(pair).rank
        for own in pair:
            other = pair[1] if own == pair[0] else pair[0]
            for rival in candidates[own]:
                if self.verdict(rival).rank > rank:
                    continue
                third = rival[1] if rival[0] == own else rival[0]
                if third in self._group[other] or third in self._group[own]:
                    continue
                if not self._may_unite(pair_of(third, other)):
                    return False
        return True

    def _unite(self, pair: Pair, reason: str) -> None:
        mine, others = self._group[pair[0]], self._group[pair[1]]
        if mine is others:
            return
        united = mine | others
        for key in united:
            self._group[key] = united
        self.joined.append(Joined(pair, reason))


def smallest(group: Iterable[str]) -> str:
    """Return the smallest identifier of a group."""
    return min(group, key=id_key)
