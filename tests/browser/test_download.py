"""Every kind of download, pressed in a real browser and opened."""

from __future__ import annotations

import contextlib
import csv
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Page, TimeoutError

from tests.browser.conftest import Open
from vitrine.export.download import KINDS

SIZES = {"png-slide": (1920, 1080), "png-document": (1890, 1260), "png-square": (1080, 1080)}
CHARTS = [
    ("/", "count-event-type"),
    ("/revenue?company=Coolblue&country=BE&metric=revenue", ""),
    ("/timelines?company=Coolblue&company=Xiaomi", ""),
    ("/map?company=Xiaomi&metro=Paris", ""),
    ("/companies?company=Coolblue", ""),
]


def open_menu(page: Page, key: str) -> str:
    """Open the download menu of a chart (the first one without a key); return the chart's key."""
    selector = f".st-key-download-{key}-en" if key else "[class*='st-key-download-']"
    menu = page.locator(selector).first
    classes = (menu.get_attribute("class") or "").split()
    name = next(item for item in classes if item.startswith("st-key-download-"))
    found = name.removeprefix("st-key-download-").removesuffix("-en")
    button = page.locator(f".st-key-file-{found}-csv button")
    for _ in range(3):  # on a busy machine a press may come while the map is being set up
        menu.locator("button").first.click()
        with contextlib.suppress(TimeoutError):
            button.wait_for(timeout=15_000)
            return found
    raise AssertionError(f"the menu of {found} does not open")


def download(page: Page, key: str, kind: str, folder: Path) -> Path:
    """Press one button of an open menu and return the file."""
    with page.expect_download(timeout=60_000) as waiting:
        page.locator(f".st-key-file-{key}-{kind} button").click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def check_file(path: Path, kind: str) -> None:
    data = path.read_bytes()
    assert path.name.startswith("vitrine-")
    if kind in SIZES:
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == SIZES[kind]
            colors = image.convert("RGB").getcolors(2**24) or []
            assert len(colors) > 20, "a blank picture"
    elif kind == "svg":
        text = "".join(ElementTree.fromstring(data).itertext())  # noqa: S314  our own file
        assert "2026" in text
    elif kind == "csv":
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) > 2 and len(rows[0]) > 1
    elif kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert cells and not [cell for cell in cells if cell.data_type == "f"]
    else:
        text = data.decode()
        assert text.lstrip().lower().startswith("<!doctype html")
        assert 'src="http' not in text


@pytest.mark.parametrize(("path", "key"), CHARTS)
def test_every_kind_of_file_comes_whole(watch: Open, tmp_path: Path, path: str, key: str) -> None:
    watched = watch()
    page = watched.open(path)
    found = open_menu(page, key)
    for kind in KINDS:
        check_file(download(page, found, kind.name, tmp_path), kind.name)
    assert not watched.outside
    assert not watched.errors


def test_a_file_holds_only_the_filtered_rows(watch: Open, tmp_path: Path) -> None:
    watched = watch()
    page = watched.open("/revenue?company=Coolblue&country=BE&metric=revenue&lang=fr")
    menu = page.locator("[class*='st-key-download-'] button").first
    menu.click()
    button = page.locator("[class*='st-key-file-'][class*='-csv'] button").first
    with page.expect_download() as waiting:
        button.click()
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)
    text = target.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert "coolblue" in target.name and "be" in target.name
    assert len(rows[0]) > 3, "French Excel splits at semicolons"
    assert any("311000000" in cell.replace(" ", "") for row in rows for cell in row)
    assert "Xiaomi" not in text


def test_the_web_page_works_without_any_network(watch: Open, tmp_path: Path) -> None:
    watched = watch()
    page = watched.open("/revenue?company=Coolblue&country=BE&metric=revenue")
    key = open_menu(page, "")
    target = download(page, key, "html", tmp_path)
    fresh = page.context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    fresh.on("request", lambda request: asked.append(request.url))
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    fresh.goto(target.as_uri())
    fresh.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    assert not errors


def test_the_whole_list_comes_as_a_table(watch: Open, tmp_path: Path) -> None:
    watched = watch()
    page = watched.open("/events?company=Xiaomi")
    for kind in ("csv", "xlsx"):
        target = download(page, "events", kind, tmp_path)
        check_file(target, kind)
    lines = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 60, "all pages of the list, not the one that is shown"
