"""Tables as CSV and XLSX that Excel opens rightly: text stays text, numbers and dates stay so.

A cell of text is never run as a formula, whatever an article made of it; a negative number stays a
number. The lines that say where the data comes from are in both files.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import xlsxwriter

from vitrine.chart.scene import Footer
from vitrine.chart.text import cut
from vitrine.export.caption import web_link

COMMA_LANGUAGES = frozenset({"fr", "nl", "de", "es", "it"})  # write 1,5 and list with ;
FORMULA_STARTS = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20")
XLSX_CELL_CHARS = 32_767
XLSX_LINKS = 60_000  # Excel takes 65,530 a sheet
FIRST_XLSX_DAY = date(1900, 3, 1)  # before it Excel counts a leap day that never was
CREATED = datetime(2000, 1, 1)  # fixed, so that equal data makes equal files
SAMPLE_ROWS = 500
MIN_WIDTH, MAX_WIDTH = 8, 60  # of a column, in characters

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LEADING = re.compile("^[\\s\"'\u2018\u2019\u201c\u201d\u00ab\u00bb\u200b-\u200d\u2060\ufeff]+")


def csv_bytes(
    table: pd.DataFrame, headers: Mapping[str, str], language: str, footer: Footer
) -> bytes:
    """Return the table as UTF-8 with a byte order mark, as the reader's Excel splits it.

    headers maps column names to the reader's words. French, Dutch, German, Spanish and Italian use
    ; and a decimal comma. All text is quoted, so that a ; or , in it never begins a cell elsewhere.
    The footer follows after an empty line.
    """
    has_comma = language.split("-")[0].lower() in COMMA_LANGUAGES
    separator, mark = (";", ",") if has_comma else (",", ".")
    lines = [separator.join(_csv_text(headers.get(str(name), str(name))) for name in table.columns)]
    for row in table.itertuples(index=False, name=None):
        lines.append(separator.join(_csv_cell(value, mark) for value in row))
    if footer.lines():
        lines += ["", *(_csv_text(line) for line in footer.lines())]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")


def _csv_cell(value: Any, mark: str) -> str:
    plain = cell_value(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "TRUE" if plain else "FALSE"
    if isinstance(plain, datetime):
        return plain.isoformat(sep=" ", timespec="seconds")
    if isinstance(plain, date):
        return plain.isoformat()
    if isinstance(plain, int):
        return str(plain)
    if isinstance(plain, float):
        return _decimal_text(plain).replace(".", mark)
    return _csv_text(plain)


def _csv_text(text: str) -> str:
    return '"' + neutralised(text).replace('"', '""') + '"'


def neutralised(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe stands before one.

    Control characters go; spaces, quotes and invisible signs before the first sign do not hide it.
    """
    cleaned = clean(text)
    first = _LEADING.sub("", cleaned)[:1]
    starts_with_break = cleaned[:1] in {"\t", "\r", "\n"} or text[:1] in {"\t", "\r", "\n", "\0"}
    return "'" + cleaned if first in FORMULA_STARTS or starts_with_break else cleaned


def clean(text: str) -> str:
    """Return text without control characters, lone surrogates and changes of direction."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BIDI.sub("", _ILLEGAL.sub("", joined))


def _decimal_text(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return format(Decimal(repr(number)), "f")


CellValue = str | int | float | bool | date | datetime | None


def cell_value(value: Any) -> CellValue:
    """Return a value of a data frame as one of Python's own; missing and infinite become None.

    A time of midnight is a date; lists become text.
    """
    if isinstance(value, list | tuple | set | frozenset) or hasattr(value, "tolist"):
        plain = value.tolist() if hasattr(value, "tolist") else list(value)
        if isinstance(plain, list):
            return "; ".join(str(item) for item in plain)
        value = plain
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, datetime):
        naive = value.replace(tzinfo=None)
        is_midnight = (naive.hour, naive.minute, naive.second) == (0, 0, 0)
        return date(naive.year, naive.month, naive.day) if is_midnight else _python_time(naive)
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bool | int | date | str):
        return value
    return str(value)


def _python_time(value: datetime) -> datetime:
    return datetime(value.year, value.month, value.day, value.hour, value.minute, value.second)


def xlsx_bytes(
    table: pd.DataFrame, headers: Mapping[str, str], title: str, footer: Footer, language: str
) -> bytes:
    """Return a workbook with the sheets Data and Sources.

    Dates are dates in the form of the reader's own Excel; web addresses can be followed; there is
    no formula in it. language is kept as a property of the file.
    """
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {"title": _xlsx_text(title, 250), "created": CREATED, "category": language}
        )
        _write_data(book, table, headers)
        _write_sources(book, title, footer)
    return stream.getvalue()


def _write_data(book: Any, table: pd.DataFrame, headers: Mapping[str, str]) -> None:
    sheet = book.add_worksheet("Data")
    header_format = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    names = [headers.get(str(name), str(name)) for name in table.columns]
    rows = list(table.itertuples(index=False, name=None))
    columns = [[cell_value(row[index]) for row in rows] for index in range(len(names))]
    link_count = 0
    for index, (name, values) in enumerate(zip(names, columns, strict=True)):
        sheet.write_string(0, index, _xlsx_text(name, 250), header_format)
        formats = {
            kind: book.add_format({"num_format": code})
            for kind, code in _column_formats(values).items()
        }
        sheet.set_column(index, index, _column_width(name, values))
        for number, value in enumerate(values, start=1):
            link_count += _write_cell(sheet, number, index, value, formats, link_count < XLSX_LINKS)
    sheet.freeze_panes(1, 0)
    if names and rows:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)


def _column_formats(values: list[CellValue]) -> dict[str, str | int]:
    """Return the formats of a column; years and other small whole numbers get no separator."""
    numbers = [abs(value) for value in values if isinstance(value, int | float)]
    has_fraction = any(isinstance(item, float) and not item.is_integer() for item in numbers)
    is_large = any(number >= 10_000 for number in numbers)
    whole = "#,##0" if is_large else "0"
    return {
        "date": 14,  # the short date of the reader's Excel
        "time": "yyyy-mm-dd hh:mm",
        "number": f"{whole}.0####" if has_fraction else whole,
    }


def _write_cell(
    sheet: Any,
    row: int,
    column: int,
    value: CellValue,
    formats: Mapping[str, Any],
    may_link: bool,
) -> int:
    """Write one value as what it is; return 1 when it became a link."""
    if value is None:
        return 0
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["number"])
    elif isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day < FIRST_XLSX_DAY:
            sheet.write_string(row, column, value.isoformat())
        else:
            kind = "time" if isinstance(value, datetime) else "date"
            sheet.write_datetime(row, column, value, formats[kind])
    else:
        link = web_link(value) if may_link else ""
        if link:
            sheet.write_url(row, column, link, string=_xlsx_text(value))
            return 1
        sheet.write_string(row, column, _xlsx_text(value))
    return 0


def _column_width(name: str, values: list[CellValue]) -> int:
    sample = [len(str(value)) for value in values[:SAMPLE_ROWS] if value is not None]
    return min(MAX_WIDTH, max([MIN_WIDTH, len(name) + 4, *(length + 2 for length in sample)]))


def _write_sources(book: Any, title: str, footer: Footer) -> None:
    sheet = book.add_worksheet("Sources")
    sheet.set_column(0, 0, 110)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, _xlsx_text(title), book.add_format({"bold": True, "font_size": 14}))
    parts = (footer.filters, footer.period, footer.sources, footer.as_of, footer.link)
    for row, part in enumerate((part for part in parts if part), start=2):
        link = web_link(part)
        if link:
            sheet.write_url(row, 0, link, string=_xlsx_text(part))
        else:
            sheet.write_string(row, 0, _xlsx_text(part), wrapped)


def _xlsx_text(text: str, max_chars: int = XLSX_CELL_CHARS) -> str:
    return cut(clean(text), max_chars)
