"""Are two mentions one figure? Same company, metric, scope, period and kind of number."""

from __future__ import annotations

from decimal import Decimal

from vitrine.event import Basis, Mention, Status
from vitrine.filters import fold
from vitrine.merge.verdict import (
    APART,
    NONE,
    Verdict,
    difference,
    is_rounding,
    is_same_article,
    join,
)

# An adjusted figure and an unmarked one are one figure if they are this close.
CLOSE = Decimal("0.03")
# A figure with a note on its perimeter and one without need to be closer still.
VERY_CLOSE = Decimal("0.01")
# A first estimate may miss the final figure by this much.
ESTIMATE = Decimal("0.15")
_REVISABLE = frozenset({Basis.PRELIMINARY, Basis.RESTATED})


def is_target(mention: Mention) -> bool:
    """Tell whether a figure is a wish for the future rather than a report."""
    if mention.basis is not None:
        return mention.basis is Basis.TARGET
    return mention.status is Status.PLANNED


def is_preliminary(mention: Mention) -> bool:
    """Tell whether a figure is an estimate that a final one replaces."""
    if mention.basis is not None:
        return mention.basis is Basis.PRELIMINARY
    return mention.status is Status.ANNOUNCED


def figure_key(mention: Mention) -> tuple[str, ...] | None:
    """Return what two mentions of one figure have in common, or None if it is no such figure."""
    if mention.money is None or not mention.metric or mention.period is None:
        return None
    return (
        mention.company,
        mention.metric,
        mention.place.country,
        mention.period.first.isoformat(),
        mention.period.last.isoformat(),
        "target" if is_target(mention) else "actual",
    )


def judge_figures(a: Mention, b: Mention) -> Verdict:
    """Compare two mentions of results."""
    if figure_key(a) is None or figure_key(a) != figure_key(b) or is_same_article(a, b):
        return APART
    assert a.money is not None and b.money is not None
    if a.money.currency != b.money.currency:
        return NONE
    apart_by = difference(a.money, b.money)
    if not _same_perimeter(a, b, apart_by) or not _same_basis(a, b, apart_by):
        return APART
    return join(apart_by, "same figure")


def _same_perimeter(a: Mention, b: Mention, apart_by: Decimal) -> bool:
    if fold(a.scope_note) == fold(b.scope_note):
        return True
    if a.scope_note and b.scope_note:
        return False
    return apart_by <= VERY_CLOSE or Basis.RESTATED in (a.basis, b.basis)


def _same_basis(a: Mention, b: Mention, apart_by: Decimal) -> bool:
    assert a.money is not None and b.money is not None
    if (a.basis is Basis.ADJUSTED) != (b.basis is Basis.ADJUSTED):
        limit = ESTIMATE if _REVISABLE & {a.basis, b.basis} else CLOSE
        return apart_by <= limit or is_rounding(a.money, b.money)
    return True
