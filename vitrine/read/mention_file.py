"""Files under data/ become mentions; a wrong value is named with its line, column and cure."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeVar

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
from vitrine.gazetteer import Line, check_country, read_lines

MENTION_COLUMNS = (
    "mention_id",
    "event_type",
    "company",
    "counterparty",
    "status",
    "event_date",
    "country",
    "city",
    "address",
    "lat",
    "lon",
    "geo_precision",
    "metric",
    "amount",
    "currency",
    "period",
    "change_pct",
    "count",
    "basis",
    "temporary",
    "approx",
    "scope_note",
    "summary",
    "source_url",
    "outlet",
    "published",
    "language",
)
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]*")
T = TypeVar("T")
E = TypeVar("E", EventType, Status, Basis, GeoPrecision)


class KnownCompany(Protocol):
    """The part of a company that reading needs."""

    @property
    def fiscal_start_month(self) -> int:
        """Return the month (1-12) in which the business year begins."""


class CompanyList(Protocol):
    """The part of the company list that reading needs."""

    def get(self, name: str) -> KnownCompany | None:
        """Return the company of that canonical name."""

    def canonical(self, name: str) -> str | None:
        """Return the canonical name behind a name or alias."""


class KnownCity(Protocol):
    """The part of a city that reading needs; degrees are WGS 84."""

    @property
    def lat(self) -> float:
        """Return the latitude."""

    @property
    def lon(self) -> float:
        """Return the longitude."""


class PlaceList(Protocol):
    """The part of the place list that reading needs."""

    def get(self, country: str, city: str) -> KnownCity | None:
        """Return the city of that name in a country."""


def read_mentions(path: Path, companies: CompanyList, places: PlaceList) -> tuple[Mention, ...]:
    """Return the mentions of a file like data/mentions.csv, in its order.

    An alias becomes the canonical company name; an unknown company or city stays as it is written
    and is left to the data checks. A missing point is filled with the city's own. Any other wrong
    value raises DataError.
    """
    mentions: dict[str, Mention] = {}
    for row in read_lines(path, MENTION_COLUMNS):
        mention = _mention(row, companies, places)
        if mention.mention_id in mentions:
            raise row.error("mention_id", "it stands twice; give each line its own")
        mentions[mention.mention_id] = mention
    return tuple(mentions.values())


def _mention(row: Line, companies: CompanyList, places: PlaceList) -> Mention:
    company = _company_name(row.required("company"), companies)
    known = companies.get(company)
    fiscal_start_month = known.fiscal_start_month if known else 1
    return Mention(
        mention_id=row.required("mention_id"),
        event_type=_one_of(row, "event_type", EventType),
        company=company,
        status=_one_of(row, "status", Status),
        counterparty=_counterparties(row, companies),
        event_date=_date(row, "event_date"),
        place=_place(row, places),
        metric=row.text("metric"),
        money=_money(row),
        period=_parsed(
            row,
            "period",
            lambda text: Period.parse(text, fiscal_start_month),
            "write FY2017, FY2017/18, FY2017/18-Q1, 2018-Q2, 2018-H1 or 2018-9M",
        ),
        change_pct=_parsed(row, "change_pct", _number, "write a plain number such as -3.2"),
        count=_parsed(row, "count", _count, "write a whole number above 0"),
        basis=_one_of(row, "basis", Basis) if row.text("basis") else None,
        is_temporary=_flag(row, "temporary"),
        is_approx=_flag(row, "approx"),
        scope_note=row.text("scope_note"),
        summary=row.required("summary"),
        source_url=_url(row),
        outlet=row.required("outlet"),
        published=_date(row, "published"),
        language=row.text("language"),
    )


def _company_name(name: str, companies: CompanyList) -> str:
    return companies.canonical(name) or name


def _counterparties(row: Line, companies: CompanyList) -> tuple[str, ...]:
    return tuple(_company_name(name, companies) for name in row.listed("counterparty"))


def _parsed(row: Line, column: str, read: Callable[[str], T], cure: str) -> T | None:
    """Return the value read by a function that raises ValueError, None when it is empty."""
    value = row.text(column)
    if not value:
        return None
    try:
        return read(value)
    except ValueError as error:
        raise row.error(column, cure) from error


def _one_of(row: Line, column: str, kind: type[E]) -> E:
    try:
        return kind(row.required(column))
    except ValueError as error:
        raise row.error(column, f"write one of {', '.join(kind)}") from error


def _date(row: Line, column: str) -> PartialDate | None:
    return _parsed(row, column, PartialDate.parse, "write YYYY-MM-DD, YYYY-MM, YYYY-Qn or YYYY")


def _money(row: Line) -> Money | None:
    amount, currency = row.text("amount"), row.text("currency")
    if not amount and not currency:
        return None
    if not amount:
        raise row.error("amount", "it is empty though a currency is given; fill it in")
    if not row.text("metric"):
        raise row.error("metric", "it is empty though an amount is given; fill it in")
    if not currency:
        raise row.error("currency", "it is empty though an amount is given; write EUR, GBP ...")
    number = _parsed(row, "amount", _number, "write a plain number such as 311000000")
    try:
        return Money.parse(str(number), currency)
    except ValueError as error:
        raise row.error("currency", "write an ISO 4217 code such as EUR") from error


def _place(row: Line, places: PlaceList) -> Place:
    country, city = row.text("country"), row.text("city")
    if country:
        check_country(row, "country", country)
    if city and not country:
        raise row.error("country", "it is empty though a city is given; fill it in")
    lat = _parsed(row, "lat", lambda text: _degrees(text, 90), "write degrees from -90 to 90")
    lon = _parsed(row, "lon", lambda text: _degrees(text, 180), "write degrees from -180 to 180")
    if (lat is None) != (lon is None):
        raise row.error("lat", "write both lat and lon, or neither")
    precision = _one_of(row, "geo_precision", GeoPrecision) if row.text("geo_precision") else None
    if lat is None and city:
        known = places.get(country, city)
        if known:
            lat, lon, precision = known.lat, known.lon, GeoPrecision.CITY
    return Place(country, city, row.text("address"), lat, lon, precision)


def _flag(row: Line, column: str) -> bool:
    value = row.text(column)
    if value not in ("", "1"):
        raise row.error(column, "write 1 or leave it empty")
    return value == "1"


def _url(row: Line) -> str:
    url = row.required("source_url")
    if not url.startswith(("http://", "https://")):
        raise row.error("source_url", "write an address that starts with http:// or https://")
    return url


def _number(text: str) -> Decimal:
    if not _PLAIN_NUMBER.fullmatch(text):
        raise ValueError(f"not a plain number: {text!r}")
    return Decimal(text)


def _count(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(f"not a whole number above 0: {text!r}")
    return int(text)


def _degrees(text: str, limit: int) -> float:
    degrees = float(_number(text))
    if abs(degrees) > limit:
        raise ValueError(f"beyond {limit} degrees: {text!r}")
    return degrees
