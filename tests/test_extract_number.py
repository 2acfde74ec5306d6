"""Counts and percentages in six languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.article import LANGUAGES
from vitrine.extract.number.count import find_counts, find_percents
from vitrine.extract.number.word import number_words
from vitrine.extract.text import sentences_of, tokens_of

# "a phrase = counts"; behind a count: o ordinal, ~ inexact.
_COUNTS = {
    "en": """
        It has 25 stores = 25
        1,350 people = 1350
        twenty-five shops = 25
        two hundred and fifty jobs = 250
        Sixty-four shops stay = 64
        a dozen stores = 12 ~
        two dozen stores = 24 ~
        some 700 stores = 700 ~
        about 60 warehouses = 60 ~
        150 or so = 150 ~
        the third store = 3 o
        its 20th store = 20 o
        5 million customers = 5000000
        one of 50 stores = 50
        600k people = 600000
        between 10 and 15 stores = 10 & 15
        hundreds of stores = none
        500 m2 and 3 km = none
        Mi MIX 3 = none
        iPhone 15 = none
        at 10:30 = none
        30 per cent = none
        in 2019 = none
        8/10 = none
        """,
    "fr": """
        180 emplois = 180
        1.100 personnes = 1100
        1 100 personnes = 1100
        deux magasins = 2
        vingt-cinq magasins = 25
        vingt et un magasins = 21
        quatre-vingt-dix magasins = 90
        septante magasins = 70
        deux cents magasins = 200
        une dizaine de magasins = 10 ~
        une centaine de magasins = 100 ~
        quelque 250 postes = 250 ~
        neuf personnes = 9
        un magasin neuf = none
        un magasin = none
        le vingtième magasin = 20 o
        le 2e magasin = 2 o
        1 500 m² = none
        des milliers de curieux = none
        55 pouces = none
        trois semaines = none
        """,
    "nl": """
        36 winkels = 36
        1.350 mensen = 1350
        twaalf vestigingen = 12
        drieëntwintig winkels = 23
        tweehonderd winkels = 200
        een tiental winkels = 10 ~
        zo'n 700 winkels = 700 ~
        ruim 60 winkels = 60 ~
        één winkel = 1
        een winkel = none
        de tweede winkel = 2 o
        de 3e winkel = 3 o
        tientallen winkels = none
        157 m² = none
        drie weken = none
        """,
    "de": """
        36 Filialen = 36
        10.000 Stück = 10000
        neun Depots = 9
        fünfundzwanzig Filialen = 25
        dreißig Filialen = 30
        zweihundert Filialen = 200
        zwei Dutzend Filialen = 24 ~
        ein Dutzend Filialen = 12 ~
        rund 150 Häuser = 150 ~
        eine Filiale = none
        die zweite Filiale = 2 o
        der dritten Filiale = 3 o
        1 500 Quadratmeter = none
        um 22 Uhr = none
        55-Zoll-Fernseher = none
        """,
    "es": """
        146 tiendas = 146
        1.100 empleados = 1100
        10 mil tiendas = 10000
        quince tiendas = 15
        treinta y cinco tiendas = 35
        doscientas tiendas = 200
        una decena de tiendas = 10 ~
        un centenar de empleados = 100 ~
        casi 300 tiendas = 300 ~
        una tienda = none
        la segunda tienda = 2 o
        3.000 metros cuadrados = none
        veinte años = none
        2.500 m² = none
        """,
    "it": """
        24 negozi = 24
        1.100 dipendenti = 1100
        dieci punti vendita = 10
        otto persone = 8
        venticinque negozi = 25
        trentatré negozi = 33
        duecento negozi = 200
        una decina di negozi = 10 ~
        circa 300 negozi = 300 ~
        un negozio = none
        il secondo negozio = 2 o
        terza città = 3 o
        150 metri quadrati = none
        due mesi = none
        """,
}
_PERCENTS = [
    ("en", "up 30 per cent", "30"),
    ("en", "a 10%-stake", "10"),
    ("en", "3.5 percentage points", "3.5 points"),
    ("en", "70 basis points", "0.70 points"),
    ("en", "ten percent", "10"),
    ("fr", "+11,4 %", "11.4"),
    ("fr", "(−28 %)", "-28"),
    ("fr", "6,6 pour cent", "6.6"),
    ("fr", "2 points de pourcentage", "2 points"),
    ("fr", "3 à 5 %", "3 & 5"),
    ("nl", "3 procent", "3"),
    ("nl", "2,1 procent", "2.1"),
    ("nl", "3 procentpunt", "3 points"),
    ("nl", "12 pct", "12"),
    ("de", "drei Prozent", "3"),
    ("de", "minus 47 %", "-47"),
    ("es", "el ebitda quedó en menos 21 %", "-21"),
    ("es", "al menos 21 %", "21"),
    ("fr", "au moins 5 %", "5"),
    ("de", "12 Prozentpunkte", "12 points"),
    ("de", "2,875 Prozent", "2.875"),
    ("es", "2,8 por ciento", "2.8"),
    ("es", "dos puntos porcentuales", "2 points"),
    ("it", "2,7 per cento", "2.7"),
    ("it", "tre punti percentuali", "3 points"),
    ("it", "+341%", "341"),
]


def _cases() -> list[tuple[str, str, str]]:
    found = []
    for language, lines in _COUNTS.items():
        for line in lines.strip().splitlines():
            phrase, _, meaning = line.strip().partition(" = ")
            found.append((language, phrase, meaning))
    return found


@pytest.mark.parametrize(("language", "phrase", "meaning"), _cases())
def test_phrase_means_count(language: str, phrase: str, meaning: str) -> None:
    found = []
    for sentence in sentences_of(phrase):
        for item in find_counts(phrase, sentence, language):
            marks = "o" * item.is_ordinal + "~" * item.is_approx
            found.append(f"{item.value} {marks}".strip())
    assert found == ([] if meaning == "none" else meaning.split(" & "))


@pytest.mark.parametrize(("language", "phrase", "meaning"), _PERCENTS)
def test_phrase_means_percent(language: str, phrase: str, meaning: str) -> None:
    found = []
    for sentence in sentences_of(phrase):
        for item in find_percents(phrase, sentence, language):
            found.append(f"{item.value} points" if item.is_points else str(item.value))
    assert found == meaning.split(" & ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_words_reach_ninety_nine(language: str) -> None:
    words = number_words(language)
    assert {words.cardinal.at(tokens_of(w), 0) for w in ("99",)} == {None}
    text = {
        "en": "ninety-nine",
        "fr": "quatre-vingt-dix-neuf",
        "nl": "negenennegentig",
        "de": "neunundneunzig",
        "es": "noventa y nueve",
        "it": "novantanove",
    }[language]
    found = words.cardinal.at(tokens_of(text), 0)
    assert found is not None and found[0] == 99


def test_taken_spans_are_no_counts() -> None:
    text = "On 5 May it opened 12 stores"
    sentence = sentences_of(text)[0]
    assert [item.value for item in find_counts(text, sentence, "en")] == [5, 12]
    assert [item.value for item in find_counts(text, sentence, "en", [(3, 8)])] == [12]


_WORDS = sorted({word for _, phrase, _ in _cases() for word in phrase.split()} | {"0", "1.2.3"})


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)),
    st.sampled_from([*LANGUAGES, ""]),
)
def test_any_text_gives_spans_inside_it(text: str, language: str) -> None:
    for sentence in sentences_of(text):
        for count in find_counts(text, sentence, language):
            assert sentence.start <= count.start < count.end <= sentence.end
        for percent in find_percents(text, sentence, language):
            assert sentence.start <= percent.start < percent.end <= sentence.end
            assert isinstance(percent.value, Decimal)
