"""Searches at GDELT are written as it wants them, and its answers are read as it gives them."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.errors import DiscoverError, VitrineError
from vitrine.feed.gdelt import is_searchable, read_answer, search_url, search_urls
from vitrine.settings import Settings

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 23)


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_a_search_names_companies_languages_and_days() -> None:
    url = search_url(["MediaMarkt", "Fnac Darty", "E.Leclerc"], SINCE, UNTIL, ["fr", "nl"], 75)
    assert url.startswith("https://api.gdeltproject.org/api/v2/doc/doc?")
    assert query(url) == {
        "query": '(MediaMarkt OR "Fnac Darty" OR "E.Leclerc") '
        "(sourcelang:french OR sourcelang:dutch)",
        "mode": "artlist",
        "format": "json",
        "sort": "datedesc",
        "maxrecords": "75",
        "startdatetime": "20261101000000",
        "enddatetime": "20261123235959",
    }


def test_a_single_term_has_no_parentheses() -> None:
    assert query(search_url(["Coolblue"], SINCE, UNTIL, ["nl"]))["query"] == (
        "Coolblue sourcelang:dutch"
    )
    assert query(search_url(["Vanden Borre"], SINCE, SINCE))["query"] == '"Vanden Borre"'


def test_a_name_cannot_break_out_of_its_quotes() -> None:
    text = query(search_url(['A" OR (x) domain:evil.com'], SINCE, UNTIL))["query"]
    assert text == '"A OR x domain evil.com"'


@pytest.mark.parametrize(("wanted", "asked"), [(0, "1"), (9_999, "250"), (-5, "1")])
def test_the_number_of_articles_is_within_bounds(wanted: int, asked: str) -> None:
    assert query(search_url(["Fnac"], SINCE, UNTIL, (), wanted))["maxrecords"] == asked


@pytest.mark.parametrize(
    ("names", "since", "languages", "words"),
    [
        ([], SINCE, (), "1 to 8 names"),
        (["name"] * 9, SINCE, (), "1 to 8 names"),
        (["HP", "Fnac"], SINCE, (), "HP cannot be searched"),
        (["Fnac"], date(2027, 1, 1), (), "swap"),
        (["Fnac"], SINCE, ("xx",), "xx is none of"),
    ],
)
def test_an_impossible_search_is_one_sentence(
    names: list[str], since: date, languages: tuple[str, ...], words: str
) -> None:
    with pytest.raises(DiscoverError, match=words):
        search_url(names, since, UNTIL, languages)


def test_a_watch_list_becomes_several_searches() -> None:
    names = [f"Shop {number}" for number in range(17)] + ["LG", "Shop 1", " "]
    urls, left_out = search_urls(names, SINCE, UNTIL)
    assert (len(urls), left_out) == (3, ["LG"])
    text = " ".join(query(url)["query"] for url in urls)
    assert all(f'"Shop {number}"' in text for number in range(17))


@pytest.mark.parametrize(
    ("name", "is_fit"),
    [
        ("LG", False),
        ("KPN", True),
        ("H&M", False),
        ("A&B-C", True),
        ("Mi Store", True),
        ("", False),
    ],
)
def test_names_that_gdelt_refuses_are_known(name: str, is_fit: bool) -> None:
    assert is_searchable(name) is is_fit


def test_it_is_off_unless_asked_for() -> None:
    assert Settings().discover_gdelt is False


ROW = {
    "url": "https://a.fr/fnac",
    "url_mobile": "",
    "title": "Fnac ouvre à Lyon , dit la presse <b>locale</b> .",
    "seendate": "20261122T081500Z",
    "domain": "a.fr",
    "language": "French",
    "sourcecountry": "France",
}


def body(*rows: object) -> bytes:
    return json.dumps({"articles": rows}).encode()


def test_an_answer_becomes_entries() -> None:
    (entry,) = read_answer(body(ROW))
    assert entry.url == "https://a.fr/fnac"
    assert entry.title == "Fnac ouvre à Lyon, dit la presse locale."
    assert entry.language == "fr"
    assert entry.published is None  # when it was seen is not when it was published
    assert entry.seen == datetime(2026, 11, 22, 8, 15, tzinfo=UTC)


def test_nothing_found_is_no_error() -> None:
    assert read_answer(b"{}") == []
    assert read_answer(b'{"articles": []}') == []


def test_unusable_and_repeated_rows_are_left_out() -> None:
    rows = [ROW, ROW, {**ROW, "url": "javascript:alert(1)"}, {**ROW, "url": 5}, {}, "x", None]
    odd = {"url": "https://b.de/", "title": None, "seendate": "soon", "language": "Klingon"}
    entries = read_answer(body(*rows, odd))
    assert [entry.url for entry in entries] == ["https://a.fr/fnac", "https://b.de/"]
    assert (entries[1].title, entries[1].seen, entries[1].language) == ("", None, "")


def test_broken_escapes_and_control_characters_are_mended() -> None:
    text = body({**ROW, "title": "TITLE"}).replace(
        b"TITLE", rb"L\'ann\xe9e \d\u00e9j\\a" + b"\t\n."
    )
    (entry,) = read_answer(text)
    assert entry.title == "L\\'ann\\xe9e \\déj\\a."


def test_an_answer_broken_in_places_keeps_its_good_rows() -> None:
    second = {**ROW, "url": "https://a.fr/2"}
    third = {**ROW, "url": "https://a.fr/3"}
    text = body({**ROW, "title": "TITLE"}, second, third).replace(b"TITLE", b'He said "no" twice')
    assert [entry.url for entry in read_answer(text)] == ["https://a.fr/2", "https://a.fr/3"]
    assert [entry.url for entry in read_answer(body(ROW, second)[:-30])] == ["https://a.fr/fnac"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty"),
        (
            b"One or more of your keywords were too short, too long or too common: (ab)",
            "too common",
        ),
        (b"Parentheses may only be used around OR'd statements.", "Parentheses"),
        (b"<html><title>Error</title><script>x()</script>Busy</html>", "“Error Busy”"),
        (b"Please limit requests to one every 5 seconds", "every 5 seconds"),
        (b"{ this is not json", "broken"),
        (b'{"articles"' + b"[" * 100_000, "broken"),
        (b"[]", "refused"),
    ],
)
def test_a_refusal_is_told_in_its_own_words(text: bytes, words: str) -> None:
    with pytest.raises(DiscoverError, match=words):
        read_answer(text)


def test_a_hostile_answer_costs_little() -> None:
    began = time.process_time()
    for text in (b'{"a":' * 200_000, b'{"a":[' * 200_000, b'{"' + b"\\" * 1_000_000):
        with pytest.raises(DiscoverError):
            read_answer(text)
    assert time.process_time() - began < 5


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_are_one_sentence(data: bytes) -> None:
    for text in (data, b'{"articles": [' + data, b'{"articles": [{"url": "' + data + b'"}]}'):
        try:
            read_answer(text)
        except VitrineError as error:
            assert str(error).isprintable()
