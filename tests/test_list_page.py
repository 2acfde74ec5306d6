"""The page of a long list is in the URL; the width of a window is one of a few."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from vitrine.filters import Filters, Known, View, format_view, parse_view
from vitrine.settings import ROOT, Settings
from vitrine.ui.browser import WIDTHS_PX, width_of

pytestmark = pytest.mark.filterwarnings("default")


def test_the_page_is_read_from_and_written_to_the_url() -> None:
    view, unknown = parse_view({"page": ["7"]}, Known())
    assert view.choice("page") == "7" and not unknown
    assert format_view(view) == {"page": ["7"]}
    assert format_view(view.with_choice("page", "1")) == {}


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "07", "9999999", "two", "1٣"])
def test_what_is_no_page_is_named_and_left_out(text: str) -> None:
    view, unknown = parse_view({"page": [text]}, Known())
    assert view.choice("page") == "1"
    assert [(item.name, item.value) for item in unknown] == [("page", text)]


def test_other_filters_begin_at_the_first_page() -> None:
    view = View().with_choice("page", "7").with_choice("figures", "on")
    changed = view.with_filters(Filters(companies=("Coolblue",)))
    assert changed.choice("page") == "1"
    assert changed.choice("figures") == "on"


def test_a_width_is_one_of_those_that_charts_are_built_for() -> None:
    assert [width_of(str(width)) for width in WIDTHS_PX] == list(WIDTHS_PX)


@given(st.one_of(st.none(), st.text(), st.integers(), st.floats()))
def test_anything_else_is_no_width(value: object) -> None:
    assert width_of(value) in (0, *WIDTHS_PX)
    assert bool(width_of(value)) == (str(value) in map(str, WIDTHS_PX))


def rows_of(app: AppTest) -> list[str]:
    drawn = [json.loads(item.proto.json) for item in app.get("bidi_component") if item.proto.json]
    groups = [group for data in drawn for group in data.get("groups", [])]
    return [row["event_id"] for group in groups for row in group["rows"]]


def test_the_list_of_the_timelines_shows_the_page_of_the_url(
    monkeypatch: pytest.MonkeyPatch, real_settings: Settings
) -> None:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))
    seen = {}
    for number in ("1", "2", "999999"):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.switch_page("pages/timelines.py")
        app.query_params["page"] = number
        app.run()
        assert not app.exception and not app.error
        seen[number] = rows_of(app)
    assert len(seen["1"]) == len(seen["2"]) == 50
    assert not set(seen["1"]) & set(seen["2"])
    assert seen["999999"], "a page beyond the end is the last one"
    assert not set(seen["999999"]) & set(seen["1"])
