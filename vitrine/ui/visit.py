"""What is new since the reader's last visit, which only the reader's browser remembers."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from vitrine.filters import format_view
from vitrine.settings import ROOT
from vitrine.ui.browser import last_visit
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records

NAMED_TYPES = 4


def show_since_visit(page: Page) -> None:
    """Count what was first reported since the last visit and link to it; nothing on a first one.

    "New" goes by the day of the first article, because that is the only such day in the data.
    """
    day = None if page.filters.as_of else last_visit(page.today)
    if day is None or page.filters.reported_from:
        return
    text, number = page.locale.text, page.locale.number
    new = replace(page.filters, reported_from=day)
    rows = records(page.query("facet_event_type", new))
    total = sum(int(row["event_count"]) for row in rows)
    if total:
        found = page.locale.plural(
            "{count} newly reported event", "{count} newly reported events",
            total, count=number(total),
        )  # fmt: skip
    else:
        found = text("nothing newly reported under these filters")
    finding = text(
        "Since your last visit on {date}: {found}", date=page.locale.date(day), found=found
    )
    named = [
        f"{page.locale.event_type_plural(row['value'])} {number(row['event_count'])}"
        for row in rows[:NAMED_TYPES]
    ]
    if len(rows) > NAMED_TYPES:
        named.append("…")
    note = text(
        "Counted by the day of the first article about an event, {date} included. An older article "
        "that was added to the collection since then does not count. The day of your visit is kept "
        "in this browser only.",
        date=page.locale.date(day),
    )
    with st.container(horizontal=True, vertical_alignment="center", key="since-visit"):
        line = " · ".join([f"**{plain(finding)}**", *map(plain, named)])
        st.markdown(line, width="content", help=plain(note, 400))
        if total:
            view = replace(page.view, filters=new, event_id="", choices=())
            st.page_link(
                ROOT / "pages" / "events.py", label=text("Show them"),
                query_params=format_view(view), icon=":material/arrow_forward:",
                width="content",
            )  # fmt: skip
