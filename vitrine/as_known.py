"""The snapshot as it was known on a day: only what was published by then, with the values of then.

It has the tables of every snapshot and is made by the same statements, so that every query, the
lives of shops included, answers as it would have on that day. Without a day nothing of this runs.
"""

from __future__ import annotations

import tempfile
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from vitrine.database import (
    PUBLISHED_TABLES,
    VERSION_TABLES,
    DatabaseError,
    Snapshot,
    create_staging,
    write_file,
)
from vitrine.errors import QueryError
from vitrine.query import load_query
from vitrine.settings import Settings

SNAPSHOTS_KEPT = 4

_lock = threading.Lock()
_kept: OrderedDict[tuple[Path, date], Snapshot] = OrderedDict()


def known_days(snapshot: Snapshot) -> tuple[date, ...]:
    """Return the days on which something new became known, oldest first."""
    return tuple(day.date() for day in snapshot.ask("known_day").frame["known_from_date"])


def snapshot_as_known(
    snapshot: Snapshot, day: date, days: Sequence[date], settings: Settings
) -> Snapshot:
    """Return the snapshot of what was known on a day; the last few are kept open.

    Days without news between them share one; from the last day of news on it is the snapshot
    itself.
    """
    place = bisect_right(days, day)
    if days and place == len(days):
        return snapshot
    last_news = days[place - 1] if place else date(1, 1, 1)
    key = (snapshot.path, last_news)
    with _lock:
        if key not in _kept:
            _kept[key] = make_as_known(snapshot, last_news, settings)
        _kept.move_to_end(key)
        while len(_kept) > SNAPSHOTS_KEPT:
            _kept.popitem(last=False)  # a page that still reads it keeps it open
        return _kept[key]


def make_as_known(snapshot: Snapshot, day: date, settings: Settings) -> Snapshot:
    """Make the snapshot of what was known on a day, for this process alone.

    queries/known/ says which rows of a table; one without a file there is the same on every day.
    """
    directory = settings.query_dir / "known"
    staging = create_staging(settings)
    try:
        quoted = str(snapshot.path).replace("'", "''")
        staging.execute(f"attach '{quoted}' as source (read_only)")
        for table in PUBLISHED_TABLES:
            if (directory / f"{table}.sql").is_file():
                staging.execute(load_query(table, directory).text, {"as_of": day})
            elif table not in VERSION_TABLES:
                staging.table(f"source.{table}").insert_into(f"memory.main.{table}")
        staging.execute("detach source")
        with tempfile.TemporaryDirectory(prefix="vitrine-") as folder:
            path = Path(folder) / f"{snapshot.name}@{day}.duckdb"
            rows = write_file(staging, path, settings)
            # Open, the file stays readable when the folder goes.
            return Snapshot(path, replace(snapshot.manifest, rows=rows), settings)
    except DatabaseError as error:
        raise QueryError(f"What was known on {day} cannot be told: {error}") from error
    finally:
        staging.close()
