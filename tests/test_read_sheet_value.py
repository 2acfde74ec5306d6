"""Cells are read in the ways people write them, and nothing else is guessed."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.read.sheet import Cell
from vitrine.read.sheet_value import (
    currency_in,
    day_order,
    decimal_mark,
    read_count,
    read_country,
    read_currency,
    read_date,
    read_degrees,
    read_number,
    read_pair,
    read_period,
    read_url,
)


@pytest.mark.parametrize(
    ("cell", "mark", "value"),
    [
        ("1.234,56", "", "1234.56"),
        ("1,234.56", "", "1234.56"),
        ("1 234,56", "", "1234.56"),
        ("1'234.50", "", "1234.50"),
        ("1\u202f234", "", "1234"),
        ("1.234", "", "1234"),
        ("1,234", "", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ",", "1.234"),
        ("0,500", "", "0.500"),
        ("1.234.567", "", "1234567"),
        ("12,5", "", "12.5"),
        ("-3.2", "", "-3.2"),
        ("−3,2", "", "-3.2"),
        ("(1.200)", "", "-1200"),
        ("€ 1,2 Mrd.", "", "1200000000"),
        ("450m", "", "450000000"),
        ("41 million euros", "", "41000000"),
        ("553 miljoen", "", "553000000"),
        ("2,35 mrd", "", "2350000000"),
        ("EUR 5k", "", "5000"),
        (12.5, "", "12.5"),
        (7, "", "7"),
    ],
)
def test_numbers(cell: Cell, mark: str, value: str) -> None:
    assert read_number(cell, mark) == Decimal(value)


@pytest.mark.parametrize(
    "cell", ["", "many", "12 shops", "5 %", "1e999", "9" * 400, "--", "1.2.3,4,5"]
)
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="write"):
        read_number(cell)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234", "5,5"], ","),
        (["1,234", "5.5"], "."),
        (["1.234", "5.678"], ""),
        (["1.234,5"], ","),
        (["1.234.567"], ","),
        ([], ""),
        ([1.5, "x"], ""),
    ],
)
def test_the_decimal_mark_is_proved_by_the_column(cells: list[Cell], mark: str) -> None:
    assert decimal_mark(cells) == mark


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2018-05-22", "dmy", "2018-05-22"),
        ("2018-05-22 10:30:00", "dmy", "2018-05-22"),
        ("2018/05/22", "dmy", "2018-05-22"),
        ("22/05/2018", "dmy", "2018-05-22"),
        ("3/4/2018", "dmy", "2018-04-03"),
        ("3/4/2018", "mdy", "2018-03-04"),
        ("22.5.18", "dmy", "2018-05-22"),
        ("22 mai 2018", "dmy", "2018-05-22"),
        ("22-mei-2018", "dmy", "2018-05-22"),
        ("May 22, 2018", "dmy", "2018-05-22"),
        ("22-May-18", "dmy", "2018-05-22"),
        ("May 2018", "dmy", "2018-05"),
        ("mai-18", "dmy", "2018-05"),
        ("05/2018", "dmy", "2018-05"),
        ("2018-05", "dmy", "2018-05"),
        ("Q2 2018", "dmy", "2018-Q2"),
        ("2018-Q2", "dmy", "2018-Q2"),
        ("T2 2018", "dmy", "2018-Q2"),
        ("2018", "dmy", "2018"),
        (2018, "dmy", "2018"),
        (43242, "dmy", "2018-05-22"),
        (43242.75, "dmy", "2018-05-22"),
        ("43242", "dmy", "2018-05-22"),
        ("20180522", "dmy", "2018-05-22"),
    ],
)
def test_dates(cell: Cell, order: str, day: str) -> None:
    assert str(read_date(cell, order)) == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("fin 2024", "2024"),
        ("Ende 2024", "2024"),
        ("principios de 2025", "2025"),
        ("Herbst 2025", "2025-Q4"),
        ("voorjaar 2025", "2025-Q2"),
        ("3e trimestre 2025", "2025-Q3"),
        ("Mitte März 2025", "2025-03"),
        ("lundi 22 mai 2018", "2018-05-22"),
        ("ca. 2024", "2024"),
        ("since May 2015", "2015-05"),
        ("2025 (tbc)", "2025"),
        ("3T25", "2025-Q3"),
        ("Q3/25", "2025-Q3"),
        ("2025 (Q3)", "2025-Q3"),
        ("H1 2025", "2025"),
    ],
)
def test_dates_as_people_say_them(cell: str, day: str) -> None:
    assert str(read_date(cell)) == day


@pytest.mark.parametrize(
    "cell",
    [
        "not before 2026",
        "2024/25",
        "2018 and 2019",
        "in 2 years",
        "",
        "soon",
        "32/05/2018",
        "31/02/2018",
        "22/05",
        "13/13/2018",
        "opens in May 2018",
        7,
        -1,
    ],
)
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match="write a date"):
        read_date(cell)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["22/05/2018", "3/4/2018"], "dmy"),
        (["5/22/2018", "3/4/2018"], "mdy"),
        (["3/4/2018"], ""),
        (["2018-05-22", 43242], ""),
    ],
)
def test_the_order_of_days_is_proved_by_the_column(cells: list[Cell], order: str) -> None:
    assert day_order(cells) == order


@pytest.mark.parametrize(
    ("cell", "degrees"),
    [
        ("50.8503", 50.8503),
        ("50,8503", 50.8503),
        ("50.85 N", 50.85),
        ("33.9 S", -33.9),
        ("50°51'1\"N", 50.850278),
        ("4°21' W", -4.35),
        (-3.7, -3.7),
    ],
)
def test_degrees(cell: Cell, degrees: float) -> None:
    assert read_degrees(cell, 90) == pytest.approx(degrees, abs=1e-5)


@pytest.mark.parametrize("cell", ["", "91", "north", "50.85.03", "1,234.5", float("inf")])
def test_what_is_no_degree_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match="write degrees"):
        read_degrees(cell, 90)


@pytest.mark.parametrize(
    "text",
    ["50.85, 4.35", "50.85,4.35", "50,85; 4,35", "(50.85 4.35)", "50.85/4.35", "50.85N 4.35E"],
)
def test_points_in_one_cell(text: str) -> None:
    assert read_pair(text) == (50.85, 4.35)


@pytest.mark.parametrize("text", ["", "50.85", "a, b", "95.0, 4.0", "1, 2, 3"])
def test_what_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        read_pair(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BE", "BE"),
        ("be", "BE"),
        ("Belgique", "BE"),
        ("België", "BE"),
        ("Belgien", "BE"),
        ("Bélgica", "BE"),
        ("Belgio", "BE"),
        ("UK", "GB"),
        ("DEU", "DE"),
        ("Pays-Bas", "NL"),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert read_country(text) == code


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2018", "FY2018"),
        (2018, "FY2018"),
        ("FY2018", "FY2018"),
        ("2017/18", "FY2017/18"),
        ("2017-2018", "FY2017/18"),
        ("GJ 2017/18", "FY2017/18"),
        ("Q2 2018", "2018-Q2"),
        ("2018-Q2", "2018-Q2"),
        ("H1 2018", "2018-H1"),
        ("S1 2018", "2018-H1"),
        ("T3 2018", "2018-Q3"),
        ("2018 9M", "2018-9M"),
    ],
)
def test_periods(cell: Cell, period: str) -> None:
    assert str(read_period(cell)) == period


def test_currencies_counts_and_addresses() -> None:
    assert [currency_in(text) for text in ("€ 5", "5 GBP", "US$ 3", "5")] == [
        "EUR",
        "GBP",
        "USD",
        "",
    ]
    assert [read_currency(text) for text in ("eur", "£", "BRL")] == ["EUR", "GBP", "BRL"]
    assert [read_count(cell) for cell in ("25", 3, "1.200")] == [25, 3, 1200]
    assert read_url("www.example.com/a") == "https://www.example.com/a"
    for read, cell in ((read_currency, "money"), (read_country, "Utopia"), (read_url, "ftp://x")):
        with pytest.raises(ValueError, match="write"):
            read(cell)
    for cell in ("0", "-3", "2.5", "x"):
        with pytest.raises(ValueError, match="write"):
            read_count(cell)


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers()))
def test_any_cell_is_read_or_refused(cell: Cell) -> None:
    for read in (read_number, read_count, read_date, read_period):
        try:
            read(cell)
        except (ValueError, OverflowError, ArithmeticError):
            continue
    for text_read in (read_pair, read_country, read_currency, read_url, currency_in):
        try:
            text_read(str(cell))
        except ValueError:
            continue
    with contextlib.suppress(ValueError):
        assert abs(read_degrees(cell, 90)) <= 90
