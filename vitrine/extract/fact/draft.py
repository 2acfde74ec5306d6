"""What one sentence seems to say about one event, before the article is weighed as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from vitrine.event import Basis, EventType, Evidence, Money, PartialDate, Period, Status


@dataclass(slots=True)
class Draft:
    """An event in the making.

    cities are (country, city) pairs in the order of the text; features are what speaks for and
    against it, from which the confidence is computed; order is where in the article it is said;
    is_verdict marks a result that is judged without a figure; is_told, that words or a date say how
    far it has come; is_off_trade, that a company on no list is told of without a word of the trade;
    is_guessed, that no word says whose it is, or that it can hardly be there: nobody enters the
    country where he is at home.
    """

    event_type: EventType
    company: str
    status: Status
    order: int
    is_title: bool = False
    is_verdict: bool = False
    is_told: bool = False
    is_off_trade: bool = False
    is_guessed: bool = False
    counterparty: list[str] = field(default_factory=list)
    event_date: PartialDate | None = None
    country: str = ""
    cities: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""
    metric: str = ""
    money: Money | None = None
    is_approx: bool = False
    period: Period | None = None
    change_pct: Decimal | None = None
    count: int | None = None
    person: str = ""
    basis: Basis | None = None
    is_temporary: bool = False
    scope_note: str = ""
    spans: list[Evidence] = field(default_factory=list)
    features: dict[str, float] = field(default_factory=dict)

    def prove(self, role: str, start: int, end: int) -> None:
        """Keep the words that say a value; nothing of a headline, which is not in the text."""
        evidence = Evidence(role, start, end)
        if not self.is_title and evidence not in self.spans:
            self.spans.append(evidence)
