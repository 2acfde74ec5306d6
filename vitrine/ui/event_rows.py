"""Events as a short list of headlines, each a button that opens its evidence card."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from vitrine.headline import headline
from vitrine.ui.evidence import when
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records


def show_event_rows(page: Page, frame: pd.DataFrame, key: str) -> None:
    """Draw one row an event: date, headline, outlets."""
    with st.container(gap=None, key=f"part-rows-{key}"):
        for record in records(frame):
            event_id = str(record["event_id"])
            extra = _extra_sources(page, record)
            day = plain(when(page, record))
            label = f":gray[{day}] · {plain(headline(record, page.locale), 160)}{extra}"
            st.button(
                label,
                key=f"{key}-{event_id}",
                type="tertiary",
                on_click=page.open_card,
                args=(event_id,),
                help=plain(str(record["outlets"]), 200),
            )


def _extra_sources(page: Page, record: dict[str, object]) -> str:
    count = int(str(record["outlet_count"]))
    if count < 2:
        return ""
    return " :gray[(" + plain(page.locale.text("{count} sources", count=count)) + ")]"
