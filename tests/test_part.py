"""Parts of a page: what a click redraws alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import vitrine.ui.part as part
from vitrine.ui.part import draw_part


@pytest.fixture
def fragments(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """Return what becomes the list of fragments made: how often each runs by itself."""
    made: list[float | None] = []

    def fragment(draw: Callable[[], None], run_every: float | None = None) -> Any:
        made.append(run_every)
        return draw

    monkeypatch.setattr(part.st, "fragment", fragment)
    return made


def test_a_part_is_a_fragment_each_time(fragments: list[float | None]) -> None:
    drawn: list[str] = []
    draw_part(lambda: drawn.append("first"))
    draw_part(lambda: drawn.append("second"), run_every_s=0.7)
    assert drawn == ["first", "second"]
    assert fragments == [None, 0.7]


def test_a_part_within_a_part_is_no_fragment_of_its_own(fragments: list[float | None]) -> None:
    drawn: list[str] = []
    draw_part(lambda: draw_part(lambda: drawn.append("within")))
    assert drawn == ["within"]
    assert fragments == [None]


def test_a_part_that_fails_ends(fragments: list[float | None]) -> None:
    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        draw_part(fail)
    draw_part(lambda: None)
    assert len(fragments) == 2
