"""Answers of queries, kept in memory by snapshot, query and parameters.

Streamlit's cache_data pickles and copies a frame at every use. A snapshot never changes, and a
shallow copy of a frame is independent of the kept one (pandas copies on write).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from vitrine.database import Snapshot
from vitrine.query import Answer

MAX_ANSWERS = 400
MAX_CELLS = 4_000_000

Key = tuple[str, str, tuple[tuple[str, object], ...]]


class AnswerCache:
    """The answers used last, within a number of answers and of cells; safe between threads."""

    def __init__(self, max_answers: int = MAX_ANSWERS, max_cells: int = MAX_CELLS) -> None:
        self._max_answers = max_answers
        self._max_cells = max_cells
        self._cells = 0
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, snapshot: Snapshot, name: str, values: Mapping[str, object]) -> Answer:
        """Return the kept answer, or ask the snapshot and keep what it says."""
        frozen = tuple(
            (key, tuple(value) if isinstance(value, list) else value)
            for key, value in sorted(values.items())
        )
        key = (f"{snapshot.path} {snapshot.name}", name, frozen)
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
        if answer is None:
            answer = snapshot.ask(name, values)
            self._keep(key, answer)
        return Answer(answer.frame.copy(deep=False), answer.is_shortened)

    def clear(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._kept.clear()
            self._cells = 0

    def _keep(self, key: Key, answer: Answer) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = answer
            self._cells += answer.frame.size
            while len(self._kept) > 1 and (
                len(self._kept) > self._max_answers or self._cells > self._max_cells
            ):
                _, dropped = self._kept.popitem(last=False)
                self._cells -= dropped.frame.size
