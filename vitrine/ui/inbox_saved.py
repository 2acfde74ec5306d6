"""After saving: the events that came of it, and where the dashboards show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from vitrine.event import Tier
from vitrine.filters import Filters, View, format_view
from vitrine.review.apply import Kind
from vitrine.settings import ROOT
from vitrine.ui.event_rows import show_event_rows
from vitrine.ui.inbox_add import SAVED, Draft, keep_draft, show_preview
from vitrine.ui.inbox_learn import offer_alias, remember_names
from vitrine.ui.inbox_person import reviewer, show_reviewer
from vitrine.ui.inbox_save import Step, decide, publish_now, save_articles, show_publish
from vitrine.ui.inbox_source import Preview
from vitrine.ui.page import Page

SHOP_TYPES = ("store_opening", "store_closing")


def show_draft(page: Page, work: Draft) -> None:
    """Draw what was handed in, and offer to save or to throw it away."""
    text = page.locale.text
    previews = show_preview(page, work)
    with st.container(horizontal=True, vertical_alignment="bottom", key="inbox-save"):
        if work.is_changed:
            show_reviewer(page)
        is_saved = st.button(
            text("Save and publish"),
            type="primary",
            key="save-draft",
            disabled=work.is_changed and not reviewer(),
            icon=":material/save:",
        )
        is_dropped = st.button(text("Throw away"), key="drop-draft")
    if is_dropped:
        keep_draft(None)
        st.rerun()
    if is_saved and _save(page, work, previews):
        st.rerun()
    st.caption(
        text(
            "Saved articles stay in the inbox; events that are sure enough show up everywhere at "
            "once, the others wait in the review queue."
        )
    )


def _save(page: Page, work: Draft, previews: list[Preview]) -> bool:
    text = page.locale.text
    mentions = {item.mention_id: item for preview in previews for item in preview.mentions}
    kept = [key for key in mentions if key not in work.left_out]

    def before(step: Step) -> None:
        count = save_articles(work.articles, page.settings)
        if not count:
            step(text("This text was in the inbox already."))
        note = text("corrected while it was added")
        for mention_id, values in work.edits.items():
            if mention_id in kept:
                decide(
                    page, Kind.EDIT, reviewer(), note, about=[mentions[mention_id]], values=values
                )
        for mention_id in sorted(work.approved & mentions.keys() - work.edits.keys()):
            decide(
                page, Kind.APPROVE, reviewer(), text("approved while it was added"),
                about=[mentions[mention_id]],
            )  # fmt: skip
        for mention_id in sorted(work.left_out & mentions.keys()):
            decide(
                page, Kind.REJECT, reviewer(), text("left out while it was added"),
                about=[mentions[mention_id]],
            )  # fmt: skip

    if not publish_now(page, before):
        return False
    for preview in previews:
        for mention in preview.mentions:
            company = work.edits.get(mention.mention_id, {}).get("company")
            if company and mention.mention_id in kept:
                remember_names(page, mention, company)
    st.session_state[SAVED] = tuple(kept)
    keep_draft(None)
    return True


def show_saved(page: Page) -> None:
    """Show what became of the articles saved last, until the reader hands in others."""
    show_publish(page)
    offer_alias(page)
    saved: tuple[str, ...] = st.session_state.get(SAVED) or ()
    if not saved:
        return
    text = page.locale.text
    frame = page.query("review_saved", mention_ids=list(saved))
    with st.container(border=True, key="inbox-saved"):
        if frame.empty:
            st.success(text("Saved. No event came of it."))
            return
        number = page.locale.number
        shown = frame[frame["tier"] == Tier.PUBLISHED.value]
        waiting = frame[frame["tier"] != Tier.PUBLISHED.value]
        st.success(
            page.locale.plural(
                "Saved and published: {count} event is in the dashboards",
                "Saved and published: {count} events are in the dashboards",
                len(shown), count=number(len(shown)),
            )
        )  # fmt: skip
        show_event_rows(page, shown, "saved")
        if not waiting.empty:
            title = page.locale.plural(
                "{count} event waits in the review queue:",
                "{count} events wait in the review queue:",
                len(waiting), count=number(len(waiting)),
            )  # fmt: skip
            st.caption(title)
            show_event_rows(page, waiting, "saved-waiting")
        _show_links(page, shown)


def _show_links(page: Page, frame: pd.DataFrame) -> None:
    """Link to the events where each page shows them best."""
    if frame.empty:
        return
    text = page.locale.text
    shops = frame[frame["event_type"].isin(SHOP_TYPES) & frame["city"].notna()]
    figures = frame[frame["event_type"] == "results"]
    first = min(pd.Timestamp(day).date() for day in frame["sort_date"])
    everything = _view(page, frame, first)
    links = [("events", text("Events"), everything), ("timelines", text("Timelines"), everything)]
    if not shops.empty:
        metros = tuple(dict.fromkeys(shops["metro"].dropna()))
        links.insert(1, ("map", text("Store map"), _view(page, shops, None, metros)))
    if not figures.empty:
        view = _view(page, figures, None)
        metric = str(figures.iloc[0]["metric"])
        links.append(("revenue", text("Revenue & figures"), replace(view, metric=metric)))
    with st.container(horizontal=True, key="inbox-links"):
        for name, label, view in links:
            st.page_link(
                ROOT / "pages" / f"{name}.py",
                label=label,
                query_params=format_view(view),
                icon=":material/arrow_forward:",
                width="content",
            )


def _view(
    page: Page, frame: pd.DataFrame, first: date | None, metros: tuple[str, ...] = ()
) -> View:
    companies = tuple(sorted(set(frame["company"])))
    filters = Filters(companies=companies, metros=metros, from_date=first)
    return View(filters=filters, language=page.view.language)
