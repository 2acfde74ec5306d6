"""Measured quality of extraction, and the checks that the data passed."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from vitrine.chart.quality import Shown, quality_scene
from vitrine.errors import DataError
from vitrine.locale import Locale
from vitrine.quality.measured import HALVES, TIERS, Measurement, Share, read_measurements
from vitrine.ui.chart_block import show_chart
from vitrine.ui.check_words import QUESTIONS
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.source_coverage import language_name
from vitrine.ui.table import show_table


def show_quality(page: Page) -> None:
    """Draw precision and recall by event type and language, then the data checks."""
    text = page.locale.text
    try:
        rows = read_measurements(page.settings.data_dir)
    except DataError as error:
        st.warning(plain(str(error), 300))
        rows = ()
    if rows:
        _show_measured(page, rows)
    else:
        st.markdown("### " + text("Quality was not measured yet"))
        st.caption(
            text(
                "As soon as extraction was run over articles that people labelled, this page says "
                "how often it is right and how much it finds, by event type and language."
            )
        )
    show_checks(page)


def _show_measured(page: Page, rows: tuple[Measurement, ...]) -> None:
    locale = page.locale
    _show_summary(page, rows)
    unseen = [row for row in rows if row.half == "unseen"]
    articles = max((row.articles for row in unseen), default=0)
    footer = page.footer(
        locale.plural("{n} labelled article", "{n} labelled articles", articles)
        + ", "
        + _half_word("unseen", locale)
    )
    for kind in ("type", "language"):
        for tier in TIERS:
            own = [row for row in unseen if row.kind == kind and row.tier == tier]
            if own:
                shown = Shown(kind, tier, own, partial(_name, page, kind))
                show_chart(page, partial(quality_scene, shown, locale, footer=footer))
    fields = [row for row in unseen if row.kind == "field" and row.accuracy is not None]
    if fields:
        st.markdown("### " + locale.text("Right values in the facts that were found"))
        show_table(page, field_table(fields, locale), key="field-quality")


def _show_summary(page: Page, rows: tuple[Measurement, ...]) -> None:
    text = page.locale.text
    st.markdown("### " + text("How good is what programs read"))
    for half in HALVES:
        for row in rows:
            if row.kind == "all" and row.half == half:
                st.markdown("- " + plain(_summary(row, page.locale), 500))
    st.caption(
        text(
            "Measured on articles in which people labelled every fact. Those who write the rules "
            "look at a part of them only; the charts show the others, unseen. Precision: how "
            "much of what is shown is right. Recall: how much of what the articles state is found. "
            "From few cases a share says little: the interval tells between which values the true "
            "one lies in 95 of 100 such measurements. Other outlets and later years may come out "
            "differently."
        )
    )


def _half_word(half: str, locale: Locale) -> str:
    if half == "unseen":
        return locale.text("unseen by those who write the rules")
    return locale.text("used for writing the rules")


def _summary(row: Measurement, locale: Locale) -> str:
    values = {
        "articles": locale.plural("{n} article", "{n} articles", row.articles),
        "half": _half_word(row.half, locale),
        "precision": _share_text(row.precision, locale),
        "recall": _share_text(row.recall, locale),
    }
    if row.tier == "published":
        return locale.text(
            "{articles} {half}, what is shown at once: precision {precision}; recall {recall}",
            **values,
        )
    return locale.text(
        "{articles} {half}, with what waits for a reviewer: precision {precision}; recall {recall}",
        **values,
    )


def _share_text(share: Share, locale: Locale) -> str:
    if share.value is None:
        return "–"
    low, high = share.interval
    return locale.text(
        "{share} ({hits} of {n}, interval {low} to {high})",
        share=locale.percent(round(100 * share.value)),
        hits=locale.number(share.hits),
        n=locale.number(share.n),
        low=locale.percent(round(100 * low)),
        high=locale.percent(round(100 * high)),
    )


def _name(page: Page, kind: str, row: Measurement) -> str:
    return page.locale.event_type(row.name) if kind == "type" else language_name(page, row.name)


def field_table(rows: list[Measurement], locale: Locale) -> pd.DataFrame:
    """Return how often each field is right, by what was measured."""
    headers = {"event_date": "date", "count": "site_count"}
    tiers = {"published": locale.text("shown at once"), "all": locale.text("all that was found")}
    return pd.DataFrame(
        {
            "field": [locale.column(headers.get(row.name, row.name)) for row in rows],
            "scope": [tiers[row.tier] for row in rows],
            "accuracy_pct": [round(100 * (row.accuracy or 0), 1) for row in rows],
            "found_count": [row.found for row in rows],
        }
    )


def show_checks(page: Page) -> None:
    """List the checks that the data passed before it was published."""
    text = page.locale.text
    checks = page.query("data_check")
    st.markdown("### " + text("Data checks"))
    if checks.empty:
        st.caption(text("This data was published without its checks."))
        return
    failed = int((checks["row_count"] > 0).sum())
    count = page.locale.number(len(checks))
    st.caption(
        text("All {count} checks found nothing wrong.", count=count)
        if not failed
        else text(
            "{failed} of {count} checks found something; what they found waits for a reviewer.",
            failed=failed,
            count=count,
        )
    )
    checks["question"] = [text(QUESTIONS.get(name, "")) or name for name in checks["name"]]
    show_table(page, checks[["question", "row_count", "name"]], key="checks")
