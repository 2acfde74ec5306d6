"""Days as pages write them beside a title: 06/07/2018, 6 juli 2018, July 6, 2018, (Mai 2025)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from vitrine.article import LANGUAGES
from vitrine.errors import DataError
from vitrine.event import PartialDate
from vitrine.filters import fold
from vitrine.settings import Settings

_FIRST_YEAR, _LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class DayFound:
    """A date that text[start:end] says; is_month_first when only the American order fits."""

    start: int
    end: int
    date: PartialDate


def lexicon_path(name: str) -> Path:
    """Return the path of a file of data/lexicon/."""
    return Settings().data_dir / "lexicon" / name


@cache
def month_numbers() -> dict[str, int]:
    """Return the number (1-12) behind every folded name of a month in the six languages."""
    path = lexicon_path("time.toml")
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        names = {
            fold(name): number
            for language in LANGUAGES
            for key in ("short", "month")
            for number, spellings in enumerate(tables[language][key], 1)
            for name in spellings.split("|")
            if name
        }
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error
    return names


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted(month_numbers(), key=len, reverse=True)
    month = rf"(?P<month>{'|'.join(map(re.escape, names))})\b\.?"
    nth = r"(?P<day>\d{1,2})(?:er|re|st|nd|rd|th|ste|de|e|º|°|\.)?"
    of = r"(?:\s+(?:de|del|di|of|van|d'))?[\s,.-]+"
    year = r"(?P<year>(?:19|20)\d\d)\b"
    return tuple(
        re.compile(pattern)
        for pattern in (
            r"\b(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
            r"\b(?P<day>\d{1,2})\s?(?P<mark>[-/.])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>(?:19|20)\d\d|\d\d)\b(?!\.?\d)",
            rf"\b{nth}{of}{month}{of}{year}",
            rf"\b{month}\s+{nth},?\s+{year}",
            rf"\b{month}{of}{year}",
            rf"\b{nth}{of}{month}(?![\w-])",
            rf"\b{month}\s+{nth}(?![\w:.])",
        )
    )


def find_day(text: str, published: PartialDate | None = None) -> DayFound | None:
    """Return the first date in a short text; a day without a year is the last one published."""
    folded = fold(text)
    if len(folded) != len(text):  # a letter that folds to two: places would shift
        folded = "".join(fold(char)[:1] or " " for char in text)
    for index, pattern in enumerate(_patterns()):
        for match in pattern.finditer(folded):
            found = _date(match, published if index >= 5 else None, has_year=index < 5)
            if found:
                return DayFound(match.start(), match.end(), found)
    return None


def _date(
    match: re.Match[str], published: PartialDate | None, *, has_year: bool
) -> PartialDate | None:
    values = match.groupdict()
    word = values["month"].rstrip(".")
    month = int(word) if word.isdigit() else month_numbers()[word]
    if not has_year:
        return _last_before(int(values["day"]), month, published)
    year = int(values["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if not values.get("day"):
        return PartialDate.parse(f"{year:04d}-{month:02d}")
    return exact_day(year, month, int(values["day"])) or (
        exact_day(year, int(values["day"]), month) if word.isdigit() else None
    )


def _last_before(day: int, month: int, published: PartialDate | None) -> PartialDate | None:
    if published is None:
        return None
    for year in (published.last.year, published.last.year - 1):
        found = exact_day(year, month, day)
        if found and found.first <= published.last:
            return found
    return None


def exact_day(year: int, month: int, day: int) -> PartialDate | None:
    """Return a day of the calendar, None when there is no such day."""
    try:
        return PartialDate.parse(date(year, month, day).isoformat())
    except ValueError:
        return None
