"""Hostile data on every page and in every download of a real browser: nothing runs or breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.browser.conftest import Open, running_server
from tests.browser.test_download import check_file, download, open_menu
from tests.evil import publish_evil
from vitrine.export.download import KINDS
from vitrine.settings import Settings

PATHS = ["/", "/map", "/timelines", "/revenue", "/companies", "/events", "/events?event=E000000"]


@pytest.fixture(scope="module")
def evil_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(snapshot_dir=tmp_path_factory.mktemp("evil"))
    publish_evil(settings)
    with running_server(settings) as address:
        yield address


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_and_the_layout_holds(
    watch: Open, evil_server: str, path: str, width: int
) -> None:
    watched = watch(address=evil_server, width=width)
    page = watched.open(path)
    page.wait_for_timeout(1000)
    watched.settle()
    assert not watched.dialogs
    assert not watched.outside
    assert not watched.errors
    assert page.locator(".st-key-navigation").is_visible()
    assert not page.locator("script:has-text('evil')").count()
    assert not page.locator("img[src='x'], img[src*='evil.example']").count()
    assert not page.locator("a[href^='javascript']").count()
    assert not page.locator(".katex").count(), "no formula is typeset"
    widest = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert widest <= width
    tallest = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert tallest < 20_000, "a long name does not stretch the page"


@pytest.mark.parametrize("path", ["/", "/timelines", "/revenue", "/companies?country=FR", "/map"])
def test_downloads_of_hostile_data_are_harmless(
    watch: Open, evil_server: str, path: str, tmp_path: Path
) -> None:
    watched = watch(address=evil_server)
    page = watched.open(path)
    key = open_menu(page, "")
    for kind in KINDS:
        target = download(page, key, kind.name, tmp_path)
        if kind.name != "svg":
            check_file(target, kind.name)
        if kind.name == "csv":
            for line in target.read_text(encoding="utf-8-sig").splitlines():
                assert not line.startswith(("=", "+", "@", "-2", "\t"))
        if kind.name == "xlsx":
            openpyxl.load_workbook(target)
        if kind.name in ("html", "svg"):
            fresh = page.context.new_page()
            dialogs: list[str] = []
            fresh.on("dialog", lambda dialog, seen=dialogs: (seen.append("x"), dialog.dismiss()))
            fresh.goto(target.as_uri())
            fresh.wait_for_timeout(500)
            assert not dialogs
            fresh.close()
    assert not watched.dialogs
