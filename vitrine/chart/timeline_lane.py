"""One lane of the timeline: its events packed into rows, and the marks that draw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from vitrine.chart.label import Item, Packing, Place, pack
from vitrine.chart.scene import (
    ALERT,
    INK,
    MUTED,
    Anchor,
    Bar,
    Dot,
    Fill,
    Label,
    Line,
    Mark,
    Symbol,
    day_number,
    text_width_px,
)
from vitrine.chart.timeline_text import hidden_card, hover_card, short_label
from vitrine.event import DatePrecision, EventType, PartialDate, Status
from vitrine.headline import headline
from vitrine.locale import Locale
from vitrine.locale.catalog import mark

ROW_PX = 20
MORE_ROW_PX = 19
LANE_PAD_PX = 6
DOT_PX = 10
STEP_PX = 5
BAR_PX = 6
MIN_TAIL_PX = 16
MAX_STEPS = 4
TEXT_PX = 11
MORE_TEXT_PX = 10


@dataclass(frozen=True)
class Family:
    """Kinds of event that share a colour."""

    name: str
    color: str
    types: tuple[EventType, ...]


FAMILIES = (
    Family(mark("Opens, enters"), "#0b6e99", (EventType.STORE_OPENING, EventType.MARKET_ENTRY)),
    Family(
        mark("Closes, cuts"),
        ALERT,
        (EventType.STORE_CLOSING, EventType.MARKET_EXIT, EventType.RESTRUCTURING),
    ),
    Family(
        mark("Deals"),
        "#8a5cc2",
        (EventType.ACQUISITION, EventType.DIVESTITURE, EventType.PARTNERSHIP),
    ),
    Family(mark("Money"), "#1a9e78", (EventType.FUNDING, EventType.IPO, EventType.RESULTS)),
    Family(mark("Leadership"), "#e0941b", (EventType.LEADERSHIP,)),
    Family(
        mark("Logistics, other"),
        "#6d7a88",
        (EventType.LOGISTICS, EventType.STRATEGY, EventType.PRODUCT, EventType.LEGAL),
    ),
)
FAMILY_OF = {kind.value: family for family in FAMILIES for kind in family.types}
SIGNS: Mapping[str, tuple[Fill, Symbol]] = {
    Status.DONE.value: ("solid", "circle"),
    Status.ANNOUNCED.value: ("pale", "circle"),
    Status.PLANNED.value: ("hollow", "circle"),
    Status.RUMOURED.value: ("hatched", "ring-dashed"),
    Status.CANCELLED.value: ("pale", "cross"),
}


@dataclass(frozen=True)
class Scale:
    """From days to pixels: the first and the last day number drawn, and the pixels between."""

    low: float
    high: float
    width_px: float

    def px(self, day: float) -> float:
        """Return the distance of a day from the left edge, kept within the edges."""
        inside = min(max(day, self.low), self.high)
        return (inside - self.low) / (self.high - self.low) * self.width_px

    def day(self, px: float) -> float:
        """Return the day number at a distance from the left edge."""
        return self.low + px / self.width_px * (self.high - self.low)


@dataclass(frozen=True)
class Happening:
    """One event to draw; steps are the days of its first report and of earlier plans, in order."""

    event: Mapping[str, object]
    when: PartialDate
    steps: tuple[date, ...]
    story: tuple[Mapping[str, object], ...]
    locale: Locale

    @cached_property
    def headline(self) -> str:
        """Return the event's headline in the reader's language."""
        return headline(self.event, self.locale)

    @cached_property
    def label(self) -> str:
        """Return the few words beside the mark."""
        return short_label(self.event, self.locale)

    @cached_property
    def hover(self) -> str:
        """Return the card under the pointer; made only for events that are drawn."""
        return hover_card(self.event, self.headline, self.story, self.locale)

    @property
    def event_id(self) -> str:
        """Return the event's id."""
        return str(self.event["event_id"])

    @property
    def kind(self) -> str:
        """Return the event's type."""
        return str(self.event["event_type"])

    @property
    def status(self) -> str:
        """Return how far the thing has come."""
        return str(self.event["status"])

    @property
    def is_bar(self) -> bool:
        """Tell whether only the month, quarter or year is known."""
        return self.when.precision is not DatePrecision.DAY

    def days(self) -> tuple[float, float]:
        """Return where the mark begins and ends as day numbers."""
        first = day_number(self.when.first)
        return (first, day_number(self.when.last) + 1) if self.is_bar else (first, first)

    def is_within(self, low: float, high: float) -> bool:
        """Tell whether any of the mark lies between two days."""
        first, last = self.days()
        return first < high and (last > low if self.is_bar else last >= low)


@dataclass(frozen=True)
class More:
    """Events without room in a stretch of years, drawn as one sign with their number."""

    first_year: int
    last_year: int
    types: Mapping[str, int]
    left_px: float
    right_px: float

    @property
    def count(self) -> int:
        """Return how many events it stands for."""
        return sum(self.types.values())

    def text(self, scale: Scale, locale: Locale) -> str:
        """Return its number, with an arrow when all its years lie beyond an edge."""
        number = f"+{locale.number(self.count)}"
        if day_number(date(self.last_year, 12, 31)) < scale.low:
            return f"← {number}"
        return f"{number} →" if day_number(date(self.first_year, 1, 1)) > scale.high else number


@dataclass(frozen=True)
class Lane:
    """A company's packed events; drawn are those with a mark, mores stand for all others."""

    company: str
    packing: Packing
    drawn: Mapping[str, Happening]
    mores: tuple[More, ...]
    event_count: int

    @property
    def height_px(self) -> int:
        """Return the height without the company's name."""
        rows = max(self.packing.used_rows, 1 if self.mores else 2)
        return rows * ROW_PX + (MORE_ROW_PX if self.mores else 0) + 2 * LANE_PAD_PX


def make_happenings(events: pd.DataFrame, stages: pd.DataFrame, locale: Locale) -> list[Happening]:
    """Return the events in the order of their importance, each with its earlier reports."""
    stories: dict[str, list[Mapping[str, object]]] = {}
    for stage in stages.to_dict("records"):
        stories.setdefault(str(stage["event_id"]), []).append(
            {str(name): value for name, value in stage.items()}
        )
    happenings = []
    for row in events.to_dict("records"):
        event = {str(name): value for name, value in row.items()}
        when = PartialDate.parse(str(event["date_text"]))
        story = stories.get(str(event["event_id"]), [])
        happenings.append(Happening(event, when, _steps(story, when), tuple(story), locale))
    return happenings


def _steps(story: Sequence[Mapping[str, object]], when: PartialDate) -> tuple[date, ...]:
    """Return the first report and each earlier planned date that lie wholly before the event.

    A date that only is less exact (2022 for 23 August 2022) is no earlier date, nor is a day of
    report of which only the year is known.
    """
    ahead = [stage for stage in story if _text(stage, "status") != Status.DONE.value]
    reported = [_partial(stage, "published_text") for stage in ahead]
    exact = [day for day in reported if day and day.precision is not DatePrecision.YEAR]
    stated = [_partial(stage, "date_text") for stage in ahead]
    days = {day.first for day in stated if day and day.last < when.first}
    days |= {day.first for day in sorted(exact)[:1] if day.last < when.first}
    return tuple(sorted(days))[:MAX_STEPS]


def _partial(record: Mapping[str, object], name: str) -> PartialDate | None:
    text = _text(record, name)
    return PartialDate.parse(text) if text else None


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def plan_lane(
    company: str,
    happenings: Sequence[Happening],
    counts: pd.DataFrame,
    scale: Scale,
    row_count: int,
    walls: Sequence[float],
    locale: Locale,
    *,
    is_narrow: bool,
) -> Lane:
    """Pack one company's events; counts are its dated events by year and type, drawn or not."""
    inside = [item for item in happenings if item.is_within(scale.low, scale.high)]
    packing = pack(
        [_item(happening, scale) for happening in inside],
        row_count,
        scale.width_px,
        walls,
        labelled=(3,) if is_narrow else (14, 8, 5),
        max_texts=6 if is_narrow else 40,
    )
    by_id = {happening.event_id: happening for happening in inside}
    drawn = {place.item.key: by_id[place.item.key] for place in packing.places}
    left: dict[int, dict[str, int]] = {}
    for year, kind, count in zip(
        counts["year"], counts["event_type"], counts["event_count"], strict=True
    ):
        kinds = left.setdefault(int(year), {})
        kinds[kind] = kinds.get(kind, 0) + int(count)
    for happening in drawn.values():
        left[happening.when.first.year][happening.kind] -= 1
    mores = merge_mores(
        [
            _more(year, kinds, scale, locale)
            for year, kinds in sorted(left.items())
            if any(kinds.values())
        ],
        scale,
        locale,
    )
    return Lane(company, packing, drawn, tuple(mores), int(counts["event_count"].sum()))


def _item(happening: Happening, scale: Scale) -> Item:
    first, last = happening.days()
    x0, x1 = scale.px(first), scale.px(last)
    least = BAR_PX if happening.is_bar else DOT_PX
    if x1 - x0 < least:
        middle = (x0 + x1) / 2
        x0, x1 = middle - least / 2, middle + least / 2
    tail = x0
    if happening.steps:
        start = scale.px(day_number(happening.steps[0])) - STEP_PX / 2
        tail = start if x0 - start >= MIN_TAIL_PX else x0
    text = happening.label
    width = text_width_px(text, TEXT_PX) if text else 0
    return Item(happening.event_id, x0, x1, tail, width, happening.is_bar)


def _more(year: int, kinds: Mapping[str, int], scale: Scale, locale: Locale) -> More:
    types = {kind: count for kind, count in kinds.items() if count}
    return _at_middle(More(year, year, types, 0, 0), scale, locale)


def _at_middle(more: More, scale: Scale, locale: Locale) -> More:
    """Return the sign in the middle of its years, as wide as its text, within the edges."""
    start = scale.px(day_number(date(more.first_year, 1, 1)))
    end = scale.px(day_number(date(more.last_year, 12, 31)))
    width = text_width_px(more.text(scale, locale), MORE_TEXT_PX) + 10
    left = min(max((start + end - width) / 2, 0), max(scale.width_px - width, 0))
    return More(more.first_year, more.last_year, more.types, left, left + width)


def merge_mores(mores: Sequence[More], scale: Scale, locale: Locale) -> list[More]:
    """Join signs that would touch, so that each number can be read."""
    merged: list[More] = []
    for more in mores:
        last = more
        while merged and last.left_px < merged[-1].right_px + 3:
            before = merged.pop()
            types = {
                kind: before.types.get(kind, 0) + last.types.get(kind, 0)
                for kind in {**before.types, **last.types}
            }
            last = _at_middle(More(before.first_year, last.last_year, types, 0, 0), scale, locale)
        merged.append(last)
    return merged


def lane_marks(lane: Lane, top: float, scale: Scale, locale: Locale) -> list[Mark]:
    """Return the marks of a lane whose first row begins at y = top."""
    marks: list[Mark] = []
    for place in lane.packing.places:
        marks += _event_marks(place, lane.drawn[place.item.key], top - LANE_PAD_PX, scale)
    y = top - lane.height_px + LANE_PAD_PX + MORE_ROW_PX / 2
    for more in lane.mores:
        x0, x1 = scale.day(more.left_px), scale.day(more.right_px)
        hover = hidden_card(more.types, more.first_year, more.last_year, locale)
        marks.append(Bar(x0, x1, y - 7, y + 7, MUTED, "pale", hover=hover))
        text = more.text(scale, locale)
        marks.append(Label((x0 + x1) / 2, y, text, INK, MORE_TEXT_PX, anchor="center"))
    return marks


def _event_marks(place: Place, happening: Happening, top: float, scale: Scale) -> list[Mark]:
    item = place.item
    y = top - (place.row + 0.5) * ROW_PX
    text_y = y
    if happening.is_bar and place.side == "above":
        y, text_y = y - 6, y + 3
    color = FAMILY_OF[happening.kind].color
    fill, symbol = SIGNS[happening.status]
    if happening.status == Status.CANCELLED.value:
        color = MUTED
    marks: list[Mark] = []
    if place.has_tail:
        marks += _tail_marks(item, happening, y, color, scale)
    known = {"hover": happening.hover, "event_id": happening.event_id}
    x0, x1 = scale.day(item.x0), scale.day(item.x1)
    if happening.is_bar:
        half = BAR_PX / 2
        marks.append(Bar(x0, x1, y - half, y + half, color, fill, **known))
    if not happening.is_bar or symbol == "cross":
        size = DOT_PX if not happening.is_bar else BAR_PX + 2
        marks.append(Dot((x0 + x1) / 2, y, color, fill, symbol, size, **known))
    if place.side:
        left, right = place.text_span()
        at = scale.day(right if place.side == "left" else left)
        anchor: Anchor = "right" if place.side == "left" else "left"
        marks.append(Label(at, text_y, happening.label, INK, TEXT_PX, anchor=anchor))
    return marks


def _tail_marks(item: Item, happening: Happening, y: float, color: str, scale: Scale) -> list[Mark]:
    points = ((scale.day(item.tail), y), (scale.day(item.x0), y))
    marks: list[Mark] = [Line(points, color, 1.2)]
    for step in happening.steps:
        day = day_number(step)
        if day >= scale.low and scale.px(day) + STEP_PX < item.x0:
            dot = Dot(
                day, y, color, "hollow", "circle", STEP_PX, happening.hover, happening.event_id
            )
            marks.append(dot)
    return marks
