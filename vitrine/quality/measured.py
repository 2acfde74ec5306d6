"""Measured quality: what scripts/measure_quality.py wrote into data/quality.csv, how sure it is.

One line is one measurement: of everything, of one event type, of one language or of one field.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from vitrine.errors import DataError
from vitrine.gazetteer import Line, read_lines

FILE_NAME = "quality.csv"
KINDS = ("all", "type", "language", "field")
TIERS = ("published", "all")
HALVES = ("unseen", "tuning")
_COLUMNS = (
    *("half", "tier", "kind", "name", "articles"),
    *("found", "wrong", "missed", "precision", "recall", "accuracy"),
)
_Z = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations


@dataclass(frozen=True)
class Share:
    """A share of n cases with the 95 % interval in which the true one lies; n may be 0."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1, None without a case."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Return the Wilson interval, which stays honest for few cases and near 0 and 1."""
        return wilson(self.hits, self.n)


@dataclass(frozen=True)
class Measurement:
    """How many facts were found, wrongly found and missed in labelled articles.

    half is unseen (nobody who writes the rules looks at those articles) or tuning.
    """

    half: str
    tier: str
    kind: str
    name: str
    articles: int
    found: int
    wrong: int
    missed: int
    accuracy: float | None

    @property
    def precision(self) -> Share:
        """Return the share of what was found that is right."""
        return Share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> Share:
        """Return the share of what the articles state that was found."""
        return Share(self.found, self.found + self.missed)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of a share; all from 0 to 1 without a case."""
    if n == 0:
        return 0.0, 1.0
    share, square = hits / n, _Z * _Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def read_measurements(data_dir: Path) -> tuple[Measurement, ...]:
    """Read data/quality.csv; empty when nothing was measured yet, DataError names a wrong line."""
    path = data_dir / FILE_NAME
    if not path.exists():
        return ()
    return tuple(_measurement(line) for line in read_lines(path, _COLUMNS))


def _measurement(line: Line) -> Measurement:
    half, tier, kind = line.required("half"), line.required("tier"), line.required("kind")
    if half not in HALVES:
        raise line.error("half", f"write {' or '.join(HALVES)}")
    if tier not in TIERS:
        raise line.error("tier", f"write {' or '.join(TIERS)}")
    if kind not in KINDS:
        raise line.error("kind", f"write {', '.join(KINDS)}")
    return Measurement(
        half=half,
        tier=tier,
        kind=kind,
        name=line.text("name"),
        articles=_count(line, "articles"),
        found=_count(line, "found"),
        wrong=_count(line, "wrong"),
        missed=_count(line, "missed"),
        accuracy=_share(line, "accuracy"),
    )


def _count(line: Line, column: str) -> int:
    text = line.text(column) or "0"
    if not text.isascii() or not text.isdigit():
        raise line.error(column, "write a whole number")
    return int(text)


def _share(line: Line, column: str) -> float | None:
    text = line.text(column)
    if not text:
        return None
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise DataError(str(line.error(column, "write a share from 0 to 1")))
    return share
