"""Drafts of one article that tell the same event become one; the fullest values stay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vitrine.event import EventType, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.happening import PLACED, STORE_TYPES

_SURE = 0.9  # a chance that stands against the words for the opposite: a move tells both
_AHEAD = frozenset({Status.ANNOUNCED, Status.PLANNED, Status.RUMOURED})
_RIPE = {status: rank for rank, status in enumerate(Status)}


def unify(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without repetitions, in the order of the article.

    The headline only adds to what the text says: a draft of the headline alone stays when nothing
    of its kind stands in the text.
    """
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda item: (item.is_title, item.order)):
        same = next((other for other in kept if _is_same(other, draft)), None)
        if same:
            _absorb(same, draft)
            continue
        if draft.is_title:
            if any(
                other.event_type is draft.event_type
                or {other.event_type, draft.event_type} <= PLACED
                for other in kept
            ):
                continue
            draft.features["is_title_only"] = 1.0
        kept.append(draft)
    _share_days(kept)
    figures = {
        draft.company
        for draft in kept
        if draft.event_type is EventType.RESULTS and not draft.is_verdict
    }
    return [
        draft
        for draft in kept
        if not (draft.is_verdict and draft.company in figures)
        and not _is_opposed(draft, kept)
        and not _is_of_a_depot(draft, kept)
    ]


def _share_days(drafts: Sequence[Draft]) -> None:
    """Give shops listed by name the day of the sentence before that only counted them."""
    for one, other in pairwise(drafts):
        if (
            one.event_type is other.event_type
            and one.event_type in STORE_TYPES
            and one.company == other.company
            and other.order - one.order in (1, 2)
            and one.event_date
            and not one.cities
            and other.cities
            and not other.event_date
            and _is_one_stage(other, one)
        ):
            other.event_date = one.event_date
            for span in one.spans:
                if span.role == "event_date":
                    other.prove(span.role, span.start, span.end)


def _is_opposed(draft: Draft, others: Sequence[Draft]) -> bool:
    """Tell whether only the classifier saw an opening where words tell a closing, or vice versa."""
    if not draft.features.get("is_alone") or draft.features["chance"] >= _SURE:
        return False
    return draft.event_type in STORE_TYPES and any(
        other.event_type in STORE_TYPES
        and other.event_type is not draft.event_type
        and other.company == draft.company
        and not other.features.get("is_alone")
        and set(other.cities) & set(draft.cities)
        for other in others
    )


def _is_of_a_depot(draft: Draft, others: Sequence[Draft]) -> bool:
    """Tell whether an opening that names no shop is that of a depot which the article tells of."""
    if draft.event_type is not EventType.STORE_OPENING or draft.features.get("names_store"):
        return False
    return any(
        other.event_type is EventType.LOGISTICS
        and other.company == draft.company
        and (not other.cities or not draft.cities or set(other.cities) & set(draft.cities))
        for other in others
    )


def _is_same(one: Draft, other: Draft) -> bool:
    if one.event_type is not other.event_type or one.company != other.company:
        return False
    if one.event_type is EventType.RESULTS:
        return _is_same_figure(one, other)
    if one.event_type in PLACED:
        return _is_same_place(one, other)
    if one.money and other.money and one.money != other.money:
        return False
    if "valuation" in (one.metric, other.metric) and one.metric != other.metric:
        return False
    if one.event_type is EventType.LEADERSHIP:
        if one.person and other.person:
            return one.person == other.person and _dates_agree(one, other)
        return _dates_agree(one, other)
    if one.event_type in (EventType.MARKET_ENTRY, EventType.MARKET_EXIT):
        return one.country == other.country
    if one.counterparty and other.counterparty:
        return bool(set(one.counterparty) & set(other.counterparty))
    return _dates_agree(one, other)


def _is_same_figure(one: Draft, other: Draft) -> bool:
    if one.is_verdict or other.is_verdict:
        return one.is_verdict and other.is_verdict
    if one.metric != other.metric or (one.country != other.country):
        return False
    if one.period and other.period and one.period != other.period:
        return False
    if one.money and other.money:
        return one.money == other.money or (
            one.money.is_rounded_form_of(other.money) or other.money.is_rounded_form_of(one.money)
        )
    return bool(one.money or other.money) and one.change_pct == other.change_pct


def _is_same_place(one: Draft, other: Draft) -> bool:
    if one.is_temporary != other.is_temporary:
        return False
    is_worded = one.features.get("is_alone") and not other.features.get("is_alone")
    if is_worded and not _dates_agree(one, other):
        return False  # told in words, with a day of its own
    if one.cities and other.cities:
        shared = set(one.cities) & set(other.cities)
        if not shared or (len(shared) < len(other.cities) and one.status is not other.status):
            return False
        if one.address and other.address and one.address != other.address:
            return one.address in other.address or other.address in one.address
        return _dates_agree(one, other) or len(shared) == len(one.cities)
    if one.count and other.count and one.count != other.count:
        return False
    if not one.cities and not other.cities:
        return one.country == other.country or not (one.country and other.country)
    return (not one.country or not other.country or one.country == other.country) and not (
        (one.count and one.count > 1) or (other.count and other.count > 1)
    )


def _dates_agree(one: Draft, other: Draft) -> bool:
    return not (one.event_date and other.event_date) or one.event_date.overlaps(other.event_date)


def _is_one_stage(kept: Draft, other: Draft) -> bool:
    """Tell whether the day of one is that of the other: both ahead, both past, or one unsaid."""
    if not kept.is_told or kept.status is other.status:
        return True
    return {kept.status, other.status} <= _AHEAD


def _absorb(kept: Draft, other: Draft) -> None:
    """Give the kept draft what it lacks; spans follow the values that are taken."""
    taken: set[str] = set()
    for name, role in (
        ("event_date", "event_date"),
        ("address", "address"),
        ("period", "period"),
        ("change_pct", "change_pct"),
        ("count", "count"),
        ("person", "person"),
        ("basis", "basis"),
    ):
        if name == "event_date" and not _is_one_stage(kept, other):
            continue
        if not getattr(kept, name) and getattr(other, name):
            setattr(kept, name, getattr(other, name))
            taken.add(role)
    if not kept.money and other.money:
        kept.money, kept.metric, kept.is_approx = other.money, other.metric, other.is_approx
        taken |= {"amount", "metric"}
    if not kept.cities and other.cities:
        kept.country = other.country
    if not kept.cities or not other.is_title:
        new = [city for city in other.cities if city not in kept.cities]
        kept.cities += new
        taken |= {"city"} if new else set()
    if not kept.country and other.country:
        kept.country = other.country
        taken.add("country")
    if not kept.counterparty and other.counterparty:
        kept.counterparty = list(other.counterparty)
        taken.add("counterparty")
    if other.is_told and not kept.is_told:
        kept.status, kept.is_told = other.status, True
    elif (
        _RIPE[other.status] > _RIPE[kept.status]
        and (other.is_told or not kept.is_told)
        and not other.features.get("place_carried")
        and not other.is_title
        and other.event_date == kept.event_date
    ):
        kept.status = other.status
    for span in other.spans:
        if span.role in taken:
            kept.prove(span.role, span.start, span.end)
    kept.features["repeats"] = min(2.0, kept.features.get("repeats", 0.0) + 1)
    for name, value in other.features.items():
        kept.features[name] = max(kept.features.get(name, value), value)
