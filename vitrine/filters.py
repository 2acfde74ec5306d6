"""What the reader looks at, as one value: filters and view <-> URL <-> SQL parameters.

The URL is the only place where this lives. Reading one never fails: what is not known is reported
and left out. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from vitrine.event import EventType, PartialDate, Status

GROUP_SUFFIX = " group"  # company=Ceconomy is the company alone, "Ceconomy group" its banners too
MAX_TERMS = 4
MAX_VALUE_CHARS = 200
EVENT_ID = re.compile(r"E(\d{1,12}|X[0-9a-f]{16}|S[0-9a-f]{15})")  # curated, read, or of a table
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Filters:
    """The global filters; an empty tuple or None lets everything through.

    Companies and groups are joined by "or", so are cities and metros; all else by "and".
    reported_from lets through what no article told before that day, whenever it happened. as_of
    shows what was known on that day, with the values known then (see as_known.py). is_unreviewed
    lets through what a program read and nobody has reviewed, which is hidden otherwise.
    """

    companies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    metros: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    from_date: date | None = None
    to_date: date | None = None
    search: str = ""
    reported_from: date | None = None
    as_of: date | None = None
    is_unreviewed: bool = False

    def is_empty(self) -> bool:
        """Tell whether nothing is filtered."""
        return self == Filters()

    def having(self, name: str, value: object) -> Filters:
        """Return the filters with one field set."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    def without(self, name: str, value: str | None = None) -> Filters:
        """Return the filters with one value of a field, or the whole field, dropped."""
        default = next(item.default for item in fields(Filters) if item.name == name)
        if value is None or not isinstance(default, tuple):
            return self.having(name, default)
        return self.having(name, tuple(item for item in getattr(self, name) if item != value))


@dataclass(frozen=True)
class View:
    """Filters plus what else the URL says: language, metric, open card, a page's own choices."""

    filters: Filters = Filters()
    language: str = ""
    metric: str = ""
    event_id: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    def choice(self, name: str) -> str:
        """Return a page's own choice, or its first (default) value."""
        return dict(self.choices).get(name, CHOICES[name][0])

    def with_filters(self, filters: Filters) -> View:
        """Return the view under other filters, each list at its first page again."""
        return replace(self, filters=filters).with_choice("page", CHOICES["page"][0])

    def with_choice(self, name: str, value: str) -> View:
        """Return the view with one choice changed; the default leaves the URL."""
        kept = {key: old for key, old in self.choices if key != name}
        if value != CHOICES[name][0]:
            kept[name] = value
        return replace(self, choices=tuple(sorted(kept.items())))


CHOICES: Mapping[str, tuple[str, ...]] = {
    # parameter of one page -> the values that it may have, the default first
    "scale": ("amount", "index", "share"),
    "convert": ("", "EUR"),
    "span": ("year", "part"),
    "compare": ("", "on"),
    "figures": ("off", "on"),
    "page": ("1",),  # of a list, and every other whole number
    "inbox": ("add", "queue", "names", "decisions"),
    "part": ("coverage", "feeds", "outlets", "quality", "differences"),  # of Sources & quality
    # The map: the metro area it looks at, and the year or quarter whose end it shows.
    "zoom": ("",),  # and every metro area that is known
    "store": ("",),  # and every id of a store: that of its first report
    "at": (
        "",
        *(str(year) for year in range(1990, 2041)),
        *(f"{year}-Q{quarter}" for year in range(1990, 2041) for quarter in range(1, 5)),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The values that a snapshot knows, by field; aliases lead to the canonical value."""

    companies: Mapping[str, str] = field(default_factory=dict)
    groups: Sequence[str] = ()
    countries: Sequence[str] = ()
    cities: Mapping[str, str] = field(default_factory=dict)
    metros: Mapping[str, str] = field(default_factory=dict)
    metrics: Sequence[str] = ()
    languages: Sequence[str] = ()
    last_day: date = date.max  # nothing can be said of what will be known after it


@dataclass(frozen=True)
class Unknown:
    """A parameter of the URL that was left out."""

    name: str
    value: str


def fold(text: str) -> str:
    """Return text in lower case without accents, as words are stored for search."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def search_terms(search: str) -> list[str]:
    """Split a search into folded words; the first four count."""
    return re.findall(r"\w+", fold(search))[:MAX_TERMS]


def parse_view(params: Mapping[str, Sequence[str]], known: Known) -> tuple[View, list[Unknown]]:
    """Read the parameters of a URL; what is not known comes back as the second value."""
    unknown: list[Unknown] = []

    def take(name: str, lookup: Mapping[str, str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for value in filter(str.strip, params.get(name, ())):
            canonical = lookup.get(fold(value.strip()))
            if canonical is None:
                unknown.append(Unknown(name, value[:MAX_VALUE_CHARS]))
            else:
                found[canonical] = None
        return tuple(found)

    def single(name: str, allowed: Sequence[str]) -> str:
        values = take(name, _by_fold(allowed))
        unknown.extend(Unknown(name, value) for value in values[1:])
        return values[0] if values else ""

    group_names = {fold(group + GROUP_SUFFIX): group + GROUP_SUFFIX for group in known.groups}
    companies = take("company", {**known.companies, **group_names})
    filters = Filters(
        companies=tuple(name for name in companies if fold(name) not in group_names),
        groups=tuple(
            name.removesuffix(GROUP_SUFFIX) for name in companies if fold(name) in group_names
        ),
        countries=take("country", _by_fold(known.countries)),
        cities=take("city", known.cities),
        metros=take("metro", known.metros),
        types=take("type", _by_fold([item.value for item in EventType])),
        statuses=take("status", _by_fold([item.value for item in Status])),
        from_date=_parse_day(params, "from", unknown, is_end=False),
        to_date=_parse_day(params, "to", unknown, is_end=True),
        search=_clean(next(iter(params.get("q", ())), "")),
        reported_from=_parse_day(params, "reported", unknown, is_end=False),
        as_of=_parse_day(params, "asof", unknown, is_end=True, last_day=known.last_day),
        is_unreviewed=single("unreviewed", ("1",)) == "1",
    )
    if filters.from_date and filters.to_date and filters.from_date > filters.to_date:
        unknown.append(Unknown("to", filters.to_date.isoformat()))
        filters = replace(filters, to_date=None)
    event_id = next(iter(params.get("event", ())), "")
    if event_id and not EVENT_ID.fullmatch(event_id):
        unknown.append(Unknown("event", event_id[:MAX_VALUE_CHARS]))
        event_id = ""
    allowed = {
        **CHOICES,
        "zoom": (*CHOICES["zoom"], *dict.fromkeys(known.metros.values())),
        "store": ("", *filter(EVENT_ID.fullmatch, params.get("store", ()))),
        "page": ("1", *filter(PAGE_NUMBER.fullmatch, params.get("page", ()))),
    }
    choices = {name: single(name, values) for name, values in allowed.items() if name in params}
    view = View(
        filters=filters,
        language=single("lang", known.languages),
        metric=single("metric", known.metrics),
        event_id=event_id,
        choices=tuple(sorted((n, v) for n, v in choices.items() if v and v != CHOICES[n][0])),
    )
    names = {*_FIELD_OF_PARAM, *_OTHER_PARAMS, *CHOICES}
    unknown.extend(
        Unknown(name[:MAX_VALUE_CHARS], next(iter(values), "")[:MAX_VALUE_CHARS])
        for name, values in params.items()
        if name not in names
    )
    return view, unknown


_FIELD_OF_PARAM = {
    "company": "companies",
    "country": "countries",
    "city": "cities",
    "metro": "metros",
    "type": "types",
    "status": "statuses",
}
_OTHER_PARAMS = ("from", "to", "reported", "asof", "unreviewed", "q", "lang", "metric", "event")


def format_view(view: View) -> dict[str, list[str]]:
    """Return the parameters of the URL that parse_view reads back as the same view."""
    filters = view.filters
    groups = [group + GROUP_SUFFIX for group in filters.groups]
    params = {
        "company": [*filters.companies, *groups],
        "country": list(filters.countries),
        "city": list(filters.cities),
        "metro": list(filters.metros),
        "type": list(filters.types),
        "status": list(filters.statuses),
        "from": [filters.from_date.isoformat()] if filters.from_date else [],
        "to": [filters.to_date.isoformat()] if filters.to_date else [],
        "reported": [filters.reported_from.isoformat()] if filters.reported_from else [],
        "asof": [filters.as_of.isoformat()] if filters.as_of else [],
        "unreviewed": ["1"] if filters.is_unreviewed else [],
        "q": [filters.search] if filters.search else [],
        "metric": [view.metric] if view.metric else [],
        "lang": [view.language] if view.language else [],
        "event": [view.event_id] if view.event_id else [],
    }
    params.update({name: [value] for name, value in view.choices})
    return {name: values for name, values in params.items() if values}


def sql_params(filters: Filters) -> dict[str, object]:
    """Return the parameters of queries/part/filtered_event.sql."""
    terms = search_terms(filters.search)
    values: dict[str, object] = {
        "companies": list(filters.companies) or None,
        "company_groups": list(filters.groups) or None,
        "countries": list(filters.countries) or None,
        "cities": list(filters.cities) or None,
        "metros": list(filters.metros) or None,
        "event_types": list(filters.types) or None,
        "statuses": list(filters.statuses) or None,
        "from_date": filters.from_date,
        "to_date": filters.to_date,
        "reported_from": filters.reported_from,
        "include_unreviewed": filters.is_unreviewed or None,
    }
    for index in range(MAX_TERMS):
        term = terms[index] if index < len(terms) else None
        values[f"term_{index + 1}"] = term
        values[f"term_{index + 1}_last"] = None if term is None else term + LAST_CHARACTER
    return values


def _by_fold(values: Sequence[str]) -> dict[str, str]:
    return {fold(value): value for value in values}


def _parse_day(
    params: Mapping[str, Sequence[str]],
    name: str,
    unknown: list[Unknown],
    *,
    is_end: bool,
    last_day: date = date.max,
) -> date | None:
    values = list(params.get(name, ()))
    unknown.extend(Unknown(name, value[:MAX_VALUE_CHARS]) for value in values[1:])
    if not values or not values[0]:
        return None
    try:
        parsed = PartialDate.parse(values[0])
        if parsed.first > last_day:
            raise ValueError(values[0])
    except ValueError:
        unknown.append(Unknown(name, values[0][:MAX_VALUE_CHARS]))
        return None
    return parsed.last if is_end else parsed.first


def _clean(search: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in search)
    return " ".join(printable.split())[:MAX_VALUE_CHARS].rstrip()
