"""One chart on a page: finding, plot, source line, table twin and downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from vitrine.chart.scene import SceneBuilder
from vitrine.chart.screen import CONFIG, plot_spec
from vitrine.export.download import KINDS, file_name, make_file
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.part import draw_part
from vitrine.ui.plot import show_plot
from vitrine.ui.table import show_table


def show_chart(page: Page, builder: SceneBuilder) -> None:
    """Draw a scene; a click on a mark with an event opens its evidence card."""
    scene = builder(page.width_px)
    with st.container(key=f"chart-{scene.key}"):
        show_heading(scene.title, scene.subtitle)
        show_plot(
            plot_spec(
                scene,
                page.theme,
                width_px=page.width_px,
                with_legend=True,
                can_zoom=not page.is_narrow,
            ),
            CONFIG,
            key=f"plot-{scene.key}",
            alt=scene.alt,
            on_pick=page.open_card,
        )
        show_source_line(scene)
        show_files(page, scene, builder)


def show_heading(title: str, subtitle: str) -> None:
    """Write a chart's finding and what it shows."""
    st.markdown(f"### {plain(title)}")
    if subtitle:
        st.caption(plain(subtitle))


def show_source_line(scene: Any) -> None:
    """Write notes and sources under a chart."""
    parts = [*scene.notes, scene.footer.sources, scene.footer.as_of]
    st.caption(" · ".join(plain(part) for part in parts if part))


def show_files(page: Page, scene: Any, builder: Callable[[int], Any]) -> None:
    """Offer the table twin and every download; files are made when they are asked for."""
    draw_part(partial(_show_files, page, scene, builder))


def _show_files(page: Page, scene: Any, builder: Callable[[int], Any]) -> None:
    text = page.locale.text
    headers = column_headers(page, scene.table)
    with st.container(horizontal=True, vertical_alignment="center"):
        menu = st.popover(
            text("Download"),
            icon=":material/download:",
            key=f"download-{scene.key}-{page.locale.language}",
            on_change="rerun",
            type="tertiary",
        )
        is_table = st.toggle(text("Table"), key=f"table-{scene.key}-{page.locale.language}")
    if menu.open:
        with menu:
            _show_download_buttons(page, scene, builder, headers)
    if is_table:
        show_table(page, scene.table, key=f"rows-{scene.key}")
        if st.query_params.get("event", "") != page.view.event_id:
            st.rerun(scope="app")  # a row was chosen here; its card belongs to the whole page


def _show_download_buttons(
    page: Page, scene: Any, builder: Callable[[int], Any], headers: Mapping[str, str]
) -> None:
    language = page.locale.language
    for kind in KINDS:
        st.download_button(
            page.locale.text(kind.label),
            data=partial(make_file, kind, builder, headers, language),
            file_name=file_name([scene.key, *filter_parts(page)], kind.extension),
            mime=kind.mime,
            on_click="ignore",
            key=f"file-{scene.key}-{kind.name}",
            width="stretch",
            type="tertiary",
        )


def filter_parts(page: Page) -> list[str]:
    """Return what a file's name says about the filters."""
    filters = page.filters
    values = (
        *filters.companies, *filters.groups, *filters.countries, *filters.metros,
        *filters.cities, *filters.types, *filters.statuses,
    )  # fmt: skip
    years = [
        str(day.year) for day in (filters.from_date, filters.to_date, filters.reported_from) if day
    ]
    if filters.as_of:
        years.append(f"asof-{filters.as_of}")
    return [*values, *years, *([filters.search] if filters.search else [])]


def column_headers(page: Page, table: pd.DataFrame) -> dict[str, str]:
    """Return the reader's header for each column of a table."""
    return {str(name): page.locale.column(str(name)) for name in table.columns}
