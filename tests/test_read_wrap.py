"""Texts whose lines were broken in the middle of sentences, and headlines inside the text."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from vitrine.read.article_file import articles_of
from vitrine.read.wrap import unwrap

BROKEN = (
    "The chain Currys opened a shop in the middle of Leeds on\n"
    "Monday, its first for three years, and said that two more\n"
    "will follow in the north of England before Christmas.\n\n"
    "The shop has four floors and employs a staff of ninety, half\n"
    "of whom are new to the trade."
)


def test_broken_lines_are_joined_and_paragraphs_stay() -> None:
    joined = unwrap(BROKEN)
    assert len(joined) == len(BROKEN)
    assert joined.count("\n") == 2
    assert "two more will follow" in joined


def test_lists_and_headings_stay_as_they_are() -> None:
    text = "Our shops\nLeeds\nYork\nHull\n\nAll are open on Sundays.\nCome and see"
    assert unwrap(text) == text


@given(st.text(st.sampled_from("aB.,\n \r:é"), max_size=200))
def test_only_breaks_are_touched(text: str) -> None:
    joined = unwrap(text)
    assert len(joined) == len(text)
    assert all(a == b or (a in "\r\n" and b == " ") for a, b in zip(text, joined, strict=True))


def article(**values: object) -> tuple[str, str, int]:
    body = json.dumps({"text": "", **values}).encode()
    (found,) = articles_of("a.json", body)
    return found.title, found.text, found.offset


def test_a_headline_inside_the_text_is_the_title() -> None:
    text = "Currys opens in Leeds\n\nThe chain opened a shop on Monday. It has four floors."
    for title in (None, "Currys opens in Leeds"):
        found = article(title=title, text=text)
        assert found == ("Currys opens in Leeds", text[23:], 23)


def test_another_first_line_stays_where_a_title_is_given() -> None:
    text = "Currys opens in Leeds\n\nThe chain opened a shop on Monday. It has four floors."
    assert article(title="Leeds gets a shop", text=text) == ("Leeds gets a shop", text, 0)
