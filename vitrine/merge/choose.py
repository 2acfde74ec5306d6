"""Which values an event shows when its mentions differ, and what the others say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vitrine.event import (
    Conflict,
    DatePrecision,
    Event,
    EventType,
    GeoPrecision,
    Mention,
    PartialDate,
    Place,
    Status,
)
from vitrine.merge.address import exactness, is_vague
from vitrine.merge.amount import choose_figure, choose_price, find_amount_conflicts
from vitrine.merge.cluster import id_key
from vitrine.merge.timing import DATED_AHEAD, is_end, maturity, report_day

_DATE_RANK = {precision: rank for rank, precision in enumerate(DatePrecision)}
_GEO_RANK = {precision: rank for rank, precision in enumerate(GeoPrecision)}
_NO_RANK = 9


def choose(story: Sequence[Mention]) -> Mention:
    """Return the best mention with the best value of each field put in.

    story holds the mentions of one event in the order of their reports.
    """
    if story[0].event_type is EventType.RESULTS and any(mention.money for mention in story):
        return choose_figure([mention for mention in story if mention.money])
    status = final_status(story)
    best = min(story, key=lambda mention: _order_of_trust(mention, status))
    priced = choose_price(story)
    return replace(
        best,
        status=status,
        event_date=_choose_date(story, status),
        place=_choose_place(story, best),
        counterparty=_all_parties(story, best),
        metric=priced.metric if priced else best.metric,
        money=priced.money if priced else None,
        is_approx=priced.is_approx if priced else best.is_approx,
        count=_first_count(story, best),
        is_temporary=any(mention.is_temporary for mention in story),
    )


def final_status(story: Sequence[Mention]) -> Status:
    """Return how far the thing has come; a cancellation counts if nothing newer contradicts it."""
    ended = [mention for mention in story if mention.status is Status.CANCELLED]
    others = [mention for mention in story if mention.status is not Status.CANCELLED]
    if ended and all(_is_newer(ended, other) for other in others):
        return Status.CANCELLED
    return max(others, key=maturity).status


def _is_newer(ended: Sequence[Mention], other: Mention) -> bool:
    """Tell whether a cancellation was reported after another mention.

    A coarse date of report counts up to its last day against a plan, and from its first against a
    fact: what was done cannot have been cancelled in the same month.
    """
    if is_end(other):
        return max(report_day(mention) for mention in ended) > report_day(other)
    last = max(m.published.last if m.published else report_day(m) for m in ended)
    return last >= report_day(other)


def find_conflicts(chosen: Mention, story: Sequence[Mention]) -> tuple[Conflict, ...]:
    """Return every value that contradicts what the event shows, in the order of the reports.

    A plan that moved or a rumour that came true is the event's history and no conflict.
    """
    found = find_amount_conflicts(chosen, story)
    for mention in story:
        if _contradicts_date(mention, chosen):
            found.append(
                Conflict("event_date", str(mention.event_date), mention.mention_id, "conflict")
            )
        if _contradicts_status(mention, chosen):
            found.append(Conflict("status", mention.status.value, mention.mention_id, "conflict"))
    return tuple(found)


def _contradicts_date(mention: Mention, chosen: Mention) -> bool:
    if not (is_end(mention) and is_end(chosen)) or chosen.event_type is EventType.RESULTS:
        return False
    if mention.event_date is None or chosen.event_date is None:
        return False
    return not mention.event_date.overlaps(chosen.event_date)


def _contradicts_status(mention: Mention, chosen: Mention) -> bool:
    ends = {Status.DONE, Status.CANCELLED}
    return {mention.status, chosen.status} == ends


def _order_of_trust(
    mention: Mention, status: Status
) -> tuple[bool, int, int, int, date, tuple[int, str]]:
    """Sort mentions of the final status first, then by exact date and place, then the earliest."""
    return (
        mention.status is not status,
        -maturity(mention),
        _date_rank(mention.event_date),
        _geo_rank(mention.place),
        report_day(mention),
        id_key(mention.mention_id),
    )


def _choose_date(story: Sequence[Mention], status: Status) -> PartialDate | None:
    if status is Status.DONE:
        return _date_of_fact(story)
    dated = [mention for mention in story if mention.event_date]
    if status is Status.CANCELLED or story[0].event_type not in DATED_AHEAD:
        dated = [mention for mention in dated if mention.status is status] or dated
    if not dated:
        return None
    if story[0].event_type not in DATED_AHEAD:
        # The event is the announcement itself: the first one counts.
        dates = [mention.event_date for mention in dated if mention.event_date]
        first = min(dates, key=lambda when: (when.first, _date_rank(when)))
        return min((when for when in dates if first.contains(when)), key=_date_rank)
    # A plan moves: the newest report counts, and of several the most exact.
    newest = max(dated, key=lambda m: (report_day(m), -_date_rank(m.event_date)))
    return newest.event_date


def _date_of_fact(story: Sequence[Mention]) -> PartialDate | None:
    facts = [mention for mention in story if is_end(mention) and mention.event_date]
    if not facts:
        # Known to have happened, but nobody says when: a firm announcement is the best date left.
        facts = [m for m in story if m.status is Status.ANNOUNCED and m.event_date]
    dates = [mention.event_date for mention in facts if mention.event_date]
    if not dates:
        return None

    def order(when: PartialDate) -> tuple[int, int, date]:
        # A coarser date speaks for every finer one within it, as a rounded amount does.
        outlets = {m.outlet for m in facts if m.event_date and m.event_date.contains(when)}
        return -len(outlets), _date_rank(when), when.first

    best = min(dates, key=order)
    return _sharpen(best, story) if story[0].event_type in DATED_AHEAD else best


def _sharpen(when: PartialDate, story: Sequence[Mention]) -> PartialDate:
    """Return a plan's more exact date if it lies within the date of the fact."""
    finer = [
        mention
        for mention in story
        if mention.status in (Status.PLANNED, Status.ANNOUNCED)
        and mention.event_date
        and when.contains(mention.event_date)
        and _date_rank(mention.event_date) < _date_rank(when)
    ]
    if not finer:
        return when
    last = max(finer, key=lambda m: (maturity(m), report_day(m), -_date_rank(m.event_date)))
    assert last.event_date is not None
    return last.event_date


def _choose_place(story: Sequence[Mention], best: Mention) -> Place:
    """Return the most exact point with the most exact address of its town."""
    known = [mention for mention in story if mention.place.city]
    if not known:
        return best.place
    placed = min(known, key=_order_of_places)
    same_town = [mention for mention in known if mention.place.city == placed.place.city]
    addressed = max(
        same_town,
        key=lambda m: (not is_vague(m.place.address), exactness(m.place.address)[0], maturity(m)),
    )
    if is_vague(addressed.place.address):
        return placed.place
    return replace(placed.place, address=addressed.place.address)


def _order_of_places(mention: Mention) -> tuple[bool, int, int, int, tuple[int, str]]:
    return (
        is_vague(mention.place.address),
        _geo_rank(mention.place),
        -exactness(mention.place.address)[0],
        -maturity(mention),
        id_key(mention.mention_id),
    )


def _all_parties(story: Sequence[Mention], best: Mention) -> tuple[str, ...]:
    ordered = (*best.counterparty, *(name for mention in story for name in mention.counterparty))
    return tuple(name for name in dict.fromkeys(ordered) if name != best.company)


def _first_count(story: Sequence[Mention], best: Mention) -> int | None:
    if best.count is not None:
        return best.count
    return next((mention.count for mention in reversed(story) if mention.count is not None), None)


def _date_rank(when: PartialDate | None) -> int:
    return _DATE_RANK[when.precision] if when else _NO_RANK


def _geo_rank(place: Place) -> int:
    return _GEO_RANK[place.precision] if place.precision else _NO_RANK


def is_stage(event: Event) -> bool:
    """Tell whether an event was reported at more than one stage."""
    return len({mention.status for mention in event.mentions}) > 1
