"""What a company is said to be worth, beside what a round or a listing brings it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from vitrine.event import EventType
from vitrine.extract.fact.draft import Draft
from vitrine.extract.number.money import Amount
from vitrine.extract.reading import Reading

_VALUED = frozenset({EventType.FUNDING, EventType.IPO})
_REACH = 8  # words between "valued at" and the amount
_SENTENCES = 2  # within which a valuation is that of the round before


def is_value(reading: Reading, amount: Amount) -> bool:
    """Tell whether an amount is what a company is worth: valued at 5bn, a 5bn valuation."""
    first, last = reading.token_at(amount.start), reading.token_at(amount.end - 1)
    return any(
        0 < hit.first - last <= 2
        or (
            0 <= first - hit.last <= _REACH
            and not any(hit.last <= reading.token_at(a.start) < first for a in reading.amounts)
        )
        for hit in reading.hits.get("figure.valuation", ())
    )


def valuations(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return what a round or a listing values the company at, told with it or right after it."""
    for model in reversed(drafts):
        if model.event_type not in _VALUED or model.metric == "valuation":
            continue
        if not 0 <= reading.index - model.order <= _SENTENCES:
            return []
        others = {item.company for item in reading.companies} - {model.company}
        worth = [item for item in reading.amounts if is_value(reading, item)]
        if not worth or (others and model.order != reading.index):
            return []
        draft = deepcopy(model)
        draft.order, draft.metric = reading.index, "valuation"
        draft.money, draft.is_approx = worth[0].money, worth[0].is_approx
        draft.spans = [span for span in model.spans if span.role != "amount"]
        draft.prove("amount", worth[0].start, worth[0].end)
        return [draft]
    return []
