"""Tables, web addresses and copied pages handed in on the inbox page, as a reader does it."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.inbox_cases import COPIED_PAGE, TEXT, TITLE
from tests.loopback import Site, answer, redirect, serving
from tests.tables import tables_of
from tests.test_inbox_page import drawn, open_inbox, paste, press, published, well
from vitrine.database import current_snapshot
from vitrine.ingest.archive import Archive
from vitrine.ingest.table_inbox import read_kept_rows
from vitrine.settings import ROOT, Settings

pytestmark = pytest.mark.filterwarnings("default")
TABLE = (
    "Enseigne;Ville;Pays;Ouverture;Source\n"
    "Coolblue;Namur;BE;14/03/2019;https://news.example/1\n"
    "Fnac;Liège;BE;31/02/2019;https://news.example/2\n"
    "Fnac;Liège;BE;bientôt;https://news.example/3\n"
)


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings whose inbox and snapshots are the test's own."""
    settings = Settings(snapshot_dir=tmp_path / "snapshots", inbox_dir=tmp_path / "inbox")
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(settings.snapshot_dir))
    monkeypatch.setenv("VITRINE_INBOX_DIR", str(settings.inbox_dir))
    return settings


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web server on loopback that the page may read."""
    with serving() as found:
        monkeypatch.setenv("VITRINE_FETCH_ALLOW_HOSTS", found.host)
        monkeypatch.setenv("VITRINE_FETCH_PAUSE_S", "0")
        yield found


def way(name: str) -> AppTest:
    """Open the inbox and choose how the news comes."""
    return well(open_inbox().radio(key="inbox-way-en").set_value(name).run())


def upload(app: AppTest, name: str, body: bytes) -> AppTest:
    return app.file_uploader(key="inbox-file").set_value((name, body, "text/plain")).run()


def fetch(app: AppTest, url: str) -> AppTest:
    app.text_input(key="address").set_value(url)
    return next(item for item in app.button if item.label == "Fetch and read it").click().run()


def tables(app: AppTest) -> list[dict[str, list[object]]]:
    return [table.to_dict("list") for table in tables_of(app)]


def said(app: AppTest) -> str:
    return " ".join(item.value for item in [*app.markdown, *app.caption, *app.warning])


LINKS = ("Store map", "Timelines", "Revenue & figures")


# ---- tables ----


def test_rows_of_a_table_are_shown_saved_and_published(inbox: Settings) -> None:
    app = well(upload(way("file"), "shops.csv", TABLE.encode()))
    good, bad = tables(app)
    assert "1 row can be used" in said(app) and "2 rows cannot be used" in said(app)
    assert good["headline"] == ["Coolblue opens a store in Namur"]
    assert bad["line"] == [3, 4] and bad["value"] == ["31/02/2019", "bientôt"]
    assert all(bad["reason"])
    app = press(app, "save-table")
    assert ("store_opening", "Coolblue", "Namur") in published(inbox)
    assert len(read_kept_rows(inbox.inbox_dir)) == 1
    again = press(well(upload(way("file"), "again.csv", TABLE.encode())), "save-table")
    assert len(read_kept_rows(inbox.inbox_dir)) == 1
    assert again.success


def test_the_mapping_can_be_corrected_and_is_remembered(inbox: Settings) -> None:
    body = b"A;B;C\nNamur;BE;14/03/2019\nGent;BE;15/03/2019\n"
    app = upload(way("file"), "shops.csv", body)
    assert "0 rows can be used" in said(app), "nobody has said which company it is"
    choice = next(item for item in app.selectbox if item.label == "Company of all rows")
    app = choice.set_value("Coolblue").run()
    kind = [item for item in app.selectbox if item.label == "Event type of all rows"]
    if kind:
        app = kind[0].set_value("store_opening").run()
    assert "2 rows can be used" in said(app), said(app)
    app = press(app, "save-table")
    app = well(upload(way("file"), "more.csv", body.replace(b"Gent", b"Brugge")))
    assert "2 rows can be used" in said(app), "the same columns are read the same way"


def test_a_workbook_is_read_like_a_table(inbox: Settings) -> None:
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(";"))
    file = io.BytesIO()
    book.save(file)
    app = well(upload(way("file"), "C:\\shops\\..\\x.xlsx", file.getvalue()))
    assert "1 row can be used" in said(app)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.csv", b""),
        ("a.xlsx", b"PK\x03\x04 half a workbook"),
        ("a.xlsx", TABLE.encode()[:40]),
        ("a.csv", b"\x00\x01\x02\x03" * 500),
        ("a.csv", b"only one column\n1\n2\n"),
        ("a.json", b"{"),
        ("a.html", b""),
        ("a.txt", b""),
    ],
)
def test_a_wrong_file_is_one_sentence(inbox: Settings, name: str, body: bytes) -> None:
    app = upload(way("file"), name, body)
    if not name.endswith(("csv", "xlsx")):
        app = app.button(key="read-file").click().run()
    assert not app.exception, app.exception[0].message
    told = [item.value for item in [*app.error, *app.warning]]
    assert len(told) == 1 or ((name, body[:4]) == ("a.csv", b"only") and told), told
    assert "Traceback" not in told[0] and len(told[0]) < 400
    assert not any(item.key == "save-table" for item in app.button)


# ---- addresses ----


def html(text: str, head: str = "") -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        f"<html lang=fr><head><title>{TITLE}</title>{head}"
        '<meta property="article:published_time" content="2018-06-01"></head>'
        f"<body><article><h1>{TITLE}</h1>{paragraphs}</article></body></html>"
    ).encode()


def test_a_page_is_fetched_shown_and_saved_with_its_address(inbox: Settings, site: Site) -> None:
    site.routes |= {"/news": answer(html(TEXT)), "/old": redirect("/news")}
    app = well(fetch(way("address"), f"{site.url}/old"))
    cards = drawn(app, "cards")["cards"]
    assert isinstance(cards, list)
    assert any("Xiaomi opens a store in Lille" in card["headline"] for card in cards)
    press(app, "save-draft")
    assert ("store_opening", "Xiaomi", "Lille") in published(inbox)
    (stored,) = Archive(inbox.inbox_dir).stored()
    assert stored.article.url == f"{site.url}/news"
    assert str(stored.article.published) == "2018-06-01"


def test_the_encoding_that_a_server_names_is_used(inbox: Settings, site: Site) -> None:
    body = html(TEXT).decode().encode("iso-8859-2", "replace")
    site.routes["/"] = answer(body, kind="text/html; charset=iso-8859-2")
    app = well(fetch(way("address"), f"{site.url}/"))
    pieces = drawn(app, "segments")["segments"]
    assert isinstance(pieces, list)
    assert "réalisé" in "".join(piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://10.0.0.8/news", "is not read because"),
        ("http://169.254.169.254/latest/meta-data", "is not read because"),
        ("http://[::1]/", "web address"),
        ("http://localhost/", "web address"),
        ("http://2130706433/", "web address"),
        ("file:///etc/passwd", "web address"),
        ("", "web address"),
    ],
)
def test_an_address_that_must_not_be_read_is_one_sentence(
    inbox: Settings, url: str, words: str
) -> None:
    app = fetch(way("address"), url)
    assert not app.exception
    (told,) = app.error
    assert words in told.value and len(told.value) < 250
    assert not inbox.inbox_dir.exists()


def test_a_redirect_into_the_own_network_is_refused(inbox: Settings, site: Site) -> None:
    with serving() as inner:
        site.routes["/out"] = redirect(f"{inner.url}/secret")
        app = fetch(way("address"), f"{site.url}/out")
        assert inner.requests == []
    (told,) = app.error
    assert not app.exception and told.value


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"", status="404 Not Found"),
        answer(b"<html><body></body></html>"),
        answer(b""),
        answer(b"%PDF-1.7", kind="application/pdf"),
        answer(b"{}", kind="application/json"),
        answer(b"<rss><channel></channel></rss>", kind="application/rss+xml"),
        b"not http at all",
    ],
)
def test_an_address_without_an_article_is_one_sentence(
    inbox: Settings, site: Site, reply: bytes
) -> None:
    site.routes["/x"] = reply
    app = fetch(way("address"), f"{site.url}/x")
    assert not app.exception, app.exception[0].message
    (told,) = app.error
    assert len(told.value) < 300 and "page.html" not in told.value


# ---- a whole page, pasted ----


def open_linked(app: AppTest, label: str) -> AppTest:
    """Follow a link of the box that tells what was saved."""
    links = [item.proto for item in app.get("page_link") if item.proto.label == label]
    link = next(item for item in links if item.query_string)
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    page.switch_page(f"pages/{link.page}.py")
    for name, values in parse_qs(link.query_string).items():
        page.query_params[name] = values
    return well(page.run())


def test_a_copied_page_is_on_map_timeline_and_revenue_within_a_minute(inbox: Settings) -> None:
    well(open_inbox())  # a visitor's first page loads what all later ones use
    began = time.monotonic()
    app = well(paste(open_inbox(), COPIED_PAGE))
    heads = [card["headline"] for card in drawn(app, "cards")["cards"]]  # type: ignore[union-attr]
    assert len(heads) >= 5
    app = press(app, "save-draft")
    found = published(inbox)
    assert ("store_opening", "Fnac", "Namur") in found
    assert ("store_opening", "Coolblue", "Gent") in found
    shown = {name: everything(open_linked(app, name)) for name in LINKS}
    assert time.monotonic() - began < 60
    assert "Namur" in shown["Store map"] and "Gent" in shown["Store map"]
    assert "Namur" in shown["Timelines"] and "Back Market" in shown["Timelines"]
    assert "480" in shown["Revenue & figures"] and "Krëfel" in shown["Revenue & figures"]
    frame = current_snapshot(inbox).export_events()
    days = {str(row.date_text) for row in frame.itertuples() if row.city == "Namur"}
    assert "2019-03-14" in days, "the year is that of the related items"


def everything(app: AppTest) -> str:
    """Return all that a page says and draws."""
    parts = [item.value for item in [*app.markdown, *app.caption]]
    parts += [item.proto.json for item in app.get("bidi_component")]
    parts += [item.proto.json for item in app.get("deck_gl_json_chart")]
    return re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), " ".join(parts))
