"""What a page works with: its view, language, snapshot, and the blocks it may draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import pandas as pd
import streamlit as st

from vitrine.chart.scene import Footer
from vitrine.chart.theme import Theme
from vitrine.database import Snapshot
from vitrine.filters import Filters, View, format_view, sql_params
from vitrine.locale import Locale
from vitrine.query import load_query
from vitrine.settings import Settings
from vitrine.ui.answers import AnswerCache
from vitrine.ui.browser import WIDTHS_PX
from vitrine.ui.words import describe_filters, describe_period

_answers = AnswerCache()  # one for the process: every reader of a snapshot gets the same answers


@dataclass(frozen=True)
class Page:
    """One run of one page.

    name is the page's address ("" for the overview); anchor is the day from which "last 12 months"
    counts back: today, or the day of the newest report when the data is older. width_px is what
    charts are built for. Under the filter "as known on D" today is D and snapshot what was known
    then; whole is the snapshot with all that is known.
    """

    name: str
    view: View
    locale: Locale
    snapshot: Snapshot
    whole: Snapshot
    settings: Settings
    theme: Theme
    width_px: int
    today: date
    anchor: date
    base_url: str
    colors: Mapping[str, str]

    @property
    def filters(self) -> Filters:
        """Return the global filters."""
        return self.view.filters

    @property
    def is_narrow(self) -> bool:
        """Tell whether the reader's window is a phone's."""
        return self.width_px == WIDTHS_PX[0]

    def query(self, name: str, filters: Filters | None = None, **params: object) -> pd.DataFrame:
        """Return the rows of queries/<name>.sql under the page's (or the given) filters.

        A query that says `uses: filtered_event` gets the filters by itself. When rows were cut
        off at the row limit the page says so.
        """
        values = dict(params)
        if load_query(name, self.settings.query_dir).uses_filters:
            values |= sql_params(self.filters if filters is None else filters)
        answer = _answers.ask(self.snapshot, name, values)
        if answer.is_shortened:
            limit = self.locale.number(self.settings.query_max_rows)
            st.warning(
                self.locale.text(
                    "Shortened: only the first {limit} rows are shown; narrow the filters.",
                    limit=limit,
                )
            )
        return answer.frame

    def color_of(self, company: str) -> str:
        """Return the colour that the company has everywhere."""
        return self.colors.get(company, "#5b6770")

    def footer(self, sources: str) -> Footer:
        """Return what every file of this page says about itself."""
        text = self.locale.text
        return Footer(
            filters=describe_filters(self.filters, self.locale),
            period=describe_period(self.filters, self.locale),
            sources=text("Sources: {sources}", sources=sources) if sources else "",
            as_of=text("As of {date}", date=self.locale.date(self.anchor)),
            link=self.link(),
        )

    def link(self, page: str | None = None, view: View | None = None) -> str:
        """Return the full address that reopens this view (or another one)."""
        params = urlencode(format_view(view or self.view), doseq=True)
        name = self.name if page is None else page
        return f"{self.base_url.rstrip('/')}/{name}" + (f"?{params}" if params else "")

    def go(self, view: View) -> None:
        """Make the URL say the given view; the run that follows shows it."""
        write_url(view)

    def choose(self, name: str, value: str) -> None:
        """Set one of the page's own choices (filters.CHOICES) in the URL."""
        write_url(self.view.with_choice(name, value))

    def open_card(self, event_id: str) -> None:
        """Open the evidence card of an event."""
        write_url(replace(self.view, event_id=event_id))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries by column name."""
    names = [str(name) for name in frame.columns]
    columns = [frame.iloc[:, place].tolist() for place in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def choice_key(name: str, language: str, labels: Iterable[str]) -> str:
    """Return the key of a widget with these labels; others make another widget.

    The browser sends labels back, not values: a widget that is still on the screen with the counts
    of before would answer with a label that is no longer known.
    """
    return f"{name}-{language}-{crc32('|'.join(labels).encode()):08x}"


def write_url(view: View) -> None:
    """Write a view into the address bar."""
    st.query_params.from_dict(format_view(view))


def forget_answers() -> None:
    """Drop every cached answer, as if no reader had chosen these filters before."""
    _answers.clear()


@st.cache_data(show_spinner=False, max_entries=4)
def company_colors(_snapshot: Snapshot, snapshot_name: str) -> dict[str, str]:
    """Return the colour of every company of a snapshot."""
    frame = _snapshot.ask("company_profile_all").frame
    return dict(zip(frame["company"], frame["color"], strict=True))
