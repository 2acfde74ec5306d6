"""Series of any size and currency on one axis: as an index of a common first year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vitrine.chart.figure_table import figure_table
from vitrine.chart.figure_text import (
    change_text,
    company_text,
    definition_notes,
    hover_text,
    period_text,
    scope_text,
    unit_of,
)
from vitrine.chart.layout import RIGHT_PX
from vitrine.chart.revenue import Look
from vitrine.chart.scene import (
    GRID,
    INK,
    Axis,
    Dot,
    Label,
    Line,
    Mark,
    Panel,
    Scene,
    Tick,
    text_width_px,
)
from vitrine.chart.series import Point, Series, SeriesKey, primary_points
from vitrine.chart.text import cut
from vitrine.locale import Locale

HEIGHT_PX = 420
NAME_LINE_PX = 16
NAME_PX = 12
TOP_PX, BOTTOM_PX = 14, 16
MAX_LINES = 12
MAX_RIGHT_SHARE = 0.5
NAME_GAP_PX = 18
MIN_NAME_CHARS = 6
YEAR_PX = 46


@dataclass(frozen=True)
class IndexLine:
    """A series as an index: 100 in the base year; values by the year in which a period ends."""

    series: Series
    points: tuple[Point, ...]
    base: float

    def value(self, point: Point) -> float:
        """Return the index of one figure."""
        return point.amount / self.base * 100

    @property
    def last(self) -> float:
        """Return the index of the latest figure."""
        return self.value(self.points[-1])


@dataclass(frozen=True)
class IndexChart:
    """Lines with a common base year, and the series that have none."""

    base_year: int
    lines: tuple[IndexLine, ...]
    left_out: tuple[Series, ...]


def index_lines(series: Sequence[Series]) -> IndexChart:
    """Return the series as indices of the earliest year that most of them have.

    Full years of one kind of scope only (group or country, whichever is more frequent); a series
    with a loss, or without the base year and a later one, is left out.
    """
    yearly = {item.key: _by_year(item) for item in series if item.key.is_year}
    usable = [
        item
        for item in series
        if item.key in yearly
        and len(yearly[item.key]) > 1
        and all(point.amount > 0 for point in yearly[item.key].values())
    ]
    countries = sum(bool(item.key.country) for item in usable)
    is_country = countries * 2 > len(usable)
    usable = [item for item in usable if bool(item.key.country) == is_country]
    base_year = _base_year([yearly[item.key] for item in usable])
    lines = []
    for item in usable:
        points = tuple(p for year, p in sorted(yearly[item.key].items()) if year >= base_year)
        if base_year in yearly[item.key] and len(points) > 1:
            lines.append(IndexLine(item, points, yearly[item.key][base_year].amount))
    lines = sorted(lines, key=lambda line: (-line.last, line.series.key))[:MAX_LINES]
    kept = {line.series.key for line in lines}
    return IndexChart(
        base_year, tuple(lines), tuple(item for item in series if item.key not in kept)
    )


def _by_year(series: Series) -> dict[int, Point]:
    return {point.last.year: point for point in primary_points(series.points) if point.is_firm}


def _base_year(years: Sequence[Mapping[int, Point]]) -> int:
    """Return the earliest of the years that most series have and that is not their last."""
    counts: dict[int, int] = {}
    for known in years:
        for year in known:
            if year < max(known):
                counts[year] = counts.get(year, 0) + 1
    return min(counts, key=lambda year: (-counts[year], year)) if counts else 0


def index_scene(series: Sequence[Series], look: Look, width_px: int, key: str) -> Scene:
    """Draw one line a series, 100 in the first common year, its name and value at its end."""
    locale = look.locale
    chart = index_lines(series)
    room_px = width_px * MAX_RIGHT_SHARE - NAME_GAP_PX
    names = [_line_name(line, chart, locale, room_px) for line in chart.lines]
    widest = max((_width(name) for name in names), default=0.0)
    right_px = min(widest, room_px) + NAME_GAP_PX
    height = max(HEIGHT_PX, len(names) * NAME_LINE_PX + 90)
    panel = _index_panel(chart, names, look, width_px - 8 - RIGHT_PX - right_px, right_px, height)
    title = _index_title(chart, locale)
    subtitle = _index_subtitle(chart, locale)
    pairs = [(line.series, point) for line in chart.lines for point in line.points]
    table = figure_table(pairs, locale, look.conversions([line.series for line in chart.lines]))
    table.insert(
        list(table.columns).index("currency") + 1,
        "index",
        [round(line.value(point), 1) for line in chart.lines for point in line.points],
    )
    return Scene(
        key=key,
        title=title,
        subtitle=subtitle,
        panels=(panel,),
        table=table,
        alt=f"{title}. {subtitle}. {'; '.join(names)}.",
        height_px=height,
        notes=_index_notes(chart, locale),
        footer=look.footer,
    )


def _index_panel(
    chart: IndexChart,
    names: Sequence[str],
    look: Look,
    plot_px: float,
    right_px: float,
    height: float,
) -> Panel:
    values = [line.value(point) for line in chart.lines for point in line.points] or [100.0]
    years = [point.last.year for line in chart.lines for point in line.points] or [2000]
    low, high = min([*values, 100.0]), max([*values, 100.0])
    per_px = ((high - low) or 1.0) / (height - TOP_PX - BOTTOM_PX - 40)
    low, high = low - BOTTOM_PX * per_px, high + TOP_PX * per_px
    first, last = min(years), max(years)
    years_per_px = max(last - first, 1) / max(plot_px, 40)
    marks: list[Mark] = [Line(((first, 100), (last, 100)), GRID, 1)]
    ends = _spread([line.last for line in chart.lines], NAME_LINE_PX * per_px, low, high)
    for line, name, end in zip(chart.lines, names, ends, strict=True):
        color = look.color(line.series.key.company)
        marks += _line_marks(line, color, look.locale)
        marks.append(Label(last, end, name, INK, NAME_PX, dx_px=12))
        own = line.points[-1].last.year
        if own < last or abs(end - line.last) > NAME_LINE_PX * per_px / 2:
            reach = last + 9 * years_per_px
            marks.append(Line(((own, line.last), (reach, end)), GRID, 1))
    step = max(1, int(YEAR_PX * years_per_px + 0.999))
    ticks = tuple(Tick(year, str(year)) for year in range(first, last + 1, step))
    margin = 16 * years_per_px
    x = Axis(first - margin, last + right_px * years_per_px, ticks)
    return Panel(x, Axis(low, high), tuple(marks))


def _line_marks(line: IndexLine, color: str, locale: Locale) -> list[Mark]:
    """Return the steps of a line (dashed over missing years) and a dot for each figure."""
    marks: list[Mark] = []
    unit = unit_of(line.points)
    for before, after in pairwise(line.points):
        ends = (
            (before.last.year, line.value(before)),
            (after.last.year, line.value(after)),
        )
        marks.append(Line(ends, color, 2, after.last.year - before.last.year > 1))
    for point in line.points:
        index = locale.number(round(line.value(point)))
        card = hover_text(line.series, point, unit, locale)
        hover = locale.text("Index: {index}", index=index) + "\n" + card
        marks.append(
            Dot(
                point.last.year,
                line.value(point),
                color,
                size_px=9,
                hover=hover,
                event_id=point.event_id,
            )
        )
    return marks


def _spread(values: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Return label positions near the values, at least a distance apart, in the same order.

    The values fall from the first to the last.
    """
    places: list[float] = []
    for value in values:
        places.append(min([value, *(place - distance for place in places[-1:])]))
    floor = low + distance / 2
    for index in range(len(places) - 1, -1, -1):
        places[index] = max(places[index], floor)
        floor = places[index] + distance
    return places


def _line_name(line: IndexLine, chart: IndexChart, locale: Locale, room_px: float) -> str:
    """Return name and value for the end of a line, as much of it as there is room for."""
    key = line.series.key
    names = [company_text(key)]
    if len({other.series.key.country for other in chart.lines}) > 1:
        names.append(scope_text(key, locale))
    value = locale.number(round(line.last))
    own, newest = line.points[-1], max(item.points[-1].last.year for item in chart.lines)
    if own.last.year != newest:
        value = f"{value} ({period_text(own, locale)})"
    long = ", ".join([*names, *definition_notes(key, locale)])
    name = long if _width(f"{long} {value}") <= room_px else ", ".join(names)
    while len(name) > MIN_NAME_CHARS and _width(f"{name} {value}") > room_px:
        name = cut(name, len(name) - 1)
    return f"{name} {value}"


def _width(text: str) -> float:
    return text_width_px(text, NAME_PX) * 1.08


def _index_title(chart: IndexChart, locale: Locale) -> str:
    if not chart.lines:
        return locale.text("No two series have a common year to start an index from")
    best = chart.lines[0]
    values = {
        "company": company_text(best.series.key),
        "metric": locale.metric(best.series.key.metric),
        "change": change_text(best.last - 100, locale),
        "growth": locale.percent(round(best.last - 100)),
        "first": chart.base_year,
        "last": period_text(best.points[-1], locale),
    }
    if len(chart.lines) == 1:
        return locale.text("{company}, {metric}: {change} from {first} to {last}", **values)
    if best.last <= 100:
        return locale.text(
            "{metric}: nobody grew since {first}; {company} did best with {change} to {last}",
            **values,
        )
    return locale.text(
        "{metric}: {company} grew most since {first}, by {growth} to {last}", **values
    )


def _index_subtitle(chart: IndexChart, locale: Locale) -> str:
    if not chart.lines:
        return ""
    keys = [line.series.key for line in chart.lines]
    parts = [locale.metric(keys[0].metric), _common_scope(keys, locale)]
    index = locale.text("index, {year} = 100", year=chart.base_year)
    own = locale.text("each in its own currency; dashed: years without a figure between")
    return f"{', '.join(parts)}, {index}; {own}"


def _common_scope(keys: Sequence[SeriesKey], locale: Locale) -> str:
    if len({key.country for key in keys}) == 1:
        return scope_text(keys[0], locale)
    return locale.text("by country")


def _index_notes(chart: IndexChart, locale: Locale) -> tuple[str, ...]:
    notes = []
    shown = [point for line in chart.lines for point in line.points]
    if len({(point.last.month, point.last.day) for point in shown}) > 1:
        notes.append(locale.text("Financial years stand at the calendar year in which they end"))
    names = dict.fromkeys(company_text(item.key) for item in chart.left_out)
    if names:
        listed = ", ".join(list(names)[:MAX_LINES])
        notes.append(
            locale.text(
                "Left out (no figure for the base year, a loss, or another scope): {names}",
                names=listed,
            )
        )
    return tuple(notes)
