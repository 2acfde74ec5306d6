"""Whether two spellings of an address are one place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.merge.address import Likeness, compare, is_vague

SAME = [
    ("Puerta del Sol 1", "Puerta del Sol 1, whole building"),
    ("rue Halévy, Opéra", "12 rue Halévy"),
    ("Calle de Cristóbal Colón 25", "Calle Colón"),
    ("Plaza de Cataluña", "Plaça de Catalunya 9"),
    ("Haagse Passage", "Passage 39"),
    ("Les Quatre Temps, La Défense", "Les Quatre Temps, 15 Parvis de La Défense"),
    ("La Défense", "Les Quatre Temps, La Défense"),
    ("Madrid Xanadú", "intu Xanadú"),
    ("Vélizy 2", "Westfield Vélizy 2"),
    ("Centro comercial La Gavia", "La Gavia"),
    ("3 boulevard Malesherbes", "3-5 boulevard Malesherbes"),
    ("Champs-Élysées", "74 avenue des Champs-Élysées"),
    ("Gare du Nord", "Gare du Nord, Hall 1"),
    ("La Rambla 131", "Rambla de Canaletes 131"),
    ("Gran Vía 48", "Gran Vía"),
    ("Rue Saint-Charles, Beaugrenelle", "Beaugrenelle"),
]
DIFFERENT = [
    ("100 avenue des Champs-Élysées", "125 avenue des Champs-Élysées"),
    ("Carrousel du Louvre", "114 avenue des Champs-Élysées"),
    ("Gran Plaza 2", "Gran Vía 48"),
    ("Boulevard de Sébastopol", "Forum des Halles"),
    ("Les Quatre Temps, La Défense", "CNIT, La Défense"),
    ("La Maquinista", "Passeig de Gràcia 1"),
    ("Calle de Serrano 3", "Calle de Arapiles 10"),
    ("Centre commercial Italie 2", "Centre commercial Le Millénaire"),
]
VAGUE = [
    ("", "12 rue Halévy"),
    ("", ""),
    ("9e arrondissement", "Boulevard Haussmann"),
    ("Quartier de la Madeleine", "Place de la Madeleine"),
    ("rue Sébastopol", "Boulevard de Sébastopol"),
]


@pytest.mark.parametrize(("pair", "likeness"), [(p, Likeness.SAME) for p in SAME])
def test_spellings_of_one_place_are_recognised(pair: tuple[str, str], likeness: Likeness) -> None:
    assert compare(*pair) is likeness


@pytest.mark.parametrize("pair", DIFFERENT)
def test_two_places_are_told_apart(pair: tuple[str, str]) -> None:
    assert compare(*pair) is Likeness.DIFFERENT


@pytest.mark.parametrize("pair", VAGUE)
def test_an_address_that_does_not_say_which_place_stays_vague(pair: tuple[str, str]) -> None:
    assert compare(*pair) is Likeness.VAGUE


def test_the_name_of_the_town_does_not_make_two_malls_one() -> None:
    assert compare("Madrid Xanadú", "Madrid La Gavia", ("Madrid",)) is Likeness.DIFFERENT
    assert compare("Vélizy 2", "Westfield Vélizy 2", ("Vélizy-Villacoublay",)) is Likeness.SAME


def test_a_shopping_district_is_a_place_and_a_district_is_none() -> None:
    assert not is_vague("CityLife Shopping District")
    assert is_vague("Quartier de l'Opéra")


address_texts = st.lists(
    st.sampled_from(
        ["rue", "Halévy", "12", "14", "Gran", "Vía", ",", "Saint", "La", "Défense", "ß"]
    ),
    max_size=6,
).map(" ".join)


@given(address_texts, address_texts)
def test_comparing_addresses_works_both_ways_round(a: str, b: str) -> None:
    assert compare(a, b) is compare(b, a)


@given(address_texts)
def test_an_address_is_never_different_from_itself(a: str) -> None:
    assert compare(a, a) is (Likeness.VAGUE if is_vague(a) else Likeness.SAME)
