"""How well extraction reads: its rows against labels, by tier, event type, language and field.

A label is one fact that an article states. Optional labels (history, earlier periods) count neither
as found nor as missed. A figure is only found with its own amount, or without one its growth; a
store only in its own city; buyer and seller may see a deal from either side. Several rows that name
one city each may together be the one label that lists them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vitrine.filters import fold

Row = Mapping[str, str]
SCORED_FIELDS = (
    "status",
    "event_date",
    "country",
    "city",
    "amount",
    "period",
    "change_pct",
    "count",
)
_MIRROR = frozenset({"acquisition", "divestiture"})
_PLACED = frozenset({"store_opening", "store_closing", "logistics"})
_WITH_AMOUNT = frozenset({"results", "funding", "ipo"})
_NEAR_STATUS = (
    frozenset({"announced", "planned"}),
    frozenset({"done", "announced"}),
    frozenset({"planned", "rumoured"}),
)
_GROUP_WORDS = frozenset(
    [
        *("group", "groupe", "gruppe", "holding", "ag", "sa", "spa", "nv", "bv", "plc", "inc"),
        *("ltd", "gmbh", "se", "co", "corporation", "electronics", "com", "europe"),
    ]
)
_SAME_HOUSE = (
    frozenset({"mediamarkt", "saturn", "mediamarktsaturn", "ceconomy"}),
    frozenset({"fnacdarty", "fnac", "darty"}),
)


@dataclass
class Tally:
    """What was found, wrongly found and missed, and how many of the found fields are right."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    fields: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def precision(self) -> float:
        """Return the share of rows that are right."""
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """Return the share of labels that were found."""
        return self.found / max(1, self.found + self.missed)

    def accuracy(self, name: str) -> float | None:
        """Return the share of a field's values that are right in the rows found."""
        values = self.fields.get(name)
        return sum(values) / len(values) if values else None


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(file)]


def measure(
    rows: Iterable[Row], labels: Iterable[Row], languages: Mapping[str, str]
) -> dict[tuple[str, str], Tally]:
    """Return tallies by (kind, name): ("all", ""), ("type", "results"), ("language", "fr").

    languages tells the language of every article, also of those that state nothing.
    """
    by_article: dict[str, list[Row]] = defaultdict(list)
    truth: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_article[row["article_id"].split("#")[0]].append(row)
    for label in labels:
        truth[label["article_id"]].append(label)
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for article_id, language in languages.items():
        _measure_article(by_article[article_id], truth[article_id], language, tallies)
    return dict(tallies)


def _measure_article(
    rows: Sequence[Row],
    labels: Sequence[Row],
    language: str,
    tallies: dict[tuple[str, str], Tally],
) -> None:
    pairs = match(rows, labels)
    taken = {row for row, _ in pairs}
    seen: set[int] = set()

    def keys(event_type: str) -> list[tuple[str, str]]:
        return [("all", ""), ("type", event_type), ("language", language)]

    for row, label in pairs:
        if is_optional(labels[label]) or label in seen:
            continue
        seen.add(label)
        values = field_values(rows[row], labels[label])
        for key in keys(labels[label]["event_type"]):
            tallies[key].found += 1
            for name, value in values.items():
                tallies[key].fields[name].append(value)
    for index, extra in enumerate(rows):
        if index not in taken:
            for key in keys(extra["event_type"]):
                tallies[key].wrong += 1
    matched = {label for _, label in pairs}
    for index, label_row in enumerate(labels):
        if index not in matched and not is_optional(label_row):
            for key in keys(label_row["event_type"]):
                tallies[key].missed += 1


def match(rows: Sequence[Row], labels: Sequence[Row]) -> list[tuple[int, int]]:
    """Return (row, label) pairs, most alike first; a label that lists cities may take several."""
    candidates = sorted(
        (
            (-likeness(row, label), r, n)
            for r, row in enumerate(rows)
            for n, label in enumerate(labels)
            if likeness(row, label) > 0
        ),
    )
    pairs: list[tuple[int, int]] = []
    used_rows: set[int] = set()
    cities_of: dict[int, set[str]] = {}
    for _, r, n in candidates:
        if r in used_rows:
            continue
        city = fold_name(rows[r].get("city", ""))
        if n in cities_of:
            listed = {fold_name(name) for name in split(labels[n].get("city", ""))}
            if len(listed) < 2 or not city or city in cities_of[n]:
                continue
        pairs.append((r, n))
        used_rows.add(r)
        cities_of.setdefault(n, set()).add(city)
    return pairs


def likeness(row: Row, label: Row) -> float:
    """Return 0 when a row cannot be the label's fact, else how much agrees."""
    mirrored = {row["event_type"], label["event_type"]} == _MIRROR and _shares(
        row["company"], others(label, "counterparty")
    )
    if row["event_type"] not in others(label, "event_type") and not mirrored:
        return 0.0
    same_side = _shares(row["company"], others(label, "company"))
    if not same_side and not mirrored:
        is_partner = label["event_type"] == "partnership"
        if not (is_partner and _shares(row["company"], others(label, "counterparty"))):
            return 0.0
    values = field_values(row, label)
    has_amount, wants_amount = bool(row.get("amount")), any(others(label, "amount"))
    if row["event_type"] == "results":
        if has_amount != wants_amount or values.get("metric") == 0.0:
            return 0.0
        if not wants_amount and values.get("change_pct") == 0.0:
            return 0.0
    if (
        row["event_type"] in _WITH_AMOUNT
        and has_amount
        and wants_amount
        and values.get("amount") == 0.0
    ):
        return 0.0
    if (
        label["event_type"] in _PLACED
        and row.get("city")
        and label.get("city")
        and not values["city"]
    ):
        return 0.0
    return 1.0 + sum(values.values()) / max(1, len(values)) - 0.1 * is_optional(label)


def field_values(row: Row, label: Row) -> dict[str, float]:
    """Return how right each field that the label gives is, from 0 to 1."""
    values = {"status": _status(row["status"], others(label, "status"))}
    if label.get("event_date"):
        values["event_date"] = max(_date(row["event_date"], a) for a in others(label, "event_date"))
    if label.get("country") or label["event_type"] == "results":
        values["country"] = float(row.get("country", "") in _listed(others(label, "country")))
    if label.get("city"):
        wanted = {fold_name(name) for name in _listed(others(label, "city"))}
        values["city"] = float(bool(row.get("city")) and fold_name(row["city"]) in wanted)
    if label.get("amount"):
        values["amount"] = float(_same_amount(row, label))
    for name in ("metric", "period"):
        if label.get(name):
            values[name] = float(row.get(name, "") in others(label, name))
    for name in ("change_pct", "count"):
        if label.get(name):
            values[name] = float(_number(row.get(name, "")) in map(_number, others(label, name)))
    return values


def is_optional(label: Row) -> bool:
    """Tell whether a label need not be found."""
    return label.get("doubt") == "1"


def others(label: Row, name: str) -> list[str]:
    """Return all values of a field that count as right: the label's own and its alternatives."""
    values = [label.get(name) or ""]
    for item in (label.get("alt") or "").split("|"):
        key, _, value = item.partition("=")
        if key == name:
            values.append(value)
    return values


def split(text: str) -> list[str]:
    """Return the values of a list that is separated by semicolons."""
    return [item.strip() for item in text.split(";") if item.strip()]


def fold_name(name: str) -> str:
    """Return a name without case, accents and marks."""
    return re.sub(r"[^a-z0-9]+", "", fold(name))


def _listed(values: Iterable[str]) -> set[str]:
    return {item for value in values for item in (split(value) or [""])}


def _canonical(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(name))
    while len(words) > 1 and words[-1] in _GROUP_WORDS:
        words.pop()
    key = "".join(words)
    return next((min(house) for house in _SAME_HOUSE if key in house), key)


def _shares(name: str, values: Iterable[str]) -> bool:
    wanted = {_canonical(item) for value in values for item in split(value)}
    return any(_canonical(item) in wanted for item in split(name))


def _status(value: str, wanted: Sequence[str]) -> float:
    if value in wanted:
        return 1.0
    return 0.5 if any(frozenset({value, item}) in _NEAR_STATUS for item in wanted) else 0.0


def _date(value: str, wanted: str) -> float:
    """Return 1 for the same date, 0.8 when it is right but coarser, 0.5 when finer than known."""
    if value == wanted:
        return 1.0
    if not value or not wanted or value[:4] != wanted[:4]:
        return 0.0
    if wanted.startswith(value):
        return 0.8
    return 0.5 if value.startswith(wanted) else 0.3


def _same_amount(row: Row, label: Row) -> bool:
    value = _number(row.get("amount", ""))
    if value is None:
        return False
    for text in others(label, "amount"):
        number, _, currency = text.partition(" ")
        wanted = _number(number)
        if wanted is not None and abs(value - wanted) <= abs(wanted) * 0.005:
            return row.get("currency", "") == (currency or label.get("currency", ""))
    return False


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
