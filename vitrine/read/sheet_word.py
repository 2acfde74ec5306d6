"""The words of data/lexicon/column.toml, and countries by any of their names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vitrine.errors import DataError
from vitrine.event import EventType, Status
from vitrine.filters import fold
from vitrine.gazetteer import read_lines
from vitrine.read.day import lexicon_path

_BRACKET = re.compile(r"[(\[].*?[)\]]")
_NOT_WORD = re.compile(r"[^\w'/€$£&]+")
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


@dataclass(frozen=True)
class ColumnWords:
    """Names of columns by field, and words of cells by what they mean, all folded."""

    fields: Mapping[str, str]
    metrics: Mapping[str, str]
    event_types: Mapping[str, EventType]
    statuses: Mapping[str, Status]
    scales: Mapping[str, int]
    currencies: Mapping[str, str]
    countries: Mapping[str, str]
    empty: frozenset[str]
    total: frozenset[str]
    roughly: frozenset[str]
    ratio: frozenset[str]


@cache
def column_words() -> ColumnWords:
    """Load the words once; a wrong file raises DataError."""
    path = lexicon_path("column.toml")
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        event_types = {
            word: EventType(kind) for word, kind in _turned(tables["event_type"]).items()
        }
        statuses = {word: Status(kind) for word, kind in _turned(tables["status"]).items()}
        return ColumnWords(
            fields=_turned(tables["column"]),
            metrics=_turned(tables["metric"]),
            event_types={**event_types, **{kind.value: kind for kind in EventType}},
            statuses={**statuses, **{kind.value: kind for kind in Status}},
            scales={word: SCALES[kind] for word, kind in _turned(tables["scale"]).items()},
            currencies=_turned(tables["currency"]),
            countries=_countries(tables["country"]),
            empty=frozenset(fold(word) for word in tables["words"]["empty"]),
            total=frozenset(fold(word) for word in tables["words"]["total"]),
            ratio=frozenset(fold(word) for word in tables["words"]["ratio"]),
            roughly=frozenset(fold(word) for word in tables["words"]["roughly"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error


def _turned(table: dict[str, list[str]]) -> dict[str, str]:
    """Return kind by folded word; a word of two kinds belongs to the first."""
    found: dict[str, str] = {}
    for kind, words in table.items():
        for word in words:
            found.setdefault(plain_name(word), kind)
    return found


def _countries(spellings: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in read_lines(lexicon_path("place.csv"), ("kind", "country", "names")):
        if line.text("kind") == "country":
            for name in line.listed("names"):
                found.setdefault(fold(name), line.text("country"))
            found.setdefault(line.text("country").lower(), line.text("country"))
    for code, words in spellings.items():
        for word in (code, *words):
            found[fold(word)] = code
    return found


def plain_name(name: str) -> str:
    """Return a column's name or a word folded, without brackets and marks."""
    folded = fold(_BRACKET.sub(" ", name)).replace("’", "'").replace("_", " ")
    return " ".join(_NOT_WORD.sub(" ", folded).replace("/", " / ").split()).replace(" / ", "/")
