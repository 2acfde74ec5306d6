"""The words and numbers of a figure: whose it is, what it covers, how it is marked, who says so."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vitrine.chart.series import Point, Report, Series, SeriesKey
from vitrine.chart.text import one_line
from vitrine.locale import Locale, mark
from vitrine.rate import Conversion

MAX_NAME_CHARS = 60
MAX_OUTLETS = 8
OUTLET_COMMA = re.compile(r",(?![^()]*\))")

# A metric with its company in a sentence; French needs the article, so it stands in its text.
SUBJECTS = {
    "revenue": mark("{company}'s revenue {place}"),
    "online_revenue": mark("{company}'s online revenue {place}"),
    "gross_profit": mark("{company}'s gross profit {place}"),
    "ebitda": mark("{company}'s EBITDA {place}"),
    "ebit": mark("{company}'s EBIT {place}"),
    "operating_profit": mark("{company}'s operating profit {place}"),
    "net_profit": mark("{company}'s net profit {place}"),
}
OTHER_SUBJECT = mark("{company}: {metric} {place}")


@dataclass(frozen=True)
class Unit:
    """What one step of a chart's labels is worth, in units of the currency."""

    divisor: float
    msgid: str
    digits: int | None = None  # significant digits that are written; None writes them all

    def name(self, currency: str, locale: Locale) -> str:
        """Return the unit's name: EUR million."""
        return locale.text(self.msgid, currency=currency)

    def value(self, amount: float, locale: Locale) -> str:
        """Return an amount in this unit, without naming it."""
        if self.divisor == MILLION.divisor and self.digits is None:
            return locale.compact(amount)
        scaled = amount / self.divisor
        if self.digits is not None and scaled:
            scaled = round(scaled, self.digits - 1 - math.floor(math.log10(abs(scaled))))
        return locale.number(scaled)


MILLION = Unit(1e6, mark("{currency} million"))
BILLION = Unit(1e9, mark("{currency} billion"))
TRILLION = Unit(1e12, mark("{currency} trillion"))


def rounded_unit(points: Iterable[Point]) -> Unit:
    """Return the unit for small bars: three digits at most, so that many years fit."""
    largest = max((abs(point.amount) for point in points), default=0.0)
    for unit in (TRILLION, BILLION):
        if largest >= unit.divisor * 10:
            return replace(unit, digits=3)
    return replace(MILLION, digits=3) if largest >= 1e9 else MILLION


def unit_of(points: Iterable[Point]) -> Unit:
    """Return the unit in which the largest figure has at most five digits before the point."""
    largest = max((abs(point.amount) for point in points), default=0.0)
    if largest >= 1e13:
        return TRILLION
    return BILLION if largest >= 1e11 else MILLION


def company_text(key: SeriesKey) -> str:
    """Return the company's name in one printable line."""
    return one_line(key.company, MAX_NAME_CHARS)


def subject(key: SeriesKey, locale: Locale) -> str:
    """Return the start of a sentence: Coolblue's revenue in Belgium."""
    company = company_text(key)
    sentence = locale.text(
        SUBJECTS.get(key.metric, OTHER_SUBJECT),
        company=company,
        of_company=locale.of(company),
        metric=locale.metric(key.metric),
        place=locale.in_country(key.country) if key.country else "",
    )
    text = re.sub(r" {2,}", " ", sentence).strip()
    if key.is_adjusted:
        text = locale.text("{subject} (adjusted)", subject=text)
    return text


def scope_text(key: SeriesKey, locale: Locale) -> str:
    """Return what the figures cover: a country, or the whole group."""
    return locale.country(key.country) if key.country else locale.text("whole group")


def definition_notes(key: SeriesKey, locale: Locale) -> list[str]:
    """Return what sets a series apart beside company and scope: perimeter, adjusted, length."""
    notes = [one_line(key.scope_note, MAX_NAME_CHARS)] if key.scope_note else []
    if key.is_adjusted:
        notes.append(locale.text("adjusted"))
    if not key.is_year:
        notes.append(months_text(key.months, locale))
    return notes


def months_text(months: int, locale: Locale) -> str:
    """Return the length of a period in words."""
    if months >= 12:
        return locale.text("full years")
    known = {3: mark("quarters"), 6: mark("half years"), 9: mark("nine months")}
    if months in known:
        return locale.text(known[months])
    return locale.plural("{n} month", "{n} months", months)


def series_name(key: SeriesKey, locale: Locale) -> str:
    """Return company, scope and definition in one line."""
    parts = [company_text(key), scope_text(key, locale), *definition_notes(key, locale)]
    return ", ".join(parts)


def period_text(point: Point, locale: Locale) -> str:
    """Return a figure's period as the reader writes it."""
    return locale.period(one_line(point.period, 24), point.last)


def mark_texts(point: Point, locale: Locale) -> list[str]:
    """Return what must be said beside a figure that is not simply a final report."""
    words = []
    if point.is_target:
        words.append(locale.text("target"))
    elif point.status == "rumoured":
        words.append(locale.text("rumoured"))
    elif not point.is_firm:
        words.append(locale.text("preliminary"))
    if point.basis == "restated":
        words.append(locale.text("restated"))
    if point.status == "cancelled":
        words.append(locale.text("withdrawn"))
    return words


def basis_text(point: Point, locale: Locale) -> str:
    """Return the basis of a figure for a table cell: Reported, about."""
    words = [locale.basis(point.basis)]
    if not point.is_firm and point.basis == "reported":
        words = mark_texts(point, locale)[:1]
    if point.is_approx:
        words.append(locale.text("approximate"))
    return ", ".join(words)


def value_text(point: Point, unit: Unit, locale: Locale) -> str:
    """Return the number on a bar; about and nearly become a tilde."""
    return ("~" if point.is_approx else "") + unit.value(point.amount, locale)


def report_text(report: Report, unit: Unit, locale: Locale, *, with_outlet: bool = True) -> str:
    """Return another amount with its kind and outlet: 571 restated (Belga)."""
    parts = [unit.value(report.amount, locale)]
    kinds = {
        "restated": mark("restated"),
        "preliminary": mark("preliminary"),
        "rounding": mark("rounded"),
    }
    if report.kind in kinds:
        parts.append(locale.text(kinds[report.kind]))
    if with_outlet and report.outlet:
        parts.append(f"({one_line(report.outlet, MAX_NAME_CHARS)})")
    return " ".join(parts)


def change_text(change: float, locale: Locale) -> str:
    """Return a change in percent with its sign, whole from ten on."""
    rounded = round(change, 0 if abs(change) >= 10 else 1)
    return locale.percent(rounded, signed=True)


def conversion_text(conversion: Conversion, locale: Locale) -> str:
    """Return a converted amount, marked as computed: ≈ €8.1bn."""
    return f"≈ {locale.money(conversion.amount, 'EUR', digits=3)}"


def rate_text(conversion: Conversion, locale: Locale) -> str:
    """Return the rate of a conversion with its date: 2024 average: CHF 0.953 for €1."""
    return locale.text(
        "{year} average: {currency} {rate} for €1",
        year=conversion.year,
        currency=conversion.currency,
        rate=locale.number(conversion.per_euro),
    )


def hover_text(
    series: Series,
    point: Point,
    unit: Unit,
    locale: Locale,
    *,
    computed: float | None = None,
    conversion: Conversion | None = None,
) -> str:
    """Return the card that is shown when a reader points at a figure."""
    key = series.key
    amount = locale.money(point.amount, key.currency)
    if point.is_approx:
        amount = locale.text("about {amount}", amount=amount)
    words = [f"{locale.metric(key.metric)}: {amount}", *mark_texts(point, locale)]
    lines = [f"{series_name(key, locale)} · {period_text(point, locale)}", ", ".join(words)]
    if conversion is not None:
        lines.append(f"{conversion_text(conversion, locale)} ({rate_text(conversion, locale)})")
    unit_name = unit.name(key.currency, locale)
    for report in point.reports:
        line = report_text(report, unit, locale)
        lines.append(locale.text("also reported: {report}, {unit}", report=line, unit=unit_name))
    if computed is not None:
        change = change_text(computed, locale)
        lines.append(locale.text("{change} on the year before, computed", change=change))
    for item in point.stated:
        change = change_text(item.change_pct, locale)
        outlet = one_line(item.outlet, MAX_NAME_CHARS)
        lines.append(
            locale.text("{change} stated by {outlet}", change=change, outlet=outlet)
            if outlet
            else locale.text("{change} stated", change=change)
        )
    if point.outlets:
        lines.append(locale.text("Sources: {sources}", sources=one_line(point.outlets, 160)))
    return "\n".join(lines)


def conflict_notes(series: Sequence[Series], unit: Unit, locale: Locale) -> list[str]:
    """Return one sentence a figure of which another number is reported, rounded ones included."""
    notes = []
    for item in series:
        who = f"{company_text(item.key)}, " if len(series) > 1 else ""
        for point in item.points:
            shown = unit.value(point.amount, locale)
            others = [item for item in point.reports if unit.value(item.amount, locale) != shown]
            if others:
                also = "; ".join(report_text(report, unit, locale) for report in others)
                period = who + period_text(point, locale)
                notes.append(
                    locale.text("{period}: also reported {reports}", period=period, reports=also)
                )
    return notes


def split_outlets(text: str) -> list[str]:
    """Return the outlets of a list; a comma within brackets belongs to the name."""
    return [name.strip() for name in OUTLET_COMMA.split(text) if name.strip()]


def source_names(points: Iterable[Point], locale: Locale) -> str:
    """Return the outlets behind the figures, the most frequent first, for the source line."""
    counts: dict[str, int] = {}
    for point in points:
        texts = [point.outlets, *(report.outlet for report in point.reports)]
        for name in dict.fromkeys(name for text in texts for name in split_outlets(text)):
            counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    shown = [one_line(name, MAX_NAME_CHARS) for name in ordered[:MAX_OUTLETS]]
    if len(ordered) > MAX_OUTLETS:
        more = len(ordered) - MAX_OUTLETS
        shown.append(locale.plural("{n} more", "{n} more", more))
    return ", ".join(shown)
