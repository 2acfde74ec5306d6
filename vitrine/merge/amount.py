"""Which amount an event shows, and whether another one is a rounding, an estimate or a conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from vitrine.event import Basis, Conflict, EventType, Mention, Money, Status
from vitrine.merge.cluster import id_key
from vitrine.merge.figure import is_preliminary, is_target
from vitrine.merge.timing import maturity, report_day
from vitrine.merge.verdict import difference, is_rounding, last_digit

# "About 425 million" may be this far from the exact number and still be the same.
ABOUT = Decimal("0.02")
# Deals and listings are repriced while they are open: the newest price counts.
_REPRICED = frozenset(
    {EventType.ACQUISITION, EventType.DIVESTITURE, EventType.IPO, EventType.MARKET_EXIT}
)


def choose_figure(story: Sequence[Mention]) -> Mention:
    """Return the mention whose figure is shown, completed by what the others add to it.

    A reported figure goes before a restated, a preliminary and a target one; then the number that
    most outlets give (a rounding speaks for the finer number), one not called approximate, the
    earliest.
    """
    top = min(_basis_rank(mention) for mention in story)
    rivals = [mention for mention in story if _basis_rank(mention) == top]
    best = min(rivals, key=lambda mention: _order_of_trust(mention, rivals))
    same = [mention for mention in rivals if mention.money == best.money]
    alike = [best, *same, *rivals]
    return replace(
        best,
        status=max((mention.status for mention in rivals), key=_status_rank),
        basis=best.basis or next((m.basis for m in alike if m.basis), None),
        scope_note=next((m.scope_note for m in alike if m.scope_note), ""),
        change_pct=next((m.change_pct for m in (best, *same) if m.change_pct is not None), None),
    )


def choose_price(story: Sequence[Mention]) -> Mention | None:
    """Return the mention whose amount an event shows that is not a figure, or None."""
    priced = [mention for mention in story if mention.money]
    if not priced:
        return None
    top = max(maturity(mention) for mention in priced)
    rivals = [mention for mention in priced if maturity(mention) == top]
    if priced[0].event_type in _REPRICED:
        newest = max(report_day(mention) for mention in rivals)
        rivals = [mention for mention in rivals if report_day(mention) == newest]
    return min(rivals, key=lambda mention: _order_of_trust(mention, rivals))


def find_amount_conflicts(chosen: Mention, story: Sequence[Mention]) -> list[Conflict]:
    """Return every amount that differs from the one shown, and how it differs."""
    found: list[Conflict] = []
    for mention in story:
        if chosen.money is None or mention.money in (None, chosen.money):
            continue
        if mention.metric != chosen.metric:
            continue
        assert mention.money is not None
        kind = _kind(mention, chosen, story)
        found.append(Conflict("amount", money_text(mention.money), mention.mention_id, kind))
    return found


def money_text(money: Money) -> str:
    """Return the stored form of an amount: 309000000 EUR."""
    return f"{money.amount:f} {money.currency}"


def _kind(mention: Mention, chosen: Mention, story: Sequence[Mention]) -> str:
    assert mention.money is not None and chosen.money is not None
    if mention.event_type is EventType.RESULTS:
        if is_preliminary(mention) or is_preliminary(chosen):
            return "preliminary"
        if Basis.RESTATED in (mention.basis, chosen.basis):
            return "restated"
    if _is_rounded(mention, chosen, story):
        return "rounding"
    if mention.event_type is not EventType.RESULTS:
        shown = next(m for m in story if m.money == chosen.money and m.metric == chosen.metric)
        is_earlier = report_day(mention) < report_day(shown)
        if maturity(mention) < maturity(shown):
            return "preliminary"
        if mention.event_type in _REPRICED and is_earlier:
            return "preliminary"
    return "conflict"


def _is_rounded(mention: Mention, chosen: Mention, story: Sequence[Mention]) -> bool:
    """Tell whether two amounts are one number, rounded once or, by a third outlet, twice."""
    assert mention.money is not None and chosen.money is not None
    own, shown = mention.money, chosen.money
    if is_rounding(own, shown):
        return True
    if mention.is_approx and own.currency == shown.currency:
        return difference(own, shown) <= ABOUT
    return any(
        own.is_rounded_form_of(other.money) and other.money.is_rounded_form_of(shown)
        for other in story
        if other.money
    )


def _basis_rank(mention: Mention) -> int:
    if is_target(mention):
        return 3
    if is_preliminary(mention):
        return 2
    return 1 if mention.basis is Basis.RESTATED else 0


def _status_rank(status: Status) -> int:
    return list(Status).index(status)


def _order_of_trust(
    mention: Mention, rivals: Sequence[Mention]
) -> tuple[int, int, bool, date, int, tuple[int, str]]:
    assert mention.money is not None
    own = mention.money
    outlets = {
        rival.outlet
        for rival in rivals
        if rival.money and (rival.money == own or rival.money.is_rounded_form_of(own))
    }
    published = mention.published.first if mention.published else date.max
    return (
        -len(outlets),
        -mention.version,
        mention.is_approx,
        published,
        last_digit(own.amount),
        id_key(mention.mention_id),
    )
