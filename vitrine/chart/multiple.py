"""Several series side by side, one panel each: unlike things never share an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from vitrine.chart.bars import BarPanel, BarStyle, Scale, scale_of, slot_width_px
from vitrine.chart.figure_table import figure_table
from vitrine.chart.figure_text import (
    Unit,
    change_text,
    company_text,
    conflict_notes,
    definition_notes,
    months_text,
    rounded_unit,
    scope_text,
)
from vitrine.chart.growth import computed_changes
from vitrine.chart.layout import COLUMN_GAP_PX, PANEL_TITLE_PX, RIGHT_PX
from vitrine.chart.revenue import (
    LEFT_PX,
    NARROW_PX,
    Look,
    conversion_notes,
    hidden_notes,
    sign_notes,
)
from vitrine.chart.scene import Panel, Scene
from vitrine.chart.series import Point, Series, SeriesKey, primary_points
from vitrine.chart.slot import Row, make_row, make_year_row
from vitrine.locale import Locale

MAX_PANELS = 12
PANEL_PX = 212
TICK_ROW_PX = 27
VALUE_PX = 11.5
MIN_SLOT_PX = 30
MIN_PLACES = 4

Subject = Literal["company", "metric", "definition"]
ScaleKey = tuple[str, str, bool, bool, int]


def multiple_scene(
    series: Sequence[Series], look: Look, width_px: int, subject: Subject, key: str
) -> Scene:
    """Draw one panel a series; one metric, currency and kind of scope share their scale."""
    drawn = [item for item in series if item.points][:MAX_PANELS]
    columns = _columns(len(drawn), width_px)
    plot_px = (width_px - COLUMN_GAP_PX * (columns - 1)) / columns - LEFT_PX - RIGHT_PX
    units = _units(drawn)
    rows = _rows(drawn, units, look.locale, plot_px)
    scales = _scales(drawn, rows)
    conversions = look.conversions(drawn)
    names = _panel_names(drawn, units, look.locale)
    panels: list[Panel] = []
    for item, row, name in zip(drawn, rows, names, strict=True):
        panel = BarPanel(
            series=item,
            row=row,
            scale=scales[_scale_key(item.key)],
            unit=units[_scale_key(item.key)],
            locale=look.locale,
            style=BarStyle(look.color(item.key.company), VALUE_PX, False, conversions),
            width_px=plot_px,
            height_px=PANEL_PX - PANEL_TITLE_PX - TICK_ROW_PX,
            changes=computed_changes(item.points),
            places=_shared_places(drawn, rows, item),
        )
        panels.append(panel.draw(name))
    title = _title(drawn, subject, look.locale)
    subtitle = _subtitle(drawn, units, look.locale)
    pairs = [(item, point) for item, row in zip(drawn, rows, strict=True) for point in row.points]
    grid_rows = max(1, -(-len(panels) // columns))
    return Scene(
        key=key,
        title=title,
        subtitle=subtitle,
        panels=tuple(panels),
        table=figure_table(pairs, look.locale, conversions),
        alt=f"{title}. {subtitle}.",
        height_px=grid_rows * PANEL_PX,
        columns=columns,
        left_px=LEFT_PX,
        notes=tuple(_notes(series, drawn, rows, units, look)),
        footer=look.footer,
    )


def _columns(count: int, width_px: int) -> int:
    if width_px < NARROW_PX or count < 2:
        return 1
    return 2 if count in (2, 4) else 3


def _scale_key(key: SeriesKey) -> ScaleKey:
    return key.metric, key.currency, bool(key.country), key.is_adjusted, min(key.months, 12)


def _units(series: Sequence[Series]) -> dict[ScaleKey, Unit]:
    points: dict[ScaleKey, list[Point]] = {}
    for item in series:
        points.setdefault(_scale_key(item.key), []).extend(item.points)
    return {key: rounded_unit(found) for key, found in points.items()}


def _scales(series: Sequence[Series], rows: Sequence[Row]) -> dict[ScaleKey, Scale]:
    scales: dict[ScaleKey, Scale] = {}
    for item, row in zip(series, rows, strict=True):
        own = scale_of(row.points)
        key = _scale_key(item.key)
        old = scales.get(key, own)
        scales[key] = Scale(min(old.low, own.low), max(old.high, own.high))
    return scales


def _rows(
    series: Sequence[Series], units: Mapping[ScaleKey, Unit], locale: Locale, plot_px: float
) -> list[Row]:
    """Place full years of all panels by calendar year, so that the same year stands alike."""
    widths = [
        slot_width_px(item.points, units[_scale_key(item.key)], locale, VALUE_PX) for item in series
    ]
    places = max(1, int(plot_px / max([MIN_SLOT_PX, *widths])))
    years = [point.last.year for item in series if item.key.is_year for point in item.points]
    first_year = max(min(years), max(years) - places + 1) if years else 0
    return [
        make_year_row(item.points, first_year)
        if item.key.is_year and item.points[-1].last.year >= first_year
        else make_row(item.points, places)
        for item in series
    ]


def _shared_places(series: Sequence[Series], rows: Sequence[Row], own: Series) -> int:
    """Return the number of places of the panels that are as long as this one."""
    lengths = [
        row.length
        for item, row in zip(series, rows, strict=True)
        if item.key.is_year == own.key.is_year
    ]
    return max([MIN_PLACES, *lengths])


def _panel_names(
    series: Sequence[Series], units: Mapping[ScaleKey, Unit], locale: Locale
) -> list[str]:
    """Return what each panel shows, naming only what differs between the panels."""
    keys = [item.key for item in series]
    names = []
    for key in keys:
        parts = []
        if _differs(keys, "company") or len(keys) == 1:
            parts.append(company_text(key))
        if _differs(keys, "metric"):
            parts.append(locale.metric(key.metric))
        if _differs(keys, "country"):
            parts.append(scope_text(key, locale))
        parts += definition_notes(key, locale)
        if key.is_year and _differs(keys, "months"):
            parts.append(months_text(key.months, locale))
        if len({(k.currency, units[_scale_key(k)]) for k in keys}) > 1:
            parts.append(units[_scale_key(key)].name(key.currency, locale))
        names.append(" · ".join(parts) or locale.basis("reported"))
    return names


def _differs(keys: Sequence[SeriesKey], name: str) -> bool:
    return len({getattr(key, name) for key in keys}) > 1


def _title(series: Sequence[Series], subject: Subject, locale: Locale) -> str:
    """Return the finding: which series rose and which fell in their latest period."""
    moves = {item.key: _last_change(item) for item in series}
    up = [key for key, change in moves.items() if change is not None and change > 0]
    down = [key for key, change in moves.items() if change is not None and change < 0]
    if not series:
        return locale.text("No figure known")
    key = series[0].key
    if subject == "metric":
        return locale.text(
            "{company}, {scope}: {figures}",
            company=company_text(key),
            scope=scope_text(key, locale),
            figures=", ".join(_latest_text(item, moves[item.key], locale) for item in series[:4]),
        )
    if subject == "definition":
        return locale.text(
            "{company}: kept apart, because perimeter, currency or length differ",
            company=company_text(key),
        )
    known = len(up) + len(down) + sum(change == 0 for change in moves.values())
    if not known:
        return locale.text(
            "{metric} of {count} companies: no two years can be compared",
            metric=locale.metric(key.metric),
            count=locale.number(len(series)),
        )
    counts = {
        "metric": locale.metric(key.metric),
        "up": locale.number(len(up)),
        "count": locale.number(known),
        "down": locale.number(len(down)),
    }
    if not down:
        return locale.text(
            "{metric} rose in the latest comparable period for {up} of {count}", **counts
        )
    if not up:
        return locale.text(
            "{metric} fell in the latest comparable period for {down} of {count}", **counts
        )
    return locale.text(
        "{metric} rose in the latest comparable period for {up} of {count}, fell for {down}",
        **counts,
    )


def _latest_text(series: Series, change: float | None, locale: Locale) -> str:
    """Return the latest figure: EBITDA €97.8m in 2024 (+11%)."""
    point = primary_points(series.points)[-1]
    text = locale.text(
        "{metric} {amount} {in_period}",
        metric=locale.metric(series.key.metric),
        amount=locale.money(point.amount, series.key.currency),
        in_period=locale.in_period(point.period, point.last),
    )
    computed = computed_changes(series.points).get(point.event_id)
    if change is None or computed is None:
        return text
    return f"{text} ({change_text(computed, locale)})"


def _last_change(series: Series) -> float | None:
    """Return the change of the latest figure on the year before; only its sign after a loss."""
    points = primary_points(series.points)
    changes = computed_changes(points)
    if not points:
        return None
    last = points[-1]
    if last.event_id in changes:
        return changes[last.event_id]
    before = [
        point
        for point in points
        if (point.last.year + 1, point.last.month) == (last.last.year, last.last.month)
    ]
    return last.amount - before[-1].amount if before and last.is_firm else None


def _subtitle(series: Sequence[Series], units: Mapping[ScaleKey, Unit], locale: Locale) -> str:
    if not series:
        return ""
    keys = [item.key for item in series]
    parts = [] if _differs(keys, "metric") else [locale.metric(keys[0].metric)]
    if not _differs(keys, "company"):
        parts.insert(0, company_text(keys[0]))
    if not _differs(keys, "country"):
        parts.append(scope_text(keys[0], locale))
    if all(key.is_year for key in keys):
        parts.append(locale.text("by financial year"))
    names = {units[_scale_key(key)].name(key.currency, locale) for key in keys}
    if len(names) == 1:
        parts.append(names.pop())
    sentences = [", ".join(parts)]
    if len({_scale_key(key) for key in keys}) == 1:
        sentences.append(locale.text("same scale in all panels"))
    else:
        sentences.append(locale.text("own scale for each metric and currency"))
    if any(unit.digits for unit in units.values()):
        sentences.append(locale.text("rounded to three digits"))
    if any(point.rivals for item in series for point in item.points):
        sentences.append(locale.text("red marks: what another report gives for the same period"))
    return "; ".join(sentences)


def _notes(
    series: Sequence[Series],
    drawn: Sequence[Series],
    rows: Sequence[Row],
    units: Mapping[ScaleKey, Unit],
    look: Look,
) -> list[str]:
    locale = look.locale
    visible = [replace(item, points=row.points) for item, row in zip(drawn, rows, strict=True)]
    shown = [point for item in visible for point in item.points]
    notes: list[str] = []
    for item in visible:
        others = conflict_notes([item], units[_scale_key(item.key)], locale)
        name = company_text(item.key)
        notes += [f"{name} {note}" if _has_many(drawn) else note for note in others[:2]]
    notes = notes[:4]
    notes += sign_notes(shown, locale)
    notes += conversion_notes(look, visible)
    years = [point for item in visible if item.key.is_year for point in item.points]
    if len({(point.last.month, point.last.day) for point in years}) > 1:
        notes.append(locale.text("Financial years stand at the calendar year in which they end"))
    notes += hidden_notes(series, len(shown), locale)
    return notes


def _has_many(series: Sequence[Series]) -> bool:
    return len({item.key.company for item in series}) > 1
