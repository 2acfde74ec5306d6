"""The line above a page that shows the past; the chip of the filter is the way back."""

from __future__ import annotations

import streamlit as st

from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.words import as_known_label


def show_as_known(page: Page) -> None:
    """Say on every page that it shows what was known on a day; nothing otherwise."""
    day = page.filters.as_of
    if day is None:
        return
    text = page.locale.text
    said = text(
        "Only what had been published by then, with the values known then. A report dated by its "
        "month or year alone counts from the last day of it; what was corrected since stays "
        "corrected."
    )
    st.info(f"**{plain(as_known_label(day, page.locale))}.** {plain(said, 400)}")
