"""Kept answers: asked once, never changed by a reader, and never more than the limits allow."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from vitrine.query import Answer
from vitrine.ui.answers import AnswerCache


class Asked:
    """Stands for a snapshot; every answer tells how often it was asked."""

    def __init__(self, name: str = "a", row_count: int = 2) -> None:
        self.path = Path(f"/{name}.duckdb")
        self.name = name
        self.count = 0
        self.row_count = row_count

    def ask(self, name: str, values: object) -> Answer:
        self.count += 1
        frame = pd.DataFrame({"n": [self.count] * self.row_count, "query": name})
        return Answer(frame, is_shortened=self.count > 1)


def ask(cache: AnswerCache, snapshot: Any, name: str = "q", **values: object) -> Answer:
    return cache.ask(snapshot, name, values)


def test_the_same_question_is_asked_once() -> None:
    cache, snapshot = AnswerCache(), Asked()
    first = ask(cache, snapshot, companies=["Coolblue"], day=None)
    again = ask(cache, snapshot, day=None, companies=["Coolblue"])
    assert snapshot.count == 1
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert again.is_shortened == first.is_shortened


def test_another_query_value_or_snapshot_is_another_question() -> None:
    cache, snapshot, newer = AnswerCache(), Asked("old"), Asked("new")
    ask(cache, snapshot, companies=["Coolblue"])
    ask(cache, snapshot, companies=["Coolblue", "Apple"])
    ask(cache, snapshot, companies=None)
    ask(cache, snapshot, "other", companies=["Coolblue"])
    assert snapshot.count == 4
    ask(cache, newer, companies=["Coolblue"])
    assert newer.count == 1
    newer.name = "as known on another day"  # in the same file
    ask(cache, newer, companies=["Coolblue"])
    assert newer.count == 2


def test_what_a_page_does_to_its_frame_stays_on_that_page() -> None:
    cache, snapshot = AnswerCache(), Asked()
    frame = ask(cache, snapshot).frame
    frame["n"] = 0
    frame.loc[0, "query"] = "changed"
    frame["more"] = 1
    kept = ask(cache, snapshot).frame
    assert list(kept.columns) == ["n", "query"]
    assert list(kept["n"]) == [1, 1]
    assert list(kept["query"]) == ["q", "q"]


def test_the_answers_used_last_stay() -> None:
    cache, snapshot = AnswerCache(max_answers=2), Asked()
    for name in ("a", "b", "a", "c"):
        ask(cache, snapshot, name)
    assert snapshot.count == 3
    ask(cache, snapshot, "a")
    assert snapshot.count == 3, "a was used after b, so b made way"
    ask(cache, snapshot, "b")
    assert snapshot.count == 4


def test_large_answers_make_way_before_their_number_does() -> None:
    cache, snapshot = AnswerCache(max_cells=100), Asked(row_count=30)
    ask(cache, snapshot, "a")
    ask(cache, snapshot, "b")
    ask(cache, snapshot, "b")
    ask(cache, snapshot, "a")
    assert snapshot.count == 3


def test_forgotten_answers_are_asked_anew() -> None:
    cache, snapshot = AnswerCache(), Asked()
    ask(cache, snapshot)
    cache.clear()
    assert list(ask(cache, snapshot).frame["n"]) == [2, 2]


def test_a_failed_question_is_not_kept() -> None:
    calls: list[str] = []

    def fail(name: str, values: object) -> Answer:
        calls.append(name)
        raise ValueError

    snapshot = SimpleNamespace(path=Path("/x.duckdb"), name="x", ask=fail)
    cache = AnswerCache()
    for _ in range(2):
        with pytest.raises(ValueError):
            ask(cache, snapshot)
    assert calls == ["q", "q"]
