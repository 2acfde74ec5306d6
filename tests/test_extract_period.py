"""Reporting periods in six languages, for calendar years and for broken ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.time_cases import PERIODS, cases
from vitrine.article import LANGUAGES
from vitrine.event import PartialDate, Period
from vitrine.extract.text import sentences_of
from vitrine.extract.time.period import (
    PeriodFound,
    find_periods,
    next_period,
    period_of_months,
    previous_period,
)


def _found(
    language: str, text: str, month: int = 1, published: str = "2019-05-15"
) -> list[PeriodFound]:
    day = PartialDate.parse(published) if published else None
    return [
        item
        for sentence in sentences_of(text)
        for item in find_periods(text, sentence, language, day, month)
    ]


@pytest.mark.parametrize(("language", "phrase", "meaning"), cases(PERIODS))
def test_phrase_means_period(language: str, phrase: str, meaning: str) -> None:
    period, _, month = meaning.partition(" @")
    found = _found(language, phrase, int(month or 1))
    if period == "none":
        assert found == []
    elif period == "prev":
        assert [(item.period, item.is_previous) for item in found] == [(None, True)]
    else:
        assert [(str(item.period), item.is_previous) for item in found] == [(period, False)]


def test_every_language_has_thirty_phrases() -> None:
    assert all(len(lines.strip().splitlines()) >= 30 for lines in PERIODS.values())
    assert set(PERIODS) == set(LANGUAGES)


def test_period_covers_the_days_of_the_company() -> None:
    found = _found("en", "in the six months to 1 November", 5, "2026-03-26")[0].period
    assert found is not None
    assert (str(found), str(found.first), str(found.last)) == (
        "FY2025/26-H1",
        "2025-05-01",
        "2025-10-31",
    )


def test_without_publication_only_written_years_are_known() -> None:
    assert [item.period for item in _found("en", "in the second quarter", published="")] == [None]
    assert [str(item.period) for item in _found("en", "in 2017", published="")] == ["FY2017"]


def test_business_year_is_told_from_a_calendar_year() -> None:
    assert [item.is_fiscal for item in _found("de", "Geschäftsjahr 2017")] == [True]
    assert [item.is_fiscal for item in _found("de", "2017/18")] == [True]
    assert [item.is_fiscal for item in _found("de", "2017 wuchs er")] == [False]


@pytest.mark.parametrize(
    ("text", "month", "before"),
    [
        ("FY2017", 1, "FY2016"),
        ("FY2017/18", 10, "FY2016/17"),
        ("FY2000/01", 10, "FY1999/00"),
        ("2018-Q2", 1, "2017-Q2"),
        ("FY2023/24-9M", 3, "FY2022/23-9M"),
    ],
)
def test_previous_period(text: str, month: int, before: str) -> None:
    assert str(previous_period(Period.parse(text, month), month)) == before
    assert str(next_period(Period.parse(before, month), month)) == text


@pytest.mark.parametrize(
    ("year", "month", "length", "start", "text"),
    [
        (2018, 12, 3, 10, "FY2018/19-Q1"),
        (2018, 12, 3, 1, "2018-Q4"),
        (2019, 3, 6, 10, "FY2018/19-H1"),
        (2018, 9, 12, 10, "FY2017/18"),
        (2018, 12, 12, 1, "FY2018"),
        (2018, 11, 3, 1, "None"),
    ],
)
def test_period_of_months(year: int, month: int, length: int, start: int, text: str) -> None:
    assert str(period_of_months(year, month, length, start)) == text


_WORDS = sorted({word for _, phrase, _ in cases(PERIODS) for word in phrase.split()})


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)),
    st.sampled_from([*LANGUAGES, ""]),
    st.sampled_from(["", "2019-05-15", "2019", "1901"]),
    st.integers(1, 12),
)
def test_any_text_gives_spans_inside_it(
    text: str, language: str, published: str, month: int
) -> None:
    day = PartialDate.parse(published) if published else None
    for sentence in sentences_of(text):
        for item in find_periods(text, sentence, language, day, month):
            assert sentence.start <= item.start < item.end <= sentence.end
            if item.period:
                assert Period.parse(str(item.period), month).text == str(item.period)
