"""The names of places: cities, exonyms, countries, regions, demonyms, shopping centres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vitrine.extract.name.alias import forms_of, spellings
from vitrine.gazetteer import Line, check_country, read_lines
from vitrine.place import load_places

_PLACE = ("kind", "country", "city", "language", "names")
_VENUE = ("venue", "city", "country", "kind", "aliases")
_CITY = ("city", "country", "population", "lat", "lon")
KINDS = ("country", "region", "exonym", "district", "demonym", "mask", "word", "never", "tail")
_CURATED = 60_000
_VENUE_KINDS = ("venue", "street")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a place, with what it must look like.

    kind: city, country, region, venue, street, demonym or mask (words that only look like a place).
    capitals tells for each word whether it must be written with a capital. language restricts a
    demonym to texts in that language. needs_cue: the name is a word, a surname or a small town,
    and is believed only where words or a list say that a place is meant.
    """

    kind: str
    country: str
    city: str
    capitals: tuple[bool, ...]
    language: str = ""
    population: int = 0
    needs_cue: bool = False


Index = dict[str, list[tuple[tuple[str, ...], PlaceName]]]


class _Builder:
    def __init__(self) -> None:
        self.index: Index = {}
        self.words: frozenset[str] = frozenset()
        self.never: frozenset[str] = frozenset()

    def add(
        self,
        name: str,
        kind: str,
        country: str,
        city: str,
        *,
        language: str = "",
        population: int = 0,
        is_curated: bool = True,
    ) -> None:
        forms = (name.lower(),) if name.isascii() and name.isalpha() else forms_of(name)
        if not forms or (kind == "city" and not is_curated and forms[0] in self.never):
            return
        capitals = (
            (name[0].isupper(),)
            if len(forms) == 1
            else tuple(word[:1].isupper() for word in _words(name, len(forms)))
        )
        needs_cue = kind == "city" and (
            forms[0] in self.words or (not is_curated and population < 30_000) or len(name) < 4
        )
        entry = PlaceName(kind, country, city, capitals, language, population, needs_cue)
        if len(forms) == 1 and "-" not in forms[0]:
            self._put(forms, entry)
        else:
            for spelling in spellings(forms):
                self._put(spelling, entry)
                for other in _saint(spelling):
                    self._put(other, entry)

    def _put(self, forms: tuple[str, ...], entry: PlaceName) -> None:
        self.index.setdefault(forms[0], []).append((forms, entry))


def _words(name: str, count: int) -> list[str]:
    words = list(name.replace("-", " - ").replace("'", " ' ").replace("’", " ' ").split())
    plain = name.split()
    chosen = plain if len(plain) == count else words
    return (chosen + [""] * count)[:count]


def _saint(forms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a name with St or St. for Saint and Sankt, as the press writes it."""
    if forms[0] in ("saint", "sankt", "sint") and len(forms) > 1:
        yield ("st", *forms[1:])
        yield ("st", ".", *forms[1:])
    elif forms[0].startswith("saint-"):
        yield ("st-" + forms[0][6:],)


@cache
def load_place_names(data_dir: Path) -> Index:
    """Return all names of places by their first word, the longest first; loaded once."""
    builder = _Builder()
    lines = read_lines(data_dir / "lexicon" / "place.csv", _PLACE)
    builder.words, builder.never = _first_words(lines, "word"), _first_words(lines, "never")
    sizes = _add_cities(builder, data_dir)
    tails = [tail for line in lines if line.text("kind") == "tail" for tail in line.listed("names")]
    for line in lines:
        _add_line(builder, line, sizes, tails)
    for line in read_lines(data_dir / "lexicon" / "venue.csv", _VENUE):
        kind = line.required("kind")
        if kind not in _VENUE_KINDS:
            raise line.error("kind", "write venue or street")
        for name in (line.required("venue"), *line.listed("aliases")):
            builder.add(name, kind, line.text("country"), line.text("city"))
    for entries in builder.index.values():
        entries.sort(key=lambda item: -len(item[0]))
    return builder.index


def _first_words(lines: list[Line], kind: str) -> frozenset[str]:
    return frozenset(
        form
        for line in lines
        if line.text("kind") == kind
        for name in line.listed("names")
        for form in forms_of(name)[:1]
    )


def _add_cities(builder: _Builder, data_dir: Path) -> dict[tuple[str, str], int]:
    """Add the cities of both tables and return their inhabitants by country and name."""
    sizes: dict[tuple[str, str], int] = {}
    lines = read_lines(data_dir / "cities.csv", _CITY)
    for line in lines:
        sizes[line.values["country"], line.values["city"]] = int(line.values["population"])
    curated = load_places(data_dir / "places.csv")
    for city in curated:
        size = max(_CURATED, sizes.get((city.country, city.city), 0))
        sizes[city.country, city.city] = size
        for name in (city.city, *city.aliases):
            builder.add(name, "city", city.country, city.city, population=size)
    for line in lines:
        city_name, country = line.values["city"], line.values["country"]
        if not curated.get(country, city_name):
            builder.add(
                city_name,
                "city",
                country,
                city_name,
                population=sizes[country, city_name],
                is_curated=False,
            )
    return sizes


def _add_line(
    builder: _Builder, line: Line, sizes: dict[tuple[str, str], int], tails: Sequence[str]
) -> None:
    kind = line.required("kind")
    if kind not in KINDS:
        raise line.error("kind", f"write one of {', '.join(KINDS)}")
    if kind in ("word", "never", "tail"):
        return
    country, city, language = line.text("country"), line.text("city"), line.text("language")
    if kind != "mask":
        check_country(line, "country", country)
    for noted in line.listed("names"):
        if kind in ("exonym", "district"):
            size = sizes.get((country, city), _CURATED)
            builder.add(noted, "city", country, city, population=size)
        else:
            for name in inflected(noted) if kind == "demonym" else (noted,):
                builder.add(name, kind, country, city, language=language)
        if kind == "country" and noted.isalpha():
            for tail in tails:  # Deutschlandgeschäft, Spanien-Tochter
                builder.add(noted + tail, kind, country, city)
                builder.add(f"{noted}-{tail.capitalize()}", kind, country, city)
    if kind == "exonym" and (country, city) not in sizes:
        builder.add(city, "city", country, city, population=_CURATED)


def inflected(noted: str) -> Iterator[str]:
    """Yield the forms of a demonym: "belg/a/i" is belga, belgi; one that is a word alone stays.

    The first part stands by itself too unless what follows only completes it (a vowel-less stem).
    """
    stem, *endings = noted.split("/")
    if not endings:
        yield stem
        return
    if not _is_bare_stem(endings):
        yield stem
    for ending in endings:
        yield stem + ending


def _is_bare_stem(endings: list[str]) -> bool:
    """Tell whether a stem never stands alone: Italian and Spanish o/a/i/e, és/esa/eses."""
    return (endings[0] in ("o", "a", "és", "i") and endings != ["a", "es", "as"]) or (
        endings[0] == "e" and endings[1:] == ["i"]
    )
