"""The evidence card: everything that is known about one event, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from vitrine.event import PartialDate, Tier
from vitrine.headline import headline
from vitrine.ui.inbox_words import field_label
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, records, write_url

Record = Mapping[str, object]


def show_card(page: Page, event_id: str) -> None:
    """Open the card of an event as a dialog; closing it takes it out of the URL."""
    detail = page.query("event_detail", event_id=event_id)
    if detail.empty:
        if page.filters.as_of:
            day = page.locale.date(page.filters.as_of)
            missing = page.locale.text(
                "No report on event {event} was known on {date}.", event=event_id, date=day
            )
        else:
            missing = page.locale.text(
                "There is no event {event}; it may have been merged.", event=event_id
            )
        st.warning(missing)
        return

    def close() -> None:
        write_url(replace(page.view, event_id=""))

    @st.dialog(page.locale.text("Evidence"), width="large", on_dismiss=close)
    def card() -> None:
        show_card_body(page, dict(detail.iloc[0]))

    card()


def show_card_body(page: Page, event: Record) -> None:
    """Draw headline, facts, story, conflicts and sources of one event."""
    text = page.locale.text
    event_id = str(event["event_id"])
    mentions = page.query("event_mention", event_id=event_id)
    conflicts = page.query("event_conflict", event_id=event_id)
    reviews = {str(row["mention_id"]): row for row in records(_reviews(page, event_id))}
    is_all_curated = all(bool(row["is_curated"]) for row in reviews.values())
    quotes = quoted_lines(page, event_id)
    st.markdown(f"## {plain(headline(event, page.locale))}")
    if reviews and all(row["tier"] == Tier.REVIEW for row in reviews.values()):
        st.badge(text("unreviewed"), icon=":material/pending:", color="orange")
    st.markdown(plain(_value(event, "summary"), 1000))
    st.caption(" · ".join(plain(part) for part in _facts(page, event)))
    if not conflicts.empty:
        st.markdown("**" + text("Where the sources differ") + "**")
        for row in records(conflicts):
            st.markdown("- " + plain(_conflict_line(page, event, row)))
    st.markdown("**" + text("Status history and sources") + "**")
    for row in records(mentions):
        _show_mention(page, row)
        mention_id = str(row["mention_id"])
        if mention_id in quotes:
            st.markdown(" · ".join(quotes[mention_id]))
        if mention_id in reviews and not is_all_curated:
            st.caption(plain(_standing(page, reviews[mention_id]), 700))
    st.caption(text("Summaries are in our own words; the link leads to the article itself."))


def _reviews(page: Page, event_id: str) -> pd.DataFrame:
    return page.query("review_mention", event_id=event_id)


def quoted_lines(page: Page, event_id: str, mention_id: str = "") -> dict[str, list[str]]:
    """Return for each mention the words of its article that prove a value, ready for markdown.

    They stay in the article's own language. Spans belong to an event or to a single mention.
    """
    frame = page.query("review_span", event_id=event_id, mention_id=mention_id)
    found: dict[str, dict[str, list[str]]] = {}
    for row in records(frame):
        roles = found.setdefault(str(row["mention_id"]), {})
        quotes = roles.setdefault(str(row["role"]), [])
        if str(row["quote"]) not in quotes:
            quotes.append(str(row["quote"]))
    return {
        key: [
            f"{plain(field_label(role, page.locale))}: "
            + " … ".join(f"“{plain(quote, 240)}”" for quote in quotes)
            for role, quotes in roles.items()
        ]
        for key, roles in found.items()
    }


def _standing(page: Page, row: Record) -> str:
    """Return how sure a mention is, and which person looked at it when and why."""
    text = page.locale.text
    if _value(row, "reviewed_by"):
        day = page.locale.date(pd.Timestamp(str(row["reviewed_at"])).date())
        line = text("Reviewed by {name} on {date}", name=_value(row, "reviewed_by"), date=day)
        why = _value(row, "review_reason")
        return f"{line}: {why}" if why else line
    if bool(row["is_curated"]):
        return text("Read and entered by a person")
    sure = page.locale.percent(round(100 * float(str(row["confidence"]))))
    if row["tier"] == Tier.REVIEW:
        return text("Read by the program, not reviewed · {percent} sure", percent=sure)
    return text("Read by the program · {percent} sure", percent=sure)


def _facts(page: Page, event: Record) -> list[str]:
    locale = page.locale
    facts = [
        locale.event_type(str(event["event_type"])),
        locale.status(str(event["status"])),
        when(page, event),
    ]
    place = [_value(event, "address"), _value(event, "city")]
    if _value(event, "country"):
        place.append(locale.country(_value(event, "country")))
    facts.append(", ".join(part for part in place if part))
    if _value(event, "geo_precision") and _value(event, "city"):
        precision = locale.geo_precision(_value(event, "geo_precision"))
        facts.append(locale.text("place known by: {precision}", precision=precision))
    if _value(event, "metric"):
        facts.append(locale.metric(_value(event, "metric")))
        facts.append(_amount(page, event))
        if _value(event, "period"):
            facts.append(locale.period(_value(event, "period")))
    if _value(event, "basis"):
        facts.append(locale.basis(_value(event, "basis")))
    if _value(event, "scope_note"):
        facts.append(_value(event, "scope_note"))
    if bool(event["is_approx"]):
        facts.append(locale.text("approximate"))
    if bool(event["is_temporary"]):
        facts.append(locale.text("temporary"))
    facts.append(
        locale.plural(
            "{count} source", "{count} sources", _count(event), count=locale.number(_count(event))
        )
    )
    return [fact for fact in facts if fact]


def _count(event: Record) -> int:
    return int(str(event["outlet_count"]))


def _amount(page: Page, record: Record) -> str:
    amount = record.get("amount")
    if amount is None or pd.isna(amount):  # type: ignore[call-overload]
        return ""
    return page.locale.money(float(str(amount)), _value(record, "currency"))


def when(page: Page, record: Record) -> str:
    """Return the date of an event or mention at its own precision."""
    text = _value(record, "date_text")
    if not text:
        reported = record.get("sort_date")
        if reported is None or pd.isna(reported):  # type: ignore[call-overload]
            return page.locale.text("date unknown")
        month = PartialDate.parse(f"{reported:%Y-%m}")
        return page.locale.text("reported {date}", date=page.locale.date(month))
    return page.locale.date(PartialDate.parse(text))


def _conflict_line(page: Page, event: Record, row: Record) -> str:
    kinds = {
        "rounding": page.locale.text("rounded"),
        "preliminary": page.locale.text("preliminary"),
        "restated": page.locale.text("restated"),
        "conflict": page.locale.text("contradiction"),
    }
    value = _value(row, "value")
    if _value(row, "field") == "amount":
        with suppress(ValueError, IndexError):
            value = page.locale.money(float(value.split()[0]), _value(event, "currency"))
    field = page.locale.column(_value(row, "field"))
    return f"{field}: {value} ({kinds[_value(row, 'kind')]}) — {_value(row, 'outlet')}"


def _show_mention(page: Page, row: Record) -> None:
    locale = page.locale
    parts = [
        locale.status(_value(row, "status")),
        when(page, row) if _value(row, "date_text") else "",
        _amount(page, row),
        _value(row, "address"),
    ]
    facts = " · ".join(plain(part) for part in parts if part)
    published = _value(row, "published_text")
    day = locale.date(PartialDate.parse(published)) if published else locale.text("undated")
    source = f"{_value(row, 'outlet')}, {day}"
    url = _value(row, "source_url")
    link = f"[{plain(source)}]({safe_url(url)})" if safe_url(url) else plain(source)
    language = _value(row, "language").upper()
    st.markdown(f"{facts}  \n{link} {plain(language)}  \n{plain(_value(row, 'summary'), 1000)}")


def safe_url(url: str) -> str:
    """Return an http(s) address fit for a markdown link, empty for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    if any(not char.isprintable() for char in url):
        return ""
    for char, code in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E")):
        url = url.replace(char, code)
    return url


def _value(record: Record, name: str) -> str:
    value = record.get(name)
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    return str(value)
