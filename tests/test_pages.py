"""Every page: on the real, the empty and the hostile data, in three languages, with any address."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.evil import publish_empty, publish_evil
from vitrine.filters import CHOICES
from vitrine.locale import LANGUAGES
from vitrine.settings import ROOT, Settings

PAGES = ("overview", "map", "timelines", "revenue", "companies", "events", "sources")
# AppTest runs outside a browser; pandas and streamlit warn about things that only matter there.
pytestmark = pytest.mark.filterwarnings("default")


class Failures(logging.Handler):
    """Remembers what the frame logged instead of showing it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(self.format(record))


@pytest.fixture
def failures() -> Iterator[list[str]]:
    handler = Failures()
    logging.getLogger("vitrine").addHandler(handler)
    yield handler.seen
    logging.getLogger("vitrine").removeHandler(handler)


def open_page(page: str, **params: str | list[str]) -> AppTest:
    """Run a page as its first visit from a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py")
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def is_well(app: AppTest, failures: list[str]) -> None:
    assert not app.exception, app.exception[0].message
    assert not failures, failures[0][-1500:]
    assert not [item.value for item in app.error]


@pytest.fixture
def use_snapshots(monkeypatch: pytest.MonkeyPatch, real_settings: Settings) -> Settings:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))
    return real_settings


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_real_data_in_every_language(
    page: str, language: str, use_snapshots: Settings, failures: list[str]
) -> None:
    app = open_page(page, lang=language)
    is_well(app, failures)
    assert len([*app.markdown, *app.caption, *app.metric]) > 4


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_a_company_and_a_country(
    page: str, use_snapshots: Settings, failures: list[str]
) -> None:
    is_well(open_page(page, company=["Coolblue", "Ceconomy group"], country="DE"), failures)
    is_well(open_page(page, company="Xiaomi", metro=["Paris", "Madrid", "Barcelona"]), failures)
    is_well(open_page(page, q="halles", type="store_opening", status="done"), failures)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_any_match_says_so(
    page: str, use_snapshots: Settings, failures: list[str]
) -> None:
    app = open_page(page, company="Swappie", q="qqqqqqq")
    is_well(app, failures)
    assert app.info or app.caption


@pytest.mark.parametrize("page", PAGES)
def test_a_page_works_on_an_empty_database(
    page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failures: list[str]
) -> None:
    publish_empty(Settings(snapshot_dir=tmp_path))
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(tmp_path))
    is_well(open_page(page), failures)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_works_on_hostile_data(
    page: str, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failures: list[str]
) -> None:
    publish_evil(Settings(snapshot_dir=tmp_path))
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(tmp_path))
    is_well(open_page(page, lang=language, event="E000000"), failures)


NAMES = [
    *("company", "country", "city", "metro", "type", "status", "from", "to", "q", "metric"),
    *("lang", "event", *CHOICES),
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Coolblue", "BE", "Paris", "results", "done", "2018", "2018-05", "fr", "E0213", "ebit"]
    ),
    *[st.sampled_from(values) for values in CHOICES.values()],
)


@pytest.mark.parametrize("page", PAGES)
def test_no_address_breaks_a_page(page: str, use_snapshots: Settings, failures: list[str]) -> None:
    app = open_page(page)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, min_size=1, max_size=3)))
    def try_address(params: dict[str, list[str]]) -> None:
        app.query_params.clear()
        for name, values in params.items():
            app.query_params[name] = values
        app.run()
        is_well(app, failures)

    try_address()


def test_a_missing_snapshot_is_built_by_the_first_visit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failures: list[str]
) -> None:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(tmp_path))
    is_well(open_page("overview"), failures)
    assert (tmp_path / "CURRENT").exists()


def test_a_damaged_snapshot_is_said_and_the_older_one_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failures: list[str]
) -> None:
    publish_empty(Settings(snapshot_dir=tmp_path))
    publish_evil(Settings(snapshot_dir=tmp_path))
    newest = tmp_path / f"{(tmp_path / 'CURRENT').read_text()}.duckdb"
    newest.write_bytes(b"damaged")
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(tmp_path))
    app = open_page("overview")
    is_well(app, failures)
    assert any("damaged" in item.value for item in app.warning)


def facts_of(app: AppTest) -> dict[str, list[str]]:
    """Return the facts on each company's card, by the company's name."""
    drawn = [json.loads(item.proto.json) for item in app.get("bidi_component") if item.proto.json]
    return {
        card["title"]: [f"{fact['value']} {fact['note']}" for fact in card["facts"]]
        for data in drawn
        for card in data.get("cards", ())
    }


@pytest.mark.parametrize("company", ["Coolblue", "Xiaomi"])
def test_a_companys_facts_are_the_same_alone_and_beside_others(
    company: str, use_snapshots: Settings
) -> None:
    alone = facts_of(open_page("companies", company=company))
    beside = facts_of(open_page("companies", company=[company, "Apple", "Ceconomy group"]))
    assert len(beside) == 3
    assert beside[company] == alone[company]
    assert any(any(char.isdigit() for char in fact) for fact in alone[company])
