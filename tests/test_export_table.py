"""CSV and XLSX: read back what was written, and no cell ever runs."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene_cases import FOOTER, HOSTILE, revenue
from vitrine.chart.scene import Footer
from vitrine.export.table import (
    FORMULA_STARTS,
    XLSX_CELL_CHARS,
    cell_value,
    csv_bytes,
    neutralised,
    xlsx_bytes,
)

NO_FOOTER = Footer()
HEADERS = {"revenue_meur": "Chiffre d'affaires (M€)", "outlet": "Média"}


def read_csv(data: bytes, separator: str) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def read_xlsx(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def frame(*values: object) -> pd.DataFrame:
    return pd.DataFrame({"name": pd.Series(values, dtype=object)})


# ------------------------------------------------------------------ CSV


@pytest.mark.parametrize(
    ("language", "separator", "number"),
    [
        ("en", ",", "-12.5"),
        ("fr", ";", "-12,5"),
        ("nl", ";", "-12,5"),
        ("de-AT", ";", "-12,5"),
        ("es", ";", "-12,5"),
        ("it", ";", "-12,5"),
    ],
)
def test_csv_is_written_as_the_readers_excel_splits_it(
    language: str, separator: str, number: str
) -> None:
    data = csv_bytes(revenue().table, HEADERS, language, FOOTER)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = read_csv(data, separator)
    assert rows[0] == ["year", "Chiffre d'affaires (M€)", "published", "Média", "url"]
    assert rows[2] == ["2017", "311", "2018-05-22", "L'Echo", "https://e.org/b"]
    assert rows[3] == ["2018", number, "", "", ""]
    assert rows[4] == []
    assert [row[0] for row in rows[5:]] == list(FOOTER.lines())


def test_pandas_reads_the_csv_back() -> None:
    table = revenue().table
    data = csv_bytes(table, {}, "fr", NO_FOOTER)
    back = pd.read_csv(io.BytesIO(data), sep=";", decimal=",", parse_dates=["published"])
    assert back["revenue_meur"].tolist() == [252.0, 311.0, -12.5]
    assert back["published"].tolist()[:2] == table["published"].tolist()[:2]


def test_pandas_reads_the_csv_with_its_sources_too() -> None:
    back = pd.read_csv(io.BytesIO(csv_bytes(revenue().table, {}, "en", FOOTER)))
    assert len(back) == 3 + len(FOOTER.lines())
    assert back["year"].iloc[0] == "2016"


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "-12",
        "@SUM(A1)",
        "|x",
        "%x",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        "  =1",
        '"=1',
        "' =1",
        "\u200b=1",
        "\ufeff=1",
        "\uff1d1+1",
        "\u201c=1",
    ],
)
def test_text_that_would_run_gets_an_apostrophe(text: str) -> None:
    for language, separator in (("en", ","), ("fr", ";")):
        cell = read_csv(csv_bytes(frame(text), {"name": text}, language, NO_FOOTER), separator)
        assert cell[0][0].startswith("'")
        assert cell[1][0].startswith("'")


@pytest.mark.parametrize("text", ["Coolblue", "3 = 3", "L'Echo", "a-b", "100%", "Krëfel", "(x)"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutralised(text) == text


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_text_begins_like_a_formula(text: str) -> None:
    shown = neutralised(text).lstrip(" \t\r\n\"'\u200b\ufeff")
    if shown[:1] in FORMULA_STARTS:
        assert neutralised(text).startswith("'")
    neutralised(text).encode("utf-8")


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_numbers_survive_the_way_there_and_back(numbers: list[float]) -> None:
    data = csv_bytes(pd.DataFrame({"n": numbers}), {}, "fr", NO_FOOTER)
    back = [float(row[0].replace(",", ".")) for row in read_csv(data, ";")[1:]]
    assert back == pytest.approx(numbers, rel=1e-12, abs=0)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_stays_in_its_cell(name: str) -> None:
    text = HOSTILE[name]
    table = pd.DataFrame({"a": pd.Series([text, "x"], dtype=object), "b": [1, -2]})
    rows = read_csv(csv_bytes(table, {"a": text}, "en", NO_FOOTER), ",")
    assert [len(row) for row in rows] == [2, 2, 2]
    assert [row[1] for row in rows] == ["b", "1", "-2"]
    assert not set(rows[1][0]) & set("\x00\x07\x1b\x85\u202e\u2066\u200f\ufffe\uffff")


def test_a_separator_of_another_country_does_not_begin_a_cell() -> None:
    data = csv_bytes(frame("a;=cmd()"), {}, "en", NO_FOOTER)
    assert read_csv(data, ";")[1] == ["a;=cmd()"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.int64(3), 3),
        (np.float64("nan"), None),
        (float("inf"), None),
        (Decimal("311000000"), 311_000_000),
        (Decimal("-0.5"), -0.5),
        (pd.NaT, None),
        (pd.NA, None),
        (None, None),
        (pd.Timestamp("2018-05-22"), date(2018, 5, 22)),
        (pd.Timestamp("2018-05-22 10:30", tz="UTC"), datetime(2018, 5, 22, 10, 30)),
        (date(2018, 5, 22), date(2018, 5, 22)),
        (np.array(["a", "b"]), "a; b"),
        (["a", 1], "a; 1"),
        (np.bool_(True), True),
        ("x", "x"),
    ],
)
def test_values_of_a_frame_become_pythons_own(value: object, plain: object) -> None:
    found = cell_value(value)
    assert found == plain
    assert type(found) is type(plain)


def test_true_and_dates_have_one_form_in_csv() -> None:
    table = pd.DataFrame({"a": [True, False], "b": [date(2018, 5, 22), None]})
    assert read_csv(csv_bytes(table, {}, "en", NO_FOOTER), ",")[1:] == [
        ["TRUE", "2018-05-22"],
        ["FALSE", ""],
    ]


# ------------------------------------------------------------------ XLSX


def test_xlsx_holds_numbers_dates_links_and_sources() -> None:
    book = read_xlsx(xlsx_bytes(revenue().table, HEADERS, "The finding", FOOTER, "fr"))
    assert book.sheetnames == ["Data", "Sources"]
    sheet = book["Data"]
    assert [cell.value for cell in sheet[1]] == [
        "year",
        "Chiffre d'affaires (M€)",
        "published",
        "Média",
        "url",
    ]
    assert sheet["B4"].value == -12.5
    assert sheet["C3"].value == datetime(2018, 5, 22)
    assert sheet["C3"].is_date
    assert sheet["C4"].value is None
    assert sheet["E2"].hyperlink.target == "https://example.org/a?b=1&c=2"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E4"
    assert sheet.column_dimensions["E"].width > sheet.column_dimensions["A"].width
    lines = [row[0].value for row in book["Sources"].iter_rows()]
    assert lines[0] == "The finding"
    assert set(FOOTER.lines()) <= set(lines)
    assert book["Sources"].cell(len(lines), 1).hyperlink.target == FOOTER.link


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_xlsx_has_no_formula_whatever_the_text(name: str) -> None:
    text = HOSTILE[name]
    table = pd.DataFrame({"a": pd.Series([text, "=1+1", "-1"], dtype=object), "b": [1, 2, 3]})
    footer = Footer(text, text, text, text, text)
    data = xlsx_bytes(table, {"a": text}, text, footer, "en")
    book = read_xlsx(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(item) for item in archive.namelist())
    assert book["Data"]["A4"].value == "-1"


def test_xlsx_text_is_not_changed_by_an_apostrophe() -> None:
    book = read_xlsx(xlsx_bytes(frame("=cmd|' /C calc'!A0"), {}, "t", NO_FOOTER, "en"))
    assert book["Data"]["A2"].value == "=cmd|' /C calc'!A0"
    assert book["Data"]["A2"].data_type == "s"


def test_xlsx_cuts_text_at_excels_limit() -> None:
    book = read_xlsx(xlsx_bytes(frame("x" * 40_000), {}, "t", NO_FOOTER, "en"))
    value = book["Data"]["A2"].value
    assert len(value) == XLSX_CELL_CHARS
    assert value.endswith("…")


def test_xlsx_writes_days_that_excel_does_not_know_as_text() -> None:
    book = read_xlsx(xlsx_bytes(frame(date(1899, 5, 1)), {}, "t", NO_FOOTER, "en"))
    assert book["Data"]["A2"].value == "1899-05-01"


def test_only_web_addresses_can_be_followed_in_xlsx() -> None:
    table = frame("javascript:alert(1)", "file:///etc/passwd", "https://a.example/", "x")
    sheet = read_xlsx(xlsx_bytes(table, {}, "t", NO_FOOTER, "en"))["Data"]
    assert [sheet.cell(row, 1).hyperlink is not None for row in range(2, 6)] == [
        False,
        False,
        True,
        False,
    ]


def test_years_have_no_thousands_separator_and_amounts_have() -> None:
    table = pd.DataFrame({"year": [2017], "amount": [311_000_000], "rate": [1.25]})
    sheet = read_xlsx(xlsx_bytes(table, {}, "t", NO_FOOTER, "en"))["Data"]
    assert [sheet.cell(2, column).number_format for column in (1, 2, 3)] == [
        "0",
        "#,##0",
        "0.0####",
    ]


def test_equal_tables_make_equal_workbooks() -> None:
    first = xlsx_bytes(revenue().table, HEADERS, "t", FOOTER, "en")
    assert first == xlsx_bytes(revenue().table, HEADERS, "t", FOOTER, "en")
    assert read_xlsx(first).properties.created == datetime(2000, 1, 1)


def test_an_empty_table_still_makes_both_files() -> None:
    empty = pd.DataFrame({"a": []})
    assert read_csv(csv_bytes(empty, {}, "en", NO_FOOTER), ",") == [["a"]]
    assert read_xlsx(xlsx_bytes(empty, {}, "t", NO_FOOTER, "en"))["Data"]["A1"].value == "a"
    assert read_xlsx(xlsx_bytes(pd.DataFrame(), {}, "t", NO_FOOTER, "en")).sheetnames
