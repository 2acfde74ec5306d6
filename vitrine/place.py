"""The cities of data/places.csv: where they lie, which metro area they belong to, other names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vitrine.filters import fold
from vitrine.gazetteer import Line, check_country, read_lines

_COLUMNS = ("city", "country", "metro", "lat", "lon", "aliases")


@dataclass(frozen=True)
class City:
    """One municipality under its local name.

    country is ISO 3166-1 alpha-2; metro is the city whose urban area it belongs to (its own name
    when it stands alone); lat and lon are its centre in degrees WGS 84.
    """

    city: str
    country: str
    metro: str
    lat: float
    lon: float
    aliases: tuple[str, ...] = ()


class Places:
    """All cities in the order of their file."""

    def __init__(self, cities: Sequence[City]) -> None:
        """Keep the cities, by country and name, and by every name they have."""
        self._cities = {(item.country, item.city): item for item in cities}
        self._by_name: dict[str, list[City]] = {}
        for item in cities:
            for name in {fold_name(name) for name in (item.city, *item.aliases)}:
                self._by_name.setdefault(name, []).append(item)

    def __iter__(self) -> Iterator[City]:
        return iter(self._cities.values())

    def __len__(self) -> int:
        return len(self._cities)

    def get(self, country: str, city: str) -> City | None:
        """Return the city of that local name in a country."""
        return self._cities.get((country, city))

    def canonical(self, name: str, country: str | None = None) -> str | None:
        """Return the local name behind a name or exonym; case and accents do not matter.

        Without a country a name that two countries share gives None: nobody can tell which it is.
        """
        found = [
            item
            for item in self._by_name.get(fold_name(name), ())
            if country is None or item.country == country
        ]
        return found[0].city if len(found) == 1 else None

    def metro(self, country: str, city: str) -> str:
        """Return the metro area of a city; a city that is not listed is its own."""
        known = self.get(country, city)
        return known.metro if known else city

    def metros(self) -> dict[tuple[str, str], tuple[City, ...]]:
        """Return the cities of each metro area by country and name of the metro."""
        found: dict[tuple[str, str], list[City]] = {}
        for item in self:
            found.setdefault((item.country, item.metro), []).append(item)
        return {key: tuple(found[key]) for key in sorted(found)}


def load_places(path: Path) -> Places:
    """Read places.csv; a wrong line raises DataError."""
    cities: list[City] = []
    owners: dict[tuple[str, str], str] = {}
    lines = read_lines(path, _COLUMNS)
    for line in lines:
        city = _city(line)
        for column, names in (("city", (city.city,)), ("aliases", city.aliases)):
            for name in names:
                key = (city.country, fold_name(name))
                if key in owners:
                    raise line.error(
                        column, f"{name} is a name of {owners[key]} already; keep only one of them"
                    )
                owners[key] = city.city
        cities.append(city)
    known = {(item.country, item.city): item for item in cities}
    for line, city in zip(lines, cities, strict=True):
        centre = known.get((city.country, city.metro))
        if centre is None:
            raise line.error("metro", "it is not a city of that country in this file; add it")
        if centre.metro != centre.city:
            raise line.error("metro", f"it lies in the metro area of {centre.metro}; write that")
    return Places(cities)


def fold_name(name: str) -> str:
    """Return a name in the form in which names are compared: no case, accents, marks or blanks."""
    return " ".join(fold(name).replace("-", " ").replace("’", "'").split())


def _city(line: Line) -> City:
    return City(
        line.required("city"),
        check_country(line, "country", line.required("country")),
        line.required("metro"),
        _degrees(line, "lat", 90),
        _degrees(line, "lon", 180),
        line.listed("aliases"),
    )


def _degrees(line: Line, column: str, limit: int) -> float:
    try:
        degrees = float(line.required(column))
    except ValueError as error:
        raise line.error(column, f"write degrees from -{limit} to {limit}") from error
    if not -limit <= degrees <= limit:
        raise line.error(column, f"write degrees from -{limit} to {limit}")
    return degrees
