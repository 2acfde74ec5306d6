"""A store in words and signs: its state on a day, its name, how exactly it is placed (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from vitrine.chart.scene import MUTED, Fill, Symbol
from vitrine.event import PartialDate
from vitrine.locale import Locale

Record = Mapping[str, object]
OPEN_STATES = ("open", "closing")
CLOSED_STATES = ("closed", "presumed_closed")
UNDRAWN_STATES = ("cancelled", "ended")
DATES = ("open", "plan", "closing", "closed", "shut")
MAX_LINES = 50_000  # sentences kept per process: the same few dates come again in every view


@dataclass(frozen=True)
class Sign:
    """How a state is drawn; rank orders marks, the higher on top."""

    fill: Fill
    symbol: Symbol
    is_grey: bool
    rank: int

    def color(self, company_color: str) -> str:
        """Return the company's colour, or grey for what is over or out of date."""
        return MUTED if self.is_grey else company_color


SIGNS: Mapping[str, Sign] = {
    "open": Sign("solid", "circle", False, 6),
    "closing": Sign("pale", "circle", False, 5),
    "planned": Sign("hollow", "circle", False, 4),
    "rumoured": Sign("hollow", "ring-dashed", False, 3),
    "temporary": Sign("solid", "diamond", False, 2),
    "overdue": Sign("hollow", "circle", True, 1),
    "closed": Sign("solid", "cross", True, 0),
    "presumed_closed": Sign("solid", "cross", True, 0),
}


def value(record: Record, name: str) -> str:
    """Return a value of a row as text, empty when it is missing."""
    found = record.get(name)
    return found if isinstance(found, str) else ""


def state_label(state: str, locale: Locale) -> str:
    """Return a state's name."""
    return {
        "open": locale.text("open"),
        "closing": locale.text("open, closing reported"),
        "planned": locale.text("planned"),
        "rumoured": locale.text("rumoured"),
        "temporary": locale.text("temporary store"),
        "overdue": locale.text("plan overdue"),
        "closed": locale.text("closed"),
        "presumed_closed": locale.text("closing date passed"),
        "cancelled": locale.text("plan withdrawn"),
        "ended": locale.text("temporary store, over"),
    }[state]


def store_records(stores: pd.DataFrame) -> list[Record]:
    """Return the rows as plain dictionaries; pandas' own way takes eight times as long."""
    names = [str(name) for name in stores.columns]
    columns = [stores[name].tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def state_line(record: Record, locale: Locale) -> str:
    """Return the state of a store with its dates in one sentence."""
    dates = tuple(value(record, f"{name}_text") for name in DATES)
    return _state_line(value(record, "state"), value(record, "plan_status"), dates, locale)


@lru_cache(maxsize=MAX_LINES)
def _state_line(state: str, plan_status: str, dates: tuple[str, ...], locale: Locale) -> str:
    date = {
        name: locale.date(PartialDate.parse(text)) if text else ""
        for name, text in zip(DATES, dates, strict=True)
    }
    return " · ".join(part for part in _state_parts(state, plan_status, date, locale) if part)


def _state_parts(
    state: str, plan_status: str, date: Mapping[str, str], locale: Locale
) -> tuple[str, ...]:
    text = locale.text
    since = text("open since {date}", date=date["open"]) if date["open"] else ""
    if state == "open":
        shut = text("temporary closing: {date}", date=date["shut"]) if date["shut"] else ""
        return since or text("open, opening date not known"), shut
    if state == "closing":
        if date["closing"]:
            return since, text("closing announced for {date}", date=date["closing"])
        return since, text("closing announced, date not known")
    if state in CLOSED_STATES:
        opened = text("opened {date}", date=date["open"]) if date["open"] else ""
        if state == "closed":
            closed = date["closed"]
            ended = text("closed {date}", date=closed) if closed else text("closed")
            return ended, opened
        if date["closing"]:
            ended = text("closing announced for {date}, not confirmed", date=date["closing"])
        else:
            ended = text("closing announced, not confirmed")
        return ended, opened
    if state in ("planned", "rumoured", "overdue"):
        return (_plan_line(state, plan_status, date["plan"], locale),)
    if state == "temporary" and date["open"]:
        return (text("temporary store since {date}", date=date["open"]),)
    return (state_label(state, locale),)


def _plan_line(state: str, status: str, day: str, locale: Locale) -> str:
    text = locale.text
    if state == "overdue":
        if not day:
            return text("opening planned, date not known; no report since that it opened")
        return text("opening planned for {date}; no report that it opened", date=day)
    if state == "rumoured":
        return text("opening rumoured for {date}", date=day) if day else text("opening rumoured")
    if status == "announced":
        return text("opening announced for {date}", date=day) if day else text("opening announced")
    return text("opening planned for {date}", date=day) if day else text("opening planned")


def store_name(record: Record) -> str:
    """Return company, address and city of a store."""
    address, city = value(record, "address"), value(record, "city")
    place = [part for part in (address, city) if part]
    return f"{value(record, 'company')} · {', '.join(place)}"


def is_spot(record: Record) -> bool:
    """Tell whether the place is known more closely than by its city."""
    return value(record, "geo_precision") in ("address", "street", "venue")


def place_line(record: Record, locale: Locale) -> str:
    """Return how exactly the mark stands where the store is."""
    return _place_line(value(record, "geo_precision") if is_spot(record) else "", locale)


@lru_cache(maxsize=100)
def _place_line(precision: str, locale: Locale) -> str:
    if precision:
        kind = locale.geo_precision(precision)
        return locale.text("position known by: {precision}", precision=kind)
    return locale.text("position known only by city: the mark stands at or around its centre")


def hover_text(record: Record, locale: Locale) -> str:
    """Return what a mark says when it is pointed at; plain text."""
    reports = _reports(int(str(record["event_count"])), locale)
    lines = (
        store_name(record),
        state_line(record, locale),
        place_line(record, locale),
        f"{reports}: {value(record, 'outlets')}"[:120],
    )
    return "\n".join(lines)


@lru_cache(maxsize=1000)
def _reports(count: int, locale: Locale) -> str:
    return locale.plural("{n} report", "{n} reports", count)
