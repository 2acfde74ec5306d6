"""The promise ledger: what was promised for which day, and what was seen of it (pure).

A promise is a plan for one shop with a stated date. Its first stated date is the one that counts:
a plan that is put off twice is late against what was said first. Lateness is counted from the last
day of the promised date, so that a shop promised for November is in time on the 30th; a date known
only by its month or year gives a span of days, never an invented day.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from vitrine.event import DatePrecision, PartialDate, Status

# A report this long after an opening speaks of the next one (a reopening, a move).
NEXT_OPENING = timedelta(days=60)
# A planned date without date of report may lie this long after an opening and still mean it.
NEXT_OPENING_UNDATED = timedelta(days=365)
# Lateness known less exactly than this is left out of the typical one.
TYPICAL_SPAN_DAYS = 31
TYPICAL_LEAST_COUNT = 3

Record = Mapping[str, object]


class Outcome(StrEnum):
    """What became of a promise, as far as the collected reports tell."""

    KEPT = "kept"
    LATE = "late"
    UNCLEAR = "unclear"  # opened, but in time or not cannot be told
    OPEN = "open"
    NOT_SEEN = "not_seen"  # the date has passed without report of an opening: no proof of anything
    CANCELLED = "cancelled"


PAST = (Outcome.KEPT, Outcome.LATE, Outcome.UNCLEAR, Outcome.NOT_SEEN)


@dataclass(frozen=True)
class Slip:
    """Days between the last promised day and the opening; below zero is early."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        """Tell whether it is known to the day."""
        return self.least == self.most


@dataclass(frozen=True)
class PlanReport:
    """What one outlet says about a plan; step is its place in the story of its event."""

    event_id: str
    status: str
    day: PartialDate | None = None
    reported: PartialDate | None = None
    outlet: str = ""
    source_url: str = ""
    step: int = 0

    @property
    def is_rumour(self) -> bool:
        """Tell whether nobody stood up for the plan."""
        return self.status == Status.RUMOURED

    @property
    def is_dated(self) -> bool:
        """Tell whether it promises a date."""
        return self.day is not None and self.status != Status.CANCELLED


@dataclass(frozen=True)
class Opening:
    """A shop seen open: when, as far as known, and by which report at the latest."""

    event_id: str
    day: PartialDate | None = None
    reported: PartialDate | None = None
    outlets: str = ""
    source_url: str = ""

    @property
    def first(self) -> date | None:
        """Return the first day on which it may have opened."""
        return self.day.first if self.day else None

    @property
    def last(self) -> date | None:
        """Return the last day on which it may have opened: no later than its report."""
        if self.day is None:
            return self.reported.last if self.reported else None
        if self.reported is None or self.reported.last < self.day.first:
            return self.day.last
        return min(self.day.last, self.reported.last)


@dataclass(frozen=True)
class Promise:
    """One shop that was promised for a date; promised is the first stated date, latest the last."""

    company: str
    country: str
    city: str
    address: str
    promised: PartialDate
    latest: PartialDate
    reports: tuple[PlanReport, ...]
    opening: Opening | None
    outcome: Outcome
    slip: Slip | None
    is_rumour: bool
    is_temporary: bool = False

    @property
    def event_id(self) -> str:
        """Return the event whose card proves most: the opening's, else the newest plan's."""
        return self.opening.event_id if self.opening else self.reports[-1].event_id

    @property
    def source_url(self) -> str:
        """Return the address of the source that the row leads to."""
        return self.opening.source_url if self.opening else self.reports[-1].source_url

    @property
    def outlets(self) -> str:
        """Return everybody who reported the plan or the opening, once each."""
        names = [report.outlet for report in self.reports]
        names += self.opening.outlets.split(", ") if self.opening else []
        return ", ".join(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True)
class Ledger:
    """Promises, newest promised date first; undated counts plans that state no date."""

    promises: tuple[Promise, ...]
    undated: int = 0

    def count(self, outcome: Outcome) -> int:
        """Return how many promises came out so; rumours are no promises."""
        return sum(item.outcome is outcome for item in self.promises if not item.is_rumour)

    @property
    def past_count(self) -> int:
        """Return how many promises can be judged because their date has passed."""
        return sum(self.count(outcome) for outcome in PAST)

    @property
    def typical_slip(self) -> int | None:
        """Return the median days by which late shops were late; None for fewer than three."""
        late = [
            (item.slip.least + item.slip.most) / 2
            for item in self.promises
            if item.outcome is Outcome.LATE and item.slip and not item.is_rumour
            if item.slip.most - item.slip.least <= TYPICAL_SPAN_DAYS
        ]
        return round(statistics.median(late)) if len(late) >= TYPICAL_LEAST_COUNT else None


def read_ledger(rows: pd.DataFrame, as_of: date) -> Ledger:
    """Judge the rows of queries/promise_mention.sql on the day up to which reports are known."""
    units: dict[str, list[Record]] = {}
    for record in rows.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        units.setdefault(row_text(row, "unit_id"), []).append(row)
    promises: list[Promise] = []
    undated = 0
    for unit in units.values():
        for group in _rounds(unit):
            promise = _judge_round(group, as_of)
            if promise is None:
                undated += 1
            else:
                promises.append(promise)
    promises.sort(key=lambda item: (item.company, item.city, item.event_id))
    promises.sort(key=lambda item: (item.promised.last, item.promised.first), reverse=True)
    return Ledger(tuple(promises), undated)


def judge(
    promised: PartialDate,
    latest: PartialDate,
    opening: Opening | None,
    is_cancelled: bool,
    as_of: date,
) -> tuple[Outcome, Slip | None]:
    """Compare a promised date with what was seen up to as_of."""
    if opening is not None:
        return _judge_opening(promised, opening)
    if is_cancelled:
        return Outcome.CANCELLED, None
    if max(promised.last, latest.last) >= as_of:
        return Outcome.OPEN, None
    return Outcome.NOT_SEEN, None


def _judge_opening(promised: PartialDate, opening: Opening) -> tuple[Outcome, Slip | None]:
    first, last = opening.first, opening.last
    if last is not None and last <= promised.last:
        is_in_time: bool | None = True
    elif first is not None and first > promised.last:
        is_in_time = False
    else:
        is_in_time = None
    slip = None
    if first is not None and last is not None:
        slip = Slip((first - promised.last).days, (last - promised.last).days)
    if is_in_time is None:
        return Outcome.UNCLEAR, slip
    return (Outcome.KEPT if is_in_time else Outcome.LATE), slip


@dataclass(frozen=True)
class _Round:
    """The plans for one opening of a shop, in the order of their reports, and that opening."""

    place: Record
    reports: tuple[PlanReport, ...]
    opening: Opening | None


def _rounds(unit: Sequence[Record]) -> list[_Round]:
    """Split the story of a shop where it opens: later plans are about the next opening."""
    openings = _in_order(_read_opening(row) for row in unit if row["part"] == "seen")
    if not openings:
        # A shop that closed had opened, though nobody says when.
        openings = [_read_end(row) for row in unit if row["part"] == "end"][:1]
    plans = [row for row in unit if row["part"] == "plan"]
    found: dict[int, list[tuple[Record, PlanReport]]] = {}
    for row in plans:
        report = _read_report(row)
        number = sum(_is_over(opening, report) for opening in openings)
        found.setdefault(number, []).append((row, report))
    rounds = []
    for number, items in sorted(found.items()):
        items.sort(key=lambda item: _report_order(item[1]))
        opening = openings[number] if number < len(openings) else None
        reports = tuple(report for _, report in items)
        rounds.append(_Round(items[-1][0], reports, opening))
    return rounds


def _judge_round(group: _Round, as_of: date) -> Promise | None:
    dated = [report for report in group.reports if report.is_dated]
    firm = [report for report in dated if not report.is_rumour]
    said = firm or dated
    if not said:
        return None
    promised, latest = said[0].day, said[-1].day
    assert promised is not None and latest is not None
    is_cancelled = group.reports[-1].status == Status.CANCELLED
    outcome, slip = judge(promised, latest, group.opening, is_cancelled, as_of)
    return Promise(
        company=row_text(group.place, "company"),
        country=row_text(group.place, "country"),
        city=row_text(group.place, "city"),
        address=row_text(group.place, "address"),
        promised=promised,
        latest=latest,
        reports=group.reports,
        opening=group.opening,
        outcome=outcome,
        slip=slip,
        is_rumour=not firm,
        is_temporary=bool(group.place["is_temporary"]),
    )


def _is_over(opening: Opening, report: PlanReport) -> bool:
    """Tell whether a plan was reported so long after an opening that it means another one."""
    last = opening.last
    if last is None:
        return False
    if report.reported is not None:
        return report.reported.first - NEXT_OPENING > last
    return report.day is not None and report.day.first - NEXT_OPENING_UNDATED > last


def _report_order(report: PlanReport) -> tuple[date, int, str]:
    """Sort by the day of report; one known by its year may be as late as the day it promises."""
    known, planned = report.reported, report.day
    if known is None:
        day = planned.first if planned else date.max
    elif known.precision in (DatePrecision.DAY, DatePrecision.MONTH) or planned is None:
        day = known.first
    else:
        day = max(known.first, min(known.last, planned.first))
    return day, report.step, report.source_url


def _in_order(openings: Iterable[Opening]) -> list[Opening]:
    return sorted(openings, key=lambda item: (item.last or date.max, item.event_id))


def _read_report(row: Record) -> PlanReport:
    return PlanReport(
        event_id=row_text(row, "event_id"),
        status=row_text(row, "status"),
        day=row_day(row, "date_text"),
        reported=row_day(row, "reported_text"),
        outlet=row_text(row, "outlets"),
        source_url=row_text(row, "source_url"),
        step=int(str(row["step"])),
    )


def _read_opening(row: Record) -> Opening:
    return Opening(
        event_id=row_text(row, "event_id"),
        day=row_day(row, "date_text"),
        reported=row_day(row, "reported_text"),
        outlets=row_text(row, "outlets"),
        source_url=row_text(row, "source_url"),
    )


def _read_end(row: Record) -> Opening:
    """Return the opening that a closing proves: some day before the closing."""
    return Opening(
        event_id=row_text(row, "event_id"),
        reported=row_day(row, "date_text"),
        outlets=row_text(row, "outlets"),
        source_url=row_text(row, "source_url"),
    )


def exact_day(known: PartialDate) -> bool:
    """Tell whether a date is known to the day."""
    return known.precision is DatePrecision.DAY


def row_text(row: Record, name: str) -> str:
    """Return a text value, empty when it is missing."""
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""


def row_day(row: Record, name: str) -> PartialDate | None:
    """Return a date at its own precision, None when it is missing or no date."""
    value = row.get(name)
    if not isinstance(value, str):
        return None
    try:
        return PartialDate.parse(value)
    except ValueError:
        return None
