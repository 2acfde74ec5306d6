"""The outlets behind the events: how much each reported, from when to when."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from vitrine.filters import View, search_terms
from vitrine.ui.empty import show_empty
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.table import show_table
from vitrine.ui.table_files import show_table_files


def show_outlets(page: Page) -> None:
    """List every outlet with a link to what it reports."""
    text, number = page.locale.text, page.locale.number
    frame = page.query("source_outlet")
    if frame.empty:
        show_empty(page, text("Outlets"))
        return
    title = page.locale.plural("{n} outlet", "{n} outlets", len(frame), n=number(len(frame)))
    st.markdown(f"### {plain(title)}")
    single = int((frame["mention_count"] == 1).sum())
    st.caption(
        plain(
            page.locale.plural(
                "{n} of them is named by a single mention only",
                "{n} of them are named by a single mention only",
                single,
                n=number(single),
            )
        )
    )
    shown = frame.assign(events_url=[events_link(page, name) for name in frame["outlet"]])
    show_table(page, shown, key="outlets", link_text=text("Show them"))
    st.caption(
        text(
            "The link searches for the outlet's name under the present filters; a common name may "
            "find a few more events."
        )
    )
    show_table_files(page, lambda: frame, title, "outlets")


def events_link(page: Page, outlet: str) -> str:
    """Return the address of the events that name an outlet, under the page's filters."""
    words = [word for word in search_terms(outlet) if len(word) > 1] or search_terms(outlet)
    filters = replace(page.filters, search=" ".join(words))
    return page.link("events", View(filters, language=page.view.language))
