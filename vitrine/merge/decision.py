"""Recorded decisions of an analyst on single pairs, and the answer key for the rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vitrine.gazetteer import read_lines
from vitrine.merge.cluster import Pair, pair_of

_KINDS = ("join", "split")
_DECISION_COLUMNS = ("kind", "mention_id_1", "mention_id_2", "reason")
_LINEAGE_COLUMNS = ("earlier_mention_id", "later_mention_id")


@dataclass(frozen=True)
class Decision:
    """What somebody decided about two mentions, and why."""

    kind: str
    pair: Pair
    reason: str


@dataclass(frozen=True)
class Decisions:
    """All decisions, by pair."""

    joins: tuple[Decision, ...] = ()
    splits: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Agreed:
    """Decisions without those that contradict others; splits hold for all that was joined to them.

    refused has a sentence for each decision that was left out.
    """

    joins: tuple[Decision, ...]
    splits: frozenset[Pair]
    refused: tuple[str, ...]


def agreed(decisions: Decisions) -> Agreed:
    """Return the decisions that can all be followed.

    What was split stays apart: events wrongly apart mislead less than events wrongly joined.
    """
    splits = {item.pair for item in decisions.splits}
    group: dict[str, frozenset[str]] = {}
    joins: list[Decision] = []
    refused: list[str] = []
    for decision in decisions.joins:
        united: frozenset[str] = frozenset()
        for key in decision.pair:
            united |= group.get(key, frozenset({key}))
        against = min((pair for pair in splits if united.issuperset(pair)), default=None)
        if against:
            refused.append(refusal(decision, against))
            continue
        joins.append(decision)
        group |= dict.fromkeys(united, united)
    parted = {
        pair_of(one, other)
        for first, second in splits
        for one in group.get(first, (first,))
        for other in group.get(second, (second,))
    }
    return Agreed(tuple(joins), frozenset(parted), tuple(refused))


def refusal(decision: Decision, against: Pair) -> str:
    """Return the sentence about a join that another decision forbids."""
    first, second = decision.pair
    return (
        f"{first} and {second} are not joined as decided ({decision.reason}), because that would "
        f"join {against[0]} and {against[1]}, which are split; undo one of these decisions."
    )


def load_decisions(path: Path) -> Decisions:
    """Read data/decisions.csv; DataError names the line and what to correct."""
    found: dict[Pair, Decision] = {}
    for line in read_lines(path, _DECISION_COLUMNS):
        kind = line.required("kind")
        if kind not in _KINDS:
            raise line.error("kind", f"write {' or '.join(_KINDS)}")
        pair = pair_of(line.required("mention_id_1"), line.required("mention_id_2"))
        if pair[0] == pair[1]:
            raise line.error("mention_id_2", "it is the first mention; name another one")
        if pair in found:
            raise line.error("mention_id_2", "this pair stands above already; remove one line")
        found[pair] = Decision(kind, pair, line.required("reason"))
    return Decisions(
        joins=tuple(item for item in found.values() if item.kind == "join"),
        splits=tuple(item for item in found.values() if item.kind == "split"),
    )


def load_lineage(path: Path) -> tuple[Pair, ...]:
    """Read data/lineage.csv: pairs of an earlier plan and a later stage of the same event."""
    return tuple(
        (line.required("earlier_mention_id"), line.required("later_mention_id"))
        for line in read_lines(path, _LINEAGE_COLUMNS)
    )
