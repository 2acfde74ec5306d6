"""What corrections teach: other names of companies, new companies, names that are none."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from vitrine.company import KINDS, fold_name
from vitrine.event import Mention
from vitrine.extract import load_knowledge
from vitrine.extract.text import tokens_of
from vitrine.ingest.reading import unknown_names
from vitrine.review.apply import Kind, read_decisions
from vitrine.review.learned import learned_names
from vitrine.ui.inbox_form import known_lists
from vitrine.ui.inbox_person import reviewer, show_reviewer
from vitrine.ui.inbox_save import decide, show_publish
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records
from vitrine.ui.pager import page_number, show_pages
from vitrine.ui.table import show_table

PAGE_ROWS = 15
MAX_OFFERS = 5
_OFFERS = "alias-offers"  # pairs of a name that an article used and the company that was meant


def remember_names(page: Page, mention: Mention, company: str) -> None:
    """After a company was corrected, keep the names near it that no list knows, to offer them.

    They stand in the words around the event, or are what a second reader called the company.
    """
    companies, _ = known_lists(page.settings)
    owner = companies.canonical(company)
    if not owner:
        return
    knowledge = load_knowledge(page.settings.data_dir)
    learned = learned_names(read_decisions(page.settings.inbox_dir))
    offers: list[tuple[str, str]] = st.session_state.setdefault(_OFFERS, [])
    near = unknown_names(mention.summary.rstrip("…"), mention.language, knowledge)
    for name in dict.fromkeys((mention.company, *near)):
        is_known = bool(knowledge.companies.find(tokens_of(name), name)) or learned.knows(name)
        if not is_known and (name, owner) not in offers and len(offers) < MAX_OFFERS:
            offers.append((name, owner))


def offer_alias(page: Page) -> None:
    """After companies were corrected, offer to remember the names that the articles used."""
    offers: list[tuple[str, str]] = st.session_state.get(_OFFERS) or []
    if not offers:
        return
    alias, company = offers[0]
    text = page.locale.text
    with st.container(horizontal=True, vertical_alignment="center", key="alias-offer-box"):
        st.markdown(
            plain(text("Is {alias} another name of {company}?", alias=alias, company=company)),
            width="content",
        )
        if st.button(text("Remember this name"), key="alias-yes"):
            offers.pop(0)
            decide(page, Kind.ALIAS, reviewer(), values={"alias": alias, "company": company})
            st.rerun()
        if st.button(text("No"), key="alias-no"):
            offers.pop(0)
            st.rerun()


def show_names(page: Page) -> None:
    """Draw the names that stand near the news and are on no list."""
    text, locale = page.locale.text, page.locale
    show_publish(page)
    learned = learned_names(read_decisions(page.settings.inbox_dir))
    number = page_number(page, 10**6)
    frame = page.query("review_name", row_offset=(number - 1) * PAGE_ROWS, row_count=PAGE_ROWS)
    rows = [row for row in records(frame) if not learned.knows(str(row["name"]))]
    if not rows:
        st.success(text("No new names wait: every name near the news is known."))
        return
    st.caption(
        text(
            "Names in the articles that are on no list. A company that you add is looked for in "
            "every article when the data is built next."
        )
    )
    by = show_reviewer(page)
    total = int(rows[0]["total_count"])
    chosen = st.selectbox(
        text("Name"),
        range(len(rows)),
        format_func=lambda n: _name_line(page, rows[n]),
        key=f"name-{locale.language}-{number}",
    )
    row = rows[int(chosen)]
    st.markdown("> " + plain(str(row["example_quote"]), 400))
    _show_choices(page, str(row["name"]), by)
    table = pd.DataFrame(
        {
            "name": [str(item["name"])[:80] for item in rows],
            "kind": [_kind(page, str(item["kind"])) for item in rows],
            "article_count": [int(item["article_count"]) for item in rows],
        }
    )
    show_table(page, table, key="names")
    show_pages(page, -(-total // PAGE_ROWS))


def _show_choices(page: Page, name: str, by: str) -> None:
    text = page.locale.text
    companies, _ = known_lists(page.settings)
    names = [item.company for item in companies]
    add, alias, ignore = st.columns(3, gap="medium")
    with add, st.container(border=True):
        st.markdown("**" + text("A new company") + "**")
        kind = st.selectbox(
            text("Kind"), KINDS, format_func=page.locale.kind, key=f"kind-{page.locale.language}"
        )
        country = st.text_input(
            text("Home country"), key="home-country", placeholder="BE", max_chars=2
        )
        if st.button(text("Add as company"), key="name-add", disabled=not by):
            values = {"company": name, "kind": str(kind), "home_country": country.strip().upper()}
            _learn(page, Kind.COMPANY, by, values)
    with alias, st.container(border=True):
        st.markdown("**" + text("Another name") + "**")
        owner = st.selectbox(
            text("of"), names, index=_nearest(name, names), key=f"alias-of-{name[:60]}"
        )
        if st.button(text("Is this company"), key="name-alias", disabled=not by or not owner):
            _learn(page, Kind.ALIAS, by, {"alias": name, "company": str(owner)})
    with ignore, st.container(border=True):
        st.markdown("**" + text("No company") + "**")
        st.caption(text("It will not be shown here again."))
        if st.button(text("Ignore"), key="name-ignore", disabled=not by):
            _learn(page, Kind.ALIAS, by, {"alias": name, "company": ""})


def _learn(page: Page, kind: Kind, by: str, values: dict[str, str]) -> None:
    if decide(page, kind, by, values=values):
        st.rerun()


def _nearest(name: str, names: list[str]) -> int | None:
    """Return the first company whose name begins like this one, None when there is none."""
    first = fold_name(name).split()[:1]
    return next((n for n, known in enumerate(names) if fold_name(known).split()[:1] == first), None)


def _name_line(page: Page, row: dict[str, object]) -> str:
    count = int(str(row["article_count"]))
    articles = page.locale.plural(
        "{count} article", "{count} articles", count, count=page.locale.number(count)
    )
    return f"{str(row['name'])[:80]} · {articles}"


def _kind(page: Page, kind: str) -> str:
    text = page.locale.text
    return {"company": text("probably a company"), "person": text("a person")}.get(
        kind, text("unknown")
    )
