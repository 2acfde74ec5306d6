"""Which ingested mentions a failed check sends to the reviewers. Pure.

Versioned data must be clean by itself; what a program read gives way to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from vitrine.event import Event, Mention
from vitrine.ingest.ingested import Ingested


@dataclass(frozen=True)
class Demotion:
    """An ingested mention that is not published, and which check it failed."""

    mention_id: str
    source: str
    reason: str


def find_demotions(
    failed: Mapping[str, pd.DataFrame], events: Sequence[Event], ingested: Ingested
) -> list[Demotion]:
    """Return the ingested mentions behind the failed checks; none when all is versioned data."""
    event_of = {event.event_id: event for event in events}
    mention_of = {mention.mention_id: mention for event in events for mention in event.mentions}
    found: dict[str, Demotion] = {}
    for check, frame in failed.items():
        for row in frame.to_dict("records"):
            for mention in _guilty(row, event_of, mention_of, ingested):
                source = mention.source_url or mention.outlet or "no address"
                reason = f"{check}: {row['problem']}"
                found.setdefault(mention.mention_id, Demotion(mention.mention_id, source, reason))
    return list(found.values())


def _guilty(
    row: Mapping[object, object],
    event_of: Mapping[str, Event],
    mention_of: Mapping[str, Mention],
    ingested: Ingested,
) -> Iterable[Mention]:
    """Return the ingested mentions of one row: the named one, or those of the weaker event."""
    named = mention_of.get(str(row.get("mention_id", "")))
    if named is not None and not ingested.is_versioned(named):
        return [named]
    events = [
        event_of[str(row[column])]
        for column in ("event_id", "other_event_id")
        if str(row.get(column, "")) in event_of
    ]
    ours = [[m for m in event.mentions if not ingested.is_versioned(m)] for event in events]
    if len(events) == 2 and all(map(len, ours)):
        return min(ours, key=lambda mentions: _strength(mentions, ingested))
    return [mention for mentions in ours for mention in mentions]


def _strength(mentions: Sequence[Mention], ingested: Ingested) -> tuple[bool, int, float, str]:
    """Order events by who stands behind them: a person, many articles, a sure program."""
    return (
        any(ingested.is_reviewed(mention) for mention in mentions),
        len(mentions),
        max(mention.confidence for mention in mentions),
        min(mention.mention_id for mention in mentions),
    )
