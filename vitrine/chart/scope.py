"""Which company in which scope is drawn, given what is known and what the reader has filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from vitrine.chart.series import Series

MAX_PAIRS = 12
# What a first visit shows: the best documented series of the collection.
FIRST_COMPANY, FIRST_COUNTRY = "Coolblue", "BE"

Pair = tuple[str, str]
"""A company and a country, '' for the whole group."""


@dataclass(frozen=True)
class Selection:
    """The pairs that are drawn; is_first_look when the reader has chosen nothing yet."""

    pairs: tuple[Pair, ...]
    is_first_look: bool = False

    @property
    def companies(self) -> list[str]:
        """Return the companies in the order of the pairs."""
        return list(dict.fromkeys(company for company, _ in self.pairs))

    @property
    def scopes(self) -> list[str]:
        """Return the scopes in the order of the pairs."""
        return list(dict.fromkeys(scope for _, scope in self.pairs))

    def keep(self, series: Sequence[Series]) -> list[Series]:
        """Return the series of these pairs."""
        return [item for item in series if (item.key.company, item.key.country) in self.pairs]


def known_pairs(known: pd.DataFrame) -> list[Pair]:
    """Return the pairs of queries/figure_series.sql once each, the longest series first."""
    return list(dict.fromkeys(zip(known["company"], known["scope"], strict=True)))


def select(
    known: pd.DataFrame, *, has_company: bool, has_country: bool, is_compared: bool
) -> Selection:
    """Choose what to draw from the series that pass the filters.

    With a country: every company there. With companies only: their whole group, or their best
    documented country where no group figure is known. With neither: the first look, or all groups
    side by side when the reader compares.
    """
    pairs = known_pairs(known)
    if has_country:
        return Selection(tuple(pairs[:MAX_PAIRS]))
    if has_company:
        return Selection(tuple(_best_of_each(pairs)[:MAX_PAIRS]))
    if is_compared:
        return Selection(tuple(pair for pair in pairs if not pair[1])[:MAX_PAIRS])
    wanted = [
        (FIRST_COMPANY, FIRST_COUNTRY),
        *(pair for pair in pairs if pair[0] == FIRST_COMPANY),
        *pairs[:1],
    ]
    return Selection(tuple([pair for pair in wanted if pair in pairs][:1]), is_first_look=True)


def _best_of_each(pairs: Sequence[Pair]) -> list[Pair]:
    best: dict[str, Pair] = {}
    for pair in pairs:
        company, scope = pair
        if company not in best or (not scope and best[company][1]):
            best[company] = pair
    return list(best.values())


def main_series(series: Sequence[Series]) -> list[Series]:
    """Return the first (longest, plainest) series of each company, scope and metric."""
    best: dict[tuple[str, str, str], Series] = {}
    for item in series:
        if item.points:
            best.setdefault((item.key.company, item.key.country, item.key.metric), item)
    return list(best.values())
