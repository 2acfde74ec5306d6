"""The timeline: marks as exact as dates, words, nothing silently left out, its queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.timeline_cases import (
    ENGLISH,
    TODAY,
    WIDTHS,
    assert_clear,
    data,
    event,
    event_marks,
    hidden_count,
    marks_of,
    scene_of,
    stage,
    texts,
)
from vitrine.chart.scene import (
    Bar,
    Dot,
    Line,
    day_number,
)
from vitrine.chart.screen import figure
from vitrine.chart.timeline import TimelineData, split_steps
from vitrine.chart.timeline_lane import make_happenings
from vitrine.chart.timeline_text import finding, short_label
from vitrine.database import Snapshot
from vitrine.event import EventType, PartialDate, Status
from vitrine.filters import Filters, sql_params
from vitrine.locale import LANGUAGES

# --- dates and statuses -------------------------------------------------------------------------


def test_a_day_is_a_dot_at_that_day() -> None:
    (mark,) = event_marks(scene_of(data([event(1, "2020-05-04")])))
    assert isinstance(mark, Dot)
    assert mark.x == pytest.approx(day_number(date(2020, 5, 4)))


@pytest.mark.parametrize("when", ["2020", "2020-Q2", "2020-03"])
def test_a_coarser_date_is_a_bar_from_its_first_to_its_last_day(when: str) -> None:
    (mark,) = event_marks(scene_of(data([event(1, when), event(2, "2018"), event(3, "2024")])))
    day = PartialDate.parse(when)
    assert isinstance(mark, Bar)
    middle = (day_number(day.first) + day_number(day.last) + 1) / 2
    assert (mark.x0 + mark.x1) / 2 == pytest.approx(middle)
    length = (day.last - day.first).days + 1
    assert mark.x1 - mark.x0 == pytest.approx(max(length, mark.x1 - mark.x0 if length < 40 else 0))


@pytest.mark.parametrize("when", ["2020-05-04", "2020"])
def test_every_status_looks_different(when: str) -> None:
    looks = set()
    for status in Status:
        scene = scene_of(data([event(1, when, status=status.value)]))
        looks.add(tuple((type(m), m.fill, getattr(m, "symbol", "")) for m in event_marks(scene)))
    assert len(looks) == len(Status)


def test_a_plan_beyond_today_stands_right_of_the_line() -> None:
    scene = scene_of(data([event(1), event(2, "2028", status="planned")]))
    (plan,) = event_marks(scene, 2)
    (line,) = [m for m in marks_of(scene) if isinstance(m, Line) and m.is_dashed]
    assert line.points[0][0] == day_number(TODAY)
    assert isinstance(plan, Bar) and plan.x0 > line.points[0][0]
    assert any(text.startswith("today, 22 November 2026") for text in texts(scene))


def test_no_line_for_today_when_the_period_ends_before() -> None:
    value = data([event(1)], from_date=date(2019, 1, 1), to_date=date(2021, 12, 31))
    assert not [m for m in marks_of(scene_of(value)) if isinstance(m, Line) and m.is_dashed]


def test_stages_are_joined_from_the_first_report_over_the_earlier_plan() -> None:
    rows = [event(1, "2020-05-04"), event(2, "2016-01-01")]
    stages = [
        stage(1, 1, "planned", "2019-Q1", "2018-02-03"),
        stage(1, 2, "done", "2020-05-04", "2020-05-05"),
    ]
    scene = scene_of(data(rows, stages))
    dots = [mark for mark in event_marks(scene) if isinstance(mark, Dot)]
    days = sorted(round(dot.x) for dot in dots)
    wanted = [date(2018, 2, 3), date(2019, 1, 1), date(2020, 5, 4)]
    assert days == [day_number(day) for day in wanted]
    lines = [m for m in marks_of(scene) if isinstance(m, Line) and m.points[0][1] == dots[0].y]
    assert len(lines) == 1 and lines[0].points[0][0] <= days[0]
    assert "3 February 2018: Planned, Q1 2019 (Clubic)" in dots[0].hover


def test_a_less_exact_date_is_no_earlier_plan() -> None:
    stages = [
        stage(1, 1, "done", "2022-08-23", "2022-08"),
        stage(1, 2, "announced", "2022", "2022-08-25"),
        stage(1, 3, "done", "2021-01-01", "2022-08-25"),
    ]
    (happening,) = make_happenings(
        pd.DataFrame([event(1, "2022-08-23")]), pd.DataFrame(stages), ENGLISH
    )
    assert happening.steps == ()


# --- nothing left out in silence ----------------------------------------------------------------


@pytest.mark.parametrize("width_px", WIDTHS)
def test_drawn_and_hidden_events_are_all_events(width_px: int) -> None:
    rows = [event(n, f"{2014 + n % 12}") for n in range(1, 120)]
    rows += [event(n, f"2020-{n % 12 + 1:02d}-{n % 27 + 1:02d}") for n in range(120, 200)]
    scene = scene_of(data(rows), width_px)
    assert 0 < len(scene.table) < len(rows)
    assert len(scene.table) + hidden_count(scene) == len(rows)
    hidden = len(rows) - len(scene.table)
    assert any(str(hidden) in note and "without room" in note for note in scene.notes)


def test_what_lies_before_the_axis_is_counted_at_its_edge() -> None:
    rows = [event(1, "1999-05-04"), *(event(n, f"{2015 + n}") for n in range(2, 9))]
    scene = scene_of(data(rows))
    assert "← +1" in texts(scene)
    (chip,) = [m for m in marks_of(scene) if isinstance(m, Bar) and not m.event_id]
    assert "1 more event (1999)" in chip.hover and "Store openings: 1" in chip.hover


def test_left_out_figures_undated_events_and_companies_are_stated() -> None:
    value = data([event(1), event(2, event_type="results")], left_out=("Tesla", "Dyson"))
    undated = pd.DataFrame(
        [("Xiaomi", "strategy", "done", None, False, 3)], columns=value.counts.columns
    )
    counts = pd.concat([value.counts.astype({"year": object}), undated], ignore_index=True)
    scene = scene_of(replace(value, events=value.events[:1], counts=counts))
    notes = " | ".join(scene.notes)
    assert "1 figure left out" in notes
    assert "3 events without a known date" in notes
    assert "Tesla and Dyson" in notes


def test_the_table_holds_exactly_the_drawn_events() -> None:
    scene = scene_of(data([event(n, f"2020-0{n}-11") for n in range(1, 9)]))
    drawn = {m.event_id for m in marks_of(scene) if isinstance(m, Bar | Dot) and m.event_id}
    assert set(scene.table["event_id"]) == drawn
    assert scene.table["date"].iloc[0] == "11 August 2020"
    assert {"headline", "status", "outlets", "source_url"} <= set(scene.table.columns)


# --- words --------------------------------------------------------------------------------------


def test_the_title_names_who_leads_and_who_plans() -> None:
    rows = [event(n, f"20{16 + n}") for n in range(1, 5)]
    rows += [event(9, "2019", company="Coolblue")]
    rows += [event(n, "2028", company="Coolblue", status="planned") for n in (10, 11)]
    scene = scene_of(data(rows))
    assert scene.title == (
        "Store openings: Xiaomi leads with 4 events (2017–2020); Coolblue has 2 plans ahead"
    )


def test_nobody_leads_when_all_have_the_same() -> None:
    pair = [event(n, "2019", company=name) for n, name in enumerate(("A", "B"))]
    assert scene_of(data(pair)).title == "Store openings: A and B have 1 event each (2019)"
    many = [event(n, "2019", company=name) for n, name in enumerate("ABCD")]
    assert scene_of(data(many)).title == "Store openings: 4 events (2019)"


def test_one_company_is_not_compared() -> None:
    rows = [event(1, "2019"), event(2, "2027", status="announced")]
    assert scene_of(data(rows)).title == ("Store openings: 1 event at Xiaomi (2019); 1 plan ahead")
    only_plans = data(rows[1:])
    assert scene_of(only_plans).title == "Store openings: Xiaomi has 1 plan ahead"


def test_a_title_is_found_for_rumours_alone() -> None:
    value = data([event(1, "2019", status="rumoured")])
    assert finding(value.counts, value.lanes, ENGLISH) == "Xiaomi: 1 event"


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"address": "Champs-Élysées"}, "Paris, Champs-Élysées"),
        ({"address": "12 avenue des Champs-Élysées, rez-de-chaussée"}, "Paris"),
        ({"site_count": 5}, "5 stores in Paris"),
        ({"city": None}, "France"),
        ({"city": None, "country": None}, ""),
        ({"event_type": "market_entry", "city": None}, "Market entry: France"),
        ({"event_type": "acquisition", "counterparty": "Darty; Unieuro"}, "Acquisition: Darty"),
        ({"event_type": "logistics", "city": "Tilburg"}, "Logistics: Tilburg"),
        (
            {
                "event_type": "results", "metric": "revenue", "amount": 311e6, "currency": "EUR",
                "period": "FY2017", "country": "BE",
            },
            "Revenue €311m, 2017, Belgium",
        ),
    ],
)  # fmt: skip
def test_a_label_says_which_event_in_few_words(values: dict[str, object], label: str) -> None:
    assert short_label(event(1, **values), ENGLISH) == label


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [item.value for item in EventType])
def test_every_kind_and_status_is_drawn_in_every_language(language: str, kind: str) -> None:
    rows = [event(n, event_type=kind, status=status.value) for n, status in enumerate(Status)]
    scene = scene_of(data(rows, has_figures=True), language=language)
    assert len(scene.table) == len(Status)
    assert scene.title and scene.alt and len(scene.legend) == 1 + len(Status)


def test_texts_from_the_data_are_never_markup() -> None:
    evil = "<script>alert(1)</script>"
    scene = scene_of(data([event(1, company=evil, city=evil, address=None, outlets=evil)]))
    assert "<script" not in figure(scene, with_legend=True, with_text=True).to_json()


# --- the queries --------------------------------------------------------------------------------


def ask(snapshot: Snapshot, name: str, filters: Filters, **values: object) -> pd.DataFrame:
    return snapshot.ask(name, {**sql_params(filters), **values}).frame


def test_the_counts_agree_with_lanes_events_and_list(real_snapshot: Snapshot) -> None:
    every = Filters()
    lanes = ask(real_snapshot, "timeline_lane", every, skipped_type="results", row_count=5)
    names = [str(name) for name in lanes["company"]]
    counts = ask(real_snapshot, "timeline_count", every, lane_companies=names, today=TODAY)
    moves = counts[counts["event_type"] != "results"]
    assert moves["event_count"].sum() == lanes["event_count"].sum()
    listed = ask(
        real_snapshot, "timeline_list", every,
        lane_companies=names, skipped_type="results", row_offset=0, row_count=2_000,
    )  # fmt: skip
    assert len(listed) == lanes["event_count"].sum()
    events, _ = split_steps(ask(
        real_snapshot, "timeline_event", every,
        lane_companies=names, skipped_type="results", today=TODAY,
        lane_row_count=2_000, step_count=8,
    ))  # fmt: skip
    assert len(events) == moves.loc[moves["year"].notna(), "event_count"].sum()
    assert "results" not in set(events["event_type"])


def test_the_most_important_events_of_each_lane_are_spread_over_the_years(
    real_snapshot: Snapshot,
) -> None:
    names = ["Coolblue", "Xiaomi"]
    events, _ = split_steps(ask(
        real_snapshot, "timeline_event", Filters(),
        lane_companies=names, skipped_type="results", today=TODAY, lane_row_count=12, step_count=8,
    ))  # fmt: skip
    assert events["company"].value_counts().to_dict() == {"Coolblue": 12, "Xiaomi": 12}
    assert events["importance"].is_monotonic_decreasing
    assert events.groupby("company")["first_date"].apply(lambda s: s.dt.year.nunique()).min() >= 4


def test_the_list_is_in_groups_newest_first(real_snapshot: Snapshot) -> None:
    listed = ask(
        real_snapshot, "timeline_list", Filters(),
        lane_companies=["Coolblue", "Apple"], skipped_type="", row_offset=0, row_count=2_000,
    )  # fmt: skip
    groups = [*zip(listed["group_text"], listed["group_is_dated"], strict=True)]
    runs = [group for index, group in enumerate(groups) if not index or groups[index - 1] != group]
    assert len(runs) == len(set(runs)), "a month must not come twice"
    ends = [PartialDate.parse(text).last for text, _ in runs]
    assert ends == sorted(ends, reverse=True)


def test_real_lanes_are_clear_at_every_width(real_snapshot: Snapshot) -> None:
    names = ["Xiaomi", "Coolblue", "MediaMarkt"]
    events, stages = split_steps(ask(
        real_snapshot, "timeline_event", Filters(),
        lane_companies=names, skipped_type="results", today=TODAY, lane_row_count=80, step_count=8,
    ))  # fmt: skip
    value = TimelineData(
        tuple(names),
        events,
        stages,
        ask(real_snapshot, "timeline_count", Filters(), lane_companies=names, today=TODAY),
    )
    for language in LANGUAGES:
        for width_px in WIDTHS:
            scene = scene_of(value, width_px, language)
            assert_clear(scene, width_px)
            moves = value.counts[value.counts["event_type"] != "results"]
            dated = int(moves.loc[moves["year"].notna(), "event_count"].sum())
            assert len(scene.table) + hidden_count(scene) == dated
