"""Inbox: news handed in becomes events; what is not sure waits for a person."""

import streamlit as st

from vitrine.ui.frame import enter
from vitrine.ui.inbox_add import draft, show_ways
from vitrine.ui.inbox_learn import show_names
from vitrine.ui.inbox_log import show_log
from vitrine.ui.inbox_queue import show_queue
from vitrine.ui.inbox_saved import show_draft, show_saved
from vitrine.ui.page import Page


def show(page: Page) -> None:
    """Draw the part of the inbox that the URL names."""
    text = page.locale.text
    parts = {
        "add": text("Add news"),
        "queue": text("Review queue"),
        "names": text("New names"),
        "decisions": text("Decisions"),
    }
    part = page.view.choice("inbox")
    key = f"inbox-part-{page.locale.language}"
    st.session_state[key] = part

    def change() -> None:
        page.go(
            page.view.with_choice("page", "1").with_choice("inbox", st.session_state[key] or part)
        )

    st.segmented_control(
        text("Part of the inbox"),
        list(parts),
        format_func=lambda name: parts[name],
        key=key,
        on_change=change,
        label_visibility="collapsed",
    )
    if part == "queue":
        show_queue(page)
    elif part == "names":
        show_names(page)
    elif part == "decisions":
        show_log(page)
    else:
        work = draft()
        if work:
            show_draft(page, work)
        else:
            show_saved(page)
            show_ways(page)


show(enter())
