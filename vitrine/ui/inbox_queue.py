"""The review queue: one mention at a time, with its proof, and every decision about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from vitrine.errors import DataError
from vitrine.event import EventType, Mention, PartialDate, Status, Tier
from vitrine.headline import headline
from vitrine.review.apply import Kind, active_decisions, read_decisions
from vitrine.review.correction import FIELDS, corrected
from vitrine.ui.evidence import quoted_lines, safe_url
from vitrine.ui.inbox_add import knowledge_of, tier_badges
from vitrine.ui.inbox_form import known_lists, show_form
from vitrine.ui.inbox_learn import offer_alias, remember_names
from vitrine.ui.inbox_list import show_list
from vitrine.ui.inbox_person import show_reviewer
from vitrine.ui.inbox_save import decide, show_publish
from vitrine.ui.inbox_words import mention_headline, shown_fields
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records
from vitrine.ui.pager import page_number, show_pages

PAGE_ROWS = 20
MAX_CANDIDATES = 60
_CURRENT = "queue-current"
_PRESSED = "queue-pressed"
_REASONS = "queue-reasons"
_OPEN = "queue-open"  # which dialog is open, and for which mention
Record = Mapping[str, Any]


def show_queue(page: Page) -> None:
    """Draw the queue and the mention that is looked at."""
    text, locale = page.locale.text, page.locale
    show_publish(page)
    offer_alias(page)
    rows, total = _rows(page)
    if not rows:
        st.success(
            text(
                "Nothing waits for review under these filters. New articles come in by “Add news”."
            )
        )
        return
    st.markdown(
        "### "
        + plain(
            locale.plural(
                "{count} mention waits for review", "{count} mentions wait for review",
                total, count=locale.number(total),
            )
        )
    )  # fmt: skip
    st.caption(
        text("Shops and figures of companies on the list first, nearly sure ones before others.")
    )
    ids = [str(row["mention_id"]) for row in rows]
    current = str(st.session_state.get(_CURRENT, ""))
    current = current if current in ids else ids[0]
    row = rows[ids.index(current)]
    by = show_reviewer(page)
    columns = st.columns([2, 3], gap="medium") if not page.is_narrow else (st.container(),) * 2
    with columns[1]:
        _show_mention(page, row, by)
    with columns[0]:
        _show_rows(page, rows, current, ids)
        show_pages(page, -(-total // PAGE_ROWS))


def _rows(page: Page) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of the page of the queue that the URL names, and how many there are."""
    decisions = active_decisions(read_decisions(page.settings.inbox_dir))
    settled = (Kind.APPROVE, Kind.EDIT, Kind.REJECT)
    decided = sorted(
        {key for item in decisions if item.kind in settled for key in item.mention_ids}
    )
    number = page_number(page, 10**6)
    filters = replace(page.filters, is_unreviewed=True)

    def ask(offset: int) -> list[dict[str, Any]]:
        return records(
            page.query(
                "review_queue",
                filters,
                decided=decided or None,
                threshold=knowledge_of(page.settings).weights.published,
                row_offset=offset,
                row_count=PAGE_ROWS,
            )
        )

    # Behind the last page there is nothing: the first page always says how many there are.
    rows = ask((number - 1) * PAGE_ROWS) or ask(0)
    return rows, int(rows[0]["total_count"]) if rows else 0


def _show_rows(page: Page, rows: list[dict[str, Any]], current: str, ids: list[str]) -> None:
    text = page.locale.text

    def act(pressed: str, mention_id: str) -> None:
        place = ids.index(mention_id) if mention_id in ids else 0
        if pressed == "pick":
            st.session_state[_CURRENT] = mention_id
        elif pressed in ("j", "k"):
            step = 1 if pressed == "j" else -1
            st.session_state[_CURRENT] = ids[min(max(place + step, 0), len(ids) - 1)]
        else:
            st.session_state[_PRESSED] = (pressed, mention_id)

    hints = [
        ("j", text("next")),
        ("k", text("previous")),
        ("a", text("approve")),
        ("e", text("edit")),
        ("r", text("reject")),
    ]
    lines = [
        (
            str(row["mention_id"]),
            headline(row, page.locale),
            " · ".join(
                filter(
                    None, (str(row["outlet"]), page.locale.percent(round(100 * row["confidence"])))
                )
            ),
        )
        for row in rows
    ]
    show_list(lines, current, hints, f"queue-{page.locale.language}", act)


def _show_mention(page: Page, row: Record, by: str) -> None:
    text = page.locale.text
    mention = mention_of(row, page)
    pressed, pressed_id = st.session_state.pop(_PRESSED, ("", ""))
    pressed = pressed if pressed_id == mention.mention_id else ""
    with st.container(border=True, key="queue-mention"):
        st.markdown("### " + plain(headline(row, page.locale)))
        badges = tier_badges(page, mention.tier, mention.confidence)
        st.caption(" · ".join(plain(words) for _, words in badges))
        st.markdown(_source(page, row))
        st.markdown("> " + plain(mention.summary, 600))
        quotes = quoted_lines(page, "", mention.mention_id).get(mention.mention_id, ())
        st.markdown(" · ".join(quotes))
        _show_values(page, mention)
        why = _reason(page, mention.mention_id)
        if not by:
            st.caption(text("Write your name above; then you can decide."))
        with st.container(horizontal=True, key="queue-acts"):
            is_off = not by
            acts = {
                "a": st.button(text("Approve"), type="primary", key="act-approve", disabled=is_off),
                "e": st.button(text("Edit"), key="act-edit", disabled=is_off),
                "r": st.button(text("Reject"), key="act-reject", disabled=is_off),
            }
            is_merge = st.button(text("Merge with …"), key="act-merge", disabled=is_off)
            is_split = int(row["sibling_count"]) > 0 and st.button(
                text("Split"), key="act-split", disabled=is_off
            )
    if not by:
        return
    if acts["a"] or pressed == "a":
        _settle(page, Kind.APPROVE, mention, by, why)
    elif acts["r"] or pressed == "r":
        _settle(page, Kind.REJECT, mention, by, why)
    for name, is_asked in (
        ("edit", acts["e"] or pressed == "e"),
        ("merge", is_merge),
        ("split", is_split),
    ):
        if is_asked:
            st.session_state[_OPEN] = (name, mention.mention_id)
    name, mention_id = st.session_state.get(_OPEN, ("", ""))
    if mention_id == mention.mention_id:
        {"edit": _show_edit, "merge": _show_merge, "split": _show_split}[name](
            page, mention, by, why
        )


def _reason(page: Page, mention_id: str) -> str:
    """Ask for the reason; what was written stays when the reader looks at another mention."""
    key = f"why-{mention_id}-{page.locale.language}"
    kept: dict[str, str] = st.session_state.setdefault(_REASONS, {})

    def change() -> None:
        kept[mention_id] = str(st.session_state[key])

    st.session_state.setdefault(key, kept.get(mention_id, ""))
    return st.text_input(
        page.locale.text("Reason"),
        key=key,
        on_change=change,
        placeholder=page.locale.text("for those who ask later"),
        max_chars=500,
    )


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _settle(
    page: Page,
    kind: Kind,
    mention: Mention,
    by: str,
    why: str,
    values: Mapping[str, str] | None = None,
) -> None:
    if decide(page, kind, by, why, about=[mention], values=values):
        done = {
            Kind.APPROVE: page.locale.text("Approved"),
            Kind.EDIT: page.locale.text("Corrected and approved"),
            Kind.REJECT: page.locale.text("Rejected"),
        }[kind]
        _close()
        st.toast(plain(f"{done}: {mention_headline(mention, page.locale)}"))
        st.rerun()


def _show_edit(page: Page, mention: Mention, by: str, why: str) -> None:
    @st.dialog(page.locale.text("Correct what was read"), width="large", on_dismiss=_close)
    def dialog() -> None:
        st.markdown("> " + plain(mention.summary, 600))
        show_form(
            page,
            mention,
            f"edit-{mention.mention_id}",
            page.locale.text("Save and approve"),
            lambda values: _corrected(page, mention, by, why, values),
        )

    dialog()


def _corrected(page: Page, mention: Mention, by: str, why: str, values: dict[str, str]) -> None:
    if values.get("company"):
        remember_names(page, mention, values["company"])
    _settle(page, Kind.EDIT if values else Kind.APPROVE, mention, by, why, values or None)


def _show_merge(page: Page, mention: Mention, by: str, why: str) -> None:
    text = page.locale.text
    rows = records(
        page.query("review_candidate", mention_id=mention.mention_id, row_count=MAX_CANDIDATES)
    )

    @st.dialog(text("Merge with another event"), width="large", on_dismiss=_close)
    def dialog() -> None:
        if not rows:
            st.info(text("There is no other event of this company."))
            return
        number = st.selectbox(
            text("Event that tells the same"),
            range(len(rows)),
            format_func=lambda n: f"{headline(rows[n], page.locale)} — {rows[n]['outlets']}"[:200],
            key=f"merge-{mention.mention_id}",
        )
        if st.button(text("Merge"), type="primary", key="merge-now"):
            event_id = str(rows[int(number)]["event_id"])
            members = records(page.query("review_member", event_id=event_id))
            others = [mention_of(row, page) for row in members]
            _pair(page, Kind.MERGE, mention, others, by, why)

    dialog()


def _show_split(page: Page, mention: Mention, by: str, why: str) -> None:
    text = page.locale.text
    rows = records(page.query("review_sibling", mention_id=mention.mention_id))

    @st.dialog(text("Split off"), width="large", on_dismiss=_close)
    def dialog() -> None:
        st.write(text("This mention was joined with:"))
        for row in rows:
            st.markdown("- " + plain(f"{row['summary']} ({row['outlet']})"))
        if st.button(text("It is another event"), type="primary", key="split-now"):
            others = [mention_of(row, page) for row in rows]
            _pair(page, Kind.SPLIT, mention, others, by, why)

    dialog()


def _pair(
    page: Page, kind: Kind, mention: Mention, others: Sequence[Mention], by: str, why: str
) -> None:
    if decide(page, kind, by, why, about=[mention, *others]):
        _close()
        st.toast(page.locale.text("Kept; the events change when you publish."))
        st.rerun()


def _show_values(page: Page, mention: Mention) -> None:
    lines = [
        f"{plain(item.label)}: **{plain(item.value)}**"
        for item in shown_fields(mention, page.locale)
    ]
    st.markdown(" · ".join(lines))


def _source(page: Page, row: Record) -> str:
    published = str(row["published_text"]) if isinstance(row["published_text"], str) else ""
    day = page.locale.date(PartialDate.parse(published)) if published else ""
    words = plain(", ".join(filter(None, (str(row["outlet"]), day))))
    url = safe_url(str(row["source_url"] or ""))
    return f"[{words}]({url})" if url else words


def mention_of(row: Record, page: Page) -> Mention:
    """Return the mention that a row tells of, as far as a reviewer may change it."""
    companies, places = known_lists(page.settings)
    names = {"event_date": "date_text", "count": "site_count"}
    flags = {"temporary": "is_temporary", "approx": "is_approx"}
    values = {name: _text(row.get(names.get(name, name))) for name in FIELDS if name not in flags}
    values |= {name: "1" if row.get(column) is True else "" for name, column in flags.items()}
    bare = Mention(
        mention_id=str(row["mention_id"]),
        event_type=EventType(row["event_type"]),
        company=str(row["company"]),
        status=Status(row["status"]),
        summary=_text(row.get("summary")),
        source_url=_text(row.get("source_url")),
        outlet=_text(row.get("outlet")),
        language=_text(row.get("language")),
        confidence=float(row.get("confidence") or 0),
        tier=Tier.REVIEW,
    )
    try:
        return corrected(bare, values, companies, places)
    except DataError:  # what was extracted need not pass the rules for what is written by hand
        return bare


def _text(value: object) -> str:
    """Return a value of a row as it would be written: whole numbers without a fraction."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)
