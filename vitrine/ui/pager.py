"""The pages of a long list; the number of the page is in the URL like everything else."""

from __future__ import annotations

import streamlit as st

from vitrine.ui.page import Page


def page_number(page: Page, page_count: int) -> int:
    """Return the page that the URL names, or the last one when there are not so many."""
    return min(int(page.view.choice("page")), max(page_count, 1))


def show_pages(page: Page, page_count: int) -> None:
    """Offer the pages of a list when there are several."""
    if page_count < 2:
        return
    number = page_number(page, page_count)
    key = f"page-{page.name}-{page_count}-{number}"  # what the URL says is a new widget's default

    def change() -> None:
        page.choose("page", str(st.session_state[key]))

    st.pagination(page_count, default=number, key=key, on_change=change)
