"""Filters and periods in the reader's words (pure)."""

from __future__ import annotations

from datetime import date, timedelta

from vitrine.filters import Filters
from vitrine.locale import Locale

PRESETS = ("all", "30-days", "12-months", "this-year", "since-2013", "custom")


def preset_period(preset: str, anchor: date) -> tuple[date | None, date | None]:
    """Return the first and last day of a preset; None leaves that end open."""
    if preset == "30-days":
        return anchor - timedelta(days=30), None
    if preset == "12-months":
        return anchor - timedelta(days=365), None
    if preset == "this-year":
        return date(anchor.year, 1, 1), None
    if preset == "since-2013":
        return date(2013, 1, 1), None
    return None, None


def preset_of(filters: Filters, anchor: date) -> str:
    """Return the preset that the filters' period is, or custom."""
    for preset in PRESETS[:-1]:
        if preset_period(preset, anchor) == (filters.from_date, filters.to_date):
            return preset
    return "custom"


def preset_label(preset: str, locale: Locale) -> str:
    """Return a preset's name."""
    return {
        "all": locale.text("All"),
        "30-days": locale.text("Last 30 days"),
        "12-months": locale.text("Last 12 months"),
        "this-year": locale.text("This year"),
        "since-2013": locale.text("Since 2013"),
        "custom": locale.text("Custom"),
    }[preset]


def filter_chips(filters: Filters, locale: Locale) -> list[tuple[str, str, str]]:
    """Return (field, value, label) of each active filter except the period."""
    chips = [("companies", value, value) for value in filters.companies]
    chips += [("groups", value, group_label(value, locale)) for value in filters.groups]
    chips += [("countries", value, locale.country(value)) for value in filters.countries]
    chips += [("metros", value, metro_label(value, locale)) for value in filters.metros]
    chips += [("cities", value, value) for value in filters.cities]
    chips += [("types", value, locale.event_type(value)) for value in filters.types]
    chips += [("statuses", value, locale.status(value)) for value in filters.statuses]
    if filters.from_date:
        day = locale.date(filters.from_date)
        chips.append(("from_date", "", locale.text("from {date}", date=day)))
    if filters.to_date:
        day = locale.date(filters.to_date)
        chips.append(("to_date", "", locale.text("to {date}", date=day)))
    if filters.reported_from:
        day = locale.date(filters.reported_from)
        chips.append(("reported_from", "", locale.text("first reported from {date}", date=day)))
    if filters.as_of:
        chips.append(("as_of", "", as_known_label(filters.as_of, locale)))
    if filters.is_unreviewed:
        chips.append(("is_unreviewed", "", locale.text("with what nobody has reviewed yet")))
    if filters.search:
        chips.append(("search", "", f"“{filters.search}”"))
    return chips


def as_known_label(day: date, locale: Locale) -> str:
    """Return what says that the reader looks at the past."""
    return locale.text("As known on {date}", date=locale.date(day))


def group_label(group: str, locale: Locale) -> str:
    """Return a group's name as an option: with its banners."""
    return locale.text("{group} with its banners", group=group)


def metro_label(metro: str, locale: Locale) -> str:
    """Return a metro area's name as an option."""
    return locale.text("{metro} and suburbs", metro=metro)


def describe_filters(filters: Filters, locale: Locale) -> str:
    """Return the active filters (not the period) in one line."""
    named = [
        label
        for field, _, label in filter_chips(filters, locale)
        if field not in ("from_date", "to_date")
    ]
    if not named:
        return locale.text("Filters: none")
    return locale.text("Filters: {filters}", filters=", ".join(named))


def describe_period(filters: Filters, locale: Locale) -> str:
    """Return the period in one line."""
    if filters.from_date and filters.to_date:
        period = locale.date_range(filters.from_date, filters.to_date)
    elif filters.from_date:
        period = locale.text("from {date}", date=locale.date(filters.from_date))
    elif filters.to_date:
        period = locale.text("to {date}", date=locale.date(filters.to_date))
    else:
        period = locale.text("everything known")
    return locale.text("Period: {period}", period=period)
