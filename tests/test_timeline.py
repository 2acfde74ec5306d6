"""The timeline: marks as exact as dates, labels that touch nothing, nothing silently left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitrine.chart.label import GAP_PX, Item, Place, pack
from vitrine.chart.layout import Box, panel_boxes
from vitrine.chart.scene import (
    Bar,
    Dot,
    Footer,
    Label,
    Line,
    Mark,
    Scene,
    day_number,
    text_width_px,
)
from vitrine.chart.screen import figure
from vitrine.chart.timeline import SQUEEZE, TimelineData, timeline_scene
from vitrine.chart.timeline_lane import ROW_PX, make_happenings
from vitrine.chart.timeline_text import finding, short_label
from vitrine.database import Snapshot
from vitrine.event import EventType, PartialDate, Status
from vitrine.filters import Filters, sql_params
from vitrine.locale import LANGUAGES, load_locale

TODAY = date(2026, 11, 22)
ENGLISH = load_locale("en")
WIDTHS = (350, 620, 900, 1240, 1600)
EVENT_COLUMNS = (
    "event_id", "event_type", "status", "company", "counterparty", "first_date", "last_date",
    "date_precision", "date_text", "country", "city", "address", "metric", "amount", "currency",
    "period", "period_last_date", "basis", "scope_note", "change_pct", "site_count", "is_approx",
    "is_temporary", "outlets", "source_url",
)  # fmt: skip
STAGE_COLUMNS = ("event_id", "step", "status", "date_text", "published_text", "outlet")


def event(number: int, when: str = "2020-05-04", **values: object) -> dict[str, object]:
    """Return a row of timeline_event; everything that is not said is missing."""
    day = PartialDate.parse(when)
    row: dict[str, object] = dict.fromkeys(EVENT_COLUMNS)
    row |= {
        "event_id": f"E{number:04d}",
        "event_type": "store_opening",
        "status": "done",
        "company": "Xiaomi",
        "first_date": pd.Timestamp(day.first),
        "last_date": pd.Timestamp(day.last),
        "date_precision": day.precision.value,
        "date_text": when,
        "country": "FR",
        "city": "Paris",
        "is_approx": False,
        "is_temporary": False,
        "outlets": "Clubic, Gondola",
        "source_url": "https://example.org/a",
    }
    return row | values


def stage(number: int, step: int, status: str, when: str, published: str) -> dict[str, object]:
    values = (f"E{number:04d}", step, status, when, published, "Clubic")
    return dict(zip(STAGE_COLUMNS, values, strict=True))


def data(
    rows: list[dict[str, object]], stages: Iterable[dict[str, object]] = (), **values: object
) -> TimelineData:
    """Return what the queries would answer for these events."""
    counted: dict[tuple[object, ...], int] = {}
    for row in rows:
        day = PartialDate.parse(str(row["date_text"]))
        key = (row["company"], row["event_type"], row["status"], day.first.year, day.last >= TODAY)
        counted[key] = counted.get(key, 0) + 1
    names = ["company", "event_type", "status", "year", "is_ahead"]
    counts = pd.DataFrame([*counted], columns=names).assign(event_count=[*counted.values()])
    return TimelineData(
        lanes=tuple(dict.fromkeys(str(row["company"]) for row in rows)),
        events=pd.DataFrame(rows, columns=list(EVENT_COLUMNS)),
        stages=pd.DataFrame([*stages], columns=list(STAGE_COLUMNS)),
        counts=counts,
        **values,  # type: ignore[arg-type]
    )


def scene_of(value: TimelineData, width_px: int = 1240, language: str = "en") -> Scene:
    return timeline_scene(value, load_locale(language), width_px, TODAY, Footer(sources="Clubic"))


def marks_of(scene: Scene) -> tuple[Mark, ...]:
    return scene.panels[0].marks


def event_marks(scene: Scene, number: int = 1) -> list[Bar | Dot]:
    wanted = f"E{number:04d}"
    return [m for m in marks_of(scene) if isinstance(m, Bar | Dot) and m.event_id == wanted]


def texts(scene: Scene) -> list[str]:
    return [mark.text for mark in marks_of(scene) if isinstance(mark, Label)]


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


def hidden_count(scene: Scene) -> int:
    chips = [text for text in texts(scene) if "+" in text]
    return sum(int("".join(char for char in text if char.isdigit())) for text in chips)


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


# --- labels touch nothing -----------------------------------------------------------------------


def boxes_of(scene: Scene, width_px: float) -> tuple[list[Box], list[Box], list[Box]]:
    """Return the boxes of labels and of marks in pixels, and where upright lines stand."""
    panel, (plot,) = scene.panels[0], panel_boxes(scene, width_px)
    across = plot.width / (panel.x.high - panel.x.low)

    def x(value: float) -> float:
        return (value - panel.x.low) * across

    labels, marks, walls = [], [], []
    chips = [mark for mark in panel.marks if isinstance(mark, Bar) and not mark.event_id]
    for mark in panel.marks:
        if isinstance(mark, Dot):
            half = mark.size_px / 2
            marks.append(Box(x(mark.x) - half, -mark.y - half, mark.size_px, mark.size_px))
        elif isinstance(mark, Bar):
            marks.append(Box(x(mark.x0), -mark.y1, x(mark.x1) - x(mark.x0), mark.y1 - mark.y0))
        elif isinstance(mark, Line):
            (x0, y0), (x1, y1) = mark.points
            if mark.is_dashed:
                walls.append(Box(x(x0) - 0.6, -y1, 1.2, y1 - y0))
            elif x0 > panel.x.low or x1 < panel.x.high:  # not the rule between two lanes
                marks.append(Box(x(x0), -y0 - 0.6, x(x1) - x(x0), 1.2))
        elif isinstance(mark, Label) and not any(_is_in(mark, chip) for chip in chips):
            wide = text_width_px(mark.text, mark.size_px)
            before = {"left": 0.0, "center": wide / 2, "right": wide}[mark.anchor]
            left = x(mark.x) + mark.dx_px - before
            labels.append(Box(left, -mark.y - mark.size_px / 2, wide, mark.size_px))
    return labels, marks, walls


def _is_in(label: Label, chip: Bar) -> bool:
    return chip.x0 <= label.x <= chip.x1 and chip.y0 <= label.y <= chip.y1


def touches(one: Box, other: Box) -> bool:
    slack = 0.5
    return (
        one.left + slack < other.right
        and other.left + slack < one.right
        and one.top + slack < other.bottom
        and other.top + slack < one.bottom
    )


def assert_clear(scene: Scene, width_px: float) -> None:
    labels, marks, walls = boxes_of(scene, width_px)
    for one, other in combinations(labels, 2):
        assert not touches(one, other)
    for label in labels:
        for mark in marks:
            assert not touches(label, mark)
        for wall in walls:
            assert not touches(label, wall)


WHEN = st.builds(
    lambda days, form: {
        "day": lambda d: d.isoformat(),
        "month": lambda d: f"{d:%Y-%m}",
        "quarter": lambda d: f"{d.year}-Q{(d.month + 2) // 3}",
        "year": lambda d: f"{d.year}",
    }[form](date(2014, 1, 1) + timedelta(days=days)),
    st.integers(0, 6000),
    st.sampled_from(("day", "month", "quarter", "year")),
)
ROWS = st.lists(
    st.tuples(
        WHEN,
        st.sampled_from(("Xiaomi", "Coolblue", "Media Expert")),
        st.sampled_from([item.value for item in Status]),
        st.sampled_from(("Paris", "Frankfurt am Main", "Ieper", "Villeneuve-la-Garenne")),
        st.sampled_from((None, "Champs-Élysées", "Westfield")),
        st.none() | st.integers(30, 900),
    ),
    min_size=1,
    max_size=70,
)


@settings(max_examples=60, deadline=None)
@given(drawn=ROWS, width_px=st.sampled_from(WIDTHS))
def test_labels_touch_neither_each_other_nor_a_mark(
    drawn: list[tuple[str, str, str, str, str | None, int | None]], width_px: int
) -> None:
    rows, stages = [], []
    for number, (when, company, status, city, address, lead) in enumerate(drawn):
        rows.append(event(number, when, company=company, status=status, city=city, address=address))
        if lead:
            report = PartialDate.parse(when).first - timedelta(days=lead)
            stages.append(stage(number, 1, "planned", when, report.isoformat()))
    scene = scene_of(data(rows, stages), width_px)
    assert_clear(scene, width_px)
    if width_px > 600:  # the window may be narrower than what the scene was built for
        assert_clear(scene, width_px * (SQUEEZE + 0.02))


ITEMS = st.lists(
    st.tuples(
        st.floats(0, 1000), st.floats(5, 90), st.floats(0, 200), st.floats(0, 150), st.booleans()
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(drawn=ITEMS, rows=st.integers(1, 8), walls=st.lists(st.floats(0, 1000), max_size=2))
def test_packed_spans_keep_their_distance_and_none_is_lost(
    drawn: list[tuple[float, float, float, float, bool]], rows: int, walls: list[float]
) -> None:
    items = [
        Item(str(n), x0, x0 + width, x0 - tail, text, is_bar)
        for n, (x0, width, tail, text, is_bar) in enumerate(drawn)
    ]
    packing = pack(items, rows, 1000, walls)
    seen = [place.item.key for place in packing.places] + [item.key for item in packing.hidden]
    assert sorted(seen) == sorted(item.key for item in items)
    for one, other in combinations(packing.places, 2):
        if one.row == other.row:
            (a, b), (c, d) = sorted((one.span(), other.span()))
            assert b + GAP_PX <= c + 1e-9, (a, b, c, d)
    for place in packing.places:
        assert 0 <= place.row < rows
        assert not _crosses(place, walls)


def _crosses(place: Place, walls: list[float]) -> bool:
    left, right = place.text_span()
    return bool(place.side) and any(left < wall < right for wall in walls)


def test_the_most_important_mark_is_never_the_one_without_room() -> None:
    items = [Item(str(n), 10, 20, 10, 50) for n in range(9)]
    packing = pack(items, 4, 200)
    assert [place.item.key for place in packing.places] == ["0", "1", "2", "3"]
    assert [item.key for item in packing.hidden] == ["4", "5", "6", "7", "8"]


def test_a_phone_gets_the_names_above_the_lanes_and_fewer_labels() -> None:
    rows = [event(n, f"20{14 + n}-05-04", address=f"Rue {n}") for n in range(1, 12)]
    wide, narrow = scene_of(data(rows), 1240), scene_of(data(rows), 350)
    assert narrow.left_px <= 8 < wide.left_px
    (name,) = [m for m in marks_of(narrow) if isinstance(m, Label) and m.text == "Xiaomi"]
    assert name.anchor == "left" and name.is_bold
    assert len(texts(narrow)) < len(texts(wide))


def test_a_slide_is_flatter_than_the_screen_and_hides_nothing_in_silence() -> None:
    rows = [event(n, f"{2014 + n % 12}", company="ABCDE"[n % 5]) for n in range(1, 120)]
    screen = scene_of(data(rows))
    sheet = timeline_scene(data(rows), ENGLISH, 1240, TODAY, Footer(), is_sheet=True)
    assert sheet.height_px < screen.height_px
    assert len(sheet.table) + hidden_count(sheet) == len(rows)
    assert_clear(sheet, 1240)


def test_rows_are_no_closer_than_their_height() -> None:
    scene = scene_of(data([event(n, "2020") for n in range(1, 6)]))
    tops = sorted(m.y1 for m in marks_of(scene) if isinstance(m, Bar) and m.event_id)
    steps = [b - a for a, b in pairwise(tops)]
    assert min(steps) >= ROW_PX - 6


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
    events = ask(
        real_snapshot, "timeline_event", every,
        lane_companies=names, skipped_type="results", today=TODAY, lane_row_count=2_000,
    )  # fmt: skip
    assert len(events) == moves.loc[moves["year"].notna(), "event_count"].sum()
    assert "results" not in set(events["event_type"])


def test_the_most_important_events_of_each_lane_are_spread_over_the_years(
    real_snapshot: Snapshot,
) -> None:
    names = ["Coolblue", "Xiaomi"]
    events = ask(
        real_snapshot, "timeline_event", Filters(),
        lane_companies=names, skipped_type="results", today=TODAY, lane_row_count=12,
    )  # fmt: skip
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
    events = ask(
        real_snapshot, "timeline_event", Filters(),
        lane_companies=names, skipped_type="results", today=TODAY, lane_row_count=80,
    )  # fmt: skip
    value = TimelineData(
        tuple(names),
        events,
        real_snapshot.ask(
            "timeline_stage", {"event_ids": list(events["event_id"]), "row_count": 8}
        ).frame,
        ask(real_snapshot, "timeline_count", Filters(), lane_companies=names, today=TODAY),
    )
    for language in LANGUAGES:
        for width_px in WIDTHS:
            scene = scene_of(value, width_px, language)
            assert_clear(scene, width_px)
            moves = value.counts[value.counts["event_type"] != "results"]
            dated = int(moves.loc[moves["year"].notna(), "event_count"].sum())
            assert len(scene.table) + hidden_count(scene) == dated
