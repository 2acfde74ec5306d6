"""Rows of tables that somebody handed in, kept as mentions in the inbox: data/inbox/table/."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from vitrine.errors import DataError
from vitrine.event import Mention
from vitrine.ingest.archive import write_whole
from vitrine.ingest.mention_json import from_json, to_json

FOLDER = "table"


def is_kept(mentions: Sequence[Mention], inbox_dir: Path) -> bool:
    """Tell whether just these mentions were handed in before."""
    return _file_of(_body(mentions), inbox_dir).exists()


def keep_rows(mentions: Sequence[Mention], inbox_dir: Path) -> Path:
    """Write the mentions of one table as a file named by what it holds; again changes nothing."""
    body = _body(mentions)
    path = _file_of(body, inbox_dir)
    if not path.exists():
        write_whole(path, body)
    return path


def _body(mentions: Sequence[Mention]) -> bytes:
    lines = [json.dumps(to_json(item), ensure_ascii=False) for item in mentions]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _file_of(body: bytes, inbox_dir: Path) -> Path:
    return inbox_dir / FOLDER / f"{hashlib.sha256(body).hexdigest()[:16]}.jsonl"


def read_kept_rows(inbox_dir: Path) -> tuple[Mention, ...]:
    """Return the mentions of all tables, each once; a damaged file raises DataError."""
    found: dict[str, Mention] = {}
    for path in sorted((inbox_dir / FOLDER).glob("*.jsonl")):
        try:
            for line in path.read_bytes().splitlines():
                mention = from_json(json.loads(line))
                found.setdefault(mention.mention_id, mention)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataError(
                f"{path.name} in the inbox is damaged ({error}); remove it and hand the table in "
                "again."
            ) from error
    return tuple(found.values())
