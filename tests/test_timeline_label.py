"""Labels of the timeline touch neither each other nor a mark, at any width."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline_cases import (
    ENGLISH,
    TODAY,
    WIDTHS,
    assert_clear,
    data,
    event,
    hidden_count,
    marks_of,
    scene_of,
    stage,
    texts,
)
from vitrine.chart.label import GAP_PX, Item, Place, pack
from vitrine.chart.scene import (
    Bar,
    Footer,
    Label,
)
from vitrine.chart.timeline import SQUEEZE, timeline_scene
from vitrine.chart.timeline_lane import ROW_PX
from vitrine.event import PartialDate, Status

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
