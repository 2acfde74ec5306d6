"""What the rules say about two mentions, and what they need to know about companies and places."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol

from vitrine.event import Mention, Money
from vitrine.merge.timing import reference_day


class CompanyGroups(Protocol):
    """The part of the company list that merging needs."""

    def groups(self, company: str, on: date) -> Collection[str]:
        """Return the groups a company belonged to on a day, its own name included."""

    def related(self, a: str, b: str, on: date) -> bool:
        """Tell whether two names are one company or one belonged to the other's group on a day."""


_CUT_DIFFERENCE = Decimal("0.01")

MetroOf = Callable[[str, str], str]


@dataclass(frozen=True)
class World:
    """What is known about companies and places while mentions are compared."""

    companies: CompanyGroups
    # From country and city to the name of the metro area.
    metro_of: MetroOf

    def are_kin(self, a: Mention, b: Mention) -> bool:
        """Tell whether both are of one company, or one company is the other's group.

        Two banners of one group (MediaMarkt and Saturn) are not kin: their shops differ.
        """
        day = min(reference_day(a), reference_day(b))
        return self.companies.related(a.company, b.company, day)

    def family(self, mention: Mention) -> frozenset[str]:
        """Return the company of a mention and the groups it belonged to at that time."""
        day = reference_day(mention)
        return frozenset({mention.company, *self.companies.groups(mention.company, day)})


class Link(Enum):
    """What a rule says about two mentions."""

    JOIN = "join"
    # One event if there is no other candidate: one side does not say which shop it is.
    WEAK = "weak"
    # Too little to join, but enough to doubt any other candidate (its rank is 0).
    POSSIBLE = "possible"
    NONE = "none"
    APART = "apart"


@dataclass(frozen=True)
class Verdict:
    """A rule's word on two mentions; the lower the rank, the earlier the pair is joined."""

    link: Link
    rank: Decimal = Decimal(0)
    reason: str = ""


NONE = Verdict(Link.NONE)
POSSIBLE = Verdict(Link.POSSIBLE)
APART = Verdict(Link.APART)


def join(rank: Decimal | int, reason: str) -> Verdict:
    """Return the verdict that two mentions are one event."""
    return Verdict(Link.JOIN, Decimal(rank), reason)


def weak(rank: Decimal | int, reason: str) -> Verdict:
    """Return the verdict that two mentions are one event unless another one fits as well."""
    return Verdict(Link.WEAK, Decimal(rank), reason)


def is_network(mention: Mention) -> bool:
    """Tell whether a mention counts a network of shops rather than one shop."""
    return (mention.count is not None and mention.count > 1) or not mention.place.city


def is_same_article(a: Mention, b: Mention) -> bool:
    """Tell whether one article says both: then it tells of two things, unless all else agrees.

    A corrected text tells of the same things anew.
    """
    return bool(a.source_url) and a.source_url == b.source_url and a.version == b.version


def shares_party(a: Mention, b: Mention) -> bool:
    """Tell whether two mentions name a common counterparty."""
    return bool(set(a.counterparty) & set(b.counterparty))


def difference(a: Money, b: Money) -> Decimal:
    """Return how far two amounts of one currency differ, as a share of the larger one."""
    largest = max(abs(a.amount), abs(b.amount))
    return abs(a.amount - b.amount) / largest if largest else Decimal(0)


def is_rounding(a: Money, b: Money) -> bool:
    """Tell whether one amount is the other one rounded, or cut off by less than one percent."""
    if a.is_rounded_form_of(b) or b.is_rounded_form_of(a):
        return True
    return a.currency == b.currency and (_is_cut_form(a, b) or _is_cut_form(b, a))


def last_digit(amount: Decimal) -> int:
    """Return the power of ten of the last digit that is no trailing zero: 8 for 2.4 billion."""
    exponent = amount.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_cut_form(coarse: Money, fine: Money) -> bool:
    """Tell whether an amount is the other one without its last digits (58.4 of 58.48)."""
    digit = last_digit(coarse.amount)
    if digit <= last_digit(fine.amount) or difference(coarse, fine) > _CUT_DIFFERENCE:
        return False
    unit = Decimal(1).scaleb(digit)
    return fine.amount // unit == coarse.amount // unit
