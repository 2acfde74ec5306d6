"""Adding news: hand something in, see what is read from it, correct it, save it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import streamlit as st

from vitrine.article import Article
from vitrine.errors import VitrineError
from vitrine.event import Mention, Tier
from vitrine.extract import Knowledge, load_knowledge
from vitrine.feed.entry import Entry
from vitrine.review.correction import corrected
from vitrine.settings import Settings
from vitrine.ui.inbox_form import known_lists, show_form
from vitrine.ui.inbox_source import (
    ARTICLE_SUFFIXES,
    TABLE_SUFFIXES,
    Preview,
    article_from_text,
    articles_from_file,
    preview_of,
    read_address,
)
from vitrine.ui.inbox_table import show_table_upload
from vitrine.ui.inbox_text import Card, show_text_and_cards
from vitrine.ui.inbox_words import mention_headline, shown_fields
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page

_DRAFT = "inbox-draft"
SAVED = "inbox-saved"  # ids of the mentions that were saved last
MAX_ENTRIES = 10


@dataclass(frozen=True)
class Draft:
    """What was handed in and is not saved yet, and what the reader changed about it."""

    articles: tuple[Article, ...]
    edits: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    approved: frozenset[str] = frozenset()
    correcting: str = ""

    @property
    def is_changed(self) -> bool:
        """Tell whether saving needs decisions, which somebody must sign."""
        return bool(self.edits or self.left_out or self.approved)


def draft() -> Draft | None:
    """Return what this reader has handed in, None when nothing waits."""
    kept = st.session_state.get(_DRAFT)
    return kept if isinstance(kept, Draft) else None


def keep_draft(value: Draft | None) -> None:
    """Remember what is being worked on, or forget it."""
    st.session_state[_DRAFT] = value


def knowledge_of(settings: Settings) -> Knowledge:
    """Return what extraction knows; loading it takes a moment the first time."""
    return load_knowledge(settings.data_dir)


def show_ways(page: Page) -> None:
    """Draw the ways to hand something in; what comes in becomes the draft."""
    text = page.locale.text
    ways: dict[str, tuple[str, Callable[[Page], None]]] = {
        "text": (text("Pasted text"), _show_paste),
        "address": (text("Web address"), _show_address),
        "file": (text("File"), _show_file),
        "feed": (text("Feed"), _show_feed),
    }
    key = f"inbox-way-{page.locale.language}"
    way = st.radio(
        text("How does the news come?"),
        list(ways),
        format_func=lambda name: ways[name][0],
        horizontal=True,
        key=key,
    )
    ways[str(way)][1](page)


def _take(page: Page, read: Callable[[], tuple[Article, ...]]) -> None:
    """Make what a function reads the draft; its trouble is one sentence."""
    try:
        with st.spinner(page.locale.text("Reading …")):
            articles = read()
    except VitrineError as error:
        st.error(plain(str(error)))
        return
    keep_draft(Draft(articles))
    st.rerun()


def _show_paste(page: Page) -> None:
    text = page.locale.text
    with st.form("inbox-paste", border=False):
        body = st.text_area(
            text("Text of the article"), height=220, key="paste-text", max_chars=200_000
        )
        columns = st.columns([3, 2, 2, 3])
        title = columns[0].text_input(text("Title (may stay empty)"), key="paste-title")
        published = columns[1].text_input(
            text("Date of publication"), key="paste-date", placeholder="2018-07-06"
        )
        outlet = columns[2].text_input(
            text("Outlet"), key="paste-outlet", placeholder="RetailDetail"
        )
        url = columns[3].text_input(text("Link"), key="paste-url", placeholder="https://")
        is_sent = st.form_submit_button(text("Read it"), type="primary")
    if is_sent:
        _take(
            page,
            lambda: (
                article_from_text(body, title=title, published=published, outlet=outlet, url=url),
            ),
        )


def _show_address(page: Page) -> None:
    text = page.locale.text
    with st.form("inbox-address", border=False):
        url = st.text_input(text("Address of the article"), key="address", placeholder="https://")
        is_sent = st.form_submit_button(text("Fetch and read it"), type="primary")
    st.caption(text("The page is fetched once, when you press the button, and nothing else."))
    if is_sent:
        _take(page, lambda: _articles_at(page, url))


def _articles_at(page: Page, url: str) -> tuple[Article, ...]:
    found = read_address(url, page.settings)
    if found.entries and not found.articles:
        st.session_state["feed-entries"] = found.entries
        st.session_state["feed-address"] = url
        raise VitrineError(page.locale.text("This address is a feed; choose “Feed” above."))
    return found.articles


def _show_file(page: Page) -> None:
    text = page.locale.text
    uploaded = st.file_uploader(
        text("File with an article, or with a table of events or shops"),
        type=[*ARTICLE_SUFFIXES, *TABLE_SUFFIXES],
        key="inbox-file",
    )
    st.caption(text("HTML, TXT or JSON with articles; CSV or XLSX with one event a row."))
    if uploaded is None:
        return
    name, body = uploaded.name, uploaded.getvalue()
    if name.lower().rpartition(".")[2] in TABLE_SUFFIXES:
        saved = show_table_upload(page, name, body)
        if saved:
            st.session_state[SAVED] = saved
            st.rerun()
    elif st.button(text("Read it"), type="primary", key="read-file"):
        _take(page, lambda: articles_from_file(name, body, page.settings))


def _show_feed(page: Page) -> None:
    text = page.locale.text
    with st.form("inbox-feed", border=False):
        url = st.text_input(text("Address of the feed"), key="feed-address", placeholder="https://")
        is_sent = st.form_submit_button(text("Show its articles"), type="primary")
    if is_sent:
        try:
            with st.spinner(text("Reading …")):
                found = read_address(url, page.settings)
        except VitrineError as error:
            st.error(plain(str(error)))
            return
        st.session_state["feed-entries"] = found.entries
        if not found.entries:
            st.info(
                text("This page is no feed; feeds that it names: {feeds}",
                     feeds=plain(", ".join(found.feeds[:5]), 600))
                if found.feeds
                else text("This page is no feed and names none.")
            )  # fmt: skip
    entries: tuple[Entry, ...] = st.session_state.get("feed-entries") or ()
    if not entries:
        return
    chosen = st.multiselect(
        text("Articles to read"),
        range(len(entries)),
        format_func=lambda number: _entry_line(page, entries[number]),
        max_selections=MAX_ENTRIES,
        key="feed-chosen",
    )
    if chosen and st.button(text("Fetch and read them"), type="primary", key="read-feed"):
        _take(page, lambda: _articles_of(page, [entries[number] for number in chosen]))


def _entry_line(page: Page, entry: Entry) -> str:
    day = page.locale.date(entry.published.date()) if entry.published else ""
    return " · ".join(filter(None, (day, entry.title[:120] or entry.url[:120])))


def _articles_of(page: Page, entries: list[Entry]) -> tuple[Article, ...]:
    """Fetch the chosen articles one by one; one that cannot be read does not stop the others."""
    found: list[Article] = []
    trouble: VitrineError | None = None
    for entry in entries:
        try:
            found += read_address(entry.url, page.settings).articles
        except VitrineError as error:
            trouble = error
    if trouble and not found:
        raise trouble
    return tuple(found)


def kept_mentions(page: Page, work: Draft, preview: Preview) -> list[Mention]:
    """Return the mentions of a preview as they stand after the reader's corrections."""
    companies, places = known_lists(page.settings)
    return [
        corrected(mention, work.edits[mention.mention_id], companies, places)
        if mention.mention_id in work.edits
        else mention
        for mention in preview.mentions
    ]


def show_preview(page: Page, work: Draft) -> list[Preview]:
    """Draw one article of the draft beside its events; returns what is read from all of them."""
    text, locale = page.locale.text, page.locale
    with st.spinner(text("Reading …")):
        knowledge = knowledge_of(page.settings)
        previews = [preview_of(article, knowledge) for article in work.articles]
    shown = previews[0]
    if len(previews) > 1:
        number = st.selectbox(
            text("Article"),
            range(len(previews)),
            format_func=lambda n: f"{n + 1}. {previews[n].article.title[:100]}",
            key=f"inbox-article-{locale.language}",
        )
        shown = previews[int(number)]
    _show_facts(page, shown.article)
    cards = [
        _card(page, work, mention, now)
        for mention, now in zip(shown.mentions, kept_mentions(page, work, shown), strict=True)
    ]
    _show_counts(page, work, [card.mention for card in cards if not card.is_left_out])
    words = {
        "text": text("Text of the article"),
        "cards": text("Events that were read from it"),
        "none": text(
            "Nothing was found that a company of the list did. The article can still be saved."
        ),
    }
    show_text_and_cards(shown.article, cards, words, f"preview-{locale.language}", _act)
    if work.correcting:
        _show_correction(page, work, previews)
    return previews


def _show_counts(page: Page, work: Draft, mentions: list[Mention]) -> None:
    """Say what was found before showing it, and how to look at it."""
    locale, text = page.locale, page.locale.text
    if not mentions:
        return
    vouched = work.approved | work.edits.keys()
    count = len(mentions)
    sure = sum(item.tier is Tier.PUBLISHED or item.mention_id in vouched for item in mentions)
    found = locale.plural(
        "{count} event was read", "{count} events were read", count, count=locale.number(count)
    )
    shown = text(
        "{sure} shown at once, {unsure} for the review queue",
        sure=locale.number(sure),
        unsure=locale.number(count - sure),
    )
    st.markdown("**" + plain(found) + "** · " + plain(shown))
    st.caption(text("Point at a field to see its words in the text, or at words to see the field."))


def _show_facts(page: Page, article: Article) -> None:
    locale = page.locale
    facts = [
        article.outlet or locale.text("outlet unknown"),
        locale.date(article.published) if article.published else locale.text("undated"),
        article.language.upper(),
    ]
    st.caption(" · ".join(plain(fact) for fact in facts if fact))


def tier_badges(page: Page, tier: Tier, confidence: float) -> list[tuple[str, str]]:
    """Return what a reader must know of a mention: shown at once or not, and how sure."""
    text = page.locale.text
    shown = text("shown at once") if tier is Tier.PUBLISHED else text("waits for review")
    sure = text("{percent} sure", percent=page.locale.percent(round(100 * confidence)))
    return [(tier.value, shown), ("confidence", sure)]


def _card(page: Page, work: Draft, before: Mention, now: Mention) -> Card:
    text = page.locale.text
    key = before.mention_id
    is_out = key in work.left_out
    badges = tier_badges(page, now.tier, now.confidence)
    acts = [("correct", text("Correct")), ("leave", text("Leave out"))]
    if is_out:
        badges, acts = [("review", text("left out"))], [("take", text("Take back"))]
    elif key in work.edits:
        badges = [("published", text("corrected by you"))]
    elif key in work.approved:
        badges, acts = [("published", text("approved by you"))], [("take", text("Take back"))]
    elif now.tier is Tier.REVIEW:
        acts = [("approve", text("Approve")), *acts]
    # The spans stay those of the text: a correction changes the value, not what was written.
    return Card(
        now,
        mention_headline(now, page.locale),
        shown_fields(now, page.locale),
        badges,
        acts,
        is_out,
    )


def _act(act: str, mention_id: str) -> None:
    work = draft()
    if work is None:
        return
    if act == "leave":
        work = replace(
            work, left_out=work.left_out | {mention_id}, approved=work.approved - {mention_id}
        )
    elif act == "take":
        work = replace(
            work, left_out=work.left_out - {mention_id}, approved=work.approved - {mention_id}
        )
    elif act == "approve":
        work = replace(work, approved=work.approved | {mention_id})
    elif act == "correct":
        work = replace(work, correcting=mention_id)
    keep_draft(work)


def _show_correction(page: Page, work: Draft, previews: list[Preview]) -> None:
    found = {
        mention.mention_id: mention
        for preview in previews
        for mention in kept_mentions(page, work, preview)
    }
    mention = found.get(work.correcting)
    if mention is None:
        return

    def close() -> None:
        keep_draft(replace(draft() or work, correcting=""))

    @st.dialog(page.locale.text("Correct what was read"), width="large", on_dismiss=close)
    def dialog() -> None:
        st.markdown("**" + plain(mention_headline(mention, page.locale)) + "**")
        show_form(page, mention, f"fix-{mention.mention_id}", page.locale.text("Keep"), keep)

    def keep(values: dict[str, str]) -> None:
        now = draft() or work
        edits = {**now.edits}
        edits[mention.mention_id] = edits.get(mention.mention_id, {}) | values
        keep_draft(replace(now, edits=edits if values else now.edits, correcting=""))
        st.rerun()

    dialog()
