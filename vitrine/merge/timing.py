"""When was a thing reported and when did it happen: can two mentions be stages of one event?"""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from vitrine.event import DatePrecision, EventType, Mention, PartialDate, Status

DAYS_PER_MONTH = 31
# A plan may still be in print some days after the fact (an inauguration after the first sale).
LATE_PLAN_DAYS = 7
# How long the press repeats that a shop is open without giving its date.
LATE_REPORT_DAYS = 24 * DAYS_PER_MONTH
# How late a dated plan may come true, and how early: big shops slip by more than a year.
DELAY_DAYS = 24 * DAYS_PER_MONTH
EARLY_DAYS = 6 * DAYS_PER_MONTH
# How long before the fact an undated plan may have been reported (Puerta del Sol: 41 months).
UNDATED_PLAN_DAYS = 48 * DAYS_PER_MONTH
# Two dates of one plan, and two dates that outlets give for one finished thing.
MOVED_PLAN_DAYS = 18 * DAYS_PER_MONTH
SAME_FACT_DAYS = 14

# Types whose plans and announcements give the date to come rather than the day of the news.
DATED_AHEAD = frozenset(
    {
        EventType.STORE_OPENING,
        EventType.STORE_CLOSING,
        EventType.LOGISTICS,
        EventType.MARKET_ENTRY,
        EventType.MARKET_EXIT,
        EventType.IPO,
        EventType.PRODUCT,
    }
)
PLAN_STATUSES = frozenset({Status.RUMOURED, Status.PLANNED})
_MATURITY = {
    Status.RUMOURED: 0,
    Status.PLANNED: 1,
    Status.ANNOUNCED: 2,
    Status.DONE: 3,
    Status.CANCELLED: 3,
}


class Fit(IntEnum):
    """How well the times of two mentions fit one event, best first."""

    SAME_DAY = 0
    OVERLAP = 1
    STAGE = 2
    UNDATED = 3
    # Nothing speaks against one event, but not enough speaks for it.
    UNKNOWN = 4
    CLASH = 5


def maturity(mention: Mention) -> int:
    """Return how far a mention says the thing has come: 0 for a rumour, 3 for an end."""
    return _MATURITY[mention.status]


def is_end(mention: Mention) -> bool:
    """Tell whether a mention reports a finished thing."""
    return mention.status is Status.DONE


def reference_day(mention: Mention) -> date:
    """Return the day for which the groups of companies are looked up."""
    known = mention.event_date or mention.published
    return known.first if known else date(2020, 1, 1)


def report_day(mention: Mention) -> date:
    """Return a day by which a mention can be put in the order of its story.

    A coarse publication date is narrowed by the event: what happened cannot be reported before, and
    but for shops, markets and listings, whose plans carry a date to come, an announcement is the
    event. Without any date a plan comes first and a fact last.
    """
    published, happened = mention.published, mention.event_date
    if published is None:
        if happened is not None:
            return happened.first
        return date.max if is_end(mention) else date.min
    is_past = is_end(mention) or mention.event_type not in DATED_AHEAD
    if is_past and happened is not None and published.contains(happened):
        return happened.first
    return published.first


def gap_days(a: PartialDate, b: PartialDate) -> int:
    """Return the days between two dates, 0 when they overlap."""
    if a.overlaps(b):
        return 0
    return max((a.first - b.last).days, (b.first - a.last).days)


def fit(a: Mention, b: Mention) -> Fit:
    """Tell how well two mentions of the same kind of thing fit one event in time."""
    if is_end(a) and is_end(b):
        return _fit_facts(a, b)
    if is_end(a) or is_end(b):
        fact, plan = (a, b) if is_end(a) else (b, a)
        return _fit_plan_to_fact(plan, fact)
    return _fit_plans(a, b)


def _fit_dates(a: PartialDate, b: PartialDate) -> Fit:
    is_exact = a == b and a.precision is DatePrecision.DAY
    return Fit.SAME_DAY if is_exact else Fit.OVERLAP


def _fit_facts(a: Mention, b: Mention) -> Fit:
    if a.event_date and b.event_date:
        days = gap_days(a.event_date, b.event_date)
        if days == 0:
            return _fit_dates(a.event_date, b.event_date)
        return Fit.STAGE if days <= SAME_FACT_DAYS else Fit.CLASH
    if a.event_date or b.event_date:
        dated, undated = (a, b) if a.event_date else (b, a)
        assert dated.event_date is not None
        if undated.published is None:
            return Fit.UNDATED
        if dated.event_date.first > undated.published.last:
            return Fit.CLASH
        lag = (undated.published.first - dated.event_date.last).days
        return Fit.UNDATED if lag <= LATE_REPORT_DAYS else Fit.UNKNOWN
    if a.published and b.published:
        is_near = gap_days(a.published, b.published) <= LATE_REPORT_DAYS
        return Fit.UNDATED if is_near else Fit.UNKNOWN
    return Fit.UNDATED


def _fit_plan_to_fact(plan: Mention, fact: Mention) -> Fit:
    latest = fact.event_date or fact.published
    if plan.published and latest and (plan.published.first - latest.last).days > LATE_PLAN_DAYS:
        return Fit.CLASH
    if plan.event_date is None:
        if plan.published is None or latest is None:
            return Fit.UNDATED
        waited = (latest.first - plan.published.last).days
        return Fit.STAGE if waited <= UNDATED_PLAN_DAYS else Fit.CLASH
    if fact.event_date is None:
        if fact.published is None:
            return Fit.UNDATED
        lag = (fact.published.first - plan.event_date.last).days
        is_early = (plan.event_date.first - fact.published.last).days > EARLY_DAYS
        return Fit.CLASH if is_early else (Fit.STAGE if lag <= DELAY_DAYS else Fit.UNKNOWN)
    if plan.event_date.overlaps(fact.event_date):
        return _fit_dates(plan.event_date, fact.event_date)
    delay = (fact.event_date.first - plan.event_date.last).days
    early = (plan.event_date.first - fact.event_date.last).days
    return Fit.STAGE if delay <= DELAY_DAYS and early <= EARLY_DAYS else Fit.CLASH


def _fit_plans(a: Mention, b: Mention) -> Fit:
    if a.event_date and b.event_date:
        days = gap_days(a.event_date, b.event_date)
        if days == 0:
            return _fit_dates(a.event_date, b.event_date)
        return Fit.STAGE if days <= MOVED_PLAN_DAYS else Fit.CLASH
    if a.event_date or b.event_date:
        dated, undated = (a, b) if a.event_date else (b, a)
        assert dated.event_date is not None
        if undated.published is None:
            return Fit.UNDATED
        waited = (dated.event_date.first - undated.published.last).days
        passed = (undated.published.first - dated.event_date.last).days
        is_near = waited <= UNDATED_PLAN_DAYS and passed <= DELAY_DAYS
        return Fit.STAGE if is_near else Fit.CLASH
    if a.published and b.published:
        is_near = gap_days(a.published, b.published) <= LATE_REPORT_DAYS
        return Fit.STAGE if is_near else Fit.UNKNOWN
    return Fit.UNDATED
