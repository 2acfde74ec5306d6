"""In the story of a deal, figures that nobody is named with describe what is bought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vitrine.event import EventType, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.reading import Reading

_SENTENCES = 5  # behind the deal within which its target is described
_OPENING = 1  # the second sentence, counted from 0
_LIKELY = 0.5
_TYPES = list(EventType)


def tells_a_deal(head: Reading) -> bool:
    """Tell whether a headline, or the sentence in its place, is about a company that is bought."""
    if any(tag.startswith("trigger.acquisition.") and "never" not in tag for tag in head.hits):
        return True
    return bool(len(head.types)) and head.types[_TYPES.index(EventType.ACQUISITION)] >= _LIKELY


def give_to_bought(
    figures: Iterable[Draft], reading: Reading, before: Sequence[Draft], *, is_deal_story: bool
) -> None:
    """Give carried figures to the one company that a deal shortly before is said to buy.

    The story is of the deal when its headline or one of its first sentences tells it. A reader has
    to see the figures: the words do not say whose they are.
    """
    if reading.companies:
        return
    for deal in reversed(before):
        is_off = deal.status is Status.CANCELLED
        if deal.event_type is EventType.ACQUISITION and deal.counterparty and not is_off:
            break
    else:
        return
    if not is_deal_story and deal.order > _OPENING:
        return
    if reading.index - deal.order > _SENTENCES or len(deal.counterparty) != 1:
        return
    for draft in figures:
        if draft.company == deal.company and draft.features.get("company_carried"):
            draft.company = deal.counterparty[0]
            draft.is_guessed = True
