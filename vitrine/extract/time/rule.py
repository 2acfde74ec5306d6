"""How each kind of date is resolved against the day of publication: one rule a meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from vitrine.event import DatePrecision, PartialDate
from vitrine.extract.time.moment import day_date, month_date, quarter_date, smallest, year_date

_AGAINST_TENSE = 150  # days


@dataclass(frozen=True, slots=True)
class Clue:
    """What resolving one match needs: the publication, the tense near it, the date before it."""

    published: PartialDate | None
    tense: str
    before: PartialDate | None

    @property
    def today(self) -> date | None:
        return self.published.first if self.published else None


Answer = tuple[PartialDate | None, str, str | None]  # date, kind, direction


def _nearest(moments: Sequence[PartialDate | None], clue: Clue) -> PartialDate | None:
    """Choose the candidate nearest to the publication; the tense makes the other side farther."""
    today = clue.today
    known = [moment for moment in moments if moment]
    if today is not None and clue.tense == "since":
        known = [moment for moment in known if moment.first <= today]
    if today is None or not known:
        return None

    def distance(moment: PartialDate) -> int:
        if moment.first <= today <= moment.last:
            return 0
        if moment.last < today:
            return (today - moment.last).days + (_AGAINST_TENSE if clue.tense == "future" else 0)
        return (moment.first - today).days + (_AGAINST_TENSE if clue.tense == "past" else 0)

    return min(known, key=distance)


def day_answer(
    day: int, month: int, year: int | None, clue: Clue, weekday: int | None = None
) -> Answer:
    if year:
        return day_date(year, month, day), "absolute", None
    if clue.today is None:
        return None, "relative", None
    around = [day_date(clue.today.year + step, month, day) for step in (-1, 0, 1)]
    named = [item for item in around if item and item.first.weekday() == weekday]
    return _nearest(named or around, clue), "relative", None


def month_answer(month: int, year: int | None, clue: Clue) -> Answer:
    if year:
        return month_date(year, month), "absolute", None
    if clue.today is None:
        return None, "relative", None
    around = [month_date(clue.today.year + step, month) for step in (-1, 0, 1)]
    return _nearest(around, clue), "relative", None


def _directed(choose: Callable[[int], PartialDate | None], clue: Clue, tense: str) -> Answer:
    """Resolve a yearly date that the words place in the past or in the future."""
    if clue.today is None:
        return None, "relative", tense
    today = clue.today
    around = [choose(today.year + step) for step in (-2, -1, 0, 1, 2)]
    known = [moment for moment in around if moment]
    if tense == "past":
        fit = [moment for moment in known if moment.last < today]
        return (max(fit) if fit else None), "relative", tense
    fit = [moment for moment in known if moment.first > today]
    return (min(fit) if fit else None), "relative", tense


def _in_year(values: Mapping[str, Any], clue: Clue) -> int | None:
    """Return the year that is written, or said relative to the publication."""
    if "year" in values:
        return int(values["year"])
    if "rel" in values and clue.today:
        return clue.today.year + int(values["rel"])
    return None


def _rel_direction(values: Mapping[str, Any]) -> str | None:
    step = values.get("rel", 0)
    return "past" if step < 0 else "future" if step > 0 else None


def _kind(values: Mapping[str, Any]) -> str:
    return "absolute" if "year" in values else "relative"


def _exactly(day: date) -> PartialDate | None:
    return day_date(day.year, day.month, day.day)


def _day_said(values: Mapping[str, Any], clue: Clue) -> Answer:
    month = values.get("month") or values["short"]
    if "rel" in values:
        year = _in_year(values, clue)
        moment = day_date(year, month, values["day"]) if year else None
        return moment, "relative", _rel_direction(values)
    return day_answer(values["day"], month, values.get("year"), clue, values.get("weekday"))


def _month_said(values: Mapping[str, Any], clue: Clue) -> Answer:
    month = values.get("month") or values["short"]
    if "rel" in values:
        year = _in_year(values, clue)
        return (month_date(year, month) if year else None), "relative", _rel_direction(values)
    return month_answer(month, values.get("year"), clue)


def _day_turned(tense: str) -> Callable[[Mapping[str, Any], Clue], Answer]:
    return lambda values, clue: _directed(
        lambda year: day_date(year, values["month"], values["day"]), clue, tense
    )


def _month_turned(tense: str) -> Callable[[Mapping[str, Any], Clue], Answer]:
    return lambda values, clue: _directed(
        lambda year: month_date(year, values["month"]), clue, tense
    )


def _season_turned(tense: str) -> Callable[[Mapping[str, Any], Clue], Answer]:
    def answer(values: Mapping[str, Any], clue: Clue) -> Answer:
        quarter = values["season"]
        if not quarter:
            return None, "season", tense
        moment = _directed(lambda year: quarter_date(year, quarter), clue, tense)[0]
        return moment, "season", tense

    return answer


def _season_said(values: Mapping[str, Any], clue: Clue) -> Answer:
    year, quarter = _in_year(values, clue), values["season"]
    if year:
        moment = quarter_date(year, quarter) if quarter else year_date(year)
        return moment, "season", _rel_direction(values)
    if clue.today is None or not quarter:
        return None, "season", None
    around = [quarter_date(clue.today.year + step, quarter) for step in (-1, 0, 1)]
    if clue.tense == "future":  # will open in autumn, said in March
        around = [moment for moment in around if moment and moment.last >= clue.today]
    return _nearest(around, clue), "season", None


def _season_this(values: Mapping[str, Any], clue: Clue) -> Answer:
    if clue.today is None:
        return None, "season", None
    quarter = values["season"]
    return (
        (quarter_date(clue.today.year, quarter) if quarter else year_date(clue.today.year)),
        "season",
        None,
    )


def _year_said(values: Mapping[str, Any], clue: Clue) -> Answer:
    year = _in_year(values, clue)
    kind = "year" if "year" in values else "relative"
    return (year_date(year) if year else None), kind, _rel_direction(values)


def _quarter_said(values: Mapping[str, Any], clue: Clue) -> Answer:
    year = _in_year(values, clue)
    part = values.get("code") or f"Q{values['ord']}"
    if year is None:
        return None, "relative", None
    moment = quarter_date(year, int(part[1])) if part[0] == "Q" else year_date(year)
    return moment, _kind(values), _rel_direction(values)


def _half_said(values: Mapping[str, Any], clue: Clue) -> Answer:
    year = _in_year(values, clue)
    return (year_date(year) if year else None), _kind(values), _rel_direction(values)


def _offset(values: Mapping[str, Any], clue: Clue) -> Answer:
    step = int(values["offset"])
    direction = "past" if step < 0 else "future" if step > 0 else None
    return _days_away(clue, step), "relative", direction


def _days_away(clue: Clue, days: int) -> PartialDate | None:
    if clue.published is None or clue.published.precision is not DatePrecision.DAY:
        return None
    day = clue.published.first + timedelta(days=days)
    return day_date(day.year, day.month, day.day)


def _weekday(tense: str) -> Callable[[Mapping[str, Any], Clue], Answer]:
    """Return the rule for a weekday: strictly before or after, this, or by the tense."""

    def answer(values: Mapping[str, Any], clue: Clue) -> Answer:
        if clue.published is None or clue.published.precision is not DatePrecision.DAY:
            return None, "relative", tense or None
        ahead = (values["weekday"] - clue.published.first.weekday()) % 7
        if tense == "past":
            step = ahead - 7
        elif tense == "this":
            is_ahead = clue.tense == "future" or (clue.tense != "past" and ahead <= 7 - ahead)
            return _days_away(clue, ahead if is_ahead or not ahead else ahead - 7), "relative", None
        elif tense == "future":
            step = ahead or 7
        else:
            step = ahead if ahead == 0 or clue.tense == "future" else ahead - 7
        return _days_away(clue, step), "relative", tense or None

    return answer


def _weekday_day(values: Mapping[str, Any], clue: Clue) -> Answer:
    """Resolve Monday the 9th: the nearest day that is both."""
    if clue.today is None:
        return None, "relative", None
    around = []
    for step in range(-6, 7):
        index = clue.today.year * 12 + clue.today.month - 1 + step
        moment = day_date(index // 12, index % 12 + 1, values["day"])
        if moment and moment.first.weekday() == values["weekday"]:
            around.append(moment)
    return _nearest(around, replace(clue, tense="")), "relative", None


def _day_only(values: Mapping[str, Any], clue: Clue) -> Answer:
    """Resolve the 14th within the month named before it, else near the publication."""
    day = values.get("nth") or values["day"]
    if clue.before and clue.before.precision in (DatePrecision.DAY, DatePrecision.MONTH):
        return day_date(clue.before.first.year, clue.before.first.month, day), "relative", None
    if clue.today is None:
        return None, "relative", None
    around = []
    for step in (-1, 0, 1):
        index = clue.today.year * 12 + clue.today.month - 1 + step
        around.append(day_date(index // 12, index % 12 + 1, day))
    return _nearest(around, clue), "relative", None


def _unit(step: int) -> Callable[[Mapping[str, Any], Clue], Answer]:
    direction = "past" if step < 0 else "future" if step > 0 else None
    return lambda values, clue: (
        _units_away(clue, Decimal(step), values["unit"], True), "relative", direction,
    )  # fmt: skip


def _ago(sign: int) -> Callable[[Mapping[str, Any], Clue], Answer]:
    direction = "past" if sign < 0 else "future"

    def answer(values: Mapping[str, Any], clue: Clue) -> Answer:
        if "n" not in values:
            return None, "relative", direction
        moment = _units_away(clue, sign * values["n"], values["unit"], False)
        return moment, "relative", direction

    return answer


def _units_away(clue: Clue, count: Decimal, unit: str, is_whole: bool) -> PartialDate | None:
    """Return the day, week, month ... so many units from the publication, as exact as honest."""
    today = clue.today
    if today is None or abs(count) > 3000:
        return None
    if unit in ("day", "week"):
        if clue.published is None or clue.published.precision is not DatePrecision.DAY:
            return None
        days = int(count * (7 if unit == "week" else 1))
        middle = today + timedelta(days=days)
        if unit == "day":
            slack = 0 if abs(days) < 10 else 3
            return smallest(middle - timedelta(days=slack), middle + timedelta(days=slack))
        if is_whole:
            middle -= timedelta(days=middle.weekday())
            return smallest(middle, middle + timedelta(days=6))
        return smallest(middle - timedelta(days=3), middle + timedelta(days=3))
    if unit == "year" and count == int(count):
        return year_date(today.year + int(count))
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    index = today.year * 12 + today.month - 1 + int(count * months)
    if unit == "quarter":
        return quarter_date(index // 12, index % 12 // 3 + 1)
    if unit == "half":
        return year_date(index // 12)
    if unit == "year":
        return year_date(index // 12)
    return month_date(index // 12, index % 12 + 1)


def _within(values: Mapping[str, Any], clue: Clue) -> Answer:
    if "n" not in values or clue.today is None or values["unit"] != "year":
        return None, "relative", "future"
    return _units_away(clue, values["n"], "year", False), "relative", "future"


def _no_date(values: Mapping[str, Any], clue: Clue) -> Answer:
    return None, "relative", None


Rule = Callable[[Mapping[str, Any], Clue], Answer]
RULES: dict[str, Rule] = {
    "numeric": lambda v, c: (_exactly(v["numeric"]), "absolute", None),
    "day": _day_said,
    "day_rel": _day_said,
    "day_past": _day_turned("past"),
    "day_next": _day_turned("future"),
    "month": _month_said,
    "month_rel": _month_said,
    "month_part": _month_said,
    "month_part_rel": _month_said,
    "month_past": _month_turned("past"),
    "month_next": _month_turned("future"),
    "month_this": lambda v, c: (
        (month_date(c.today.year, v["month"]) if c.today else None), "relative", None,
    ),
    "year": _year_said,
    "year_part": _year_said,
    "year_rel": _year_said,
    "part_rel": _year_said,
    "quarter": _quarter_said,
    "quarter_past": lambda v, c: (_units_away(c, Decimal(-1), "quarter", True), "relative", "past"),
    "half": _half_said,
    "season": _season_said,
    "season_year": _season_said,
    "season_rel": _season_said,
    "season_this": _season_this,
    "season_past": _season_turned("past"),
    "season_next": _season_turned("future"),
    "offset": _offset,
    "weekday": _weekday(""),
    "weekday_this": _weekday("this"),
    "weekday_past": _weekday("past"),
    "weekday_next": _weekday("future"),
    "weekday_day": _weekday_day,
    "day_only": _day_only,
    "unit_past": _unit(-1),
    "unit_this": _unit(0),
    "unit_next": _unit(1),
    "end_month": lambda v, c: (_units_away(c, Decimal(0), "month", True), "relative", None),
    "end_next_month": lambda v, c: (
        _units_away(c, Decimal(1), "month", True), "relative", "future",
    ),
    "by_year": lambda v, c: (_units_away(c, Decimal(0), "year", True), "relative", "future"),
    "end_year": lambda v, c: (_units_away(c, Decimal(0), "year", True), "relative", None),
    "ago": _ago(-1),
    "ahead": _ago(1),
    "within": _within,
    "span": _no_date,
}  # fmt: skip
