"""A scene in the browser: few traces, clickable marks, no text read as markup."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene_cases import HOSTILE, multiples, revenue, timeline
from vitrine.chart.layout import date_ticks, panel_boxes, readable_ticks
from vitrine.chart.scene import INK, PAPER, Axis, Dot, Scene, Tick, day_number, text_width_px
from vitrine.chart.screen import CONFIG, figure, plot_spec
from vitrine.chart.text import ELLIPSIS, hover_markup, markup, one_line, printable
from vitrine.chart.theme import DARK, LIGHT, mix


def drawn(scene: Scene, **options: object) -> dict:
    return json.loads(figure(scene, **options).to_json())


def test_all_bars_are_one_trace_with_their_place_and_event() -> None:
    traces = [trace for trace in drawn(revenue())["data"] if trace["type"] == "bar"]
    assert len(traces) == 1
    bars = traces[0]
    assert bars["x"] == pytest.approx([2016, 2017, 2018])
    assert bars["width"] == pytest.approx([0.6, 0.6, 0.6])
    assert bars["base"] == [0, 0, -12.5]
    assert bars["y"] == [252, 311, 12.5]
    assert bars["customdata"] == [["E2016"], ["E2017"], ["E2018"]]
    assert bars["marker"]["pattern"]["shape"] == ["", "", "/"]
    assert bars["marker"]["color"][0] == LIGHT.resolve("#0b6e99")
    assert bars["marker"]["color"][1] == LIGHT.pale("#0b6e99")


def test_the_same_scene_gives_the_same_traces_in_the_same_order() -> None:
    first, second = drawn(revenue()), drawn(replace(revenue(), title="another finding"))
    assert first == second
    order = [(trace["type"], trace.get("mode")) for trace in first["data"]]
    assert order == [("bar", None), *(("scatter", m) for m in ("lines", "markers", "text"))]
    assert first["layout"]["uirevision"] == "revenue"


def test_dots_keep_size_symbol_and_fill() -> None:
    dots = next(t for t in drawn(revenue())["data"] if t.get("mode") == "markers")
    assert dots["marker"]["symbol"] == ["diamond"]
    assert dots["marker"]["color"] == [LIGHT.paper]
    assert dots["customdata"] == [["E7"]]


def test_dates_become_a_zoomable_date_axis_and_numbers_stay_still() -> None:
    layout = drawn(timeline())["layout"]
    assert layout["xaxis"]["type"] == "date"
    assert layout["xaxis"]["fixedrange"] is False
    assert layout["xaxis"]["range"][0] == day_number(date(2016, 1, 1)) * 86_400_000
    assert layout["yaxis"]["fixedrange"] is True
    assert layout["dragmode"] == "zoom"
    still = drawn(timeline(), can_zoom=False)["layout"]
    assert still["xaxis"]["fixedrange"] is True
    assert still["dragmode"] is False
    assert drawn(revenue())["layout"]["xaxis"]["fixedrange"] is True


def test_lines_of_one_style_share_a_trace() -> None:
    lines = [t for t in drawn(timeline())["data"] if t.get("mode") == "lines"]
    assert len(lines) == 1
    assert lines[0]["x"][-1] is None
    assert lines[0]["line"]["dash"] == "4px,3px"


def test_panels_stand_in_columns_and_rows() -> None:
    layout = drawn(multiples(), width_px=1000)["layout"]
    assert layout["xaxis"]["domain"][0] == 0
    assert layout["xaxis"]["domain"][1] < layout["xaxis2"]["domain"][0]
    assert layout["xaxis2"]["domain"][1] == 1
    assert layout["yaxis3"]["domain"][1] < layout["yaxis"]["domain"][0]
    titles = [note["text"] for note in layout["annotations"]]
    assert titles == [f"<b>Company {number}</b>" for number in range(3)]


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_text_becomes_markup(name: str) -> None:
    text = HOSTILE[name]
    chart = drawn(revenue(text=text), with_text=True)
    shown = [chart["layout"]["title"]["text"], chart["layout"]["title"]["subtitle"]["text"]]
    shown += [note["text"] for note in chart["layout"]["annotations"]]
    shown += [str(label) for label in chart["layout"]["xaxis"]["ticktext"]]
    for trace in chart["data"]:
        shown += [*(trace.get("hovertext") or []), *(trace.get("text") or [])]
        shown.append(trace.get("name", ""))
    for part in shown:
        rest = part.replace("<b>", "").replace("</b>", "").replace("<br>", "")
        assert "<" not in rest
        assert ">" not in rest
        assert "$" not in rest
        assert not set(rest) & set("\x00\x07\x1b\x85\u202e\u2066\u200f\ufffe\uffff")
        rest.encode("utf-8")


def test_a_label_keeps_the_readers_signs_as_entities() -> None:
    assert markup("<b> & $1 'a'") == "&lt;b&gt; &amp; &#36;1 &#39;a&#39;"
    assert markup("one\ntwo") == "one<br>two"


def test_labels_keep_place_weight_and_shift() -> None:
    chart = drawn(revenue())
    moved = chart["layout"]["annotations"][0]
    assert (moved["x"], moved["y"], moved["yshift"]) == (2016, 252, 4)
    assert moved["text"] == "<b>252.0 </b>"
    still = next(t for t in chart["data"] if t.get("mode") == "text")
    assert still["text"] == ["<br>second line"]
    assert still["textposition"] == ["bottom left"]


def test_hover_text_is_no_template() -> None:
    for trace in drawn(revenue(text="%{y}"))["data"]:
        assert "hovertemplate" not in trace
        if trace["type"] == "bar":
            assert trace["hoverinfo"] == "text"


def test_text_stays_out_of_the_figure_unless_asked_for() -> None:
    plain, full = drawn(revenue()), drawn(revenue(), with_text=True)
    assert "title" not in plain["layout"]
    assert plain["layout"]["showlegend"] is False
    assert plain["layout"]["height"] == revenue().height_px
    assert full["layout"]["title"]["text"].startswith("<b>Coolblue grew")
    assert full["layout"]["height"] > plain["layout"]["height"]
    assert [t["name"].split("&")[0] for t in full["data"] if t["showlegend"]] == [
        "reported",
        "target",
        "also reported",
    ]


def test_a_narrow_legend_gets_more_rows() -> None:
    wide = drawn(revenue(), with_legend=True, width_px=1000)["layout"]["height"]
    narrow = drawn(revenue(), with_legend=True, width_px=160)["layout"]["height"]
    assert narrow > wide > revenue().height_px


def test_the_figure_has_no_background_and_no_buttons() -> None:
    layout = drawn(revenue())["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert CONFIG["displayModeBar"] is False
    assert layout["yaxis"]["showgrid"] is False


def test_dark_paper_changes_named_colours_and_lightens_others() -> None:
    assert DARK.resolve(INK) == DARK.ink
    assert DARK.resolve(PAPER) == DARK.paper
    assert DARK.resolve("#000000") != "#000000"
    assert LIGHT.resolve("#0b6e99") == "#0b6e99"
    assert drawn(revenue(), theme=DARK)["layout"]["font"]["color"] == DARK.ink


def test_mixed_colours_are_hex() -> None:
    assert mix("#000", "#ffffff", 0.5) == "#808080"
    with pytest.raises(ValueError, match="not a hex colour"):
        mix("red", "#ffffff", 0.5)


def test_a_scene_without_panels_is_an_empty_figure() -> None:
    assert drawn(replace(revenue(), panels=()))["data"] == []


def test_hover_cards_are_wrapped_and_cut() -> None:
    text = hover_markup("word " * 1_000)
    lines = text.split("<br>")
    assert max(map(len, lines)) <= 68
    assert text.endswith(ELLIPSIS)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_printable_text_has_nothing_invisible_and_is_stable(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    shown.encode("utf-8")
    assert not any(char < " " and char != "\n" for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "\n" not in one_line(text)


@given(st.text(min_size=0, max_size=100), st.integers(min_value=1, max_value=50))
def test_cut_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(printable(text, limit)) <= limit


@given(
    st.floats(min_value=-20_000, max_value=40_000),
    st.floats(min_value=1, max_value=60_000),
    st.floats(min_value=80, max_value=1_500),
)
def test_date_ticks_are_inside_and_have_room(low: float, span: float, width: float) -> None:
    axis = Axis(low, low + span, is_date=True)
    ticks = date_ticks(axis, width)
    assert all(low - 1 <= tick.value <= low + span + 1 for tick in ticks)
    assert len(ticks) <= max(2, width // 72) + 1
    assert [tick.value for tick in ticks] == sorted(tick.value for tick in ticks)


def test_ticks_that_would_run_into_each_other_are_left_out() -> None:
    ticks = tuple(Tick(place, f"promised {place}") for place in range(10))
    axis = Axis(0, 9, ticks)
    assert readable_ticks(axis, 2_000) == ticks
    few = readable_ticks(axis, 300)
    assert few[0] == ticks[0]
    assert 2 <= len(few) < 6
    gaps = [right.value - left.value for left, right in pairwise(few)]
    assert min(gaps) * 300 / 9 > text_width_px("promised 1", 12) * 0.8
    scene = replace(revenue(), panels=(replace(revenue().panels[0], x=axis),))
    shown = drawn(scene, width_px=300)["layout"]["xaxis"]
    assert len(shown["tickvals"]) == len(shown["ticktext"]) < 6


def test_date_ticks_are_years_months_or_days() -> None:
    def texts(first: date, last: date) -> list[str]:
        axis = Axis(day_number(first), day_number(last), is_date=True)
        return [tick.text for tick in date_ticks(axis, 800)]

    assert texts(date(2016, 1, 1), date(2019, 12, 31))[:2] == ["2016-01", "2016-07"]
    assert texts(date(2010, 1, 1), date(2019, 12, 31))[:2] == ["2010", "2011"]
    assert texts(date(2018, 1, 1), date(2018, 6, 30))[:2] == ["2018-01", "2018-02"]
    assert texts(date(2018, 1, 1), date(2018, 1, 5))[:2] == ["2018-01-01", "2018-01-02"]


@given(st.integers(1, 12), st.integers(1, 5), st.floats(300, 1500))
def test_panel_boxes_never_overlap(count: int, columns: int, width: float) -> None:
    scene = multiples(columns=columns)
    scene = replace(scene, panels=scene.panels[:1] * count, height_px=900)
    boxes = panel_boxes(scene, width)
    for number, box in enumerate(boxes):
        assert box.right <= width
        assert box.bottom <= 900
        for other in boxes[number + 1 :]:
            assert (
                box.right <= other.left
                or other.right <= box.left
                or box.bottom <= other.top
                or other.bottom <= box.top
            )


def test_a_figure_of_a_thousand_dots_stays_small() -> None:
    scene = timeline()
    dots = tuple(Dot(17_000 + i, 1, INK, hover="x", event_id=f"E{i}") for i in range(1_000))
    panel = replace(scene.panels[0], marks=dots)
    chart = drawn(replace(scene, panels=(panel,)))
    assert len(chart["data"]) == 3
    assert len(json.dumps(chart)) < 120_000


@pytest.mark.parametrize("scene", [revenue(), timeline(), multiples()], ids=lambda scene: scene.key)
def test_what_the_browser_gets_is_what_plotly_has_checked(scene: Scene) -> None:
    spec = plot_spec(scene, with_legend=True)
    checked = drawn(scene, with_legend=True)
    checked["layout"].pop("template")
    assert json.loads(json.dumps(spec)) == checked
