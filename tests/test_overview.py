"""Counts with the change against the period before."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.chart.overview import MAX_ROWS, Period, count_scene
from vitrine.chart.scene import Bar, Footer, Label, Scene
from vitrine.locale import load_locale

PERIOD = Period("2025", "2024")


def counts(values: dict[str, int]) -> pd.DataFrame:
    return pd.DataFrame({"value": list(values), "event_count": list(values.values())})


def scene_of(now: dict[str, int], before: dict[str, int]) -> Scene:
    return count_scene(
        counts(now), counts(before), "country", str.upper, "Title", PERIOD,
        load_locale("en"), 600, Footer(),
    )  # fmt: skip


def labels(scene: Scene) -> list[str]:
    return [mark.text for mark in scene.panels[0].marks if isinstance(mark, Label)]


def test_each_bar_says_its_number_and_the_change() -> None:
    scene = scene_of({"fr": 12, "es": 5, "be": 3}, {"fr": 10, "es": 5, "be": 9})
    assert labels(scene) == ["12", "+2", "5", "=", "3", "−6"]
    assert list(scene.table["previous_count"]) == [10, 5, 9]
    assert "2024" in scene.subtitle


def test_without_an_earlier_period_no_change_is_claimed() -> None:
    scene = scene_of({"fr": 12}, {})
    assert labels(scene) == ["12"]
    assert "previous_count" not in scene.table
    assert "2024" not in scene.subtitle


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.integers(1, 10**9), max_size=40))
def test_what_is_not_drawn_is_counted_in_a_note(now: dict[str, int]) -> None:
    scene = scene_of(now, {})
    bars = [mark for mark in scene.panels[0].marks if isinstance(mark, Bar)]
    assert len(bars) == min(len(now), MAX_ROWS)
    assert len(scene.table) == len(now)
    assert bool(scene.notes) == (len(now) > MAX_ROWS)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_no_row_is_no_error(language: str) -> None:
    empty = pd.DataFrame({"value": [], "event_count": []})
    scene = count_scene(
        empty, empty, "country", str, "T", PERIOD, load_locale(language), 350, Footer()
    )
    assert scene.table.empty
