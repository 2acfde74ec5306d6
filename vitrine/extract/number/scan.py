"""One pass over the numbers of a sentence: what it sees, what it finds, how digits are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from vitrine.extract.number.word import NumberMarks, NumberWords, number_marks
from vitrine.extract.text import Token

_BLANKS = re.compile(r"[\s']")


class Numeral(NamedTuple):
    """One number of a sentence: tokens[first:last] and text[start:end], unit included.

    raw is the number as written (empty for words), base its value without the scale, exponent the
    scale's zeros; alternative is the other reading of a doubtful separator. kind is "" or what the
    number is: money, percent, points, unit (12 km), name (iPhone 6), year. factor turns basis
    points into points.
    """

    first: int
    last: int
    start: int
    end: int
    number_end: int
    raw: str
    base: Decimal
    exponent: int = 0
    kind: str = ""
    currency: str = ""
    alternative: Decimal | None = None
    factor: Decimal = Decimal(1)
    sign: int = 0
    is_ordinal: bool = False
    is_approx: bool = False
    is_range: bool = False

    @property
    def value(self) -> Decimal:
        """Return the whole value with scale and sign."""
        value = self.base.scaleb(self.exponent) * self.factor
        return -value if self.sign < 0 else value


class NumberPass:
    """One pass over a sentence: the tokens, the words of the language, and the text."""

    __slots__ = ("marks", "text", "tokens", "words")

    def __init__(self, text: str, tokens: Sequence[Token], words: NumberWords) -> None:
        self.text = text
        self.tokens = tokens
        self.words = words
        self.marks: NumberMarks = number_marks()

    def form(self, index: int) -> str:
        return self.tokens[index].form if 0 <= index < len(self.tokens) else ""

    def word(self, index: int) -> str:
        if not 0 <= index < len(self.tokens):
            return ""
        return self.text[self.tokens[index].start : self.tokens[index].end]

    def is_glued(self, index: int) -> bool:
        """Tell whether nothing stands between this token and the one before."""
        return (
            0 < index < len(self.tokens) and self.tokens[index].start == self.tokens[index - 1].end
        )


def has_hyphen(tokens: Sequence[Token]) -> bool:
    """Tell whether a word of the tokens is joined from several by hyphens."""
    for token in tokens:  # noqa: SIM110 - a generator costs three times as much here
        if "-" in token[0] and len(token[0]) > 1:
            return True
    return False


def read_digits(
    raw: str, exponent: int, is_dot_decimal: bool
) -> tuple[Decimal, Decimal | None] | None:
    """Return the value of digits with separators, and the other reading where one is possible.

    Three digits behind one mark are the doubtful case: with milliard they are decimals, with no
    scale they are a group, with million the language decides.
    """
    raw = _BLANKS.sub("'", raw.replace("’", "'"))
    if "'" in raw:
        head, *groups = raw.split("'")
        whole = groups[-1].replace(",", ".").partition(".")
        if len(head) > 3 or any(len(group) != 3 for group in (*groups[:-1], whole[0])):
            return None
        return Decimal(head + "".join(groups[:-1]) + "".join(whole)), None
    marks = [char for char in raw if not char.isdigit()]
    if not marks:
        return (Decimal(raw), None) if raw.isdecimal() and raw.isascii() else None
    if not raw.replace(".", "").replace(",", "").isascii():
        return None
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            return None
        whole_text, _, rest = raw.rpartition(decimal)
        groups = whole_text.replace(",", ".").split(".")
        if any(len(group) != 3 for group in groups[1:]):
            return None
        return Decimal("".join(groups) + "." + rest), None
    groups = re.split(r"[.,]", raw)
    is_grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2:
        return (Decimal("".join(groups)), None) if is_grouped else None
    as_decimal = Decimal(f"{groups[0]}.{groups[1]}")
    if not is_grouped or groups[0] == "0":
        return as_decimal, None
    as_group = Decimal("".join(groups))
    if exponent == 0:
        return as_group, as_decimal
    if exponent >= 9:
        return (as_group, as_decimal) if groups[1] == "000" else (as_decimal, as_group)
    is_decimal = (marks[0] == ".") == is_dot_decimal
    return (as_decimal, as_group) if is_decimal else (as_group, as_decimal)
