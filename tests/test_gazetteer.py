"""The small CSV files: what cannot be read is named with file, line and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from vitrine.errors import DataError
from vitrine.gazetteer import read_lines


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "towns.csv"
    path.write_bytes(content)
    return path


def test_values_come_without_outer_blanks_and_lists_without_empty_items(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufefftown,names\n Gent ,"Gand; ; Ghent ;"\n'.encode())
    [line] = read_lines(path, ("town", "names"))
    assert (line.text("town"), line.listed("names")) == ("Gent", ("Gand", "Ghent"))
    assert line.number == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"town\nGent\n", "towns.csv lacks the column names; add it to line 1."),
        (b"town,names\nGent\n", "towns.csv line 2: it has not as many values as the header"),
        (b"town,names\nGent,Gand,1\n", "towns.csv line 2: it has not as many values"),
        (b"town,names\nLi\xe8ge,\n", "towns.csv cannot be read"),
        (b'town,names\n"Gent,\n', "towns.csv cannot be read"),
    ],
)
def test_unreadable_file_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_lines(write(tmp_path, content), ("town", "names"))
    assert message in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"towns\.csv cannot be read"):
        read_lines(tmp_path / "towns.csv", ("town",))
