"""Which row of a grid names the columns, and what stands above it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from vitrine.filters import fold
from vitrine.read.sheet import Grid, Row, read_grid
from vitrine.read.sheet_value import is_period_name, text_value
from vitrine.read.sheet_word import column_words, plain_name
from vitrine.settings import Settings, load_settings

_SEARCHED_ROWS = 30
_LONGEST_NAME = 120
_NUMERIC = re.compile(r"[-+(]?[\d.,\s/:%€$£°-]+[)]?")


@dataclass(frozen=True)
class Sheet:
    """A table: the names of its columns, each once, its rows, and the titles above it.

    header_row is 0 when no row names the columns; they are then called column 1, column 2 ...
    """

    name: str
    kind: str
    title: str
    header: tuple[str, ...]
    header_row: int
    preamble: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def fingerprint(self) -> str:
        """Return what tables with the same columns share, by which a mapping is found again."""
        names = "\n".join(fold(name) for name in self.header)
        return hashlib.sha256(names.encode()).hexdigest()[:16]

    def index(self, column: str) -> int:
        """Return the place of a column, -1 when the table has none of that name."""
        return self.header.index(column) if column in self.header else -1


def read_sheet(
    body: bytes, name: str, settings: Settings | None = None, worker: Any = None
) -> Sheet:
    """Return the table of a CSV or XLSX file; ReadError says why it is refused.

    The bytes are parsed in the worker process. name is shown, and tells the company when the cells
    do not; it is never used as a path.
    """
    return sheet_of(read_grid(body, name, settings or load_settings(), worker))


def sheet_of(grid: Grid) -> Sheet:
    """Return the table that a grid holds."""
    at = _header_index(grid.rows)
    body = grid.rows[at + 1 :] if at >= 0 else grid.rows
    width = _width(body, len(grid.rows[at].cells) if at >= 0 else 0)
    above = grid.rows[:at] if at > 0 else ()
    return Sheet(
        name=grid.name,
        kind=grid.kind,
        title=grid.title,
        header=_names(grid.rows[at] if at >= 0 else None, above[-1] if above else None, width),
        header_row=grid.rows[at].number if at >= 0 else 0,
        preamble=tuple(" ".join(filter(None, map(text_value, row.cells))) for row in above),
        rows=tuple(body),
    )


def _width(rows: tuple[Row, ...], named: int) -> int:
    """Return how many columns there are: as many as are named, or as half of the rows fill."""
    lengths = sorted((len(row.cells) for row in rows), reverse=True)
    return max(named, lengths[(len(lengths) - 1) // 2] if lengths else 0)


def _header_index(rows: tuple[Row, ...]) -> int:
    """Return the row with most known names; failing these the first all of text above numbers."""
    scores = [_known_names(row) for row in rows[:_SEARCHED_ROWS]]
    best = max(scores, default=0)
    if best >= 2 or (best == 1 and len(rows[scores.index(1)].cells) <= 2):
        return scores.index(best)
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        if len(row.cells) >= 2 and _is_all_text(row):
            following = rows[index + 1 : index + 6]
            if following and any(_has_number(item) for item in following):
                return index
    return -1


def _known_names(row: Row) -> int:
    words = column_words()
    found = set()
    for cell in row.cells:
        if isinstance(cell, str) and 0 < len(cell) <= 60 and not _NUMERIC.fullmatch(cell):
            name = plain_name(cell)
            field = words.fields.get(name) or words.metrics.get(name)
            if field is None and len(name.split()) > 1:
                field = next((words.fields[w] for w in name.split() if w in words.fields), None)
            if field:
                found.add((field, name))
    years = sum(is_period_name(text_value(cell)) for cell in row.cells)
    return len(found) + (years if found and years > 1 else 0)


def _is_all_text(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell != ""]
    if len(filled) < 2 or len(filled) * 3 < len(row.cells) * 2:
        return False
    return all(isinstance(cell, str) and not _NUMERIC.fullmatch(cell) for cell in filled)


def _has_number(row: Row) -> bool:
    return any(not isinstance(cell, str) or _NUMERIC.fullmatch(cell) for cell in row.cells if cell)


def _names(row: Row | None, above: Row | None, width: int) -> tuple[str, ...]:
    """Return a name for every column; a blank one takes that above it, twins get a number."""
    names: list[str] = []
    for index in range(width):
        name = text_value(row.get(index)) if row else ""
        if not name and above:
            name = text_value(above.get(index))
        name = name[:_LONGEST_NAME] or f"column {index + 1}"
        unique, number = name, 2
        while unique in names:
            unique, number = f"{name} ({number})", number + 1
        names.append(unique)
    return tuple(names)
