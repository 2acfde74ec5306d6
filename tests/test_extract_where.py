"""Places are found in sentences of our own: cities, demonyms, centres, streets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.article import LANGUAGES
from vitrine.errors import DataError
from vitrine.extract.place.name import inflected, load_place_names
from vitrine.extract.place.where import PlaceFound, load_place_matcher
from vitrine.extract.text import sentences_of
from vitrine.settings import Settings

DATA = Settings().data_dir
MATCHER = load_place_matcher(DATA)


def places(text: str, language: str, countries: frozenset[str] = frozenset()) -> list[PlaceFound]:
    return [
        place
        for sentence in sentences_of(text)
        for place in MATCHER.find(text, sentence, language, countries)
    ]


CITIES = [
    ("en", "It opens in Cologne, The Hague and Nice.",
     [("Köln", "DE"), ("Den Haag", "NL"), ("Nice", "FR")]),
    ("en", "Nice weather for reading a split test.", []),
    ("en", "Birmingham gets a shop, so does Newcastle.",
     [("Birmingham", "GB"), ("Newcastle upon Tyne", "GB")]),
    ("en", "Paris Hilton bought a phone at the Paris Saint-Germain shop.", []),
    ("en", "Geneva and Seville follow.", [("Genève", "CH"), ("Sevilla", "ES")]),
    ("fr", "L'enseigne ouvre à Anvers, Gand, Courtrai et Tours.",
     [("Antwerpen", "BE"), ("Gent", "BE"), ("Kortrijk", "BE"), ("Tours", "FR")]),
    ("fr", "Un magasin à Londres, un autre à Cordoue.", [("London", "GB"), ("Córdoba", "ES")]),
    ("fr", "Rendez-vous dans le centre de Lens et à Paris 15e.", [("Lens", "FR"), ("Paris", "FR")]),
    ("fr", "Les tours de Berlin-Mitte attirent.", [("Berlin", "DE")]),
    ("fr", "À St-Étienne et Boulogne Billancourt.",
     [("Saint-Étienne", "FR"), ("Boulogne-Billancourt", "FR")]),
    ("nl", "De winkels in Luik, Rijsel, Keulen en Best.",
     [("Liège", "BE"), ("Lille", "FR"), ("Köln", "DE"), ("Best", "NL")]),
    ("nl", "Best een goed idee, die spa.", []),
    ("nl", "Opening in Halle en Elsene.", [("Halle", "BE"), ("Ixelles", "BE")]),
    ("nl", "Filiaal in 's-Hertogenbosch.", [("'s-Hertogenbosch", "NL")]),
    ("de", "Filialen in Essen, Halle und Lüttich.",
     [("Essen", "DE"), ("Halle (Saale)", "DE"), ("Liège", "BE")]),
    ("de", "Das Essen war gut, die Reise weit.", []),
    ("de", "Berlins größter Laden, Hamburgs kleinster.", [("Berlin", "DE"), ("Hamburg", "DE")]),
    ("de", "In Mailand und Turin.", [("Milano", "IT"), ("Torino", "IT")]),
    ("es", "Abre en Valencia, Aquisgrán y A Coruña.",
     [("Valencia", "ES"), ("Aachen", "DE"), ("A Coruña", "ES")]),
    ("es", "Llega a Jerez y a León.", [("Jerez de la Frontera", "ES"), ("León", "ES")]),
    ("it", "Apre a Monaco di Baviera, Lione e Como.",
     [("München", "DE"), ("Lyon", "FR"), ("Como", "IT")]),
    ("it", "Come a Parigi, così a Reggio Emilia.", [("Paris", "FR"), ("Reggio Emilia", "IT")]),
    ("", "Firenze, Basilea, Poznań", [("Firenze", "IT"), ("Basel", "CH"), ("Poznań", "PL")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CITIES)
def test_cities_of_a_sentence(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = [(item.city, item.country) for item in places(text, language) if item.kind == "city"]
    assert found == expected


OTHERS = [
    ("fr", "Le réseau parisien", "demonym", "FR", "Paris", "parisien"),
    ("nl", "de Hasseltse vestiging", "demonym", "BE", "Hasselt", "Hasseltse"),
    ("nl", "een Antwerpse winkel", "demonym", "BE", "Antwerpen", "Antwerpse"),
    ("nl", "de Apeldoornse zaak", "demonym", "NL", "Apeldoorn", "Apeldoornse"),
    ("es", "el local madrileño", "demonym", "ES", "Madrid", "madrileño"),
    ("de", "die Kölner Filiale", "demonym", "DE", "Köln", "Kölner"),
    ("de", "der Wuppertaler Laden", "demonym", "DE", "Wuppertal", "Wuppertaler"),
    ("it", "il negozio milanese", "demonym", "IT", "Milano", "milanese"),
    ("fr", "le fabricant londonien", "demonym", "GB", "London", "londonien"),
    ("en", "the German retailer", "demonym", "DE", "", "German"),
    ("fr", "la chaîne belge", "demonym", "BE", "", "belge"),
    ("de", "der niederländische Händler", "demonym", "NL", "", "niederländische"),
    ("it", "il colosso tedesco", "demonym", "DE", "", "tedesco"),
    ("es", "la cadena francesa", "demonym", "FR", "", "francesa"),
    ("fr", "son arrivée outre-Rhin", "country", "DE", "", "outre-Rhin"),
    ("fr", "dans l'Hexagone", "country", "FR", "", "Hexagone"),
    ("nl", "in het Verenigd Koninkrijk", "country", "GB", "", "Verenigd Koninkrijk"),
    ("de", "in den Vereinigten Staaten", "country", "US", "", "Vereinigten Staaten"),
    ("es", "en los Países Bajos", "country", "NL", "", "Países Bajos"),
    ("it", "nella Repubblica Ceca", "country", "CZ", "", "Repubblica Ceca"),
    ("fr", "en Wallonie", "region", "BE", "", "Wallonie"),
    ("es", "en Andalucía", "region", "ES", "", "Andalucía"),
    ("de", "in Bayern", "region", "DE", "", "Bayern"),
    ("nl", "in de Randstad", "region", "NL", "", "Randstad"),
]


@pytest.mark.parametrize(("language", "text", "kind", "country", "city", "words"), OTHERS)
def test_demonyms_countries_and_regions(
    language: str, text: str, kind: str, country: str, city: str, words: str
) -> None:
    (found,) = places(text, language)
    assert (found.kind, found.country, found.city) == (kind, country, city)
    assert text[found.start : found.end] == words


ADDRESSES = [
    ("fr", "au 12, rue de la République", "address", "12, rue de la République", ""),
    ("fr", "114, avenue des Champs-Élysées", "address", "114, avenue des Champs-Élysées", "Paris"),
    ("fr", "au centre commercial Grand Cap", "venue", "Grand Cap", ""),
    ("fr", "dans Créteil Soleil", "venue", "Créteil Soleil", "Créteil"),
    ("nl", "op het Boreelplein", "street", "Boreelplein", "Deventer"),
    ("nl", "in de Stationsstraat 5", "address", "Stationsstraat 5", ""),
    ("nl", "winkelcentrum De Weiden", "venue", "De Weiden", ""),
    ("de", "in der Rosenthaler Straße 44", "address", "Rosenthaler Straße 44", "Berlin"),
    ("de", "am Gänsemarkt 45", "address", "Gänsemarkt 45", "Hamburg"),
    ("de", "in der Berliner Allee 7", "address", "Berliner Allee 7", ""),
    ("de", "im LEO-Center", "venue", "LEO-Center", "Leonberg"),
    ("es", "en la calle Alcalá, 20", "address", "calle Alcalá, 20", ""),
    ("es", "en la plaza de Callao", "street", "plaza de Callao", "Madrid"),
    ("es", "el centro comercial Los Pinos", "venue", "Los Pinos", ""),
    (
        "es",
        "el centro comercial Los Pinos de Torrejón de Ardoz",
        "venue",
        "Los Pinos",
        "Torrejón de Ardoz",
    ),
    ("it", "in via Amoretti 1", "address", "via Amoretti 1", ""),
    ("it", "in corso Garibaldi", "street", "corso Garibaldi", ""),
    ("it", "centro commerciale Le Rose", "venue", "Le Rose", ""),
    ("en", "at 20 Castle Street", "address", "20 Castle Street", ""),
    ("en", "at Westfield Derbyshire", "venue", "Westfield Derbyshire", ""),
    ("en", "the Hilltop Retail Park", "venue", "Hilltop Retail Park", ""),
]


@pytest.mark.parametrize(("language", "text", "kind", "address", "city"), ADDRESSES)
def test_streets_and_centres(language: str, text: str, kind: str, address: str, city: str) -> None:
    (found,) = [item for item in places(text, language) if item.address]
    assert (found.kind, found.address, found.city) == (kind, address, city)
    assert text[found.start : found.end] == address
    assert str(found.precision) == kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La mise en place de Fidélité Plus prend du temps."),
        ("fr", "Une place de marché en cours de Test."),
        ("de", "Der Marktplatz sichert jeden Arbeitsplatz im Supermarkt."),
        ("it", "Si ordina via WhatsApp o via App."),
        ("en", "Wall Street and the High Street disagree."),
        ("es", "De una mano a otra."),
        ("it", "Il titolo sale a Piazza Affari."),
    ],
)
def test_what_only_looks_like_a_place(language: str, text: str) -> None:
    assert places(text, language) == []


def test_dateline_is_no_place_of_an_event() -> None:
    found = places("ROTTERDAM – De keten opent in Hannover een depot.", "nl")
    assert [(item.kind, item.city) for item in found] == [
        ("dateline", "Rotterdam"),
        ("city", "Hannover"),
    ]


def test_context_decides_between_towns_of_one_name() -> None:
    (found,) = places("The store in Halle grows.", "en", frozenset({"BE"}))
    assert (found.city, found.country) == ("Halle", "BE")
    (found,) = places("The store in Halle grows.", "en", frozenset({"DE"}))
    assert found.country == "DE"


def test_demonym_of_another_language_is_not_taken() -> None:
    assert places("Indien les prix montent", "de")[0].kind == "country"
    assert places("le fabricant indien", "fr")[0].kind == "demonym"


def test_endings_of_a_demonym() -> None:
    assert list(inflected("belg/a/i/he")) == ["belga", "belgi", "belghe"]
    assert list(inflected("allemand/e/s/es")) == [
        "allemand",
        "allemande",
        "allemands",
        "allemandes",
    ]
    assert list(inflected("Irish")) == ["Irish"]


def test_wrong_kind_in_place_file_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "lexicon"
    folder.mkdir()
    for name in ("places.csv", "cities.csv"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    (folder / "place.csv").write_text("kind,country,city,language,names\ncontry,BE,,,Belgium\n")
    with pytest.raises(DataError, match=r"place\.csv line 2, column kind"):
        load_place_names(tmp_path)


_WORDS = st.sampled_from(
    ["Paris", "15e", "rue", "de", "la", "Halle", ",", "in", "MyZeil", "Kölner", "Straße", "44",
     "centre", "commercial", "«", "ROTTERDAM", "–", "Saint", "L'", "’", "via", "\n", "Berlin-"]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(_WORDS).map(" ".join)),
    st.sampled_from([*LANGUAGES, "", "xx"]),
)
def test_any_text_is_read_and_spans_lie_inside(text: str, language: str) -> None:
    for sentence in sentences_of(text):
        behind = sentence.start
        for place in MATCHER.find(text, sentence, language):
            assert behind <= place.start < place.end <= sentence.end
            assert not text[place.start].isspace()
            assert not text[place.end - 1].isspace()
            assert not place.address or place.address == text[place.start : place.end]
            behind = place.end
