"""Who decided what, when and why; each decision can be undone."""

from __future__ import annotations

import streamlit as st

from vitrine.review.apply import Decision, Kind, active_decisions, read_decisions
from vitrine.ui.inbox_person import show_reviewer
from vitrine.ui.inbox_save import decide, show_publish
from vitrine.ui.inbox_words import field_label
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.pager import page_number, show_pages

PAGE_ROWS = 25


def show_log(page: Page) -> None:
    """Draw all decisions, newest first."""
    text = page.locale.text
    decisions = read_decisions(page.settings.inbox_dir)
    if not decisions:
        st.info(text("Nobody has decided anything yet."))
        return
    show_publish(page)
    by = show_reviewer(page)
    active = {item.decision_id for item in active_decisions(decisions)}
    newest = list(reversed(decisions))
    pages = -(-len(newest) // PAGE_ROWS)
    first = (page_number(page, pages) - 1) * PAGE_ROWS
    for item in newest[first : first + PAGE_ROWS]:
        is_active = item.decision_id in active
        with st.container(horizontal=True, vertical_alignment="center", border=False):
            line = _line(page, item)
            st.markdown(line if is_active or item.kind is Kind.UNDO else f"~~{line}~~")
            if (
                is_active
                and st.button(
                    text("Undo"), key=f"undo-{item.decision_id}", disabled=not by, type="tertiary"
                )
                and decide(page, Kind.UNDO, by, undoes=item.decision_id)
            ):
                st.rerun()
    show_pages(page, pages)
    st.caption(text("Struck through: undone. Nothing is ever removed from this list."))


def kind_word(kind: Kind, page: Page) -> str:
    """Return what was done, as a word."""
    text = page.locale.text
    return {
        Kind.APPROVE: text("approved"),
        Kind.EDIT: text("corrected"),
        Kind.REJECT: text("rejected"),
        Kind.MERGE: text("merged"),
        Kind.SPLIT: text("split"),
        Kind.UNDO: text("undone"),
        Kind.ALIAS: text("name learned"),
        Kind.COMPANY: text("company added"),
    }[kind]


def _line(page: Page, item: Decision) -> str:
    locale = page.locale
    when = f"{locale.date(item.at.date())} {item.at:%H:%M} UTC"
    about = ""
    if item.traces:
        trace = item.traces[0]
        kind = locale.event_type(trace.event_type)
        about = " · ".join(filter(None, (trace.company, kind, trace.place, trace.period)))
    values = "; ".join(
        f"{field_label(name, locale)}: {value or '–'}" for name, value in item.values.items()
    )
    if item.kind in (Kind.ALIAS, Kind.COMPANY):
        values = " → ".join(filter(None, (item.values.get("alias"), item.values.get("company"))))
    why = f"“{item.why}”" if item.why else ""
    told = filter(None, (about, values, item.undoes, item.by, when, why))
    return " · ".join([f"**{plain(kind_word(item.kind, page))}**", *map(plain, told)])
