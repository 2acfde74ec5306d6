"""Query files: the header tells the truth, only named parameters, and they run on any data."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.evil import publish_empty
from vitrine.database import Snapshot, current_snapshot, run_query
from vitrine.errors import QueryParameterError, QueryUnknown
from vitrine.filters import Filters, sql_params
from vitrine.query import Query, bind, load_query, narrow
from vitrine.settings import Settings

QUERY_DIR = Settings().query_dir
NAMES = sorted(path.stem for path in QUERY_DIR.glob("*.sql"))
CHECKS = sorted(path.stem for path in (QUERY_DIR / "checks").glob("*.sql"))
HOSTILE = "x'); drop table event; --<script>{}$1%\u202e"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    settings = Settings(snapshot_dir=tmp_path_factory.mktemp("empty"))
    publish_empty(settings)
    return current_snapshot(settings)._connection


def sample_values(query: Query, text: str) -> dict[str, object]:
    """Return a value of a fitting kind for each of the query's own parameters."""
    filters = Filters(
        *[(text,)] * 7, from_date=None, to_date=None, search="a b c d"
    )  # every list filter set
    values = sql_params(filters)
    for name in query.params:
        if name in values:
            continue
        if name.startswith(("is_", "has_", "wants_", "with_")):
            values[name] = True
        elif name.endswith(("_count", "offset", "limit", "months")) or name.startswith(
            ("row", "max")
        ):
            values[name] = 5
        elif name.endswith(("date", "today", "since", "anchor", "_at", "day")):
            values[name] = "2024-01-01"
        elif name in ("companies", "groups") or name.endswith(("ies", "ids")):
            values[name] = [text]
        else:
            values[name] = text
    return {name: values[name] for name in query.params}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_states_its_question_parameters_and_columns(
    name: str, empty: duckdb.DuckDBPyConnection
) -> None:
    query = load_query(name, QUERY_DIR)
    assert query.question.endswith("?"), "the first line is the manager's question"
    statements = duckdb.extract_statements(query.text)
    assert len(statements) == 1
    assert set(query.params) == set(statements[0].named_parameters)
    assert query.columns


@pytest.mark.parametrize("name", NAMES)
def test_a_query_runs_on_an_empty_database_and_returns_its_columns(
    name: str, empty: duckdb.DuckDBPyConnection
) -> None:
    query = load_query(name, QUERY_DIR)
    values = sample_values(query, "Coolblue")
    answer = run_query(empty, query, values, Settings())
    assert tuple(answer.frame.columns) == query.columns


@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_are_only_values(name: str, empty: duckdb.DuckDBPyConnection) -> None:
    query = load_query(name, QUERY_DIR)
    run_query(empty, query, sample_values(query, HOSTILE), Settings())
    assert empty.execute("select count(*) from event").fetchone() == (0,)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_ends_in_an_explicit_order(name: str) -> None:
    text = (QUERY_DIR / f"{name}.sql").read_text()
    assert re.search(r"\norder by\s", text), "rows must come in the same order every time"
    assert "qualify" not in text.lower()


def test_no_sql_stands_in_python_or_pages() -> None:
    root = Path(__file__).parent.parent
    statement = re.compile(
        r"[\"'](?:select|insert into|update|delete from|create (?:table|type)|with \w+ as)\s"
    )
    allowed = {"vitrine/database.py", "vitrine/query.py"}
    for path in [*root.glob("vitrine/**/*.py"), *root.glob("pages/*.py")]:
        if str(path.relative_to(root)) not in allowed:
            assert not statement.search(path.read_text()), path.name


def test_only_database_executes_anything() -> None:
    root = Path(__file__).parent.parent
    for path in [*root.glob("vitrine/**/*.py"), *root.glob("pages/*.py"), root / "app.py"]:
        if path.name not in ("database.py", "bench.py"):
            assert "duckdb" not in re.sub(r"\.duckdb\b|DuckDB", "", path.read_text()), path.name


def test_a_missing_and_an_unknown_parameter_are_named() -> None:
    query = load_query("event_detail", QUERY_DIR)
    with pytest.raises(QueryParameterError, match=r"missing: event_id, unknown: evil"):
        bind(query, {"evil": 1})


@pytest.mark.parametrize("name", ["nothing", "../app", "Event_List", "schema/001_event", ""])
def test_only_files_under_queries_are_queries(name: str) -> None:
    with pytest.raises(QueryUnknown):
        load_query(name, QUERY_DIR)


@pytest.mark.parametrize(
    "name", [name for name in NAMES if load_query(name, QUERY_DIR).uses_filters]
)
def test_conditions_of_unset_filters_are_left_out_and_the_rest_stays_valid(
    name: str, empty: duckdb.DuckDBPyConnection
) -> None:
    query = load_query(name, QUERY_DIR)
    own = sample_values(query, "Coolblue")
    unset = {key: own.get(key) for key in query.params} | sql_params(Filters())
    text, bound = narrow(query, unset)
    assert "token" not in text.partition("select event.*")[2].partition("\n)")[0]
    assert set(bound) == set(duckdb.extract_statements(text)[0].named_parameters)
    for filters in (
        Filters(companies=("Coolblue",)),
        Filters(groups=("Ceconomy",)),
        Filters(cities=("Paris",), search="halles"),
    ):
        text, bound = narrow(query, unset | sql_params(filters))
        assert set(bound) == set(duckdb.extract_statements(text)[0].named_parameters)


def test_left_out_conditions_change_no_answer(real_snapshot: Snapshot) -> None:
    query = load_query("facet_country", QUERY_DIR)
    for filters in (
        Filters(),
        Filters(companies=("Coolblue",), search="store"),
        Filters(groups=("Ceconomy",), from_date=date(2018, 1, 1)),
        Filters(metros=("Paris",), types=("store_opening",), to_date=date(2020, 1, 1)),
    ):
        values = sql_params(filters)
        whole = real_snapshot._connection.cursor().execute(query.text, values).fetchall()
        short = real_snapshot.ask("facet_country", values).frame
        assert whole == list(short.itertuples(index=False, name=None))
        assert whole, "a comparison of nothing proves nothing"
