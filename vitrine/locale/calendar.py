"""Dates and reporting periods in the reader's language, never more exact than they are known.

A translator is Locale.text: msgid and values in, the text in the reader's language out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from vitrine.event import DatePrecision, PartialDate, last_day_of_month
from vitrine.locale.amount import BABEL_LOCALES
from vitrine.locale.catalog import mark

Translator = Callable[..., str]

PARTS = {
    "Q1": mark("Q1 {year}"),
    "Q2": mark("Q2 {year}"),
    "Q3": mark("Q3 {year}"),
    "Q4": mark("Q4 {year}"),
    "H1": mark("H1 {year}"),
    "H2": mark("H2 {year}"),
    "9M": mark("9 months {year}"),
}
IN_PARTS = {
    "Q1": mark("in Q1 {year}"),
    "Q2": mark("in Q2 {year}"),
    "Q3": mark("in Q3 {year}"),
    "Q4": mark("in Q4 {year}"),
    "H1": mark("in H1 {year}"),
    "H2": mark("in H2 {year}"),
    "9M": mark("in the first 9 months {year}"),
}
_PERIOD = re.compile(r"(FY)?(\d{4}(?:/\d{2})?)(?:-(Q[1-4]|H[12]|9M))?")


def parse_date(value: object) -> PartialDate | None:
    """Return a date of any kind (partial, exact, with time, text) as a partial date, or None."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime):
        if value != value:  # NaT is a datetime
            return None
        value = value.date()
    if isinstance(value, date):
        return PartialDate(value, value, DatePrecision.DAY)
    try:
        return PartialDate.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def write_date(value: object, language: str, text: Translator) -> str:
    """Write a date as exactly as it is known; a missing one becomes an empty text."""
    known = parse_date(value)
    if known is None:
        return value if isinstance(value, str) else ""
    if known.precision is DatePrecision.YEAR:
        return f"{known.first.year}"
    if known.precision is DatePrecision.QUARTER:
        return text(PARTS[f"Q{known.last.month // 3}"], year=known.first.year)
    if known.precision is DatePrecision.MONTH:
        return _month(known.first, language)
    return _day(known.first, language, "d MMMM y")


def write_date_range(first: date | None, last: date | None, language: str, text: Translator) -> str:
    """Write a period from its first to its last day, shortened where both ends share a part."""
    first_known, last_known = parse_date(first), parse_date(last)
    if first_known is None or last_known is None:
        if first_known is not None:
            return text(mark("since {date}"), date=write_date(first_known, language, text))
        if last_known is not None:
            return text(mark("until {date}"), date=write_date(last_known, language, text))
        return ""
    start, end = first_known.first, last_known.last
    whole = _whole_span(start, end)
    if whole is not None:
        return write_date(whole, language, text)
    if _starts_year(start) and _ends_year(end):
        return f"{start.year}–{end.year}"
    if start.day == 1 and end == last_day_of_month(end.year, end.month):
        start_text = format_date(start, "MMMM", BABEL_LOCALES[language])
        if start.year != end.year:
            start_text = _month(start, language)
        return f"{start_text} – {_month(end, language)}"
    end_text = _day(end, language, "d MMMM y")
    if (start.year, start.month) == (end.year, end.month):
        return f"{_day(start, language, 'd')}–{end_text}"
    pattern = "d MMMM" if start.year == end.year else "d MMMM y"
    return f"{_day(start, language, pattern)} – {end_text}"


def write_period(
    period: str, text: Translator, last: date | None = None, *, is_within: bool = False
) -> str:
    """Write a reporting period: FY2017/18-Q1 -> Q1 2017/18, or with is_within "in Q1 2017/18".

    A fiscal part of a single year (FY2026-Q1) is named fiscal, because it is no calendar quarter;
    so is a whole single year when last, its last day, is not the end of a calendar year. A text
    that is no period comes back as it is.
    """
    match = _PERIOD.fullmatch(period)
    if not match:
        return period
    fiscal, year, part = match.groups()
    is_single_fiscal = bool(fiscal) and "/" not in year
    if part:
        year_text = text(mark("of fiscal {year}"), year=year) if is_single_fiscal else year
        return text((IN_PARTS if is_within else PARTS)[part], year=year_text)
    if is_single_fiscal and last is not None and not _ends_year(last):
        msgid = mark("in fiscal {year}") if is_within else mark("fiscal {year}")
        return text(msgid, year=year)
    return text(mark("in {year}"), year=year) if is_within else year


@lru_cache(maxsize=4_096)
def _month(day: date, language: str) -> str:
    return format_date(day, "MMMM y", BABEL_LOCALES[language])


@lru_cache(maxsize=16_384)
def _day(day: date, language: str, pattern: str) -> str:
    text = format_date(day, pattern, BABEL_LOCALES[language])
    # French counts the first of a month as an ordinal, which the date data leave out.
    return f"1er{text[1:]}" if language == "fr" and day.day == 1 else text


def _whole_span(start: date, end: date) -> PartialDate | None:
    """Return the day, month, quarter or year that a span is exactly, if it is one."""
    year, quarter = f"{start.year:04d}", (start.month + 2) // 3
    for text in (start.isoformat(), f"{year}-{start.month:02d}", f"{year}-Q{quarter}", year):
        candidate = PartialDate.parse(text)
        if (candidate.first, candidate.last) == (start, end):
            return candidate
    return None


def _starts_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _ends_year(day: date) -> bool:
    return (day.month, day.day) == (12, 31)
