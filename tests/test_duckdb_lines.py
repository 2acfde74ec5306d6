"""The pinned DuckDB and the next line answer alike and read each other's files.

`make test-duckdb2` runs this with the next line loaded; the other process then has the pinned one.
In an ordinary run both have the pinned one: answers must not differ from process to process.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from tests.query_answers import answers
from vitrine.database import Snapshot, current_snapshot
from vitrine.settings import ROOT, Settings

MAY_BE_EMPTY = {
    "store_move all",  # most shops never moved
    *(f"review_{name} all" for name in ("name", "queue", "sibling", "span")),  # nothing ingested
}


def pinned_version(file: str) -> str:
    found = re.search(r"^duckdb==(\S+)$", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, file
    return found[1]


def ask_pinned(directory: Path, *options: str) -> dict[str, Any]:
    """Return what a process with the pinned DuckDB answers."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "tests.query_answers", str(directory), *options]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_loaded_duckdb_is_the_one_that_was_asked_for() -> None:
    file = (
        "requirements-duckdb2.txt" if os.environ.get("DUCKDB_LINE") == "2" else "requirements.txt"
    )
    assert duckdb.__version__ == pinned_version(file)


def test_both_lines_answer_every_query_alike_on_a_file_that_this_one_wrote(
    real_snapshot: Snapshot, real_settings: Settings
) -> None:
    own = answers(real_snapshot, real_settings.query_dir)
    told = ask_pinned(real_settings.snapshot_dir)
    assert told["version"] == pinned_version("requirements.txt")
    assert told["answers"] == own


def test_a_file_that_the_pinned_line_wrote_is_answered_alike(
    real_snapshot: Snapshot, real_settings: Settings, tmp_path: Path
) -> None:
    told = ask_pinned(tmp_path, "--build")
    snapshot = current_snapshot(Settings(snapshot_dir=tmp_path))
    own = answers(snapshot, real_settings.query_dir)
    assert own == told["answers"]
    assert own == answers(real_snapshot, real_settings.query_dir)


def test_the_compared_answers_are_not_empty(
    real_snapshot: Snapshot, real_settings: Settings
) -> None:
    found = answers(real_snapshot, real_settings.query_dir)
    empty = {name for name, answer in found.items() if answer.startswith("0 ")}
    assert {name for name in empty if not name.endswith((" paris", " rivals"))} <= MAY_BE_EMPTY
