"""A reviewer's corrections: the fields of a mention as text, checked and put back. Pure.

The rules are those of data/mentions.csv; a test holds both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Protocol, TypeVar

from vitrine.errors import DataError
from vitrine.event import (
    Basis,
    EventType,
    GeoPrecision,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
)
from vitrine.extract.row import to_row
from vitrine.locale.catalog import mark

FIELDS = (
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
    "approx",
    "scope_note",
)
MAX_CHARS = 200
_EMPTY = mark("it is empty; fill it in")
_DATE = mark("write YYYY-MM-DD, YYYY-MM, YYYY-Qn or YYYY")
_PERIOD = mark("write FY2017, FY2017/18, FY2017/18-Q1, 2018-Q2, 2018-H1 or 2018-9M")
_NUMBER = mark("write a plain number such as -3.2")
_AMOUNT = mark("write a plain number such as 311000000")
_COUNT = mark("write a whole number above 0")
_CURRENCY = mark("write an ISO 4217 code such as EUR")
_COUNTRY = mark("write an ISO 3166-1 alpha-2 code such as BE")
_CITY = mark("it is empty though a city is given; fill it in")
_MONEY = mark("it is empty though an amount is given; fill it in")
_ALONE = mark("it is empty though a currency is given; fill it in")
_CHOICE = mark("choose one of the listed values")
_FLAG = mark("write 1 or leave it empty")
_LONG = mark("it is too long")
_UNKNOWN = mark("there is no such field")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]*")
T = TypeVar("T")


class Wrong(DataError):
    """A corrected value that cannot be used: the field, what was written, and the cure."""

    def __init__(self, column: str, value: str, cure: str) -> None:
        super().__init__(f"{column}, value {value[:60]!r}: {cure}.")
        self.column = column
        self.value = value
        self.cure = cure


class KnownCompany(Protocol):
    """The part of a company that a correction needs."""

    @property
    def fiscal_start_month(self) -> int:
        """Return the month (1-12) in which the business year begins."""


class CompanyList(Protocol):
    """The part of the company list that a correction needs."""

    def get(self, name: str) -> KnownCompany | None:
        """Return the company of that canonical name."""

    def canonical(self, name: str) -> str | None:
        """Return the canonical name behind a name or alias."""


class KnownCity(Protocol):
    """The part of a city that a correction needs; degrees are WGS 84."""

    @property
    def lat(self) -> float:
        """Return the latitude."""

    @property
    def lon(self) -> float:
        """Return the longitude."""


class PlaceList(Protocol):
    """The part of the place list that a correction needs."""

    def get(self, country: str, city: str) -> KnownCity | None:
        """Return the city of that name in a country."""


def values_of(mention: Mention) -> dict[str, str]:
    """Return the fields of a mention as a reviewer sees and writes them."""
    row = to_row("", mention) | {
        "approx": "1" if mention.is_approx else "",
        "scope_note": mention.scope_note,
    }
    return {name: row[name] for name in FIELDS}


def changed_values(mention: Mention, values: Mapping[str, str]) -> dict[str, str]:
    """Return only those of the written values that differ from the mention's."""
    before = values_of(mention)
    return {
        name: text.strip()
        for name, text in values.items()
        if name not in before or text.strip() != before[name]
    }


def corrected(
    mention: Mention,
    values: Mapping[str, str],
    companies: CompanyList | None = None,
    places: PlaceList | None = None,
) -> Mention:
    """Return the mention with some fields changed; Wrong names the field and the cure.

    An alias becomes the canonical company name, another city brings its own point with it.
    """
    for name, text in values.items():
        if name not in FIELDS:
            raise Wrong(name, text, _UNKNOWN)
        if len(text) > MAX_CHARS:
            raise Wrong(name, text, _LONG)
    row = values_of(mention) | {name: text.strip() for name, text in values.items()}
    company = _canonical(_required(row, "company"), companies)
    others = (name.strip() for name in row["counterparty"].split(";"))
    return replace(
        mention,
        event_type=_read(row, "event_type", EventType, _CHOICE, is_required=True),
        company=company,
        status=_read(row, "status", Status, _CHOICE, is_required=True),
        counterparty=tuple(_canonical(name, companies) for name in others if name),
        event_date=_read(row, "event_date", PartialDate.parse, _DATE),
        place=_place(mention.place, row, places),
        metric=row["metric"],
        money=_money(row),
        period=_period(mention, row, company, companies),
        change_pct=_read(row, "change_pct", _number, _NUMBER),
        count=_read(row, "count", _count, _COUNT),
        person=row["person"],
        basis=_read(row, "basis", Basis, _CHOICE),
        is_temporary=_read(row, "temporary", _flag, _FLAG) or False,
        is_approx=_read(row, "approx", _flag, _FLAG) or False,
        scope_note=row["scope_note"],
    )


def _canonical(name: str, companies: CompanyList | None) -> str:
    return (companies.canonical(name) if companies else None) or name


def _required(row: Mapping[str, str], name: str) -> str:
    if not row[name]:
        raise Wrong(name, "", _EMPTY)
    return row[name]


def _read(
    row: Mapping[str, str],
    name: str,
    read: Callable[[str], T],
    cure: str,
    *,
    is_required: bool = False,
) -> T:
    """Return the value read by a function that raises ValueError; an empty one is None."""
    text = _required(row, name) if is_required else row[name]
    if not text:
        return None  # type: ignore[return-value]
    try:
        return read(text)
    except ValueError as error:
        raise Wrong(name, text, cure) from error


def _period(
    mention: Mention, row: Mapping[str, str], company: str, companies: CompanyList | None
) -> Period | None:
    if mention.period and mention.period.text == row["period"] and mention.company == company:
        return mention.period
    known = companies.get(company) if companies else None
    month = known.fiscal_start_month if known else 1
    return _read(row, "period", lambda text: Period.parse(text, month), _PERIOD)


def _money(row: Mapping[str, str]) -> Money | None:
    amount, currency = row["amount"], row["currency"]
    if not amount and not currency:
        return None
    if not amount:
        raise Wrong("amount", "", _ALONE)
    # Only a figure of the accounts needs a name; what a round of funding brought needs none.
    if not row["metric"] and row["event_type"] == EventType.RESULTS:
        raise Wrong("metric", "", _MONEY)
    if not currency:
        raise Wrong("currency", "", _MONEY)
    number = _read(row, "amount", _number, _AMOUNT)
    try:
        return Money.parse(str(number), currency)
    except ValueError as error:
        raise Wrong("currency", currency, _CURRENCY) from error


def _place(before: Place, row: Mapping[str, str], places: PlaceList | None) -> Place:
    country, city, address = row["country"], row["city"], row["address"]
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        raise Wrong("country", country, _COUNTRY)
    if city and not country:
        raise Wrong("country", "", _CITY)
    if (country, city) == (before.country, before.city):
        return replace(before, address=address)
    known = places.get(country, city) if places and city else None
    if known is None:
        return Place(country, city, address)
    return Place(country, city, address, known.lat, known.lon, GeoPrecision.CITY)


def _number(text: str) -> Decimal:
    if not _PLAIN_NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _count(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _flag(text: str) -> bool:
    if text != "1":
        raise ValueError(text)
    return True
