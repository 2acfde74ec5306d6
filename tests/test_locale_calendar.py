"""Dates, spans and reporting periods as people of each language write them."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from vitrine.event import PartialDate
from vitrine.locale import load_locale

EN, FR, NL = (load_locale(language) for language in ("en", "fr", "nl"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-05-22", ["22 May 2018", "22 mai 2018", "22 mei 2018"]),
        ("2018-05-01", ["1 May 2018", "1er mai 2018", "1 mei 2018"]),
        ("2018-05", ["May 2018", "mai 2018", "mei 2018"]),
        ("2018-Q2", ["Q2 2018", "2e trimestre 2018", "2e kwartaal 2018"]),
        ("2018-Q1", ["Q1 2018", "1er trimestre 2018", "1e kwartaal 2018"]),
        ("2018", ["2018", "2018", "2018"]),
    ],
)
def test_date_keeps_its_precision(text: str, expected: list[str]) -> None:
    assert [locale.date(PartialDate.parse(text)) for locale in (EN, FR, NL)] == expected
    assert [locale.date(text) for locale in (EN, FR, NL)] == expected


def test_date_takes_what_data_frames_hold() -> None:
    assert EN.date(date(2018, 5, 22)) == "22 May 2018"
    assert EN.date(datetime(2018, 5, 22, 23, 59)) == "22 May 2018"
    assert EN.date(pd.Timestamp("2018-05-22")) == "22 May 2018"
    assert EN.date(pd.NaT) == EN.date(None) == EN.date(float("nan")) == ""
    assert EN.date("spring") == "spring"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2018-05-22", "2018-05-22", ["22 May 2018", "22 mai 2018", "22 mei 2018"]),
        ("2018-05-01", "2018-05-22", ["1–22 May 2018", "1er–22 mai 2018", "1–22 mei 2018"]),
        (
            "2018-05-02",
            "2018-06-03",
            ["2 May – 3 June 2018", "2 mai – 3 juin 2018", "2 mei – 3 juni 2018"],
        ),
        (
            "2018-05-02",
            "2019-06-03",
            ["2 May 2018 – 3 June 2019", "2 mai 2018 – 3 juin 2019", "2 mei 2018 – 3 juni 2019"],
        ),
        ("2018-05-01", "2018-05-31", ["May 2018", "mai 2018", "mei 2018"]),
        (
            "2018-02-01",
            "2018-05-31",
            ["February – May 2018", "février – mai 2018", "februari – mei 2018"],
        ),
        ("2018-04-01", "2018-06-30", ["Q2 2018", "2e trimestre 2018", "2e kwartaal 2018"]),
        ("2018-01-01", "2018-12-31", ["2018"] * 3),
        ("2013-01-01", "2018-12-31", ["2013–2018"] * 3),
        (
            None,
            "2018-12-31",
            ["until 31 December 2018", "jusqu'au 31 décembre 2018", "tot en met 31 december 2018"],
        ),
        ("2018-05-22", None, ["since 22 May 2018", "depuis le 22 mai 2018", "sinds 22 mei 2018"]),
        (None, None, [""] * 3),
    ],
)
def test_date_range(first: str | None, last: str | None, expected: list[str]) -> None:
    start, end = (date.fromisoformat(text) if text else None for text in (first, last))
    assert [locale.date_range(start, end) for locale in (EN, FR, NL)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FY2017", ["2017", "2017", "2017"]),
        ("FY2017/18", ["2017/18", "2017/18", "2017/18"]),
        ("FY2017/18-Q1", ["Q1 2017/18", "1er trimestre 2017/18", "1e kwartaal 2017/18"]),
        ("2018-H1", ["H1 2018", "1er semestre 2018", "1e halfjaar 2018"]),
        ("2018-9M", ["9 months 2018", "9 mois 2018", "9 maanden 2018"]),
        (
            "FY2026-Q1",
            [
                "Q1 of fiscal 2026",
                "1er trimestre de l'exercice 2026",
                "1e kwartaal van boekjaar 2026",
            ],
        ),
        ("Christmas", ["Christmas"] * 3),
    ],
)
def test_period(text: str, expected: list[str]) -> None:
    assert [locale.period(text) for locale in (EN, FR, NL)] == expected


def test_period_in_a_sentence_and_of_a_broken_year() -> None:
    assert [locale.in_period("2018-Q2") for locale in (EN, FR, NL)] == [
        "in Q2 2018",
        "au 2e trimestre 2018",
        "in het 2e kwartaal 2018",
    ]
    assert EN.in_period("FY2017") == "in 2017"
    assert FR.period("FY2026", date(2026, 4, 30)) == "exercice 2026"
    assert FR.in_period("FY2026", date(2026, 4, 30)) == "sur l'exercice 2026"
    assert FR.period("FY2026", date(2026, 12, 31)) == "2026"
    assert FR.period(None) == ""
