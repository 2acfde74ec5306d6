"""Coverage: articles by country, language and month, and in words what is not covered."""

from __future__ import annotations

from functools import partial

import streamlit as st

from vitrine.article import LANGUAGES
from vitrine.chart.coverage import coverage_scene
from vitrine.errors import DataError
from vitrine.feed.subscription import FeedSource, read_feed_list
from vitrine.ui.chart_block import show_chart
from vitrine.ui.empty import show_empty
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records

MAX_NAMED = 12
MAX_OUTLETS = 5


def show_coverage(page: Page) -> None:
    """Draw what was reported when, by country and by language, and say what is missing."""
    text = page.locale.text
    frame = page.query("source_coverage")
    if frame.empty:
        show_empty(page, text("Articles"))
    else:
        outlets = page.query("source_outlet")
        footer = page.footer(_most_read(outlets["outlet"].tolist()))
        countries = {
            code: page.locale.country(code) if code else text("no single country")
            for code in frame["value"].unique()
        }
        languages = {
            code: language_name(page, code) if code else text("language unknown")
            for code in frame["value"].unique()
        }
        for kind, names in (("country", countries), ("language", languages)):
            build = partial(
                coverage_scene, frame, kind, names, page.locale, last=page.today, footer=footer
            )
            show_chart(page, build)
    show_uncovered(page)


def _most_read(outlets: list[str]) -> str:
    more = len(outlets) - MAX_OUTLETS
    return ", ".join(outlets[:MAX_OUTLETS]) + (f" +{more}" if more > 0 else "")


def language_name(page: Page, code: str) -> str:
    """Return a language's name as it stands at the beginning of a line."""
    name = page.locale.language_name(code)
    return name[:1].upper() + name[1:]


def show_uncovered(page: Page) -> None:
    """Say in words what this collection does not cover."""
    text = page.locale.text
    st.markdown("### " + text("Not covered"))
    feeds = _feeds(page)
    for line in (*_country_lines(page, feeds), *_language_lines(page, feeds), *_always(page)):
        st.markdown("- " + plain(line, 1000))


def _feeds(page: Page) -> tuple[FeedSource, ...]:
    try:
        return read_feed_list(page.settings.data_dir)
    except DataError:
        return ()  # the part about feeds says what is wrong with the file


def _country_lines(page: Page, feeds: tuple[FeedSource, ...]) -> list[str]:
    text = page.locale.text
    rows = records(page.query("source_uncovered"))
    silent = [row["country"] for row in rows if not row["event_count"]]
    fed = {feed.country for feed in feeds}
    told = [row for row in rows if row["event_count"] and row["country"] not in fed]
    told.sort(key=lambda row: (-row["event_count"], row["country"]))
    lines = []
    if silent:
        lines.append(
            text(
                "No event at all although a watched company is at home there: {countries}.",
                countries=_countries(page, silent),
            )
        )
    if told:
        lines.append(
            text(
                "Events, but no feed of their own, so only what others report: {countries}.",
                countries=_countries(page, [row["country"] for row in told]),
            )
        )
    return lines


def _countries(page: Page, codes: list[str]) -> str:
    names = [page.locale.country(code) for code in codes[:MAX_NAMED]]
    if len(codes) > MAX_NAMED:
        more = len(codes) - MAX_NAMED
        names.append(page.locale.plural("{n} other", "{n} others", more))
    return page.locale.list(names)


def _language_lines(page: Page, feeds: tuple[FeedSource, ...]) -> list[str]:
    text = page.locale.text
    fed = {feed.language for feed in feeds}
    read = page.locale.list(page.locale.language_name(code) for code in LANGUAGES)
    lines = [
        text(
            "Programs read articles in {languages}; those in other languages were entered by hand.",
            languages=read,
        )
    ]
    unfed = [page.locale.language_name(code) for code in LANGUAGES if code not in fed]
    if unfed:
        lines.append(
            text(
                "Read when somebody adds an article, but without a feed: {languages}.",
                languages=page.locale.list(unfed),
            )
        )
    return lines


def _always(page: Page) -> list[str]:
    text = page.locale.text
    return [
        text("What stands behind a paywall beyond the first lines, in social networks, in shop "
             "finders or in commercial registers is not read."),
        text("Feeds hold the newest articles only; what was published before a feed was first read "
             "is there only as far as somebody added it."),
        text("An empty cell above means that no article of this collection is from there and then. "
             "It does not mean that nothing opened, closed or was sold."),
    ]  # fmt: skip
