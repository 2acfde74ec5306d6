"""The blocks of the companies page: who a company is, its key facts, figures, plans, stores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st

from vitrine.chart.company import active_scene, city_scene
from vitrine.chart.company_year import year_scene
from vitrine.chart.presence import presence_scene
from vitrine.chart.promise import Ledger, Outcome, read_ledger
from vitrine.chart.promise_network import network_scene, read_network_plans
from vitrine.chart.promise_scene import ledger_scene
from vitrine.chart.series import MAX_AMOUNT
from vitrine.filters import Filters
from vitrine.ui.chart_block import show_chart, show_table
from vitrine.ui.event_rows import show_event_rows
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records
from vitrine.ui.words import group_label

MAX_PROMISES = 300
MAX_NETWORK_PLANS = 60
MAX_AREAS = 24
STORES_PER_AREA = 30
MAX_FIGURES = 10
MAX_YEARS = 15
MAX_ACTIVE = 20
EVENT_ROWS = 12
COUNTERPARTY_ROWS = 8
NAMED_OUTLETS = 6
OPEN_END = date(9000, 1, 1)  # membership without a known end
OPEN_START = date(1000, 1, 1)
MAX_BANNERS = 12


@dataclass(frozen=True)
class Subject:
    """Whom a profile is about: a company alone, or a group with its banners."""

    name: str
    is_group: bool = False

    def page(self, page: Page) -> Page:
        """Return the page as if the reader had chosen this company alone."""
        companies, groups = ((), (self.name,)) if self.is_group else ((self.name,), ())
        filters = replace(page.filters, companies=companies, groups=groups)
        return replace(page, view=replace(page.view, filters=filters))

    def label(self, page: Page) -> str:
        """Return the name as the reader knows it from the filter."""
        return group_label(self.name, page.locale) if self.is_group else self.name


@dataclass(frozen=True)
class Fact:
    """One key fact: what, how much, what it covers; the event proves it."""

    label: str
    value: str
    note: str = ""
    event_id: str = ""


def subjects_of(filters: Filters) -> tuple[Subject, ...]:
    """Return the chosen companies and groups in the order of the filter."""
    alone = [Subject(name) for name in filters.companies]
    return (*alone, *(Subject(name, is_group=True) for name in filters.groups))


def sources_of(outlets: pd.Series[str]) -> str:
    """Return the outlets that report most of the rows, the rest as a number."""
    counts = outlets.dropna().str.split(", ").explode().value_counts()
    named = ", ".join(sorted(counts.index, key=lambda name: (-counts[name], name))[:NAMED_OUTLETS])
    more = len(counts) - NAMED_OUTLETS
    return f"{named} +{more}" if more > 0 else named


def show_identity(page: Page, subject: Subject, *, level: str = "##") -> None:
    """Write who the company is: kind, home, the groups above it, the banners below it."""
    text = page.locale.text
    st.markdown(f"{level} {plain(subject.label(page))}")
    profile = records(page.query("company_profile", company_names=[subject.name]))
    parts = []
    for row in profile:
        parts.append(page.locale.kind(str(row["kind"])))
        if isinstance(row["home_country"], str):
            home = page.locale.country(row["home_country"])
            parts.append(text("home country: {country}", country=home))
    if not profile:
        parts.append(text("not in the company list"))
    links = page.query("company_group", company_names=[subject.name])
    parents = links[links["role"] == "group"]
    banners = links[links["role"] == "banner"]
    if len(parents):
        named = page.locale.list(_link_text(page, row) for row in records(parents))
        parts.append(text("part of {groups}", groups=named))
    st.caption(plain(" · ".join(parts), 600))
    if len(banners):
        shown = [_link_text(page, row) for row in records(banners.head(MAX_BANNERS))]
        named = page.locale.list(shown)
        st.caption(plain(text("Banners and subsidiaries: {names}", names=named), 900))


def _link_text(page: Page, row: dict[str, object]) -> str:
    """Return another company with the dates of the tie, as far as they have an end."""
    name = str(row["other_company"])
    first, last = (pd.Timestamp(str(row[key])).date() for key in ("from_date", "to_date"))
    starts, ends = first > OPEN_START, last < OPEN_END
    if not starts and not ends:
        return name
    span = page.locale.date_range(first if starts else None, last if ends else None)
    return f"{name} ({span})"


def read_promises(page: Page) -> Ledger:
    """Return the dated plans for single stores under the page's filters."""
    rows = page.query("promise_mention", row_limit=MAX_PROMISES)
    return read_ledger(rows, page.anchor)


def key_facts(page: Page, subject: Subject) -> list[Fact]:
    """Return the facts by which companies are compared; the page is the subject's own."""
    return [_revenue_fact(page, subject), *_store_facts(page), _promise_fact(page)]


def _revenue_fact(page: Page, subject: Subject) -> Fact:
    text = page.locale.text
    frame = page.query("company_figure", figures_per_company=MAX_FIGURES)
    own = frame[(frame["metric"] == "revenue") & (frame["company"] == subject.name)]
    if own.empty:
        return Fact(text("Revenue"), "–", text("no figure under these filters"))
    row = records(own.head(1))[0]
    first, *more = str(row["outlets"]).split(", ")
    note = [f"{first} +{len(more)}" if more else first]
    if int(row["conflict_count"]):
        note.append(text("sources differ"))
    return Fact(
        f"{text('Revenue')}, {_scope(page, row)}, {page.locale.period(str(row['period']))}",
        figure_value(page, row),
        " · ".join(note),
        str(row["event_id"]),
    )


def figure_value(page: Page, row: dict[str, object]) -> str:
    """Return an amount in its own currency, marked when it is approximate."""
    amount = float(str(row["amount"]))
    if abs(amount) > MAX_AMOUNT:
        return "–"
    value = page.locale.money(amount, str(row["currency"]))
    return page.locale.text("about {amount}", amount=value) if bool(row["is_approx"]) else value


def _scope(page: Page, row: dict[str, object]) -> str:
    scope = str(row["scope"])
    name = page.locale.country(scope) if scope else page.locale.text("whole group")
    note = row["scope_note"]
    return f"{name}, {note}" if isinstance(note, str) and note else name


def _store_facts(page: Page) -> list[Fact]:
    text, number = page.locale.text, page.locale.number
    day = page.locale.date(page.today)
    frame = page.query("company_active", at_date=page.today, row_count=MAX_ACTIVE)
    counts = {
        name: int(frame[name].sum())
        for name in ("open_count", "planned_count", "left_count", "event_count")
    }
    newest = (
        page.locale.date(pd.Timestamp(frame["newest_date"].max()).date()) if len(frame) else "–"
    )
    parts = [
        text("{count} planned", count=number(counts["planned_count"])),
        text("{count} closed", count=number(counts["left_count"])),
    ]
    return [
        Fact(
            text("Stores known open, {date}", date=day),
            number(counts["open_count"]),
            ", ".join(parts),
        ),
        Fact(
            text("Events"),
            number(counts["event_count"]),
            text("newest: {date}", date=newest),
        ),
    ]


def _promise_fact(page: Page) -> Fact:
    text, number = page.locale.text, page.locale.number
    ledger = read_promises(page)
    label = text("Store openings against their promised date")
    if not ledger.past_count:
        waiting = ledger.count(Outcome.OPEN)
        return Fact(label, "–", text("{count} still open", count=number(waiting)))
    value = text("{count} in time", count=number(ledger.count(Outcome.KEPT)))
    late, unclear = ledger.count(Outcome.LATE), ledger.count(Outcome.UNCLEAR)
    if late:
        value += ", " + text("{count} late", count=number(late))
    if unclear:
        value += ", " + text("{count} at an unclear date", count=number(unclear))
    parts = [
        text("{count} past their date, no opening seen",
             count=number(ledger.count(Outcome.NOT_SEEN))),
        text("{count} still open", count=number(ledger.count(Outcome.OPEN))),
    ]  # fmt: skip
    return Fact(label, value, ", ".join(parts))


def show_facts(page: Page, facts: Sequence[Fact], key: str) -> None:
    """Draw facts under one another; one with an event opens its card."""
    for index, fact in enumerate(facts):
        with st.container(key=f"fact-{key}-{index}", gap=None):
            st.caption(plain(fact.label))
            st.markdown(f"#### {plain(fact.value)}")
            if fact.event_id:
                st.button(
                    plain(fact.note, 80),
                    key=f"fact-button-{key}-{index}",
                    type="tertiary",
                    on_click=page.open_card,
                    args=(fact.event_id,),
                    help=page.locale.text("Show the evidence"),
                )
            elif fact.note:
                st.caption(plain(fact.note))


def show_figures(page: Page, subject: Subject) -> None:
    """Draw the newest figure of each metric and scope as a table with its sources."""
    locale = page.locale
    frame = page.query("company_figure", figures_per_company=MAX_FIGURES)
    st.markdown(f"### {plain(locale.text('Latest figures'))}")
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
            "scope": [_scope(page, row) for row in rows],
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
    show_table(page, table, key="company-figures")
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
    st.markdown(f"### {plain(text('Most important events'))}")
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
        at_date=page.today,
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
            frame, subject.label(page), color, page.today, page.locale, width_px, footer
        ),
    )


def show_promises(page: Page, subject: str) -> None:
    """Draw the promise ledger and the plans for several stores, each with its table."""
    ledger = read_promises(page)
    plans = read_network_plans(
        page.query("promise_seen", today=page.today, row_limit=MAX_NETWORK_PLANS), page.anchor
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
    names = [name for name in companies if name in present] or ranked[:4]
    colors = {name: page.color_of(name) for name in names}
    shown = frame[frame["company"].isin(names)].reset_index(drop=True)
    footer = page.footer(sources_of(shown["outlets"]))
    show_chart(
        page,
        lambda width_px: year_scene(shown, names, colors, page.locale, width_px, footer),
    )


def show_presence(page: Page) -> None:
    """Draw who is where: the grid of the map page under this page's filters."""
    frame = page.query("presence", at_date=page.today)
    if frame.empty:
        return
    footer = page.footer(sources="")
    show_chart(
        page,
        lambda width_px: presence_scene(
            frame, page.locale, width_px, page.today, page.color_of, footer
        ),
    )


def show_active(page: Page, where: str) -> None:
    """Draw who is active under the filters, and offer the profiles."""
    frame = page.query("company_active", at_date=page.today, row_count=MAX_ACTIVE)
    colors = {str(name): page.color_of(str(name)) for name in frame["company"]}
    footer = page.footer(sources_of(frame["outlets"]))
    show_chart(
        page,
        lambda width_px: active_scene(
            frame, where, colors, page.today, page.locale, width_px, footer
        ),
    )
