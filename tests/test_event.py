"""The vocabulary: partial dates, periods and money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.event import DatePrecision, Money, PartialDate, Period

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def partial_texts(draw: st.DrawFn) -> str:
    day = draw(DAYS)
    forms = (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}-Q{(day.month + 2) // 3}")
    return draw(st.sampled_from(forms))


@given(partial_texts())
def test_a_partial_date_reads_back_as_it_was_written(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@given(partial_texts())
def test_a_partial_date_starts_before_it_ends(text: str) -> None:
    parsed = PartialDate.parse(text)
    assert parsed.first <= parsed.last
    assert (parsed.first == parsed.last) == (parsed.precision is DatePrecision.DAY)


@given(DAYS)
def test_coarser_dates_contain_finer_ones(day: date) -> None:
    exact = PartialDate.parse(f"{day:%Y-%m-%d}")
    month = PartialDate.parse(f"{day:%Y-%m}")
    quarter = PartialDate.parse(f"{day:%Y}-Q{(day.month + 2) // 3}")
    year = PartialDate.parse(f"{day:%Y}")
    assert year.contains(quarter) and quarter.contains(month) and month.contains(exact)
    assert not exact.contains(month)


@pytest.mark.parametrize(
    "text", ["", "2018-13", "2018-02-30", "18-05-22", "2018-Q5", "22/05/2018", "2018-5", "0000"]
)
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "start_month", "first", "last"),
    [
        ("FY2017", 1, date(2017, 1, 1), date(2017, 12, 31)),
        ("FY2017/18", 10, date(2017, 10, 1), date(2018, 9, 30)),
        ("FY2023/24-Q3", 10, date(2024, 4, 1), date(2024, 6, 30)),
        ("FY2024/25-H1", 4, date(2024, 4, 1), date(2024, 9, 30)),
        ("FY2024/25-H2", 4, date(2024, 10, 1), date(2025, 3, 31)),
        ("FY2024/25-9M", 10, date(2024, 10, 1), date(2025, 6, 30)),
        ("FY2026-Q1", 10, date(2025, 10, 1), date(2025, 12, 31)),
        ("2018-Q2", 10, date(2018, 4, 1), date(2018, 6, 30)),
        ("2018-9M", 1, date(2018, 1, 1), date(2018, 9, 30)),
        ("FY2019/20", 3, date(2019, 3, 1), date(2020, 2, 29)),
    ],
)
def test_periods_end_when_the_company_s_year_says(
    text: str, start_month: int, first: date, last: date
) -> None:
    period = Period.parse(text, start_month)
    assert (period.first, period.last) == (first, last)


@given(
    st.integers(1950, 2090),
    st.sampled_from(["", "-Q1", "-Q2", "-Q3", "-Q4", "-H1", "-H2", "-9M"]),
    st.integers(1, 12),
)
def test_a_period_covers_as_many_months_as_it_says(year: int, part: str, start: int) -> None:
    period = Period.parse(f"FY{year}/{(year + 1) % 100:02d}{part}", start)
    expected = {"": 12, "-9M": 9, "-H1": 6, "-H2": 6}.get(part, 3)
    assert period.months == expected
    assert period.first < period.last


@pytest.mark.parametrize("text", ["2018", "FY2017/19", "2017/18-Q1", "FY18", "Q1 2018", ""])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|year"):
        Period.parse(text)


def money(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("coarse", "fine", "expected"),
    [
        ("311000000", "311400000", True),
        ("380000000", "378000000", True),
        ("309000000", "311000000", False),
        ("550000000", "553000000", True),
        ("550000000", "571000000", False),
        ("311000000", "311000000", False),
        ("311400000", "311000000", False),
    ],
)
def test_rounding_is_told_from_conflict(coarse: str, fine: str, expected: bool) -> None:
    assert money(coarse).is_rounded_form_of(money(fine)) is expected


def test_currencies_are_never_compared() -> None:
    assert not Money(Decimal(300), "EUR").is_rounded_form_of(Money(Decimal(301), "GBP"))


@pytest.mark.parametrize(("amount", "currency"), [("x", "EUR"), ("1", "euro"), ("NaN", "EUR")])
def test_what_is_no_money_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"amount|currency"):
        Money.parse(amount, currency)
