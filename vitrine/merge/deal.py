"""Are two mentions of deals, funding, people, markets or plans one event? A rule per event type."""

from __future__ import annotations

from decimal import Decimal

from vitrine.event import DatePrecision, EventType, Mention, PartialDate
from vitrine.merge.timing import DAYS_PER_MONTH, Fit, fit, gap_days, is_end
from vitrine.merge.verdict import (
    APART,
    NONE,
    Verdict,
    World,
    difference,
    is_rounding,
    is_same_article,
    join,
    shares_party,
)

DEAL_TYPES = frozenset({EventType.ACQUISITION, EventType.DIVESTITURE, EventType.PARTNERSHIP})
VALUATION = "valuation"
# The report of a closed deal is often followed by articles that still call it announced.
DEAL_LATE_DAYS = 4 * DAYS_PER_MONTH
# From the first report of a deal to its closing, and between two reports of an open one.
DEAL_OPEN_DAYS = 24 * DAYS_PER_MONTH
DEAL_NEWS_DAYS = 9 * DAYS_PER_MONTH
ROUND_DAYS = 2 * DAYS_PER_MONTH
FLOTATION_DAYS = 18 * DAYS_PER_MONTH
PERSON_DAYS = 6 * DAYS_PER_MONTH
# Two outlets give one funding round with this much difference.
ROUND_DIFFERENCE = Decimal("0.15")


def judge_deals(a: Mention, b: Mention) -> Verdict:
    """Compare acquisitions, divestitures and partnerships: the same parties, either way round."""
    if _only_one_is_valuation(a, b) or is_same_article(a, b):
        return APART
    parties = {a.company, *a.counterparty} & {b.company, *b.counterparty}
    # One company both buying from and selling to another makes two deals.
    crosses = a.event_type is not b.event_type and a.company == b.company
    if not parties or crosses or not _countries_agree(a, b):
        return APART
    if len(parties) < 2:
        return NONE
    if a.event_type is not b.event_type and EventType.PARTNERSHIP in (a.event_type, b.event_type):
        return APART
    when, other = _known_date(a), _known_date(b)
    if when is None or other is None:
        return NONE
    days = gap_days(when, other)
    if is_end(a) and is_end(b):
        return join(0, "same deal") if days == 0 else APART
    if is_end(a) or is_end(b):
        fact, news = (a, b) if is_end(a) else (b, a)
        return _judge_deal_stage(fact, news)
    if days <= DEAL_NEWS_DAYS:
        return join(1, "news of one deal")
    return APART if days > DEAL_OPEN_DAYS else NONE


def _judge_deal_stage(fact: Mention, news: Mention) -> Verdict:
    closed = _known_date(fact)
    known = _known_date(news)
    assert closed is not None and known is not None
    reported = news.published or known
    if (reported.first - closed.last).days > DEAL_LATE_DAYS:
        return APART
    return join(1, "deal closed") if gap_days(closed, known) <= DEAL_OPEN_DAYS else APART


def judge_funding(a: Mention, b: Mention) -> Verdict:
    """Compare funding rounds: one company and date, about one amount or a common investor."""
    if _only_one_is_valuation(a, b) or is_same_article(a, b):
        return APART
    if a.company != b.company or not _countries_agree(a, b):
        return APART
    when, other = _known_date(a), _known_date(b)
    if when is None or other is None:
        return NONE
    if gap_days(when, other) > ROUND_DAYS:
        return APART
    return join(0, "same round") if shares_party(a, b) or _about_equal(a, b) else NONE


def judge_flotations(a: Mention, b: Mention) -> Verdict:
    """Compare stock-market listings: a company has one within a year and a half."""
    if a.company != b.company or _only_one_is_valuation(a, b):
        return APART
    when, other = _known_date(a), _known_date(b)
    if is_same_article(a, b) or when is None or other is None:
        return APART
    if gap_days(when, other) > FLOTATION_DAYS or fit(a, b) is Fit.CLASH:
        return APART
    return join(0, "same listing")


def judge_people(a: Mention, b: Mention) -> Verdict:
    """Compare changes of leaders: the same person or the same other side, at about one time."""
    if a.company != b.company or is_same_article(a, b) or not shares_party(a, b):
        return APART
    when, other = _known_date(a), _known_date(b)
    if when is None or other is None:
        return NONE
    return join(0, "same person") if gap_days(when, other) <= PERSON_DAYS else APART


def judge_markets(a: Mention, b: Mention, world: World) -> Verdict:
    """Compare market entries or exits: a company enters a country once in a while."""
    if not world.are_kin(a, b) or a.place.country != b.place.country or is_same_article(a, b):
        return APART
    if not a.place.country:
        return NONE
    times = fit(a, b)
    if times is Fit.CLASH:
        return APART
    return join(int(times), "same market") if times <= Fit.STAGE else NONE


def judge_other(a: Mention, b: Mention) -> Verdict:
    """Compare restructurings, lawsuits, strategies and products, of which a company has many.

    They are one event only if the month agrees and, for strategies and products, a number as well.
    """
    if a.company != b.company or is_same_article(a, b) or a.place.city != b.place.city:
        return APART
    if not _countries_agree(a, b) or (a.counterparty and b.counterparty and not shares_party(a, b)):
        return APART
    if a.event_date is None or b.event_date is None or not a.event_date.overlaps(b.event_date):
        return NONE
    same_number = a.count is not None and a.count == b.count
    if same_number or (a.money is not None and _about_equal(a, b)):
        return join(0, "same number")
    if a.event_type in (EventType.STRATEGY, EventType.PRODUCT):
        return NONE
    if _is_fine(a.event_date) and _is_fine(b.event_date):
        return join(1, "same month")
    return NONE


def _only_one_is_valuation(a: Mention, b: Mention) -> bool:
    return (a.metric == VALUATION) != (b.metric == VALUATION)


def _known_date(mention: Mention) -> PartialDate | None:
    return mention.event_date or mention.published


def _countries_agree(a: Mention, b: Mention) -> bool:
    mine, others = a.place.country, b.place.country
    return not mine or not others or mine == others


def _about_equal(a: Mention, b: Mention) -> bool:
    if a.money is None or b.money is None or a.money.currency != b.money.currency:
        return False
    return is_rounding(a.money, b.money) or difference(a.money, b.money) <= ROUND_DIFFERENCE


def _is_fine(when: PartialDate) -> bool:
    return when.precision in (DatePrecision.DAY, DatePrecision.MONTH)
