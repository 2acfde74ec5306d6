"""A table handed in: which column is what, the rows that can be used, and those that cannot."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from vitrine.errors import VitrineError
from vitrine.event import EventType, Mention
from vitrine.ingest.table_inbox import keep_rows
from vitrine.locale import Locale
from vitrine.read.sheet_column import propose_mapping
from vitrine.read.sheet_head import Sheet, read_sheet
from vitrine.read.sheet_mapping import FIELDS, Mapping, load_mapping, save_mapping
from vitrine.read.sheet_row import BadRow, read_rows
from vitrine.ui.inbox_form import known_lists
from vitrine.ui.inbox_save import Step, publish_now
from vitrine.ui.inbox_words import field_label, mention_headline
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.table import show_table

SHOWN_ROWS = 200
MAPPING_FOLDER = "mapping"  # how tables with the same columns were read before
_NONE = ""


def show_table_upload(page: Page, name: str, body: bytes) -> tuple[str, ...]:
    """Draw the columns of a table and what its rows become.

    Returns the ids of the mentions once they were saved and published, else nothing.
    """
    companies, places = known_lists(page.settings)
    try:
        sheet = read_sheet(body, name, page.settings)
        kept = load_mapping(page.settings.inbox_dir / MAPPING_FOLDER, sheet)
        proposed = kept or propose_mapping(sheet, companies, places)
        mapping = _show_mapping(page, sheet, proposed)
        good, bad = read_rows(sheet, mapping, companies, places, page.today)
    except VitrineError as error:
        st.error(plain(str(error)))
        return ()
    _show_good(page, good)
    _show_bad(page, bad)
    text = page.locale.text
    if not good or not st.button(
        text("Save and publish these rows"), type="primary", key="save-table"
    ):
        return ()

    def before(step: Step) -> None:
        keep_rows(good, page.settings.inbox_dir)
        save_mapping(page.settings.inbox_dir / MAPPING_FOLDER, sheet, mapping)

    return tuple(item.mention_id for item in good) if publish_now(page, before) else ()


def _show_mapping(page: Page, sheet: Sheet, proposed: Mapping) -> Mapping:
    """Let the reader correct which column is what; doubts are said."""
    text = page.locale.text
    for doubt in proposed.doubts:
        st.warning(plain(doubt))
    columns: dict[str, str] = {}
    constants = dict(proposed.constants)
    named = {column: kind for kind, column in proposed.columns.items()}
    with st.expander(text("Which column is what"), expanded=bool(proposed.doubts)):
        places = st.columns(1 if page.is_narrow else 4)
        for number, column in enumerate(sheet.header):
            with places[number % len(places)]:
                kind = st.selectbox(
                    column[:80],
                    [_NONE, *FIELDS],
                    index=[_NONE, *FIELDS].index(named.get(column, _NONE)),
                    format_func=lambda kind: _kind_label(kind, page.locale),
                    key=f"column-{sheet.fingerprint}-{number}-{page.locale.language}",
                )
            if kind and kind not in columns:
                columns[kind] = column
        if "company" not in columns:
            constants |= _company(page, sheet, constants)
        if "event_type" not in columns:
            constants |= _event_type(page, sheet, constants)
    return replace(proposed, columns=columns, constants=constants)


def _company(page: Page, sheet: Sheet, constants: AnyMapping[str, str]) -> dict[str, str]:
    companies, _ = known_lists(page.settings)
    names = [item.company for item in companies]
    proposed = constants.get("company", "")
    chosen = st.selectbox(
        page.locale.text("Company of all rows"),
        names,
        index=names.index(proposed) if proposed in names else None,
        key=f"company-{sheet.fingerprint}",
    )
    return {"company": chosen} if chosen else {}


def _event_type(page: Page, sheet: Sheet, constants: AnyMapping[str, str]) -> dict[str, str]:
    types = [item.value for item in EventType]
    proposed = constants.get("event_type", "")
    chosen = st.selectbox(
        page.locale.text("Event type of all rows"),
        types,
        index=types.index(proposed) if proposed in types else None,
        format_func=page.locale.event_type,
        key=f"type-{sheet.fingerprint}-{page.locale.language}",
    )
    return {"event_type": chosen} if chosen else {}


def _kind_label(kind: str, locale: Locale) -> str:
    return field_label(kind, locale) if kind else "–"


def _show_good(page: Page, good: list[Mention]) -> None:
    locale = page.locale
    title = locale.plural(
        "{count} row can be used", "{count} rows can be used", len(good),
        count=locale.number(len(good)),
    )  # fmt: skip
    st.markdown("**" + plain(title) + "**")
    if good:
        shown = good[:SHOWN_ROWS]
        table = pd.DataFrame(
            {
                "headline": [mention_headline(item, locale) for item in shown],
                "date": [locale.date(item.event_date) if item.event_date else "" for item in shown],
                "source": [item.source_url or item.outlet for item in shown],
            }
        )
        days = [str(item.event_date or "") for item in shown]
        show_table(page, table, key="table-good", sort_keys={"date": days})


def _show_bad(page: Page, bad: list[BadRow]) -> None:
    if not bad:
        return
    locale = page.locale
    title = locale.plural(
        "{count} row cannot be used", "{count} rows cannot be used", len(bad),
        count=locale.number(len(bad)),
    )  # fmt: skip
    st.markdown("**" + plain(title) + "**")
    shown = bad[:SHOWN_ROWS]
    table = pd.DataFrame(
        {
            "line": [item.line for item in shown],
            "column": [item.column for item in shown],
            "value": [item.value[:80] for item in shown],
            "reason": [item.reason for item in shown],
        }
    )
    show_table(page, table, key="table-bad")
