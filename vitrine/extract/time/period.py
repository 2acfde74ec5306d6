"""Reporting periods of a sentence, in the form in which the data files write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vitrine.event import PartialDate, Period
from vitrine.extract.pattern import Match
from vitrine.extract.text import Sentence, Token
from vitrine.extract.time.slot import is_part_of_number
from vitrine.extract.time.word import TimeWords, time_tokens, time_words

_PARTS = {"Q1": (0, 3), "Q2": (3, 3), "Q3": (6, 3), "Q4": (9, 3), "H1": (0, 6), "H2": (6, 6),
          "9M": (0, 9)}  # fmt: skip
_EARLY_DAYS = 7
_PLAIN_YEARS = range(1990, 2041)


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """One period that text[start:end] says.

    period is None when the words only point from another period (a year earlier) or when the
    publication date is needed and missing. is_previous: the period a figure is compared with.
    A company whose year does not begin in January has FY2016/17 for a bare 2017, the year in which
    its business year ends, and its own quarters; is_fiscal tells that the words name a business
    year or are written 2016/17.
    """

    start: int
    end: int
    period: Period | None
    is_previous: bool = False
    is_fiscal: bool = False


@dataclass(frozen=True, slots=True)
class _Clue:
    today: date | None
    start_month: int


_last: tuple[str, Sentence, str, Sequence[Token], list[Match]] | None = None


def find_periods(
    text: str,
    sentence: Sentence,
    language: str,
    published: PartialDate | None,
    fiscal_start_month: int = 1,
) -> list[PeriodFound]:
    """Return the periods of a sentence in their order.

    fiscal_start_month is the month in which the business year of the company begins.
    """
    tokens, matches = _matches(text, sentence, language)
    clue = _Clue(published.last if published else None, fiscal_start_month)
    found = []
    for match in matches:
        period = _MEANINGS[match.meaning](match.values, clue)
        found.append(
            PeriodFound(
                tokens[match.first].start,
                tokens[match.last - 1].end,
                period,
                is_previous="previous" in match.values or match.meaning == "previous",
                is_fiscal=_is_fiscal(match.values),
            )
        )
    return found


def previous_period(period: Period, fiscal_start_month: int = 1) -> Period:
    """Return the same period one year before."""
    return _years_away(period, -1, fiscal_start_month)


def next_period(period: Period, fiscal_start_month: int = 1) -> Period:
    """Return the same period one year later."""
    return _years_away(period, 1, fiscal_start_month)


def year_of(day: date, fiscal_start_month: int = 1) -> Period | None:
    """Return the business year that a day lies in."""
    return _running(_Clue(day, fiscal_start_month))


def _years_away(period: Period, step: int, fiscal_start_month: int) -> Period:
    months = period.months
    first = date(period.first.year + step, period.first.month, 1)
    text = period.text
    years = text.removeprefix("FY")
    year = int(years[:4]) + step
    tail = years[4:]
    if tail.startswith("/"):
        tail = f"/{(year + 1) % 100:02d}{tail[3:]}"
    prefix = "FY" if text.startswith("FY") else ""
    found = Period.parse(f"{prefix}{year:04d}{tail}", fiscal_start_month)
    return found if found.months == months else Period(found.text, first, found.last)


def _matches(text: str, sentence: Sentence, language: str) -> tuple[Sequence[Token], list[Match]]:
    """Return the tokens and the patterns among them; the last answer is kept."""
    global _last
    known = _last
    if known and known[1] is sentence and known[0] is text and known[2] == language:
        return known[3], known[4]
    words = time_words(language)
    tokens = time_tokens(text, sentence, words)
    matches = [match for match in words.period.find(tokens) if _is_meant(tokens, match, words)]
    _last = (text, sentence, language, tokens, matches)
    return tokens, matches


def _is_meant(tokens: Sequence[Token], match: Match, words: TimeWords) -> bool:
    """Tell a period from numbers that only look like one: 3/2019, June 2018, Q5."""
    values = match.values
    if match.meaning == "years" and values["years"][1] is None:
        before = tokens[match.first - 1] if match.first else None
        if before and before.end == tokens[match.first].start and before.form not in "('[\"„“«:":
            return False
        if _is_dated(tokens, match.first - 1, words):
            return False  # a date: May 2018, since 2013, 28 de julio de 2012
        if is_part_of_number(tokens, match.last, "/-%€$£"):
            return False
        return values["years"][0] in _PLAIN_YEARS
    if match.meaning == "part":
        return "n" not in values or values["n"] in (3, 6, 9)
    if match.meaning == "ended" and "n" in values:
        return values["n"] in (3, 6, 9, 12, 13, 26, 39, 52, 53)
    return True


def _is_dated(tokens: Sequence[Token], index: int, words: TimeWords) -> bool:
    """Tell whether a month, a season or the word since stands before a year."""
    if words.is_since(tokens, index):
        return True
    for _ in range(3):
        if index < 0:
            return False
        form = tokens[index].form
        if form in words.months:
            return True
        if len(form) > 3 and form != ",":
            return False
        index -= 1
    return False


def _is_fiscal(values: Mapping[str, Any]) -> bool:
    years = values.get("years") or values.get("short_years") or (0, None)
    return years[1] is not None or any(
        name in values for name in ("fiscal", "current", "last", "next", "short_years")
    )


# --- resolving


def _whole(year: int, clue: _Clue) -> Period | None:
    """Return the business year that ends in a year."""
    if not 1900 < year <= 2100:
        return None
    if clue.start_month == 1:
        return Period.parse(f"FY{year}")
    return Period.parse(f"FY{year - 1}/{year % 100:02d}", clue.start_month)


def _of_years(years: tuple[int, int | None], clue: _Clue) -> Period | None:
    """Return the period of 2017 or of 2017/18."""
    first, second = years
    if second is None:
        return _whole(first, clue)
    text = f"FY{first}/{second % 100:02d}"
    return Period.parse(text, clue.start_month)


def _part(whole: Period, part: str, clue: _Clue) -> Period:
    """Return a part of a business year: FY2023/24-Q3; of a plain year 2018-Q3."""
    if "/" not in whole.text:
        return Period.parse(f"{whole.text.removeprefix('FY')}-{part}")
    return Period.parse(f"{whole.text}-{part}", clue.start_month)


def _wholes(clue: _Clue) -> list[Period]:
    """Return the business years around the publication, oldest first."""
    if clue.today is None:
        return []
    found = [_whole(clue.today.year + step, clue) for step in (-2, -1, 0, 1, 2)]
    return [period for period in found if period]


def _latest(part: str, clue: _Clue) -> Period | None:
    """Return the latest such part of a year that was over at the publication."""
    if clue.today is None:
        return None
    parts = [_part(whole, part, clue) if part else whole for whole in _wholes(clue)]
    over = [period for period in parts if period.last < clue.today]
    return over[-1] if over else None


def _last_part(values: Mapping[str, Any], clue: _Clue, part: str) -> Period | None:
    """Return the end of a business year, or of a calendar year by the company's own count."""
    first, second = values["years"]
    if second is None:
        return period_of_months(first, 12, _PARTS[part][1], clue.start_month)
    return _said_part({**values, "code": part}, clue)


def _annual(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    years = _years_of(values)
    return _of_years(years, clue) if years else _latest("", clue)


def _half_yearly(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    """Return the first half: of the second, companies tell with the year."""
    return _said_part({**values, "code": "H1"}, clue)


def _quarterly(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    found = [period for part in ("Q1", "Q2", "Q3", "Q4") if (period := _latest(part, clue))]
    return max(found, key=lambda period: period.last, default=None)


def _running(clue: _Clue) -> Period | None:
    """Return the business year of the day of publication."""
    today = clue.today
    if today is None:
        return None
    return next((item for item in _wholes(clue) if item.first <= today <= item.last), None)


def _years_of(values: Mapping[str, Any]) -> tuple[int, int | None] | None:
    found: tuple[int, int | None] | None = values.get("years") or values.get("short_years")
    return found


def _part_name(values: Mapping[str, Any]) -> str:
    """Return which part of a year the words name."""
    if "code" in values:
        return str(values["code"])
    if "quarter" in values:
        return f"Q{values['ord']}"
    if "half" in values:
        return f"H{values['ord']}" if values["ord"] <= 2 else ""
    if "n" in values:
        return {3: "Q1", 6: "H1", 9: "9M"}.get(int(values["n"]), "")
    if "digit" in values:
        return f"Q{values['digit']}" if values["digit"] <= 4 else ""
    return "9M"


def _said_part(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    part = _part_name(values)
    years = _years_of(values)
    if not part:
        return None
    if years is None:
        return _latest(part, clue)
    whole = _of_years(years, clue)
    return _part(whole, part, clue) if whole else None


def _said_years(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    years = _years_of(values)
    return _of_years(years, clue) if years else None


def _rel(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    return _whole(clue.today.year + int(values["rel"]), clue) if clue.today else None


def _part_rel(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    whole, part = _rel(values, clue), _part_name(values)
    return _part(whole, part, clue) if whole and part else None


def _part_current(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    whole, part = _running(clue), _part_name(values)
    return _part(whole, part, clue) if whole and part else None


def _next(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    running = _running(clue)
    return _whole(running.last.year + 1, clue) if running else None


def _christmas(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    """Return the quarter that ends in December, by the company's own count."""
    years = _years_of(values)
    if years:
        last_year = years[0]
    elif clue.today:
        last_year = clue.today.year if clue.today.month == 12 else clue.today.year - 1
    else:
        return None
    return period_of_months(last_year, 12, 3, clue.start_month)


def _ended(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    """Return the year, half or quarter that ends with a month."""
    month = int(values["month"])
    year = values.get("year")
    if values.get("day", 31) <= _EARLY_DAYS:  # to 3 May: the books close with April
        month -= 1
        if month == 0:
            month, year = 12, year - 1 if year else None
    if year is None:
        if clue.today is None:
            return None
        year = clue.today.year if month < clue.today.month else clue.today.year - 1
    if "n" in values:
        count = int(values["n"])
        length = {13: 3, 26: 6, 39: 9, 52: 12, 53: 12}.get(count, count)
    else:
        length = 3 if "quarter" in values else 6 if "half" in values else 12
    if length == 12:
        start = month % 12 + 1
        if start == 1:
            return Period.parse(f"FY{year}")
        return Period.parse(f"FY{year - 1}/{year % 100:02d}", start)
    return period_of_months(year, month, length, clue.start_month)


def period_of_months(
    year: int, last_month: int, length: int, fiscal_start_month: int = 1
) -> Period | None:
    """Return the period of so many months that ends with a month, by the company's own count.

    None when the months are no quarter, half, nine months or year of that company.
    """
    if not 1900 < year <= 2100:
        return None
    first = year * 12 + last_month - length
    offset = (first % 12 + 1 - fiscal_start_month) % 12
    part = next((name for name, span in _PARTS.items() if span == (offset, length)), None)
    clue = _Clue(None, fiscal_start_month)
    start = first - offset
    ends_in = (start + 11) // 12
    whole = _whole(ends_in, clue)
    if whole is None or (part is None and (offset, length) != (0, 12)):
        return None
    return _part(whole, part, clue) if part else whole


def _months(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    first, last = int(values["month"]), int(values["month2"])
    length = (last - first) % 12 + 1
    year = values.get("year")
    if year is None:
        if clue.today is None:
            return None
        year = clue.today.year if last < clue.today.month else clue.today.year - 1
    return period_of_months(year, last, length, clue.start_month)


def _nothing(values: Mapping[str, Any], clue: _Clue) -> Period | None:
    return None


_MEANINGS: dict[str, Callable[[Mapping[str, Any], _Clue], Period | None]] = {
    "years": _said_years,
    "fiscal": _said_years,
    "part": _said_part,
    "part_half": lambda values, clue: _said_part(
        {**values, "half": "", "ord": values["digit"]}, clue
    ),
    "last_quarter": lambda values, clue: _last_part(values, clue, "Q4"),
    "last_half": lambda values, clue: _last_part(values, clue, "H2"),
    "part_rel": _part_rel,
    "part_current": _part_current,
    "part_previous": _nothing,
    "christmas": _christmas,
    "ended": _ended,
    "months": _months,
    "rel": _rel,
    "current": lambda values, clue: _running(clue),
    "last": lambda values, clue: _latest("", clue),
    "next": _next,
    "previous": _nothing,
    "annual": _annual,
    "half_yearly": _half_yearly,
    "quarterly": _quarterly,
}
