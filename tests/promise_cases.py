"""Reports of planned and opened shops, as the ledger of promises reads them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from vitrine.chart.promise import (
    Ledger,
    Promise,
    read_ledger,
)
from vitrine.event import PartialDate
from vitrine.locale import load_locale

AS_OF = date(2026, 5, 29)
ENGLISH = load_locale("en")
day = PartialDate.parse


def row(
    part: str, status: str, date_text: str | None, reported: str | None, **more: object
) -> dict:
    """Return one row of queries/promise_mention.sql."""
    return {
        "unit_id": "E1",
        "part": part,
        "event_id": "E1",
        "company": "Huawei",
        "country": "ES",
        "city": "Barcelona",
        "address": "Plaça de Catalunya",
        "status": status,
        "date_text": date_text,
        "reported_text": reported,
        "is_temporary": False,
        "outlets": "ABC",
        "source_url": "https://example.com/a",
        "step": 1,
        "unit_total": 1,
        **more,
    }


def ledger(*rows: dict, as_of: date = AS_OF) -> Ledger:
    return read_ledger(pd.DataFrame(list(rows)), as_of)


def only(*rows: dict, as_of: date = AS_OF) -> Promise:
    (promise,) = ledger(*rows, as_of=as_of).promises
    return promise
