"""Several series: panels, index, share, targets, what is chosen; and any figures at all."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from tests.figure_cases import (
    EN,
    LOOK,
    MILLION,
    all_series,
    bars,
    labels,
    reference_series,
    report,
    row,
    series_of,
    yearly,
)
from vitrine.chart.figure_table import all_rows, figure_table
from vitrine.chart.figure_text import source_names
from vitrine.chart.index import index_lines, index_scene
from vitrine.chart.multiple import multiple_scene
from vitrine.chart.scene import Dot, Scene
from vitrine.chart.scope import main_series, select
from vitrine.chart.series import Series
from vitrine.chart.share import find_shares, share_scene
from vitrine.chart.target import target_groups, target_scene

WIDTHS = (1240, 350)
GROUP = {"scope": ""}


def group(company: str, amounts: dict[int, float], **more: object) -> Series:
    return yearly(amounts, company=company, **GROUP, **more)


# Panels


def test_companies_of_one_currency_share_a_scale_and_the_calendar() -> None:
    series = [group("Aa", {2019: 100, 2020: 110}), group("Bb", {2020: 20, 2021: 15})]
    scene = multiple_scene(series, LOOK, 1240, "company", "k")
    first, second = scene.panels
    assert (first.y.low, first.y.high) == (second.y.low, second.y.high)
    assert (first.x.low, first.x.high) == (second.x.low, second.x.high)
    assert [tick.value for tick in first.x.ticks] == [0, 1]
    assert [tick.value for tick in second.x.ticks] == [1, 2]
    assert "same scale in all panels" in scene.subtitle
    assert scene.title == ("Revenue rose in the latest comparable period for 1 of 2, fell for 1")


@pytest.mark.parametrize(
    "other",
    [{"currency": "GBP"}, {"metric": "ebitda"}, {"scope": "FR"}],
)
def test_currencies_metrics_and_kinds_of_scope_never_share_a_scale(other: dict[str, str]) -> None:
    big = group("Aa", {2019: 1000, 2020: 1100})
    small = series_of(*(row(f"E{y}", f"FY{y}", 5, **({**GROUP, **other})) for y in (2019, 2020)))
    scene = multiple_scene([big, small], LOOK, 1240, "company", "k")
    assert scene.panels[0].y.high > 100 * scene.panels[1].y.high
    assert "own scale" in scene.subtitle


def test_a_panel_names_what_differs_and_its_unit_when_units_differ() -> None:
    series = [group("Aa", {2020: 1}), group("Bb", {2020: 1}, currency="CHF")]
    scene = multiple_scene(series, LOOK, 1240, "company", "k")
    assert [panel.title for panel in scene.panels] == ["Aa · EUR million", "Bb · CHF million"]


def test_other_metrics_tell_their_latest_figures_in_the_title() -> None:
    series = [
        group("Aa", {2022: 40, 2023: 50}, metric="ebitda"),
        group("Aa", {2023: -6}, metric="net_profit"),
    ]
    scene = multiple_scene(series, LOOK, 1240, "metric", "k")
    assert scene.title == "Aa, whole group: EBITDA €50m in 2023 (+25%), Net profit -€6m in 2023"
    assert [panel.title for panel in scene.panels] == ["EBITDA", "Net profit"]


def test_a_series_that_ended_early_is_drawn_at_its_own_years() -> None:
    old = group("Aa", {1990: 1, 1991: 2})
    new = group("Bb", dict.fromkeys(range(2005, 2025), 5))
    scene = multiple_scene([old, new], LOOK, 350, "company", "k")
    assert {"1990", "1991"} == {tick.text for tick in scene.panels[0].x.ticks}


# Index


def test_an_index_starts_in_the_first_year_that_most_series_have() -> None:
    chart = index_lines(
        [
            group("Aa", {2015: 50, 2017: 100, 2018: 150}),
            group("Bb", {2017: 10, 2018: 12}, currency="CNY"),
            group("Cc", {2018: 10, 2019: 12}),
            group("Dd", {2017: 10, 2018: -1}),
        ]
    )
    assert chart.base_year == 2017
    assert [(line.series.key.company, line.last) for line in chart.lines] == [
        ("Aa", pytest.approx(150)),
        ("Bb", pytest.approx(120)),
    ]
    assert [item.key.company for item in chart.left_out] == ["Cc", "Dd"]


def test_group_and_country_never_share_an_index() -> None:
    chart = index_lines(
        [
            group("Aa", {2017: 100, 2018: 150}),
            group("Bb", {2017: 100, 2018: 150}),
            yearly({2017: 100, 2018: 150}),
        ]
    )
    assert {line.series.key.country for line in chart.lines} == {""}


def test_the_index_scene_has_a_dot_for_each_row_and_no_label_over_another() -> None:
    series = [
        group(f"Company {name}", {2017: 100, 2018: 101 + number / 10})
        for number, name in enumerate("abcdefgh")
    ]
    for width in WIDTHS:
        scene = index_scene(series, LOOK, width, "k")
        dots = [mark for mark in scene.panels[0].marks if isinstance(mark, Dot)]
        assert [dot.event_id for dot in dots] == list(scene.table["event_id"])
        axis = scene.panels[0].y
        per_px = (axis.high - axis.low) / scene.height_px
        heights = [mark.y for mark in scene.panels[0].marks if mark in _names(scene)]
        steps = [a - b for a, b in pairwise(heights)]
        assert min(steps) >= 12 * per_px
        assert min(heights) > axis.low and max(heights) < axis.high
    assert scene.title == "Revenue: Company h grew most since 2017, by 2% to 2018"


def _names(scene: Scene) -> list[object]:
    return [mark for mark in scene.panels[0].marks if getattr(mark, "text", "").startswith("Comp")]


# Share


def test_a_share_needs_country_and_group_of_one_company_period_and_currency() -> None:
    country = yearly({2016: 252, 2017: 311, 2018: 347, 2019: 9000})
    whole = yearly({2016: 857, 2017: 1200, 2019: 1500}, **GROUP)
    (found,) = find_shares([country, whole])
    assert [(share.country.period, round(share.pct, 1)) for share in found.shares] == [
        ("FY2016", 29.4),
        ("FY2017", 25.9),
    ]
    assert find_shares([country, yearly({2016: 857}, **GROUP, currency="USD")]) == ()
    assert find_shares([country, yearly({2016: 857}, **GROUP, scope_note="x")]) == ()
    assert find_shares([country, group("Fnac", {2016: 857})]) == ()


def test_conflicting_reports_give_a_share_a_range() -> None:
    country = series_of(
        row("E1", "FY2017", 311),
        reports=[report("E1", amount=309 * MILLION, kind="conflict")],
    )
    whole = yearly({2017: 1200}, **GROUP)
    scene = share_scene([country, whole], LOOK, 1240, "k")
    assert scene.title == "Revenue: Belgium made 25.9% of Coolblue in 2017"
    assert "25.9%" in labels(scene)
    assert "between 25.8% and 25.9%" in bars(scene)[0].hover
    assert list(scene.table["share_pct"]) == [25.92]
    assert list(scene.table["group_amount"]) == [1200 * MILLION]


def test_no_share_is_said_and_not_drawn() -> None:
    scene = share_scene([yearly({2016: 252})], LOOK, 1240, "k")
    assert scene.title.startswith("No share known")
    assert scene.panels == () and scene.table.empty


# Targets


def test_a_target_is_hatched_and_shows_what_was_reported() -> None:
    series = series_of(
        row("E1", "FY2018", 1500, status="planned"),
        row("E2", "FY2018", 1350),
        row("E3", "FY2014", 300, basis="target"),
    )
    (aims,) = target_groups([series])
    for width in WIDTHS:
        scene = target_scene(aims, LOOK, width, "k")
        assert [(bar.fill, bar.event_id) for bar in bars(scene)] == [
            ("hatched", "E3"),
            ("hatched", "E1"),
        ]
        assert "reported: €1.35bn, 90% of it" in labels(scene)
        assert "no result known" in labels(scene)
        assert scene.title == "Coolblue: Targets reached: 0 of 1 with a known result"
        assert [bar.event_id for bar in bars(scene)] == list(scene.table["event_id"])


def test_targets_of_group_and_country_stand_apart() -> None:
    found = all_series(
        row("E1", "FY2025", 1000, scope="DE", status="planned"),
        row("E2", "FY2025", 3000, scope="", status="planned"),
        row("E3", "FY2025", 3000, scope="", status="planned", currency="GBP"),
        row("E4", "2025-H1", 3000, scope="", status="planned"),
    )
    assert [len(aims) for aims in target_groups(found)] == [1, 1, 1, 1]


def test_a_result_on_another_basis_does_not_reach_a_target() -> None:
    found = all_series(
        row("E1", "FY2024", 375, basis="target"),
        row("E2", "FY2024", 378, basis="adjusted"),
    )
    (aims,) = target_groups(found)
    scene = target_scene(aims, LOOK, 1240, "k")
    assert scene.title == "Coolblue: 1 target, no result on the same basis"
    assert "on another basis (adjusted): €378m" in labels(scene)


# What is drawn

KNOWN = pd.DataFrame(
    [("Fnac", ""), ("Coolblue", ""), ("Coolblue", "BE"), ("Apple", "ES"), ("Apple", "FR")],
    columns=["company", "scope"],
)


@pytest.mark.parametrize(
    ("company", "country", "compared", "pairs"),
    [
        (False, False, False, (("Coolblue", "BE"),)),
        (False, False, True, (("Fnac", ""), ("Coolblue", ""))),
        (True, False, False, (("Fnac", ""), ("Coolblue", ""), ("Apple", "ES"))),
        (True, True, True, tuple(map(tuple, KNOWN.to_numpy()))),
    ],
)
def test_filters_choose_the_series(
    company: bool, country: bool, compared: bool, pairs: tuple[tuple[str, str], ...]
) -> None:
    found = select(KNOWN, has_company=company, has_country=country, is_compared=compared)
    assert found.pairs == pairs


def test_a_first_visit_without_the_reference_series_shows_the_longest() -> None:
    known = KNOWN[KNOWN["company"] != "Coolblue"]
    values = {"has_company": False, "has_country": False, "is_compared": False}
    assert select(known, **values).pairs == (("Fnac", ""),)
    assert select(KNOWN.iloc[:2], **values).pairs == (("Coolblue", ""),)
    assert select(KNOWN.iloc[:0], **values).pairs == ()


def test_the_main_series_is_the_longest_and_plainest() -> None:
    found = all_series(
        row("E1", "FY2019", 1, basis="adjusted"),
        row("E2", "FY2019", 1, scope_note="without Unieuro"),
        row("E3", "FY2019", 1),
    )
    (main,) = main_series(found)
    assert main.points[0].event_id == "E3"


# The list


def test_the_list_holds_results_and_targets_with_sources() -> None:
    series = (reference_series(), series_of(row("E9", "FY2024", 9, status="planned")))
    table = figure_table(all_rows(series), EN)
    assert len(table) == 9
    assert table["basis"].iloc[-1] == "Reported"
    assert table["status"].iloc[-1] == "Planned"
    assert table["computed_change_pct"].notna().sum() == 7
    assert str(table["period_last_date"].dtype).startswith("datetime64")


def test_the_changes_of_a_series_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    series = (reference_series(), yearly({2019: 1, 2020: 2}, company="Bb"))
    computed: list[object] = []

    def count(points: object) -> dict[str, float]:
        computed.append(points)
        return {}

    monkeypatch.setattr("vitrine.chart.figure_table.computed_changes", count)
    figure_table(all_rows(series), EN)
    assert len(computed) == 2


def test_a_comma_within_brackets_belongs_to_the_outlet() -> None:
    series = yearly({2020: 1}, outlets="Fnac (press release, Paris), Le Monde")
    assert source_names(series.points, EN) == "Fnac (press release, Paris), Le Monde"
