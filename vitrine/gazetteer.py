"""The lines of the small CSV files that analysts keep; a wrong one is named with its cure."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vitrine.errors import DataError


@dataclass(frozen=True)
class Line:
    """One line of a file and its number, counted from 1 with the header."""

    file: str
    number: int
    values: dict[str, str]

    def text(self, column: str) -> str:
        """Return a value without outer blanks."""
        return self.values[column].strip()

    def required(self, column: str) -> str:
        """Return a value that must be there."""
        value = self.text(column)
        if not value:
            raise self.error(column, "it is empty; fill it in")
        return value

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the values of a list that is separated by semicolons."""
        return tuple(item.strip() for item in self.text(column).split(";") if item.strip())

    def error(self, column: str, cure: str) -> DataError:
        """Return an error that names file, line, column, value and what to do."""
        return DataError(
            f"{self.file} line {self.number}, column {column}, value {self.text(column)!r}: {cure}."
        )


def read_lines(path: Path, columns: Sequence[str]) -> list[Line]:
    """Return the lines of a UTF-8 CSV file that has at least these columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="surplus", strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise DataError(f"{path.name} lacks the column {missing[0]}; add it to line 1.")
            lines = []
            for values in reader:
                if "surplus" in values or None in values.values():
                    raise DataError(
                        f"{path.name} line {reader.line_num}: it has not as many values as the "
                        "header; check its commas and quotes."
                    )
                lines.append(Line(path.name, reader.line_num, values))
            return lines
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            f"{path.name} cannot be read ({error}); restore it as UTF-8 CSV."
        ) from error


def check_country(line: Line, column: str, country: str) -> str:
    """Return an ISO 3166-1 alpha-2 code; anything else raises DataError."""
    if not (len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()):
        raise line.error(column, "write an ISO 3166-1 alpha-2 code such as BE")
    return country
