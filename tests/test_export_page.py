"""The page in one file and the menu of downloads."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.scene_cases import FOOTER, HOSTILE, city_map, revenue, timeline, write_land
from vitrine.chart.map_scene import MapScene
from vitrine.chart.scene import Footer, Scene
from vitrine.export import page as page_module
from vitrine.export.download import KINDS, MAX_NAME_CHARS, file_name, make_file
from vitrine.export.page import html_page


class Parsed(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self._open: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "img", "link"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self.scripts.append(data)
        elif self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def bundled_land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let maps on pages take a small piece of land."""
    land = write_land(tmp_path)
    draw = page_module.map_picture
    monkeypatch.setattr(page_module, "map_picture", lambda *args: draw(*args, land))
    return land


def test_the_page_says_everything_that_the_chart_says() -> None:
    page = Parsed(html_page(revenue(), {"revenue_meur": "Omzet"}, "nl"))
    assert page.attributes("html") == [{"lang": "nl"}]
    assert page.texts["h1"] == ["Coolblue grew by 23% in Belgium"]
    assert page.attributes("figure")[0]["aria-label"] == "Bars of revenue"
    assert "Omzet" in page.texts["th"]
    assert {"2016", "252", "-12,5", "2018-05-22", "L'Echo"} <= set(page.texts["td"])
    assert {FOOTER.sources, FOOTER.filters, FOOTER.as_of} <= set(page.texts["p"])
    assert FOOTER.link in page.texts["a"]
    assert "2018 is a target" in "".join(page.texts["li"])
    assert len(page.scripts) == 2


def test_the_page_asks_no_server_for_anything() -> None:
    data = html_page(timeline(), {}, "en")
    page = Parsed(data)
    policy = page.attributes("meta")[1]["content"]
    assert page.attributes("meta")[1]["http-equiv"] == "Content-Security-Policy"
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    for attrs in (attrs for _, attrs in page.tags):
        assert not {"src", "srcset", "onload", "onerror", "onclick"} & set(attrs)
    assert not page.attributes("link")


def test_only_the_two_scripts_of_the_page_are_allowed_to_run() -> None:
    page = Parsed(html_page(revenue(text=HOSTILE["script"]), {}, "en"))
    policy = page.attributes("meta")[1]["content"]
    allowed = re.findall(r"'sha256-([^']+)'", policy)
    assert "unsafe-inline" not in policy.split("style-src")[0]
    found = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in page.scripts
    ]
    assert found == allowed


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_stays_text_on_the_page(name: str) -> None:
    text = HOSTILE[name]
    scene = revenue(text=text, footer=Footer(text, text, text, text, text))
    data = html_page(scene, {"outlet": text}, text)
    page = Parsed(data)
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert not {"b", "i", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert page.attributes("html") == [{"lang": "en"}]
    hrefs = [attrs.get("href") for attrs in page.attributes("a")]
    assert all(href.startswith("https://") for href in hrefs)
    assert not set(page.scripts[1]) & set("<>&\u2028\u2029")
    assert not set(data.decode("utf-8")[:3_000]) & set("\x00\x07\x1b\u202e\u2066")
    if name == "template":
        assert "{% x %} {{ 7 * 7 }} %{y}" in "".join(page.texts["h1"])


def test_a_map_is_a_drawing_in_the_page(bundled_land: Path) -> None:
    page = Parsed(html_page(city_map(with_bubbles=True), {"stores": "Magasins"}, "fr"))
    assert len(page.attributes("svg")) == 1
    assert {"42", "Madrid"} <= set(page.texts["text"])
    assert "Magasins" in page.texts["th"]
    assert page.texts["h1"] == ["Fnac leads in Paris"]
    assert page.scripts == []
    assert "script-src 'none'" in page.attributes("meta")[1]["content"]


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_map_page_has_no_script_whatever_the_text(name: str, bundled_land: Path) -> None:
    page = Parsed(html_page(city_map(text=HOSTILE[name]), {}, "en"))
    assert not {"script", "img", "b", "foreignobject"} & {tag for tag, _ in page.tags}


def test_a_scene_without_rows_has_no_table() -> None:
    page = Parsed(html_page(replace(revenue(), table=revenue().table.head(0)), {}, "en"))
    assert not page.attributes("table")


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (
            ["revenue", "Coolblue", "BE", "2016", "2023"],
            "vitrine-revenue-coolblue-be-2016-2023.png",
        ),
        (["vitrine", "map"], "vitrine-map.png"),
        (["Krëfel", "Nature & Découvertes"], "vitrine-krefel-nature-and-decouvertes.png"),
        (["Straße", "Łódź", "Ærø", "L'Echo"], "vitrine-strasse-lodz-aero-lecho.png"),
        (["../../etc/passwd", "a\\b:c*?"], "vitrine-etc-passwd-a-b-c.png"),
        (["\u5c0f\u7c73", ""], "vitrine.png"),
        (["a\ud800b", "x\u202ey"], "vitrine-ab-xy.png"),
    ],
)
def test_a_file_is_named_after_what_is_in_it(parts: list[str], name: str) -> None:
    assert file_name(parts, "png") == name


@given(st.lists(st.text(alphabet=st.characters(), max_size=300), max_size=20))
def test_every_file_name_is_short_and_plain(parts: list[str]) -> None:
    name = file_name(parts, "xlsx")
    assert len(name) <= MAX_NAME_CHARS
    assert re.fullmatch(r"vitrine(?:-[a-z0-9]+)*\.xlsx", name)


def test_a_name_that_is_too_long_loses_whole_words() -> None:
    name = file_name(["coolblue"] * 30, "png")
    assert name == "vitrine" + "-coolblue" * 7 + ".png"


# ------------------------------------------------------------------ the menu


def test_the_menu_has_every_kind_once() -> None:
    assert [kind.name for kind in KINDS] == [
        "png-slide",
        "png-document",
        "png-square",
        "svg",
        "csv",
        "xlsx",
        "html",
    ]
    assert len({kind.label for kind in KINDS}) == len(KINDS)


def _is_png(width: int, height: int) -> Callable[[bytes], bool]:
    return lambda data: Image.open(io.BytesIO(data)).size == (width, height)


CHECKS: dict[str, Callable[[bytes], bool]] = {
    "png-slide": _is_png(1920, 1080),
    "png-document": _is_png(1890, 1260),
    "png-square": _is_png(1080, 1080),
    "svg": lambda data: data.startswith(b"<?xml") and b'width="1890"' in data,
    "csv": lambda data: data.startswith(b"\xef\xbb\xbf") and b";" in data.splitlines()[0],
    "xlsx": lambda data: "Data" in openpyxl.load_workbook(io.BytesIO(data)).sheetnames,
    "html": lambda data: data.startswith(b"<!doctype html>"),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_be_made_of_a_chart(kind) -> None:
    widths: list[int] = []

    def build(width_px: int) -> Scene:
        widths.append(width_px)
        return revenue(width_px)

    assert CHECKS[kind.name](make_file(kind, build, {}, "fr"))
    wanted = {"png-slide": 1100, "png-square": 700}.get(kind.name, 1000)
    assert widths == [wanted]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_be_made_of_a_map(kind) -> None:
    def build(width_px: int) -> MapScene:
        return city_map(width_px, with_bubbles=True)

    assert CHECKS[kind.name](make_file(kind, build, {}, "fr"))
