"""The words of the promise ledger: outcomes, lateness, the finding."""

from __future__ import annotations

from vitrine.chart.promise import PAST, Ledger, Outcome, Promise, Slip
from vitrine.chart.scene import text_width_px
from vitrine.chart.text import ELLIPSIS, one_line
from vitrine.locale import Locale, mark

MONTH_DAYS = 30.44
DAYS_UP_TO = 99  # longer lateness is told in months
MONTHS_UP_TO = 23  # longer lateness is told in years

OUTCOMES = {
    Outcome.KEPT: mark("in time"),
    Outcome.LATE: mark("late"),
    Outcome.UNCLEAR: mark("opened, in time or not is unknown"),
    Outcome.OPEN: mark("not due yet"),
    Outcome.NOT_SEEN: mark("no opening seen"),
    Outcome.CANCELLED: mark("cancelled"),
}


def counted_text(outcome: Outcome, count: int, locale: Locale) -> str:
    """Return how many promises came out so: 8 not seen."""
    return {
        Outcome.KEPT: locale.plural("{n} in time", "{n} in time", count),
        Outcome.LATE: locale.plural("{n} late", "{n} late", count),
        Outcome.UNCLEAR: locale.plural("{n} at an unclear date", "{n} at unclear dates", count),
        Outcome.OPEN: locale.plural("{n} not due yet", "{n} not due yet", count),
        Outcome.NOT_SEEN: locale.plural("{n} not seen", "{n} not seen", count),
        Outcome.CANCELLED: locale.plural("{n} cancelled", "{n} cancelled", count),
    }[outcome]


def slip_text(slip: Slip | None, locale: Locale) -> str:
    """Return how late: 84 days late, 2–3 months late, up to 12 months late."""
    if slip is None or slip.most <= 0:
        return ""
    least, most = max(slip.least, 0), slip.most
    if most <= DAYS_UP_TO:
        low, high, unit = least, most, "days"
    elif most / MONTH_DAYS <= MONTHS_UP_TO:
        low, high, unit = round(least / MONTH_DAYS), round(most / MONTH_DAYS), "months"
    else:
        low, high, unit = round(least / 365.25), round(most / 365.25), "years"
    if slip.is_exact and unit == "days":
        return locale.plural("{n} day late", "{n} days late", high)
    if low <= 1 and high > 2:
        return {
            "days": locale.plural("up to {n} day late", "up to {n} days late", high),
            "months": locale.plural("up to {n} month late", "up to {n} months late", high),
            "years": locale.plural("up to {n} year late", "up to {n} years late", high),
        }[unit]
    if low != high:
        span = f"{locale.number(low)}–{locale.number(high)}"
        return {
            "days": locale.text("{span} days late", span=span),
            "months": locale.text("{span} months late", span=span),
            "years": locale.text("{span} years late", span=span),
        }[unit]
    return {
        "days": locale.plural("about {n} day late", "about {n} days late", high),
        "months": locale.plural("about {n} month late", "about {n} months late", high),
        "years": locale.plural("about {n} year late", "about {n} years late", high),
    }[unit]


def outcome_text(promise: Promise, locale: Locale) -> str:
    """Return what became of a promise, then the dates that show it."""
    text = locale.text
    promised = locale.date(promise.promised)
    if promise.outcome is Outcome.NOT_SEEN:
        return text("no opening seen (promised {date})", date=promised)
    if promise.outcome is Outcome.CANCELLED:
        return text("cancelled (promised {date})", date=promised)
    if promise.outcome is Outcome.OPEN:
        if promise.latest.last > promise.promised.last:
            latest = locale.date(promise.latest)
            return text("put off ({date} → {latest})", date=promised, latest=latest)
        return text("not due yet ({date})", date=promised)
    seen = seen_text(promise, locale)
    if promise.outcome is Outcome.KEPT:
        span = promised if seen == promised else f"{promised} → {seen}"
        return text("in time ({dates})", dates=span)
    if promise.outcome is Outcome.LATE:
        late = slip_text(promise.slip, locale) or text("late")
        return text("{late} ({date} → {seen})", late=late, date=promised, seen=seen)
    return text("opened, in time or not is unknown ({date} → {seen})", date=promised, seen=seen)


def seen_text(promise: Promise, locale: Locale) -> str:
    """Return when the shop was seen open, at the precision of the report."""
    if promise.opening is None:
        return ""
    return locale.date(promise.opening.day) or locale.text("date unknown")


def place_text(promise: Promise, with_company: bool) -> str:
    """Return the shop: Barcelona, Plaça de Catalunya."""
    place = ", ".join(part for part in (promise.city, promise.address) if part)
    if with_company:
        place = f"{promise.company}: {place}"
    return one_line(place, 120)


def ledger_finding(ledger: Ledger, subject: str, locale: Locale) -> str:
    """Return what the ledger shows, as the title of its chart."""
    parts = [
        counted_text(outcome, ledger.count(outcome), locale)
        for outcome in PAST
        if ledger.count(outcome)
    ]
    if parts:
        return locale.plural(
            "{subject}: {n} store opening is past its promised date: {parts}",
            "{subject}: {n} store openings are past their promised date: {parts}",
            ledger.past_count,
            subject=subject,
            parts=locale.list(parts),
        )
    count = ledger.count(Outcome.OPEN)
    if count:
        return locale.plural(
            "{subject}: {n} promised store opening is not due yet",
            "{subject}: {n} promised store openings are not due yet",
            count,
            subject=subject,
        )
    return locale.text("{subject}: no firm promise of a store opening", subject=subject)


def report_text(promise: Promise, locale: Locale) -> str:
    """Return the story of a promise, one report a line, for the hover card."""
    lines = []
    for report in promise.reports:
        reported = locale.date(report.reported) or locale.text("undated")
        planned = locale.date(report.day) if report.day else locale.text("no date")
        lines.append(
            f"{locale.status(report.status)}: {planned} — {one_line(report.outlet, 60)}, {reported}"
        )
    if promise.opening:
        seen = seen_text(promise, locale)
        outlets = one_line(promise.opening.outlets, 80)
        opened = locale.text("Opened")
        lines.append(f"{opened}: {seen} — {outlets}")
    return "\n".join(lines)


def fit(text: str, room_px: float, size_px: float) -> str:
    """Return the text, cut with an ellipsis where it does not fit."""
    if text_width_px(text, size_px) <= room_px:
        return text
    kept = text
    while kept and text_width_px(kept + ELLIPSIS, size_px) > room_px:
        kept = kept[:-1]
    return kept.rstrip(" ,:·") + ELLIPSIS
