"""The grid of companies and metro areas, on the map's page and beside compared companies."""

from __future__ import annotations

import pandas as pd

from vitrine.chart.presence import presence_scene
from vitrine.ui.chart_block import show_chart
from vitrine.ui.company_fact import sources_of
from vitrine.ui.page import Page


def show_presence(page: Page, presence: pd.DataFrame) -> None:
    """Draw who is where; presence is of page.anchor. A cell leads to its newest report."""
    if presence.empty:
        return
    events = page.query("presence_event", at_date=page.anchor)
    footer = page.footer(sources_of(events["outlets"]))
    show_chart(
        page,
        lambda width_px: presence_scene(
            presence, page.locale, width_px, page.anchor, page.color_of, footer, events
        ),
    )
