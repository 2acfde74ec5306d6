"""Reads the tables of a page under test."""

from __future__ import annotations

import json

import pandas as pd
from streamlit.testing.v1 import AppTest


def tables_of(app: AppTest) -> list[pd.DataFrame]:
    """Return the tables that a page draws, in their order; a link is its words and address."""
    drawn = [json.loads(item.proto.json) for item in app.get("bidi_component") if item.proto.json]
    return [
        pd.DataFrame({column["name"]: column["cells"] for column in data["columns"]})
        for data in drawn
        if "columns" in data and "ids" in data
    ]
