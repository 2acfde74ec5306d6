"""Snapshots: build one aside, publish it by name, open the current one, ask it questions.

The only module that imports duckdb. A snapshot is an immutable file events-<version>.duckdb with a
manifest beside it; the file CURRENT names the one in use. Nothing is ever written in place.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from vitrine.errors import (
    QueryError,
    QueryTimeout,
    SnapshotDamaged,
    SnapshotError,
    SnapshotMissing,
    VitrineError,
)
from vitrine.ingest.lock import held_lock
from vitrine.query import Answer, Query, bind, load_query, narrow
from vitrine.settings import Settings

DatabaseError = duckdb.Error
SCHEMA_VERSION = 5
STORAGE_VERSION = "v1.5.0"
CHUNK_VECTORS = 10
VECTOR_ROWS = 2048
VERSION_TABLES = ("event_version", "mention_known", "conflict_version", "token_known")  # known when
PUBLISHED_TABLES = (
    "company",
    "membership",
    "alias",
    "place",
    "place_alias",
    "article",
    "event",
    "mention",
    "span",
    "wrong_span",
    "new_name",
    "conflict",
    "token",
    "snapshot_meta",
    "data_check",
    *VERSION_TABLES,
)


@dataclass(frozen=True)
class Manifest:
    """What a snapshot file must be: verified before it is taken into use."""

    version: str
    schema_version: int
    fingerprint: str
    built_at: str
    sha256: str
    rows: dict[str, int]


class Snapshot:
    """One open read-only snapshot; every query runs on a cursor of its own."""

    def __init__(self, path: Path, manifest: Manifest, settings: Settings) -> None:
        self.path = path
        self.name = path.stem
        self.manifest = manifest
        self._settings = settings
        self._connection = _open_read_only(path, settings)

    def ask(self, name: str, values: Mapping[str, object] | None = None) -> Answer:
        """Run queries/<name>.sql with exactly its parameters and return its rows."""
        query = load_query(name, self._settings.query_dir)
        return run_query(self._connection, query, values or {}, self._settings)

    def table_rows(self, table: str) -> list[tuple[object, ...]]:
        """Return all rows of a table."""
        return self._connection.cursor().table(table).fetchall()

    def export_events(self) -> pd.DataFrame:
        """Return the whole event table, dimensions as categories: what pandas would hold."""
        return self._connection.cursor().table("event").df()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def run_query(
    connection: duckdb.DuckDBPyConnection,
    query: Query,
    values: Mapping[str, object],
    settings: Settings,
) -> Answer:
    """Run one query on its own cursor, within the time and row limits.

    QueryTimeout when it ran longer than query_timeout_s, QueryError for any other failure.
    """
    text, bound = narrow(query, bind(query, values))
    cursor = connection.cursor()
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        cursor.interrupt()

    timer = threading.Timer(settings.query_timeout_s, stop)
    timer.start()
    try:
        cursor.execute(text, bound)
        return _fetch(cursor, settings.query_max_rows)
    except duckdb.Error as error:
        if is_late.is_set():
            raise QueryTimeout(
                f"Query {query.name} took longer than {settings.query_timeout_s:g} s and was "
                "stopped; choose fewer companies or a shorter period."
            ) from error
        raise QueryError(f"Query {query.name} failed: {error}") from error
    finally:
        timer.cancel()
        cursor.close()


def _fetch(cursor: duckdb.DuckDBPyConnection, max_rows: int) -> Answer:
    chunks: list[pd.DataFrame] = []
    count = 0
    while True:
        chunk = cursor.fetch_df_chunk(CHUNK_VECTORS)
        if chunk.empty and chunks:
            break
        chunks.append(chunk)
        count += len(chunk)
        if count > max_rows or len(chunk) == 0:
            break
    frame = chunks[0] if len(chunks) == 1 else pd.concat(chunks, ignore_index=True)
    for column in frame.columns:
        if isinstance(frame[column].dtype, pd.CategoricalDtype):
            frame[column] = _as_text(frame[column])
    return Answer(frame.iloc[:max_rows], count > max_rows)


def _as_text(column: pd.Series) -> pd.Series:
    """Return an enum column as text; each name is made once, not once a row."""
    codes = column.cat.codes.to_numpy()
    names = column.cat.categories.astype("str").array.take(codes, allow_fill=True)
    return pd.Series(names, index=column.index, name=column.name)


def _open_read_only(path: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "memory_limit": f"{settings.query_memory_mb}MB",
            "threads": settings.query_threads,
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set lock_configuration = true")
    return connection


_open_lock = threading.Lock()
_open: dict[Path, Snapshot] = {}


def current_snapshot(settings: Settings) -> Snapshot:
    """Return the snapshot that CURRENT names, or the newest good one when that is damaged.

    One connection per snapshot file is kept for the whole process. SnapshotMissing when nothing was
    published, SnapshotDamaged when no file can be used.
    """
    names = _names_newest_first(settings.snapshot_dir)
    if not names:
        raise SnapshotMissing("There is no data yet; run `make data` to build it.")
    with _open_lock:
        problem: SnapshotError | None = None
        for name in names:
            path = settings.snapshot_dir / f"{name}.duckdb"
            try:
                if path not in _open:
                    _open[path] = Snapshot(path, verify(path), settings)
                return _open[path]
            except SnapshotError as error:
                problem = problem or error
        raise SnapshotDamaged(f"{problem} No older copy can be used; run `make data`.")


def current_name(settings: Settings) -> str:
    """Return the name that CURRENT holds, empty when nothing was published."""
    try:
        return (settings.snapshot_dir / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _names_newest_first(directory: Path) -> list[str]:
    try:
        current = (directory / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return []
    others = sorted((path.stem for path in directory.glob("events-*.duckdb")), reverse=True)
    return [current, *(name for name in others if name != current)]


def verify(path: Path) -> Manifest:
    """Return a snapshot file's manifest; SnapshotDamaged when the file is not what it says."""
    manifest_path = path.with_suffix(".json")
    try:
        manifest = Manifest(**json.loads(manifest_path.read_text(encoding="utf-8")))
        digest = _sha256(path)
    except (OSError, ValueError, TypeError) as error:
        raise SnapshotDamaged(f"The data file {path.name} or its manifest is missing.") from error
    if manifest.schema_version != SCHEMA_VERSION:
        raise SnapshotDamaged(
            f"The data file {path.name} has schema {manifest.schema_version}, "
            f"this program reads {SCHEMA_VERSION}."
        )
    if digest != manifest.sha256 or path.with_name(path.name + ".wal").exists():
        raise SnapshotDamaged(f"The data file {path.name} is damaged.")
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def build_lock(directory: Path) -> Iterator[None]:
    """Hold the one build lock; BuildLocked says who holds it."""
    with held_lock(directory / "build.lock", "build"):
        yield


Rows = Mapping[str, Sequence[Sequence[object]]]


def create_staging(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open an empty in-memory database with the schema's tables and constraints."""
    connection = duckdb.connect(":memory:")
    for path in sorted((settings.query_dir / "schema").glob("0*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    return connection


def load_rows(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Insert rows into the staging tables; a row that breaks a constraint is a VitrineError."""
    for table, table_rows in rows.items():
        if table not in PUBLISHED_TABLES:
            raise VitrineError(f"There is no table named {table!r}.")
        if not table_rows:
            continue
        try:
            rows_of = connection.from_arrow(_arrow(connection, table, table_rows))
            rows_of.insert_into(table)
        except (duckdb.Error, pa.ArrowException, ValueError, TypeError) as error:
            raise VitrineError(f"Table {table} refuses a row: {error}") from error


def _arrow(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]
) -> pa.Table:
    """Return rows as columns of the table's types: inserted at once, not row by row."""
    shape = connection.table(table)
    types = [_ARROW_TYPES[str(kind)] for kind in shape.types]
    columns = [
        pa.array(_as_decimal(values) if pa.types.is_decimal(kind) else values, kind)
        for kind, values in zip(types, zip(*rows, strict=True), strict=True)
    ]
    return pa.table(columns, names=shape.columns)


def _as_decimal(values: Sequence[object]) -> list[Decimal | None]:
    """Return amounts in cents, as the table holds them."""
    return [None if value is None else Decimal(str(value)).quantize(_CENT) for value in values]


_CENT = Decimal("0.01")
_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
}


def run_checks(
    connection: duckdb.DuckDBPyConnection, settings: Settings
) -> dict[str, pd.DataFrame]:
    """Run queries/checks/*.sql; return the rows of those that found something."""
    directory = settings.query_dir / "checks"
    failed: dict[str, pd.DataFrame] = {}
    for path in sorted(directory.glob("*.sql")):
        answer = run_query(connection, load_query(path.stem, directory), {}, settings)
        if not answer.frame.empty:
            failed[path.stem] = answer.frame
    return failed


def publish(
    connection: duckdb.DuckDBPyConnection, fingerprint: str, settings: Settings
) -> Manifest:
    """Write the staging tables as a new snapshot file and point CURRENT at it.

    The caller holds build_lock. Readers see the old snapshot until the very last rename.
    """
    directory = settings.snapshot_dir
    for left_over in directory.glob("building-*"):
        left_over.unlink()
    built_at = datetime.now(UTC)
    version = f"{built_at:%Y%m%dT%H%M%S%f}-{fingerprint[:8]}"
    building = directory / f"building-{version}.duckdb"
    rows = write_file(connection, building, settings)
    manifest = Manifest(
        version=version,
        schema_version=SCHEMA_VERSION,
        fingerprint=fingerprint,
        built_at=built_at.isoformat(timespec="seconds"),
        sha256=_sha256(building),
        rows=rows,
    )
    final = directory / f"events-{version}.duckdb"
    _write_durably(final.with_suffix(".json"), json.dumps(asdict(manifest), indent=1))
    os.replace(building, final)
    _sync(final)
    _sync(directory)
    _write_durably(directory / "CURRENT", final.stem)
    _sync(directory)
    _drop_old(directory, settings.snapshots_kept)
    return manifest


def write_file(
    connection: duckdb.DuckDBPyConnection, path: Path, settings: Settings
) -> dict[str, int]:
    """Write the staging tables as the tables of a snapshot; return the rows of each."""
    attach = f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as snapshot"
    connection.execute(f"{attach} (storage_version '{STORAGE_VERSION}')")
    try:
        connection.execute("use snapshot")
        connection.execute("begin")
        for file in sorted((settings.query_dir / "schema").glob("1*.sql")):
            connection.execute(file.read_text(encoding="utf-8"))
        connection.execute("commit")
        connection.execute("checkpoint snapshot")
        counts: dict[str, int] = {}
        for table in PUBLISHED_TABLES:
            counts[table] = int(connection.table(f"snapshot.{table}").count("*").fetchall()[0][0])
    except duckdb.Error as error:
        connection.execute("rollback")
        raise VitrineError(f"The snapshot could not be written: {error}") from error
    finally:
        connection.execute("use memory")
        connection.execute("detach snapshot")
    if path.with_name(path.name + ".wal").exists():
        raise VitrineError(f"{path.name} was not written completely; run the build again.")
    return counts


def _write_durably(path: Path, text: str) -> None:
    building = path.with_name(f"building-{path.name}")
    building.write_text(text, encoding="utf-8")
    _sync(building)
    os.replace(building, path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_old(directory: Path, kept: int) -> None:
    current = (directory / "CURRENT").read_text(encoding="utf-8").strip()
    names = sorted((path.stem for path in directory.glob("events-*.duckdb")), reverse=True)
    for name in [name for name in names if name != current][max(kept - 1, 0) :]:
        (directory / f"{name}.duckdb").unlink()
        (directory / f"{name}.json").unlink(missing_ok=True)
