"""What a merge did, as numbers and as lines for the reader of a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vitrine.event import Event, EventType
from vitrine.merge.cluster import Joined, Pair
from vitrine.merge.verdict import is_network


@dataclass(frozen=True)
class MergeReport:
    """How many mentions became how many events, and by what.

    joined_figures and joined_stages count the mentions that became part of an event which another
    mention had started: of figures, and of all other events. The kinds count single conflicts.
    refused has a sentence for each decision that contradicts another one.
    """

    mentions: int
    events: int
    joined_stages: int
    joined_figures: int
    rounding: int
    preliminary: int
    restated: int
    conflicts: int
    decisions_used: int
    temporary: int
    networks: int
    joined: tuple[Joined, ...]
    refused: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return the report as readable lines."""
        return [
            f"{self.mentions} mentions became {self.events} events.",
            f"  joined stages and reports of one event: {self.joined_stages}",
            f"  joined reports of one figure: {self.joined_figures}",
            f"  joined by recorded decisions: {self.decisions_used}",
            f"  same figure rounded: {self.rounding}, preliminary: {self.preliminary}, "
            f"restated: {self.restated}, in conflict: {self.conflicts}",
            f"  temporary closures and shops: {self.temporary}",
            f"  network counts kept apart from single shops: {self.networks}",
            *(f"  {sentence}" for sentence in self.refused),
        ]

    def joined_lines(self) -> list[str]:
        """Return one line for each pair that was joined, with the reason."""
        return [f"{item.pair[0]} + {item.pair[1]}: {item.reason}" for item in self.joined]


@dataclass(frozen=True)
class MergeResult:
    """The events in the order of their identifiers, and the report."""

    events: tuple[Event, ...]
    report: MergeReport


@dataclass(frozen=True)
class LineageScore:
    """How many pairs of the answer key one merge joined, and which it missed."""

    pairs: int
    joined: int
    missed: tuple[Pair, ...]


def make_report(
    events: Sequence[Event],
    joined: Iterable[Joined],
    decisions_used: int,
    refused: Iterable[str] = (),
) -> MergeReport:
    """Count what a merge did."""
    kinds = Counter(conflict.kind for event in events for conflict in event.conflicts)
    extra = {event.event_id: len(event.mentions) - 1 for event in events}
    figures = {e.event_id for e in events if e.chosen.event_type is EventType.RESULTS}
    return MergeReport(
        mentions=sum(len(event.mentions) for event in events),
        events=len(events),
        joined_stages=sum(count for key, count in extra.items() if key not in figures),
        joined_figures=sum(count for key, count in extra.items() if key in figures),
        rounding=kinds["rounding"],
        preliminary=kinds["preliminary"],
        restated=kinds["restated"],
        conflicts=kinds["conflict"],
        decisions_used=decisions_used,
        temporary=sum(event.chosen.is_temporary for event in events),
        networks=sum(_is_network_count(event) for event in events),
        joined=tuple(joined),
        refused=tuple(refused),
    )


def score_lineage(events: Iterable[Event], lineage: Sequence[Pair]) -> LineageScore:
    """Count the pairs of the answer key whose two mentions are in one event."""
    event_of = {m.mention_id: event.event_id for event in events for m in event.mentions}
    missed = tuple(
        (first, second)
        for first, second in lineage
        if first not in event_of or event_of[first] != event_of.get(second)
    )
    return LineageScore(len(lineage), len(lineage) - len(missed), missed)


def _is_network_count(event: Event) -> bool:
    stores = (EventType.STORE_OPENING, EventType.STORE_CLOSING)
    return event.chosen.event_type in stores and is_network(event.chosen)
