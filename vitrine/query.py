"""Questions to a snapshot: one file under queries/ each, named parameters, time and row limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from vitrine.errors import QueryParameterError, QueryUnknown

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HEADER = re.compile(r"^-- (params|columns|uses): *(.*)$", re.MULTILINE)
_CONDITION = re.compile(r"^ *-- when: *([\w, ]+)\n(.*?)^ *-- end\n", re.MULTILINE | re.DOTALL)
SHARED_PART = "filtered_event"


@dataclass(frozen=True)
class Query:
    """One file under queries/: the statement, and what its header promises.

    question is the manager's; params and columns are the names in their order. A query that uses
    the shared part carries the part's text and parameters.
    """

    name: str
    question: str
    text: str
    params: tuple[str, ...]
    columns: tuple[str, ...]
    uses_filters: bool


@dataclass(frozen=True)
class Answer:
    """The rows of one query; is_shortened tells that the row limit cut some off."""

    frame: pd.DataFrame
    is_shortened: bool


@lru_cache(maxsize=256)
def load_query(name: str, query_dir: Path) -> Query:
    """Read queries/<name>.sql; QueryUnknown when there is none."""
    path = query_dir / f"{name}.sql"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise QueryUnknown(f"There is no query named {name!r} in {query_dir.name}/.")
    text = path.read_text(encoding="utf-8")
    header = {key: _names(value) for key, value in _HEADER.findall(text)}
    params = header.get("params", ())
    uses_filters = SHARED_PART in header.get("uses", ())
    if uses_filters:
        part = (query_dir / "part" / f"{SHARED_PART}.sql").read_text(encoding="utf-8")
        text = _with_part(text, part)
        part_header = {key: _names(value) for key, value in _HEADER.findall(part)}
        params = (*params, *part_header["params"])
    return Query(
        name=name,
        question=text_question(path.read_text(encoding="utf-8")),
        text=text,
        params=params,
        columns=header.get("columns", ()),
        uses_filters=uses_filters,
    )


def text_question(text: str) -> str:
    """Return the first comment of a query file: the manager's question."""
    first = text.splitlines()[0] if text else ""
    return first.removeprefix("--").strip()


def bind(query: Query, values: Mapping[str, object]) -> dict[str, object]:
    """Return exactly the query's parameters; a missing or unknown one is an error."""
    missing = [name for name in query.params if name not in values]
    extra = [name for name in values if name not in query.params]
    if missing or extra:
        raise QueryParameterError(
            f"Query {query.name} takes {', '.join(query.params) or 'no parameters'}; "
            f"missing: {', '.join(missing) or 'none'}, unknown: {', '.join(extra) or 'none'}."
        )
    return {name: values[name] for name in query.params}


def narrow(query: Query, bound: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Return the statement without the conditions of unset filters, and the values it still takes.

    A condition that is always true still costs: the database plans it and reads its columns.
    """
    unset = frozenset(name for name in query.params if bound[name] is None)
    text, params = _narrowed(query.text, unset)
    return text, {name: bound[name] for name in query.params if name in params}


@lru_cache(maxsize=2048)
def _narrowed(text: str, unset: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Drop each block from `-- when: a, b` to `-- end` all of whose parameters are unset."""

    def keep(match: re.Match[str]) -> str:
        return "" if unset.issuperset(_names(match[1])) else match[2]

    kept = _CONDITION.sub(keep, text)
    return kept, frozenset(re.findall(r"\$(\w+)", kept))


def _names(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip() not in ("", "none"))


def _with_part(text: str, part: str) -> str:
    """Put the shared part in front of a statement as its first CTE; both are fixed files."""
    lines = text.splitlines(keepends=True)
    start = next(
        index for index, line in enumerate(lines) if line.strip() and not line.startswith("--")
    )
    head, body = "".join(lines[:start]), "".join(lines[start:])
    shared = f"with {SHARED_PART} as not materialized (\n{part.rstrip()}\n)"
    if body.startswith("with\n"):
        return f"{head}{shared},\n{body.removeprefix('with').lstrip()}"
    return f"{head}{shared}\n\n{body}"
