"""Snapshots: published whole or not at all, read-only, verified, one cursor per query."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from vitrine.database import (
    build_lock,
    create_staging,
    current_name,
    current_snapshot,
    load_rows,
    publish,
    run_query,
    verify,
)
from vitrine.errors import (
    BuildLocked,
    QueryError,
    QueryTimeout,
    SnapshotDamaged,
    SnapshotMissing,
    VitrineError,
)
from vitrine.query import Query
from vitrine.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "snapshots").mkdir()
    return Settings(snapshot_dir=tmp_path / "snapshots")


def company_row(name: str = "Coolblue", kind: str = "retailer") -> tuple[object, ...]:
    return (name, kind, "NL", "#0090e3", 1)


def publish_companies(settings: Settings, count: int, fingerprint: str = "f" * 64) -> None:
    staging = create_staging(settings)
    load_rows(staging, {"company": [company_row(f"Company {n}") for n in range(count)]})
    with build_lock(settings.snapshot_dir):
        publish(staging, fingerprint, settings)
    staging.close()


def count_companies(settings: Settings) -> int:
    return len(current_snapshot(settings).ask("company_profile_all").frame)


def test_without_a_snapshot_the_error_says_what_to_run(settings: Settings) -> None:
    with pytest.raises(SnapshotMissing, match="make data"):
        current_snapshot(settings)


def test_a_published_snapshot_is_read_and_a_newer_one_replaces_it(settings: Settings) -> None:
    publish_companies(settings, 2)
    first = current_snapshot(settings)
    assert count_companies(settings) == 2
    publish_companies(settings, 3)
    assert count_companies(settings) == 3
    assert len(first.ask("company_profile_all").frame) == 2, "an open page keeps its snapshot"


def test_only_the_last_three_are_kept(settings: Settings) -> None:
    for count in range(1, 6):
        publish_companies(settings, count)
    assert len(list(settings.snapshot_dir.glob("events-*.duckdb"))) == 3
    assert len(list(settings.snapshot_dir.glob("events-*.json"))) == 3
    assert count_companies(settings) == 5


def test_a_damaged_file_falls_back_to_the_last_good_one(settings: Settings) -> None:
    publish_companies(settings, 1)
    publish_companies(settings, 2)
    newest = settings.snapshot_dir / f"{current_name(settings)}.duckdb"
    data = bytearray(newest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    newest.write_bytes(data)
    assert count_companies(settings) == 1


@pytest.mark.parametrize(
    "damage", ["no file", "no manifest", "torn manifest", "wal", "schema", "cut"]
)
def test_every_kind_of_damage_is_refused(settings: Settings, damage: str) -> None:
    publish_companies(settings, 1)
    path = settings.snapshot_dir / f"{current_name(settings)}.duckdb"
    manifest = path.with_suffix(".json")
    if damage == "no file":
        path.unlink()
    elif damage == "no manifest":
        manifest.unlink()
    elif damage == "torn manifest":
        manifest.write_text(manifest.read_text()[:40])
    elif damage == "wal":
        path.with_name(path.name + ".wal").write_bytes(b"x")
    elif damage == "schema":
        values = json.loads(manifest.read_text()) | {"schema_version": 999}
        manifest.write_text(json.dumps(values))
    else:
        path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(SnapshotDamaged):
        verify(path)
    with pytest.raises((SnapshotDamaged, SnapshotMissing), match="make data"):
        current_snapshot(settings)


def test_a_row_that_breaks_a_rule_is_refused(settings: Settings) -> None:
    staging = create_staging(settings)
    with pytest.raises(VitrineError, match="company"):
        load_rows(staging, {"company": [company_row(kind="shop")]})
    with pytest.raises(VitrineError, match="no table"):
        load_rows(staging, {"company; drop table event": [(1,)]})


FORBIDDEN = [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/hostname')",
    "select * from glob('/*')",
    "attach '/tmp/other.duckdb'",
    "copy company to '/tmp/company.csv'",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set memory_limit = '100GB'",
    "create table evil (x integer)",
    "delete from company",
    "export database '/tmp/x'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_a_snapshot_refuses_files_settings_and_writes(settings: Settings, statement: str) -> None:
    publish_companies(settings, 1)
    query = Query("evil", "", statement, (), (), False)
    connection = current_snapshot(settings)._connection
    with pytest.raises(QueryError):
        run_query(connection, query, {}, settings)


def test_a_runaway_query_is_stopped(settings: Settings) -> None:
    text = "select count(*) as n from range(100000000) as a, range(100000) as b"
    limited = Settings(query_timeout_s=0.2)
    started = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"0\.2 s"):
        run_query(duckdb.connect(), Query("slow", "", text, (), ("n",), False), {}, limited)
    assert time.monotonic() - started < 30


def test_rows_beyond_the_limit_are_cut_and_said_so() -> None:
    query = Query("many", "", "select range as n from range(5000)", (), ("n",), False)
    answer = run_query(duckdb.connect(), query, {}, Settings(query_max_rows=100))
    assert len(answer.frame) == 100 and answer.is_shortened
    answer = run_query(duckdb.connect(), query, {}, Settings(query_max_rows=5000))
    assert len(answer.frame) == 5000 and not answer.is_shortened


def test_an_empty_answer_keeps_its_columns() -> None:
    query = Query("none", "", "select 1 as n, 'a' as t where false", (), ("n", "t"), False)
    answer = run_query(duckdb.connect(), query, {}, Settings())
    assert list(answer.frame.columns) == ["n", "t"] and answer.frame.empty


def test_many_threads_ask_at_once_and_each_gets_its_own_answer(settings: Settings) -> None:
    publish_companies(settings, 1)
    connection = current_snapshot(settings)._connection
    query = Query("echo", "", "select $n as n from range(500)", ("n",), ("n",), False)
    wrong: list[object] = []

    def ask(number: int) -> None:
        for _ in range(10):
            found = set(run_query(connection, query, {"n": number}, settings).frame["n"])
            if found != {number}:
                wrong.append(found)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_second_build_says_who_holds_the_lock(settings: Settings) -> None:
    with build_lock(settings.snapshot_dir):
        held_by = f"process {os.getpid()}"
        with pytest.raises(BuildLocked, match=held_by), build_lock(settings.snapshot_dir):
            pass
    with build_lock(settings.snapshot_dir):
        pass


def test_readers_never_see_anything_half_published(settings: Settings) -> None:
    publish_companies(settings, 1)
    stop = threading.Event()
    seen: list[int] = []
    failures: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.append(count_companies(settings))
            except BaseException as error:
                failures.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for count in range(2, 12):
        publish_companies(settings, count)
    stop.set()
    for reader in readers:
        reader.join()
    assert not failures
    assert set(seen) <= set(range(1, 12))


PUBLISH_FOREVER = """
import sys
from pathlib import Path
from tests.test_database import publish_companies
from vitrine.settings import Settings
settings = Settings(snapshot_dir=Path(sys.argv[1]))
print("ready", flush=True)
while True:
    publish_companies(settings, 7)
"""


def test_a_killed_build_leaves_the_old_data_or_the_new(settings: Settings) -> None:
    publish_companies(settings, 7)
    root = Path(__file__).parent.parent
    for attempt in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISH_FOREVER, str(settings.snapshot_dir)],
            stdout=subprocess.PIPE,
            cwd=root,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            threading.Event().wait(0.05 + attempt * 0.07)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert count_companies(settings) == 7
    publish_companies(settings, 8)
    assert count_companies(settings) == 8
    assert not list(settings.snapshot_dir.glob("building-*"))
