"""Filters: URL -> view -> URL, and never an exception."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.event import EventType, Status
from vitrine.filters import (
    CHOICES,
    Filters,
    Known,
    View,
    fold,
    format_view,
    parse_view,
    search_terms,
    sql_params,
)

COMPANIES = ["Coolblue", "Ceconomy", "El Corte Inglés", "AO World"]
CITIES = ["Paris", "Madrid", "Liège"]
KNOWN = Known(
    companies={fold(name): name for name in COMPANIES} | {"ao": "AO World"},
    groups=("Ceconomy",),
    countries=("BE", "FR", "ES"),
    cities={fold(name): name for name in CITIES} | {"luik": "Liège"},
    metros={"paris": "Paris"},
    metrics=("revenue", "ebit"),
    languages=("en", "fr", "nl"),
)


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


@st.composite
def views(draw: st.DrawFn) -> View:
    days = sorted(draw(st.lists(st.dates(date(1990, 1, 1)), min_size=2, max_size=2)))
    filters = Filters(
        companies=draw(some(COMPANIES)),
        groups=draw(some(["Ceconomy"])),
        countries=draw(some(["BE", "FR", "ES"])),
        cities=draw(some(CITIES)),
        metros=draw(some(["Paris"])),
        types=draw(some([item.value for item in EventType])),
        statuses=draw(some([item.value for item in Status])),
        from_date=draw(st.sampled_from([None, days[0]])),
        to_date=draw(st.sampled_from([None, days[1]])),
        reported_from=draw(st.sampled_from([None, *days])),
        search=draw(st.sampled_from(["", "les halles", "100% & more", "a+b=c"])),
        is_unreviewed=draw(st.booleans()),
    )
    view = View(
        filters,
        language=draw(st.sampled_from(["", "fr"])),
        metric=draw(st.sampled_from(["", "ebit"])),
        event_id=draw(st.sampled_from(["", "E0213"])),
    )
    for name, values in CHOICES.items():
        view = view.with_choice(name, draw(st.sampled_from(values)))
    return view


@given(views())
def test_a_view_comes_back_from_its_own_link(view: View) -> None:
    assert parse_view(format_view(view), KNOWN) == (view, [])


@given(st.dictionaries(st.text(), st.lists(st.text(), max_size=4), max_size=6))
def test_any_query_string_is_read_without_an_exception(params: dict[str, list[str]]) -> None:
    view, _ = parse_view(params, KNOWN)
    assert parse_view(format_view(view), KNOWN) == (view, [])


NAMES = ["company", "country", "city", "metro", "type", "status", "from", "to", "q", "metric"]


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(), min_size=1), min_size=1))
def test_known_parameters_with_any_value_are_read_or_reported(params: dict[str, list[str]]) -> None:
    view, unknown = parse_view(params, KNOWN)
    read = format_view(view)
    reported = {item.name for item in unknown}
    for name, values in params.items():
        if name != "q" and any(value.strip() for value in values):
            assert name in read or name in reported


def test_unknown_values_are_reported_and_left_out() -> None:
    view, unknown = parse_view({"company": ["Nobody", "coolblue"], "x": ["1"]}, KNOWN)
    assert view.filters.companies == ("Coolblue",)
    assert [(item.name, item.value) for item in unknown] == [("company", "Nobody"), ("x", "1")]


def test_aliases_and_accents_lead_to_the_canonical_name() -> None:
    view, unknown = parse_view({"company": ["AO", "el corte ingles"], "city": ["Luik"]}, KNOWN)
    assert view.filters.companies == ("AO World", "El Corte Inglés")
    assert view.filters.cities == ("Liège",)
    assert not unknown


def test_a_group_is_another_value_than_the_company() -> None:
    view, _ = parse_view({"company": ["Ceconomy group"]}, KNOWN)
    assert view.filters.groups == ("Ceconomy",)
    assert view.filters.companies == ()


@pytest.mark.parametrize(("text", "first"), [("2018", 1), ("2018-05", 5), ("2018-Q2", 4)])
def test_a_coarse_start_means_its_first_day(text: str, first: int) -> None:
    view, _ = parse_view({"from": [text]}, KNOWN)
    assert view.filters.from_date == date(2018, first, 1)


def test_a_coarse_end_means_its_last_day() -> None:
    view, _ = parse_view({"to": ["2018-02"]}, KNOWN)
    assert view.filters.to_date == date(2018, 2, 28)


def test_an_end_before_the_start_is_reported() -> None:
    view, unknown = parse_view({"from": ["2019"], "to": ["2018"]}, KNOWN)
    assert view.filters.to_date is None
    assert [item.name for item in unknown] == ["to"]


def test_search_is_folded_into_at_most_four_words() -> None:
    assert search_terms("Élysées  à PARIS, le 22 mai") == ["elysees", "a", "paris", "le"]


def test_every_filter_reaches_sql() -> None:
    empty = sql_params(Filters())
    assert set(empty.values()) == {None}
    full = sql_params(
        Filters(
            ("a",),
            ("b",),
            ("c",),
            ("d",),
            ("e",),
            ("f",),
            ("g",),
            date.min,
            date.max,
            "w x y z",
            date.min,
            is_unreviewed=True,
        )
    )
    assert None not in full.values()


def test_one_value_is_dropped_and_the_rest_stays() -> None:
    filters = Filters(companies=("a", "b"), search="x", from_date=date(2018, 1, 1))
    assert filters.without("companies", "a").companies == ("b",)
    assert filters.without("search").search == ""
    assert filters.without("from_date").from_date is None


@pytest.mark.parametrize(("text", "is_kept"), [("E0213", True), ("E1;drop", False), ("x", False)])
def test_the_store_of_a_link_is_an_id_or_left_out(text: str, is_kept: bool) -> None:
    view, unknown = parse_view({"store": [text]}, KNOWN)
    assert view.choice("store") == (text if is_kept else "")
    assert bool(unknown) != is_kept
    assert format_view(view) == ({"store": [text]} if is_kept else {})
