"""The life of one store beside the map: planned, opened, moved, closed, with sources."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from vitrine.chart.store import Record, place_line, state_line, store_name, value
from vitrine.event import PartialDate
from vitrine.headline import headline
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page


def show_life(page: Page, store: Record, close: Callable[[], None]) -> None:
    """Draw a store's reports in order; each opens its evidence card."""
    text = page.locale.text
    store_id = value(store, "store_id")
    rows = page.query("store_life", store_id=store_id)
    with st.container(border=True, key="store-life"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.markdown(f"**{plain(store_name(store))}**", width="stretch")
            st.button(
                ":material/close:",
                key="store-close",
                on_click=close,
                type="tertiary",
                help=text("Close"),
            )
        st.markdown(plain(state_line(store, page.locale)))
        st.caption(plain(place_line(store, page.locale)))
        _show_reports(page, rows[rows["is_this_store"]], "life")
        others = rows[~rows["is_this_store"]]
        if not others.empty:
            st.caption(text("Another store of the company at the same site:"))
            _show_reports(page, others, "site")
        _show_moves(page, store_id)


def _show_reports(page: Page, rows: pd.DataFrame, key: str) -> None:
    records: list[Record] = rows.to_dict("records")  # type: ignore[assignment]
    with st.container(key=f"part-store-{key}"):  # style.css sets these buttons like a list
        for record in records:
            event_id = value(record, "event_id")
            label = f"{plain(_day(page, record))} · {plain(headline(record, page.locale), 160)}"
            outlets = plain(value(record, "outlets"), 80)
            if st.button(
                f"{label} :small[({outlets})]", key=f"{key}-{event_id}", type="tertiary", wrap=True
            ):
                page.open_card(event_id)
                st.rerun(scope="app")


def _day(page: Page, record: Record) -> str:
    if value(record, "date_text"):
        return page.locale.date(PartialDate.parse(value(record, "date_text")))
    reported = record.get("first_reported_date")
    if not isinstance(reported, pd.Timestamp) or pd.isna(reported):
        return page.locale.text("date not known")
    return page.locale.text("reported {date}", date=page.locale.date(reported.date()))


def _show_moves(page: Page, store_id: str) -> None:
    """Say where the store may have gone to or come from; nobody reported it as one move."""
    text = page.locale.text
    rows = page.query("store_move", store_id=store_id)
    if rows.empty:
        return
    to, away = _places(rows, "to"), _places(rows, "from")
    if to:
        st.caption(plain(text("Perhaps moved to: {places}", places=to)))
    if away:
        st.caption(plain(text("Perhaps moved from: {places}", places=away)))
    st.caption(text("(the company closed one and opened another within three months)"))


def _places(rows: pd.DataFrame, direction: str) -> str:
    found = rows[rows["direction"] == direction].head(3)
    records: list[Record] = found.to_dict("records")  # type: ignore[assignment]
    return "; ".join(
        ", ".join(part for part in (value(row, "address"), value(row, "city")) if part)
        for row in records
    )
