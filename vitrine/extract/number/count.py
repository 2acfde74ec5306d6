"""Percentages and counts of a sentence, in digits or in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vitrine.extract.number.numeral import find_numerals
from vitrine.extract.number.scan import Numeral
from vitrine.extract.number.word import number_marks, number_words
from vitrine.extract.text import Sentence

_LARGEST_COUNT = 10**12


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage as written; signed only by an explicit sign, points are percentage points."""

    start: int
    end: int
    value: Decimal
    is_points: bool = False
    is_approx: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of things; an ordinal says the how-manieth it is."""

    start: int
    end: int
    value: int
    is_ordinal: bool = False
    is_approx: bool = False


def find_percents(text: str, sentence: Sentence, language: str) -> list[Percent]:
    """Return the percentages of a sentence; basis points come as hundredths of points."""
    return [
        Percent(item.start, item.end, item.value, item.kind == "points", item.is_approx)
        for item in find_numerals(text, sentence, language)
        if item.kind in ("percent", "points")
    ]


def find_counts(
    text: str, sentence: Sentence, language: str, taken: Sequence[tuple[int, int]] = ()
) -> list[Count]:
    """Return the counts of a sentence.

    Amounts, percentages, measures, years and numbers in names are no counts; taken are further
    spans to leave out, such as the dates and periods that were found.
    """
    found = []
    for item in find_numerals(text, sentence, language):
        if item.kind or item.sign or not _is_countable(item, language):
            continue
        if item.exponent >= 5 and not _counts_things(text, sentence, language, item):
            continue
        if any(item.start < end and start < item.number_end for start, end in taken):
            continue
        end = item.end if item.is_ordinal else item.number_end
        found.append(Count(item.start, end, int(item.value), item.is_ordinal, item.is_approx))
    return found


def _is_countable(item: Numeral, language: str) -> bool:
    """Tell whether the number is a whole one; 7,875 is hardly one where the comma is decimal."""
    if "," in item.raw and language not in number_marks().dot_decimal and language:
        return False
    return item.value == item.value.to_integral_value() and abs(item.value) < _LARGEST_COUNT


def _counts_things(text: str, sentence: Sentence, language: str, item: Numeral) -> bool:
    """Tell whether a bare number of millions counts things: 5 million customers."""
    return thing_behind(sentence, language, item.end)


def thing_behind(sentence: Sentence, language: str, end: int) -> bool:
    """Tell whether a word for things that are counted follows the place, within two words."""
    words = number_words(language)
    seen = 0
    for token in sentence.tokens:
        if token.start < end or token.form in words.of or token.form in ("'", "d"):
            continue
        if token.form in words.thing:
            return True
        seen += 1
        if seen == 2 or not token.form.isalpha():
            return False
        if token.form in words.pair or token.form in words.joiner or token.form in words.filler:
            return False
    return False
