"""A place that was found, and how streets and centres told by their form are put among others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vitrine.event import GeoPrecision
from vitrine.extract.place.street import Located

PRECISION = {
    "city": GeoPrecision.CITY,
    "venue": GeoPrecision.VENUE,
    "street": GeoPrecision.STREET,
    "address": GeoPrecision.ADDRESS,
    "country": GeoPrecision.COUNTRY,
    "region": GeoPrecision.COUNTRY,
}
_LINK = re.compile(r"\s+(?:de|di|d['’]|of|van|in|à|en|a)\s*$")
LOCAL = frozenset({"venue", "street", "address"})


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place at text[start:end].

    kind: city, country, region, venue, street, address, demonym (of a city or a country), or
    dateline (where a report was written, which is no place of an event), local_dateline (in a town
    so small that the report is about it). city is the local name; address the words that say a
    street or shopping centre; city and country are empty when unknown.
    """

    start: int
    end: int
    kind: str
    country: str = ""
    city: str = ""
    address: str = ""
    precision: GeoPrecision | None = None


def with_located(
    text: str, located: Sequence[Located], found: list[PlaceFound]
) -> list[PlaceFound]:
    """Add the streets and centres that only their form tells; they go before names inside them."""
    for item in located:
        inside = [place for place in found if place.start < item.end and item.start < place.end]
        known = next((place for place in inside if place.kind in LOCAL), None)
        if known and _is_told_already(known, item):
            continue
        town = next((p for p in inside if p.kind == "city" and p.end >= item.end), None)
        link = _LINK.search(text, item.start, town.start) if town else None
        if item.kind == "venue" and town and link:  # centro comercial Los Pinos de Toledo
            start, end = item.start, link.start()
            found = [place for place in found if place is town or place not in inside]
            found.append(
                PlaceFound(
                    start,
                    end,
                    "venue",
                    town.country,
                    town.city,
                    text[start:end],
                    PRECISION["venue"],
                )
            )
            continue
        if any(place.start < item.start and place is not known for place in inside):
            continue
        start = min([item.start, *(place.start for place in inside)])
        end = max([item.end, *(place.end for place in inside)])
        kind = item.kind if item.kind == "address" or not known else known.kind
        found = [place for place in found if place not in inside]
        found.append(
            PlaceFound(
                start,
                end,
                kind,
                known.country if known else "",
                known.city if known else "",
                text[start:end],
                PRECISION[kind],
            )
        )
    return sorted(found, key=lambda place: place.start)


def _is_told_already(known: PlaceFound, item: Located) -> bool:
    """Tell whether a known street or centre says as much as the one told by its form."""
    if item.kind == "address" and known.kind != "address":
        return False
    return known.kind != "street" or known.end - known.start >= item.end - item.start
