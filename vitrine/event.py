"""The vocabulary: event types, statuses, partial dates, periods, money, mentions and events.

Standard library only; everything else in the package speaks in these types.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class EventType(StrEnum):
    """The sixteen kinds of event."""

    STORE_OPENING = "store_opening"
    STORE_CLOSING = "store_closing"
    MARKET_ENTRY = "market_entry"
    MARKET_EXIT = "market_exit"
    LOGISTICS = "logistics"
    RESULTS = "results"
    FUNDING = "funding"
    ACQUISITION = "acquisition"
    DIVESTITURE = "divestiture"
    PARTNERSHIP = "partnership"
    LEADERSHIP = "leadership"
    IPO = "ipo"
    RESTRUCTURING = "restructuring"
    STRATEGY = "strategy"
    PRODUCT = "product"
    LEGAL = "legal"


class Status(StrEnum):
    """How far a thing has come, in the order in which a plan matures."""

    RUMOURED = "rumoured"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    DONE = "done"
    CANCELLED = "cancelled"


class Basis(StrEnum):
    """What kind of number a figure is."""

    REPORTED = "reported"
    ADJUSTED = "adjusted"
    PRELIMINARY = "preliminary"
    RESTATED = "restated"
    TARGET = "target"


class Tier(StrEnum):
    """Whether a mention is shown at once or waits for a reviewer."""

    PUBLISHED = "published"
    REVIEW = "review"


class DatePrecision(StrEnum):
    """How exactly a date is known, finest first."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class GeoPrecision(StrEnum):
    """How exactly a place is known, finest first."""

    ADDRESS = "address"
    STREET = "street"
    VENUE = "venue"
    CITY = "city"
    COUNTRY = "country"


def last_day_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])))?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date as exact as its source: 2018-05-22, 2018-05, 2018-Q2 or 2018.

    Sorts by its first day, then by its last.
    """

    first: date
    last: date
    precision: DatePrecision = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the text form; ValueError names the text when it is not a date."""
        match = _PARTIAL_DATE.fullmatch(text)
        if not match:
            raise ValueError(f"not a date (YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD): {text!r}")
        year, month, day, quarter = match.groups()
        try:
            if day:
                exact = date(int(year), int(month), int(day))
                return cls(exact, exact, DatePrecision.DAY)
            if month:
                first = date(int(year), int(month), 1)
                return cls(first, last_day_of_month(int(year), int(month)), DatePrecision.MONTH)
            if quarter:
                end_month = int(quarter) * 3
                first = date(int(year), end_month - 2, 1)
                return cls(first, last_day_of_month(int(year), end_month), DatePrecision.QUARTER)
            return cls(date(int(year), 1, 1), date(int(year), 12, 31), DatePrecision.YEAR)
        except ValueError as error:
            raise ValueError(f"no such date: {text!r} ({error})") from error

    def contains(self, other: PartialDate) -> bool:
        """Tell whether the other date lies wholly within this one."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: PartialDate) -> bool:
        """Tell whether both could be the same day."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        if self.precision is DatePrecision.DAY:
            return self.first.isoformat()
        if self.precision is DatePrecision.MONTH:
            return f"{self.first:%Y-%m}"
        if self.precision is DatePrecision.QUARTER:
            return f"{self.first.year:04d}-Q{self.last.month // 3}"
        return f"{self.first.year:04d}"


_PERIOD = re.compile(r"(FY)?(\d{4})(?:/(\d{2}))?(?:-(Q[1-4]|H[12]|9M))?")
_PART_MONTHS = {  # offset of the first month and length, in months from the start of the year
    None: (0, 12),
    "Q1": (0, 3),
    "Q2": (3, 3),
    "Q3": (6, 3),
    "Q4": (9, 3),
    "H1": (0, 6),
    "H2": (6, 6),
    "9M": (0, 9),
}


@dataclass(frozen=True)
class Period:
    """A reporting period: FY2017, FY2017/18, 2018-Q2, FY2023/24-Q3, 2018-9M.

    first and last are the calendar days it covers; sort by last, never by text.
    """

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str, fiscal_start_month: int = 1) -> Period:
        """Read the text form.

        fiscal_start_month is the month (1-12) in which the company's year begins. It applies to
        every period that starts with FY; a plain 2018-Q2 is a calendar quarter. FY2017/18 begins in
        2017; FY2026 of a company with a broken year ends in 2026.
        """
        match = _PERIOD.fullmatch(text)
        if not match:
            raise ValueError(f"not a period (FY2017, FY2017/18, 2018-Q2 ...): {text!r}")
        fiscal, year_text, second_year, part = match.groups()
        year = int(year_text)
        if second_year and int(second_year) != (year + 1) % 100:
            raise ValueError(f"not two years in a row: {text!r}")
        if not fiscal and (second_year or not part):
            raise ValueError(f"a whole year starts with FY: {text!r}")
        start_month = fiscal_start_month if fiscal else 1
        start_year = year if second_year or start_month == 1 else year - 1
        offset, length = _PART_MONTHS[part]
        first_index = start_year * 12 + start_month - 1 + offset
        last_index = first_index + length - 1
        return cls(
            text,
            date(first_index // 12, first_index % 12 + 1, 1),
            last_day_of_month(last_index // 12, last_index % 12 + 1),
        )

    @property
    def months(self) -> int:
        """Return how many months the period covers: 3, 6, 9 or 12."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def previous_year_last(self) -> date:
        """Return the last day of the same period one year before."""
        return last_day_of_month(self.last.year - 1, self.last.month)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Money:
    """An amount in whole currency units (311000000 EUR), never converted in place."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, amount: str, currency: str) -> Money:
        """Read a plain decimal and an ISO 4217 code; ValueError names what is wrong."""
        try:
            value = Decimal(amount)
        except InvalidOperation as error:
            raise ValueError(f"not an amount: {amount!r}") from error
        if not value.is_finite():
            raise ValueError(f"not an amount: {amount!r}")
        if not re.fullmatch(r"[A-Z]{3}", currency):
            raise ValueError(f"not an ISO 4217 currency: {currency!r}")
        return cls(value, currency)

    def is_rounded_form_of(self, finer: Money) -> bool:
        """Tell whether this is the finer amount rounded (311 of 311.4 million)."""
        if self.currency != finer.currency:
            return False
        unit = _last_stated_digit(self.amount)
        return (
            unit > _last_stated_digit(finer.amount) and abs(self.amount - finer.amount) <= unit / 2
        )


def _last_stated_digit(amount: Decimal) -> Decimal:
    """Return the value of the last digit that is not a trailing zero (550000000 -> 10000000)."""
    if amount == 0:
        return Decimal(1)
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


@dataclass(frozen=True)
class Place:
    """Where an event is: country alone, a city, or finer; degrees are WGS 84."""

    country: str = ""
    city: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: GeoPrecision | None = None


@dataclass(frozen=True)
class Evidence:
    """One span of the article's text that proves a value: text[start:end].

    role is the field it proves (company, counterparty, event_date, city, address, metric, amount,
    period, change_pct, count, person), trigger (the words that state the event), or model_alone and
    model_differs: a language model read it there, and the rules did not or read it otherwise.
    """

    role: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """What one article says about one event.

    confidence is the calibrated chance (0-1) that it is right; a curated mention has 1. version
    counts the texts of its article's address: what a corrected text says differs from the first.
    """

    mention_id: str
    event_type: EventType
    company: str
    status: Status
    counterparty: tuple[str, ...] = ()
    event_date: PartialDate | None = None
    place: Place = Place()
    metric: str = ""
    money: Money | None = None
    period: Period | None = None
    change_pct: Decimal | None = None
    count: int | None = None
    basis: Basis | None = None
    is_temporary: bool = False
    is_approx: bool = False
    scope_note: str = ""
    summary: str = ""
    source_url: str = ""
    outlet: str = ""
    published: PartialDate | None = None
    language: str = ""
    spans: tuple[Evidence, ...] = ()
    person: str = ""
    confidence: float = 1.0
    tier: Tier = Tier.PUBLISHED
    version: int = 1


@dataclass(frozen=True)
class Conflict:
    """A value of one mention that differs from the value its event shows.

    kind: rounding (the coarser of two forms), preliminary, restated, or conflict.
    """

    field: str
    value: str
    mention_id: str
    kind: str


@dataclass(frozen=True)
class Event:
    """One fact in the world, merged from its mentions.

    chosen is the mention whose values are shown; mentions are in the order of the story
    (publication, then status); conflicts lists what others say otherwise.
    """

    event_id: str
    chosen: Mention
    mentions: tuple[Mention, ...]
    conflicts: tuple[Conflict, ...] = ()
