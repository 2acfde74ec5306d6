"""Numbers, percentages and money as the trade press of each language writes them (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache

import babel
from babel.numbers import format_decimal

# Parsed once: given a name, babel reads it anew for every number and date.
BABEL_LOCALES = {
    language: babel.Locale.parse(name)
    for language, name in {"en": "en_GB", "fr": "fr", "nl": "nl"}.items()
}
SPACE = "\N{NO-BREAK SPACE}"
# Only these three have a sign that nobody misreads; every other currency is named by its ISO code
# (the yen's sign is also the yuan's, a crown may be Swedish, Czech or Danish).
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
MILLION = Decimal(10) ** 6
SHORT_DECIMALS = 3
MAX_EXPONENT = 20  # no amount of money and no count has more digits before the point
DIGITS = Context(prec=24)


@dataclass(frozen=True)
class MoneyStyle:
    """How a language abbreviates amounts: its units, largest first, and whether the sign leads."""

    units: tuple[tuple[str, Decimal], ...]
    sign_leads: bool
    unit_gap: str


STYLES = {
    "en": MoneyStyle(
        (("trn", Decimal(10) ** 12), ("bn", Decimal(10) ** 9), ("m", MILLION)), True, ""
    ),
    "fr": MoneyStyle((("Md", Decimal(10) ** 9), ("M", MILLION)), False, SPACE),
    "nl": MoneyStyle((("mld", Decimal(10) ** 9), ("mln", MILLION)), True, SPACE),
}


def exact(value: object) -> Decimal | None:
    """Return a number of any kind as a decimal; None when it is missing, infinite or absurd."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite() or number.adjusted() > MAX_EXPONENT:
        return None
    return DIGITS.plus(number) if number.adjusted() > -MAX_EXPONENT else Decimal(0)


def format_number(value: object, language: str, decimals: int | None = None) -> str:
    """Write a number with the language's separators; without decimals, at most three are kept.

    A missing value becomes an empty text.
    """
    number = exact(value)
    if number is None:
        return ""
    pattern = "#,##0.###" if decimals is None else "#,##0" + "." * bool(decimals) + "0" * decimals
    return _write(_without_negative_zero(number), pattern, language)


@lru_cache(maxsize=16_384)
def _write(number: Decimal, pattern: str, language: str) -> str:
    """Write a number; a page shows the same few hundred numbers again and again."""
    return format_decimal(number, pattern, BABEL_LOCALES[language])


def format_percent(value: object, language: str, *, signed: bool = False) -> str:
    """Write a number that already is in percent (23 -> 23%), with at most two decimals."""
    number = exact(value)
    if number is None:
        return ""
    number = number.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    text = format_number(number, language)
    plus = "+" if signed and number > 0 else ""
    return f"{plus}{text}{SPACE if language == 'fr' else ''}%"


def format_compact(value: object, language: str) -> str:
    """Write an amount in millions without its unit, for labels of a chart that names the unit."""
    number = exact(value)
    return "" if number is None else format_number(number / MILLION, language)


def format_money(
    value: object,
    currency: str,
    language: str,
    *,
    short: bool = True,
    digits: int | None = None,
) -> str:
    """Write an amount of money: €311m, 311 M€, € 311 mln; unabbreviated unless short.

    The largest unit is taken in which the amount needs at most three decimals, so 10,330.4 million
    does not become 10.33 billion. digits rounds to that many significant digits first: for computed
    amounts (conversions), whose last digits mean nothing. A missing amount becomes an empty text.
    """
    amount = exact(value)
    if amount is None:
        return ""
    if digits is not None and amount:
        amount = round(amount, digits - 1 - amount.adjusted())
    style = STYLES[language]
    unit, scaled = _scale(amount, style) if short else ("", amount)
    sign = SIGNS.get(currency, currency)
    if unit:
        number = format_number(abs(scaled), language)
    else:
        is_whole = amount == amount.to_integral_value()
        number = format_number(abs(amount), language, 0 if is_whole else 2)
    minus = "-" if amount < 0 else ""
    unit_text = f"{style.unit_gap}{unit}" if unit else ""
    if not sign:
        return f"{minus}{number}{unit_text}"
    if not style.sign_leads:
        has_gap = not unit or currency not in SIGNS
        return f"{minus}{number}{unit_text}{SPACE if has_gap else ''}{sign}"
    if language == "nl":
        return f"{sign}{SPACE}{minus}{number}{unit_text}"
    return f"{minus}{sign}{'' if currency in SIGNS else SPACE}{number}{unit_text}"


def _scale(amount: Decimal, style: MoneyStyle) -> tuple[str, Decimal]:
    for unit, size in style.units:
        scaled = amount / size
        if abs(scaled) >= 1 and _decimals(scaled) <= SHORT_DECIMALS:
            return unit, scaled
    unit, size = style.units[-1]
    return (unit, amount / size) if abs(amount) >= size else ("", amount)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _without_negative_zero(number: Decimal) -> Decimal:
    return abs(number) if number == 0 else number
