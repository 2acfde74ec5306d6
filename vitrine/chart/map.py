"""The store map as a scene: marks spread so that none hides another, bubbles, names, finding.

Frames come from queries/store_point.sql (one row a store) and queries/presence.sql (counts by
company and metro area, complete even when there are too many stores to draw).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from vitrine.chart.deck import camera_for
from vitrine.chart.map_scene import Bubble, MapLabel, MapPoint, MapScene, Precision, View
from vitrine.chart.scene import ACCENT, INK, MUTED, Footer, LegendItem
from vitrine.chart.spread import is_in, spread
from vitrine.chart.store import (
    SIGNS,
    UNDRAWN_STATES,
    hover_text,
    is_spot,
    state_label,
    state_line,
    store_records,
    value,
)
from vitrine.locale import Locale

POINT_ZOOM = 8.0  # from here on marks can be told apart
SPOT_PX = 11
CITY_PX = 9
LEGEND_COMPANIES = 8
NAMED = 3
COUNTS = {
    "open": "open_count",
    "planned": "planned_count",
    "rumoured": "rumoured_count",
    "overdue": "overdue_count",
    "closed": "closed_count",
    "temporary": "temporary_count",
}


@dataclass(frozen=True)
class MapInput:
    """What a map is drawn from.

    at is the day of which the state is shown; is_past tells that the reader chose it. color_of
    returns a company's colour; note_count counts reports that are no point. When is_aggregated, the
    stores are too many to draw and stores holds only the first of them.
    """

    stores: pd.DataFrame
    presence: pd.DataFrame
    at: date
    is_past: bool
    note_count: int
    color_of: Callable[[str], str]
    is_aggregated: bool = False


def map_scene(
    data: MapInput,
    view: View,
    locale: Locale,
    width_px: int,
    height_px: int,
    footer: Footer,
    *,
    is_screen: bool = False,
) -> MapScene:
    """Draw the stores of a result within a view.

    On screen marks and bubbles are both there, as the reader may zoom; a picture has bubbles where
    marks would lie on each other.
    """
    is_close = camera_for(view, width_px, height_px).zoom >= POINT_ZOOM
    drawn = data.stores[~data.stores["state"].isin(UNDRAWN_STATES)]
    points = _points(drawn, data, locale, view if is_close else None)
    bubbles = _bubbles(data.presence, data, locale)
    if data.is_aggregated or drawn.empty:
        points = ()
    elif is_close:
        bubbles = tuple(item for item in bubbles if not is_in(item.lon, item.lat, view))
    elif not is_screen:
        points = tuple(_left_point(item) for item in bubbles if not item.count)
        bubbles = tuple(item for item in bubbles if item.count)
    if is_close:
        data = _within(data, view)
    title = finding(data, locale)
    subtitle = _subtitle(data, locale)
    return MapScene(
        key="store-map",
        title=title,
        subtitle=subtitle,
        points=points,
        bubbles=bubbles,
        labels=_city_labels(drawn, view) if is_close else (),
        view=view,
        table=store_table(data.stores, locale),
        alt=f"{title}. {subtitle}",
        legend=legend(data, locale, has_bubbles=bool(bubbles)),
        notes=_notes(data, locale),
        footer=footer,
    )


def _within(data: MapInput, view: View) -> MapInput:
    """Return the counts of the metro areas looked at, if there are any in view."""
    here = [
        is_in(lon, lat, view)
        for lon, lat in zip(data.presence["lon"], data.presence["lat"], strict=True)
    ]
    return replace(data, presence=data.presence[here]) if any(here) else data


def finding(data: MapInput, locale: Locale) -> str:
    """Return the map's finding: who, where, how many stores in which state."""
    totals = {state: int(data.presence[column].sum()) for state, column in COUNTS.items()}
    parts = [
        locale.plural("{n} store known to be open", "{n} stores known to be open", totals["open"]),
    ]
    if totals["closed"]:
        parts.append(locale.plural("{n} closed", "{n} closed", totals["closed"]))
    coming = totals["planned"] + totals["rumoured"]
    if coming:
        parts.append(locale.plural("{n} planned", "{n} planned", coming))
    sentence = locale.text(
        "{who} in {where}: {numbers}",
        who=_who(data.presence, locale),
        where=_where(data.presence, locale),
        numbers=locale.list(parts),
    )
    if data.is_past:
        return locale.text("{finding} on {date}", date=locale.date(data.at), finding=sentence)
    return sentence


def _who(presence: pd.DataFrame, locale: Locale) -> str:
    names = list(dict.fromkeys(presence["company"]))
    if len(names) <= NAMED:
        return locale.list(names)
    return locale.plural("{n} company", "{n} companies", len(names))


def _where(presence: pd.DataFrame, locale: Locale) -> str:
    metros = metro_counts(presence)
    if len(metros) <= NAMED:
        return locale.list(list(metros["metro"]))
    return locale.plural("{n} metro area", "{n} metro areas", len(metros))


def metro_counts(presence: pd.DataFrame) -> pd.DataFrame:
    """Return one row a metro area, that with most stores first."""
    columns = [*COUNTS.values()]
    found: dict[tuple[str, str], list[float]] = {}
    for row in zip(*(presence[name].tolist() for name in (*_METRO, *columns)), strict=True):
        key = (row[0], row[1])
        if key in found:
            sums = found[key]
            for index in range(2, len(sums)):
                sums[index] += row[index + 2]
        else:
            found[key] = list(row[2:])
    rows = [(*key, *sums, sum(sums[2:])) for key, sums in found.items() if sum(sums[2:]) > 0]
    rows.sort(key=lambda row: (-float(row[-1]), row[0], row[1]))
    return pd.DataFrame(rows, columns=[*_METRO, *columns, "total"])


_METRO = ("metro", "country", "lat", "lon")


def _subtitle(data: MapInput, locale: Locale) -> str:
    text, day = locale.text, locale.date(data.at)
    newest = text("State on {date}, the day of the newest report.", date=day)
    return " ".join(
        (
            text("State on {date}.", date=day) if data.is_past else newest,
            text("One mark a store, put together from its reports; plans never count as open."),
        )
    )


def _notes(data: MapInput, locale: Locale) -> tuple[str, ...]:
    notes = [
        locale.text("Known from news, not a full count."),
        locale.text("Marks that would cover each other stand up to 700 m aside."),
    ]
    overdue = int(data.presence["overdue_count"].sum())
    if overdue:
        notes.append(
            locale.plural(
                "{n} plan is past its date without report of an opening.",
                "{n} plans are past their date without report of an opening.",
                overdue,
            )
        )
    if data.note_count:
        notes.append(
            locale.plural(
                "Plus {n} report on several stores or without a town, not on the map.",
                "Plus {n} reports on several stores or without a town, not on the map.",
                data.note_count,
            )
        )
    total = int(data.stores["total_count"].iloc[0]) if len(data.stores) else 0
    if total > len(data.stores):
        notes.append(
            locale.text(
                "{total} stores: the list holds the first {shown}; narrow the filters.",
                total=locale.number(total),
                shown=locale.number(len(data.stores)),
            )
        )
    return tuple(notes)


def legend(data: MapInput, locale: Locale, *, has_bubbles: bool) -> tuple[LegendItem, ...]:
    """Return the signs that are on the map, then the companies with most stores."""
    states = set(data.stores["state"]) if len(data.stores) else set()
    if "presumed_closed" in states:
        states = states - {"presumed_closed"} | {"closed"}
    items = []
    for state, sign in SIGNS.items():
        if state in states:
            color = MUTED if sign.is_grey else INK
            items.append(LegendItem(state_label(state, locale), color, sign.fill, sign.symbol))
    if len(data.stores) and not data.stores["geo_precision"].isin(SPOT_PRECISIONS).all():
        items.append(LegendItem(locale.text("pale disc: only the city is known"), MUTED, "pale"))
    if has_bubbles:
        items.append(LegendItem(locale.text("number: stores open in the metro area"), ACCENT))
        items.append(LegendItem(locale.text("metro area without a known open store"), MUTED))
    totals = data.presence.set_index("company")[list(COUNTS.values())].sum(axis=1)
    by_company = (
        totals.groupby(level=0).sum().sort_index().sort_values(ascending=False, kind="stable")
    )
    names = [str(name) for name in by_company.index]
    items += [LegendItem(name, data.color_of(name)) for name in names[:LEGEND_COMPANIES]]
    return tuple(items)


SPOT_PRECISIONS = ("address", "street", "venue")


def _points(
    drawn: pd.DataFrame, data: MapInput, locale: Locale, named_in: View | None
) -> tuple[MapPoint, ...]:
    """Return the marks, those of least weight first; named ones lie within the view."""
    records = store_records(drawn)
    places = spread(records)
    points = []
    named: set[str] = set()
    for record in sorted(
        records, key=lambda row: (SIGNS[value(row, "state")].rank, value(row, "store_id"))
    ):
        sign = SIGNS[value(record, "state")]
        lon, lat = places[value(record, "store_id")]
        spot = is_spot(record)
        name = value(record, "address").split(",")[0][:32]
        is_named = spot and named_in is not None and is_in(lon, lat, named_in)
        is_named = is_named and name not in named
        named |= {name} if is_named else set()
        points.append(
            MapPoint(
                lon=lon,
                lat=lat,
                color=sign.color(data.color_of(value(record, "company"))),
                fill=sign.fill,
                symbol=sign.symbol,
                size_px=SPOT_PX if spot else CITY_PX,
                label=name if is_named else "",
                hover=hover_text(record, locale),
                event_ids=(value(record, "event_id"), value(record, "store_id")),
                precision=_precision(value(record, "geo_precision")),
            )
        )
    return tuple(points)


def _precision(text: str) -> Precision:
    known: Mapping[str, Precision] = {
        "address": "address",
        "street": "street",
        "venue": "venue",
        "country": "country",
    }
    return known.get(text, "city")


def _bubbles(presence: pd.DataFrame, data: MapInput, locale: Locale) -> tuple[Bubble, ...]:
    """Return one bubble a metro area: its number is the stores known to be open."""
    companies: dict[str, set[str]] = {}
    for metro, company in zip(presence["metro"], presence["company"], strict=True):
        companies.setdefault(metro, set()).add(company)
    labels = {state: state_label(state, locale) for state in COUNTS}
    bubbles = []
    for row in store_records(metro_counts(presence)):
        metro = str(row["metro"])
        names = sorted(companies[metro])
        lines = [
            f"{locale.number(row[column])} {labels[state]}"
            for state, column in COUNTS.items()
            if row[column]
        ]
        color = data.color_of(names[0]) if len(names) == 1 else ACCENT
        shown = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
        bubbles.append(
            Bubble(
                lon=float(str(row["lon"])),
                lat=float(str(row["lat"])),
                count=int(str(row["open_count"])),
                label=metro,
                color=color if row["open_count"] else MUTED,
                hover=f"{metro}\n{', '.join(lines)}\n{shown}",
            )
        )
    return tuple(sorted(bubbles, key=lambda item: (-item.count, item.label)))


def _left_point(bubble: Bubble) -> MapPoint:
    """Return the mark of a metro area where no store is known to be open."""
    return MapPoint(bubble.lon, bubble.lat, MUTED, size_px=6, precision="venue")


def _city_labels(drawn: pd.DataFrame, view: View) -> tuple[MapLabel, ...]:
    """Return the names of the cities in view, that with most stores first."""
    vague = drawn[~drawn["geo_precision"].isin(SPOT_PRECISIONS)]
    counts = vague.groupby(["city", "country"], observed=True, sort=True).agg(
        lat=("lat", "first"), lon=("lon", "first"), count=("store_id", "size")
    )
    ordered = counts.reset_index().sort_values(["count", "city"], ascending=[False, True])
    return tuple(
        MapLabel(float(row["lon"]), float(row["lat"]), str(row["city"]), 13, is_bold=True)
        for row in ordered.to_dict("records")
        if is_in(float(row["lon"]), float(row["lat"]), view)
    )


def store_table(stores: pd.DataFrame, locale: Locale) -> pd.DataFrame:
    """Return the stores as the reader's table, one row each, in the order of the query."""

    def texts(name: str) -> list[str]:
        return [found if isinstance(found, str) else "" for found in stores[name].tolist()]

    def named(name: str, word: Callable[[str], str]) -> list[str]:
        values = texts(name)
        words = {found: word(found) for found in set(values)}
        return [words[found] for found in values]

    return pd.DataFrame(
        {
            "event_id": texts("event_id"),
            "company": texts("company"),
            "city": texts("city"),
            "address": texts("address"),
            "status": named("state", lambda state: state_label(state, locale)),
            "headline": [state_line(row, locale) for row in store_records(stores)],
            "opened": texts("open_text"),
            "closed": texts("closed_text"),
            "planned": texts("plan_text"),
            "country": named("country", locale.country),
            "geo_precision": named("geo_precision", locale.geo_precision),
            "outlets": texts("outlets"),
            "source_url": texts("source_url"),
        }
    )
