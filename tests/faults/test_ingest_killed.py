"""Ingest is killed at any moment: nothing is half done, and the next run makes it whole."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

from scripts.bench_ingest import synthetic_articles
from tests.ingest_cases import place, write
from vitrine.database import current_name, current_snapshot, verify
from vitrine.ingest.archive import Archive
from vitrine.ingest.run import ingest
from vitrine.settings import ROOT, Settings

ARTICLES = 60
KILLS = 6


def articles(folder: Path) -> Path:
    for item in synthetic_articles(ARTICLES, seed=7):
        write(folder, item["id"], **{key: value for key, value in item.items() if key != "id"})
    return folder


def start(folder: Path, settings: Settings) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "VITRINE_INBOX_DIR": str(settings.inbox_dir),
        "VITRINE_SNAPSHOT_DIR": str(settings.snapshot_dir),
        "VITRINE_INGEST_BATCH_ARTICLES": "5",
        "VITRINE_INGEST_PROCESSES": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "vitrine", "ingest", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment,
    )


def events(settings: Settings) -> list[tuple[object, ...]]:
    snapshot = current_snapshot(settings)
    return [*snapshot.table_rows("event"), *snapshot.table_rows("span")]


def test_kill_at_random_moments_then_finish(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in")
    undisturbed, disturbed = place(tmp_path / "a"), place(tmp_path / "b")
    ingest([str(folder)], undisturbed)
    draw = random.Random(3)  # noqa: S311  no secret hangs on it
    for _ in range(KILLS):
        with start(folder, disturbed) as process:
            threading.Event().wait(draw.uniform(1.0, 5.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
        for stored in Archive(disturbed.inbox_dir).stored():
            assert stored.article.text, "a batch is whole"
        if current_name(disturbed):
            verify(disturbed.snapshot_dir / f"{current_name(disturbed)}.duckdb")
    report = ingest([str(folder)], disturbed)
    assert report.new + report.unchanged == ARTICLES
    assert events(disturbed) == events(undisturbed)
    assert not list(disturbed.inbox_dir.rglob("*.tmp"))
    assert not list(disturbed.snapshot_dir.glob("building-*"))


def test_a_reader_sees_the_old_data_while_an_ingest_dies(tmp_path: Path) -> None:
    folder, settings = articles(tmp_path / "in"), place(tmp_path)
    ingest([str(write(tmp_path, "first"))], settings)
    path = settings.snapshot_dir / f"{current_name(settings)}.duckdb"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with start(folder, settings) as process:
        threading.Event().wait(1.5)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_the_lock_of_a_killed_ingest_is_free(tmp_path: Path) -> None:
    folder, settings = articles(tmp_path / "in"), place(tmp_path)
    with start(folder, settings) as process:
        while not (settings.inbox_dir / "ingest.lock").exists():
            assert process.poll() is None
            threading.Event().wait(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert ingest([str(folder)], settings, is_building=False).new > 0
