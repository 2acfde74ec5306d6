"""Numbers, money and percent as people of each language write them."""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.locale import LANGUAGES, Locale, load_locale

EN, FR, NL = (load_locale(language) for language in ("en", "fr", "nl"))
LOCALES = st.sampled_from([EN, FR, NL])


def plain(text: str) -> str:
    """Make the unbreakable spaces visible in an expectation: both kinds become ~."""
    return text.replace("\N{NO-BREAK SPACE}", "~").replace("\N{NARROW NO-BREAK SPACE}", "~")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (EN, ["1,234,567.5", "12.30", "-4", "0", ""]),
        (FR, ["1~234~567,5", "12,30", "-4", "0", ""]),
        (NL, ["1.234.567,5", "12,30", "-4", "0", ""]),
    ],
    ids=LANGUAGES,
)
def test_number(locale: Locale, expected: list[str]) -> None:
    found = [
        locale.number(1234567.5),
        locale.number(12.3, 2),
        locale.number(np.int64(-4)),
        locale.number(-0.0),
        locale.number(float("nan")),
    ]
    assert [plain(text) for text in found] == expected


MONEY = [
    # amount, currency, English, French, Dutch
    (311_000_000, "EUR", "€311m", "311~M€", "€~311~mln"),
    (2_200_000_000, "EUR", "€2.2bn", "2,2~Md€", "€~2,2~mld"),
    (537_500_000, "EUR", "€537.5m", "537,5~M€", "€~537,5~mln"),
    (10_330_400_000, "EUR", "€10,330.4m", "10~330,4~M€", "€~10.330,4~mln"),
    (-9_500_000, "EUR", "-€9.5m", "-9,5~M€", "€~-9,5~mln"),
    (9_900_000, "GBP", "£9.9m", "9,9~M£", "£~9,9~mln"),
    (4_720_000_000, "USD", "$4.72bn", "4,72~Md$", "$~4,72~mld"),
    (12_220_000_000, "CNY", "CNY~12.22bn", "12,22~Md~CNY", "CNY~12,22~mld"),
    (14_800_000_000_000, "KRW", "KRW~14.8trn", "14~800~Md~KRW", "KRW~14.800~mld"),
    (300_000, "EUR", "€300,000", "300~000~€", "€~300.000"),
    (Decimal("4.60"), "EUR", "€4.60", "4,60~€", "€~4,60"),
    (0, "EUR", "€0", "0~€", "€~0"),
    (-250, "CHF", "-CHF~250", "-250~CHF", "CHF~-250"),
]


@pytest.mark.parametrize(("amount", "currency", "english", "french", "dutch"), MONEY)
def test_money(amount: float, currency: str, english: str, french: str, dutch: str) -> None:
    found = [plain(locale.money(amount, currency)) for locale in (EN, FR, NL)]
    assert found == [english, french, dutch]


def test_money_in_full_and_rounded_and_missing() -> None:
    assert EN.money(311_000_000, "EUR", short=False) == "€311,000,000"
    assert plain(FR.money(311_000_000, "EUR", short=False)) == "311~000~000~€"
    assert EN.money(11_123_456_789.12, "EUR", digits=3) == "€11.1bn"
    assert EN.money(None, "EUR") == EN.money(float("nan"), None) == EN.money("x", "EUR") == ""
    assert EN.money(5_000_000, None) == "5m"


@given(
    LOCALES, st.integers(-(10**15), 10**15).map(lambda n: n * 1000), st.sampled_from(["EUR", "KRW"])
)
def test_short_money_reads_back_as_the_same_amount(
    locale: Locale, amount: int, currency: str
) -> None:
    text = plain(locale.money(amount, currency))
    units = {"trn": 12, "bn": 9, "m": 6, "Md": 9, "M": 6, "mld": 9, "mln": 6, "": 0}
    match = re.fullmatch(
        r"[^\d-]*(-?)[^\d-]*([\d.,~]*\d)~?(trn|bn|mld|mln|Md|M|m|)~?(?:€|KRW)?", text
    )
    assert match, text
    digits = match[2].replace("~", "")
    thousands, decimal_mark = (",", ".") if locale is EN else (".", ",")
    digits = digits.replace(thousands, "").replace(decimal_mark, ".")
    assert Decimal(match[1] + digits).scaleb(units[match[3]]) == amount


def test_compact_is_in_millions() -> None:
    assert [locale.compact(537_500_000) for locale in (EN, FR, NL)] == ["537.5", "537,5", "537,5"]
    assert EN.compact(311_000_000) == "311"
    assert EN.compact(-300_000) == "-0.3"
    assert EN.compact(None) == ""


def test_percent_is_in_percent_already() -> None:
    assert [plain(locale.percent(23, signed=True)) for locale in (EN, FR, NL)] == [
        "+23%",
        "+23~%",
        "+23%",
    ]
    assert plain(FR.percent(-2.1)) == "-2,1~%"
    assert EN.percent(0, signed=True) == "0%"
    assert EN.percent(0.004, signed=True) == "0%"
    assert EN.percent(float("nan")) == ""


def test_numbers_beyond_reason_are_left_out_and_tiny_ones_are_zero() -> None:
    assert EN.number(1e30) == EN.money(Decimal("1e999999"), "EUR") == ""
    assert EN.number(1e-30) == "0"
    assert EN.number(Decimal("1." + "3" * 60)) == "1.333"


@given(LOCALES, st.one_of(st.floats(), st.decimals(), st.text(), st.none(), st.booleans()))
def test_number_formats_take_any_value(locale: Locale, value: object) -> None:
    for text in (
        locale.number(value),
        locale.percent(value),
        locale.money(value, "EUR"),
        locale.compact(value),
    ):
        assert "nan" not in text.lower() and "inf" not in text.lower()
