"""Amounts of money of a sentence, with their currency, scale and doubts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vitrine.event import Money
from vitrine.extract.number.count import thing_behind
from vitrine.extract.number.numeral import find_numerals
from vitrine.extract.number.scan import Numeral
from vitrine.extract.number.word import NumberWords, number_marks, number_words
from vitrine.extract.text import Sentence


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: text[start:end] says it with scale and currency.

    is_bare: the text names no currency at it; it is the one named elsewhere in the sentence or the
    caller's. alternative is the other reading of a separator that can mean two things (1.751
    millions); is_misprint_suspect: larger than any retailer's figure. is_range: one end of a range,
    whose other end is the neighbouring amount. has_scale: said in millions or more.
    """

    start: int
    end: int
    money: Money
    is_approx: bool = False
    is_misprint_suspect: bool = False
    is_bare: bool = False
    is_range: bool = False
    has_scale: bool = False
    alternative: Money | None = None


def find_amounts(
    text: str, sentence: Sentence, language: str, default_currency: str = "EUR"
) -> list[Amount]:
    """Return the amounts of a sentence in their order.

    A number of millions without a currency is money unless it counts things or people; a smaller
    number is money only with a currency at it.
    """
    numerals = find_numerals(text, sentence, language)
    named = [item for item in numerals if item.currency]
    found = []
    for item in numerals:
        if item.kind == "money":
            found.append(_amount(item, item.currency, False))
        elif _is_bare_money(sentence, language, item):
            found.append(_amount(item, _nearest(named, item, default_currency), True))
    return found


def _amount(item: Numeral, currency: str, is_bare: bool) -> Amount:
    marks = number_marks()
    value, other = item.value, _other(item)
    if currency in marks.small_unit and item.exponent >= 9 and other and abs(other) > abs(value):
        value, other = other, value  # 14.800 miliardi di won
    limit = marks.plausible.get(currency, marks.plausible["default"])
    return Amount(
        item.start,
        item.end,
        Money(_plain(value), currency),
        is_approx=item.is_approx,
        is_misprint_suspect=abs(value) >= limit,
        is_bare=is_bare,
        is_range=item.is_range,
        has_scale=item.exponent >= 5,
        alternative=Money(_plain(other), currency) if other is not None else None,
    )


def _plain(value: Decimal) -> Decimal:
    """Return the value without an exponent and without trailing zeros behind the point."""
    return Decimal(f"{value.normalize():f}")


def _other(item: Numeral) -> Decimal | None:
    if item.alternative is None:
        return None
    value = item.alternative.scaleb(item.exponent)
    return -value if item.sign < 0 else value


def _is_bare_money(sentence: Sentence, language: str, item: Numeral) -> bool:
    """Tell whether a number of millions without a currency is money."""
    if item.kind or item.exponent < 5 or item.is_ordinal:
        return False
    words = number_words(language)
    if thing_behind(sentence, language, item.end):
        return False
    after = [token.form for token in sentence.tokens if token.start >= item.end][:3]
    if (after and after[0] in words.of) or after[:2] == ["d", "'"]:
        noun = after[2] if after[1:2] == ["'"] and len(after) > 2 else (after[1:2] or [""])[0]
        return noun in words.money_noun or _is_number(noun, words)
    return True


def _is_number(form: str, words: NumberWords) -> bool:
    return form[:1].isdigit() or form in words.article


def _nearest(named: list[Numeral], item: Numeral, default: str) -> str:
    """Return the currency named nearest in the sentence, or the caller's."""
    if not named:
        return default
    return min(named, key=lambda other: abs(other.start - item.start)).currency
