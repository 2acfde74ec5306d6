"""How the slots of date and period patterns are read: months, days, years, counts of units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from vitrine.extract.number.word import number_words
from vitrine.extract.pattern import OTHER_KEY, SMALL_KEY, YEAR_KEY, Slot
from vitrine.extract.phrase import Phrases, Words
from vitrine.extract.text import Token

_FIRST_YEAR, _LAST_YEAR = 1900, 2079
_MAX_LINKS = 6
_NUMERIC = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_DAY_MARKS = frozenset(["st", "nd", "rd", "th", "er", "re", "o", "a", "e", "ste", "de", "º", "°"])
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PHRASE_SLOTS = [
    "quarter",
    "half",
    "christmas",
    "fiscal",
    "current",
    "last",
    "next",
    "previous",
    "annual",
    "half_yearly",
    "quarterly",
    "to",
    "between",
    "and",
    "few",
]


def named(tables: Sequence[dict[str, Any]], name: str) -> Iterator[tuple[str, str]]:
    """Yield (phrase, its key) of a table of lists."""
    for table in tables:
        for value, phrases in table[name].items():
            for phrase in phrases:
                yield phrase, value


def time_slots(tables: Sequence[dict[str, Any]], language: str) -> dict[str, Slot]:
    """Return how every slot of the patterns is read."""
    numbers = number_words(language)
    months = _in_order(tables, "month")
    found = {
        "month": _month(Phrases(months), Words(w for table in tables for w in table["capital"])),
        "short": _short(Phrases(_in_order(tables, "short"))),
        "weekday": _phrases(Phrases(_in_order(tables, "weekday", 0))),
        "season": _phrases(Phrases(_pairs(tables, "season"))),
        "unit": _phrases(Phrases((words, unit) for unit, words in _pairs(tables, "unit"))),
        "part": _phrases(Phrases((words, part) for part, words in _pairs(tables, "part"))),
        "rel": _phrases(Phrases((w, int(value)) for w, value in named(tables, "rel"))),
        "offset": _phrases(Phrases((w, int(value)) for w, value in named(tables, "offset"))),
        "link": _link(Words(w for table in tables for w in table["link"])),
        "day_link": _link(Words(w for table in tables for w in table["day_link"])),
        "year": Slot(_read_plain_year, frozenset([YEAR_KEY])),
        "years": Slot(_read_years, frozenset([YEAR_KEY])),
        "short_years": Slot(_read_short_years, frozenset([SMALL_KEY])),
        "day": Slot(_read_day, frozenset([SMALL_KEY])),
        "nth": Slot(_read_nth, frozenset([SMALL_KEY])),
        "digit": Slot(_read_digit, frozenset([SMALL_KEY])),
        "numeric": Slot(_read_numeric, frozenset([YEAR_KEY, SMALL_KEY, OTHER_KEY])),
        "code": Slot(_read_code, frozenset(["q", "h", SMALL_KEY])),
        "ord": _ordinal(numbers.ordinal),
        "n": _number(tables, numbers.cardinal, numbers.fraction),
    }
    for name in _PHRASE_SLOTS:
        found[name] = _phrases(
            Phrases((phrase, phrase) for table in tables for phrase in table[name])
        )
    return found


def _in_order(
    tables: Sequence[dict[str, Any]], name: str, first: int = 1
) -> Iterator[tuple[str, int]]:
    for table in tables:
        for number, phrase in enumerate(table[name], first):
            if phrase:
                yield phrase, number


def _pairs(tables: Sequence[dict[str, Any]], name: str) -> Iterator[tuple[str, Any]]:
    for table in tables:
        yield from table[name].items()


def _phrases(phrases: Phrases[Any]) -> Slot:
    return Slot(phrases.at, frozenset(phrases.first_forms))


def _link(words: Words) -> Slot:
    def read(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
        last = index
        while last < min(len(tokens), index + _MAX_LINKS) and tokens[last].form in words:
            last += 1
        return tokens[index:last], last

    return Slot(read, frozenset(), is_link=True)


def _month(months: Phrases[int], capital: Words) -> Slot:
    def read(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
        found = months.at(tokens, index)
        if found and tokens[index].form in capital and not tokens[index].is_capital:
            return None
        return found

    return Slot(read, frozenset(months.first_forms))


def _short(months: Phrases[int]) -> Slot:
    def read(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
        found = months.at(tokens, index)
        return (found[0], _behind_stop(tokens, found[1])) if found else None

    return Slot(read, frozenset(months.first_forms))


def _ordinal(ordinals: Phrases[int]) -> Slot:
    def read(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
        found = ordinals.at(tokens, index)
        if found:
            return found if found[0] <= 4 else None
        if index < len(tokens) and tokens[index].form in _ROMAN and tokens[index].is_capital:
            return _ROMAN[tokens[index].form], index + 1
        digit = _read_digit(tokens, index)
        if digit is None or not 1 <= digit[0] <= 4:
            return None
        if _is_glued(tokens, digit[1]) and tokens[digit[1]].form in (*_DAY_MARKS, "eme", "."):
            return digit[0], digit[1] + 1
        return None

    return Slot(read, frozenset(ordinals.first_forms | set(_ROMAN) | {SMALL_KEY}))


def _number(
    tables: Sequence[dict[str, Any]], cardinals: Phrases[int], fractions: Phrases[Decimal]
) -> Slot:
    one = Words(word for table in tables for word in table["one"])
    starts = {word for table in tables for word in table["one"]}
    articles: Callable[[str], bool] = one.__contains__

    def read(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
        if index >= len(tokens):
            return None
        form = tokens[index].form
        if form.isdigit() and form.isascii() and len(form) <= 3:
            return Decimal(form), index + 1
        found = cardinals.at(tokens, index)
        if found:
            return Decimal(found[0]), found[1]
        part = fractions.at(tokens, index)
        if part:
            return part
        return (Decimal(1), index + 1) if articles(form) else None

    forms = {form for word in starts for form in Phrases([(word, 0)]).first_forms}
    forms |= cardinals.first_forms | fractions.first_forms | {SMALL_KEY, OTHER_KEY}
    return Slot(read, frozenset(forms))


def _is_glued(tokens: Sequence[Token], index: int) -> bool:
    return 0 < index < len(tokens) and tokens[index].start == tokens[index - 1].end


def is_part_of_number(tokens: Sequence[Token], index: int, marks: str) -> bool:
    """Tell whether the token is glued to the one before and makes it another kind of number."""
    if not _is_glued(tokens, index):
        return False
    return tokens[index].form in marks or tokens[index].form[:1].isalnum()


def _behind_stop(tokens: Sequence[Token], index: int) -> int:
    """Return the index behind the full stop of an abbreviation or of an ordinal."""
    if _is_glued(tokens, index) and tokens[index].form == ".":
        return index + 1
    return index


def _read_year(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    if index >= len(tokens):
        return None
    form = tokens[index].form
    if len(form) != 4 or not form.isdigit() or not form.isascii():
        return None
    return (int(form), index + 1) if _FIRST_YEAR <= int(form) <= _LAST_YEAR else None


def _read_plain_year(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    """Read 2017, but not the beginning of 2017/18."""
    found = _read_year(tokens, index)
    if found is None or index + 2 >= len(tokens) or tokens[index + 1].form != "/":
        return found
    is_half = len(tokens[index + 2].form) == 2 and _is_glued(tokens, index + 2)
    return None if is_half else found


def _read_years(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    """Read 2017 as (2017, None) and 2017/18, 2017-18, 2017/2018 as (2017, 2018)."""
    first = _read_year(tokens, index)
    if first is None:
        return None
    last = first[1]
    if last + 1 < len(tokens) and tokens[last].form in ("/", "-", "–", "‑"):
        second = tokens[last + 1].form
        following = first[0] + 1
        if _is_glued(tokens, last) and second in (str(following), f"{following % 100:02d}"):
            return (first[0], following), last + 2
    return (first[0], None), last


def _read_short_years(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    """Read 24 as (2024, None) and 23/24 as (2023, 2024)."""
    if index >= len(tokens) or not re.fullmatch(r"[0-4][0-9]", tokens[index].form):
        return None
    year = 2000 + int(tokens[index].form)
    following = f"{(year + 1) % 100:02d}"
    if index + 2 < len(tokens) and tokens[index + 1].form in ("/", "-"):
        return ((year, year + 1), index + 3) if tokens[index + 2].form == following else None
    return (year, None), index + 1


def _read_day(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    found = _read_digits(tokens, index, 31)
    if found is None:
        return None
    value, last = found
    if _is_glued(tokens, last) and (
        tokens[last].form in _DAY_MARKS or (tokens[last].form == "." and last + 1 < len(tokens))
    ):
        last += 1
    return value, last


def _read_nth(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    found = _read_digits(tokens, index, 31)
    if found and _is_glued(tokens, found[1]) and tokens[found[1]].form in _DAY_MARKS:
        return found[0], found[1] + 1
    return None


def _read_digit(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    return _read_digits(tokens, index, 9)


def _read_digits(tokens: Sequence[Token], index: int, most: int) -> tuple[int, int] | None:
    if index >= len(tokens):
        return None
    form = tokens[index].form
    if len(form) <= 2 and form.isdigit() and form.isascii() and 1 <= int(form) <= most:
        return int(form), index + 1
    return None


def _read_code(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    """Read Q3, H1, 1H, 9M as the part of a year they name."""
    if index + 1 >= len(tokens) or not _is_glued(tokens, index + 1):
        return None
    one, two = tokens[index].form, tokens[index + 1].form
    if one.isdigit():
        one, two = two, one
        if one == "m" and two == "9":
            return "9M", index + 2
    if (one == "q" and two in ("1", "2", "3", "4")) or (one == "h" and two in ("1", "2")):
        if _is_glued(tokens, index + 2) and tokens[index + 2].form[:1].isalpha():
            return None
        return f"{one.upper()}{two}", index + 2
    return None


def _read_numeric(tokens: Sequence[Token], index: int) -> tuple[Any, int] | None:
    """Read 03/04/2018, 3.4.2018 (day first) and 2018-05-22 as a date."""
    if index >= len(tokens):
        return None
    match = _NUMERIC.fullmatch(tokens[index].form)
    if match:
        day, month, year = (int(part) for part in match.groups())
        found = _date(year, month, day)
        return (found, index + 1) if found else None
    if index + 4 >= len(tokens) or tokens[index + 1].form not in ("/", "-", "."):
        return None
    if tokens[index + 3].form != tokens[index + 1].form:
        return None
    if not all(_is_glued(tokens, index + offset) for offset in range(1, 5)):
        return None
    forms = [tokens[index + offset].form for offset in (0, 2, 4)]
    if not all(form.isdigit() and form.isascii() and len(form) <= 4 for form in forms):
        return None
    one, two, three = (int(form) for form in forms)
    if len(forms[0]) == 4:
        found = _date(one, two, three)
    elif len(forms[2]) in (2, 4):
        found = _date(three, two, one) or _date(three, one, two)
    else:
        return None
    return (found, index + 5) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    year += 2000 if year < 100 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
