"""Reference exchange rates: a foreign amount gets a second, dated value in euros beside its own.

The rates are yearly means of the European Central Bank's daily euro reference rates
(data/reference_rates.csv). Standard library only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from vitrine.errors import DataError

EURO = "EUR"
COLUMNS = ("currency", "year", "per_euro")
FIRST_YEAR = 1999  # the euro's first


@dataclass(frozen=True)
class Conversion:
    """An amount in euros: converted at per_euro, the mean rate (units for EUR 1) of a year."""

    amount: Decimal
    currency: str
    year: int
    per_euro: Decimal


@dataclass(frozen=True)
class Rates:
    """Yearly mean rates by currency and year, in units of the currency for one euro."""

    per_euro: Mapping[tuple[str, int], Decimal]

    def to_euro(self, amount: object, currency: str, first: date, last: date) -> Conversion | None:
        """Convert an amount of the period first..last at the mean rate of the year of its middle.

        None for an amount in euros, and where no rate is known: nothing is guessed.
        """
        middle = first + (last - first) / 2
        rate = self.per_euro.get((currency, middle.year))
        try:
            value = Decimal(str(amount))
        except InvalidOperation:
            return None
        if rate is None or not value.is_finite():
            return None
        return Conversion(value / rate, currency, middle.year, rate)


NO_RATES = Rates({})


def load_rates(path: Path) -> Rates:
    """Read data/reference_rates.csv; DataError names the line and what to correct."""
    found: dict[tuple[str, int], Decimal] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise DataError(f"{path.name} lacks the column {missing[0]}; add it.")
            for row in reader:
                key, rate = _read_row(row, f"{path.name} line {reader.line_num}")
                if key in found:
                    raise DataError(
                        f"{path.name} line {reader.line_num}: {key[0]} {key[1]} stands twice; "
                        "remove one line."
                    )
                found[key] = rate
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name} cannot be read ({error}); restore it.") from error
    return Rates(found)


def _read_row(row: Mapping[str, str | None], where: str) -> tuple[tuple[str, int], Decimal]:
    currency, year_text, rate_text = ((row[name] or "").strip() for name in COLUMNS)
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise DataError(f"{where}: {currency!r} is no ISO 4217 code; correct it.")
    if currency == EURO:
        raise DataError(f"{where}: the euro needs no rate; remove the line.")
    if not (year_text.isascii() and year_text.isdigit() and int(year_text) >= FIRST_YEAR):
        raise DataError(f"{where}: {year_text!r} is no year from {FIRST_YEAR} on; correct it.")
    try:
        rate = Decimal(rate_text)
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite() or rate <= 0:
        raise DataError(f"{where}: {rate_text!r} is no positive rate; correct it.")
    return (currency, int(year_text)), rate
