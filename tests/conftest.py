"""Shared fixtures, the network guard, and the rule for browser tests."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from vitrine.build import build_snapshot
from vitrine.database import Snapshot, current_snapshot
from vitrine.settings import Settings

settings.register_profile("vitrine", deadline=None)  # a busy machine is no failure
settings.load_profile("vitrine")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
BROWSER_TESTS = os.environ.get("BROWSER_TESTS", "")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave browser tests out unless they are asked for; fail when they cannot run."""
    if BROWSER_TESTS == "required":
        if CHROMIUM is None:
            raise pytest.UsageError(
                "BROWSER_TESTS=required, but no Chromium was found; on Debian: "
                "apt-get install chromium fonts-dejavu-core"
            )
        return
    left_out = [item for item in items if "browser" in item.keywords]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if "browser" not in item.keywords]
        config.stash[_LEFT_OUT] = len(left_out)


_LEFT_OUT = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that browser tests were left out and how to get them."""
    left_out = terminalreporter.config.stash.get(_LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(
            f"{left_out} browser tests were left out; to run them: install chromium, then "
            "BROWSER_TESTS=required make test"
        )


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> object:
        host = address[0] if isinstance(address, tuple) else ""
        if isinstance(host, str) and host not in ("", "127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {host}")
        return connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw whole pages: nobody scrolls where there is no window."""
    monkeypatch.setenv("VITRINE_DRAW_UNSEEN", "on")


@pytest.fixture(scope="session")
def real_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose snapshot is built once per test run from the versioned data."""
    settings = Settings(
        snapshot_dir=tmp_path_factory.mktemp("snapshots"),
        inbox_dir=tmp_path_factory.mktemp("inbox"),
    )
    build_snapshot(settings)
    return settings


@pytest.fixture(scope="session")
def real_snapshot(real_settings: Settings) -> Iterator[Snapshot]:
    """The snapshot of the versioned data."""
    yield current_snapshot(real_settings)


@pytest.fixture
def case_dir() -> Path:
    """Return the folder of expected results."""
    return Path(__file__).parent / "cases"
