"""Tables on a page: what the browser is handed for each cell, and in which order it sorts."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

LINKS = {
    "https://www.example.org/a?b=1": ["example.org", "https://www.example.org/a?b=1"],
    "http://shop.example.org": ["shop.example.org", "http://shop.example.org"],
    "javascript:alert(1)": None,
    "data:text/html,<script>": None,
    "https://": None,
    "http://[broken": None,
    "/map": None,
    "": None,
}


def handed_in(frame: pd.DataFrame, **options: object) -> dict[str, dict[str, object]]:
    """Return the columns that the browser gets for a table, by name."""

    def page(frame: object, options: dict[str, object]) -> None:
        from types import SimpleNamespace
        from typing import Any, cast

        from vitrine.locale import load_locale
        from vitrine.ui.table import show_table

        page = cast(Any, SimpleNamespace(locale=load_locale("en"), open_card=None))
        show_table(page, cast(Any, frame), key="table", **cast(Any, options))

    app = AppTest.from_function(page, kwargs={"frame": frame, "options": options}).run()
    assert not app.exception
    data = json.loads(app.get("bidi_component")[0].proto.json)
    assert all(len(column["cells"]) == len(data["ids"]) for column in data["columns"])
    return {column["name"]: column for column in data["columns"]} | {"ids": data["ids"]}


def test_a_column_is_of_one_kind_and_what_is_missing_is_nothing() -> None:
    frame = pd.DataFrame(
        {
            "event_id": ["E1", "", "total"],
            "amount": [311e6, float("nan"), -2.5],
            "event_count": pd.array([1, None, 3], dtype="Int64"),
            "date": pd.to_datetime(["2018-05-22", None, "2019-01-01"]),
            "is_approx": [True, False, True],
            "summary": ["=1+1", None, "<b>\u202ebold</b>\nhere" + "x" * 900],
            "tier": [None, None, None],
        }
    )
    columns = handed_in(frame)
    assert "event_id" not in columns
    assert columns["ids"] == ["E1", "", ""], "only an event has a card"
    kinds = {name: column["kind"] for name, column in columns.items() if name != "ids"}
    assert kinds == {
        "amount": "number", "event_count": "number", "date": "text", "is_approx": "text",
        "summary": "text", "tier": "text",
    }  # fmt: skip
    assert columns["amount"]["cells"] == [311e6, None, -2.5]
    assert columns["event_count"]["cells"] == [1, None, 3]
    assert columns["date"]["cells"] == ["2018-05-22", None, "2019-01-01"]
    assert columns["is_approx"]["cells"] == ["✓", "", "✓"]
    first, missing, long = columns["summary"]["cells"]
    assert (first, missing) == ("=1+1", None)
    assert long.startswith("<b>bold</b> here") and len(long) == 400


@pytest.mark.parametrize(("address", "link"), LINKS.items())
def test_only_addresses_of_the_web_are_links(address: str, link: list[str] | None) -> None:
    frame = pd.DataFrame({"source_url": [address]})
    assert handed_in(frame)["source_url"]["cells"] == [link]
    if link:
        named = handed_in(frame, link_text="Show")["source_url"]["cells"]
        assert named == [["Show", address]]


def test_words_for_a_time_are_sorted_by_the_time() -> None:
    frame = pd.DataFrame(
        {
            "period": ["FY 2018", "Q1 2017"],
            "period_last_date": [date(2018, 12, 31), date(2017, 3, 31)],
            "amount": ["€9m", "€10m"],
        }
    )
    columns = handed_in(frame, sort_keys={"amount": [9.0, 10.0]})
    assert columns["period"]["keys"] == ["2018-12-31", "2017-03-31"]
    assert columns["amount"]["keys"] == [9.0, 10.0]
    assert columns["period_last_date"]["keys"] == ["2018-12-31", "2017-03-31"]
