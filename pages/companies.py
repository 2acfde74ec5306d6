"""Companies: one profile, or two to four side by side, or who is active in a place."""

from dataclasses import replace
from functools import partial

import streamlit as st

from vitrine.ui.chart_block import show_heading
from vitrine.ui.company_block import (
    show_active,
    show_counterparty,
    show_events,
    show_figures,
    show_promises,
    show_stores,
    show_years,
)
from vitrine.ui.company_card import Card, show_cards
from vitrine.ui.company_fact import (
    Subject,
    fact_table,
    has_banners,
    identity_lines,
    key_facts,
    subjects_of,
)
from vitrine.ui.empty import show_empty
from vitrine.ui.frame import enter
from vitrine.ui.markdown import plain
from vitrine.ui.nearby import Block, show_when_near
from vitrine.ui.page import Page, records
from vitrine.ui.presence_block import show_presence
from vitrine.ui.table_files import show_table_files
from vitrine.ui.words import filter_chips

MAX_COMPARED = 4
OFFERED = 10
STORES_PX = 420  # what the blocks take, roughly
PROMISES_PX = 700
YEARS_PX = 380
PRESENCE_PX = 320


def show_chooser(page: Page, names: list[str], label: str) -> None:
    """Offer the companies with most events; choosing one filters by it."""
    key = f"company-chooser-{page.locale.language}"
    st.session_state[key] = None

    def choose() -> None:
        name = st.session_state[key]
        if name:
            page.go(replace(page.view, filters=Subject(str(name)).page(page).filters))

    st.pills(label, names, format_func=plain, key=key, on_change=choose)


def show_profile(page: Page, subject: Subject) -> None:
    """Draw one company: who it is, facts, figures, events, stores, plans, events of others."""
    own = subject.page(page)
    group = Subject(subject.name, is_group=True)
    offer = ""
    if not subject.is_group and has_banners(own, subject):
        offer = page.locale.text("Show {company} with its banners", company=subject.name)
    card = Card(subject.label(page), identity_lines(own, subject), key_facts(own, subject), offer)
    show_cards(page, [card], lambda place: page.go(group.page(page).view))
    show_figures(own, subject)
    show_both_events(own, subject)
    show_when_near(
        own,
        [
            Block("stores", STORES_PX, lambda: show_stores(own, subject), is_likely=True),
            Block("promises", PROMISES_PX, lambda: show_promises(own, subject.label(own))),
            Block("years", YEARS_PX, lambda: show_years(own)),
        ],
    )


def show_both_events(own: Page, subject: Subject) -> None:
    """List the company's own events and those of others in which it has a part."""
    left, right = st.columns(2, gap="large")
    with left:
        show_events(own)
    with right:
        show_counterparty(own, subject)


def show_comparison(page: Page, subjects: tuple[Subject, ...]) -> None:
    """Draw two to four companies side by side, on a phone one under the other."""
    text = page.locale.text
    compared = subjects[:MAX_COMPARED]
    names = page.locale.list(subject.label(page) for subject in compared)
    show_heading(
        text("{companies} side by side", companies=names),
        text("Amounts in their own currency, scope and period: not always comparable"),
    )
    if len(subjects) > MAX_COMPARED:
        left_out = page.locale.list(subject.label(page) for subject in subjects[MAX_COMPARED:])
        st.caption(plain(text("Four at most are compared; left out: {names}", names=left_out)))
    pages = [(subject.page(page), subject) for subject in compared]
    cards = [
        Card(
            subject.label(page),
            identity_lines(own, subject),
            key_facts(own, subject),
            text("Open the profile"),
        )
        for own, subject in pages
    ]
    show_cards(page, cards, lambda place: page.go(pages[place][0].view))
    show_table_files(page, lambda: fact_table(pages), names, "company-facts")
    filters = replace(
        page.filters,
        companies=tuple(subject.name for subject in compared if not subject.is_group),
        groups=tuple(subject.name for subject in compared if subject.is_group),
    )
    both = replace(page, view=replace(page.view, filters=filters))
    companies_of = [] if filters.groups else list(filters.companies)
    presence = partial(both.query, "presence", at_date=page.anchor)
    show_when_near(
        both,
        [
            Block("presence", PRESENCE_PX, lambda: show_presence(both, presence())),
            Block("years", YEARS_PX, lambda: show_years(both, companies_of)),
            Block("promises", PROMISES_PX, lambda: show_promises(both, names)),
        ],
    )


def show_place(page: Page, names: list[str]) -> None:
    """Draw who is active in the chosen countries or cities, and what was promised there."""
    places = [
        label
        for field, _, label in filter_chips(page.filters, page.locale)
        if field in ("countries", "metros", "cities")
    ]
    where = page.locale.list(places)
    show_active(page, where)
    show_chooser(page, names[:OFFERED], page.locale.text("Open a profile"))
    show_when_near(
        page,
        [
            Block("promises", PROMISES_PX, lambda: show_promises(page, where)),
            Block("years", YEARS_PX, lambda: show_years(page)),
        ],
    )


def show(page: Page) -> None:
    """Draw the page."""
    text = page.locale.text
    others = page.filters.without("companies").without("groups")
    rows = records(page.query("facet_company", others))
    names = [str(row["value"]) for row in rows if row["kind"] == "company"]
    if not int(page.query("facet_status")["event_count"].sum()):
        show_empty(page, text("Companies"))
        return
    subjects = subjects_of(page.filters)
    if len(subjects) > 1:
        show_comparison(page, subjects)
    elif subjects:
        show_profile(page, subjects[0])
    elif page.filters.countries or page.filters.cities or page.filters.metros:
        show_place(page, names)
    else:
        st.caption(
            plain(
                text(
                    "No company is chosen: this is {company}, the one with most events here.",
                    company=names[0],
                )
            )
        )
        show_chooser(page, names[:OFFERED], text("Choose a company"))
        show_profile(page, Subject(names[0]))


show(enter())
