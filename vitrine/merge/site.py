"""Are two mentions of openings, closings or depots one event? Shops are told apart by place."""

from __future__ import annotations

from vitrine.event import DatePrecision, EventType, Mention
from vitrine.merge.address import Likeness, compare, is_vague
from vitrine.merge.timing import PLAN_STATUSES, Fit, fit, gap_days, is_end
from vitrine.merge.verdict import (
    APART,
    NONE,
    POSSIBLE,
    Verdict,
    World,
    is_network,
    is_same_article,
    join,
    weak,
)

SITE_TYPES = frozenset({EventType.STORE_OPENING, EventType.STORE_CLOSING, EventType.LOGISTICS})
_COARSE = frozenset({DatePrecision.YEAR})
# How late a plan may come true if it does not say in which street.
_SHORT_DELAY_DAYS = 366


def judge_sites(a: Mention, b: Mention, world: World) -> Verdict:
    """Compare two mentions of shops or depots of the same event type."""
    if not world.are_kin(a, b) or a.place.country != b.place.country:
        return APART
    if is_network(a) and is_network(b):
        return _judge_networks(a, b)
    # A count of shops overlaps with the shops themselves: it is never one of them.
    if is_network(a) or is_network(b):
        return APART
    metros = [world.metro_of(m.place.country, m.place.city) for m in (a, b)]
    if metros[0] != metros[1]:
        return APART
    likeness = compare(a.place.address, b.place.address, (a.place.city, b.place.city, *metros))
    if likeness is Likeness.DIFFERENT:
        return APART
    times = fit(a, b)
    if times is Fit.CLASH:
        return APART
    if likeness is Likeness.SAME:
        return _judge_same_place(a, b, times)
    # One article lists each shop once: two of its mentions are two shops.
    if is_same_article(a, b):
        return APART
    if is_vague(a.place.address) and is_vague(b.place.address):
        return _judge_placeless(a, b, times)
    return _judge_half_known(a, b, times, world)


def _judge_networks(a: Mention, b: Mention) -> Verdict:
    if is_same_article(a, b) or a.place.city != b.place.city:
        return APART
    if a.count is None or a.count != b.count or a.event_date is None or b.event_date is None:
        return NONE
    return join(5, "same number of sites") if a.event_date.overlaps(b.event_date) else NONE


def _judge_same_place(a: Mention, b: Mention, times: Fit) -> Verdict:
    if times is Fit.UNKNOWN:
        return NONE
    # Street names come back in the next town, so another town needs more than a possible date.
    if a.place.city != b.place.city and times > Fit.OVERLAP:
        return NONE
    return join(int(times), "same place")


def _judge_half_known(a: Mention, b: Mention, times: Fit, world: World) -> Verdict:
    """Join a mention without a street to the shop whose date it fits, if there is only one."""
    if _is_late_plan(a, b):
        return APART
    if a.place.city != b.place.city:
        # "Barcelona" may stand for a suburb, but one suburb does not stand for another.
        vague = a.place if is_vague(a.place.address) else b.place
        if world.metro_of(vague.country, vague.city) != vague.city or times > Fit.OVERLAP:
            return APART
        return weak(13, "same day") if times is Fit.SAME_DAY else NONE
    if not (is_end(a) or is_end(b)) and _is_coarse(a, b) and times is not Fit.SAME_DAY:
        # Two plans of one year in one town are often two shops.
        return POSSIBLE if times is Fit.OVERLAP else NONE
    if times <= Fit.OVERLAP:
        return weak(10 + int(times), "same town and date")
    is_stage = times is Fit.STAGE and is_end(a) != is_end(b)
    if is_stage and a.event_date and b.event_date:
        days = gap_days(a.event_date, b.event_date)
        return weak(12, "plan and fact in one town") if days <= _SHORT_DELAY_DAYS else NONE
    return NONE


def _judge_placeless(a: Mention, b: Mention, times: Fit) -> Verdict:
    """Join two mentions without a street only if both have one date and one is more than a plan.

    Two wishes for one year in one town say too little; an announcement needs the month or quarter.
    """
    if a.place.city != b.place.city or _is_late_plan(a, b):
        return APART
    if a.status in PLAN_STATUSES and b.status in PLAN_STATUSES:
        return NONE
    if times is Fit.SAME_DAY:
        return join(6, "same town and day")
    if not (is_end(a) or is_end(b)) and _is_coarse(a, b):
        return POSSIBLE if times is Fit.OVERLAP else NONE
    return weak(20, "same town and date") if times is Fit.OVERLAP else NONE


def _is_late_plan(a: Mention, b: Mention) -> bool:
    """Tell whether a plan was still reported after the fact: then it is of a further shop."""
    if is_end(a) == is_end(b):
        return False
    fact, plan = (a, b) if is_end(a) else (b, a)
    done = fact.event_date or fact.published
    return bool(plan.published and done and plan.published.first > done.last)


def _is_coarse(a: Mention, b: Mention) -> bool:
    return any(m.event_date is None or m.event_date.precision in _COARSE for m in (a, b))
