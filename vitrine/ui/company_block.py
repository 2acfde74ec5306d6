"""The blocks of the companies page: figures, events, stores, plans, years."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from vitrine.chart.company import active_scene, city_scene
from vitrine.chart.company_year import year_scene
from vitrine.chart.promise_network import network_scene, read_network_plans
from vitrine.chart.promise_scene import ledger_scene
from vitrine.ui.chart_block import show_chart
from vitrine.ui.company_fact import (
    MAX_ACTIVE,
    MAX_FIGURES,
    Subject,
    figure_scope,
    figure_value,
    read_promises,
    sources_of,
)
from vitrine.ui.event_rows import show_event_rows
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records
from vitrine.ui.table import show_table

MAX_NETWORK_PLANS = 60
MAX_AREAS = 24
STORES_PER_AREA = 30
MAX_YEARS = 15
MAX_PANELS = 4
EVENT_ROWS = 12
COUNTERPARTY_ROWS = 8


def show_figures(page: Page, subject: Subject) -> None:
    """Draw the newest figure of each metric and scope as a table with its sources."""
    locale = page.locale
    frame = page.query("company_figure", figures_per_company=MAX_FIGURES)
    st.markdown("### " + plain(locale.text("Latest figures")))
    if frame.empty:
        st.caption(locale.text("No figures under these filters."))
        return
    rows = records(frame)
    table = pd.DataFrame(
        {
            "event_id": frame["event_id"],
            "company": frame["company"],
            "metric": [locale.metric(str(row["metric"])) for row in rows],
            "amount": [figure_value(page, row) for row in rows],
            "scope": [figure_scope(page, row) for row in rows],
            "period": [locale.period(str(row["period"])) for row in rows],
            "change": [locale.percent(row["change_pct"], signed=True) for row in rows],
            "basis": [_basis(page, row) for row in rows],
            "conflict_count": frame["conflict_count"],
            "outlets": frame["outlets"],
            "source_url": frame["source_url"],
        }
    )
    if not subject.is_group:
        table = table.drop(columns=["company"])
    sort_keys = {
        "amount": frame["amount"].tolist(),
        "period": frame["period_last_date"].tolist(),
        "change": frame["change_pct"].tolist(),
    }
    show_table(page, table, key="company-figures", sort_keys=sort_keys)
    st.caption(
        locale.text("The newest of each metric and scope; change as the source states it. "
                    "Select a row to see its evidence.")
    )  # fmt: skip


def _basis(page: Page, row: dict[str, object]) -> str:
    if row["status"] == "announced" and row["basis"] == "reported":
        return page.locale.text("announced, not final")
    return page.locale.basis(str(row["basis"]))


def show_events(page: Page) -> None:
    """List the weightiest events, newest first."""
    text = page.locale.text
    frame = page.query("company_event", row_count=EVENT_ROWS)
    st.markdown("### " + plain(text("Most important events")))
    if frame.empty:
        st.caption(text("No events but figures under these filters."))
    show_event_rows(page, frame, "company-event")


def show_counterparty(page: Page, subject: Subject) -> None:
    """List what others did with the company; the filter is everything but the company."""
    others = page.filters.without("companies").without("groups")
    frame = page.query(
        "company_counterparty",
        others,
        company_name=subject.name,
        row_count=COUNTERPARTY_ROWS,
    )
    if frame.empty:
        return
    title = page.locale.text("{company} in the events of others", company=subject.name)
    st.markdown(f"### {plain(title)}")
    show_event_rows(page, frame, "company-other")


def show_stores(page: Page, subject: Subject) -> None:
    """Draw the shops by metro area."""
    frame = page.query(
        "company_store",
        at_date=page.anchor,
        area_count=MAX_AREAS,
        stores_per_area=STORES_PER_AREA,
    )
    if frame.empty:
        st.caption(plain(page.locale.text("{company}: no single store under these filters.",
                                          company=subject.label(page))))  # fmt: skip
        return
    footer = page.footer(sources_of(frame["outlets"]))
    color = page.color_of(subject.name)
    show_chart(
        page,
        lambda width_px: city_scene(
            frame, subject.label(page), color, page.anchor, page.locale, width_px, footer
        ),
    )


def show_promises(page: Page, subject: str) -> None:
    """Draw the promise ledger and the plans for several stores, each with its table."""
    ledger = read_promises(page)
    plans = read_network_plans(
        page.query("promise_seen", today=page.anchor, row_limit=MAX_NETWORK_PLANS), page.anchor
    )
    if ledger.promises:
        footer = page.footer(sources_of(pd.Series([item.outlets for item in ledger.promises])))
        show_chart(
            page,
            lambda width_px: ledger_scene(
                ledger, subject, page.anchor, page.locale, width_px, footer
            ),
        )
    else:
        st.caption(page.locale.text("No store plan with a date under these filters."))
    if plans:
        plan_footer = page.footer(sources_of(pd.Series([plan.outlets for plan in plans])))
        show_chart(
            page,
            lambda width_px: network_scene(
                plans, subject, page.anchor, page.locale, width_px, plan_footer
            ),
        )


def show_years(page: Page, companies: Sequence[str] = ()) -> None:
    """Draw openings and closings by year, one panel a company."""
    frame = page.query("company_year", year_count=MAX_YEARS)
    if frame.empty:
        return
    present = set(frame["company"])
    totals = frame.groupby("company")["event_count"].sum()
    ranked = sorted(present, key=lambda name: (-int(totals[name]), name))
    names = [name for name in companies if name in present] or ranked[:MAX_PANELS]
    colors = {name: page.color_of(name) for name in names}
    shown = frame[frame["company"].isin(names)].reset_index(drop=True)
    footer = page.footer(sources_of(shown["outlets"]))
    show_chart(
        page,
        lambda width_px: year_scene(shown, names, colors, page.locale, width_px, footer),
    )


def show_active(page: Page, where: str) -> None:
    """Draw who is active under the filters, and offer the profiles."""
    frame = page.query("company_active", at_date=page.anchor, row_count=MAX_ACTIVE)
    colors = {str(name): page.color_of(str(name)) for name in frame["company"]}
    footer = page.footer(sources_of(frame["outlets"]))
    show_chart(
        page,
        lambda width_px: active_scene(
            frame, where, colors, page.anchor, page.locale, width_px, footer
        ),
    )
