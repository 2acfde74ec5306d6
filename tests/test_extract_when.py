"""Dates in six languages, resolved against the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.time_cases import DATES, RANGES, cases
from vitrine.article import LANGUAGES
from vitrine.event import PartialDate
from vitrine.extract.text import sentences_of
from vitrine.extract.time.moment import moved, smallest
from vitrine.extract.time.when import DateFound, find_date_spans, find_dates


def _found(language: str, text: str, published: str = "2019-05-15") -> list[DateFound]:
    day = PartialDate.parse(published) if published else None
    return [
        item
        for sentence in sentences_of(text)
        for item in find_dates(text, sentence, language, day)
    ]


def _written(item: DateFound) -> str:
    marks = "<" * item.is_range_start + ">" * item.is_range_end
    marks += {"past": "p", "future": "f", None: ""}[item.direction]
    return f"{item.date or '-'} {marks}".strip()


@pytest.mark.parametrize(("language", "phrase", "meaning"), cases(DATES))
def test_phrase_means_date(language: str, phrase: str, meaning: str) -> None:
    found = _found(language, phrase)
    if meaning == "none":
        assert found == []
    elif meaning == "-":
        assert [item.date for item in found] == [None]
    else:
        assert [_written(item) for item in found] == [meaning]


@pytest.mark.parametrize(("language", "phrase", "meaning"), cases(RANGES))
def test_phrase_means_two_dates(language: str, phrase: str, meaning: str) -> None:
    assert [_written(item) for item in _found(language, phrase)] == meaning.split(" & ")


@pytest.mark.parametrize("table", [DATES])
def test_every_language_has_forty_phrases(table: dict[str, str]) -> None:
    assert {
        language: len(lines.strip().splitlines()) >= 40 for language, lines in table.items()
    } == dict.fromkeys(LANGUAGES, True)


def test_unknown_language_reads_all_six() -> None:
    assert [str(item.date) for item in _found("", "le 22 mai 2018 und am 3. Juni 2018")] == [
        "2018-05-22",
        "2018-06-03",
    ]


def test_relative_dates_need_the_publication() -> None:
    for language, phrase in (("en", "yesterday"), ("fr", "l'an dernier"), ("de", "am 3. Mai")):
        assert [item.date for item in _found(language, phrase, "")] == [None]
    assert [str(item.date) for item in _found("en", "in 2017", "")] == ["2017"]


def test_weekday_needs_the_day_of_publication() -> None:
    assert [item.date for item in _found("en", "It said on Friday", "2019-05")] == [None]


def test_month_without_year_follows_the_tense() -> None:
    assert str(_found("nl", "In februari lieten ze iets weten", "2021-10-13")[0].date) == "2021-02"
    assert str(_found("nl", "In november opent de winkel", "2021-10-13")[0].date) == "2021-11"


def test_weekday_names_the_year_of_a_day() -> None:
    assert str(_found("nl", "sloot op zaterdag 24 december", "2022-11-10")[0].date) == "2022-12-24"


def test_last_week_is_no_more_exact_than_it_is() -> None:
    assert str(_found("en", "last week", "2019-05-15")[0].date) == "2019-05"
    assert str(_found("en", "last week", "2019-06-05")[0].date) == "2019-Q2"
    assert str(_found("en", "last week", "2020-04-08")[0].date) == "2020"


def test_span_is_the_words_that_say_it() -> None:
    text = "Le magasin ouvre ce 22 mai, à Paris."
    found = _found("fr", text)[0]
    assert text[found.start : found.end] == "ce 22 mai"


def test_shift_counts_from_the_story() -> None:
    assert [(item.date, item.shift) for item in _found("en", "half a year after Spain")] == [
        (None, (6, "month"))
    ]
    assert [item.shift for item in _found("de", "vier Tage zuvor")] == [(-4, "day")]


def test_smallest_holds_both_days() -> None:
    assert str(smallest(date(2019, 5, 1), date(2019, 5, 1))) == "2019-05-01"
    assert str(smallest(date(2019, 5, 1), date(2019, 5, 3))) == "2019-05"
    assert str(smallest(date(2019, 4, 30), date(2019, 5, 3))) == "2019-Q2"
    assert str(smallest(date(2019, 3, 30), date(2019, 5, 3))) == "2019"
    assert smallest(date(2018, 12, 30), date(2019, 1, 3)) is None


def test_moved_is_no_more_exact_than_its_unit() -> None:
    day = PartialDate.parse("2018-05-26")
    assert str(moved(day, -4, "day")) == "2018-05-22"
    assert str(moved(day, 1, "month")) == "2018-06"
    assert str(moved(day, 2, "year")) == "2020"
    assert moved(PartialDate.parse("2018"), 1, "month") is None
    assert moved(PartialDate.parse("2018-05"), 1, "day") is None


_WORDS = sorted(
    {word for _, phrase, _ in cases(DATES) for word in phrase.split()} | {"29", "Februar", "2100"}
)


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)),
    st.sampled_from([*LANGUAGES, ""]),
    st.sampled_from(["", "2019-05-15", "2019-05", "2020-02-29", "2019"]),
)
def test_any_text_gives_spans_inside_it(text: str, language: str, published: str) -> None:
    day = PartialDate.parse(published) if published else None
    for sentence in sentences_of(text):
        for item in find_dates(text, sentence, language, day):
            assert sentence.start <= item.start < item.end <= sentence.end
            assert text[item.start : item.end].strip() == text[item.start : item.end]
        for start, end in find_date_spans(text, sentence, language):
            assert sentence.start <= start < end <= sentence.end
