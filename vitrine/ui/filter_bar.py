"""The global filter bar: options with counts under the other filters, chips, reset.

The URL is the truth: a widget's callback writes the URL, and each run sets the widgets from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st

from vitrine.filters import View
from vitrine.locale import Locale
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, choice_key, records, write_url
from vitrine.ui.words import (
    PRESETS,
    filter_chips,
    group_label,
    metro_label,
    preset_label,
    preset_of,
    preset_period,
)

Option = tuple[str, str]  # field of Filters, value
SINGLE_KINDS = {"companies": "company", "cities": "city"}  # field of Filters -> kind of a facet


def show_filter_bar(page: Page) -> None:
    """Draw the filters and the chips of those that are active."""
    text = page.locale.text
    if page.is_narrow:
        count = len(filter_chips(page.filters, page.locale))
        label = text("Filters") if not count else text("Filters ({count})", count=count)
        # Only what is open exists: choices in a closed expander would report that they are empty.
        box = st.expander(label, key="filters-narrow", on_change="rerun")
        if box.open:
            with box:
                _show_fields(page)
    else:
        with st.container(key="filters"):
            _show_fields(page)
    _show_chips(page)


def _show_fields(page: Page) -> None:
    text = page.locale.text
    columns = st.columns([3, 2, 3, 2, 2, 2, 2, 1.2], gap="small", vertical_alignment="bottom")
    with columns[0]:
        options = _nested_options(page, "facet_company", "companies", "groups", group_label)
        _choose(page, "company", text("Company"), ("companies", "groups"), options)
    with columns[1]:
        options = _plain_options(page, "facet_country", "countries", page.locale.country)
        _choose(page, "country", text("Country"), ("countries",), options)
    with columns[2]:
        options = _nested_options(page, "facet_place", "cities", "metros", metro_label)
        _choose(page, "place", text("City or metro area"), ("metros", "cities"), options)
    with columns[3]:
        options = _plain_options(page, "facet_event_type", "types", page.locale.event_type)
        _choose(page, "type", text("Event type"), ("types",), options)
    with columns[4]:
        options = _plain_options(page, "facet_status", "statuses", page.locale.status)
        _choose(page, "status", text("Status"), ("statuses",), options)
    with columns[5]:
        _show_period(page)
    with columns[6]:
        _show_search(page)
    with columns[7]:
        _show_more(page)


def _choose(
    page: Page, name: str, label: str, fields: Sequence[str], options: dict[Option, str]
) -> None:
    """Draw one multiple choice over one or two fields of the filters."""
    chosen = [(field, value) for field in fields for value in getattr(page.filters, field)]
    for option in chosen:
        options.setdefault(option, f"{option[1]} (0)")
    key = choice_key(f"filter-{name}", page.locale.language, options.values())
    # Set in every run, not only when it differs: a widget that the browser mounts late (in a closed
    # expander) would otherwise start with its empty default and send that back.
    st.session_state[key] = chosen

    def change() -> None:
        picked: list[Option] = st.session_state[key]
        filters = page.filters
        for field in fields:
            filters = filters.having(field, tuple(v for f, v in picked if f == field))
        write_url(page.view.with_filters(filters))

    st.multiselect(
        label,
        list(options),
        format_func=lambda option: options.get(option, option[1]),
        key=key,
        on_change=change,
        placeholder=page.locale.text("All"),
        wrap=False,
    )


def _nested_options(
    page: Page,
    query: str,
    single: str,
    wide: str,
    label: Callable[[str, Locale], str],
) -> dict[Option, str]:
    """Return the options of two fields: single values, and the wider ones that hold more."""
    kind = SINGLE_KINDS[single]
    rows = records(page.query(query, page.filters.without(wide).without(single)))
    alone = {row["value"]: row["event_count"] for row in rows if row["kind"] == kind}
    options: dict[Option, str] = {}
    for row in rows:
        value, count = row["value"], page.locale.number(row["event_count"])
        if row["kind"] == kind:
            options[single, value] = f"{value} ({count})"
        elif row["event_count"] > alone.get(value, 0):
            options[wide, value] = f"{label(value, page.locale)} ({count})"
    return options


def _plain_options(
    page: Page, query: str, field: str, label: Callable[[str], str]
) -> dict[Option, str]:
    rows = page.query(query, page.filters.without(field)).to_dict("records")
    return {
        (field, row["value"]): f"{label(row['value'])} ({page.locale.number(row['event_count'])})"
        for row in rows
    }


def _show_period(page: Page) -> None:
    text = page.locale.text
    key = f"filter-period-{page.locale.language}"
    preset = preset_of(page.filters, page.anchor)
    if st.session_state.get("period-custom") and not page.is_narrow:
        preset = "custom"
    st.session_state[key] = preset

    def change() -> None:
        chosen = st.session_state[key]
        st.session_state["period-custom"] = chosen == "custom"
        if chosen != "custom":
            first, last = preset_period(chosen, page.anchor)
            filters = replace(page.filters, from_date=first, to_date=last)
            write_url(page.view.with_filters(filters))

    counted_back = ""
    if page.anchor < page.today:
        counted_back = text(
            "Counted back from {date}, the newest report in the data.",
            date=page.locale.date(page.anchor),
        )
    st.selectbox(
        text("Period"),
        PRESETS,
        format_func=lambda name: preset_label(name, page.locale),
        key=key,
        on_change=change,
        help=counted_back or None,
    )
    if preset == "custom":
        _show_day(page, "from_date", text("From"))
        _show_day(page, "to_date", text("To"))


def _show_day(page: Page, field: str, label: str, last: date = date(2100, 12, 31)) -> None:
    key = f"filter-{field}-{page.locale.language}"
    day: date | None = getattr(page.filters, field)
    st.session_state[key] = day

    def change() -> None:
        filters = page.filters.having(field, st.session_state[key])
        if filters.from_date and filters.to_date and filters.from_date > filters.to_date:
            filters = replace(filters, from_date=filters.to_date, to_date=filters.from_date)
        write_url(page.view.with_filters(filters))

    st.date_input(
        label,
        key=key,
        on_change=change,
        min_value=date(1950, 1, 1),
        max_value=last,
        format="YYYY-MM-DD",
    )


def _show_more(page: Page) -> None:
    """Offer the filters that few readers need."""
    text = page.locale.text
    menu = st.popover(
        text("More filters") if page.is_narrow else text("More"),
        key=f"filter-more-{page.locale.language}",
    )
    with menu:  # drawn while closed too: closing it must not lose a day that was just typed
        _show_day(page, "as_of", text("As known on"), last=datetime.now(UTC).date())
        st.caption(text("Only what had been published by that day, with the values of then."))
        _show_unreviewed(page)


def _show_unreviewed(page: Page) -> None:
    key = f"filter-unreviewed-{page.locale.language}"
    st.session_state[key] = page.filters.is_unreviewed

    def change() -> None:
        filters = replace(page.filters, is_unreviewed=bool(st.session_state[key]))
        write_url(page.view.with_filters(filters))

    st.checkbox(page.locale.text("Also what nobody has reviewed yet"), key=key, on_change=change)


def _show_search(page: Page) -> None:
    key = f"filter-search-{page.locale.language}"
    st.session_state[key] = page.filters.search

    def change() -> None:
        search = " ".join(st.session_state[key].split())[:200]
        write_url(page.view.with_filters(replace(page.filters, search=search)))

    st.text_input(
        page.locale.text("Search"),
        key=key,
        on_change=change,
        placeholder=page.locale.text("words, e.g. Les Halles"),
    )


def _show_chips(page: Page) -> None:
    chips = filter_chips(page.filters, page.locale)
    if not chips:
        return
    key = f"chips-{page.locale.language}"
    numbers = list(range(len(chips)))
    st.session_state[key] = None

    def remove() -> None:
        number = st.session_state[key]
        if number is not None:
            field, value, _ = chips[number]
            write_url(page.view.with_filters(page.filters.without(field, value or None)))

    def reset() -> None:
        st.session_state["period-custom"] = False
        write_url(View(language=page.view.language))

    with st.container(horizontal=True, vertical_alignment="center", key="chips"):
        st.pills(
            page.locale.text("Active filters"),
            numbers,
            format_func=lambda number: f"{plain(chips[number][2])}  ✕",
            key=key,
            on_change=remove,
            label_visibility="collapsed",
            width="content",
        )
        st.button(page.locale.text("Reset filters"), on_click=reset, type="tertiary", key="reset")
