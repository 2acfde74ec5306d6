"""The map's time: which years or quarters can be chosen, the slider, and playing through them.

The chosen step lives in the URL; while time runs it lives in the session, and the URL is written
when it stops.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from vitrine.chart.network import OLDEST_SHARE
from vitrine.event import PartialDate
from vitrine.ui.page import Page

STEP_S = 0.7
QUARTERS_UP_TO_YEARS = 6  # a longer time runs in years
AT_KEY = "store-map-at"
PLAY_KEY = "store-map-play"
STALE_KEY = "store-map-stale"  # the whole page must be drawn again


def time_steps(months: pd.DataFrame, last: date) -> list[str]:
    """Return the years or quarters that can be chosen; the last is now: an empty text.

    months are the rows of queries/store_month.sql.
    """
    if months.empty:
        return [""]
    counts = months["store_count"].cumsum()
    first = months["month_date"][counts > counts.iloc[-1] * OLDEST_SHARE].iloc[0].date()
    if last.year - first.year > QUARTERS_UP_TO_YEARS:
        return [*(str(year) for year in range(first.year, last.year)), ""]
    quarters = [
        f"{year}-Q{quarter}" for year in range(first.year, last.year + 1) for quarter in range(1, 5)
    ]
    return [*(text for text in quarters if first <= PartialDate.parse(text).last < last), ""]


def nearest_step(chosen: str, steps: list[str]) -> str:
    """Return the step that ends last before the end of the chosen year or quarter."""
    if not chosen:
        return ""
    day = PartialDate.parse(chosen).last
    before = [step for step in steps if step and PartialDate.parse(step).last <= day]
    return before[-1] if before else steps[0]


def step_on(steps: list[str]) -> None:
    """Go one step further; at the last one time stops and the page is drawn again."""
    state = st.session_state
    place = steps.index(state[AT_KEY]) if state[AT_KEY] in steps else 0
    state[AT_KEY] = steps[min(place + 1, len(steps) - 1)]
    if state[AT_KEY] == steps[-1]:
        state[PLAY_KEY] = False
        state[STALE_KEY] = True


def show_time(page: Page, steps: list[str]) -> None:
    """Draw the time slider and its play button."""
    text = page.locale.text
    state = st.session_state
    if len(steps) < 2:
        return
    key = f"store-map-time-{page.locale.language}"

    def change() -> None:
        if state[PLAY_KEY]:
            return  # an echo of the slider that playing has replaced
        state[AT_KEY] = state[f"store-map-time-{page.locale.language}"]
        state[STALE_KEY] = True
        page.choose("at", state[AT_KEY])

    def play() -> None:
        is_playing = not state[PLAY_KEY]
        state[PLAY_KEY] = is_playing
        if is_playing and state[AT_KEY] == steps[-1]:
            state[AT_KEY] = steps[0]
        state[STALE_KEY] = True
        page.choose("at", state[AT_KEY])

    with st.container(horizontal=True, vertical_alignment="center", key="store-map-time"):
        is_playing = bool(state.get(PLAY_KEY))
        st.button(
            text("Pause") if is_playing else text("Play"),
            icon=":material/pause:" if is_playing else ":material/play_arrow:",
            key="store-map-play-button",
            on_click=play,
        )
        # While time runs the browser still sends the step before: that is no choice of the reader.
        key += "-playing" if is_playing else ""
        state[key] = state[AT_KEY]
        st.select_slider(
            text("Stores open at the end of"),
            steps,
            format_func=lambda step: step or page.locale.date(page.anchor),
            key=key,
            on_change=None if is_playing else change,
            disabled=is_playing,
        )
