"""Headlines: the same event in each language, and no value that breaks a sentence."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headline_cases import CASES, event
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
