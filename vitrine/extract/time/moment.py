"""Dates of every precision: made from their parts, moved, and the finest that holds two days."""

from __future__ import annotations

from datetime import date, timedelta

from vitrine.event import DatePrecision, PartialDate, last_day_of_month


def moved(moment: PartialDate, number: int, unit: str) -> PartialDate | None:
    """Return a date so many units later, no more exact than the unit or the date."""
    precision = moment.precision
    if unit in ("day", "week"):
        if precision is not DatePrecision.DAY:
            return None
        days = number * (7 if unit == "week" else 1)
        try:
            day = moment.first + timedelta(days=days)
        except OverflowError:
            return None
        return day_date(day.year, day.month, day.day)
    if unit == "year" or precision is DatePrecision.YEAR:
        return year_date(moment.first.year + number) if unit == "year" else None
    months = number * {"month": 1, "quarter": 3, "half": 6}[unit]
    if precision is DatePrecision.QUARTER:
        return None
    index = moment.first.year * 12 + moment.first.month - 1 + months
    return month_date(index // 12, index % 12 + 1)


def year_date(year: int) -> PartialDate | None:
    """Return a year as a date; None beyond reason."""
    if not 1900 <= year <= 2100:
        return None
    return PartialDate(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def quarter_date(year: int, quarter: int) -> PartialDate | None:
    """Return a quarter as a date."""
    if not 1900 <= year <= 2100:
        return None
    month = quarter * 3
    last = last_day_of_month(year, month)
    return PartialDate(date(year, month - 2, 1), last, DatePrecision.QUARTER)


def month_date(year: int, month: int) -> PartialDate | None:
    """Return a month as a date."""
    if not 1900 <= year <= 2100:
        return None
    return PartialDate(date(year, month, 1), last_day_of_month(year, month), DatePrecision.MONTH)


def day_date(year: int, month: int, day: int) -> PartialDate | None:
    """Return a day; None when the calendar has no such day."""
    try:
        exact = date(year, month, day)
    except ValueError:
        return None
    return PartialDate(exact, exact, DatePrecision.DAY)


def smallest(first: date, last: date) -> PartialDate | None:
    """Return the finest date that holds both days: a week is a month, a quarter or a year."""
    if first == last:
        return day_date(first.year, first.month, first.day)
    if first.year != last.year:
        return None
    if first.month == last.month:
        return month_date(first.year, first.month)
    if (first.month - 1) // 3 == (last.month - 1) // 3:
        return quarter_date(first.year, (first.month - 1) // 3 + 1)
    return year_date(first.year)
