"""The frame around every page: navigation, language, filters, notices, evidence card, footer.

app.py calls main(). A page file may also be run by Streamlit on its own (the first request to a
fresh server can be a deep link); enter() then opens the frame around it.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pandas as pd
import streamlit as st

from vitrine.as_known import known_days, snapshot_as_known
from vitrine.chart.theme import DARK, LIGHT
from vitrine.database import Snapshot, current_name, current_snapshot
from vitrine.errors import SnapshotMissing, VitrineError
from vitrine.filters import Known, fold, format_view, parse_view
from vitrine.locale import LANGUAGES, load_locale, negotiate
from vitrine.settings import ROOT, Settings, load_settings
from vitrine.ui.as_known import show_as_known
from vitrine.ui.browser import layout_width_px, show_copy_link
from vitrine.ui.evidence import show_card
from vitrine.ui.filter_bar import show_filter_bar
from vitrine.ui.log import log_failure
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, company_colors, records, write_url
from vitrine.ui.plot import LIBRARY

PAGES = (
    # file, address, title
    ("overview.py", "", "Overview"),
    ("map.py", "map", "Store map"),
    ("timelines.py", "timelines", "Timelines"),
    ("revenue.py", "revenue", "Revenue & figures"),
    ("companies.py", "companies", "Companies"),
    ("events.py", "events", "Events"),
    ("inbox.py", "inbox", "Inbox"),
    ("sources.py", "sources", "Sources & quality"),
)

CHARTS_LATER = ("map", "events", "inbox")  # none, or only below the window

_running = threading.local()


def enter() -> Page:
    """Return the page being run; outside the frame, open the frame first and stop."""
    page = getattr(_running, "page", None)
    if page is None:
        main()
        st.stop()
    assert isinstance(page, Page)
    return page


def main() -> None:
    """Draw the frame and run the page that the address names."""
    st.set_page_config(
        page_title="Vitrine", page_icon=str(ROOT / "static" / "icon.png"), layout="wide"
    )
    st.html(ROOT / "static" / "style.css")
    pages = {
        address: st.Page(
            ROOT / "pages" / file, title=title, url_path=address or None, default=not address
        )
        for file, address, title in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    address = next(name for name, page in pages.items() if page.url_path == chosen.url_path)
    # What comes and goes stands in boxes that are never empty: the browser keeps the charts below
    # only as long as nothing moves them to another place in the list of elements.
    with st.container():
        try:
            page = _open_page(address, load_settings())
        except VitrineError as error:
            st.error(plain(str(error)))
            return
        _show_navigation(page, pages)
    with st.container():
        show_filter_bar(page)
        show_as_known(page)
    _running.page = page
    try:
        chosen.run()
    except VitrineError as error:
        st.error(plain(str(error)))
    except Exception as error:
        if _is_control_flow(error):
            raise
        error_id = uuid4().hex[:8]
        log_failure(error_id, error)
        st.error(
            page.locale.text(
                "This page could not be drawn (error {id}); the other pages still work.",
                id=error_id,
            )
        )
    finally:
        _running.page = None
    if page.view.event_id:
        show_card(page, page.view.event_id)
    _show_footer(page)


def _is_control_flow(error: Exception) -> bool:
    """Tell whether Streamlit itself raised this to stop or rerun the script."""
    return type(error).__module__.startswith("streamlit.runtime.scriptrunner")


def _open_page(address: str, settings: Settings) -> Page:
    snapshot = _current_or_first_snapshot(settings)
    today = datetime.now(UTC).date()
    known = replace(_known_values(snapshot, snapshot.name), last_day=today)
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    view, unknown = parse_view(params, known)
    accepted = st.context.headers.get("Accept-Language") if st.context.headers else None
    locale = load_locale(view.language or negotiate(accepted or st.context.locale))
    whole, as_of = snapshot, view.filters.as_of
    if as_of:
        days = _news_days(whole, whole.name)
        snapshot = snapshot_as_known(whole, as_of, days, settings)
        today = min(today, as_of)
    page = Page(
        name=address,
        view=view,
        locale=locale,
        snapshot=snapshot,
        whole=whole,
        settings=settings,
        theme=DARK if st.context.theme.type == "dark" else LIGHT,
        width_px=layout_width_px("" if address in CHARTS_LATER else LIBRARY),
        today=today,
        anchor=_anchor(snapshot, today),
        base_url=settings.public_url or _server_url(),
        colors=company_colors(snapshot, snapshot.name),
    )
    if unknown:
        named = ", ".join(f"{item.name}={item.value[:60]}" for item in unknown[:5])
        st.warning(plain(locale.text("Not known, so left out: {values}", values=named)))
    if whole.name != current_name(settings):
        st.warning(
            locale.text(
                "The newest data file is damaged; the copy of {date} is shown. Run `make data`.",
                date=locale.date(date.fromisoformat(snapshot.manifest.built_at[:10])),
            )
        )
    return page


def _current_or_first_snapshot(settings: Settings) -> Snapshot:
    """Return the current snapshot; a host that only runs app.py gets its first one built here."""
    try:
        return current_snapshot(settings)
    except SnapshotMissing:
        from vitrine.build import build_snapshot

        build_snapshot(settings)
        return current_snapshot(settings)


@st.cache_data(show_spinner=False, max_entries=4)
def _known_values(_snapshot: Snapshot, snapshot_name: str) -> Known:
    frame = _snapshot.ask("known_value").frame

    def names(kind: str) -> dict[str, str]:
        rows = frame[frame["kind"] == kind]
        aliases = {
            fold(name): value for name, value in zip(rows["name"], rows["value"], strict=True)
        }
        return aliases | {fold(value): value for value in rows["value"]}

    return Known(
        companies=names("company"),
        groups=tuple(names("group").values()),
        countries=tuple(names("country").values()),
        cities=names("city"),
        metros=names("metro"),
        metrics=tuple(names("metric").values()),
        languages=LANGUAGES,
    )


@st.cache_data(show_spinner=False, max_entries=4)
def snapshot_fact(_snapshot: Snapshot, snapshot_name: str) -> dict[str, Any]:
    """Return the row of queries/snapshot_fact.sql."""
    return records(_snapshot.ask("snapshot_fact").frame)[0]


@st.cache_data(show_spinner=False, max_entries=4)
def _news_days(_snapshot: Snapshot, snapshot_name: str) -> tuple[date, ...]:
    return known_days(_snapshot)


def _anchor(snapshot: Snapshot, today: date) -> date:
    newest = snapshot_fact(snapshot, snapshot.name)["newest_report_date"]
    return today if pd.isna(newest) else min(today, pd.Timestamp(newest).date())


def _server_url() -> str:
    """Return scheme and host that the browser used, without path or query."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://127.0.0.1:8501"


def _show_navigation(page: Page, pages: dict[str, st.Page]) -> None:
    text = page.locale.text
    titles = {
        "": text("Overview"),
        "map": text("Store map"),
        "timelines": text("Timelines"),
        "revenue": text("Revenue & figures"),
        "companies": text("Companies"),
        "events": text("Events"),
        "inbox": text("Inbox"),
        "sources": text("Sources"),
    }
    params = format_view(replace(page.view, event_id="", choices=()))
    with st.container(horizontal=True, vertical_alignment="center", key="navigation"):
        st.markdown("**Vitrine**", width="content")
        for address, target in pages.items():
            st.page_link(target, label=titles[address], query_params=params)
        st.space("stretch")
        _show_language(page)
        show_copy_link(text("Copy link"), text("Copied"))


def _show_language(page: Page) -> None:
    key = "language"
    st.session_state[key] = page.locale.language

    def change() -> None:
        write_url(replace(page.view, language=st.session_state[key]))

    st.selectbox(
        page.locale.text("Language"),
        LANGUAGES,
        format_func=str.upper,
        key=key,
        on_change=change,
        label_visibility="collapsed",
        width=84,
    )


def _show_footer(page: Page) -> None:
    fact = snapshot_fact(page.snapshot, page.snapshot.name)
    number = page.locale.number
    text = page.locale.text
    st.divider()
    st.caption(
        text(
            "Data as of {date} · {events} events from {mentions} mentions in {articles} articles "
            "of {outlets} outlets · snapshot {version}",
            date=page.locale.date(page.anchor),
            events=number(fact["event_count"]),
            mentions=number(fact["mention_count"]),
            articles=number(fact["article_count"]),
            outlets=number(fact["outlet_count"]),
            version=page.snapshot.manifest.version.partition("-")[2],
        )
    )
    st.caption(
        text(
            "Not covered: what no article in this collection reports. A missing opening is not "
            "proof that nothing opened. City points from GeoNames (CC BY 4.0), land from Natural "
            "Earth."
        )
    )
    st.page_link(
        ROOT / "pages" / "sources.py",
        label=text("Sources & quality"),
        query_params=format_view(replace(page.view, event_id="", choices=())),
        icon=":material/fact_check:",
    )
    _offer_new_data(page)


@st.fragment(run_every=60)
def _offer_new_data(page: Page) -> None:
    """Look once a minute whether a newer snapshot was published."""
    newest = current_name(page.settings)
    if newest and newest > page.whole.name and st.button(page.locale.text("New data: show it")):
        st.rerun(scope="app")
