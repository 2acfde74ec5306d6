"""Draws the promise ledger: promised day -> day seen, one row a shop; and plans for networks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from vitrine.chart.layout import RIGHT_PX
from vitrine.chart.promise import Ledger, Outcome, Promise, exact_day
from vitrine.chart.promise_text import (
    OUTCOMES,
    fit,
    ledger_finding,
    outcome_text,
    place_text,
    report_text,
)
from vitrine.chart.scene import (
    ACCENT,
    ALERT,
    MUTED,
    Axis,
    Bar,
    Dot,
    Fill,
    Footer,
    Label,
    LegendItem,
    Line,
    Mark,
    Panel,
    Scene,
    Symbol,
    Tick,
)
from vitrine.locale import Locale

NARROW_PX = 600
WIDE_ROWS, NARROW_ROWS = 16, 12
WIDE_PITCH_PX, NARROW_PITCH_PX = 25, 62
NAME_PX, OUTCOME_PX = 290, 430
NAME_SIZE, SMALL_SIZE = 12, 11
TICK_ROW_PX = 34
LEAST_BEFORE, MOST_BEFORE = 130, 380  # days drawn before the promised day
LEAST_AFTER, MOST_AFTER = 380, 1100  # days drawn after it

COLORS = {
    Outcome.KEPT: "#14806a",
    Outcome.LATE: "#d97706",
    Outcome.UNCLEAR: "#8d6e63",
    Outcome.OPEN: ACCENT,
    Outcome.NOT_SEEN: "#7a8591",  # silence is no failure: not the colour of alarm
    Outcome.CANCELLED: ALERT,
}
SIGNS: dict[Outcome, tuple[Fill, Symbol]] = {
    Outcome.KEPT: ("solid", "circle"),
    Outcome.LATE: ("solid", "circle"),
    Outcome.UNCLEAR: ("pale", "square"),
    Outcome.OPEN: ("hollow", "circle"),
    Outcome.NOT_SEEN: ("hollow", "diamond"),
    Outcome.CANCELLED: ("solid", "cross"),
}


def ledger_scene(
    ledger: Ledger, subject: str, as_of: date, locale: Locale, width_px: int, footer: Footer
) -> Scene:
    """Draw one row a promise, newest promised date on top; the promised day is the zero line."""
    is_narrow = width_px < NARROW_PX
    shown = ledger.promises[: NARROW_ROWS if is_narrow else WIDE_ROWS]
    with_company = {item.company for item in ledger.promises} != {subject}
    board = _Board(shown, as_of, locale, width_px, with_company)
    title = ledger_finding(ledger, subject, locale)
    subtitle = locale.text(
        "Days between the last promised day (0) and the opening, by the first date that was "
        "stated. Bars: a date known only by its month, quarter or year. No opening seen: none is "
        "reported here up to {date}; that is no proof that none opened",
        date=locale.date(as_of),
    )
    return Scene(
        key="promise-ledger",
        title=title,
        subtitle=subtitle,
        panels=(board.panel(),),
        table=ledger_table(ledger, locale),
        alt=f"{title}. {subtitle}.",
        height_px=len(shown) * board.pitch_px + TICK_ROW_PX + 8,
        left_px=board.left_px,
        legend=_legend(shown, locale),
        notes=_ledger_notes(ledger, len(shown), locale),
        footer=footer,
    )


class _Board:
    """The rows of the ledger on one day axis; sizes follow from the width."""

    def __init__(
        self,
        shown: Sequence[Promise],
        as_of: date,
        locale: Locale,
        width_px: int,
        with_company: bool,
    ) -> None:
        self.shown, self.as_of, self.locale = shown, as_of, locale
        self.is_narrow = width_px < NARROW_PX
        self.with_company = with_company
        self.pitch_px = NARROW_PITCH_PX if self.is_narrow else WIDE_PITCH_PX
        self.left_px = 8 if self.is_narrow else NAME_PX
        self.low = -_clamp(max(map(_days_before, shown), default=0), LEAST_BEFORE, MOST_BEFORE)
        self.high = _clamp(max(map(_days_after, shown), default=0), LEAST_AFTER, MOST_AFTER)
        plot_px = width_px - self.left_px - RIGHT_PX
        text_px = 0 if self.is_narrow else OUTCOME_PX
        self.per_px = (self.high - self.low) * 1.04 / max(plot_px - text_px, 60)
        self.right = self.low + plot_px * self.per_px

    def panel(self) -> Panel:
        """Return rows, zero line and ticks."""
        count = len(self.shown)
        marks: list[Mark] = []
        if not self.is_narrow:
            marks.append(Line(((0, -0.5), (0, count - 0.5)), MUTED, 1))
        names = []
        for index, promise in enumerate(self.shown):
            y = float(count - index - 1)
            marks += self._row(promise, y)
            if self.is_narrow:
                marks += self._narrow_texts(promise, y)
            else:
                name = fit(place_text(promise, self.with_company), NAME_PX - 16, NAME_SIZE)
                names.append(Tick(y, name))
                text = fit(_row_text(promise, self.locale), OUTCOME_PX - 20, NAME_SIZE)
                x = self.high + 14 * self.per_px
                marks.append(Label(x, y, text, size_px=NAME_SIZE))
        return Panel(
            x=Axis(self.low, self.right, self._ticks()),
            y=Axis(-0.5, max(count - 0.5, 0.5), tuple(names)),
            marks=tuple(marks),
        )

    def _ticks(self) -> tuple[Tick, ...]:
        text = self.locale.text
        found = [Tick(0, text("promised"))]
        step = 365 if self.high > 400 or self.is_narrow else 183
        for number in range(1, 7):
            days = step * number
            if days > self.high * 1.01:
                break
            if days % 365 == 0:
                years = self.locale.plural("+{n} year", "+{n} years", days // 365)
                found.append(Tick(days, years))
            else:
                months = round(days / 30.44)
                found.append(Tick(days, self.locale.plural("+{n} month", "+{n} months", months)))
        if self.low < -360:
            found.insert(0, Tick(-365, text("1 year before")))
        elif self.low < -180 and not self.is_narrow:
            found.insert(0, Tick(-183, self.locale.plural("−{n} month", "−{n} months", 6)))
        return tuple(found)

    def _row(self, promise: Promise, y: float) -> list[Mark]:
        if self.is_narrow:
            y -= 0.04
        color = COLORS[promise.outcome]
        about = (self._hover(promise), promise.event_id)
        half = 7 / self.pitch_px
        marks: list[Mark] = []
        if self.is_narrow:  # the words of a row stand above and below its part of the line
            marks.append(Line(((0, y - 0.17), (0, y + 0.17)), MUTED, 1))
        marks += self._link(promise, y, color)
        if exact_day(promise.promised):
            symbol: Symbol = "ring-dashed" if promise.is_rumour else "circle"
            marks.append(Dot(0, y, color, "hollow", symbol, 10, *about))
        else:
            start = max(-_width(promise), self.low)
            marks.append(Bar(start, 0, y - half, y + half, color, "hollow", *about))
        marks += self._seen(promise, y, color, half)
        return marks

    def _link(self, promise: Promise, y: float, color: str) -> list[Mark]:
        """Return the line from the promised day to what became of it."""
        slip = promise.slip
        if promise.outcome is Outcome.NOT_SEEN:
            waited = (self.as_of - promise.promised.last).days
            end = min(waited, self.high)
            return [Line(((0, y), (end, y)), color, 1, is_dashed=True)]
        if promise.outcome is Outcome.OPEN:
            moved = (promise.latest.last - promise.promised.last).days
            return [Line(((0, y), (min(moved, self.high), y)), color, 2)] if moved > 0 else []
        if slip is None or slip.least == slip.most == 0:
            return []
        if slip.most <= 0:
            edge = -_width(promise)
            return (
                [Line(((max(slip.most, self.low), y), (edge, y)), color, 2)]
                if (slip.most < edge)
                else []
            )
        return [Line(((0, y), (min(max(slip.least, 0), self.high), y)), color, 2)]

    def _seen(self, promise: Promise, y: float, color: str, half: float) -> list[Mark]:
        """Return the sign of the outcome: where the opening was seen, or what came instead."""
        about = (self._hover(promise), promise.event_id)
        fill, symbol = SIGNS[promise.outcome]
        slip = promise.slip
        if promise.outcome is Outcome.NOT_SEEN:
            return [Dot(0, y, color, fill, symbol, 10, *about)]
        if promise.outcome is Outcome.CANCELLED:
            return [Dot(0, y, color, fill, symbol, 10, *about)]
        if promise.outcome is Outcome.OPEN:
            moved = max((promise.latest.last - promise.promised.last).days, 0)
            return [Dot(min(moved, self.high), y, color, fill, symbol, 10, *about)]
        if slip is None:
            return [Dot(0, y, color, fill, symbol, 10, *about)]
        first, last = (_clamp(day, self.low, self.high) for day in (slip.least, slip.most))
        if slip.is_exact:
            return [Dot(first, y, color, "solid", "circle", 11, *about)]
        return [Bar(first, max(last, first + 3 * self.per_px), y - half * 0.55, y + half * 0.55,
                    color, "solid", *about)]  # fmt: skip

    def _narrow_texts(self, promise: Promise, y: float) -> list[Mark]:
        room = (self.right - self.low) / self.per_px - 6
        name = fit(place_text(promise, self.with_company), room, NAME_SIZE)
        text = fit(_row_text(promise, self.locale), room, SMALL_SIZE)
        return [
            Label(self.low, y + 0.3, name, size_px=NAME_SIZE, is_bold=True),
            Label(self.low, y - 0.34, text, MUTED, SMALL_SIZE),
        ]

    def _hover(self, promise: Promise) -> str:
        locale = self.locale
        lines = [place_text(promise, with_company=True), outcome_text(promise, locale)]
        if promise.is_rumour:
            lines.append(locale.text("rumour only, not a promise of the company"))
        if promise.is_temporary:
            lines.append(locale.text("temporary"))
        return "\n".join([*lines, report_text(promise, locale)])


def _row_text(promise: Promise, locale: Locale) -> str:
    text = outcome_text(promise, locale)
    return f"{text} · {locale.status('rumoured')}" if promise.is_rumour else text


def _legend(shown: Sequence[Promise], locale: Locale) -> tuple[LegendItem, ...]:
    present = {item.outcome for item in shown}
    items = [
        LegendItem(locale.text(OUTCOMES[outcome]), COLORS[outcome], *SIGNS[outcome])
        for outcome in Outcome
        if outcome in present
    ]
    return tuple(items)


def _ledger_notes(ledger: Ledger, shown_count: int, locale: Locale) -> tuple[str, ...]:
    notes = []
    hidden = len(ledger.promises) - shown_count
    if hidden > 0:
        notes.append(
            locale.plural("{count} more in the table", "{count} more in the table", hidden,
                          count=locale.number(hidden))
        )  # fmt: skip
    rumours = sum(item.is_rumour for item in ledger.promises)
    if rumours:
        notes.append(
            locale.plural(
                "{n} of them was only rumoured and is not counted above",
                "{n} of them were only rumoured and are not counted above",
                rumours,
            )
        )
    if ledger.undated:
        notes.append(
            locale.plural(
                "{n} plan without a date is left out",
                "{n} plans without a date are left out",
                ledger.undated,
            )
        )
    slip = ledger.typical_slip
    if slip is not None:
        notes.append(
            locale.plural(
                "typical lateness of late openings: {n} day (median)",
                "typical lateness of late openings: {n} days (median)",
                slip,
            )
        )
    return tuple(notes)


def ledger_table(ledger: Ledger, locale: Locale) -> pd.DataFrame:
    """Return every promise as a row, the drawn ones first."""
    rows = [
        {
            "event_id": item.event_id,
            "company": item.company,
            "country": locale.country(item.country) if item.country else "",
            "city": item.city,
            "address": item.address,
            "promised": locale.date(item.promised),
            "opened": locale.date(item.opening.day) if item.opening else "",
            "outcome": _outcome_cell(item, locale),
            "slippage_days": item.slip.least if item.slip else None,
            "slippage_days_most": item.slip.most if item.slip else None,
            "first_reported": locale.date(item.reports[0].reported),
            "due_date": pd.Timestamp(item.promised.last),
            "outlets": item.outlets,
            "source_url": item.source_url,
        }
        for item in ledger.promises
    ]
    frame = pd.DataFrame(rows)
    for name in ("slippage_days", "slippage_days_most"):
        if name in frame:
            frame[name] = frame[name].astype("Int64")
    return frame


def _outcome_cell(promise: Promise, locale: Locale) -> str:
    text = locale.text(OUTCOMES[promise.outcome])
    if promise.is_rumour:
        text += f" ({locale.status('rumoured')})"
    return text


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _width(promise: Promise) -> int:
    """Return the days that the promised date leaves open."""
    return (promise.promised.last - promise.promised.first).days


def _days_before(promise: Promise) -> float:
    early = -promise.slip.least if promise.slip else 0
    return max(_width(promise), min(early, _width(promise) + 200)) + 10


def _days_after(promise: Promise) -> float:
    return promise.slip.most if promise.slip else 0
