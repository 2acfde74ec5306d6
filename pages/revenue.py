"""Revenue & figures: one series period by period, or several side by side, every number sourced."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from vitrine.chart.figure_table import all_rows, figure_table
from vitrine.chart.index import index_scene
from vitrine.chart.multiple import multiple_scene
from vitrine.chart.revenue import revenue_scene
from vitrine.chart.scope import Selection, main_series, select
from vitrine.chart.series import Series
from vitrine.chart.share import share_scene
from vitrine.chart.target import target_groups, target_scene
from vitrine.ui.chart_block import show_chart
from vitrine.ui.empty import show_empty
from vitrine.ui.figure_bar import MAX_SERIES, chosen_metric, show_figure_bar, show_nearest
from vitrine.ui.figure_data import MAX_LISTED, known_figures, load_series, look_of
from vitrine.ui.frame import enter
from vitrine.ui.markdown import plain
from vitrine.ui.nearby import Block, show_when_near
from vitrine.ui.page import Page
from vitrine.ui.table import show_table
from vitrine.ui.table_files import show_table_files

AIMS_PX = 330  # what the blocks take, roughly
METRICS_PX = 420
LIST_PX = 520

Known = tuple[Series, ...] | None  # all figures, where they are few enough to list


def show_series(page: Page, selection: Selection, series: Sequence[Series]) -> None:
    """Draw the chosen series in the chosen scale."""
    scale = page.view.choice("scale")
    mains = main_series(series)
    look = look_of(page, series)
    if scale == "share":
        whole = load_series(
            page,
            page.filters.without("countries"),
            metric=chosen_metric(page),
            is_part=page.view.choice("span") == "part",
            companies=selection.companies,
        )
        wanted = {scope for scope in selection.scopes if scope}
        kept = [s for s in whole if not s.key.country or not wanted or s.key.country in wanted]
        share_look = look_of(page, kept)
        show_chart(page, lambda width: share_scene(kept, share_look, width, "figure-share"))
    elif scale == "index":
        show_chart(page, lambda width: index_scene(mains, look, width, "figure-index"))
    elif len(selection.pairs) > 1:
        show_chart(
            page, lambda width: multiple_scene(mains, look, width, "company", "figure-company")
        )
    elif mains:
        show_chart(page, lambda width: revenue_scene(mains[0], look, width, "figure"))


def show_aims(page: Page, selection: Selection, series: Sequence[Series]) -> None:
    """Draw what the main chart must not mix in: other definitions of the figure, and targets."""
    if page.view.choice("scale") != "amount":
        return
    mains = main_series(series)
    others = [item for item in series if item.points and item not in mains]
    if others and len(selection.pairs) == 1:
        look = look_of(page, series)
        show_chart(
            page,
            lambda width: multiple_scene(others, look, width, "definition", "figure-definition"),
        )
    target_look = look_of(page, [Series(item.key, targets=item.targets) for item in series])
    for number, aims in enumerate(target_groups(series), start=1):
        show_chart(page, partial(target_scene, aims, target_look, key=f"figure-target-{number}"))


def show_other_metrics(page: Page, selection: Selection, known: Known) -> None:
    """Draw the other metrics of a single company in the same scope."""
    if len(selection.pairs) != 1:
        return
    series = load_series(
        page,
        metric=None,
        is_part=page.view.choice("span") == "part",
        companies=selection.companies,
        scopes=selection.scopes,
        known=known,
    )
    others = [item for item in main_series(series) if item.key.metric != chosen_metric(page)]
    if others:
        look = look_of(page, others)
        show_chart(
            page, lambda width: multiple_scene(others, look, width, "metric", "figure-metric")
        )


def show_list(page: Page, selection: Selection, known: Known) -> None:
    """List the figures under the filters, of all metrics and periods, with their sources.

    When there are too many, only those of the drawn companies are listed.
    """
    count = int(page.query("figure_metric")["figure_count"].sum())
    series = known
    if series is None:
        series = load_series(
            page,
            metric=None,
            is_part=None,
            companies=selection.companies,
            row_count=MAX_LISTED,
        )
    look = look_of(page, series)
    table = figure_table(all_rows(series), page.locale, look.conversions(series))
    text = page.locale.text
    title = page.locale.plural(
        "{n} figure under these filters", "{n} figures under these filters", count
    )
    st.markdown(f"### {plain(title)}")
    if len(table) < count:
        shown = page.locale.number(len(table))
        drawn = plain(", ".join(selection.companies))
        st.caption(text("{shown} are listed, those of {companies}.", shown=shown, companies=drawn))
    show_table(page, table, key="figure-list")
    st.caption(text("Select a row to see its evidence."))
    show_table_files(page, lambda: table, title, "figures")


def show(page: Page) -> None:
    """Draw the page."""
    filters = page.filters
    is_part = page.view.choice("span") == "part"
    metric = chosen_metric(page)
    known = page.query("figure_series", metric=metric, is_part=is_part, row_count=MAX_SERIES)
    selection = select(
        known,
        has_company=bool(filters.companies or filters.groups),
        has_country=bool(filters.countries),
        is_compared=page.view.choice("compare") == "on",
    )
    drawn = known["company"].isin(selection.companies) & known["scope"].isin(selection.scopes)
    has_foreign = any(known["currency"][drawn] != "EUR")
    with st.container():  # whatever it offers, the charts keep their place
        show_figure_bar(page, selection, has_foreign=has_foreign)
    if not selection.pairs:
        show_empty(page, page.locale.metric(metric))
        show_nearest(page)
        return
    figures = known_figures(page)
    found = load_series(
        page,
        metric=metric,
        is_part=is_part,
        companies=selection.companies,
        scopes=selection.scopes,
        known=figures,
    )
    series = selection.keep(found)
    show_series(page, selection, series)
    aims = partial(show_aims, page, selection, series)
    metrics = partial(show_other_metrics, page, selection, figures)
    listed = partial(show_list, page, selection, figures)
    show_when_near(
        page,
        [
            Block("aims", AIMS_PX, aims, is_likely=True),
            Block("metrics", METRICS_PX, metrics, is_likely=True),
            Block("figures", LIST_PX, listed, is_likely=True),
        ],
    )


show(enter())
