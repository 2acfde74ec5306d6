"""A CSV or XLSX file of somebody else becomes rows of cells with their line numbers.

The bytes decide what it is, never the name; sizes are checked before anything is unpacked.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from vitrine.errors import ReadError
from vitrine.read.text_file import decoded
from vitrine.settings import Settings

Cell = str | int | float
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml")
_SEPARATORS = (";", ",", "\t", "|")
_MOST_MEMBERS = 2_000
_LONGEST_CELL = 5_000
_MOST_SHEETS = 12
_SAMPLE_LINES = 60
_LONGEST_RECORD = 20
_ACCEPTED = "Save it as .xlsx or .csv."


@dataclass(frozen=True)
class Row:
    """One row that is not blank; number is its line or row in the file, counted from 1."""

    number: int
    cells: tuple[Cell, ...]

    def get(self, index: int) -> Cell:
        """Return a cell; what lies beyond the row's end is empty."""
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Grid:
    """All rows of a file; kind is csv or xlsx, title the worksheet's name."""

    name: str
    kind: str
    title: str
    rows: tuple[Row, ...]


def read_grid(body: bytes, name: str, settings: Settings, worker: Any = None) -> Grid:
    """Return the rows of a file, parsed in the worker process; ReadError says why it is refused.

    name is only shown, and tells the company when the cells do not.
    """
    if body.startswith(_ZIP):
        check_workbook(body, settings)  # no process is needed to refuse a bomb
    if worker is None:
        from vitrine.read.worker import shared_worker

        worker = shared_worker(settings)
    values = worker.run("sheet", body, name=_shown(name))
    rows = tuple(Row(number, tuple(cells)) for number, cells in values["rows"])
    return Grid(_shown(name), values["kind"], values["title"], rows)


def _shown(name: str) -> str:
    """Return a file's name as it may be shown: no folders, nothing unprintable, not endless."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[:120]


def parse_sheet(body: bytes, name: str, settings: Settings) -> dict[str, Any]:
    """Return kind, title and rows of a file as JSON values; runs in the worker process."""
    if len(body) > settings.sheet_max_bytes:
        raise ReadError(f"The file is larger than {settings.sheet_max_bytes} bytes; split it.")
    if body.startswith(_ZIP):
        check_workbook(body, settings)
        title, rows = _workbook_rows(body, settings)
        kind = "xlsx"
    else:
        _check_text(body)
        title, rows = "", _csv_rows(body, settings)
        kind = "csv"
    if not rows:
        raise ReadError("The file holds no rows.")
    return {"kind": kind, "title": title, "rows": rows}


def _check_text(body: bytes) -> None:
    if not body.strip():
        raise ReadError("The file is empty.")
    if body.startswith(_OLD_EXCEL):
        raise ReadError(f"The file is in an old format of Excel or has a password. {_ACCEPTED}")
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if body.startswith(_BINARY) or start.startswith(_MARKUP):
        raise ReadError(f"The file is no table. {_ACCEPTED}")


def check_workbook(body: bytes, settings: Settings) -> None:
    """Refuse a zip file that is no plain workbook or is larger unpacked than the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            names = {item.filename for item in members}
            if len(members) > _MOST_MEMBERS:
                raise ReadError(f"The file has too many parts to be a workbook. {_ACCEPTED}")
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise ReadError(f"The file is no Excel workbook. {_ACCEPTED}")
            if any(item.lower().endswith("vbaproject.bin") for item in names):
                raise ReadError("The workbook holds macros. Save it as .xlsx without them.")
            if sum(item.file_size for item in members) > settings.sheet_max_bytes:
                raise ReadError(
                    f"The workbook is larger than {settings.sheet_max_bytes} bytes unpacked; "
                    "split it."
                )
            for item in members:
                if item.filename.endswith((".xml", ".rels")):
                    with archive.open(item) as part:
                        _check_part(part.read(2_048))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError) as error:
        raise _damaged() from error
    except (RuntimeError, NotImplementedError) as error:
        raise ReadError("The workbook has a password or an odd packing; save it anew.") from error


def _check_part(start: bytes) -> None:
    plain = start.replace(b"\0", b"").lower()
    if b"<!doctype" in plain or b"<!entity" in plain:
        raise ReadError("The workbook declares entities of its own, which is not read.")


def _damaged() -> ReadError:
    return ReadError("The workbook is damaged; open it in Excel and save it anew.")


def _workbook_rows(body: bytes, settings: Settings) -> tuple[str, list[tuple[int, list[Cell]]]]:
    """Return the visible worksheet with most rows."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that are of no interest here
        try:
            book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
            best: tuple[str, list[tuple[int, list[Cell]]]] = ("", [])
            for sheet in book.worksheets[:_MOST_SHEETS]:
                if sheet.sheet_state == "visible":
                    rows = list(_sheet_rows(sheet, settings))
                    if len(rows) > len(best[1]):
                        best = (str(sheet.title), rows)
            book.close()
        except (ReadError, MemoryError, RecursionError):
            raise
        except Exception as error:  # openpyxl raises all kinds for damaged parts
            raise _damaged() from error
    return best


def _sheet_rows(sheet: Any, settings: Settings) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    count = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = _trimmed([_percent(item) or _cell(item.value) for item in row])
        if not cells:
            if number > settings.sheet_max_rows * 4:
                return  # a million formatted but empty rows
            continue
        count += 1
        _check_size(count, len(cells), settings)
        yield number, cells


def _percent(item: Any) -> str:
    """Return what Excel shows of a number that is formatted as a percentage, else nothing."""
    if isinstance(item.value, float) and "%" in item.number_format:
        return f"{Decimal(repr(item.value)) * 100:f} %"
    return ""


def _cell(value: object) -> Cell:
    """Return a cell of Excel: numbers as they are, dates as ISO 8601, the rest as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        return int(value) if float(value).is_integer() and abs(value) < 1e15 else value
    return " ".join(str(value).split())[:_LONGEST_CELL]


def _trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _check_size(rows: int, columns: int, settings: Settings) -> None:
    if rows > settings.sheet_max_rows:
        raise ReadError(f"The table has more than {settings.sheet_max_rows} rows; split it.")
    if columns > settings.sheet_max_columns:
        raise ReadError(f"The table has more than {settings.sheet_max_columns} columns.")


def _csv_rows(body: bytes, settings: Settings) -> list[tuple[int, list[Cell]]]:
    try:
        text = decoded(body)
    except ValueError as error:
        raise ReadError(f"The file is no table. {_ACCEPTED}") from error
    skipped = 0
    separator = ""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) <= 5:  # a hint that Excel writes
        separator, text, skipped = first[4:5] or "\t", rest, 1
    lines = text.split("\n")
    separator = separator or _separator(lines)
    rows: list[tuple[int, list[Cell]]] = []
    for number, values in _records(lines, separator):
        cells = _trimmed([" ".join(value.split())[:_LONGEST_CELL] for value in values])
        if cells:
            _check_size(len(rows) + 1, len(cells), settings)
            rows.append((number + skipped, cells))
    return rows


def _separator(lines: list[str]) -> str:
    """Return the mark that cuts the first lines into equally many cells, more than one."""
    sample = [line for line in lines[: _SAMPLE_LINES * 2] if line.strip()][:_SAMPLE_LINES]
    best, best_score = ",", 0.0
    for mark in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=mark) if row]
        except csv.Error:
            continue
        common = Counter(width for width in widths if width > 1).most_common(1)
        width, times = common[0] if common else (0, 0)
        score = times / max(1, len(widths)) + min(width, 12) / 50
        if width and score > best_score:
            best, best_score = mark, score
    return best


def _records(lines: list[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on; an unclosed quote ends with its line."""
    number = 0
    while number < len(lines):
        line = lines[number]
        values, used = _record(lines, number, separator) if '"' in line else (None, 1)
        if values is None:
            values = next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])
        yield number + 1, values
        number += used


def _record(lines: list[str], number: int, separator: str) -> tuple[list[str] | None, int]:
    """Return the values of a record with quotes and how many lines it spans; None if they fail."""
    text = lines[number]
    for used in range(1, _LONGEST_RECORD + 1):
        if text.count('"') % 2 == 0:
            try:
                rows = list(
                    csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
                )
                return (rows[0] if rows else []), used
            except csv.Error:
                return None, 1
        if number + used >= len(lines) or len(text) > 100_000:
            break
        text += "\n" + lines[number + used]
    return None, 1
