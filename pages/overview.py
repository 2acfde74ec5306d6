"""Overview: what is new under the filters, what is planned next, and what changed."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from vitrine.chart.overview import Period, count_scene
from vitrine.chart.scene import Scene
from vitrine.filters import Filters
from vitrine.ui.chart_block import show_chart
from vitrine.ui.empty import show_empty
from vitrine.ui.event_rows import show_event_rows
from vitrine.ui.frame import enter
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records
from vitrine.ui.visit import show_since_visit

ROWS = 7
YEAR = timedelta(days=365)


def compared_periods(page: Page) -> tuple[Filters, Filters]:
    """Return the filters of the chosen period (or the last twelve months) and of the one before."""
    chosen = page.filters
    last = chosen.to_date or page.anchor
    first = chosen.from_date or last - YEAR
    length = last - first
    before_last = first - timedelta(days=1)
    return (
        replace(chosen, from_date=first, to_date=last),
        replace(chosen, from_date=before_last - length, to_date=before_last),
    )


def period_words(page: Page, filters: Filters) -> str:
    """Return a closed period in words."""
    return page.locale.date_range(filters.from_date or page.anchor, filters.to_date or page.anchor)


def show_counts(page: Page, now: Filters, before: Filters) -> None:
    """Draw the counts by type and by country side by side."""
    text = page.locale.text
    period = Period(period_words(page, now), period_words(page, before))
    parts = (
        ("facet_event_type", "event_type", page.locale.event_type, text("What happened")),
        ("facet_country", "country", page.locale.country, text("Where it happened")),
    )
    for column, (query, key, name_of, title) in zip(st.columns(2, gap="large"), parts, strict=True):
        frame_now, frame_before = page.query(query, now), page.query(query, before)
        if frame_now.empty:
            continue
        finding = text(
            "{title}: {value} first, {count} of {total}",
            title=title,
            value=name_of(frame_now["value"].iloc[0]),
            count=page.locale.number(int(frame_now["event_count"].iloc[0])),
            total=page.locale.number(int(frame_now["event_count"].sum())),
        )

        def build(
            width_px: int,
            frame_now: pd.DataFrame = frame_now,
            frame_before: pd.DataFrame = frame_before,
            key: str = key,
            name_of=name_of,
            finding: str = finding,
        ) -> Scene:
            return count_scene(
                frame_now, frame_before, key, name_of, finding, period, page.locale,
                width_px if page.is_narrow else width_px // 2, page.footer(""),
            )  # fmt: skip

        with column:
            show_chart(page, build)


TILES = ("store_opening", "store_closing", "results", "acquisition", "leadership")


def show_tiles(page: Page, now: Filters, before: Filters) -> None:
    """Draw the number of events of the main types with the change against the period before."""
    counts_now, counts_before = (
        {
            row["value"]: row["event_count"]
            for row in records(page.query("facet_event_type", values))
        }
        for values in (now, before)
    )
    types = [kind for kind in TILES if counts_now.get(kind) or counts_before.get(kind)]
    if not types:
        return
    st.caption(
        plain(
            page.locale.text(
                "{period}; change against {before}",
                period=period_words(page, now),
                before=period_words(page, before),
            )
        )
    )
    with st.container(horizontal=True, key="tiles"):
        for kind in types:
            count = counts_now.get(kind, 0)
            st.metric(
                page.locale.event_type_plural(kind),
                page.locale.number(count),
                count - counts_before.get(kind, 0),
                delta_color="off",
                width=180,
            )


def show_part(page: Page, frame: pd.DataFrame, part: str, title: str, nothing: str) -> None:
    """Draw one list of events under its title."""
    rows = frame[frame["part"] == part]
    with st.container(key=f"part-{part}"):
        st.markdown(f"### {plain(title)}")
        if rows.empty:
            st.caption(plain(nothing))
        show_event_rows(page, rows, part)


def show(page: Page) -> None:
    """Draw the page."""
    text = page.locale.text
    frame = page.query("overview_event", today=page.today, row_count=ROWS)
    total = int(page.query("facet_status")["event_count"].sum())
    if not total:
        show_empty(page, text("Events"))
        return
    show_since_visit(page)
    now, before = compared_periods(page)
    show_tiles(page, now, before)
    left, right = st.columns(2, gap="large")
    with left:
        show_part(
            page, frame, "headline", text("Latest moves"), text("No moves under these filters.")
        )
        show_part(
            page, frame, "opening", text("Newest store openings"),
            text("No store openings under these filters."),
        )  # fmt: skip
    with right:
        show_part(
            page, frame, "figure", text("Newest figures"), text("No figures under these filters.")
        )
        show_part(
            page, frame, "upcoming", text("Planned next"),
            text("Nothing planned after {date} is known.", date=page.locale.date(page.today)),
        )  # fmt: skip
    show_counts(page, now, before)


show(enter())
