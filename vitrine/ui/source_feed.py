"""The feeds that are read: which work, which fail and why, and when they are tried again."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from vitrine.errors import DataError
from vitrine.feed.gdelt import OUTLET
from vitrine.feed.state import FeedState, read_states
from vitrine.feed.subscription import read_feed_list
from vitrine.locale import Locale
from vitrine.locale.catalog import mark
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.table import show_table
from vitrine.ui.table_files import show_table_files

CONDITIONS = {
    "working": mark("working"),
    "failing": mark("failing"),
    "off": mark("off"),
    "new": mark("not read yet"),
}
# What the reader of feeds wrote down (see FetchError) -> what a manager wants to know of it.
REASONS = (
    (r"refused the search", mark("the news search was refused")),
    (r"robots\.txt", mark("the site does not allow programs to read it")),
    (r"\b410\b", mark("the feed was closed for good")),
    (r"\b404\b", mark("there is no feed at this address any more")),
    (r"\b(401|402|403|451)\b", mark("the site refuses to answer programs")),
    (r"\b429\b", mark("the site asks for fewer visits")),
    (r"\b5\d\d\b", mark("the site has a fault of its own")),
    (r"not read within", mark("the site answers too slowly")),
    (r"certificate|cannot be trusted", mark("the site's certificate is not in order")),
    (r"cannot be reached|has no IP address", mark("the site cannot be reached")),
    (r"more than|longer than", mark("the answer is too large for a feed")),
    (r"packed|broke off|half-way", mark("the answer broke off")),
    (r"redirects", mark("the feed has moved")),
    (r"own network|IP address|host|port|http or https", mark("the address must not be read")),
    (r"feed|kind of text|HTTP", mark("the answer is no feed")),
)


def show_feeds(page: Page) -> None:
    """List every feed with its condition; what fails stands first."""
    text = page.locale.text
    states, problems = _states(page)
    for problem in problems:
        st.warning(plain(problem, 300))
    table = feed_table(page, states)
    if table.empty:
        st.info(text("No feed is set up; data/feeds.csv names those to read."))
        return
    counts = Counter(table["condition_code"])
    number = page.locale.number
    title = page.locale.plural("{n} feed", "{n} feeds", len(table), n=number(len(table)))
    st.markdown(f"### {plain(title)}")
    named = [
        f"{number(counts[code])} {text(word)}" for code, word in CONDITIONS.items() if counts[code]
    ]
    st.caption(plain(" · ".join(named)))
    if counts["new"] == len(table):
        st.info(
            text(
                "No feed was read yet on this machine. The data comes from articles that were "
                "collected by hand; `python -m vitrine ingest` reads the feeds."
            )
        )
    shown = table.drop(columns="condition_code")
    show_table(page, shown, key="feeds")
    st.caption(
        text(
            "A feed that fails is asked less and less often, at least every two days, and is as "
            "good as new after its first success. Times are UTC."
        )
    )
    show_table_files(page, lambda: shown, title, "feeds")


def _states(page: Page) -> tuple[dict[str, FeedState], list[str]]:
    try:
        return read_states(page.settings.inbox_dir)
    except OSError as error:
        return {}, [
            page.locale.text("The record of the feeds cannot be read: {error}", error=error)
        ]


def feed_table(page: Page, states: dict[str, FeedState]) -> pd.DataFrame:
    """Return one row a feed of data/feeds.csv, and of those that were read without being there."""
    locale = page.locale
    try:
        sources = read_feed_list(page.settings.data_dir)
    except DataError as error:
        st.warning(plain(str(error), 300))
        sources = ()
    known = {item.url: item for item in sources}
    if page.settings.discover_gdelt:
        index = page.settings.gdelt_url
        states = {index: FeedState(index, OUTLET)} | states
    rows = []
    for url in (*known, *(url for url in states if url not in known)):
        source, state = known.get(url), states.get(url, FeedState(url))
        is_well = state.condition in ("working", "new")
        rows.append(
            {
                "outlet": source.outlet if source else state.outlet,
                "condition": locale.text(CONDITIONS[state.condition]),
                "reason": "" if is_well else plain_reason(state.last_error, locale),
                "last_success": _moment(state.last_success_at),
                "last_try": _moment(state.last_try_at),
                "next_try": "" if state.is_off else _moment(state.next_try_at),
                "items_seen": state.items_seen,
                "language": locale.language_name(source.language) if source else "",
                "country": locale.country(source.country) if source else "",
                "feed_url": url,
                "condition_code": state.condition,
            }
        )
    order = {"failing": 0, "off": 1, "working": 2, "new": 3}
    rows.sort(key=lambda row: (order[str(row["condition_code"])], str(row["outlet"]).casefold()))
    return pd.DataFrame(rows)


def plain_reason(error: str, locale: Locale) -> str:
    """Return why a feed fails in the reader's language, or as it was written down."""
    without_url = re.sub(r"https?://\S+", "", error)
    for pattern, words in REASONS:
        if re.search(pattern, without_url):
            return locale.text(words)
    return error


def _moment(value: datetime | None) -> str:
    return "" if value is None else f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
