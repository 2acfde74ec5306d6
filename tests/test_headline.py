"""Headlines: exact sentences for the reference cases, and safe ones for whatever a row holds."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.event import Basis, EventType, Status
from vitrine.headline import MAX_VALUE_CHARS, event_line, headline
from vitrine.locale import LANGUAGES, load_locale
from vitrine.locale.patterns import PATTERNS, TEMPORARY_CLOSINGS

ROOT = Path(__file__).resolve().parent.parent
LOCALES = [load_locale(language) for language in ("en", "fr", "nl")]
NOTHING = [None, float("nan"), pd.NaT, pd.NA, ""]


def plain(text: str) -> str:
    """Make the unbreakable spaces of an expectation ordinary ones."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def event(event_type: str, status: str, **values: object) -> dict[str, object]:
    return {"event_type": event_type, "status": status, "is_approx": False} | values


CASES: list[tuple[dict[str, object], tuple[str, str, str]]] = [
    (
        event(
            "store_opening",
            "done",
            company="Xiaomi",
            city="Paris",
            country="FR",
            address="rue de Sébastopol",
        ),
        (
            "Xiaomi opens a store in Paris (rue de Sébastopol)",
            "Xiaomi ouvre un magasin à Paris (rue de Sébastopol)",
            "Xiaomi opent een winkel in Paris (rue de Sébastopol)",
        ),
    ),
    (
        event("store_opening", "planned", company="Xiaomi", city="Madrid", country="ES"),
        (
            "Xiaomi plans a store in Madrid",
            "Xiaomi prévoit d'ouvrir un magasin à Madrid",
            "Xiaomi wil een winkel openen in Madrid",
        ),
    ),
    (
        event("store_opening", "rumoured", company="Apple", city="Le Chesnay", country="FR"),
        (
            "Apple said to plan a store in Le Chesnay",
            "Apple ouvrirait un magasin au Chesnay",
            "Apple zou een winkel willen openen in Le Chesnay",
        ),
    ),
    (
        event("store_opening", "planned", company="Coolblue", country="BE", site_count=3.0),
        (
            "Coolblue plans 3 stores in Belgium",
            "Coolblue prévoit d'ouvrir 3 magasins en Belgique",
            "Coolblue wil 3 winkels openen in België",
        ),
    ),
    (
        event(
            "store_opening", "cancelled", company="A", country="NL", site_count=40, is_approx=True
        ),
        (
            "A shelves a plan to open about 40 stores in the Netherlands",
            "A renonce à ouvrir quelque 40 magasins aux Pays-Bas",
            "A ziet af van het openen van circa 40 winkels in Nederland",
        ),
    ),
    (
        event("store_opening", "done", company="Dyson", city="London", is_temporary=True),
        (
            "Dyson opens a temporary store in London",
            "Dyson ouvre un magasin éphémère à London",
            "Dyson opent een tijdelijke winkel in London",
        ),
    ),
    (
        event("store_closing", "done", company="Xiaomi", country="FR"),
        (
            "Xiaomi closes one or more stores in France",
            "Xiaomi ferme un ou plusieurs magasins en France",
            "Xiaomi sluit een of meer winkels in Frankrijk",
        ),
    ),
    (
        event("store_closing", "done", company="Apple", city="London", is_temporary=True),
        (
            "Apple temporarily closes a store in London",
            "Apple ferme temporairement un magasin à London",
            "Apple sluit tijdelijk een winkel in London",
        ),
    ),
    (
        event(
            "results",
            "done",
            company="Coolblue",
            country="BE",
            metric="revenue",
            amount=Decimal("311000000.00"),
            currency="EUR",
            period="FY2017",
            change_pct=23.0,
        ),
        (
            "Coolblue: revenue of €311m in Belgium in 2017 (+23%)",
            "Coolblue : un chiffre d'affaires de 311 M€ en Belgique en 2017 (+23 %)",
            "Coolblue: een omzet van € 311 mln in België in 2017 (+23%)",
        ),
    ),
    (
        event(
            "results",
            "planned",
            company="Coolblue",
            country="DE",
            metric="revenue",
            amount=1e9,
            currency="EUR",
            period="FY2025",
            is_approx=True,
        ),
        (
            "Coolblue aims for revenue of about €1bn in Germany in 2025",
            "Coolblue vise un chiffre d'affaires de quelque 1 Md€ en Allemagne en 2025",
            "Coolblue mikt op een omzet van circa € 1 mld in Duitsland in 2025",
        ),
    ),
    (
        event(
            "results",
            "announced",
            company="Ceconomy",
            metric="ebit",
            amount=4e8,
            currency="EUR",
            period="FY2017/18",
            basis="preliminary",
        ),
        (
            "Ceconomy: EBIT of €400m in 2017/18 (preliminary)",
            "Ceconomy : un EBIT de 400 M€ en 2017/18 (provisoire)",
            "Ceconomy: een EBIT van € 400 mln in 2017/18 (voorlopig)",
        ),
    ),
    (
        event(
            "results",
            "done",
            company="Fnac",
            country="BE",
            metric="net_profit",
            amount=-9_500_000,
            currency="EUR",
            period="FY2020",
            change_pct=-50,
        ),
        (
            "Fnac: net loss of €9.5m in Belgium in 2020",
            "Fnac : une perte nette de 9,5 M€ en Belgique en 2020",
            "Fnac: een nettoverlies van € 9,5 mln in België in 2020",
        ),
    ),
    (
        event(
            "results",
            "done",
            company="Apple",
            period="FY2026-Q1",
            change_pct=12.7,
            scope_note="Europe",
        ),
        (
            "Apple: results in Q1 of fiscal 2026 (Europe, +12.7%)",
            "Apple : résultats au 1er trimestre de l'exercice 2026 (Europe, +12,7 %)",
            "Apple: resultaten in het 1e kwartaal van boekjaar 2026 (Europe, +12,7%)",
        ),
    ),
    (
        event(
            "funding",
            "done",
            company="Back Market",
            counterparty="Bernard Arnault; Eurazeo",
            metric="funding_amount",
            amount=41e6,
            currency="EUR",
        ),
        (
            "Back Market raises €41m from Bernard Arnault and Eurazeo",
            "Back Market lève 41 M€ avec Bernard Arnault et Eurazeo",
            "Back Market haalt € 41 mln op bij Bernard Arnault en Eurazeo",
        ),
    ),
    (
        event(
            "funding",
            "done",
            company="Back Market",
            counterparty="Sprints Capital",
            metric="valuation",
            amount=5.1e9,
            currency="EUR",
            country="FR",
        ),
        (
            "Back Market valued at €5.1bn (France, Sprints Capital)",
            "Back Market valorisé 5,1 Md€ (France, Sprints Capital)",
            "Back Market gewaardeerd op € 5,1 mld (Frankrijk, Sprints Capital)",
        ),
    ),
    (
        event(
            "acquisition",
            "done",
            company="Fnac Darty",
            counterparty="Unieuro",
            country="IT",
            metric="deal_value",
            amount=249e6,
            currency="EUR",
        ),
        (
            "Fnac Darty acquires all or part of Unieuro for €249m (Italy)",
            "Fnac Darty acquiert tout ou partie d'Unieuro pour 249 M€ (Italie)",
            "Fnac Darty koopt alles of een deel van Unieuro voor € 249 mln (Italië)",
        ),
    ),
    (
        event("acquisition", "planned", company="MediaMarkt", counterparty="BCC", site_count=8),
        (
            "MediaMarkt plans to acquire all or part of BCC (8 stores)",
            "MediaMarkt prévoit d'acquérir tout ou partie de BCC (8 magasins)",
            "MediaMarkt wil alles of een deel van BCC kopen (8 winkels)",
        ),
    ),
    (
        event(
            "leadership",
            "done",
            company="Coolblue",
            counterparty="Matthias De Clercq; Nexxworks",
        ),
        (
            "Coolblue: change at the top (Matthias De Clercq, Nexxworks)",
            "Coolblue : changement à la direction (Matthias De Clercq, Nexxworks)",
            "Coolblue: wisseling aan de top (Matthias De Clercq, Nexxworks)",
        ),
    ),
    (
        event("market_entry", "done", company="Xiaomi", country="NL", city="Rotterdam"),
        (
            "Xiaomi launches in the Netherlands (Rotterdam)",
            "Xiaomi se lance aux Pays-Bas (Rotterdam)",
            "Xiaomi gaat van start in Nederland (Rotterdam)",
        ),
    ),
    (
        event(
            "market_exit", "announced", company="AO", country="DE", counterparty="B", site_count=1
        ),
        (
            "AO is to leave Germany (B, 1 store)",
            "AO va quitter l'Allemagne (B, 1 magasin)",
            "AO gaat Duitsland verlaten (B, 1 winkel)",
        ),
    ),
    (
        event(
            "ipo",
            "cancelled",
            company="Coolblue",
            country="NL",
            metric="funding_amount",
            amount=150e6,
            currency="EUR",
        ),
        (
            "Coolblue shelves its stock-market listing in the Netherlands (funds: €150m)",
            "Coolblue renonce à son introduction en Bourse aux Pays-Bas (fonds : 150 M€)",
            "Coolblue ziet af van een beursgang in Nederland (kapitaal: € 150 mln)",
        ),
    ),
    (
        event(
            "divestiture",
            "announced",
            company="Currys",
            counterparty="PPC",
            country="GR",
            metric="deal_value",
            amount=2e8,
            currency="EUR",
            site_count=95,
        ),
        (
            "Currys is to sell a business in Greece for €200m (PPC, 95 stores)",
            "Currys va céder une activité en Grèce pour 200 M€ (PPC, 95 magasins)",
            "Currys gaat een activiteit verkopen in Griekenland voor € 200 mln (PPC, 95 winkels)",
        ),
    ),
    (
        event("restructuring", "announced", company="LDLC", country="FR", site_count=88),
        (
            "LDLC announces a restructuring in France",
            "LDLC annonce une restructuration en France",
            "LDLC kondigt een herstructurering aan in Frankrijk",
        ),
    ),
]


@pytest.mark.parametrize(("row", "expected"), CASES, ids=[texts[0] for _, texts in CASES])
def test_headline(row: Mapping[str, object], expected: tuple[str, str, str]) -> None:
    assert tuple(plain(headline(row, locale)) for locale in LOCALES) == expected


def test_amounts_keep_their_unbreakable_spaces() -> None:
    row = event("funding", "done", company="A", amount=41e6, currency="EUR")
    assert headline(row, LOCALES[1]) == "A lève 41\N{NO-BREAK SPACE}M€"


def test_a_target_is_never_worded_as_an_actual() -> None:
    row = event("results", "done", company="A", metric="revenue", amount=1e6, currency="EUR")
    for basis, start in ((Basis.TARGET, "A aims for"), (Basis.REPORTED, "A: revenue")):
        assert headline(row | {"basis": basis.value}, LOCALES[0]).startswith(start)


def test_a_forecast_is_expected_until_it_is_published() -> None:
    row = event("results", "announced", company="A", metric="ebit", amount=1e6, currency="EUR")
    assert headline(row, LOCALES[0]) == "A expects EBIT of €1m"
    assert headline(row | {"basis": "reported"}, LOCALES[0]) == "A: EBIT of €1m"


def test_unknown_type_and_status_still_give_a_sentence() -> None:
    row = event("moon_landing", "hoped", company="A", country="FR")
    assert headline(row, LOCALES[0]) == "A: Moon landing in France (Hoped)"
    assert headline({}, LOCALES[0]) == "Unknown company: Event"


def test_unknown_metric_is_named() -> None:
    row = event("results", "done", company="A", metric="gross_sales", amount=2e6, currency="EUR")
    assert headline(row, LOCALES[0]) == "A: Gross sales of €2m"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"date_text": "2018-Q2"}, "Q2 2018 – A goes public"),
        (
            {"first_date": date(2018, 4, 1), "last_date": date(2018, 4, 30)},
            "1 April 2018 – A goes public",
        ),
        (
            {
                "first_date": pd.Timestamp("2018-04-01"),
                "last_date": pd.Timestamp("2018-04-30"),
                "date_precision": "month",
            },
            "April 2018 – A goes public",
        ),
        (
            {"first_date": pd.NaT, "first_reported_date": date(2018, 7, 5)},
            "reported 5 July 2018 – A goes public",
        ),
        ({"date_text": "someday"}, "A goes public"),
    ],
)
def test_event_line(values: dict[str, object], expected: str) -> None:
    assert event_line(event("ipo", "done", company="A") | values, LOCALES[0]) == expected


# Properties

TYPES_AND_STATUSES = list(product(EventType, Status))


def assert_is_sentence(text: str) -> None:
    assert text and text == text.strip()
    assert not re.search(r"[{}\n]|  |\bnan\b|\bNone\b|\bNaT\b|<NA>|\(\)| [,)]|\( ", text), text


def test_every_type_and_status_has_patterns_that_end_with_a_bare_one() -> None:
    assert set(PATTERNS) == set(TYPES_AND_STATUSES)
    assert set(TEMPORARY_CLOSINGS) == set(Status)
    for patterns in PATTERNS.values():
        needed = set(re.findall(r"{(\w+)}", patterns[-1]))
        assert needed <= {"company", "stores", "place", "period", "price"}


FULL: dict[str, object] = {
    "company": "Fnac Darty",
    "counterparty": "Unieuro",
    "country": "IT",
    "city": "Milano",
    "address": "Piazza Liberty",
    "metric": "revenue",
    "amount": 1e6,
    "currency": "EUR",
    "period": "FY2017/18-Q1",
    "period_last_date": date(2017, 12, 31),
    "change_pct": -2.5,
    "site_count": 2,
    "is_approx": True,
    "is_temporary": True,
    "basis": "adjusted",
    "scope_note": "home market",
}


@pytest.mark.parametrize("locale", LOCALES, ids=LANGUAGES)
@pytest.mark.parametrize(("event_type", "status"), TYPES_AND_STATUSES)
def test_every_type_status_and_language_gives_a_sentence(event_type, status, locale) -> None:
    base = {"event_type": event_type.value, "status": status.value}
    metrics = ["revenue", "deal_value", "funding_amount", "valuation", "investment"]
    for values in [FULL, {"company": "A"}, *({name: v} for name, v in FULL.items())]:
        assert_is_sentence(headline(base | values, locale))
    for metric, nothing in product(metrics, NOTHING):
        assert_is_sentence(headline(base | FULL | {"metric": metric}, locale))
        empty = base | dict.fromkeys(FULL, nothing)
        assert_is_sentence(headline(empty, locale))
        assert_is_sentence(event_line(empty | {"first_reported_date": nothing}, locale))


@pytest.mark.parametrize("locale", LOCALES[1:], ids=LANGUAGES[1:])
def test_headlines_are_translated(locale) -> None:
    for event_type, status in TYPES_AND_STATUSES:
        row = {"event_type": event_type.value, "status": status.value, "company": "A"}
        assert headline(row, locale) != headline(row, LOCALES[0])


def test_every_mention_of_the_data_gives_a_sentence_in_every_language() -> None:
    with (ROOT / "data" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row, locale in product(rows, LOCALES):
        values = {name: value or None for name, value in row.items()}
        text = headline(values | {"site_count": values["count"]}, locale)
        assert_is_sentence(text)
        assert row["company"] in text


VALUES = st.one_of(
    st.sampled_from(NOTHING),
    st.text(max_size=300),
    st.sampled_from(["{0.__class__}", "{company}", "%s", "<b>x</b>", "a\u202eb\nc", "x" * 10_000]),
    st.floats(),
    st.integers(),
    st.decimals(),
    st.dates(),
    st.booleans(),
)
COLUMNS = [*FULL, "date_text", "first_date", "last_date", "date_precision", "first_reported_date"]


@given(
    st.sampled_from(TYPES_AND_STATUSES),
    st.dictionaries(st.sampled_from(COLUMNS), VALUES),
    st.sampled_from(LOCALES),
)
def test_any_values_give_one_short_line(pair, values, locale) -> None:
    row = values | {"event_type": pair[0].value, "status": pair[1].value}
    for text in (headline(row, locale), event_line(row, locale)):
        assert text and len(text.splitlines()) == 1
        assert len(text) < 12 * MAX_VALUE_CHARS
        assert "\u202e" not in text
        text.encode("utf-8")


@given(st.text(min_size=1), st.sampled_from(LOCALES))
def test_values_are_inserted_never_interpreted(company: str, locale) -> None:
    row = event("ipo", "done", company="{city} {0.__class__} " + company, city="Lyon")
    assert headline(row, locale).startswith("{city} {0.__class__}")


def test_long_values_are_cut_with_an_ellipsis() -> None:
    text = headline(event("ipo", "done", company="x" * 500), LOCALES[0])
    assert text == "x" * (MAX_VALUE_CHARS - 1) + "… goes public"
