"""The store map on its page: finding, legend, time, camera, marks, list, the chosen store's life.

Everything that time changes is one fragment, so that playing resends the map and nothing else. The
map keeps its key, hence its camera, until a shortcut or "zoom to result" moves it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from urllib.parse import quote

import pandas as pd
import streamlit as st

from vitrine.chart.deck import BUBBLE_LAYER, build_deck, camera_for, nudged
from vitrine.chart.map import MapInput, legend, map_scene, metro_counts
from vitrine.chart.map_scene import MapScene, View
from vitrine.chart.spread import city_view, result_view
from vitrine.chart.store import store_records, value
from vitrine.event import PartialDate
from vitrine.ui.chart_block import show_files, show_heading, show_source_line
from vitrine.ui.legend import show_legend
from vitrine.ui.map_time import (
    AT_KEY,
    PLAY_KEY,
    STALE_KEY,
    STEP_S,
    nearest_step,
    show_time,
    step_on,
    time_steps,
)
from vitrine.ui.page import Page, choice_key
from vitrine.ui.part import draw_part
from vitrine.ui.store_life import show_life
from vitrine.ui.store_list import show_store_list

HEIGHT_PX = 560
NARROW_HEIGHT_PX = 380
MAP_SHARE = 0.64  # of the page's width; the list has the rest
SHORTCUTS = 8
SOURCES = 6
LIST_CAPTION_PX = 40
LIST_UNDER_STORE_PX = 220
NOTE_ROWS = 50
LISTED = 300  # stores in the list and the table when they are too many to be drawn one by one
MAP_KEY = "store-map-deck"
VIEW_KEY = "store-map-view"
ROUND_KEY = "store-map-round"
STORE_KEY = "store-map-store"
PICK_KEY = "store-map-pick"
PICK_ROUND_KEY = "store-map-pick-round"


@dataclass(frozen=True)
class _Now:
    """What does not change while time runs: all stores' counts of now, and the steps of time."""

    presence: pd.DataFrame
    metros: pd.DataFrame
    steps: list[str]
    colors: tuple[str, ...]


def show_map(page: Page, presence: pd.DataFrame) -> None:
    """Draw the map; presence is of page.anchor."""
    now = _Now(
        presence=presence,
        metros=metro_counts(presence),
        steps=time_steps(page.query("store_month", last_date=page.anchor), page.anchor),
        colors=tuple(page.color_of(name) for name in sorted(set(presence["company"]))),
    )
    state = st.session_state
    state.setdefault(ROUND_KEY, 0)
    state[STORE_KEY] = page.view.choice("store")
    if MAP_KEY not in state or VIEW_KEY not in state:  # the reader has just come to this page
        state[VIEW_KEY] = _first_view(page, now)
        state[PLAY_KEY] = False
    if not state.get(PLAY_KEY):
        chosen = page.view.choice("at")
        state[AT_KEY] = chosen if chosen in now.steps else nearest_step(chosen, now.steps)
    run_every = STEP_S if state.get(PLAY_KEY) else None
    draw_part(partial(_show_moving, page, now), run_every_s=run_every)


def _first_view(page: Page, now: _Now) -> View:
    """Return what a link names: a metro area, a store's surroundings, or else all that is found."""
    metro, store_id = page.view.choice("zoom"), page.view.choice("store")
    found = now.metros[now.metros["metro"] == metro]
    if found.empty and store_id:
        stores = query_stores(page, now.presence, page.anchor)
        found = stores[stores["store_id"] == store_id]
    if not found.empty:
        return city_view(float(found["lat"].iloc[0]), float(found["lon"].iloc[0]))
    return result_view(now.metros, is_narrowed=not page.filters.is_empty())


def _show_moving(page: Page, now: _Now) -> None:
    """Draw all that depends on the day; while playing, one step further each time."""
    state = st.session_state
    if state.pop(STALE_KEY, False):
        st.rerun(scope="app")
    is_playing = bool(state.get(PLAY_KEY))
    if is_playing:
        step_on(now.steps)
    view = page.view.with_choice("at", state[AT_KEY]).with_choice("store", state[STORE_KEY])
    page = replace(page, view=view)
    if state.get(STALE_KEY):
        page.go(page.view)
    data = _input(page, now, state[AT_KEY])
    scene = _scene(page, data, int(page.width_px * (1 if page.is_narrow else MAP_SHARE)))
    show_heading(scene.title, scene.subtitle)
    _show_controls(page, now)
    # The legend of now, whatever the day: it must not jump while time runs.
    newest = data if not data.is_past else _input(page, now, "")
    signs = legend(newest, page.locale, has_bubbles=True)
    show_legend(signs, page.theme, key="store-map-legend")
    left, right = (st.container(), st.container())
    if not page.is_narrow:
        left, right = st.columns([MAP_SHARE, 1 - MAP_SHARE], gap="medium")
    with left:
        _show_deck(page, now, scene)
        show_time(page, now.steps)
    with right:
        _show_side(page, data)
    show_source_line(scene)
    if not is_playing:
        seen: View = state[VIEW_KEY]
        show_files(page, scene, lambda width_px: _file_scene(page, data, seen, width_px))
    if state.get(STALE_KEY):
        state.pop(STALE_KEY)
        st.rerun(scope="app")


def _input(page: Page, now: _Now, at: str) -> MapInput:
    day = PartialDate.parse(at).last if at else page.anchor
    presence = page.query("presence", at_date=day) if at else now.presence
    return MapInput(
        stores=query_stores(page, presence, day),
        presence=presence,
        at=day,
        is_past=bool(at),
        note_count=note_count(page),
        color_of=page.color_of,
        is_aggregated=_store_count(presence) > page.settings.map_max_points,
    )


def query_stores(page: Page, presence: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the stores of a day; only the first few when they are too many to be drawn."""
    limit = page.settings.map_max_points
    if _store_count(presence) > limit:
        limit = min(limit, LISTED)
    return page.query("store_point", at_date=day, row_limit=limit)


def _store_count(presence: pd.DataFrame) -> int:
    names = [name for name in presence.columns if str(name).endswith("_count")]
    return int(sum(presence[name].sum() for name in names))


def note_count(page: Page) -> int:
    """Return how many reports are no point on the map."""
    return int(page.query("store_note_count")["note_count"].iloc[0])


def stores_sources(page: Page) -> str:
    """Return the outlets that most stores of now are known from."""
    presence = page.query("presence", at_date=page.anchor)
    return source_names(page, query_stores(page, presence, page.anchor))


def _scene(page: Page, data: MapInput, width_px: int) -> MapScene:
    view = st.session_state[VIEW_KEY]
    footer = page.footer(source_names(page, data.stores))
    return map_scene(data, view, page.locale, width_px, _height(page), footer, is_screen=True)


def _file_scene(page: Page, data: MapInput, view: View, width_px: int) -> MapScene:
    """Build the map of a file; it is made later, where the session cannot be asked."""
    footer = page.footer(source_names(page, data.stores))
    return map_scene(data, view, page.locale, width_px, int(width_px * 0.6), footer)


def source_names(page: Page, stores: pd.DataFrame) -> str:
    """Return the outlets that most stores are known from."""
    names: dict[str, int] = {}
    for outlets in stores["outlets"]:
        for name in str(outlets).split(", "):
            names[name] = names.get(name, 0) + 1
    most = sorted(names, key=lambda name: (-names[name], name))
    shown = ", ".join(most[:SOURCES])
    if len(most) <= SOURCES:
        return shown
    more = len(most) - SOURCES
    return page.locale.plural("{names} and {n} more", "{names} and {n} more", more, names=shown)


def _height(page: Page) -> int:
    return NARROW_HEIGHT_PX if page.is_narrow else HEIGHT_PX


def _show_controls(page: Page, now: _Now) -> None:
    """Draw the shortcuts to metro areas and "zoom to result"."""
    text = page.locale.text
    names = [str(name) for name in now.metros["metro"]][:SHORTCUTS]
    chosen = page.view.choice("zoom")
    if chosen and chosen not in names:
        names.append(chosen)
    counts = dict(zip(now.metros["metro"], now.metros["total"], strict=True))
    labels = {name: f"{name} {page.locale.number(counts.get(name, 0))}" for name in names}
    key = choice_key("store-map-shortcut", page.locale.language, labels.values())
    st.session_state[key] = chosen or None

    def jump() -> None:
        _zoom_to(page, now, st.session_state[key] or chosen)

    with st.container(horizontal=True, vertical_alignment="center", key="store-map-controls"):
        st.pills(
            text("Zoom to a metro area"),
            names,
            format_func=lambda name: labels.get(name, name),
            key=key,
            on_change=jump,
            label_visibility="collapsed",
        )
        st.button(
            text("Zoom to result"),
            icon=":material/zoom_out_map:",
            key="store-map-result",
            on_click=_zoom_to,
            args=(page, now, ""),
            type="tertiary",
        )


def _zoom_to(page: Page, now: _Now, metro: str) -> None:
    """Move the camera to a metro area, or with an empty name to all that is found."""
    state = st.session_state
    found = now.metros[now.metros["metro"] == metro]
    if metro and not found.empty:
        state[VIEW_KEY] = city_view(float(found["lat"].iloc[0]), float(found["lon"].iloc[0]))
    else:
        state[VIEW_KEY] = result_view(now.metros, is_narrowed=not page.filters.is_empty())
    state[ROUND_KEY] += 1
    state[STALE_KEY] = True
    page.choose("zoom", metro)


def _show_deck(page: Page, now: _Now, scene: MapScene) -> None:
    state = st.session_state
    width_px = page.width_px * (1 if page.is_narrow else MAP_SHARE)
    camera = nudged(camera_for(scene.view, width_px, _height(page)), state[ROUND_KEY])

    def clicked() -> None:
        """Take a click; the same layer and number again is the browser's echo after a redraw."""
        selection = (state.get(MAP_KEY) or {}).get("selection", {})
        where = str(selection.get("indices", {}))
        is_echo = where == state.get(PICK_KEY)
        state[PICK_KEY] = where
        for layer, rows in selection.get("objects", {}).items():
            found = str(rows[0].get("id", "")) if rows and not is_echo else ""
            if found and layer.startswith(BUBBLE_LAYER):
                _forget_click()
                _zoom_to(page, now, found)
            elif found:
                _choose_store(page, found)

    st.pydeck_chart(
        build_deck(
            scene,
            camera,
            page.theme,
            map_style(page),
            selected_id=state.get(STORE_KEY, ""),
            colors=now.colors,
            pick_round=state.get(PICK_ROUND_KEY, 0),
        ),
        key=MAP_KEY,
        on_select=clicked,
        selection_mode="single-object",
        height=_height(page),
        alt=scene.alt,
    )


def _choose_store(page: Page, store_id: str) -> None:
    """Tell a store's life beside the map, or none; the address remembers it."""
    st.session_state[STORE_KEY] = store_id
    page.choose("store", store_id)


def _forget_click() -> None:
    """Make the browser forget the clicked mark, so that it draws all marks alike again."""
    state = st.session_state
    state[PICK_ROUND_KEY] = state.get(PICK_ROUND_KEY, 0) + 1
    state[PICK_KEY] = ""


def map_style(page: Page) -> str:
    """Return the bundled land, or the tiles that a setting names.

    Streamlit takes a style only as an address, so a style of our own is written into one.
    """
    if not page.settings.tile_url:
        return f"app/static/basemap-{page.theme.name}.json"
    tiles = {"type": "raster", "tiles": [page.settings.tile_url], "tileSize": 256}
    style = {
        "version": 8,
        "sources": {"tiles": tiles},
        "layers": [{"id": "tiles", "type": "raster", "source": "tiles"}],
    }
    return "data:application/json," + quote(json.dumps(style))


def _show_side(page: Page, data: MapInput) -> None:
    """Draw the chosen store's life, and the list of stores."""
    records = store_records(data.stores)
    chosen = st.session_state.get(STORE_KEY, "")
    found = [record for record in records if value(record, "store_id") == chosen]

    def choose(store_id: str) -> None:
        _choose_store(page, store_id)
        _forget_click()

    if found:
        show_life(page, found[0], lambda: choose(""))
    height_px = LIST_UNDER_STORE_PX if found else _height(page) - LIST_CAPTION_PX
    show_store_list(page, records, chosen if found else "", height_px, choose)
