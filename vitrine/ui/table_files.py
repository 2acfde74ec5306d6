"""Downloads of a table that is no chart: CSV and XLSX of all filtered rows."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from vitrine.export.download import file_name
from vitrine.export.table import csv_bytes, xlsx_bytes
from vitrine.ui.chart_block import column_headers, filter_parts
from vitrine.ui.page import Page

XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_table_files(page: Page, rows: Callable[[], pd.DataFrame], title: str, key: str) -> None:
    """Offer all rows as CSV and XLSX; they are fetched when the button is pressed."""
    locale = page.locale
    footer = page.footer("")
    parts = [key, *filter_parts(page)]

    def csv() -> bytes:
        table = rows()
        return csv_bytes(table, column_headers(page, table), locale.language, footer)

    def xlsx() -> bytes:
        table = rows()
        return xlsx_bytes(table, column_headers(page, table), title, footer, locale.language)

    with st.container(horizontal=True):
        st.download_button(
            locale.text("Table (CSV)"),
            csv,
            file_name(parts, "csv"),
            "text/csv",
            key=f"file-{key}-csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        st.download_button(
            locale.text("Workbook (XLSX)"),
            xlsx,
            file_name(parts, "xlsx"),
            XLSX_MIME,
            key=f"file-{key}-xlsx",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
