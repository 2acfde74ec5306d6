"""The choices of the figures page: metric, series, span, scale, conversion; all live in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from vitrine.chart.scope import Pair, Selection, known_pairs
from vitrine.filters import CHOICES, Filters
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page, choice_key

DEFAULT_METRIC = "revenue"
MAX_SERIES = 300
MAX_NEAREST = 10
COMPARE: Pair = ("", "")


def chosen_metric(page: Page) -> str:
    """Return the metric of the URL, revenue by default."""
    return page.view.metric or DEFAULT_METRIC


def show_figure_bar(page: Page, selection: Selection, *, has_foreign: bool) -> None:
    """Draw the choices; has_foreign tells that an amount could be converted into euros."""
    if page.is_narrow:
        label = page.locale.metric(chosen_metric(page))
        with st.expander(page.locale.text("{metric}: change the view", metric=label)):
            _show_fields(page, selection, has_foreign=has_foreign)
    else:
        _show_fields(page, selection, has_foreign=has_foreign)
    if selection.is_first_look and selection.pairs:
        st.caption(page.locale.text("A first look: choose another series or company above."))


def _show_fields(page: Page, selection: Selection, *, has_foreign: bool) -> None:
    text = page.locale.text
    columns = st.columns([4, 6, 5, 6], gap="small", vertical_alignment="bottom")
    with columns[0]:
        _show_metric(page)
    with columns[1]:
        _show_series(page, selection)
    with columns[2]:
        labels = {"year": text("Full years"), "part": text("Parts of years")}
        _show_choice(page, "span", text("Periods"), labels)
    with columns[3]:
        labels = {
            "amount": text("Amount"),
            "index": text("Index"),
            "share": text("Share of group"),
        }
        _show_choice(page, "scale", text("Show as"), labels)
    if has_foreign or page.view.choice("convert"):
        _show_convert(page)


def _show_metric(page: Page) -> None:
    frame = page.query("figure_metric")
    counts = dict(zip(frame["metric"], frame["figure_count"], strict=True))
    current = chosen_metric(page)
    labels = {
        code: f"{page.locale.metric(code)} ({page.locale.number(counts.get(code, 0))})"
        for code in [*counts, current]
    }
    key = choice_key("figure-metric", page.locale.language, labels.values())
    st.session_state[key] = current

    def change() -> None:
        picked = str(st.session_state[key])
        page.go(replace(page.view, metric="" if picked == DEFAULT_METRIC else picked))

    st.selectbox(
        page.locale.text("Metric"),
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=key,
        on_change=change,
    )


def _show_series(page: Page, selection: Selection) -> None:
    """Offer every company and scope that has figures, whatever companies are filtered now."""
    open_filters = page.filters.without("companies").without("groups").without("countries")
    known = page.query(
        "figure_series",
        open_filters,
        metric=chosen_metric(page),
        is_part=page.view.choice("span") == "part",
        row_count=MAX_SERIES,
    )
    options = [COMPARE, *known_pairs(known)]
    counts: dict[Pair, int] = {}
    for company, scope, count in zip(
        known["company"], known["scope"], known["period_count"], strict=True
    ):
        counts[company, scope] = counts.get((company, scope), 0) + int(count)
    current = selection.pairs[0] if len(selection.pairs) == 1 else None
    if not _has_filter(page) and page.view.choice("compare"):
        current = COMPARE
    labels = {pair: _pair_label(page, pair, counts) for pair in options}
    key = choice_key("figure-series", page.locale.language, labels.values())
    st.session_state[key] = current if current in options else None

    def change() -> None:
        picked = st.session_state[key]
        if picked is not None:
            _go_to(page, picked)

    st.selectbox(
        page.locale.text("Company and scope"),
        options,
        format_func=lambda pair: labels.get(pair, ""),
        key=key,
        on_change=change,
        placeholder=page.locale.text("{count} series", count=len(selection.pairs)),
    )


def _has_filter(page: Page) -> bool:
    filters = page.filters
    return bool(filters.companies or filters.groups or filters.countries)


def _go_to(page: Page, pair: Pair) -> None:
    company, scope = pair
    filters = replace(
        page.filters,
        companies=(company,) if company else (),
        groups=(),
        countries=(scope,) if scope else (),
    )
    view = replace(page.view, filters=filters).with_choice("compare", "" if company else "on")
    page.go(view)


def _pair_label(page: Page, pair: Pair, counts: Mapping[Pair, int]) -> str:
    company, scope = pair
    text = page.locale.text
    if not company:
        return text("All companies, whole group")
    place = page.locale.country(scope) if scope else text("whole group")
    return f"{company} · {place} ({page.locale.number(counts.get(pair, 0))})"


def _show_choice(page: Page, name: str, label: str, labels: Mapping[str, str]) -> None:
    key = f"figure-{name}-{page.locale.language}"
    current = page.view.choice(name)
    if st.session_state.get(key) != current:
        st.session_state[key] = current

    def change() -> None:
        page.choose(name, st.session_state[key] or CHOICES[name][0])

    st.segmented_control(
        label,
        list(labels),
        format_func=lambda value: labels[value],
        key=key,
        on_change=change,
        width="stretch",
    )


def _show_convert(page: Page) -> None:
    key = f"figure-convert-{page.locale.language}"
    st.session_state[key] = bool(page.view.choice("convert"))

    def change() -> None:
        page.choose("convert", "EUR" if st.session_state[key] else "")

    st.toggle(
        page.locale.text("Add an approximate value in euros"),
        key=key,
        on_change=change,
        help=plain(
            page.locale.text(
                "A second value beside the reported one, at the year's average reference rate."
            )
        ),
    )


def show_nearest(page: Page) -> None:
    """Say where the metric is known: the filtered companies' scopes, else the best companies."""
    metric = chosen_metric(page)
    own = Filters(companies=page.filters.companies, groups=page.filters.groups)
    found = [] if own.is_empty() else _known(page, own, metric)
    if not found:
        found = _known(page, Filters(), metric)
    if found:
        line = page.locale.text(
            "{metric} is known for: {series}",
            metric=page.locale.metric(metric),
            series="; ".join(found[:MAX_NEAREST]),
        )
        st.caption(plain(line, 1200))


def _known(page: Page, filters: Filters, metric: str) -> list[str]:
    """Return what is known of full years, then of parts of years: Coolblue · Belgium (8)."""
    labels: dict[str, None] = {}
    for is_part in (False, True):
        known = page.query(
            "figure_series", filters, metric=metric, is_part=is_part, row_count=MAX_SERIES
        )
        span = page.locale.text("Parts of years") if is_part else page.locale.text("Full years")
        for row in known.to_dict("records"):
            pair = str(row["company"]), str(row["scope"])
            counts = {pair: int(row["period_count"])}
            labels.setdefault(f"{_pair_label(page, pair, counts)}, {span}")
    return list(labels)
