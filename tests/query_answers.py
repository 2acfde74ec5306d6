"""Answer every query on a snapshot and print a digest of each answer.

    python -m tests.query_answers SNAPSHOT_DIR [--build]

A process of its own, so that test_duckdb_lines.py can ask the DuckDB that is not loaded.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from vitrine.build import build_snapshot
from vitrine.database import Snapshot, current_snapshot
from vitrine.filters import Filters, sql_params
from vitrine.query import Query, load_query
from vitrine.settings import Settings

VIEWS = {
    "all": Filters(),
    "rivals": Filters(companies=("Coolblue", "MediaMarkt"), groups=("Fnac Darty",)),
    "paris": Filters(metros=("Paris",), statuses=("done", "planned"), search="fnac"),
}
ROWS = 7  # for every parameter that limits or offsets rows
VALUES: dict[str, object] = {
    "at_date": "2020-06-30",
    "company_name": "Coolblue",
    "company_names": ["Coolblue", "MediaMarkt"],
    "decided": ["M0001"],
    "event_id": "E0213",
    "event_ids": ["E0213", "E0001"],
    "is_part": False,
    "lane_companies": ["Coolblue", "Fnac"],
    "last_date": "2026-11-01",
    "mention_id": "M0001",
    "mention_ids": ["M0001", "M0002"],
    "metric": "revenue",
    "row_limit": 50,
    "row_offset": 0,
    "scopes": ["", "BE"],
    "series_companies": ["Coolblue", "Ceconomy"],
    "skipped_type": "results",
    "today": "2026-11-01",
}


def answers(snapshot: Snapshot, query_dir: Path) -> dict[str, str]:
    """Return rows, types and a digest of the answer to each query under each view."""
    found = {}
    points = _ask(snapshot, load_query("store_point", query_dir), Filters(), VALUES)
    fixed = {**VALUES, "store_id": points["store_id"].iloc[0]}
    for path in sorted(query_dir.glob("*.sql")):
        query = load_query(path.stem, query_dir)
        for view, filters in VIEWS.items():
            frame = _ask(snapshot, query, filters, fixed)
            types = " ".join(str(kind) for kind in frame.dtypes)
            digest = hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()[:16]
            found[f"{path.stem} {view}"] = f"{len(frame)} {types} {digest}"
            if not query.uses_filters:
                break
    return found


def _ask(
    snapshot: Snapshot, query: Query, filters: Filters, fixed: Mapping[str, object]
) -> pd.DataFrame:
    known = {**fixed, **sql_params(filters)}
    values = {name: known.get(name, ROWS) for name in query.params}
    return snapshot.ask(query.name, values).frame


def main(directory: str, *options: str) -> None:
    settings = Settings(snapshot_dir=Path(directory))
    if "--build" in options:
        build_snapshot(settings)
    print(
        json.dumps(
            {
                "version": duckdb.__version__,
                "answers": answers(current_snapshot(settings), settings.query_dir),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
