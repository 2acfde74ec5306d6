"""Timelines: what each company did and plans, side by side, and the same as a list by month."""

from itertools import groupby
from operator import itemgetter

import pandas as pd
import streamlit as st

from vitrine.chart.scene import Scene
from vitrine.chart.timeline import (
    FIGURES,
    MAX_LANES,
    MAX_MARKS,
    TimelineData,
    split_steps,
    timeline_scene,
)
from vitrine.event import PartialDate
from vitrine.headline import headline
from vitrine.ui.chart_block import show_chart
from vitrine.ui.empty import show_empty
from vitrine.ui.event_rows import Row, show_rows
from vitrine.ui.evidence import when
from vitrine.ui.frame import enter
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records
from vitrine.ui.pager import page_number, show_pages

DEFAULT_LANES = 5
MAX_NAMED = 200
MAX_STEPS = 8
LIST_ROWS = 50
TOP_OUTLETS = 4


def skipped_type(page: Page) -> str:
    """Return the event type left out: figures, unless types are chosen or figures asked for."""
    is_wanted = page.filters.types or page.view.choice("figures") == "on"
    return "" if is_wanted else FIGURES


def read_timeline(page: Page) -> TimelineData | None:
    """Return the lanes (chosen companies in order, or those with most news) and their events."""
    filters, skipped = page.filters, skipped_type(page)
    ranked = page.query("timeline_lane", skipped_type=skipped, row_count=MAX_NAMED)
    if ranked.empty:
        return None
    known = [str(name) for name in ranked["company"]]
    names = list(dict.fromkeys([*(n for n in filters.companies if n in known), *known]))
    is_chosen = bool(filters.companies or filters.groups)
    lanes = names[: MAX_LANES if is_chosen else DEFAULT_LANES]
    reports = page.query(
        "timeline_event",
        lane_companies=lanes,
        skipped_type=skipped,
        today=page.today,
        lane_row_count=MAX_MARKS // len(lanes),
        step_count=MAX_STEPS,
    )
    events, stages = split_steps(reports)
    return TimelineData(
        lanes=tuple(lanes),
        events=events,
        stages=stages,
        counts=page.query("timeline_count", lane_companies=lanes, today=page.today),
        has_figures=not skipped,
        company_count=0 if is_chosen else int(ranked["company_count"].iloc[0]),
        left_out=tuple(names[len(lanes) :]) if is_chosen else (),
        from_date=filters.from_date,
        to_date=filters.to_date,
    )


def sources_of(page: Page, events: pd.DataFrame) -> str:
    """Return the outlets that report most of the drawn events, the rest as a number."""
    outlets = events["outlets"].str.split(", ").explode().value_counts()
    named = ", ".join(outlets.index[:TOP_OUTLETS])
    if (rest := len(outlets) - TOP_OUTLETS) <= 0:
        return named
    return page.locale.text("{names} and {count} more", names=named, count=page.locale.number(rest))


def show_figures_switch(page: Page) -> None:
    """Offer to include figures; with chosen event types the filter already decides."""
    if page.filters.types:
        return
    key = f"timeline-figures-{page.locale.language}"
    st.session_state[key] = page.view.choice("figures") == "on"

    def change() -> None:
        page.choose("figures", "on" if st.session_state[key] else "off")

    st.toggle(page.locale.text("Include figures (revenue, profit ...)"), key=key, on_change=change)


def show_list(page: Page, data: TimelineData) -> None:
    """Draw all events of the lanes, newest month first, a page at a time."""
    locale, skipped = page.locale, skipped_type(page)
    counts = data.counts[data.counts["event_type"] != skipped]
    total = int(counts["event_count"].sum())
    page_count = -(-total // LIST_ROWS)
    frame = page.query(
        "timeline_list",
        lane_companies=list(data.lanes),
        skipped_type=skipped,
        row_offset=(page_number(page, page_count) - 1) * LIST_ROWS,
        row_count=LIST_ROWS,
    )
    st.markdown("### " + plain(locale.text("Month by month")))
    heading = locale.plural(
        "{count} event of these companies, newest first",
        "{count} events of these companies, newest first",
        total,
        count=locale.number(total),
    )
    st.caption(plain(heading))
    groups = [
        (group_title(page, str(group), bool(is_dated)), [list_row(page, row) for row in rows])
        for (group, is_dated), rows in groupby(
            records(frame), itemgetter("group_text", "group_is_dated")
        )
    ]
    show_rows(page, groups, "timeline-list")
    show_pages(page, page_count)


def group_title(page: Page, group: str, is_dated: bool) -> str:
    """Return the month, quarter or year of a part of the list in words."""
    day = page.locale.date(PartialDate.parse(group))
    return day if is_dated else page.locale.text("Date unknown, reported in {date}", date=day)


def list_row(page: Page, record: dict[str, object]) -> Row:
    """Return one event of the list: date, headline, status and who reports it."""
    status, outlets = page.locale.status(str(record["status"])), str(record["outlets"])
    text = headline(record, page.locale)
    return Row(str(record["event_id"]), when(page, record), text, f"· {status} · {outlets}")


def show(page: Page) -> None:
    """Draw the page."""
    data = read_timeline(page)
    show_figures_switch(page)
    if data is None:
        show_empty(page, page.locale.text("Timelines"))
        return
    footer = page.footer(sources_of(page, data.events))

    def build(width_px: int) -> Scene:
        is_sheet = width_px != page.width_px  # a file, not this window
        return timeline_scene(data, page.locale, width_px, page.today, footer, is_sheet=is_sheet)

    show_chart(page, build)
    show_list(page, data)


show(enter())
