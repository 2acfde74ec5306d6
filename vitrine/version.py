"""How an event stood on each day on which something new about it was published. Pure.

A report counts from the last day of its date: "May 2018" is surely known on 31 May. No report
counts later than the newest one of the whole collection, which undated reports are given too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vitrine.event import Event, Mention
from vitrine.merge.choose import choose, find_conflicts


@dataclass(frozen=True)
class Version:
    """An event as it was known from from_date on, until to_date when something new came."""

    event: Event
    from_date: date
    to_date: date | None


def known_days(events: Iterable[Event]) -> dict[str, date]:
    """Return the day from which each mention was known, by its identifier."""
    mentions = [mention for event in events for mention in event.mentions]
    newest = max((item.published.first for item in mentions if item.published), default=date.max)
    return {item.mention_id: _known_day(item, newest) for item in mentions}


def _known_day(mention: Mention, newest: date) -> date:
    return min(mention.published.last, newest) if mention.published else newest


def event_versions(event: Event, known: Mapping[str, date]) -> Iterator[Version]:
    """Yield how the event stood after each day of news, oldest first; the last one is the event.

    The mentions of an earlier day are merged by the rules that merge all of them; which mentions
    are one event is not decided anew, so that an event keeps its name through time.
    """
    days = sorted({known[mention.mention_id] for mention in event.mentions})
    for day, next_day in zip(days, [*days[1:], None], strict=True):
        story = [mention for mention in event.mentions if known[mention.mention_id] <= day]
        yield Version(event if next_day is None else _as_told(event, story), day, next_day)


def _as_told(event: Event, story: Sequence[Mention]) -> Event:
    chosen = choose(story)
    return Event(event.event_id, chosen, tuple(story), find_conflicts(chosen, story))
