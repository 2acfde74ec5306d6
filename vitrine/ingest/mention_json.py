"""A mention as JSON and back, with nothing lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from vitrine.event import (
    Basis,
    EventType,
    Evidence,
    GeoPrecision,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
    Tier,
)


def to_json(mention: Mention) -> dict[str, Any]:
    """Return plain JSON values; what is unknown is left out."""
    place, money, period = mention.place, mention.money, mention.period
    values: dict[str, Any] = {
        "mention_id": mention.mention_id,
        "event_type": mention.event_type.value,
        "company": mention.company,
        "status": mention.status.value,
        "counterparty": list(mention.counterparty),
        "event_date": str(mention.event_date or ""),
        "place": [
            place.country,
            place.city,
            place.address,
            place.lat,
            place.lon,
            place.precision.value if place.precision else None,
        ],
        "metric": mention.metric,
        "money": [str(money.amount), money.currency] if money else None,
        "period": [period.text, period.first.month if period.text.startswith("FY") else 1]
        if period
        else None,
        "change_pct": str(mention.change_pct) if mention.change_pct is not None else None,
        "count": mention.count,
        "basis": mention.basis.value if mention.basis else None,
        "is_temporary": mention.is_temporary,
        "is_approx": mention.is_approx,
        "scope_note": mention.scope_note,
        "summary": mention.summary,
        "source_url": mention.source_url,
        "outlet": mention.outlet,
        "published": str(mention.published or ""),
        "language": mention.language,
        "spans": [[span.role, span.start, span.end] for span in mention.spans],
        "person": mention.person,
        "confidence": mention.confidence,
        "tier": mention.tier.value,
    }
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}


def from_json(values: dict[str, Any]) -> Mention:
    """Return the mention; KeyError, TypeError or ValueError when the values are damaged."""
    country, city, address, lat, lon, precision = values["place"]
    money, period = values.get("money"), values.get("period")
    change, basis = values.get("change_pct"), values.get("basis")
    return Mention(
        mention_id=values["mention_id"],
        event_type=EventType(values["event_type"]),
        company=values["company"],
        status=Status(values["status"]),
        counterparty=tuple(values.get("counterparty", ())),
        event_date=_date(values.get("event_date", "")),
        place=Place(
            country, city, address, lat, lon, GeoPrecision(precision) if precision else None
        ),
        metric=values.get("metric", ""),
        money=Money(Decimal(money[0]), money[1]) if money else None,
        period=_period(*period) if period else None,
        change_pct=Decimal(change) if change is not None else None,
        count=values.get("count"),
        basis=Basis(basis) if basis else None,
        is_temporary=values.get("is_temporary", False),
        is_approx=values.get("is_approx", False),
        scope_note=values.get("scope_note", ""),
        summary=values.get("summary", ""),
        source_url=values.get("source_url", ""),
        outlet=values.get("outlet", ""),
        published=_date(values.get("published", "")),
        language=values.get("language", ""),
        spans=tuple(Evidence(role, start, end) for role, start, end in values.get("spans", ())),
        person=values.get("person", ""),
        confidence=values.get("confidence", 0.0),
        tier=Tier(values["tier"]),
    )


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _period(text: str, first_month: int) -> Period:
    """Return the period; the month in which its business year begins follows from its first day."""
    part = text.rpartition("-")[2]
    months_in = {"Q2": 3, "Q3": 6, "Q4": 9, "H2": 6}.get(part, 0)
    return Period.parse(text, (first_month - 1 - months_in) % 12 + 1)
