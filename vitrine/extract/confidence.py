"""How sure a draft is: a logistic sum of what speaks for and against it, and the tier it earns."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vitrine.errors import DataError
from vitrine.event import EventType, Tier
from vitrine.extract.fact.draft import Draft


@dataclass(frozen=True)
class Weights:
    """The weights of the features (any type), each type's own start, and the two thresholds."""

    features: Mapping[str, float]
    types: Mapping[EventType, float]
    published: float
    review: float

    def confidence(self, draft: Draft) -> float:
        """Return the chance (0-1) that a draft is right."""
        total = self.types.get(draft.event_type, 0.0)
        for name, value in draft.features.items():
            total += self.features.get(name, 0.0) * value
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def tier(self, confidence: float) -> Tier | None:
        """Return where a draft of that confidence goes; None when it is dropped."""
        if confidence >= self.published:
            return Tier.PUBLISHED
        return Tier.REVIEW if confidence >= self.review else None


@cache
def load_weights(folder: Path) -> Weights:
    """Read data/lexicon/confidence.toml; a wrong line raises DataError."""
    path = folder / "confidence.toml"
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        return Weights(
            {name: float(value) for name, value in tables["feature"].items()},
            {EventType(name): float(value) for name, value in tables["type"].items()},
            float(tables["tier"]["published"]),
            float(tables["tier"]["review"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path.name} cannot be read ({error!r}); correct it.") from error
