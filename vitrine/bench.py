"""Measures the dashboard: page scripts, and the filter bar's and list's queries beside pandas.

The real data and seeded synthetic events; times are medians in milliseconds on this machine. Every
query is asked anew (no cache), pandas works on a frame that is already in memory.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from vitrine.build import build_snapshot
from vitrine.database import (
    Snapshot,
    build_lock,
    create_staging,
    current_snapshot,
    load_rows,
    publish,
)
from vitrine.filters import Filters, sql_params
from vitrine.query import load_query
from vitrine.settings import ROOT, Settings, load_settings
from vitrine.ui.page import forget_answers

SEED = 20180522
REPEATS = 3
QUERY_TIMEOUT_S = 60.0  # a slow query is measured, not cut
PAGE_ROWS = 100
PAGES = ("overview", "map", "timelines", "revenue", "companies", "events", "sources")
STATES: Mapping[str, tuple[dict[str, list[str]], Filters]] = {
    "nothing filtered": ({}, Filters()),
    "one company": ({"company": ["Coolblue"]}, Filters(companies=("Coolblue",))),
    "three companies": (
        {"company": ["Coolblue", "Xiaomi", "Apple"]},
        Filters(companies=("Coolblue", "Xiaomi", "Apple")),
    ),
    "one country": ({"country": ["FR"]}, Filters(countries=("FR",))),
    "openings in Spain": (
        {"country": ["ES"], "type": ["store_opening"]},
        Filters(countries=("ES",), types=("store_opening",)),
    ),
}


@dataclass(frozen=True)
class Measurement:
    """One row of the result table; milliseconds."""

    events: int
    what: str
    state: str
    median_ms: float
    pandas_ms: float | None = None


def run_bench(event_count: int, *, as_json: bool) -> int:
    """Measure both data sets and print the table."""
    rows: list[Measurement] = []
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it misses a browser in every run
    with tempfile.TemporaryDirectory() as folder:
        patient = replace(load_settings(), query_timeout_s=QUERY_TIMEOUT_S)
        real = replace(
            patient, snapshot_dir=Path(folder) / "real", inbox_dir=Path(folder) / "inbox"
        )
        large = replace(patient, snapshot_dir=Path(folder) / "large")
        build_snapshot(real)
        publish_synthetic(current_snapshot(real), event_count, SEED, large)
        for settings in (real, large):
            snapshot = current_snapshot(settings)
            count = snapshot.manifest.rows["event"]
            rows += _measure_queries(snapshot, count)
            rows += _measure_pages(settings, count)
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        print("\n".join(_table_lines(rows)))
    return 0


def publish_synthetic(source: Snapshot, event_count: int, seed: int, settings: Settings) -> None:
    """Publish event_count seeded synthetic events for the companies and places of a snapshot."""
    staging = create_staging(settings)
    for table in ("company", "membership", "alias", "place"):
        rows = source.table_rows(table)
        load_rows(staging, {table: rows})
    for name in ("synthetic_event", "synthetic_mention", "synthetic_token"):
        query = load_query(name, settings.query_dir / "bench")
        values = {"event_count": event_count, "seed": seed}
        staging.execute(query.text, {name: values[name] for name in query.params})
    with build_lock(settings.snapshot_dir):
        publish(staging, f"synthetic-{event_count}-{seed}", settings)
    staging.close()


def _median_ms(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def _measure_pages(settings: Settings, count: int) -> list[Measurement]:
    """Run every page's script as after a filter click: no answer under these filters is cached."""
    os.environ["VITRINE_SNAPSHOT_DIR"] = str(settings.snapshot_dir)
    rows = []
    for page in PAGES:
        for state, (params, _) in STATES.items():
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
            for name, values in params.items():
                app.query_params[name] = values
            app.run()
            if page != "overview":
                app.switch_page(f"pages/{page}.py")
                app.run()

            def click(app: AppTest = app) -> None:
                forget_answers()
                app.run()

            rows.append(Measurement(count, f"page {page}", state, _median_ms(click)))
    return rows


def _measure_queries(snapshot: Snapshot, count: int) -> list[Measurement]:
    frame = snapshot.export_events()
    groups = _Memberships(snapshot)
    rows = []
    for state, (_, filters) in STATES.items():
        in_sql = _median_ms(partial(_bar_in_sql, snapshot, filters))
        in_pandas = _median_ms(partial(_bar_in_pandas, frame, groups, filters))
        rows.append(Measurement(count, "filter bar and list", state, in_sql, in_pandas))
    return rows


def _bar_in_sql(snapshot: Snapshot, filters: Filters) -> list[pd.DataFrame]:
    asked = [
        ("facet_company", filters.without("companies").without("groups")),
        ("facet_country", filters.without("countries")),
        ("facet_place", filters.without("metros").without("cities")),
        ("facet_event_type", filters.without("types")),
        ("facet_status", filters.without("statuses")),
    ]
    answers = [snapshot.ask(name, sql_params(values)).frame for name, values in asked]
    page = sql_params(filters) | {"row_offset": 0, "row_count": PAGE_ROWS}
    return [*answers, snapshot.ask("event_page", page).frame]


class _Memberships:
    """The groups of each company, as pandas needs them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.frame = snapshot.ask("membership").frame


def _bar_in_pandas(
    frame: pd.DataFrame, groups: _Memberships, filters: Filters
) -> list[pd.DataFrame]:
    def counts(values: Filters, column: str) -> pd.DataFrame:
        chosen = frame[_mask(frame, values)]
        sizes = chosen.groupby(column, observed=True).size()
        return sizes.sort_values(ascending=False).rename("event_count").reset_index()

    others = filters.without("companies").without("groups")
    joined = frame.loc[_mask(frame, others), ["company", "sort_date"]].merge(
        groups.frame, on="company"
    )
    inside = joined[
        (joined["sort_date"] >= joined["from_date"]) & (joined["sort_date"] <= joined["to_date"])
    ]
    places = filters.without("metros").without("cities")
    newest = frame[_mask(frame, filters)].sort_values(
        ["sort_date", "event_id"], ascending=[False, True]
    )
    return [
        counts(others, "company"),
        inside.groupby("group_company").size().rename("event_count").reset_index(),
        counts(filters.without("countries"), "country"),
        counts(places, "metro"),
        counts(places, "city"),
        counts(filters.without("types"), "event_type"),
        counts(filters.without("statuses"), "status"),
        newest.head(PAGE_ROWS),
    ]


def _mask(frame: pd.DataFrame, filters: Filters) -> pd.Series[bool]:
    mask = pd.Series(True, index=frame.index)
    for column, values in (
        ("company", filters.companies),
        ("country", filters.countries),
        ("event_type", filters.types),
        ("status", filters.statuses),
        ("city", filters.cities),
        ("metro", filters.metros),
    ):
        if values:
            mask &= frame[column].isin(list(values))
    return mask


def _table_lines(rows: list[Measurement]) -> list[str]:
    lines = [f"{'events':>9}  {'what':<22}{'state':<20}{'ms':>8}{'pandas ms':>11}{'ratio':>7}"]
    for row in rows:
        pandas = f"{row.pandas_ms:>11.0f}" if row.pandas_ms is not None else " " * 11
        ratio = f"{row.median_ms / row.pandas_ms:>7.2f}" if row.pandas_ms else ""
        lines.append(
            f"{row.events:>9}  {row.what:<22}{row.state:<20}{row.median_ms:>8.0f}{pandas}{ratio}"
        )
    return lines
