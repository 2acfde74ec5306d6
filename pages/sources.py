"""Sources & quality: what is read and what is not, how well, and where the sources differ."""

import streamlit as st

from vitrine.filters import CHOICES
from vitrine.ui.frame import enter
from vitrine.ui.page import Page
from vitrine.ui.source_coverage import show_coverage
from vitrine.ui.source_feed import show_feeds
from vitrine.ui.source_ledger import show_differences
from vitrine.ui.source_outlet import show_outlets
from vitrine.ui.source_quality import show_quality

SHOW = {
    "coverage": show_coverage,
    "feeds": show_feeds,
    "outlets": show_outlets,
    "quality": show_quality,
    "differences": show_differences,
}


def choose_part(page: Page) -> str:
    """Offer the parts of the page; the chosen one is in the URL."""
    text = page.locale.text
    labels = {
        "coverage": text("Coverage and gaps"),
        "feeds": text("Feeds"),
        "outlets": text("Outlets"),
        "quality": text("Measured quality"),
        "differences": text("Differences and corrections"),
    }
    part = page.view.choice("part")
    key = f"source-part-{page.locale.language}"
    st.session_state[key] = part

    def change() -> None:
        chosen = st.session_state[key] or CHOICES["part"][0]
        page.go(page.view.with_choice("page", "1").with_choice("part", chosen))

    st.segmented_control(
        text("Sources & quality"),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=change,
        label_visibility="collapsed",
    )
    return part


page = enter()
SHOW[choose_part(page)](page)
