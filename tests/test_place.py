"""Places: other names of a city, metro areas, and the points of data/places.csv."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.errors import DataError
from vitrine.place import City, Places, load_places
from vitrine.settings import ROOT

HEADER = "city,country,metro,lat,lon,aliases"


@pytest.fixture(scope="module")
def real() -> Places:
    return load_places(ROOT / "data" / "places.csv")


def load(tmp_path: Path, lines: str) -> Places:
    path = tmp_path / "places.csv"
    path.write_text(f"{HEADER}\n{lines}", encoding="utf-8")
    return load_places(path)


def test_a_line_becomes_a_city(tmp_path: Path) -> None:
    places = load(tmp_path, "Gent,BE,Gent,51.0500,3.7167,Gand; Ghent\n")
    expected = City("Gent", "BE", "Gent", 51.05, 3.7167, ("Gand", "Ghent"))
    assert list(places) == [expected]
    assert places.get("BE", "Gent") == expected
    assert places.get("NL", "Gent") is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (",BE,Gent,51,3,", "column city, value '': it is empty; fill it in"),
        ("Alost,Belgium,Alost,51,3,", "column country, value 'Belgium': write an ISO 3166-1"),
        ("Alost,BE,Alost,91,3,", "column lat, value '91': write degrees from -90 to 90"),
        ("Alost,BE,Alost,51,nan,", "column lon, value 'nan': write degrees from -180 to 180"),
        ("Alost,BE,Alost,51,,", "column lon, value '': it is empty; fill it in"),
        ("Alost,BE,Bruxelles,51,3,", "column metro, value 'Bruxelles': it is not a city"),
        ("Alost,BE,Lochristi,51,3,", "it lies in the metro area of Gent; write that"),
        ("GAND,BE,GAND,51,3,", "column city, value 'GAND': GAND is a name of Gent already"),
        ("Alost,BE,Alost,51,3,gand", "column aliases, value 'gand': gand is a name of Gent"),
    ],
)
def test_wrong_city_is_named_with_file_line_and_cure(
    tmp_path: Path, line: str, message: str
) -> None:
    with pytest.raises(DataError) as caught:
        load(tmp_path, f"Gent,BE,Gent,51,3,Gand\nLochristi,BE,Gent,51,3,\n{line}\n")
    assert str(caught.value).startswith("places.csv line 4, column ")
    assert message in str(caught.value)


def test_a_name_that_two_countries_share_needs_the_country(tmp_path: Path) -> None:
    places = load(tmp_path, "Valencia,ES,Valencia,39,0,Valence\nValence,FR,Valence,44,4,\n")
    assert places.canonical("valence") is None
    assert places.canonical("valence", "ES") == "Valencia"
    assert places.canonical("valence", "FR") == "Valence"
    assert places.canonical("valence", "BE") is None


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Luik", "Liège"),
        ("LIEGE", "Liège"),
        ("Anvers", "Antwerpen"),
        ("Gand", "Gent"),
        ("Londres", "London"),
        ("Keulen", "Köln"),
        ("Rijsel", "Lille"),
        ("Milan", "Milano"),
        ("Cologne", "Köln"),
        ("La Haye", "Den Haag"),
        ("L’Hospitalet de Llobregat", "L'Hospitalet de Llobregat"),
        ("velizy villacoublay", "Vélizy-Villacoublay"),
    ],
)
def test_exonyms_and_spellings(real: Places, name: str, city: str) -> None:
    assert real.canonical(name) == city


@pytest.mark.parametrize(
    ("country", "metro", "members"),
    [
        ("FR", "Paris", {"Paris", "Puteaux", "Créteil", "Vélizy-Villacoublay", "Serris"}),
        ("ES", "Madrid", {"Madrid", "Arroyomolinos", "Leganés", "Majadahonda"}),
        ("ES", "Barcelona", {"Barcelona", "L'Hospitalet de Llobregat"}),
        ("BE", "Bruxelles", {"Bruxelles", "Zaventem", "Machelen"}),
    ],
)
def test_suburbs_belong_to_the_metro_area(
    real: Places, country: str, metro: str, members: set[str]
) -> None:
    assert members <= {item.city for item in real.metros()[country, metro]}


def test_a_city_that_is_not_listed_is_its_own_metro_area(real: Places) -> None:
    assert real.metro("FR", "Puteaux") == "Paris"
    assert real.metro("FR", "Nowhere") == "Nowhere"


def test_every_city_of_the_mentions_is_listed_close_to_its_shops(real: Places) -> None:
    with (ROOT / "data" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["city"]]
    assert len(rows) > 400
    for row in rows:
        city = real.get(row["country"], row["city"])
        assert city is not None, row["mention_id"]
        assert row["lat"] and row["lon"], row["mention_id"]
        assert distance_km(city, float(row["lat"]), float(row["lon"])) < 25, row["mention_id"]


def test_suburbs_lie_within_an_hours_drive_of_their_centre(real: Places) -> None:
    for (country, metro), members in real.metros().items():
        centre = real.get(country, metro)
        assert centre is not None
        for city in members:
            assert distance_km(city, centre.lat, centre.lon) < 50, city.city


def distance_km(city: City, lat: float, lon: float) -> float:
    north = city.lat - lat
    east = (city.lon - lon) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(north, east)


names = st.text("abcéèö '-", min_size=1, max_size=6).filter(str.strip)


@given(st.dictionaries(names, st.sampled_from(["BE", "FR"]), max_size=6))
def test_every_city_is_in_exactly_one_metro_area(countries: dict[str, str]) -> None:
    cities = [City(name, country, name, 50.0, 4.0) for name, country in countries.items()]
    members = [city for found in Places(cities).metros().values() for city in found]
    assert sorted(members, key=str) == sorted(cities, key=str)


@given(names)
def test_a_city_is_found_under_its_own_name_in_any_case(name: str) -> None:
    places = Places([City(name, "BE", name, 50.0, 4.0)])
    assert places.canonical(name.upper(), "BE") == name
    assert places.canonical(f" {name} ") == name
