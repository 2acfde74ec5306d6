"""Texts and formats of each language: catalogues complete, numbers and dates as people write."""

from __future__ import annotations

import importlib.util
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from vitrine.event import Basis, DatePrecision, EventType, GeoPrecision, PartialDate, Status
from vitrine.locale import LANGUAGES, Locale, load_locale, negotiate
from vitrine.locale.catalog import plural_index
from vitrine.locale.columns import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
EN, FR, NL = (load_locale(language) for language in ("en", "fr", "nl"))
LOCALES = st.sampled_from([EN, FR, NL])


def _load_messages_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _load_messages_script()


def plain(text: str) -> str:
    """Make the unbreakable spaces visible in an expectation: both kinds become ~."""
    return text.replace("\N{NO-BREAK SPACE}", "~").replace("\N{NARROW NO-BREAK SPACE}", "~")


# Catalogues


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_message_of_the_source_is_translated_with_its_placeholders(language: str) -> None:
    used = messages.extract_msgids()
    assert len(used) > 300
    assert list(messages.problems(messages.load_catalog(language), used)) == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_plural_rule_agrees_with_the_catalogue(language: str) -> None:
    assert (
        messages.load_catalog(language).plural_expr == {"fr": "(n > 1)", "nl": "(n != 1)"}[language]
    )
    assert [plural_index(language, n) for n in (0, 1, 2)] == {"fr": [0, 0, 1], "nl": [1, 0, 1]}[
        language
    ]


def test_extractor_finds_calls_marks_and_plurals(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "shop.py").write_text(
        'locale.text("Shop {name}")\nlocale.plural("one", "many", n)\nmark("kept")\n'
        "locale.text(variable)\n",
        encoding="utf-8",
    )
    (tmp_path / "pages" / "other.py").write_text('row.text("no message")\n', encoding="utf-8")
    assert messages.extract_msgids(tmp_path) == {
        "Shop {name}": "pages/shop.py:1",
        ("one", "many"): "pages/shop.py:2",
        "kept": "pages/shop.py:3",
    }


def test_problems_names_missing_unused_and_differing_messages() -> None:
    catalog = Catalog(locale="fr")
    catalog.add("Open {name}", "Ouvrir {nom}")
    catalog.add("Old", "Vieux")
    catalog.add("Broken {name}", "Cassé {name.__class__}")
    catalog.add(("{n} store", "{n} stores"), ("{n} magasin", ""))
    catalog.add("Sale of {name}", "Vente {of_name}")
    used = {
        "Sale of {name}": "e",
        "Open {name}": "a",
        "New": "b",
        "Broken {name}": "c",
        ("{n} store", "{n} stores"): "d",
    }
    found = "\n".join(messages.problems(catalog, used))
    assert "placeholders differ: 'Open {name}'" in found
    assert "not translated: 'New'" in found
    assert "name.__class__" in found
    assert "not translated: ('{n} store', '{n} stores')" in found
    assert "unused: 'Old'" in found
    assert len(found.splitlines()) == 5


def test_update_retires_and_revives_translations() -> None:
    catalog = Catalog(locale="fr")
    catalog.add("Search", "Rechercher")
    messages.update(catalog, {})
    assert "Search" not in catalog
    messages.update(catalog, {"Search": "a", "New": "b"})
    assert catalog["Search"].string == "Rechercher"
    assert catalog["New"].string == ""


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


# Numbers and money


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (EN, ["1,234,567.5", "12.30", "-4", "0", ""]),
        (FR, ["1~234~567,5", "12,30", "-4", "0", ""]),
        (NL, ["1.234.567,5", "12,30", "-4", "0", ""]),
    ],
    ids=LANGUAGES,
)
def test_number(locale: Locale, expected: list[str]) -> None:
    found = [
        locale.number(1234567.5),
        locale.number(12.3, 2),
        locale.number(np.int64(-4)),
        locale.number(-0.0),
        locale.number(float("nan")),
    ]
    assert [plain(text) for text in found] == expected


MONEY = [
    # amount, currency, English, French, Dutch
    (311_000_000, "EUR", "€311m", "311~M€", "€~311~mln"),
    (2_200_000_000, "EUR", "€2.2bn", "2,2~Md€", "€~2,2~mld"),
    (537_500_000, "EUR", "€537.5m", "537,5~M€", "€~537,5~mln"),
    (10_330_400_000, "EUR", "€10,330.4m", "10~330,4~M€", "€~10.330,4~mln"),
    (-9_500_000, "EUR", "-€9.5m", "-9,5~M€", "€~-9,5~mln"),
    (9_900_000, "GBP", "£9.9m", "9,9~M£", "£~9,9~mln"),
    (4_720_000_000, "USD", "$4.72bn", "4,72~Md$", "$~4,72~mld"),
    (12_220_000_000, "CNY", "CNY~12.22bn", "12,22~Md~CNY", "CNY~12,22~mld"),
    (14_800_000_000_000, "KRW", "KRW~14.8trn", "14~800~Md~KRW", "KRW~14.800~mld"),
    (300_000, "EUR", "€300,000", "300~000~€", "€~300.000"),
    (Decimal("4.60"), "EUR", "€4.60", "4,60~€", "€~4,60"),
    (0, "EUR", "€0", "0~€", "€~0"),
    (-250, "CHF", "-CHF~250", "-250~CHF", "CHF~-250"),
]


@pytest.mark.parametrize(("amount", "currency", "english", "french", "dutch"), MONEY)
def test_money(amount: float, currency: str, english: str, french: str, dutch: str) -> None:
    found = [plain(locale.money(amount, currency)) for locale in (EN, FR, NL)]
    assert found == [english, french, dutch]


def test_money_in_full_and_rounded_and_missing() -> None:
    assert EN.money(311_000_000, "EUR", short=False) == "€311,000,000"
    assert plain(FR.money(311_000_000, "EUR", short=False)) == "311~000~000~€"
    assert EN.money(11_123_456_789.12, "EUR", digits=3) == "€11.1bn"
    assert EN.money(None, "EUR") == EN.money(float("nan"), None) == EN.money("x", "EUR") == ""
    assert EN.money(5_000_000, None) == "5m"


@given(
    LOCALES, st.integers(-(10**15), 10**15).map(lambda n: n * 1000), st.sampled_from(["EUR", "KRW"])
)
def test_short_money_reads_back_as_the_same_amount(
    locale: Locale, amount: int, currency: str
) -> None:
    text = plain(locale.money(amount, currency))
    units = {"trn": 12, "bn": 9, "m": 6, "Md": 9, "M": 6, "mld": 9, "mln": 6, "": 0}
    match = re.fullmatch(
        r"[^\d-]*(-?)[^\d-]*([\d.,~]*\d)~?(trn|bn|mld|mln|Md|M|m|)~?(?:€|KRW)?", text
    )
    assert match, text
    digits = match[2].replace("~", "")
    thousands, decimal_mark = (",", ".") if locale is EN else (".", ",")
    digits = digits.replace(thousands, "").replace(decimal_mark, ".")
    assert Decimal(match[1] + digits).scaleb(units[match[3]]) == amount


def test_compact_is_in_millions() -> None:
    assert [locale.compact(537_500_000) for locale in (EN, FR, NL)] == ["537.5", "537,5", "537,5"]
    assert EN.compact(311_000_000) == "311"
    assert EN.compact(-300_000) == "-0.3"
    assert EN.compact(None) == ""


def test_percent_is_in_percent_already() -> None:
    assert [plain(locale.percent(23, signed=True)) for locale in (EN, FR, NL)] == [
        "+23%",
        "+23~%",
        "+23%",
    ]
    assert plain(FR.percent(-2.1)) == "-2,1~%"
    assert EN.percent(0, signed=True) == "0%"
    assert EN.percent(0.004, signed=True) == "0%"
    assert EN.percent(float("nan")) == ""


def test_numbers_beyond_reason_are_left_out_and_tiny_ones_are_zero() -> None:
    assert EN.number(1e30) == EN.money(Decimal("1e999999"), "EUR") == ""
    assert EN.number(1e-30) == "0"
    assert EN.number(Decimal("1." + "3" * 60)) == "1.333"


@given(LOCALES, st.one_of(st.floats(), st.decimals(), st.text(), st.none(), st.booleans()))
def test_number_formats_take_any_value(locale: Locale, value: object) -> None:
    for text in (
        locale.number(value),
        locale.percent(value),
        locale.money(value, "EUR"),
        locale.compact(value),
    ):
        assert "nan" not in text.lower() and "inf" not in text.lower()


# Dates and periods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-05-22", ["22 May 2018", "22 mai 2018", "22 mei 2018"]),
        ("2018-05-01", ["1 May 2018", "1er mai 2018", "1 mei 2018"]),
        ("2018-05", ["May 2018", "mai 2018", "mei 2018"]),
        ("2018-Q2", ["Q2 2018", "2e trimestre 2018", "2e kwartaal 2018"]),
        ("2018-Q1", ["Q1 2018", "1er trimestre 2018", "1e kwartaal 2018"]),
        ("2018", ["2018", "2018", "2018"]),
    ],
)
def test_date_keeps_its_precision(text: str, expected: list[str]) -> None:
    assert [locale.date(PartialDate.parse(text)) for locale in (EN, FR, NL)] == expected
    assert [locale.date(text) for locale in (EN, FR, NL)] == expected


def test_date_takes_what_data_frames_hold() -> None:
    assert EN.date(date(2018, 5, 22)) == "22 May 2018"
    assert EN.date(datetime(2018, 5, 22, 23, 59)) == "22 May 2018"
    assert EN.date(pd.Timestamp("2018-05-22")) == "22 May 2018"
    assert EN.date(pd.NaT) == EN.date(None) == EN.date(float("nan")) == ""
    assert EN.date("spring") == "spring"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2018-05-22", "2018-05-22", ["22 May 2018", "22 mai 2018", "22 mei 2018"]),
        ("2018-05-01", "2018-05-22", ["1–22 May 2018", "1er–22 mai 2018", "1–22 mei 2018"]),
        (
            "2018-05-02",
            "2018-06-03",
            ["2 May – 3 June 2018", "2 mai – 3 juin 2018", "2 mei – 3 juni 2018"],
        ),
        (
            "2018-05-02",
            "2019-06-03",
            ["2 May 2018 – 3 June 2019", "2 mai 2018 – 3 juin 2019", "2 mei 2018 – 3 juni 2019"],
        ),
        ("2018-05-01", "2018-05-31", ["May 2018", "mai 2018", "mei 2018"]),
        (
            "2018-02-01",
            "2018-05-31",
            ["February – May 2018", "février – mai 2018", "februari – mei 2018"],
        ),
        ("2018-04-01", "2018-06-30", ["Q2 2018", "2e trimestre 2018", "2e kwartaal 2018"]),
        ("2018-01-01", "2018-12-31", ["2018"] * 3),
        ("2013-01-01", "2018-12-31", ["2013–2018"] * 3),
        (
            None,
            "2018-12-31",
            ["until 31 December 2018", "jusqu'au 31 décembre 2018", "tot en met 31 december 2018"],
        ),
        ("2018-05-22", None, ["since 22 May 2018", "depuis le 22 mai 2018", "sinds 22 mei 2018"]),
        (None, None, [""] * 3),
    ],
)
def test_date_range(first: str | None, last: str | None, expected: list[str]) -> None:
    start, end = (date.fromisoformat(text) if text else None for text in (first, last))
    assert [locale.date_range(start, end) for locale in (EN, FR, NL)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FY2017", ["2017", "2017", "2017"]),
        ("FY2017/18", ["2017/18", "2017/18", "2017/18"]),
        ("FY2017/18-Q1", ["Q1 2017/18", "1er trimestre 2017/18", "1e kwartaal 2017/18"]),
        ("2018-H1", ["H1 2018", "1er semestre 2018", "1e halfjaar 2018"]),
        ("2018-9M", ["9 months 2018", "9 mois 2018", "9 maanden 2018"]),
        (
            "FY2026-Q1",
            [
                "Q1 of fiscal 2026",
                "1er trimestre de l'exercice 2026",
                "1e kwartaal van boekjaar 2026",
            ],
        ),
        ("Christmas", ["Christmas"] * 3),
    ],
)
def test_period(text: str, expected: list[str]) -> None:
    assert [locale.period(text) for locale in (EN, FR, NL)] == expected


def test_period_in_a_sentence_and_of_a_broken_year() -> None:
    assert [locale.in_period("2018-Q2") for locale in (EN, FR, NL)] == [
        "in Q2 2018",
        "au 2e trimestre 2018",
        "in het 2e kwartaal 2018",
    ]
    assert EN.in_period("FY2017") == "in 2017"
    assert FR.period("FY2026", date(2026, 4, 30)) == "exercice 2026"
    assert FR.in_period("FY2026", date(2026, 4, 30)) == "sur l'exercice 2026"
    assert FR.period("FY2026", date(2026, 12, 31)) == "2026"
    assert FR.period(None) == ""


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
