"""What holds for an event type in every language: data/lexicon/rule.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from vitrine.errors import DataError
from vitrine.event import EventType


@dataclass(frozen=True, slots=True)
class Rule:
    """How one event type is recognised.

    objects are what a weak trigger needs within reach (words, punctuation counts); floor_sure and
    floor_weak are the classifier's chances below which a trigger is not believed, alone is the one
    above which none is needed; metric is what an amount beside it measures.
    """

    event_type: EventType
    objects: tuple[str, ...] = ()
    places: bool = False
    reach: int = 14
    metric: str = ""
    smallest: Decimal = Decimal(100_000)
    counts: tuple[str, ...] = ()
    floor_sure: float = 0.0
    floor_weak: float = 0.0
    alone: float = 2.0


Rules = Mapping[EventType, Rule]


@cache
def load_rules(folder: Path) -> Rules:
    """Return the rule of every event type; a wrong line raises DataError."""
    path = folder / "rule.toml"
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        default = tables.pop("default", {})
        unknown = set(tables) - set(EventType)
        if unknown:
            raise ValueError(f"no such event type: {min(unknown)}")
        return {
            event_type: _rule(event_type, default | tables.get(event_type, {}))
            for event_type in EventType
        }
    except (OSError, ValueError, TypeError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error


def _rule(event_type: EventType, table: dict[str, object]) -> Rule:
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in table.items()}
    if "smallest" in values:
        values["smallest"] = Decimal(str(values["smallest"]))
    return Rule(event_type, **values)  # type: ignore[arg-type]
