"""Pages of strangers give their article and related items; hostile ones are refused or cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read_cases import LIMITS, PARAGRAPHS, page
from vitrine.article import Article
from vitrine.errors import ReadError
from vitrine.read.page import PageSource, from_values, parse_page, to_values
from vitrine.settings import Settings

URL = "https://www.krant.example/nieuws/voorbeeld-gent"


def parse(body: bytes, url: str = URL, limits: Settings = LIMITS, kind: str = "") -> list[Article]:
    return parse_page(PageSource(body, "p", url, kind), limits)


def children(body: bytes) -> list[tuple[str, str, str]]:
    return [(a.title, str(a.published or ""), a.text) for a in parse(body)[1:]]


def json_ld(values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


def test_article_and_head_are_read() -> None:
    head = (
        '<meta property="og:site_name" content="De Krant">'
        '<meta property="article:published_time" content="2021-03-05T23:30:00+01:00">'
        '<link rel="canonical" href="/nieuws/voorbeeld-gent-1">'
    )
    (article,) = parse(page(head=head, title="Voorbeeld opent in Gent | De Krant"))
    assert article.title == "Voorbeeld opent in Gent"
    assert article.outlet == "De Krant"
    assert article.url == "https://www.krant.example/nieuws/voorbeeld-gent-1"
    assert (str(article.published), article.published_from) == ("2021-03-05", "metadata")
    assert article.language == "nl"
    assert article.text.split("\n") == list(PARAGRAPHS)


def test_the_host_is_the_outlet_when_none_is_named() -> None:
    assert parse(page())[0].outlet == "krant.example"


@pytest.mark.parametrize(
    "href", ["https://evil.example/x", "javascript:alert(1)", "https://[", "/", "ftp://x/y"]
)
def test_a_canonical_address_elsewhere_is_not_believed(href: str) -> None:
    assert parse(page(head=f'<link rel="canonical" href="{href}">'))[0].url == URL


def test_json_ld_gives_the_text_where_the_page_shows_little() -> None:
    values = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "De Krant"},
            {
                "@type": ["NewsArticle"],
                "headline": "Voorbeeld &amp; co openen",
                "articleBody": "<p>" + "</p><p>".join(PARAGRAPHS) + "</p>",
                "datePublished": "2021-03-05",
                "inLanguage": "nl-BE",
            },
        ],
    }
    body = f"<html><head>{json_ld(values)}</head><body><p>Log in om te lezen.</p></body></html>"
    (article,) = parse(body.encode())
    assert article.text.split("\n") == list(PARAGRAPHS)
    assert (article.title, article.outlet) == ("Voorbeeld & co openen", "De Krant")
    assert (str(article.published), article.published_from) == ("2021-03-05", "json-ld")


@pytest.mark.parametrize(
    "script", ["{", "[" * 60_000, '{"@graph": 3}', '{"@type": {"a": 1}}', "null"]
)
def test_broken_json_ld_does_no_harm(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert parse(page(head=head))[0].text.split("\n") == list(PARAGRAPHS)


def test_cards_with_day_and_text_are_related_items() -> None:
    cards = "".join(
        f'<div class="card"><a href="/n{n}"><h3>Keten nummer {n} sluit in Aalst</h3></a>'
        f"<span>0{n}/07/2018</span>"
        "<p>De winkel in het centrum van Aalst sluit eind juli de deuren.</p></div>"
        for n in (1, 2, 3)
    )
    after = f"<section><h2>Gerelateerde items</h2><div>{cards}</div></section>"
    main, *items = parse(page(after=after))
    assert [(i.title, str(i.published), i.url) for i in items] == [
        (f"Keten nummer {n} sluit in Aalst", f"2018-07-0{n}", f"https://www.krant.example/n{n}")
        for n in (1, 2, 3)
    ]
    assert {item.text for item in items} == {
        "De winkel in het centrum van Aalst sluit eind juli de deuren."
    }
    assert [item.article_id for item in items] == ["p#2", "p#3", "p#4"]
    assert {item.parent_id for item in items} == {"p"}
    assert "Aalst" not in main.text and main.published is None


@pytest.mark.parametrize(
    "block",
    [
        '<h3>Lees ook</h3><ul><li><a href="/x">Keten sluit winkel in Aalst</a> (14/02/2017)</ul>',
        '<div><strong>Lees ook:</strong><ul><li><time datetime="2017-02-14T08:00Z">gisteren</time>'
        '<a href="/x">Keten sluit winkel in Aalst</a></li></ul></div>',
        '<div><p>LEES OOK</p><article><a href="/x"><h4>Keten sluit winkel in Aalst</h4></a>'
        "<p>14 februari 2017</p></article></div>",
        "<h4>Lees ook</h4><h5>Keten sluit winkel in Aalst</h5><p>14.02.2017</p>",
        '<div class="gerelateerd"><a href="/x">14/02/2017 - Keten sluit winkel in Aalst</a>'
        '<a href="/x">14/02/2017 - Keten sluit winkel in Aalst</a></div>',
        '<h2>Lees ook</h2><p><a href="/x">Keten sluit winkel in Aalst (14/02/2017)</a></p>',
    ],
)
def test_blocks_in_the_middle_are_taken_out_in_many_shapes(block: str) -> None:
    rest = "".join(f"<p>{item}</p>" for item in reversed(PARAGRAPHS))
    main, *items = parse(page(body=block + rest))
    assert [(i.title, str(i.published)) for i in items] == [
        ("Keten sluit winkel in Aalst", "2017-02-14")
    ]
    assert "Aalst" not in main.text
    assert main.text.count(PARAGRAPHS[0]) + main.text.count(PARAGRAPHS[2]) >= 3


def test_pointers_inside_the_text_leave_it_too() -> None:
    rest = (
        f"<p>Lees ook: <a href='/x'>Keten sluit winkel in Aalst</a></p><p>{PARAGRAPHS[0]} Punt.</p>"
    )
    main, *items = parse(page(body=rest))
    assert "Aalst" not in main.text and main.text.endswith("Punt.")
    assert [item.title for item in items] == ["Keten sluit winkel in Aalst"]


def test_subheadings_and_lists_of_the_article_stay() -> None:
    items = f"<li>{PARAGRAPHS[1]} Een.</li><li>{PARAGRAPHS[2]} Twee.</li>"
    rest = f"<h2>Ook in Brugge</h2><ul>{items}</ul>"
    text = parse(page(body=rest))[0].text
    assert "Ook in Brugge" in text and "Een." in text and "Twee." in text


def test_own_reading_takes_over_where_the_library_finds_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("odd page")

    monkeypatch.setattr("trafilatura.extract", broken)
    (article,) = parse(page())
    assert article.text.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("encoding", "declared", "kind"),
    [
        ("utf-8", "", ""),
        ("utf-8", "iso-8859-1", "text/html; charset=utf-8"),
        ("cp1252", "", ""),
        ("latin-1", "iso-8859-1", ""),
        ("utf-16", "", ""),
        ("iso8859-15", "ISO-8859-15", ""),
        ("utf-8", "no-such-charset", "text/html; charset=also-none"),
    ],
)
def test_pages_are_read_in_their_encoding(encoding: str, declared: str, kind: str) -> None:
    text = "Der Händler eröffnet in Köln am 5. März ein Geschäft, heißt es aus der Führung. " * 4
    meta = f'<meta charset="{declared}">' if declared else ""
    body = f"<html><head>{meta}<title>Größe zählt</title></head><body><p>{text}</p></body></html>"
    (article,) = parse(body.encode(encoding), kind=kind)
    assert article.title == "Größe zählt"
    assert article.text == text.strip()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x7fELF" + b"\0\1" * 500, "binary"),
        (b"<p>\0\0\0" * 300, "binary"),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>', "entities"),
        (
            b'<!DOCTYPE html SYSTEM "x" [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><p>x</p>',
            "ent",
        ),
        (b"<!-- c --><!doctype lolz [\n<!ENTITY lol 'lol'>]><lolz>&lol;</lolz>", "entities"),
        (b"<html><body></body></html>", "no article"),
        (b"<div>" * 100_000, "no article"),
        (b"<b><i>" * 50_000 + b"x", "no article"),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">x</p>", "attributes"),
        (b"<a>" * 600_000, "elements"),
    ],
)
def test_pages_that_are_none_are_refused_in_a_sentence(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse(body)
    assert reason in str(caught.value) and str(caught.value).endswith(".")


def test_an_external_entity_reads_no_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    canary = tmp_path_factory.mktemp("canary") / "secret"
    canary.write_text("canary-text")
    body = f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "file://{canary}">' + page().decode()
    assert "canary-text" not in parse(body.encode())[0].text


def test_long_pages_are_cut_where_the_limits_say() -> None:
    limits = Settings(page_max_elements=40)
    many = [
        f"Zin nummer {n} van een heel lang stuk over winkels in Gent en Brugge." for n in range(99)
    ]
    text = parse(page(paragraphs=many), limits=limits)[0].text
    assert "nummer 3 " in text and "nummer 90 " not in text
    short = parse(page(paragraphs=many), limits=Settings(page_max_bytes=3_000))[0].text
    assert "nummer 3 " in short and "nummer 90 " not in short


def test_a_list_of_headlines_is_no_article() -> None:
    links = "".join(f"<p><a href='/{n}'>Kop nummer {n} van deze dag</a></p>" for n in range(60))
    with pytest.raises(ReadError, match="no article"):
        parse(f"<html><body><main>{links}</main></body></html>".encode())


def test_scripts_and_markup_never_reach_the_text() -> None:
    body = "<script>alert('x')</script><style>p{}</style><p>Prijs &lt;b&gt; 5 euro<!-- weg --></p>"
    text = parse(page(body=body))[0].text
    assert "alert" not in text and "weg" not in text and "p{}" not in text


def test_articles_survive_the_way_between_processes() -> None:
    for article in parse(page(head='<meta name="date" content="2021-03-05">')):
        assert from_values(json.loads(json.dumps(to_values(article)))) == article


PIECES = st.sampled_from(
    [
        *("<div>", "</div>", "<p>", "</p>", "<ul><li>", "<h2>Lees ook</h2>", "İ"),
        *("<a href='x'>Een kop hier</a>", "<table><tr><td>", "<script>", "<!--", "-->"),
        *("<![CDATA[", "&#0;", "&#xD800;", "<time datetime=x>", "06/07/2018", PARAGRAPHS[0]),
        *("<html lang=xx>", "<svg/onload=x>", "<template>", "\x00"),
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read_or_refused(markup: str) -> None:
    try:
        found = parse(markup.encode("utf-8", "surrogatepass"))
    except ReadError:
        return
    assert found[0].text.strip() and found[0].article_id == "p"
