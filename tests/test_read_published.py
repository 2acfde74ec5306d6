"""The publication day is what a page says in one place or the other; contradictions are unknown."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.read_cases import LIMITS, page
from vitrine.read.page import PageSource, parse_page
from vitrine.read.published import day_in_url, read_day

TODAY = date(2026, 11, 23)
META_DAY = ("2018-05-22", "metadata")
WEEK = ("2018-05-22", "2018-05-29")
META = '<meta property="article:published_time" content="{}">'


def published(
    head: str = "", url: str = "https://k.example/a", body: str = "", after: str = ""
) -> tuple[str, str]:
    source = PageSource(page(head=head, body=body, after=after), "p", url)
    article = parse_page(source, LIMITS, TODAY)[0]
    return str(article.published or ""), article.published_from


def ld(**values: object) -> str:
    node = {"@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (META.format("2018-05-22T10:00:00+02:00"), "", ("2018-05-22", "metadata")),
        ('<meta name="date" content="22/05/2018">', "", ("2018-05-22", "metadata")),
        ('<meta itemprop="datePublished" content="2018-05-22">', "", ("2018-05-22", "metadata")),
        ('<meta name="DC.date.issued" content="20180522">', "", ("2018-05-22", "metadata")),
        ('<meta name="pubdate" content="Tue, 22 May 2018 10:00:00 GMT">', "", META_DAY),
        ('<meta name="pubdate" content="1526976000">', "", ("2018-05-22", "metadata")),
        (ld(datePublished="2018-05-22T08:00:00Z"), "", ("2018-05-22", "json-ld")),
        ("", "https://k.example/2018/05/22/a", ("2018-05-22", "url")),
        ("", "https://k.example/a-20180522.html", ("2018-05-22", "url")),
        ("", "https://k.example/nieuws/2018-05-22-a", ("2018-05-22", "url")),
        ("", "https://k.example/2018/05/a", ("2018-05", "url")),
        ("", "", ("", "")),
        (META.format("soon"), "", ("", "")),
        (META.format(""), "https://k.example/2018/05/22/a", ("2018-05-22", "url")),
    ],
)  # fmt: skip
def test_the_day_and_where_it_was_read(head: str, url: str, expected: tuple[str, str]) -> None:
    assert published(head, url or "https://k.example/a") == expected


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2018-05-22T23:30:00+02:00", "2018-05-22"),
        ("2018-05-22T00:30:00+0200", "2018-05-22"),
        ("2018-05-22T23:30:00-08:00", "2018-05-22"),
        ("2018-05-22 23:30", "2018-05-22"),
        ("2018-05-22T23:30Z", "2018-05-22"),
    ],
)
def test_the_local_day_counts_as_written(value: str, day: str) -> None:
    assert str(read_day(value)) == day
    assert published(META.format(value)) == (day, "metadata")


@pytest.mark.parametrize(
    "value", ["", "2018", "May 2018", "2018-13-45T00:00", "20181345", "x" * 99]
)
def test_what_is_no_day_is_none(value: str) -> None:
    assert read_day(value) is None


def test_one_moment_in_two_zones_is_no_contradiction() -> None:
    head = META.format("2018-05-23T00:30:00+02:00") + ld(datePublished="2018-05-22T22:30:00Z")
    assert published(head) == ("2018-05-23", "metadata")


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        # two statements, a week apart
        (META.format("2018-05-22") + ld(datePublished="2018-05-29"), "", ("", "")),
        # the address bears one of them out
        (
            META.format(WEEK[0]) + ld(datePublished=WEEK[1]),
            "/2018/05/29/a",
            ("2018-05-29", "json-ld"),
        ),
        # one of them is the day of the last change
        (
            META.format(WEEK[1]) + ld(datePublished=WEEK[0], dateModified=WEEK[1]),
            "",
            ("2018-05-22", "json-ld"),
        ),
        # the address contradicts
        (META.format("2018-05-22"), "/2011/01/01/a", ("", "")),
        # the future, and the time before the web
        (META.format("2026-11-26"), "", ("", "")),
        (META.format("2099-01-01"), "/2018/05/22/a", ("", "")),
        (META.format("2026-11-24"), "", ("2026-11-24", "metadata")),
        (META.format("1970-01-01"), "", ("", "")),
        ("", "/2031/05/22/a", ("", "")),
    ],
)  # fmt: skip
def test_contradictions_and_impossible_days_are_unknown(
    head: str, url: str, expected: tuple[str, str]
) -> None:
    assert published(head, f"https://k.example{url or '/a'}") == expected


def test_a_change_is_no_publication() -> None:
    assert published('<meta property="article:modified_time" content="2018-05-22">') == ("", "")


def test_a_list_of_other_articles_gives_no_day() -> None:
    kind = {"@type": "NewsArticle"}
    others = [
        kind | {"headline": f"Andere kop {n}", "datePublished": f"2018-05-0{n}"} for n in (1, 2)
    ]
    own = kind | {"headline": "Voorbeeld opent winkel in Gent", "datePublished": "2017-03-04"}
    script = '<script type="application/ld+json">{}</script>'
    assert published(script.format(json.dumps(others))) == ("", "")
    assert published(script.format(json.dumps([*others, own]))) == ("2017-03-04", "json-ld")


@pytest.mark.parametrize(
    "line",
    [
        "22/05/2018",
        "22 mei 2018 om 10:30",
        "Publié le 22 mai 2018 à 10h30",
        "22. Mai 2018, 10:30 Uhr",
        "May 22, 2018",
        "22 de mayo de 2018",
        "22 maggio 2018",
    ],
)
def test_a_visible_date_under_the_title_is_read_in_six_languages(line: str) -> None:
    body = page().replace(b"</h1>", f"</h1><div class='meta'>{line}</div>".encode())
    article = parse_page(PageSource(body, "p", "https://k.example/a"), LIMITS, TODAY)[0]
    assert (str(article.published), article.published_from) == ("2018-05-22", "text")


def test_a_time_element_near_the_title_is_read() -> None:
    body = page().replace(b"</h1>", b"</h1><time datetime='2018-05-22T09:00'>gisteren</time>")
    article = parse_page(PageSource(body, "p", ""), LIMITS, TODAY)[0]
    assert (str(article.published), article.published_from) == ("2018-05-22", "metadata")


@pytest.mark.parametrize("place", ["body", "after"])
def test_the_day_of_a_related_item_is_never_the_articles(place: str) -> None:
    item = (
        "<a href='/x'>Keten sluit winkel in Aalst</a> <time datetime='2017-02-14'>14/02/2017</time>"
    )
    block = f"<h3>Lees ook</h3><ul><li>{item}</li></ul>"
    found = (
        published(body=block) if place == "body" else published(after=f"<section>{block}</section>")
    )
    assert found == ("", "")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://k.example/2018/05/22/a", "2018-05-22"),
        ("https://k.example/a/2018-05-22", "2018-05-22"),
        ("https://k.example/a?d=/2018/05/22/", "None"),
        ("https://k.example/artikel-20180532", "None"),
        ("https://k.example/id/201805221234", "None"),
        ("https://k.example/2018/02/31/a", "None"),
    ],
)
def test_days_in_addresses(url: str, day: str) -> None:
    found = day_in_url(url)
    assert str(found) == day or (day == "None" and str(found) == "2018-02")
