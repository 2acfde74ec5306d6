"""How a table is read, and where that is kept for the next table with the same columns."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from vitrine.errors import DataError
from vitrine.read.sheet_head import Sheet

FIELDS = (
    *("company", "event_type", "status", "date", "closing_date", "country", "city", "postcode"),
    *("address", "venue", "name", "lat", "lon", "latlon", "amount", "currency", "metric", "period"),
    *("count", "change_pct", "person", "counterparty", "url", "outlet", "summary"),
)
CONSTANTS = (*FIELDS, "amount_scale", "scope_note")


@dataclass(frozen=True)
class Mapping:
    """How a table is read: the column of each field, and values that hold for every row.

    formats: decimal (, or .) and date (dmy or mdy) as the cells prove them; empty when they prove
    nothing, which doubts then says. certainty is the chance (0-1) of each field, confidence of all.
    """

    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    certainty: dict[str, float] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def save_mapping(folder: Path, sheet: Sheet, mapping: Mapping) -> Path:
    """Keep a mapping for tables with the same columns; it appears whole or not at all."""
    path = folder / f"{sheet.fingerprint}.json"
    body = json.dumps(asdict(mapping), ensure_ascii=False, indent=1, sort_keys=True)
    folder.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_text(body, "utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def load_mapping(folder: Path, sheet: Sheet) -> Mapping | None:
    """Return the mapping kept for tables with these columns, None when there is none."""
    path = folder / f"{sheet.fingerprint}.json"
    try:
        values = json.loads(path.read_text("utf-8"))
        return Mapping(**values | {"doubts": tuple(values["doubts"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); delete it.") from error
