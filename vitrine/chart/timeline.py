"""The timeline: one lane a company, each event with its date as exact as it is known.

    rows of SQL -> Happening (days) -> packed per lane (pixels) -> marks of the scene

The unit of y is one pixel, so rows keep their height at any number of lanes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vitrine.chart.layout import EDGE_PX, RIGHT_PX, TICK_LINE_PX
from vitrine.chart.scene import (
    GRID,
    INK,
    MUTED,
    Axis,
    Footer,
    Label,
    LegendItem,
    Line,
    Mark,
    Panel,
    Scene,
    day_number,
    text_width_px,
)
from vitrine.chart.text import cut
from vitrine.chart.timeline_lane import (
    FAMILIES,
    FAMILY_OF,
    SIGNS,
    Happening,
    Lane,
    Scale,
    lane_marks,
    make_happenings,
    plan_lane,
)
from vitrine.chart.timeline_text import finding, subtitle
from vitrine.event import EventType
from vitrine.locale import Locale

MAX_MARKS = 250
MAX_LANES = 8
NARROW_BELOW_PX = 600
SQUEEZE = 0.9  # labels keep clear even where the window is a tenth narrower than the scene
TOP_PX = 24
NAME_ROW_PX = 18
NAME_CHARS = 20
YEARS_BACK, YEARS_BACK_NARROW, YEARS_AHEAD = 12, 8, 5
MAX_ROWS = {1: 12, 2: 10, 3: 8, 4: 7, 5: 6, 6: 5, 7: 5, 8: 4}
SHEET_ROWS = {1: 12, 2: 6, 3: 4, 4: 3, 5: 3, 6: 2, 7: 2, 8: 2}  # a slide does not scroll
FIGURES = EventType.RESULTS.value
STEP_COLUMNS = {
    "step_status": "status",
    "step_date_text": "date_text",
    "step_published_text": "published_text",
    "step_outlet": "outlet",
}


@dataclass(frozen=True)
class TimelineData:
    """What the queries timeline_event (in two parts) and timeline_count answered.

    company_count is how many companies have events, 0 when the reader chose them; left_out names
    chosen companies beyond the eighth; from_date and to_date are the filter's period.
    """

    lanes: tuple[str, ...]
    events: pd.DataFrame
    stages: pd.DataFrame
    counts: pd.DataFrame
    has_figures: bool = False
    company_count: int = 0
    left_out: tuple[str, ...] = ()
    from_date: date | None = None
    to_date: date | None = None


def split_steps(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split rows of timeline_event, one a report, into the events and what each report said."""
    steps = rows[["event_id", "step", *STEP_COLUMNS]].rename(columns=STEP_COLUMNS)
    events = rows.drop(columns=["step", *STEP_COLUMNS]).drop_duplicates("event_id")
    return events, steps


def timeline_scene(
    data: TimelineData,
    locale: Locale,
    width_px: int,
    today: date,
    footer: Footer,
    *,
    is_sheet: bool = False,
) -> Scene:
    """Draw the companies' events side by side; labels stand only where they touch nothing.

    is_sheet makes lanes flatter, so that the words stay legible on a slide or a page of paper.
    """
    is_narrow = width_px < NARROW_BELOW_PX
    counts = data.counts
    if not data.has_figures:
        counts = counts[counts["event_type"] != FIGURES]
    left_px = 8 if is_narrow else _name_room(data.lanes, counts, locale)
    happenings = make_happenings(data.events, data.stages, locale)
    low, high = drawn_days(data, happenings, today, is_narrow=is_narrow)
    scale = Scale(low, high, (width_px - left_px - RIGHT_PX) * SQUEEZE)
    row_counts = SHEET_ROWS if is_sheet else MAX_ROWS
    row_count = row_counts[min(max(len(data.lanes), 1), MAX_LANES)]
    walls = _walls(scale, today)
    dated = counts[counts["year"].notna()]
    lanes = [
        plan_lane(
            name,
            [item for item in happenings if item.event["company"] == name],
            dated[dated["company"] == name],
            scale,
            row_count,
            walls,
            locale,
            is_narrow=is_narrow,
        )
        for name in data.lanes
    ]
    name_px = NAME_ROW_PX if is_narrow else 0
    height = TOP_PX + sum(lane.height_px + name_px for lane in lanes)
    marks: list[Mark] = []
    top = float(height - TOP_PX)
    spans = [(top, height - 2.0)]
    for lane in lanes:
        spans.append((top - name_px - lane.height_px, top - name_px))
        marks.append(Line(((low, top), (high, top)), GRID, 1))
        marks += _name_marks(lane, top, scale, locale, is_narrow=is_narrow)
        marks += lane_marks(lane, top - name_px, scale, locale)
        top -= lane.height_px + name_px
    # On a phone the line leaves out the rows of the companies' names.
    marks += _today_marks(scale, today, spans if is_narrow else [(0, height - 2.0)], locale)
    title = finding(counts, data.lanes, locale)
    under_title = subtitle(data.lanes, data.company_count, locale)
    return Scene(
        key="timeline",
        title=title,
        subtitle=under_title,
        panels=(
            Panel(
                x=Axis(low, high, has_grid=True, is_date=True),
                y=Axis(0, height),
                marks=tuple(marks),
            ),
        ),
        table=_table(lanes, locale),
        alt=f"{title}. {under_title}. {_alt_lanes(lanes, locale)}",
        height_px=height + EDGE_PX + 12 + TICK_LINE_PX,
        left_px=left_px,
        legend=_legend(lanes, locale),
        notes=_notes(data, lanes, counts, locale),
        footer=footer,
    )


def drawn_days(
    data: TimelineData, happenings: Sequence[Happening], today: date, *, is_narrow: bool
) -> tuple[float, float]:
    """Return the first and last day number of the axis.

    Without a period the axis leaves out lonely early years, so that the busy ones get room; what
    lies outside is counted at the edge.
    """
    firsts = sorted(item.when.first for item in happenings) or [today]
    lasts = sorted(item.when.last for item in happenings) or [today]
    back = YEARS_BACK_NARROW if is_narrow else YEARS_BACK
    earliest = date(today.year - back, 1, 1)
    first = data.from_date or max(firsts[0], min(earliest, firsts[len(firsts) // 4]))
    last = min(lasts[-1], date(today.year + YEARS_AHEAD, 12, 31))
    if data.to_date:
        last = data.to_date
    elif last < today:
        last = today + timedelta(days=30)
    if last.year - first.year >= 2:
        return day_number(date(first.year, 1, 1)), day_number(date(last.year, 12, 31)) + 1
    last = max(last, first + timedelta(days=30))
    return day_number(first), day_number(last) + 1


def _walls(scale: Scale, today: date) -> tuple[float, ...]:
    """Return where the line of today stands, if it is drawn."""
    day = day_number(today)
    return (scale.px(day),) if scale.low < day < scale.high else ()


def _name_room(names: Sequence[str], counts: pd.DataFrame, locale: Locale) -> int:
    widest = max((text_width_px(cut(name, NAME_CHARS), 13) * 1.08 for name in names), default=0)
    most = text_width_px(_event_count(int(counts["event_count"].sum()), locale), 11)
    return int(max(widest, most)) + 20


def _event_count(count: int, locale: Locale) -> str:
    return locale.plural("{count} event", "{count} events", count, count=locale.number(count))


def _name_marks(
    lane: Lane, top: float, scale: Scale, locale: Locale, *, is_narrow: bool
) -> list[Mark]:
    """Return company and number of events: left of the lane, or above it on a phone."""
    name, count = cut(lane.company, NAME_CHARS), _event_count(lane.event_count, locale)
    if is_narrow:
        room = text_width_px(name, 13) * 1.1 + 8
        return [
            Label(scale.low, top - 11, name, INK, 13, is_bold=True),
            Label(scale.low, top - 11, count, MUTED, 11, dx_px=room),
        ]
    return [
        Label(scale.low, top - 16, name, INK, 13, is_bold=True, anchor="right", dx_px=-12),
        Label(scale.low, top - 32, count, MUTED, 11, anchor="right", dx_px=-12),
    ]


def _today_marks(
    scale: Scale, today: date, spans: Sequence[tuple[float, float]], locale: Locale
) -> list[Mark]:
    """Return the line between what happened and what is planned, with its date at the top."""
    day = day_number(today)
    if not scale.low < day < scale.high:
        return []
    y = max(high for _, high in spans) + 2 - TOP_PX / 2
    marks: list[Mark] = [
        Line(((day, low), (day, high)), INK, 1.2, is_dashed=True) for low, high in spans
    ]
    text, ahead = locale.text("today, {date}", date=locale.date(today)), locale.text("planned")
    if scale.px(day) < text_width_px(text, 11) + 10:
        return [*marks, Label(day, y, text, INK, 11, dx_px=5)]
    marks.append(Label(day, y, text, INK, 11, anchor="right", dx_px=-5))
    if scale.width_px - scale.px(day) > text_width_px(ahead, 11) + 30:
        marks.append(Label(day, y, f"{ahead} →", MUTED, 11, dx_px=5))
    return marks


def _legend(lanes: Sequence[Lane], locale: Locale) -> tuple[LegendItem, ...]:
    """Return the colours and the signs that occur."""
    drawn = [item for lane in lanes for item in lane.drawn.values()]
    colors = {FAMILY_OF[item.kind].color for item in drawn}
    statuses = {item.status for item in drawn}
    items = [
        LegendItem(locale.text(family.name), family.color)
        for family in FAMILIES
        if family.color in colors
    ]
    items += [
        LegendItem(locale.status(status), MUTED, fill, symbol)
        for status, (fill, symbol) in SIGNS.items()
        if status in statuses
    ]
    return tuple(items)


def _notes(
    data: TimelineData, lanes: Sequence[Lane], counts: pd.DataFrame, locale: Locale
) -> tuple[str, ...]:
    """Return what is not drawn, and why."""
    notes = []
    if data.left_out:
        notes.append(
            locale.text(
                "The first {count} chosen companies are drawn, without {names}",
                count=locale.number(len(data.lanes)),
                names=locale.list(data.left_out),
            )
        )
    hidden = int(data.counts["event_count"].sum()) - int(counts["event_count"].sum())
    if hidden:
        notes.append(
            locale.plural(
                "{count} figure left out", "{count} figures left out", hidden,
                count=locale.number(hidden),
            )
        )  # fmt: skip
    more = sum(item.count for lane in lanes for item in lane.mores)
    if more:
        notes.append(
            locale.plural(
                "{count} event without room stands behind its +1; the list has it",
                "{count} events without room stand behind signs such as +12; the list has them",
                more,
                count=locale.number(more),
            )
        )
    undated = int(counts.loc[counts["year"].isna(), "event_count"].sum())
    if undated:
        notes.append(
            locale.plural(
                "{count} event without a known date is only in the list",
                "{count} events without a known date are only in the list",
                undated,
                count=locale.number(undated),
            )
        )
    return tuple(notes)


def _alt_lanes(lanes: Sequence[Lane], locale: Locale) -> str:
    return ", ".join(f"{lane.company}: {locale.number(lane.event_count)}" for lane in lanes)


COLUMNS = ("first_date", "last_date", "country", "city", "outlets", "source_url")


def _table(lanes: Sequence[Lane], locale: Locale) -> pd.DataFrame:
    """Return the drawn events, lane by lane, newest first."""
    rows = []
    for lane in lanes:
        ordered = sorted(lane.drawn.values(), key=lambda item: (item.when, item.event_id))
        for item in reversed(ordered):
            rows.append(
                {
                    "event_id": item.event_id,
                    "company": lane.company,
                    "date": locale.date(item.when),
                    "headline": item.headline,
                    "status": locale.status(item.status),
                    "event_type": locale.event_type(item.kind),
                    **{name: item.event[name] for name in COLUMNS},
                }
            )
    names = ("event_id", "company", "date", "headline", "status", "event_type", *COLUMNS)
    table = pd.DataFrame(rows, columns=list(names))
    table["country"] = [
        locale.country(code) if isinstance(code, str) else "" for code in table["country"]
    ]
    return table
