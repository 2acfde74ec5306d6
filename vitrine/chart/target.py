"""Targets, hatched and apart from results; beside each, what was reported for it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vitrine.chart.figure_table import figure_table
from vitrine.chart.figure_text import (
    company_text,
    definition_notes,
    hover_text,
    period_text,
    scope_text,
    unit_of,
)
from vitrine.chart.layout import EDGE_PX, RIGHT_PX
from vitrine.chart.revenue import NARROW_PX, Look
from vitrine.chart.scene import MUTED, Axis, Bar, Label, Mark, Panel, Scene, Tick, text_width_px
from vitrine.chart.series import Point, Series, SeriesKey, primary_points
from vitrine.locale import Locale

ROW_PX = 40
HALF_BAR = 0.24  # in rows
MAX_TARGETS = 12
MAX_LEFT_SHARE = 0.4


@dataclass(frozen=True)
class Aim:
    """One target with its series and the result that was reported for it, if any."""

    series: Series
    target: Point
    result: Point | None
    near: tuple[Series, Point] | None = None  # a result of another perimeter or adjusted

    @property
    def axis_key(self) -> tuple[str, str, bool, bool, int]:
        """Return what targets on one axis have in common."""
        key = self.series.key
        return key.metric, key.currency, bool(key.country), key.is_adjusted, key.months

    @property
    def is_reached(self) -> bool:
        """Tell whether the result is as high as the target."""
        return self.result is not None and self.result.amount >= self.target.amount


def target_groups(series: Sequence[Series]) -> list[tuple[Aim, ...]]:
    """Return every target with its result (same series, same days), by what shares an axis."""
    groups: dict[tuple[str, str, bool, bool, int], list[Aim]] = {}
    for item in series:
        for target in item.targets:
            near = next(
                (
                    (other, found)
                    for other in series
                    if other.key != item.key and _differs_in_definition_only(other, item)
                    for found in [_result(other, target)]
                    if found is not None
                ),
                None,
            )
            aim = Aim(item, target, _result(item, target), near)
            groups.setdefault(aim.axis_key, []).append(aim)
    return [tuple(groups[key]) for key in sorted(groups)]


def _differs_in_definition_only(series: Series, own: Series) -> bool:
    same_definition = replace(
        series.key, scope_note=own.key.scope_note, is_adjusted=own.key.is_adjusted
    )
    return same_definition == own.key


def _result(series: Series, target: Point) -> Point | None:
    for point in primary_points(series.points):
        if (point.first, point.last) == (target.first, target.last) and point.is_firm:
            return point
    return None


def target_scene(aims: Sequence[Aim], look: Look, width_px: int, key: str) -> Scene:
    """Draw one group of targets (at least one), the earliest on top."""
    locale = look.locale
    by_date = sorted(aims, key=lambda aim: (aim.target.last, aim.series.key, aim.target.event_id))
    drawn = by_date[-MAX_TARGETS:]
    names = [_row_name(aim, drawn, locale) for aim in drawn]
    widest = max(text_width_px(name, 12) for name in names)
    left = int(min(widest + 12, width_px * MAX_LEFT_SHARE))
    panel = _panel(drawn, names, look, width_px - left - RIGHT_PX, width_px < NARROW_PX)
    title = _title(drawn, locale)
    subtitle = _subtitle([aim.series.key for aim in drawn], locale)
    values = (
        f"{name}: {_value(aim, locale)}, {_outcome(aim, locale)}"
        for name, aim in zip(names, drawn, strict=True)
    )
    return Scene(
        key=key,
        title=title,
        subtitle=subtitle,
        panels=(panel,),
        table=figure_table(
            ((aim.series, aim.target) for aim in drawn),
            locale,
            look.conversions([aim.series for aim in drawn]),
        ),
        alt=f"{title}. {subtitle}. {'; '.join(values)}.",
        height_px=len(drawn) * ROW_PX + 2 * EDGE_PX,
        left_px=left,
        notes=_notes(len(aims) - len(drawn), locale),
        footer=look.footer,
    )


def _panel(
    aims: Sequence[Aim], names: Sequence[str], look: Look, plot_px: float, is_narrow: bool
) -> Panel:
    """Return hatched bars from the top down; a phone writes the outcome under the bar."""
    locale = look.locale
    unit = unit_of([aim.target for aim in aims])
    low = min([0.0, *(aim.target.amount for aim in aims)])
    high = max([0.0, *(aim.target.amount for aim in aims)])
    asides = [text_width_px(_value(aim, locale), 12) * 1.1 + 14 for aim in aims]
    rooms = [
        aside + (0 if is_narrow else text_width_px(_outcome(aim, locale), 11) + 10)
        for aim, aside in zip(aims, asides, strict=True)
    ]
    per_px = ((high - low) or 1.0) / max(plot_px - max(rooms), 40)
    marks: list[Mark] = []
    ticks = []
    for index, (aim, aside) in enumerate(zip(aims, asides, strict=True)):
        y = len(aims) - 1 - index + (0.2 if is_narrow else 0)
        ticks.append(Tick(y, names[index]))
        target = aim.target
        end = max(target.amount, 0.0)
        marks.append(
            Bar(
                min(target.amount, 0.0),
                end,
                y - HALF_BAR,
                y + HALF_BAR,
                look.color(aim.series.key.company),
                "hatched",
                hover_text(aim.series, target, unit, locale) + "\n" + _outcome(aim, locale),
                target.event_id,
            )
        )
        marks.append(Label(end, y, _value(aim, locale), size_px=12, is_bold=True, dx_px=6))
        below = Label(low, y - HALF_BAR, _outcome(aim, locale), MUTED, 11, valign="top", dx_px=2)
        beside = Label(end, y, _outcome(aim, locale), MUTED, 11, dx_px=aside)
        marks.append(below if is_narrow else beside)
    x = Axis(low, high + max(rooms) * per_px)
    return Panel(x, Axis(-0.6, len(aims) - 0.4, tuple(ticks)), tuple(marks))


def _row_name(aim: Aim, aims: Sequence[Aim], locale: Locale) -> str:
    key = aim.series.key
    parts = [period_text(aim.target, locale)]
    if len({other.series.key.company for other in aims}) > 1:
        parts.append(company_text(key))
    if len({other.series.key.country for other in aims}) > 1:
        parts.append(scope_text(key, locale))
    if key.scope_note:
        parts.append(definition_notes(key, locale)[0])
    return " · ".join(parts)


def _value(aim: Aim, locale: Locale) -> str:
    amount = locale.money(aim.target.amount, aim.series.key.currency)
    return ("~" if aim.target.is_approx else "") + amount


def _outcome(aim: Aim, locale: Locale) -> str:
    """Return what became of a target: the reported figure and its share of the target."""
    if aim.target.status == "cancelled":
        return locale.text("withdrawn")
    if aim.result is None and aim.near is not None:
        series, point = aim.near
        words = definition_notes(series.key, locale) or [locale.basis("reported")]
        amount = locale.money(point.amount, series.key.currency)
        return locale.text(
            "on another basis ({basis}): {amount}", basis=", ".join(words), amount=amount
        )
    if aim.result is None:
        return locale.text("no result known")
    amount = locale.money(aim.result.amount, aim.series.key.currency)
    if aim.target.amount <= 0 or aim.result.amount < 0:
        return locale.text("reported: {amount}", amount=amount)
    share = locale.percent(round(aim.result.amount / aim.target.amount * 100))
    return locale.text("reported: {amount}, {share} of it", amount=amount, share=share)


def _title(aims: Sequence[Aim], locale: Locale) -> str:
    """Return how many targets were reached, and whose they are when they are of one company."""
    companies = {aim.series.key.company for aim in aims}
    if len(companies) > 1:
        return _count_text(aims, locale)
    company = company_text(aims[0].series.key)
    return locale.text("{company}: {finding}", company=company, finding=_count_text(aims, locale))


def _count_text(aims: Sequence[Aim], locale: Locale) -> str:
    known = [aim for aim in aims if aim.result is not None]
    if not known and any(aim.near for aim in aims):
        return locale.plural(
            "{n} target, no result on the same basis",
            "{n} targets, no result on the same basis",
            len(aims),
        )
    if not known:
        return locale.plural(
            "{n} target, no result known yet", "{n} targets, no result known yet", len(aims)
        )
    return locale.text(
        "Targets reached: {reached} of {known} with a known result",
        reached=locale.number(sum(aim.is_reached for aim in known)),
        known=locale.number(len(known)),
    )


def _subtitle(keys: Sequence[SeriesKey], locale: Locale) -> str:
    key = keys[0]
    is_one = len({other.country for other in keys}) == 1
    scope = scope_text(key, locale) if is_one else locale.text("by country")
    parts = [locale.text("Targets"), locale.metric(key.metric), scope, key.currency]
    hatched = locale.text("hatched: what a company aims at, not what it reported")
    return f"{', '.join(parts)}; {hatched}"


def _notes(hidden: int, locale: Locale) -> tuple[str, ...]:
    if hidden <= 0:
        return ()
    return (
        locale.plural(
            "{n} more target stands in the list below",
            "{n} more targets stand in the list below",
            hidden,
        ),
    )
