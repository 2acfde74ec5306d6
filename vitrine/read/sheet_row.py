"""The rows of a mapped table become mentions; a row that cannot be read is named, with why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from vitrine.event import (
    EventType,
    GeoPrecision,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
)
from vitrine.filters import fold
from vitrine.read.mention_file import CompanyList
from vitrine.read.sheet import Cell, Row
from vitrine.read.sheet_column import CityList, amount_unit, company_in, metric_of
from vitrine.read.sheet_head import Sheet
from vitrine.read.sheet_mapping import Mapping
from vitrine.read.sheet_value import (
    currency_in,
    is_period_name,
    read_count,
    read_country,
    read_currency,
    read_date,
    read_degrees,
    read_number,
    read_pair,
    read_percent,
    read_period,
    read_url,
    text_value,
)
from vitrine.read.sheet_word import column_words, plain_name

KNOWN_TO_EXIST = "known to exist"
_LONGEST = 300
_LONGEST_SUMMARY = 1_000
_STORES = (EventType.STORE_OPENING, EventType.STORE_CLOSING)
T = TypeVar("T")
_PHRASE_WORDS = 6


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read: its line in the file (from 1), the column, the value, why."""

    line: int
    column: str
    value: str
    reason: str


class _Wrong(ValueError):
    """A value of a row that cannot be used."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.value = value


def read_rows(
    sheet: Sheet,
    mapping: Mapping,
    companies: CompanyList,
    places: CityList,
    today: date | None = None,
) -> tuple[list[Mention], list[BadRow]]:
    """Return the mentions of a table and the rows that are none; every row is in one of them.

    A row with an opening and a closing day gives two mentions. today tells plans from done things.
    """
    reader = _RowReader(sheet, mapping, companies, places, today or date.today())
    good: dict[str, Mention] = {}
    lines: dict[str, int] = {}
    bad: list[BadRow] = []
    for row in sheet.rows:
        try:
            mentions = reader.mentions(row)
            for mention in mentions:
                if mention.mention_id in good:
                    first = lines[mention.mention_id]
                    raise _Wrong("", "", f"it says the same as line {first}; keep one of them")
        except _Wrong as error:
            bad.append(BadRow(row.number, error.column, error.value[:_LONGEST], str(error)))
            continue
        for mention in mentions:
            good[mention.mention_id] = mention
            lines[mention.mention_id] = row.number
    return list(good.values()), bad


class _RowReader:
    """Reads rows of one table under one mapping."""

    def __init__(
        self, sheet: Sheet, mapping: Mapping, companies: CompanyList, places: CityList, today: date
    ) -> None:
        self.mapping = mapping
        self.companies = companies
        self.places = places
        self.today = today
        self.index = {kind: sheet.index(name) for kind, name in mapping.columns.items()}
        self.names = [plain_name(name) for name in sheet.header]
        self.more = self._more_amounts(sheet)

    def _more_amounts(self, sheet: Sheet) -> list[tuple[int, Mapping]]:
        """Return the further columns of amounts (revenue, EBIT), each with its own mapping."""
        mapping = self.mapping
        if "amount" not in mapping.columns or "metric" in mapping.columns:
            return []
        is_by_year = mapping.columns["amount"] == mapping.constants.get("period")
        found = []
        for index, name in enumerate(sheet.header):
            metric = metric_of(name)
            own = {"period": name} if is_by_year and is_period_name(name) else {}
            if name in mapping.columns.values() or not (metric or own):
                continue
            if metric:
                own |= amount_unit(name) | {"metric": metric}
            columns, constants = {**mapping.columns, "amount": name}, {**mapping.constants, **own}
            found.append((index, replace(mapping, columns=columns, constants=constants)))
        return found

    def mentions(self, row: Row) -> list[Mention]:
        """Return what a row says; _Wrong names the value that cannot be used."""
        self._check_line(row)
        company = self._company(row)
        opened = self._date(row, "date")
        closed = self._date(row, "closing_date")
        kind = self._event_type(row)
        base = self._mention(row, company, kind)
        if self.more:
            return [self._dated(row, item, kind, opened) for item in self._figures(row, base)]
        if closed is None or kind is EventType.STORE_CLOSING:
            return [self._dated(row, base, kind, opened or closed)]
        found = [self._dated(row, base, EventType.STORE_CLOSING, closed)]
        if opened is not None or kind is not EventType.STORE_OPENING:
            found.insert(0, self._dated(row, base, kind, opened))
        return found

    def _figures(self, row: Row, base: Mention) -> list[Mention]:
        """Return a mention for each amount of a row, the first column's included."""
        found = [base] if base.money else []
        own, at = self.mapping, self.index["amount"]
        for index, mapping in self.more:
            self.mapping, self.index["amount"] = mapping, index
            try:
                metric = self._metric(row)
                money = self._money(row, metric)
                if money:
                    period = self._period(row, base.company)
                    found.append(replace(base, metric=metric, money=money, period=period))
            finally:
                self.mapping, self.index["amount"] = own, at
        return found or [base]

    def _period(self, row: Row, company: str) -> Period | None:
        known = self.companies.get(company)
        month = known.fiscal_start_month if known else 1
        return self._parsed(row, "period", lambda cell: read_period(cell, month))

    def _check_line(self, row: Row) -> None:
        """Refuse lines that are no entries: a sum, the header once more, a note."""
        texts = [text_value(cell) for cell in row.cells]
        filled = [text for text in texts if text]
        if not filled:
            raise _Wrong("", "", "it holds no values")
        first = fold(filled[0]).rstrip(" :")
        if first in column_words().total and len(filled) < len(self.names):
            raise _Wrong("", filled[0], "it is a sum, not an entry")
        same = sum(plain_name(t) == name for t, name in zip(texts, self.names, strict=False) if t)
        if same >= 2 and same * 2 > len(filled):
            raise _Wrong("", filled[0], "it repeats the names of the columns")
        if len(row.cells) > len(self.names):
            raise _Wrong("", filled[-1], "it has more values than there are columns")

    def _text(self, row: Row, kind: str) -> str:
        index = self.index.get(kind, -1)
        value = text_value(row.get(index)) if index >= 0 else ""
        return value or self.mapping.constants.get(kind, "")

    def _cell(self, row: Row, kind: str) -> Cell:
        index = self.index.get(kind, -1)
        cell = row.get(index) if index >= 0 else ""
        return cell if text_value(cell) else self.mapping.constants.get(kind, "")

    def _wrong(self, row: Row, kind: str, reason: str) -> _Wrong:
        return _Wrong(self.mapping.columns.get(kind, kind), str(self._cell(row, kind)), reason)

    def _parsed(self, row: Row, kind: str, read: Callable[[Cell], T]) -> T | None:
        cell = self._cell(row, kind)
        if cell == "":
            return None
        try:
            return read(cell)
        except (ValueError, OverflowError, ArithmeticError) as error:
            raise self._wrong(row, kind, str(error)) from error

    def _company(self, row: Row) -> str:
        name = self._text(row, "company") or company_in([self._text(row, "name")], self.companies)
        if not name:
            raise self._wrong(row, "company", "it names no company; fill it in")
        if len(name) > _LONGEST:
            raise self._wrong(row, "company", f"it is longer than {_LONGEST} letters; shorten it")
        return self.companies.canonical(name) or name

    def _event_type(self, row: Row) -> EventType:
        words = column_words().event_types
        name = self._text(row, "event_type")
        if not name:
            raise self._wrong(
                row, "event_type", f"it is empty; write one of {', '.join(EventType)}"
            )
        kind = words.get(fold(name)) or words.get(plain_name(name))
        if kind is None and "event_type" in self.mapping.constants:
            constant = self.mapping.constants["event_type"]
            kind = words.get(fold(constant)) if fold(name) == fold(constant) else None
        kind = kind or _phrase_in(name, words.get)
        if kind is None:
            raise self._wrong(row, "event_type", f"write one of {', '.join(EventType)}")
        return kind

    def _date(self, row: Row, kind: str) -> PartialDate | None:
        order = self.mapping.formats.get(kind, "dmy")
        return self._parsed(row, kind, lambda cell: read_date(cell, order))

    def _status(self, row: Row, day: PartialDate | None) -> Status:
        name = self._text(row, "status")
        if not name:
            told = _phrase_in(self._text(row, "event_type"), column_words().statuses.get)
            if told and told is not Status.DONE:
                return told
            return Status.PLANNED if day and day.first > self.today else Status.DONE
        status = column_words().statuses.get(fold(name))
        if status is None:
            raise self._wrong(row, "status", f"write one of {', '.join(Status)}")
        if status is Status.DONE and day and day.first > self.today:
            return Status.PLANNED
        return status

    def _mention(self, row: Row, company: str, kind: EventType) -> Mention:
        """Return all that a row says apart from its days."""
        metric = self._metric(row)
        money = self._money(row, metric)
        change = self._parsed(row, "change_pct", read_percent)
        period = self._period(row, company) if money or change is not None else None
        person, other = (self._text(row, kind)[:_LONGEST] for kind in ("person", "counterparty"))
        return Mention(
            mention_id="",
            event_type=kind,
            company=company,
            counterparty=(self.companies.canonical(other) or other,) if other else (),
            status=Status.DONE,
            place=self._place(row),
            metric=metric if money else "",
            money=money,
            period=period,
            change_pct=change,
            count=self._parsed(row, "count", read_count),
            person=person if kind is EventType.LEADERSHIP else "",
            summary=self._text(row, "summary")[:_LONGEST_SUMMARY],
            source_url=self._parsed(row, "url", lambda cell: read_url(str(cell).strip())) or "",
            outlet=self._text(row, "outlet")[:_LONGEST],
        )

    def _dated(self, row: Row, base: Mention, kind: EventType, day: PartialDate | None) -> Mention:
        status = self._status(row, day)
        if kind is EventType.STORE_CLOSING and day is None and not self._text(row, "event_type"):
            raise self._wrong(row, "closing_date", "it has no day; fill it in")
        is_known = kind is EventType.STORE_OPENING and day is None and status is Status.DONE
        note = KNOWN_TO_EXIST if is_known else self.mapping.constants.get("scope_note", "")
        mention = replace(base, event_type=kind, status=status, event_date=day, scope_note=note)
        summary = mention.summary or _summary(mention, self._text(row, "name"))
        mention = replace(mention, summary=summary)
        return replace(mention, mention_id=_identity(mention, self._text(row, "name")))

    def _metric(self, row: Row) -> str:
        name = self._text(row, "metric")
        words = column_words().metrics
        return words.get(plain_name(name)) or plain_name(name).replace(" ", "_")[:40]

    def _money(self, row: Row, metric: str) -> Money | None:
        cell = self._cell(row, "amount")
        if cell == "":
            return None
        mark = self.mapping.formats.get("decimal", "")
        value = self._parsed(row, "amount", lambda item: read_number(item, mark))
        assert value is not None
        if not _names_scale(cell):
            value *= Decimal(self.mapping.constants.get("amount_scale", "1"))
        if not metric:
            raise self._wrong(row, "metric", "it says not what the amount measures; fill it in")
        currency = currency_in(str(cell)) if isinstance(cell, str) else ""
        currency = currency or self._parsed(row, "currency", lambda c: read_currency(str(c))) or ""
        if not currency:
            raise self._wrong(row, "currency", "the amount has no currency; write EUR, GBP ...")
        try:
            return Money.parse(format(value.normalize(), "f"), currency)
        except ValueError as error:
            raise self._wrong(row, "amount", str(error)) from error

    def _place(self, row: Row) -> Place:
        country = self._parsed(row, "country", lambda cell: read_country(str(cell))) or ""
        city = self._text(row, "city")
        if len(city) > _LONGEST:
            raise self._wrong(row, "city", f"it is longer than {_LONGEST} letters; shorten it")
        if city and not country:
            country = self._country_of(city)
            if not country:
                raise self._wrong(row, "city", "its country is not known; add a column or a value")
        city = (self.places.canonical(city, country) or city) if city else ""
        address = self._address(row)
        lat, lon = self._point(row)
        if lat is not None:
            precision = GeoPrecision.ADDRESS if address else GeoPrecision.STREET
            return Place(country, city, address, lat, lon, precision)
        known = self.places.get(country, city) if city else None
        if known:
            return Place(country, city, address, known.lat, known.lon, GeoPrecision.CITY)
        return Place(country, city, address)

    def _country_of(self, city: str) -> str:
        """Return the country of a listed city if no other country has one of that name."""
        local = self.places.canonical(city)
        codes = sorted(set(column_words().countries.values())) if local else []
        found = [code for code in codes if self.places.get(code, local or "")]
        return found[0] if len(found) == 1 else ""

    def _address(self, row: Row) -> str:
        parts = [self._text(row, kind) for kind in ("address", "venue")]
        if not any(parts):
            parts = [self._text(row, "name")] if self._text(row, "city") else []
        return ", ".join(dict.fromkeys(part for part in parts if part))[:_LONGEST]

    def _point(self, row: Row) -> tuple[float | None, float | None]:
        pair = self._parsed(row, "latlon", lambda cell: read_pair(str(cell)))
        if pair is None:
            lat = self._parsed(row, "lat", lambda cell: read_degrees(cell, 90))
            lon = self._parsed(row, "lon", lambda cell: read_degrees(cell, 180))
            if (lat is None) != (lon is None):
                kind = "lat" if lat is None else "lon"
                raise self._wrong(row, kind, "write both latitude and longitude, or neither")
            if lat is None or lon is None:
                return None, None
            pair = (lat, lon)
        if abs(pair[0]) < 0.01 and abs(pair[1]) < 0.01:
            kind = "latlon" if "latlon" in self.mapping.columns else "lat"
            raise self._wrong(row, kind, "0, 0 lies in the sea; leave it empty")
        return pair


def _phrase_in(text: str, meaning: Callable[[str], T | None]) -> T | None:
    """Return what the longest phrase of a text means: Planned opening is an opening."""
    parts = plain_name(text).split()[:_PHRASE_WORDS]
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            found = meaning(" ".join(parts[start : start + length]))
            if found is not None:
                return found
    return None


def _names_scale(cell: Cell) -> bool:
    """Tell whether a cell itself says that it is in millions."""
    if not isinstance(cell, str):
        return False
    letters = "".join(char if char.isalpha() else " " for char in fold(cell)).split()
    return any(word in column_words().scales for word in letters)


def _summary(mention: Mention, name: str) -> str:
    """Return a plain sentence for a row that brings none."""
    place = ", ".join(
        filter(None, (mention.place.address, mention.place.city, mention.place.country))
    )
    where = f" in {place}" if place else ""
    what = mention.event_type.value.replace("_", " ")
    if mention.scope_note == KNOWN_TO_EXIST:
        return f"{mention.company} has a store{where}."
    if mention.money:
        figure = f"{mention.metric.replace('_', ' ')} of {mention.money.currency}"
        period = f" for {mention.period}" if mention.period else ""
        return f"{mention.company}: {figure} {mention.money.amount}{period}."
    label = f" ({name})" if name and name not in place else ""
    when = f", {mention.event_date}" if mention.event_date else ""
    return f"{mention.company}: {what}{where}{label}{when}."


def _identity(mention: Mention, name: str) -> str:
    """Return an id that the same row has in every delivery of a table."""
    values = (
        *(mention.event_type, mention.company, mention.status, mention.event_date),
        *(mention.place.country, mention.place.city, mention.place.address, name),
        *(mention.place.lat, mention.place.lon, mention.metric, mention.money, mention.period),
        *(mention.count, mention.source_url, mention.summary),
        *(value for value in (mention.person, *mention.counterparty, mention.change_pct) if value),
    )
    return f"S{hashlib.sha256(repr([str(v) for v in values]).encode()).hexdigest()[:15]}"
