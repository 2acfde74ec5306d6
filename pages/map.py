"""Store map: where rivals opened, close and plan stores, how networks grew, who is where."""

import pandas as pd
import streamlit as st

from vitrine.chart.network import network_scene
from vitrine.chart.presence import presence_scene
from vitrine.chart.scene import Scene
from vitrine.ui.chart_block import show_chart
from vitrine.ui.empty import show_empty
from vitrine.ui.event_rows import show_event_rows
from vitrine.ui.frame import enter
from vitrine.ui.map_block import NOTE_ROWS, show_map, source_names
from vitrine.ui.page import Page

LARGEST = 40  # networks in the table of growth


def show_network(page: Page, network: pd.DataFrame, kind: str, sources: str) -> None:
    """Draw the stores known to be open over time, on half of a wide screen."""

    def build(width_px: int) -> Scene:
        is_half = width_px == page.width_px and not page.is_narrow
        return network_scene(
            network,
            kind,
            page.locale,
            width_px // 2 if is_half else width_px,
            page.anchor,
            page.color_of,
            page.footer(sources),
        )

    show_chart(page, build)


def show_presence(page: Page, presence: pd.DataFrame, sources: str) -> None:
    """Draw who is where."""

    def build(width_px: int) -> Scene:
        return presence_scene(
            presence, page.locale, width_px, page.anchor, page.color_of, page.footer(sources)
        )

    show_chart(page, build)


def show_notes(page: Page) -> None:
    """List the reports that are no point on the map."""
    notes = page.query("store_note", row_limit=NOTE_ROWS)
    if notes.empty:
        return
    total = int(notes["total_count"].iloc[0])
    label = page.locale.plural(
        "{n} report on several stores or without a town",
        "{n} reports on several stores or without a town",
        total,
    )
    with st.expander(label, key="store-notes"):
        show_event_rows(page, notes, "store-note")


def show(page: Page) -> None:
    """Draw the page."""
    presence = page.query("presence", at_date=page.anchor)
    if presence.empty:
        show_empty(page, page.locale.text("Stores"))
        show_notes(page)
        return
    network = page.query("store_network", last_date=page.anchor, value_limit=LARGEST)
    show_map(page, presence, network)
    show_notes(page)
    stores = page.query("store_point", at_date=page.anchor, row_limit=page.settings.map_max_points)
    sources = source_names(page, stores)
    if not network.empty:
        left, right = (st.container(), st.container())
        if not page.is_narrow:
            left, right = st.columns(2, gap="large")
        with left:
            show_network(page, network, "company", sources)
        with right:
            show_network(page, network, "metro", sources)
    show_presence(page, presence, sources)


show(enter())
