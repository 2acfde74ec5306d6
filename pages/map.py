"""Store map: where rivals opened, close and plan stores, how networks grew, who is where."""

import pandas as pd
import streamlit as st

from vitrine.chart.network import network_scene
from vitrine.chart.scene import Scene
from vitrine.ui.chart_block import show_chart
from vitrine.ui.empty import show_empty
from vitrine.ui.event_rows import show_event_rows
from vitrine.ui.frame import enter
from vitrine.ui.map_block import NOTE_ROWS, note_count, show_map, stores_sources
from vitrine.ui.nearby import Block, show_when_near
from vitrine.ui.page import Page
from vitrine.ui.presence_block import show_presence

LARGEST = 40  # networks in the table of growth
NETWORK_PX = 520  # what the charts take, roughly
PRESENCE_PX = 640


def show_networks(page: Page) -> None:
    """Draw how networks grew: by company and by metro area, side by side on a wide screen."""
    network = page.query("store_network", last_date=page.anchor, value_limit=LARGEST)
    if network.empty:
        return
    sources = stores_sources(page)
    left, right = (st.container(), st.container())
    if not page.is_narrow:
        left, right = st.columns(2, gap="large")
    with left:
        show_network(page, network, "company", sources)
    with right:
        show_network(page, network, "metro", sources)


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


def show_notes(page: Page) -> None:
    """List the reports that are no point on the map, once the reader opens the list."""
    total = note_count(page)
    if not total:
        return
    label = page.locale.plural(
        "{n} report on several stores or without a town",
        "{n} reports on several stores or without a town",
        total,
    )
    box = st.expander(label, key="store-notes", on_change="rerun")
    if box.open:
        with box:
            show_event_rows(page, page.query("store_note", row_limit=NOTE_ROWS), "store-note")


def show(page: Page) -> None:
    """Draw the page."""
    presence = page.query("presence", at_date=page.anchor)
    if presence.empty:
        show_empty(page, page.locale.text("Stores"))
        show_notes(page)
        return
    show_map(page, presence)
    show_notes(page)
    columns = 2 if page.is_narrow else 1
    show_when_near(
        page,
        [
            Block("networks", NETWORK_PX * columns, lambda: show_networks(page)),
            Block("presence", PRESENCE_PX, lambda: show_presence(page, presence)),
        ],
    )


show(enter())
