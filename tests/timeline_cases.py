"""Events and stages made by hand for the timeline, and what its labels may touch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

import pandas as pd

from vitrine.chart.layout import Box, panel_boxes
from vitrine.chart.scene import (
    Bar,
    Dot,
    Footer,
    Label,
    Line,
    Mark,
    Scene,
    text_width_px,
)
from vitrine.chart.timeline import TimelineData, timeline_scene
from vitrine.event import PartialDate
from vitrine.locale import load_locale
from vitrine.ui.browser import WIDTHS_PX

TODAY = date(2026, 11, 22)
ENGLISH = load_locale("en")
WIDTHS = (*WIDTHS_PX, 1600)
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


def hidden_count(scene: Scene) -> int:
    chips = [text for text in texts(scene) if "+" in text]
    return sum(int("".join(char for char in text if char.isdigit())) for text in chips)


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
