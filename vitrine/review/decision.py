"""Decisions of reviewers as records, and the file that they are appended to.

data/inbox/decision.jsonl   one decision a line: who, when, why, about which mentions
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from vitrine.article import canonical_url
from vitrine.errors import DataError
from vitrine.event import Mention

FILE_NAME = "decision.jsonl"
MAX_NAME_CHARS = 80
MAX_REASON_CHARS = 500


class Kind(StrEnum):
    """What can be decided.

    split parts the first mention from each of the others; alias with an empty company says that a
    name is no company.
    """

    APPROVE = "approve"
    EDIT = "edit"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"
    ALIAS = "alias"
    COMPANY = "company"


class Trace(NamedTuple):
    """What a mention says, apart from its id, by which it is found again."""

    article: str
    event_type: str
    company: str
    place: str
    metric: str
    period: str


@dataclass(frozen=True)
class Decision:
    """One decision; traces are those of mention_ids, in their order."""

    decision_id: str
    at: datetime
    by: str
    why: str
    kind: Kind
    mention_ids: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    undoes: str = ""
    traces: tuple[Trace, ...] = ()


def trace_of(mention: Mention) -> Trace:
    """Return what the mention says, apart from its id."""
    place, url = mention.place, mention.source_url
    return Trace(
        canonical_url(url) if url else f"{mention.outlet} {mention.published or ''}",
        mention.event_type.value,
        mention.company,
        f"{place.country} {place.city}".strip(),
        mention.metric,
        str(mention.period or ""),
    )


def new_decision(
    kind: Kind,
    by: str,
    why: str = "",
    *,
    at: datetime | None = None,
    mention_ids: Sequence[str] = (),
    traces: Sequence[Trace] = (),
    values: Mapping[str, str] | None = None,
    undoes: str = "",
) -> Decision:
    """Return a decision with its own id; DataError when nobody signs it."""
    name = one_line(by, MAX_NAME_CHARS)
    if not name:
        raise DataError("A decision needs the name of the person who makes it.")
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    parts = (moment.isoformat(), name, kind.value, *mention_ids, str(values), undoes)
    return Decision(
        "D" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16],
        moment,
        name,
        one_line(why, MAX_REASON_CHARS),
        kind,
        tuple(mention_ids),
        dict(values or {}),
        undoes,
        tuple(traces),
    )


def read_decisions(inbox_dir: Path) -> tuple[Decision, ...]:
    """Return all decisions in the order of time; a torn last line was never acknowledged."""
    try:
        body = (inbox_dir / FILE_NAME).read_bytes()
    except FileNotFoundError:
        return ()
    lines = body.split(b"\n")
    found: list[Decision] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_from_json(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if number == len(lines):
                break
            raise DataError(
                f"{FILE_NAME} line {number} is damaged ({error}); restore it from a backup."
            ) from error
    return tuple(sorted(found, key=by_time))


def append_decision(inbox_dir: Path, decision: Decision) -> Decision:
    """Write a decision to disk and return it as written: never older than the one before it."""
    inbox_dir.mkdir(parents=True, exist_ok=True)
    path = inbox_dir / FILE_NAME
    is_new = not path.exists()
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _repair(file.fileno(), path)
        earlier = read_decisions(inbox_dir)
        if earlier and decision.at <= earlier[-1].at:  # clocks go back; the order must not
            decision = replace(decision, at=earlier[-1].at + timedelta(microseconds=1))
        file.write(json.dumps(_to_json(decision), ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        folder = os.open(inbox_dir, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return decision


def _repair(descriptor: int, path: Path) -> None:
    """Cut off a last line that a killed writer left half-written, or end a whole one."""
    body = path.read_bytes()
    if not body or body.endswith(b"\n"):
        return
    last = body.rpartition(b"\n")[2]
    try:
        _from_json(json.loads(last))
        os.write(descriptor, b"\n")
    except (ValueError, KeyError, TypeError, AttributeError):
        os.truncate(descriptor, len(body) - len(last))


def by_time(decision: Decision) -> tuple[datetime, str]:
    """Order decisions as they were made."""
    return decision.at, decision.decision_id


def one_line(text: str, limit: int) -> str:
    """Return text as one line of visible signs, cut at a limit."""
    visible = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(visible.split())[:limit]


def _to_json(decision: Decision) -> dict[str, object]:
    values = {
        "decision_id": decision.decision_id,
        "at": decision.at.isoformat(),
        "by": decision.by,
        "why": decision.why,
        "kind": decision.kind.value,
        "mention_ids": list(decision.mention_ids),
        "values": dict(decision.values),
        "undoes": decision.undoes,
        "traces": [list(trace) for trace in decision.traces],
    }
    return {name: value for name, value in values.items() if value not in ("", [], {})}


def _from_json(values: Mapping[str, object]) -> Decision:
    """Return the decision; KeyError, TypeError or ValueError when the values are damaged."""
    at = datetime.fromisoformat(_text(values["at"]))
    if at.tzinfo is None:
        raise ValueError("the time has no zone")
    ids, traces, changed = (
        values.get("mention_ids", []),
        values.get("traces", []),
        values.get("values", {}),
    )
    if not (isinstance(ids, list) and isinstance(traces, list) and isinstance(changed, dict)):
        raise TypeError("mention_ids, traces or values has the wrong form")
    return Decision(
        _text(values["decision_id"]),
        at.astimezone(UTC),
        _text(values["by"]),
        _text(values.get("why", "")),
        Kind(_text(values["kind"])),
        tuple(_text(item) for item in ids),
        {_text(name): _text(value) for name, value in changed.items()},
        _text(values.get("undoes", "")),
        tuple(Trace(*(_text(part) for part in trace)) for trace in traces),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value
