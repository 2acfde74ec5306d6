"""Any figures at all, hostile names included: everything is drawn, every bar is a row."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evil import PAYLOADS
from tests.figure_cases import LOOK, bars, reference_series, report, row, series_of, yearly
from vitrine.chart.index import index_scene
from vitrine.chart.multiple import multiple_scene
from vitrine.chart.revenue import Look, revenue_scene
from vitrine.chart.screen import figure
from vitrine.chart.series import read_series
from vitrine.chart.share import share_scene
from vitrine.chart.target import target_groups, target_scene
from vitrine.locale import load_locale
from vitrine.rate import Rates

WIDTHS = (1240, 350)

PERIODS = st.sampled_from(
    ["FY2017", "FY2018", "FY2017/18", "FY1999", "FY2026/27", "2018-Q1", "2018-H1", "2019-H1",
     "2018-9M", "FY2018-Q3"]
)  # fmt: skip
AMOUNTS = st.one_of(
    st.floats(-1e17, 1e17),
    st.sampled_from([0.0, -0.0, math.nan, math.inf, -math.inf, 1e-9, 1e18, -1e18]),
    st.decimals(-(10**15), 10**15, places=2).map(lambda value: Decimal(value)),
)
NAMES = st.one_of(st.sampled_from([*PAYLOADS, "", "Coolblue"]), st.text(max_size=30))
ROWS = st.fixed_dictionaries(
    {
        "period": PERIODS,
        "amount": AMOUNTS,
        "company": NAMES,
        "metric": st.sampled_from(["revenue", "net_profit", "<b>x</b>"]),
        "scope": st.sampled_from(["", "BE", "XX"]),
        "currency": st.sampled_from(["EUR", "GBP", "?"]),
        "basis": st.sampled_from(["reported", "adjusted", "preliminary", "restated", "target"]),
        "status": st.sampled_from(["done", "announced", "planned", "rumoured", "cancelled"]),
        "scope_note": st.one_of(st.none(), NAMES),
        "change_pct": st.one_of(st.floats(), st.just(-100.0)),
        "is_approx": st.booleans(),
        "outlets": NAMES,
        "source_url": NAMES,
        "outlet_count": st.integers(0, 99),
    }
)
REPORTS = st.fixed_dictionaries(
    {
        "number": st.integers(0, 11),
        "amount": AMOUNTS,
        "kind": st.sampled_from([None, "rounding", "preliminary", "restated", "conflict", "?"]),
        "change_pct": st.floats(),
        "outlet": NAMES,
    }
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ROWS, max_size=12),
    st.lists(REPORTS, max_size=8),
    st.sampled_from(WIDTHS),
    st.sampled_from(["en", "fr", "nl"]),
)
def test_any_figures_can_be_drawn_and_every_bar_is_a_row(
    rows: list[dict[str, object]], reports: list[dict[str, object]], width: int, language: str
) -> None:
    look = _look(language)
    frame = pd.DataFrame([_row(number, values) for number, values in enumerate(rows)])
    said = pd.DataFrame(
        [report(f"E{int(str(item['number'])):04d}", **_without(item, "number")) for item in reports]
    )
    series = read_series(frame, said if reports else None) if rows else ()
    scenes = [revenue_scene(item, look, width) for item in series]
    scenes += [
        multiple_scene(series, look, width, subject, "k")
        for subject in ("company", "metric", "definition")
    ]
    scenes += [share_scene(series, look, width, "k")]
    scenes += [target_scene(aims, look, width, "k") for aims in target_groups(series)]
    for scene in scenes:
        assert sorted(bar.event_id for bar in bars(scene)) == sorted(scene.table["event_id"])
        assert all(math.isfinite(value) for bar in bars(scene) for value in (bar.y0, bar.y1))
    for scene in [*scenes, index_scene(series, look, width, "k")]:
        assert scene.title and scene.alt and scene.height_px > 0
        for panel in scene.panels:
            assert panel.x.low < panel.x.high and panel.y.low < panel.y.high
        figure(scene, width_px=width)


def _look(language: str) -> Look:
    rates = Rates({("GBP", year): Decimal("0.85") for year in range(2016, 2020)})
    return replace(LOOK, locale=load_locale(language), rates=rates)


def _without(values: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in values.items() if key != name}


def _row(number: int, values: dict[str, object]) -> dict[str, object]:
    made = row(f"E{number:04d}", str(values["period"]), 1)
    return made | values


def test_hostile_names_stay_text_in_the_browser() -> None:
    for payload in PAYLOADS:
        series = yearly({2019: 1, 2020: 2}, company=payload, outlets=payload, scope_note=payload)
        for scene in (
            revenue_scene(series, LOOK, 1240),
            multiple_scene([series, reference_series()], LOOK, 350, "company", "k"),
        ):
            drawn = figure(scene).to_json()
            assert "<script" not in drawn and "<img" not in drawn


def test_a_leap_day_has_a_year_before() -> None:
    leap = row("E1", "FY2020", 1) | {
        "period_first_date": pd.Timestamp(date(2019, 3, 1)),
        "period_last_date": pd.Timestamp(date(2020, 2, 29)),
    }
    title = revenue_scene(series_of(leap), LOOK, 1240).title
    assert title.endswith("was €1m in fiscal 2020")
