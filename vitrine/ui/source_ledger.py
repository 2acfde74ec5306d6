"""Two ledgers: where sources differ, and what people decided about the data, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import pandas as pd
import streamlit as st

from vitrine.errors import DataError
from vitrine.event import PartialDate
from vitrine.headline import headline
from vitrine.locale import Locale
from vitrine.locale.catalog import mark
from vitrine.merge import load_decisions
from vitrine.review.decision import read_decisions
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records
from vitrine.ui.pager import page_number, show_pages
from vitrine.ui.table import show_table
from vitrine.ui.table_files import show_table_files

PAGE_ROWS = 50
MAX_FILE_ROWS = 20_000
DECISIONS = {
    "approve": mark("approved"),
    "edit": mark("corrected"),
    "reject": mark("rejected"),
    "merge": mark("joined"),
    "join": mark("joined"),
    "split": mark("kept apart"),
    "undo": mark("undone"),
    "alias": mark("name assigned"),
    "company": mark("company added"),
}


def show_differences(page: Page) -> None:
    """Draw both ledgers."""
    show_conflicts(page)
    show_corrections(page)


def show_conflicts(page: Page) -> None:
    """List every value that a source gives otherwise than its event; contradictions first."""
    text, number = page.locale.text, page.locale.number
    first = page.query("source_conflict", row_offset=0, row_count=PAGE_ROWS)
    total = int(first["total_count"].iloc[0]) if len(first) else 0
    if not total:
        st.markdown("### " + text("The sources agree"))
        st.caption(text("Under these filters no source contradicts another."))
        return
    title = page.locale.plural(
        "{n} value on which sources differ",
        "{n} values on which sources differ",
        total,
        n=number(total),
    )
    st.markdown(f"### {plain(title)}")
    st.caption(
        text(
            "What is shown and what another source says; contradictions first, then preliminary, "
            "restated and rounded figures. Search and filters above apply. Select a row to see its "
            "evidence."
        )
    )
    pages = -(-total // PAGE_ROWS)
    show_pages(page, pages)
    offset = (page_number(page, pages) - 1) * PAGE_ROWS
    frame = (
        first
        if not offset
        else page.query("source_conflict", row_offset=offset, row_count=PAGE_ROWS)
    )
    show_table(page, conflict_table(frame, page.locale), key="conflicts")

    def rows() -> pd.DataFrame:
        whole = page.query("source_conflict", row_offset=0, row_count=MAX_FILE_ROWS)
        return conflict_table(whole, page.locale)

    show_table_files(page, rows, title, "conflicts")


def conflict_table(frame: pd.DataFrame, locale: Locale) -> pd.DataFrame:
    """Return the ledger as the reader sees it."""
    rows = records(frame)
    return pd.DataFrame(
        {
            "event_id": frame["event_id"],
            "headline": [headline(row, locale) for row in rows],
            "field": [locale.column(_column(str(row["field"]))) for row in rows],
            "shown_value": [_shown_value(row, locale) for row in rows],
            "shown_outlet": frame["chosen_outlet"],
            "other_value": [_value(str(row["value"]), row, locale) for row in rows],
            "outlet": frame["outlet"],
            "kind": [locale.conflict_kind(str(row["kind"])) for row in rows],
            "published_date": frame["published_date"],
            "source_url": frame["source_url"],
        }
    )


def _column(field: str) -> str:
    return {"event_date": "date", "count": "site_count"}.get(field, field)


def _shown_value(row: Mapping[str, object], locale: Locale) -> str:
    field = str(row["field"])
    name = {"event_date": "date_text", "count": "site_count"}.get(field, field)
    value = row.get(name)
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    return _value(str(value), row, locale)


def _value(value: str, row: Mapping[str, object], locale: Locale) -> str:
    """Write one value of the field in which the sources differ."""
    with suppress(ValueError, IndexError):
        if row["field"] == "amount":
            return locale.money(float(value.split()[0]), str(row["currency"]))
        if row["field"] == "event_date":
            return locale.date(PartialDate.parse(value))
    return locale.status(value) if row["field"] == "status" else value


def show_corrections(page: Page) -> None:
    """List what people decided: reviewers of articles, and analysts on pairs of mentions."""
    text = page.locale.text
    st.markdown("### " + text("Corrections and decisions"))
    try:
        table = correction_table(page)
    except DataError as error:
        st.warning(plain(str(error), 300))
        return
    if table.empty:
        st.caption(text("Nobody has decided anything about this data yet."))
        return
    st.caption(
        text(
            "Newest first. Decisions without a day and a name are the analyst's on pairs of "
            "mentions and come with the data."
        )
    )
    show_table(page, table, key="corrections")
    show_table_files(page, lambda: table, text("Corrections and decisions"), "corrections")


def correction_table(page: Page) -> pd.DataFrame:
    """Return every decision with its time, person and reason, newest first."""
    text = page.locale.text
    rows = [
        {
            "decided": f"{item.at:%Y-%m-%d %H:%M}",
            "decided_by": item.by,
            "decision": text(DECISIONS[item.kind.value]),
            "decided_for": item.why,
            "about": ", ".join([*item.mention_ids, *item.values.values(), item.undoes]).strip(", "),
        }
        for item in reversed(read_decisions(page.settings.inbox_dir))
    ]
    recorded = load_decisions(page.settings.data_dir / "decisions.csv")
    for pair in (*recorded.joins, *recorded.splits):
        rows.append(
            {
                "decided": "",
                "decided_by": "",
                "decision": text(DECISIONS[pair.kind]),
                "decided_for": pair.reason,
                "about": ", ".join(pair.pair),
            }
        )
    return pd.DataFrame(rows)
