"""What reviewers' decisions make of the mentions. Pure; the file is vitrine.review.decision's.

A later decision outweighs an earlier one; an undone decision counts as never made. Decisions name
mentions by their content ids. When an article is read anew and an id has changed, a decision
follows the one mention that still says the same (article, type, company, place or metric, period);
when there is none, or more than one, it is kept and listed as an orphan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from vitrine.errors import DataError
from vitrine.event import Mention, Tier
from vitrine.merge.cluster import Pair, pair_of
from vitrine.merge.decision import Decision as PairDecision
from vitrine.merge.decision import Decisions
from vitrine.review.correction import CompanyList, PlaceList, corrected
from vitrine.review.decision import (
    Decision,
    Kind,
    Trace,
    append_decision,
    by_time,
    new_decision,
    read_decisions,
    trace_of,
)

__all__ = [
    "Applied",
    "Decision",
    "Kind",
    "Orphan",
    "Outcome",
    "Review",
    "Trace",
    "active_decisions",
    "append_decision",
    "apply_decisions",
    "new_decision",
    "read_decisions",
    "review",
    "trace_of",
    "with_pairs",
]


@dataclass(frozen=True)
class Review:
    """Who stands behind a mention, since when, and why."""

    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class Orphan:
    """A decision that has nothing to act on, and why."""

    decision: Decision
    reason: str


class Applied(NamedTuple):
    """The mentions that are left, and the pairs that must be one event or must not be."""

    mentions: tuple[Mention, ...]
    merge_pairs: tuple[Pair, ...]
    split_pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Outcome:
    """All that decisions make of mentions; reviews are by mention id."""

    applied: Applied
    reviews: Mapping[str, Review]
    orphans: tuple[Orphan, ...]


def active_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return what still counts, oldest first: no undone decision, and no undo."""
    undone: set[str] = set()
    kept: list[Decision] = []
    unique = {item.decision_id: item for item in decisions}
    for item in sorted(unique.values(), key=by_time, reverse=True):
        if item.decision_id in undone:
            continue
        if item.kind is Kind.UNDO:
            undone.add(item.undoes)
        else:
            kept.append(item)
    return tuple(reversed(kept))


def apply_decisions(
    mentions: Iterable[Mention],
    decisions: Iterable[Decision],
    companies: CompanyList | None = None,
    places: PlaceList | None = None,
) -> Applied:
    """Return the mentions as reviewers left them, and the pairs for merge."""
    return review(mentions, decisions, companies, places).applied


def review(
    mentions: Iterable[Mention],
    decisions: Iterable[Decision],
    companies: CompanyList | None = None,
    places: PlaceList | None = None,
) -> Outcome:
    """Apply every decision that counts; companies and places complete corrected values."""
    current = {mention.mention_id: mention for mention in mentions}
    active = [item for item in active_decisions(decisions) if item.mention_ids]
    found = _Finder(current, active)
    rejected: set[str] = set()
    reviews: dict[str, Review] = {}
    orphans: list[Orphan] = []
    pairs = _Pairs()
    for item in active:
        ids = [found.current_id(item, index) for index in range(len(item.mention_ids))]
        if None in ids:
            orphans.append(Orphan(item, "the mention is no longer read from its article"))
            continue
        known = [mention_id for mention_id in ids if mention_id]
        if item.kind is Kind.MERGE:
            pairs.merge(known)
        elif item.kind is Kind.SPLIT:
            pairs.split(known[0], known[1:])
        elif item.kind is Kind.REJECT:
            rejected.update(known)
            for mention_id in known:
                reviews.pop(mention_id, None)
        else:
            for mention_id in known:
                try:
                    mention = corrected(current[mention_id], item.values, companies, places)
                except DataError as error:
                    orphans.append(Orphan(item, str(error)))
                    continue
                current[mention_id] = replace(mention, tier=Tier.PUBLISHED)
                rejected.discard(mention_id)
                reviews[mention_id] = Review(item.at, item.by, item.why)
    left = tuple(mention for key, mention in current.items() if key not in rejected)
    applied = Applied(left, tuple(sorted(pairs.joins)), tuple(sorted(pairs.splits)))
    return Outcome(applied, reviews, tuple(orphans))


def with_pairs(recorded: Decisions, applied: Applied) -> Decisions:
    """Return data/decisions.csv together with the pairs of reviewers, which outweigh it."""
    taken = {*applied.merge_pairs, *applied.split_pairs}
    joins = [item for item in recorded.joins if item.pair not in taken]
    splits = [item for item in recorded.splits if item.pair not in taken]
    joins += [PairDecision("join", pair, "merged by a reviewer") for pair in applied.merge_pairs]
    splits += [PairDecision("split", pair, "split by a reviewer") for pair in applied.split_pairs]
    return Decisions(tuple(joins), tuple(splits))


class _Finder:
    """Finds the mention that a decision is about, also under another id."""

    def __init__(self, mentions: Mapping[str, Mention], active: Sequence[Decision]) -> None:
        self._ids = frozenset(mentions)
        named = {mention_id for item in active for mention_id in item.mention_ids}
        self._by_trace: dict[Trace, list[str]] = {}
        for mention_id, mention in mentions.items():
            if mention_id not in named:
                self._by_trace.setdefault(trace_of(mention), []).append(mention_id)
        # What the first decision saw of a mention; later ones saw what was corrected by then.
        self._first: dict[str, list[Trace]] = {}
        for item in active:
            for mention_id, trace in zip(item.mention_ids, item.traces, strict=False):
                self._first.setdefault(mention_id, []).append(trace)

    def current_id(self, decision: Decision, index: int) -> str | None:
        """Return the id under which a decision's mention is known now, None when it is gone."""
        mention_id = decision.mention_ids[index]
        if mention_id in self._ids:
            return mention_id
        for trace in self._first.get(mention_id, ()):
            candidates = self._by_trace.get(trace, ())
            if candidates:
                return candidates[0] if len(candidates) == 1 else None
        return None


class _Pairs:
    """Pairs that never contradict each other: the later decision drops what stands against it."""

    def __init__(self) -> None:
        self.joins: set[Pair] = set()
        self.splits: set[Pair] = set()

    def merge(self, ids: Sequence[str]) -> None:
        """Let all of the mentions be one event."""
        self.joins |= {pair_of(a, b) for a in ids for b in ids if a < b}
        group = self._joined_to(ids[0]) if ids else set()
        self.splits = {pair for pair in self.splits if not group.issuperset(pair)}

    def split(self, first: str, others: Iterable[str]) -> None:
        """Part one mention from each of the others."""
        for other in others:
            if other == first:
                continue
            without = self._joined_to(other, leaving_out=first)
            self.joins = {
                pair for pair in self.joins if first not in pair or not without.intersection(pair)
            }
            self.splits.add(pair_of(first, other))

    def _joined_to(self, start: str, leaving_out: str = "") -> set[str]:
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            for pair in self.joins:
                if here in pair and leaving_out not in pair:
                    there = pair[0] if pair[1] == here else pair[1]
                    if there not in seen:
                        seen.add(there)
                        waiting.append(there)
        return seen
