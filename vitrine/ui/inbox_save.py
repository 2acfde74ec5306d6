"""Saving what was handed in and decided, and publishing it to the dashboards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from vitrine.article import Article
from vitrine.build import build_snapshot
from vitrine.database import Manifest
from vitrine.errors import VitrineError
from vitrine.event import Mention
from vitrine.ingest.run import store_articles
from vitrine.read.teaser import split_article
from vitrine.review.apply import (
    Decision,
    Kind,
    append_decision,
    new_decision,
    read_decisions,
    trace_of,
)
from vitrine.settings import Settings
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page

Step = Callable[[str], object]
_NOTES = "publish-notes"


def decide(
    page: Page,
    kind: Kind,
    by: str,
    why: str = "",
    *,
    about: Sequence[Mention] = (),
    values: Mapping[str, str] | None = None,
    undoes: str = "",
) -> Decision | None:
    """Append a decision; says in one sentence why when it cannot be written."""
    try:
        return append_decision(
            page.settings.inbox_dir,
            new_decision(
                kind,
                by,
                why,
                mention_ids=[item.mention_id for item in about],
                traces=[trace_of(item) for item in about],
                values=values,
                undoes=undoes,
            ),
        )
    except (VitrineError, OSError) as error:
        st.error(plain(_sentence(page, error)))
        return None


def waiting_count(page: Page) -> int:
    """Return how many decisions are not in the published data yet."""
    built_at = _built_at(page.whole.manifest)
    return sum(item.at > built_at for item in read_decisions(page.settings.inbox_dir))


def _built_at(manifest: Manifest) -> datetime:
    """Return when a snapshot was published; its version knows that to the microsecond."""
    try:
        moment = datetime.strptime(manifest.version.partition("-")[0], "%Y%m%dT%H%M%S%f")
    except ValueError:
        return datetime.fromisoformat(manifest.built_at)
    return moment.replace(tzinfo=UTC)


def save_articles(articles: Iterable[Article], settings: Settings) -> int:
    """Archive the articles that are new, related items apart, and return how many there were."""
    parts = [part for article in articles for part in split_article(article)]
    report = store_articles(parts, settings)
    return report.new + report.new_versions


def publish_now(page: Page, before: Callable[[Step], object] = lambda step: None) -> bool:
    """Do what comes before, rebuild and publish with progress; False when it failed."""
    text = page.locale.text
    with st.status(text("Saving …"), expanded=True) as status:
        try:
            before(st.write)
            st.write(text("Reading the articles, merging the events, checking the data …"))
            st.session_state[_NOTES] = build_snapshot(page.settings).notes
        except (VitrineError, OSError) as error:
            status.update(label=text("Not published"), state="error")
            st.error(plain(_sentence(page, error)))
            return False
        status.update(label=text("Published"), state="complete")
    return True


def show_publish(page: Page) -> None:
    """Say how many decisions the dashboards do not show yet, and offer to publish them.

    Decisions that the last publishing could not follow are told first.
    """
    for note in st.session_state.get(_NOTES, ()):
        st.warning(plain(note, 600))
    count = waiting_count(page)
    if not count:
        return
    locale = page.locale
    with st.container(horizontal=True, vertical_alignment="center", key="inbox-publish"):
        st.markdown(
            plain(
                locale.plural(
                    "{count} decision is kept, but not yet in the dashboards.",
                    "{count} decisions are kept, but not yet in the dashboards.",
                    count,
                    count=locale.number(count),
                )
            ),
            width="content",
        )
        is_pressed = st.button(
            locale.text("Publish now"), key="publish-now", icon=":material/publish:"
        )
    if is_pressed and publish_now(page):
        st.rerun()


def _sentence(page: Page, error: Exception) -> str:
    if isinstance(error, VitrineError):
        return str(error)
    reason = getattr(error, "strerror", None) or type(error).__name__
    return page.locale.text("It could not be written to disk: {reason}.", reason=reason)
