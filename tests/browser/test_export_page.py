"""The page in one file in a real browser: it draws, asks for nothing and runs nothing foreign."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Watched
from tests.scene_cases import HOSTILE, city_map, revenue
from vitrine.export.page import html_page


@pytest.mark.parametrize(
    "text", [HOSTILE["script"], HOSTILE["markup"], "<img src=x onerror=alert(1)>"]
)
@pytest.mark.parametrize("build", [revenue, city_map])
def test_the_page_draws_under_its_own_policy(
    browser: Browser, tmp_path: Path, text: str, build
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(html_page(build(text=text), {}, "en"))
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    watched = Watched(page, file.as_uri())
    page.goto(file.as_uri())
    page.wait_for_selector("figure svg")
    if build is revenue:
        assert page.locator("#chart .bars").first.locator(".point").count() == 3
        assert page.locator(".scatterlayer .textpoint").count() == 1
    assert text in page.locator("h1").inner_text()
    assert watched.outside == []
    assert watched.errors == []
    assert watched.dialogs == []
    page.close()
