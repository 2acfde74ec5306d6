"""An empty view says why it is empty and offers the way out."""

from __future__ import annotations

from dataclasses import fields, replace

import streamlit as st

from vitrine.filters import Filters
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, write_url
from vitrine.ui.words import filter_chips


def show_empty(page: Page, what: str) -> None:
    """Say that there is no `what` under the filters, name the filter to drop, offer to drop it."""
    text = page.locale.text
    st.info(text("{what}: nothing found under these filters.", what=plain(what)))
    count, field = _best_to_drop(page)
    if not field:
        return
    labels = [label for name, _, label in filter_chips(page.filters, page.locale) if name == field]
    if field in ("from_date", "to_date"):
        labels = [text("the period")]

    def drop() -> None:
        filters = page.filters.without(field)
        if field in ("from_date", "to_date"):
            filters = filters.without("from_date").without("to_date")
        write_url(replace(page.view, filters=filters))

    st.button(
        page.locale.plural(
            "Drop {filter}: {count} event then matches",
            "Drop {filter}: {count} events then match",
            count,
            filter=plain(", ".join(labels), 80),
            count=page.locale.number(count),
        ),
        on_click=drop,
        key="drop-filter",
    )


def _best_to_drop(page: Page) -> tuple[int, str]:
    """Return the field whose removal brings back most events, and how many."""
    found = [(0, "")]
    for item in fields(Filters):
        if item.name == "as_of":
            continue  # the line above every page offers to leave the past
        if getattr(page.filters, item.name) != item.default:
            fewer = page.filters.without(item.name)
            frame = page.query("facet_status", fewer)
            found.append((int(frame["event_count"].sum()), item.name))
    return max(found, key=lambda pair: pair[0])
