"""Reference rates: read from the versioned file, applied to the year of a period's middle."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.errors import DataError
from vitrine.rate import NO_RATES, Rates, load_rates
from vitrine.settings import ROOT

HEAD = "currency,year,per_euro\n"
RATES = Rates({("GBP", 2023): Decimal("0.8698"), ("GBP", 2024): Decimal("0.8466")})


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / "reference_rates.csv"


def test_the_versioned_file_holds_every_currency_and_year_once() -> None:
    rates = load_rates(ROOT / "data" / "reference_rates.csv").per_euro
    currencies = {currency for currency, _ in rates}
    assert {"CHF", "CNY", "CZK", "GBP", "KRW", "NOK", "PLN", "SEK", "USD"} <= currencies
    assert {year for _, year in rates} == set(range(2009, 2026))
    assert len(rates) == len(currencies) * 17
    assert rates["GBP", 2024] == Decimal("0.8466")
    assert rates["USD", 2024] == Decimal("1.0824")
    assert rates["KRW", 2024] == Decimal("1475.40")


def test_a_rate_never_jumps_by_more_than_a_third_in_a_year() -> None:
    """A digit typed wrong would show here."""
    rates = load_rates(ROOT / "data" / "reference_rates.csv").per_euro
    for (currency, year), rate in rates.items():
        before = rates.get((currency, year - 1), rate)
        assert Decimal("0.75") < rate / before < Decimal("1.34"), (currency, year)


def test_an_amount_is_converted_at_the_mean_rate_of_its_year() -> None:
    found = RATES.to_euro(846_600_000, "GBP", date(2024, 1, 1), date(2024, 12, 31))
    assert found is not None
    assert found.amount == Decimal(1_000_000_000)
    assert (found.currency, found.year, found.per_euro) == ("GBP", 2024, Decimal("0.8466"))


def test_a_broken_financial_year_takes_the_year_of_its_middle() -> None:
    april_to_march = RATES.to_euro(1, "GBP", date(2023, 4, 1), date(2024, 3, 31))
    october_to_september = RATES.to_euro(1, "GBP", date(2023, 10, 1), date(2024, 9, 30))
    assert april_to_march is not None and april_to_march.year == 2023
    assert october_to_september is not None and october_to_september.year == 2024


@pytest.mark.parametrize("currency", ["EUR", "XXX", "gbp", ""])
def test_nothing_is_guessed_without_a_rate(currency: str) -> None:
    assert RATES.to_euro(1, currency, date(2024, 1, 1), date(2024, 12, 31)) is None
    assert RATES.to_euro(1, "GBP", date(2019, 1, 1), date(2019, 12, 31)) is None
    assert NO_RATES.to_euro(1, "GBP", date(2024, 1, 1), date(2024, 12, 31)) is None


@given(st.one_of(st.floats(), st.integers(), st.text(), st.none()))
def test_any_amount_is_converted_or_left_alone(amount: object) -> None:
    found = RATES.to_euro(amount, "GBP", date(2024, 1, 1), date(2024, 12, 31))
    assert found is None or found.amount.is_finite()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("year,per_euro\n2024,1\n", "lacks the column currency"),
        (HEAD + "gbp,2024,0.8\n", "no ISO 4217 code"),
        (HEAD + "EUR,2024,1\n", "the euro needs no rate"),
        (HEAD + "GBP,1998,0.8\n", "no year from 1999 on"),
        (HEAD + "GBP,²024,0.8\n", "no year from 1999 on"),
        (HEAD + "GBP,2024,0\n", "no positive rate"),
        (HEAD + "GBP,2024,nan\n", "no positive rate"),
        (HEAD + "GBP,2024\n", "no positive rate"),
        (HEAD + "GBP,2024,0.8\nGBP,2024,0.9\n", "stands twice"),
    ],
)
def test_a_wrong_line_is_named(write: Path, lines: str, message: str) -> None:
    write.write_text(lines, encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        load_rates(write)
    assert "reference_rates.csv" in str(caught.value)


def test_a_missing_file_is_named(write: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_rates(write)
