"""A reader's language: lookup of texts, words of the vocabulary, names in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.event import Basis, DatePrecision, EventType, GeoPrecision, Status
from vitrine.locale import LANGUAGES, Locale, load_locale, negotiate
from vitrine.locale.columns import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
EN, FR, NL = (load_locale(language) for language in ("en", "fr", "nl"))
LOCALES = st.sampled_from([EN, FR, NL])


def test_text_translates_and_falls_back_to_english() -> None:
    assert FR.text("Store openings") == "Ouvertures de magasins"
    assert EN.text("Store openings") == "Store openings"
    assert FR.text("No such sentence {n}", n=3) == "No such sentence 3"


def test_translation_that_needs_a_value_not_given_falls_back_to_english() -> None:
    locale = Locale("fr", {"sale {name}": ("vente {of_name}",)})
    assert locale.text("sale {name}", name="Unieuro") == "sale Unieuro"
    assert locale.text("sale {name}", name="Unieuro", of_name="d'Unieuro") == "vente d'Unieuro"


def test_text_inserts_values_without_reading_them() -> None:
    assert EN.text("for {amount}", amount="{amount.__class__}") == "for {amount.__class__}"


def test_plural_follows_the_language() -> None:
    forms = ("{count} store", "{count} stores")
    assert EN.plural(*forms, 0, count=0) == "0 stores"
    assert FR.plural(*forms, 0, count=0) == "0 magasin"
    assert NL.plural(*forms, 1, count=1) == "1 winkel"
    assert FR.plural(*forms, 2, count=2) == "2 magasins"
    assert FR.plural("{n} thing", "{n} things", 1200) == FR.number(1200) + " things"


def test_locale_is_equal_by_language_and_kept() -> None:
    assert load_locale("fr") is load_locale("fr")
    assert Locale("fr", {}) == FR
    assert hash(Locale("fr", {})) == hash(FR)
    assert load_locale("xx").language == "en"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("nl-BE", "nl"),
        ("de-DE,de;q=0.9,nl;q=0.5,fr;q=0.4", "nl"),
        ("en;q=0.1, fr;q=0.2", "fr"),
        ("fr;q=0, nl;q=0", "en"),
        ("es", "en"),
        ("", "en"),
        (None, "en"),
        (";;;q=,,*", "en"),
        ("fr_BE", "fr"),
    ],
)
def test_negotiate(header: str | None, language: str) -> None:
    assert negotiate(header) == language


@given(st.text())
def test_negotiate_takes_any_header(header: str) -> None:
    assert negotiate(header) in LANGUAGES


# Vocabulary


@pytest.mark.parametrize("locale", [EN, FR, NL], ids=LANGUAGES)
def test_every_code_has_a_word(locale: Locale) -> None:
    words = [
        *(locale.event_type(code) for code in EventType),
        *(locale.event_type_plural(code) for code in EventType),
        *(locale.status(code) for code in Status),
        *(locale.basis(code) for code in Basis),
        *(locale.geo_precision(code) for code in GeoPrecision),
        *(locale.date_precision(code) for code in DatePrecision),
    ]
    assert all(words) and not any("_" in word for word in words)
    assert len({locale.event_type(code) for code in EventType}) == len(EventType)


def test_words_differ_between_languages() -> None:
    assert [locale.event_type("store_closing") for locale in (EN, FR, NL)] == [
        "Store closing",
        "Fermeture de magasin",
        "Winkelsluiting",
    ]
    assert [locale.kind("refurbisher") for locale in (EN, FR, NL)] == [
        "Refurbisher",
        "Reconditionneur",
        "Refurbisher",
    ]
    assert FR.metric("revenue") == "Chiffre d'affaires"
    assert NL.conflict_kind("rounding") == "Afgerond cijfer"


def test_unknown_code_becomes_words() -> None:
    assert FR.metric("like_for_like_sales") == "Like for like sales"


def test_metrics_and_kinds_of_the_data_are_named() -> None:
    frame = pd.read_csv(ROOT / "data" / "mentions.csv", dtype=str, keep_default_na=False)
    for code in set(frame["metric"]) - {""}:
        assert FR.metric(code) != code.replace("_", " ").capitalize() or code in ("ebitda", "ebit")


def test_every_column_of_the_schema_has_a_header() -> None:
    schema = (ROOT / "queries" / "schema" / "001_event.sql").read_text(encoding="utf-8")
    names = re.findall(r"^    ([a-z_]+) (?:text|date|double|integer|boolean|decimal)", schema, re.M)
    assert len(set(names)) > 50
    assert sorted(set(names) - set(COLUMNS)) == []
    assert FR.column("event_type") == "Type d'événement"
    assert NL.column("stores_open") == "Open winkels"


# Places and lists


@pytest.mark.parametrize(
    ("code", "english", "french", "dutch"),
    [
        ("FR", "in France", "en France", "in Frankrijk"),
        ("PT", "in Portugal", "au Portugal", "in Portugal"),
        ("NL", "in the Netherlands", "aux Pays-Bas", "in Nederland"),
        ("GB", "in the United Kingdom", "au Royaume-Uni", "in het Verenigd Koninkrijk"),
        ("US", "in the United States", "aux États-Unis", "in de Verenigde Staten"),
        ("HK", "in Hong Kong", "à Hong Kong", "in Hongkong"),
        ("CY", "in Cyprus", "à Chypre", "op Cyprus"),
        ("DK", "in Denmark", "au Danemark", "in Denemarken"),
        ("XX", "(XX)", "(XX)", "(XX)"),
    ],
)
def test_in_country(code: str, english: str, french: str, dutch: str) -> None:
    assert [locale.in_country(code) for locale in (EN, FR, NL)] == [english, french, dutch]


@pytest.mark.parametrize(
    ("code", "english", "french", "dutch"),
    [
        ("ES", "Spain", "l'Espagne", "Spanje"),
        ("SE", "Sweden", "la Suède", "Zweden"),
        ("NL", "the Netherlands", "les Pays-Bas", "Nederland"),
        ("PT", "Portugal", "le Portugal", "Portugal"),
        ("GB", "the United Kingdom", "le Royaume-Uni", "het Verenigd Koninkrijk"),
        ("HK", "Hong Kong", "Hong Kong", "Hongkong"),
        ("IL", "Israel", "Israël", "Israël"),
        ("HU", "Hungary", "la Hongrie", "Hongarije"),
    ],
)
def test_the_country(code: str, english: str, french: str, dutch: str) -> None:
    assert [locale.the_country(code) for locale in (EN, FR, NL)] == [english, french, dutch]


def test_city_and_name_in_a_sentence() -> None:
    assert [locale.in_city("Paris") for locale in (EN, FR, NL)] == [
        "in Paris",
        "à Paris",
        "in Paris",
    ]
    assert FR.in_city("Le Havre", "FR") == "au Havre"
    assert FR.in_city("Les Ulis", "FR") == "aux Ulis"
    assert FR.in_city("Le Havre", "US") == "à Le Havre"
    assert [FR.of(name) for name in ("Unieuro", "Élan", "Darty", "Huawei", "iServices")] == [
        "d'Unieuro",
        "d'Élan",
        "de Darty",
        "de Huawei",
        "d'iServices",
    ]
    assert [EN.of("BCC"), NL.of("BCC")] == ["of BCC", "van BCC"]


def test_list_joins_with_and() -> None:
    assert [locale.list(["a", "b", "c"]) for locale in (EN, FR, NL)] == [
        "a, b and c",
        "a, b et c",
        "a, b en c",
    ]
    assert EN.list([]) == ""
    assert EN.list(iter(["a"])) == "a"


@given(LOCALES, st.text(max_size=40))
def test_names_of_anything_never_fail(locale: Locale, text: str) -> None:
    assert locale.country(text) is not None
    assert locale.in_country(text) and locale.in_city(text) and locale.of(text)
    assert locale.period(text) is not None and locale.date(text) is not None
    assert locale.column(text) is not None
