"""Every data check is clean on the real data and fires on a bad row made for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from vitrine.company import load_companies
from vitrine.database import create_staging, load_rows
from vitrine.merge import load_decisions, merge_mentions
from vitrine.place import load_places
from vitrine.query import load_query
from vitrine.read import read_mentions
from vitrine.settings import Settings
from vitrine.tables import to_tables

CHECKS = Settings().query_dir / "checks"
NAMES = sorted(path.stem for path in CHECKS.glob("*.sql"))
Connection = duckdb.DuckDBPyConnection


def run(connection: Connection, name: str) -> list[tuple[object, ...]]:
    return connection.execute((CHECKS / f"{name}.sql").read_text(encoding="utf-8")).fetchall()


def insert(connection: Connection, table: str, **values: object) -> None:
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    statement = f"insert into {table} ({columns}) values ({marks})"  # noqa: S608
    connection.execute(statement, list(values.values()))


def add_event(connection: Connection, event_id: str, **changes: object) -> None:
    base: dict[str, object] = {
        "event_id": event_id,
        "event_type": "store_opening",
        "status": "done",
        "company": "Coolblue",
        "sort_date": "2018-05-22",
        "is_approx": False,
        "is_temporary": False,
        "summary": "s",
        "mention_count": 1,
        "outlet_count": 1,
        "outlets": "o",
        "source_url": "https://example.org/a",
        "conflict_count": 0,
        "tier": "published",
        "confidence": 1.0,
        "is_reviewed": True,
    }
    known = {row[0] for row in connection.execute("describe event").fetchall()}
    values = {key: value for key, value in {**base, **changes}.items() if key in known}
    insert(connection, "event", **values)


def add_mention(connection: Connection, mention_id: str, event_id: str, **changes: object) -> None:
    base: dict[str, object] = {
        "mention_id": mention_id,
        "event_id": event_id,
        "article_id": "A1",
        "event_type": "store_opening",
        "status": "done",
        "company": "Coolblue",
        "summary": "s",
        "outlet": "o",
        "source_url": "https://example.org/a",
        "step": 1,
        "is_chosen": True,
        "tier": "published",
        "confidence": 1.0,
        "is_curated": True,
    }
    insert(connection, "mention", **{**base, **changes})


def add(connection: Connection, number: int, **changes: object) -> None:
    """Add an event with its only mention, both with the values that their tables have."""
    event_id, mention_id = f"E{number:04d}", f"M{number:04d}"
    columns = {row[0] for row in connection.execute("describe mention").fetchall()}
    add_event(connection, event_id, **changes)
    own = {key: value for key, value in changes.items() if key in columns}
    add_mention(connection, mention_id, event_id, **own)


@pytest.fixture
def good() -> Connection:
    """Return a snapshot's tables with a company, a city and an article, and nothing wrong."""
    connection = create_staging(Settings())
    insert(
        connection,
        "company",
        company="Coolblue",
        kind="retailer",
        color="#0090e3",
        fiscal_start_month=1,
    )
    insert(connection, "place", city="Gent", country="BE", metro="Gent", lat=51.05, lon=3.72)
    for number, has_text in ((1, False), (2, True)):
        insert(
            connection,
            "article",
            article_id=f"A{number}",
            url="https://example.org/a",
            outlet="o",
            version=1,
            has_text=has_text,
        )
    day = {"first_date": "2018-05-22", "last_date": "2018-05-22", "date_text": "2018-05-22"}
    shop = {"country": "BE", "city": "Gent", "metro": "Gent", "address": "Korenmarkt 1", **day}
    add(connection, 1, **shop, lat=51.05, lon=3.72, published_text="2018-05-22")
    add(connection, 2, **{**shop, "address": "Vrijdagmarkt 2"}, published_text="2018-Q2")
    figure = {**FIGURE, "published_text": "2018-06-15"}
    add(connection, 3, **figure)
    add(connection, 4, **{**figure, "period": "FY2016", **YEAR_2016})
    add(connection, 5, **{**figure, "basis": "target", "status": "planned", "amount": 300_000_000})
    add(connection, 6, **{**figure, "basis": "adjusted"})
    add(connection, 7, tier="review")
    add_ingested(connection, 20)
    return connection


def add_ingested(connection: Connection, number: int, **changes: object) -> None:
    """Add what a program read, with its article and the words that prove it."""
    add_event(connection, f"E{number:04d}", is_reviewed=False)
    mention_id = f"X{number:04d}"
    values = {"is_curated": False, "article_id": "A2", **changes}
    add_mention(connection, mention_id, f"E{number:04d}", **values)
    span = {"role": "company", "start_char": 0, "end_char": 8, "quote": "Coolblue"}
    insert(connection, "span", mention_id=mention_id, **span)


FIGURE = {
    "event_type": "results",
    "metric": "revenue",
    "amount": 311_000_000,
    "currency": "EUR",
    "period": "FY2017",
    "period_first_date": "2017-01-01",
    "period_last_date": "2017-12-31",
    "basis": "reported",
}
YEAR_2016 = {"period_first_date": "2016-01-01", "period_last_date": "2016-12-31"}
SHOP = {"country": "BE", "city": "Gent", "metro": "Gent", "address": "Korenmarkt 1"}
MAY = {"first_date": "2018-05-01", "last_date": "2018-05-31"}


def day(text: str) -> dict[str, object]:
    return {"first_date": text, "last_date": text, "date_text": text}


def unknown_company(connection: Connection) -> None:
    add(connection, 9, company="Coolbleu")


def unknown_city(connection: Connection) -> None:
    add(connection, 9, country="BE", city="Ghent")


def city_without_its_metro(connection: Connection) -> None:
    add(connection, 9, country="BE", city="Gent")


def planned_figure_without_target(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "period": "FY2025", "status": "planned"})


def target_marked_as_done(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "period": "FY2025", "basis": "target"})


def target_within_an_actual_figure(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "period": "FY2018"})
    add_mention(
        connection,
        "M0010",
        "E0009",
        event_type="results",
        metric="revenue",
        amount=1,
        currency="EUR",
        status="planned",
        basis="target",
        is_chosen=False,
    )


def figure_of_a_year_to_come(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "company": "bol", "published_text": "2017-11-30"})


def figure_of_a_month_too_early(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "company": "bol", "published_text": "2017-11"})


def closed_before_opened(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "event_type": "store_closing", **day("2018-04-30")})


def done_on_a_later_day(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "address": "x", **day("2018-05-22")}, published_text="2018-05-21")


def done_in_a_later_month(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "address": "x", **day("2018-06-01")}, published_text="2018-05")


def done_in_a_later_quarter(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "address": "x", **day("2018-07-01")}, published_text="2018-Q2")


def done_in_a_later_year(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "address": "x", **day("2019-01-01")}, published_text="2018")


def thousand_times_too_much(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "period": "FY2018", "amount": 347_000_000_000})


def thousand_times_too_little(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "period": "FY2018", "amount": 347_000})


def same_figure_twice(connection: Connection) -> None:
    add(connection, 9, **{**FIGURE, "amount": 309_000_000})


def same_opening_twice(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "address": "korenmarkt 1", **MAY})


def same_round_twice(connection: Connection) -> None:
    for number in (8, 9):
        add(connection, number, event_type="funding", **day("2018-06-14"))


def count_in_a_shop(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "address": "x"})
    add_mention(connection, "M0010", "E0009", site_count=3, is_chosen=False)


def point_in_another_country(connection: Connection) -> None:
    add(connection, 9, **{**SHOP, "address": "x"}, lat=48.85, lon=2.35)


def event_without_mention(connection: Connection) -> None:
    add_event(connection, "E0009")


def event_with_two_chosen(connection: Connection) -> None:
    add(connection, 9)
    add_mention(connection, "M0010", "E0009")


def mention_without_event(connection: Connection) -> None:
    add_mention(connection, "M0009", "E0009")


def mention_without_article(connection: Connection) -> None:
    add_event(connection, "E0009")
    add_mention(connection, "M0009", "E0009", article_id="A9")


def words_that_say_something_else(connection: Connection) -> None:
    span = {
        "role": "company",
        "start_char": 0,
        "end_char": 8,
        "problem": "the words do not name Coolblue",
    }
    insert(connection, "wrong_span", mention_id="X0020", **span)


def waiting_mention_in_a_published_event(connection: Connection) -> None:
    add_event(connection, "E0009", mention_count=2)
    add_mention(connection, "M0009", "E0009")
    add_mention(connection, "M0010", "E0009", is_chosen=False, tier="review")


def ingested_without_a_text(connection: Connection) -> None:
    add_ingested(connection, 21, article_id="A1")


def ingested_without_words(connection: Connection) -> None:
    add(connection, 9, is_curated=False, article_id="A2")


BAD_ROWS: list[tuple[str, Callable[[Connection], None], list[str]]] = [
    ("unknown_company", unknown_company, ["M0009"]),
    ("city_without_metro", unknown_city, ["E0009"]),
    ("city_without_metro", city_without_its_metro, ["E0009"]),
    ("target_as_actual", planned_figure_without_target, ["E0009"]),
    ("target_as_actual", target_marked_as_done, ["E0009"]),
    ("target_as_actual", target_within_an_actual_figure, ["E0009"]),
    ("figure_before_period_end", figure_of_a_year_to_come, ["M0009"]),
    ("figure_before_period_end", figure_of_a_month_too_early, ["M0009"]),
    ("closing_before_opening", closed_before_opened, ["E0009"]),
    ("done_after_article", done_on_a_later_day, ["M0009"]),
    ("done_after_article", done_in_a_later_month, ["M0009"]),
    ("done_after_article", done_in_a_later_quarter, ["M0009"]),
    ("done_after_article", done_in_a_later_year, ["M0009"]),
    ("amount_off_by_thousand", thousand_times_too_much, ["M0009"]),
    ("amount_off_by_thousand", thousand_times_too_little, ["M0009"]),
    ("duplicate_figure", same_figure_twice, ["E0003"]),
    ("duplicate_store_event", same_opening_twice, ["E0001"]),
    ("duplicate_deal", same_round_twice, ["E0008"]),
    ("network_in_city_event", count_in_a_shop, ["E0009"]),
    ("point_far_from_city", point_in_another_country, ["E0009"]),
    ("event_without_chosen", event_without_mention, ["E0009"]),
    ("event_without_chosen", event_with_two_chosen, ["E0009"]),
    ("orphan_mention", mention_without_event, ["M0009"]),
    ("orphan_mention", mention_without_article, ["M0009"]),
    ("wrong_span", words_that_say_something_else, ["X0020"]),
    ("review_in_published", waiting_mention_in_a_published_event, ["E0009"]),
    ("ingested_without_evidence", ingested_without_a_text, ["X0021"]),
    ("ingested_without_evidence", ingested_without_words, ["M0009"]),
]


@pytest.mark.parametrize("name", NAMES)
def test_good_rows_pass(good: Connection, name: str) -> None:
    assert run(good, name) == []


@pytest.mark.parametrize(
    ("name", "spoil", "expected"), BAD_ROWS, ids=[case[1].__name__ for case in BAD_ROWS]
)
def test_bad_row_is_found(
    good: Connection, name: str, spoil: Callable[[Connection], None], expected: list[str]
) -> None:
    spoil(good)
    found = run(good, name)
    assert [row[0] for row in found] == expected
    assert all(isinstance(row[-1], str) and len(row[-1]) > 20 for row in found)


def test_every_check_has_a_bad_row() -> None:
    assert {case[0] for case in BAD_ROWS} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_header_tells_question_and_columns(good: Connection, name: str) -> None:
    query = load_query(name, CHECKS)
    assert query.question.endswith("?")
    assert query.params == ()
    result = good.execute(query.text)
    assert tuple(column[0] for column in result.description) == query.columns
    assert query.columns[0] in ("event_id", "mention_id")
    assert query.columns[-1] == "problem"


def test_temporary_closing_may_lie_before_a_reopening(good: Connection) -> None:
    closing = {**SHOP, "event_type": "store_closing", **day("2018-04-30")}
    add(good, 9, **closing, is_temporary=True)
    assert run(good, "closing_before_opening") == []


@pytest.fixture(scope="module")
def real() -> Connection:
    data = Path(Settings().data_dir)
    companies = load_companies(data / "companies.csv")
    places = load_places(data / "places.csv")
    mentions = read_mentions(data / "mentions.csv", companies, places)
    decisions = load_decisions(data / "decisions.csv")
    result = merge_mentions(mentions, companies, decisions, places.metro)
    connection = create_staging(Settings())
    load_rows(connection, to_tables(result.events, companies, places).rows)
    return connection


@pytest.mark.parametrize("name", NAMES)
def test_real_data_is_clean(real: Connection, name: str) -> None:
    assert run(real, name) == []
