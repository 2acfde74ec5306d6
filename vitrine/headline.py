"""Headlines composed from an event's fields in the reader's language (pure).

A headline says only what the fields say: nothing is read out of the summary, and what the fields
leave open (all or part of a company, one store or several) stays open in the wording.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from vitrine.event import Basis, DatePrecision, EventType, PartialDate, Status
from vitrine.locale import Locale, mark
from vitrine.locale.amount import exact
from vitrine.locale.calendar import parse_date
from vitrine.locale.patterns import PATTERNS, TEMPORARY_CLOSINGS
from vitrine.locale.words import FIGURES, LOSSES

MAX_VALUE_CHARS = 120
MAX_PARTNERS = 4
STORE_EVENTS = (EventType.STORE_OPENING, EventType.STORE_CLOSING)
# Where the country says which company or stake is meant, not where something happens.
COUNTRY_AS_NOTE = (EventType.FUNDING, EventType.ACQUISITION)
COUNTS_STORES = (EventType.ACQUISITION, EventType.DIVESTITURE, EventType.MARKET_EXIT)
OPTIONAL = frozenset({"place", "period", "price"})

Event = Mapping[str, object]
UNKNOWN_PATTERN = mark("{company}: {event_type} {place}")


def headline(event: Event, locale: Locale) -> str:
    """Return one sentence for a row of the event table; missing values are left out of it."""
    event_type, status = _event_type(event), _status(event)
    values = _values(event, event_type, locale)
    pattern = _choose_pattern(event, event_type, status, values)
    sentence = locale.text(pattern, **{name: values[name] for name in _names(pattern)})
    notes = _notes(event, event_type, locale, _names(pattern))
    if notes:
        sentence = f"{sentence} ({', '.join(notes)})"
    return re.sub(r" {2,}", " ", sentence).strip()


def event_line(event: Event, locale: Locale) -> str:
    """Return date and headline as one line of a list; without a date, when it was reported."""
    day = locale.date(_date(event))
    reported = _day(event, "first_reported_date")
    if not day and reported:
        day = locale.text(mark("reported {date}"), date=locale.date(reported))
    return f"{day} – {headline(event, locale)}" if day else headline(event, locale)


def _choose_pattern(
    event: Event,
    event_type: EventType | None,
    status: Status | None,
    values: Mapping[str, str],
) -> str:
    if event_type is None or status is None:
        return UNKNOWN_PATTERN
    if event_type is EventType.STORE_CLOSING and _flag(event, "is_temporary"):
        return TEMPORARY_CLOSINGS[status]
    if event_type is EventType.RESULTS:
        status = _stage_of_figure(event, status)
    return next(
        pattern
        for pattern in PATTERNS[event_type, status]
        if all(values[name] for name in _names(pattern) - OPTIONAL)
    )


def _stage_of_figure(event: Event, status: Status) -> Status:
    """Return the status whose wording fits: a target is aimed at, a published figure is stated."""
    basis = _text(event, "basis")
    if status in (Status.RUMOURED, Status.CANCELLED):
        return status
    if basis == Basis.TARGET:
        return Status.PLANNED
    published = (Basis.REPORTED, Basis.PRELIMINARY, Basis.RESTATED)
    return Status.DONE if status is Status.ANNOUNCED and basis in published else status


@cache
def _names(pattern: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(pattern) if name)


def _values(event: Event, event_type: EventType | None, locale: Locale) -> dict[str, str]:
    """Return every placeholder of the patterns; an empty text where the event has no value."""
    metric, amount = _text(event, "metric"), _amount(event, locale)
    partners = _partners(event)
    country = _text(event, "country")
    price = ""
    if amount and metric in ("", "deal_value"):
        price = locale.text(mark("for {amount}"), amount=amount)
    return {
        "company": _text(event, "company") or locale.text(mark("Unknown company")),
        "event_type": locale.event_type(_text(event, "event_type") or "event"),
        "stores": _stores(event, event_type, locale),
        "place": _place(event, event_type, locale),
        "market": _market(event, locale),
        "the_country": locale.the_country(country) if country else "",
        "figure": _figure(event, locale),
        "period": _period(event, locale),
        "raised": amount if metric in ("", "funding_amount") else "",
        "valuation": amount if metric == "valuation" else "",
        "price": price,
        "partner": locale.list(partners),
        "of_partner": locale.of(partners[0]) if len(partners) == 1 else "",
    }


def _stores(event: Event, event_type: EventType | None, locale: Locale) -> str:
    count = _count(event)
    is_pop_up = event_type is EventType.STORE_OPENING and _flag(event, "is_temporary")
    if count is None:
        if not _text(event, "city"):
            return locale.text(mark("one or more stores"))
        msgid = mark("a temporary store") if is_pop_up else mark("a store")
        return locale.text(msgid)
    # "about" belongs to the number only where there is no amount that it could belong to.
    is_about = _flag(event, "is_approx") and _number(event, "amount") is None
    number = _about(locale.number(count), locale) if is_about else locale.number(count)
    if is_pop_up:
        return locale.plural(
            "{count} temporary store", "{count} temporary stores", count, count=number
        )
    return locale.plural("{count} store", "{count} stores", count, count=number)


def _place(event: Event, event_type: EventType | None, locale: Locale) -> str:
    """Return "in Paris (rue de Rivoli)"; the scope of a figure is never finer than a country."""
    country, city, address = (_text(event, name) for name in ("country", "city", "address"))
    if event_type is EventType.RESULTS or not city:
        place = locale.in_country(country) if country else ""
    else:
        place = locale.in_city(city, country)
    if address and event_type in STORE_EVENTS and address != city:
        place = f"{place} ({address})"
    return place


def _market(event: Event, locale: Locale) -> str:
    country, city = _text(event, "country"), _text(event, "city")
    if not country:
        return locale.in_city(city) if city else ""
    return locale.in_country(country) + (f" ({city})" if city else "")


def _amount(event: Event, locale: Locale, *, is_loss: bool = False) -> str:
    amount = _number(event, "amount")
    if amount is None:
        return ""
    text = locale.money(-amount if is_loss else amount, _text(event, "currency"))
    return _about(text, locale) if _flag(event, "is_approx") else text


def _about(text: str, locale: Locale) -> str:
    return locale.text(mark("about {amount}"), amount=text)


def _figure(event: Event, locale: Locale) -> str:
    """Return "revenue of €311m"; a negative profit is a loss, written without its minus."""
    metric, amount = _text(event, "metric"), _number(event, "amount")
    if not metric or amount is None:
        return ""
    is_loss = amount < 0 and metric in LOSSES
    text = _amount(event, locale, is_loss=is_loss)
    if is_loss:
        return locale.text(LOSSES[metric], amount=text)
    if metric in FIGURES:
        return locale.text(FIGURES[metric], amount=text)
    return locale.text(mark("{metric} of {amount}"), metric=locale.metric(metric), amount=text)


def _period(event: Event, locale: Locale) -> str:
    period = _text(event, "period")
    return locale.in_period(period, _day(event, "period_last_date")) if period else ""


def _notes(
    event: Event, event_type: EventType | None, locale: Locale, used: frozenset[str]
) -> list[str]:
    """Return what stands in brackets after the sentence: values that it did not take up."""
    notes = []
    if event_type in COUNTRY_AS_NOTE:
        notes.append(locale.country(_text(event, "country")))
    if event_type not in STORE_EVENTS and not used & {"partner", "of_partner"}:
        notes.extend(_partners(event))
    if event_type in COUNTS_STORES and _count(event) is not None:
        notes.append(_stores(event, event_type, locale))
    if event_type is EventType.RESULTS:
        notes.extend(_figure_notes(event, locale, used))
    elif not _is_amount_used(event, used):
        notes.append(_figure(event, locale))
    if event_type is None or _status(event) is None:
        notes.append(locale.status(_text(event, "status")))
    return [note for note in notes if note]


def _is_amount_used(event: Event, used: frozenset[str]) -> bool:
    placeholder = {
        "": {"price", "raised"},
        "funding_amount": {"raised"},
        "deal_value": {"price"},
        "valuation": {"valuation"},
    }
    return bool(used & placeholder.get(_text(event, "metric"), set()))


def _figure_notes(event: Event, locale: Locale, used: frozenset[str]) -> list[str]:
    metric, basis = _text(event, "metric"), _text(event, "basis")
    notes = [_text(event, "scope_note")]
    if "figure" not in used and metric:
        notes.append(locale.metric(metric))
    if basis in (Basis.ADJUSTED, Basis.PRELIMINARY, Basis.RESTATED):
        notes.append(locale.text(BASIS_NOTES[Basis(basis)]))
    amount = _number(event, "amount")
    if amount is None or amount >= 0:  # nobody can read the sign of the change of a loss
        notes.append(locale.percent(_number(event, "change_pct"), signed=True))
    return notes


BASIS_NOTES = {
    Basis.ADJUSTED: mark("adjusted"),
    Basis.PRELIMINARY: mark("preliminary"),
    Basis.RESTATED: mark("restated"),
}


def _event_type(event: Event) -> EventType | None:
    try:
        return EventType(_text(event, "event_type"))
    except ValueError:
        return None


def _status(event: Event) -> Status | None:
    try:
        return Status(_text(event, "status"))
    except ValueError:
        return None


def _partners(event: Event) -> list[str]:
    names = [name.strip() for name in _text(event, "counterparty").split(";")]
    return [name for name in names if name][:MAX_PARTNERS]


def _text(event: Event, name: str) -> str:
    """Return a text value as one clean, short line; None, NaN and other nothings as no text."""
    value = event.get(name)
    return _one_line(value[: 4 * MAX_VALUE_CHARS]) if isinstance(value, str) else ""


@lru_cache(maxsize=8_192)
def _one_line(value: str) -> str:
    visible = value
    if not value.isprintable():  # nearly all text is, and looking is quick
        visible = "".join(
            " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char
            for char in value
            # Invisible format characters can turn the reading direction of the whole line.
            if unicodedata.category(char) not in ("Cf", "Cs", "Co")
        )
    text = " ".join(visible.split())
    return text if len(text) <= MAX_VALUE_CHARS else text[: MAX_VALUE_CHARS - 1].rstrip() + "…"


def _number(event: Event, name: str) -> Decimal | None:
    return exact(event.get(name))


def _count(event: Event) -> int | None:
    number = exact(event.get("site_count"))
    return None if number is None or number < 1 else int(number)


def _flag(event: Event, name: str) -> bool:
    value = event.get(name)
    return str(value).lower() in ("true", "1", "1.0")


def _day(event: Event, name: str) -> date | None:
    known = parse_date(event.get(name))
    return known.last if known else None


def _date(event: Event) -> PartialDate | None:
    """Return the date at its own precision, from the text form or from first and last day."""
    known = parse_date(event.get("date_text"))
    first, last = parse_date(event.get("first_date")), parse_date(event.get("last_date"))
    if known is not None or first is None:
        return known
    try:
        precision = DatePrecision(_text(event, "date_precision"))
    except ValueError:
        return first
    return PartialDate(first.first, last.last if last else first.last, precision)
