"""Events: the table of everything under the filters; a row opens its evidence card."""

import pandas as pd
import streamlit as st

from vitrine.event import PartialDate, Tier
from vitrine.headline import headline
from vitrine.ui.empty import show_empty
from vitrine.ui.frame import enter
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.pager import page_number, show_pages
from vitrine.ui.table import show_table
from vitrine.ui.table_files import show_table_files

PAGE_ROWS = 100


def to_table(page: Page, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as the reader sees them: headline in their language, then the facts."""
    locale = page.locale
    records = frame.to_dict("records")
    dates = [
        locale.date(PartialDate.parse(t)) if isinstance(t, str) else "" for t in frame["date_text"]
    ]
    unreviewed = locale.text("unreviewed")
    return pd.DataFrame(
        {
            "event_id": frame["event_id"],
            "date": dates,
            "headline": [headline(record, locale) for record in records],
            "status": [
                locale.status(status) + (f" · {unreviewed}" if tier == Tier.REVIEW else "")
                for status, tier in zip(frame["status"], frame["tier"], strict=True)
            ],
            "event_type": [locale.event_type(value) for value in frame["event_type"]],
            "company": frame["company"],
            "country": [locale.country(v) if isinstance(v, str) else "" for v in frame["country"]],
            "city": frame["city"].fillna(""),
            "outlets": frame["outlets"],
            "conflict_count": frame["conflict_count"],
            "first_date": frame["first_date"],
            "source_url": frame["source_url"],
        }
    )


def show(page: Page) -> None:
    """Draw the page."""
    locale = page.locale
    counts = page.query("facet_status")
    total = int(counts["event_count"].sum())
    if not total:
        show_empty(page, locale.text("Events"))
        return
    title = locale.plural("{count} event", "{count} events", total, count=locale.number(total))
    parts = [
        f"{locale.number(row.event_count)} {locale.status(row.value)}"
        for row in counts.itertuples()
    ]
    st.markdown(f"### {plain(title)}")
    st.caption(plain(" · ".join(parts)))
    pages = -(-total // PAGE_ROWS)
    show_pages(page, pages)
    offset = (page_number(page, pages) - 1) * PAGE_ROWS
    frame = page.query("event_page", row_offset=offset, row_count=PAGE_ROWS)
    table = to_table(page, frame)
    show_table(page, table, key="events", sort_keys={"date": frame["sort_date"].tolist()})
    st.caption(locale.text("Select a row to see its evidence."))
    show_table_files(page, lambda: page.query("event_list"), title, "events")


show(enter())
