"""One series of figures: what may share an axis, growth, the finding, and the bars of the chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from tests.figure_cases import (
    EN,
    LOOK,
    MILLION,
    all_series,
    bars,
    labels,
    red_lines,
    reference_series,
    report,
    row,
    series_of,
    yearly,
)
from vitrine.chart.growth import computed_changes, finding
from vitrine.chart.revenue import revenue_scene
from vitrine.chart.scene import ALERT
from vitrine.chart.series import read_series
from vitrine.chart.slot import make_row
from vitrine.database import Snapshot
from vitrine.filters import Filters, sql_params
from vitrine.locale import load_locale
from vitrine.rate import Rates

WIDE, PHONE = 1240, 350


# What may share an axis


def test_every_part_of_the_definition_makes_a_series_of_its_own() -> None:
    base = row("E1", "FY2020", 10)
    others = [
        {"company": "Fnac"},
        {"metric": "ebitda"},
        {"scope": ""},
        {"currency": "GBP"},
        {"scope_note": "without Unieuro"},
        {"basis": "adjusted"},
    ]
    rows = [base, *(base | other | {"event_id": f"E{n}"} for n, other in enumerate(others, 2))]
    found = all_series(*rows, row("E9", "2020-H1", 5))
    assert len(found) == len(others) + 2
    assert all(len(item.points) == 1 for item in found)


def test_preliminary_and_restated_figures_stay_in_the_series_but_targets_do_not() -> None:
    found = series_of(
        row("E1", "FY2019", 10, basis="restated"),
        row("E2", "FY2020", 11, basis="preliminary"),
        row("E3", "FY2021", 12, status="announced"),
        row("E4", "FY2022", 20, basis="target"),
        row("E5", "FY2023", 25, status="planned"),
    )
    assert [point.event_id for point in found.points] == ["E1", "E2", "E3"]
    assert [point.event_id for point in found.targets] == ["E4", "E5"]
    assert [point.is_firm for point in found.points] == [True, False, False]


def test_figures_are_sorted_by_the_end_of_their_period_and_not_as_text() -> None:
    found = series_of(
        row("E3", "FY2017/18", 3, fiscal_start_month=10),
        row("E1", "FY2009/10", 1, fiscal_start_month=10),
        row("E2", "FY2010/11", 2, fiscal_start_month=10),
    )
    assert [point.event_id for point in found.points] == ["E1", "E2", "E3"]


def test_a_row_without_amount_currency_or_period_is_left_out() -> None:
    broken = [
        row("E1", "FY2020", float("nan")),
        row("E2", "FY2020", float("inf")),
        row("E3", "FY2020", 1, currency=None),
        row("E4", "FY2020", 1, period_last_date=pd.NaT),
        row("E5", "FY2020", 1, period_first_date=pd.Timestamp("2021-05-01")),
    ]
    assert sum(len(item.points) for item in all_series(*broken)) == 0
    assert read_series(pd.DataFrame([row("E1", "FY2020", 1)]).iloc[:0]) == ()


def test_the_same_other_amount_of_two_outlets_is_one_report() -> None:
    found = series_of(
        row("E1", "FY2017", 311),
        reports=[
            report("E1", amount=309 * MILLION, kind="conflict", outlet="L'Echo"),
            report("E1", amount=309 * MILLION, kind="conflict", outlet="Gondola"),
            report("E1", amount=309 * MILLION, kind="conflict", outlet="X", currency="USD"),
        ],
    )
    (only,) = found.points[0].reports
    assert (only.amount, only.outlet) == (309 * MILLION, "L'Echo, Gondola")


# Growth


def test_growth_is_computed_between_consecutive_years_only() -> None:
    changes = computed_changes(yearly({2015: 100, 2016: 120, 2018: 300}).points)
    assert changes == {"ECoo2016": pytest.approx(20)}


def test_a_quarter_is_compared_with_the_same_quarter_of_the_year_before() -> None:
    found = series_of(
        row("E1", "2019-Q1", 100), row("E2", "2019-Q4", 400), row("E3", "2020-Q1", 90)
    )
    assert computed_changes(found.points) == {"E3": pytest.approx(-10)}


def test_a_february_year_end_is_compared_over_the_leap_year() -> None:
    found = series_of(
        row("E1", "FY2018/19", 100, fiscal_start_month=3),
        row("E2", "FY2019/20", 110, fiscal_start_month=3),
    )
    assert computed_changes(found.points) == {"E2": pytest.approx(10)}


@pytest.mark.parametrize(
    ("before", "after"), [((-5, {}), (5, {})), ((5, {}), (-5, {})), ((0, {}), (5, {})),
                          ((5, {"basis": "preliminary"}), (6, {})),
                          ((5, {}), (6, {"status": "rumoured"}))],
)  # fmt: skip
def test_no_percentage_is_computed_from_losses_or_unfirm_figures(
    before: tuple[float, dict[str, str]], after: tuple[float, dict[str, str]]
) -> None:
    found = series_of(
        row("E1", "FY2019", before[0], **before[1]), row("E2", "FY2020", after[0], **after[1])
    )
    assert computed_changes(found.points) == {}


def test_no_percentage_is_computed_from_a_year_with_two_figures() -> None:
    found = series_of(row("E1", "FY2019", 100), row("E2", "FY2019", 130), row("E3", "FY2020", 130))
    assert computed_changes(found.points) == {}


# The finding


def test_the_title_of_the_reference_case() -> None:
    assert finding(reference_series(), EN) == (
        "Coolblue's revenue in Belgium more than doubled between 2016 and 2021, to €580m; "
        "it was €560m in 2023"
    )


@pytest.mark.parametrize(
    ("amounts", "title"),
    [
        ({}, "no figure known"),
        ({2020: 10}, "was €10m in 2020"),
        ({2020: -10}, "in 2020: a loss of €10m"),
        ({2019: 100, 2020: 130}, "grew by 30% between 2019 and 2020, to €130m"),
        ({2019: 100, 2020: 101}, "was €101m in 2020, hardly changed since 2019"),
        ({2019: 100, 2020: 200}, "doubled between 2019 and 2020, to €200m"),
        ({2012: 100, 2020: 1250}, "grew 12-fold between 2012 and 2020, to €1.25bn"),
        ({2019: 100, 2020: 80}, "fell by 20% between 2019 and 2020, to €80m"),
        ({2018: 100, 2019: 300, 2020: 90}, "fell by 70% between 2019 and 2020, to €90m"),
        ({2018: 100, 2019: 40, 2020: 95}, "fell by 5% between 2018 and 2020, to €95m"),
        ({2019: 39, 2020: -6.2}, "turned from €39m in 2019 into a loss of €6.2m in 2020"),
        ({2019: -3, 2020: -6}, "a loss of €6m in 2020, after one of €3m in 2019"),
        ({2019: -6.2, 2020: 20}, "was €20m in 2020, after a loss of €6.2m in 2019"),
        ({2018: -6, 2019: 2, 2020: 3}, "was €3m in 2020; the loss of 2018 was €6m"),
        ({2018: 0, 2019: 2, 2020: 3}, "was €3m in 2020, after €2m in 2019"),
    ],
)
def test_the_title_says_what_happened(amounts: dict[int, float], title: str) -> None:
    series = yearly(amounts) if amounts else replace(reference_series(), points=())
    assert finding(series, EN).endswith(title)


def test_the_title_of_quarters_compares_with_the_year_before() -> None:
    series = series_of(
        row("E1", "2019-Q1", 100), row("E2", "2020-Q1", 90), row("E3", "2019-Q4", 400)
    )
    assert finding(series, EN).endswith("was €90m in Q1 2020, -10% on the year before")


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_title_names_the_amount_in_every_language(language: str) -> None:
    title = finding(reference_series(), load_locale(language))
    assert "580" in title and "2016" in title and "Coolblue" in title


def test_about_stays_about() -> None:
    series = series_of(row("E1", "FY2019", 100), row("E2", "FY2020", 150, is_approx=True))
    assert finding(series, EN).endswith("to about €150m")


# Positions


def test_positions_follow_dates_and_a_missing_year_leaves_a_hole() -> None:
    made = make_row(yearly({2016: 1, 2017: 2, 2020: 3, 2021: 4}).points, 20)
    assert [slot.position for slot in made.slots] == [0, 1, 3, 4]
    assert made.holes == (2,)


def test_the_latest_periods_are_kept_when_room_is_short() -> None:
    made = make_row(yearly({2016: 1, 2017: 2, 2020: 3, 2021: 4}).points, 4)
    assert [slot.last.year for slot in made.slots] == [2017, 2020, 2021]
    assert made.length == 4


def test_half_years_of_every_year_have_no_hole_between() -> None:
    found = series_of(*(row(f"E{year}", f"{year}-H1", 1) for year in range(2015, 2020)))
    assert make_row(found.points, 20).holes == ()


# The chart


def test_the_reference_chart_has_a_bar_for_each_year_and_a_mark_for_each_conflict() -> None:
    scene = revenue_scene(reference_series(), LOOK, WIDE)
    assert [bar.y1 / MILLION for bar in bars(scene)] == [252, 311, 347, 373, 550, 580, 537.5, 560]
    marks = red_lines(scene.panels[0], ALERT)
    assert sorted(line.points[0][1] / MILLION for line in marks) == [309, 571]
    assert "311" in labels(scene) and "537.5" in labels(scene)
    assert "also reported:\n309 (L'Echo)" in labels(scene)
    assert "EUR million" in scene.subtitle and "Belgium" in scene.subtitle
    assert any("2017: also reported 309 (L'Echo)" in note for note in scene.notes)


def test_a_rounding_is_no_conflict_on_the_chart_but_stands_in_the_table() -> None:
    scene = revenue_scene(reference_series(), LOOK, WIDE)
    assert not any("370" in text for text in labels(scene))
    table = scene.table.set_index("period")
    assert table.loc["2019", "other_amounts"] == "370 rounded (DH)"
    assert table.loc["2019", "conflict_count"] == 0
    assert table.loc["2017", "conflict_count"] == 1


def test_computed_and_stated_growth_stand_under_the_bars() -> None:
    scene = revenue_scene(reference_series(), LOOK, WIDE)
    ticks = [tick.text for tick in scene.panels[0].x.ticks]
    assert ticks[0] == "2016"
    assert ticks[1] == "2017\n+23% computed"
    assert ticks[6] == "2022\n-7.3% computed\n-4.6% by Gondola"
    table = scene.table.set_index("period")
    assert table.loc["2022", "change_pct"] == -4.6
    assert table.loc["2022", "computed_change_pct"] == -7.3
    assert table.loc["2022", "stated_by"] == "-4.6% Gondola"
    assert any("-4.6% would mean about €563m" in note for note in scene.notes)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_table_rows_are_the_bars(width: int) -> None:
    scene = revenue_scene(reference_series(), LOOK, width)
    assert [bar.event_id for bar in bars(scene)] == list(scene.table["event_id"])
    assert list(scene.table["period_last_date"]) == sorted(scene.table["period_last_date"])
    assert scene.table["source_url"].str.startswith("https://").all()


def test_a_phone_gets_lying_bars_from_top_to_bottom() -> None:
    scene = revenue_scene(reference_series(), LOOK, PHONE)
    drawn = bars(scene)
    assert [bar.x1 / MILLION for bar in drawn] == [252, 311, 347, 373, 550, 580, 537.5, 560]
    assert [bar.y0 for bar in drawn] == sorted((bar.y0 for bar in drawn), reverse=True)
    assert any("also 309 (L'Echo)" in text for text in labels(scene))


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_losses_are_drawn_below_the_baseline(width: int) -> None:
    scene = revenue_scene(yearly({2021: 39, 2022: -6.2, 2023: 20}), LOOK, width)
    loss = bars(scene)[1]
    ends = (loss.y0, loss.y1) if width == WIDE else (loss.x0, loss.x1)
    assert sorted(ends) == [-6.2 * MILLION, 0]
    axis = scene.panels[0].y if width == WIDE else scene.panels[0].x
    assert axis.low < -6.2 * MILLION
    assert "-6.2" in labels(scene)


def test_targets_are_not_drawn_beside_results() -> None:
    series = series_of(row("E1", "FY2017", 1200), row("E2", "FY2018", 1500, status="planned"))
    scene = revenue_scene(series, LOOK, WIDE)
    assert [bar.event_id for bar in bars(scene)] == ["E1"]
    assert "1 target is drawn apart" in scene.notes


def test_estimates_rumours_and_restatements_are_marked() -> None:
    series = series_of(
        row("E1", "FY2018", 10, basis="preliminary"),
        row("E2", "FY2019", 11, status="rumoured"),
        row("E3", "FY2020", 12, basis="restated"),
        row("E4", "FY2021", 13, is_approx=True),
    )
    scene = revenue_scene(series, LOOK, WIDE)
    assert [bar.fill for bar in bars(scene)] == ["pale", "hollow", "solid", "solid"]
    assert {"preliminary", "rumoured", "restated", "~13"} <= set(labels(scene))


def test_two_reports_of_one_year_that_were_not_merged_stand_side_by_side() -> None:
    scene = revenue_scene(series_of(row("E1", "FY2019", 100), row("E2", "FY2019", 130)), LOOK, WIDE)
    first, second = bars(scene)
    assert first.x1 <= second.x0
    assert len(scene.table) == 2


def test_a_conversion_is_a_second_marked_value_and_changes_nothing() -> None:
    series = yearly({2023: 869.8, 2024: 846.6, 2008: 1}, currency="GBP")
    rates = Rates({("GBP", 2023): Decimal("0.8698"), ("GBP", 2024): Decimal("0.8466")})
    scene = revenue_scene(series, replace(LOOK, rates=rates), WIDE)
    assert [bar.y1 / MILLION for bar in bars(scene)] == [1, 869.8, 846.6]
    assert labels(scene).count("≈ €1bn") == 2
    assert "GBP million" in scene.subtitle
    assert list(scene.table["amount"] / MILLION) == [1, 869.8, 846.6]
    assert list(scene.table["converted_amount"].dropna()) == [1e9, 1e9]
    assert any("2024: 0.847" in note for note in scene.notes)
    assert "No reference rate: GBP 2008" in scene.notes
    assert "converted_amount" not in revenue_scene(series, LOOK, WIDE).table.columns


def test_large_amounts_get_a_larger_unit() -> None:
    scene = revenue_scene(yearly({2023: 302_231_000}, currency="KRW"), LOOK, WIDE)
    assert "KRW trillion" in scene.subtitle
    assert "302.231" in labels(scene)


def test_a_year_end_in_september_keeps_its_name() -> None:
    series = series_of(row("E1", "FY2017/18", 21_418, fiscal_start_month=10))
    scene = revenue_scene(series, LOOK, WIDE)
    assert scene.panels[0].x.ticks[0].text == "2017/18"
    assert scene.table["period_last_date"].iloc[0].date() == date(2018, 9, 30)


# The real data


def test_the_snapshot_shows_the_reference_case(real_snapshot: Snapshot) -> None:
    values = sql_params(Filters()) | {
        "metric": "revenue",
        "is_part": False,
        "series_companies": ["Coolblue"],
        "scopes": ["BE"],
        "reports_per_period": 3,
        "row_count": 100,
    }
    points = real_snapshot.ask("figure_point", values).frame
    reports = real_snapshot.ask("figure_report", values).frame
    (series,) = read_series(points, reports)
    known = {point.period: point for point in series.points}
    assert list(known) == [f"FY{year}" for year in range(2016, 2024)]
    assert known["FY2017"].amount == 311 * MILLION
    assert [(item.amount, item.kind) for item in known["FY2017"].reports] == [
        (309 * MILLION, "conflict")
    ]
    assert known["FY2022"].amount == 537.5 * MILLION
    amounts_2020 = {known["FY2020"].amount, *(item.amount for item in known["FY2020"].reports)}
    assert amounts_2020 == {550 * MILLION, 553 * MILLION, 571 * MILLION}


def test_the_series_query_counts_periods_and_the_metric_query_figures(
    real_snapshot: Snapshot,
) -> None:
    params = sql_params(Filters())
    known = real_snapshot.ask(
        "figure_series", params | {"metric": "revenue", "is_part": False, "row_count": 300}
    ).frame
    belgium = known[(known["company"] == "Coolblue") & (known["scope"] == "BE")]
    assert list(belgium["period_count"]) == [8]
    metrics = real_snapshot.ask("figure_metric", params).frame
    assert metrics["metric"].iloc[0] == "revenue"
