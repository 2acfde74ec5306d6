"""Mentions as rows of the extract command: fixed columns, spans as JSON."""

from __future__ import annotations

import json

from vitrine.event import Mention

COLUMNS = (
    "article_id",
    "event_type",
    "company",
    "counterparty",
    "status",
    "event_date",
    "country",
    "city",
    "address",
    "metric",
    "amount",
    "currency",
    "period",
    "change_pct",
    "count",
    "person",
    "basis",
    "temporary",
    "summary",
    "tier",
    "confidence",
    "spans",
)


def to_row(article_id: str, mention: Mention) -> dict[str, str]:
    """Return one row; an unknown value is empty, amounts are plain numbers in whole units."""
    money, place = mention.money, mention.place
    return {
        "article_id": article_id,
        "event_type": mention.event_type.value,
        "company": mention.company,
        "counterparty": "; ".join(mention.counterparty),
        "status": mention.status.value,
        "event_date": str(mention.event_date or ""),
        "country": place.country,
        "city": place.city,
        "address": place.address,
        "metric": mention.metric,
        "amount": _plain(money.amount) if money else "",
        "currency": money.currency if money else "",
        "period": str(mention.period or ""),
        "change_pct": _plain(mention.change_pct) if mention.change_pct is not None else "",
        "count": str(mention.count) if mention.count is not None else "",
        "person": mention.person,
        "basis": mention.basis.value if mention.basis else "",
        "temporary": "1" if mention.is_temporary else "",
        "summary": mention.summary,
        "tier": mention.tier.value,
        "confidence": f"{mention.confidence:.3f}",
        "spans": json.dumps([[span.role, span.start, span.end] for span in mention.spans]),
    }


def _plain(value: object) -> str:
    """Return a decimal without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
