"""How much of its group a country makes: same company, metric, currency, perimeter and days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from vitrine.chart.bars import fill_of
from vitrine.chart.figure_table import figure_table
from vitrine.chart.figure_text import (
    company_text,
    definition_notes,
    hover_text,
    period_text,
    scope_text,
    unit_of,
)
from vitrine.chart.layout import COLUMN_GAP_PX, PANEL_TITLE_PX, RIGHT_PX
from vitrine.chart.revenue import LEFT_PX, NARROW_PX, Look
from vitrine.chart.scene import (
    ALERT,
    PAPER,
    Axis,
    Bar,
    Label,
    Line,
    Mark,
    Panel,
    Scene,
    Tick,
)
from vitrine.chart.series import Point, Series, SeriesKey, primary_points
from vitrine.chart.slot import Row, make_row
from vitrine.locale import Locale

MAX_PANELS = 12
MIN_SLOT_PX = 44
MIN_PLACES = 5
PANEL_PX, WIDE_PANEL_PX = 212, 330
ABOVE_PX, TICK_ROW_PX = 26, 27
HALF_SLOT = 0.34
MAX_HALF_PX = 52


@dataclass(frozen=True)
class Share:
    """A country's part of a group in percent; low and high include what other reports give."""

    country: Point
    group: Point
    pct: float
    low: float
    high: float


@dataclass(frozen=True)
class ShareSeries:
    """The shares of one country in one group, period by period."""

    series: Series
    shares: tuple[Share, ...]


def find_shares(series: Sequence[Series]) -> tuple[ShareSeries, ...]:
    """Return a series of shares for each country series whose group figure is known as well.

    Losses have no share; a country above its group means that the two are not of one perimeter, so
    that period is left out.
    """
    groups = {_group_key(item.key): item for item in series if not item.key.country}
    found = []
    for item in series:
        group = groups.get(_group_key(item.key))
        if not item.key.country or group is None:
            continue
        totals = {(point.first, point.last): point for point in primary_points(group.points)}
        shares = [
            _share(point, totals[point.first, point.last])
            for point in primary_points(item.points)
            if (point.first, point.last) in totals
        ]
        known = tuple(share for share in shares if share is not None)
        if known:
            found.append(ShareSeries(item, known))
    return tuple(found)


def _group_key(key: SeriesKey) -> tuple[str, str, str, str, bool, int]:
    return key.company, key.metric, key.currency, key.scope_note, key.is_adjusted, key.months


def _share(country: Point, group: Point) -> Share | None:
    if country.amount < 0 or group.amount <= 0 or country.amount > group.amount:
        return None
    parts = [country.amount, *(item.amount for item in country.rivals)]
    wholes = [group.amount, *(item.amount for item in group.rivals)]
    if min(parts) < 0 or min(wholes) <= 0:
        parts, wholes = parts[:1], wholes[:1]
    return Share(
        country,
        group,
        country.amount / group.amount * 100,
        min(parts) / max(wholes) * 100,
        max(parts) / min(wholes) * 100,
    )


def share_scene(series: Sequence[Series], look: Look, width_px: int, key: str) -> Scene:
    """Draw the share of each country in its group, one panel each, all on one scale of percent."""
    locale = look.locale
    drawn = find_shares(series)[:MAX_PANELS]
    is_narrow = width_px < NARROW_PX
    columns = 1 if is_narrow or len(drawn) < 2 else 2 if len(drawn) in (2, 4) else 3
    plot_px = (width_px - COLUMN_GAP_PX * (columns - 1)) / columns - LEFT_PX - RIGHT_PX
    panel_px = WIDE_PANEL_PX if len(drawn) == 1 and not is_narrow else PANEL_PX
    rows = [
        make_row([share.country for share in item.shares], int(plot_px / MIN_SLOT_PX))
        for item in drawn
    ]
    top = max((share.high for item in drawn for share in item.shares), default=100.0)
    places = max([MIN_PLACES, *(row.length for row in rows)])
    inner_px = panel_px - PANEL_TITLE_PX - TICK_ROW_PX
    panels = tuple(
        _panel(item, row, top, places, plot_px, inner_px, look)
        for item, row in zip(drawn, rows, strict=True)
    )
    title, subtitle = _title(drawn, locale), _subtitle(drawn, locale)
    return Scene(
        key=key,
        title=title,
        subtitle=subtitle,
        panels=panels,
        table=_table(drawn, rows, look),
        alt=f"{title}. {subtitle}.",
        height_px=max(1, -(-len(panels) // columns)) * panel_px,
        columns=columns,
        left_px=LEFT_PX,
        footer=look.footer,
    )


def _panel(
    item: ShareSeries,
    row: Row,
    top: float,
    places: int,
    plot_px: float,
    inner_px: float,
    look: Look,
) -> Panel:
    locale = look.locale
    shares = {share.country.event_id: share for share in item.shares}
    half = min(HALF_SLOT, MAX_HALF_PX / (plot_px / places))
    per_px = (top or 1.0) / (inner_px - ABOVE_PX)
    marks: list[Mark] = []
    for slot in row.slots:
        for point in slot.points[:1]:
            share = shares[point.event_id]
            x = slot.position
            hover = _hover(item.series, share, locale)
            color = look.color(item.series.key.company)
            marks.append(
                Bar(x - half, x + half, 0, share.pct, color, fill_of(point), hover, point.event_id)
            )
            marks += _range_marks(share, x, half)
            text = locale.percent(round(share.pct, 1))
            marks.append(
                Label(x, max(share.pct, share.high), text, is_bold=True, anchor="center",
                      valign="bottom", dy_px=3)
            )  # fmt: skip
    ticks = tuple(Tick(slot.position, period_text(slot.points[0], locale)) for slot in row.slots)
    name = " · ".join(
        [
            f"{company_text(item.series.key)}, {scope_text(item.series.key, locale)}",
            *definition_notes(item.series.key, locale),
        ]
    )
    return Panel(
        Axis(-0.5, places - 0.5, ticks),
        Axis(0, (top or 1.0) + ABOVE_PX * per_px),
        tuple(marks),
        name,
        baseline=True,
    )


def _range_marks(share: Share, x: float, half: float) -> list[Mark]:
    marks: list[Mark] = []
    for width, ink in ((4.5, PAPER), (2.0, ALERT)):
        for value in (share.low, share.high):
            if abs(value - share.pct) >= 0.05:
                ends = ((x - half * 0.68, value), (x + half * 0.68, value))
                marks.append(Line(ends, ink, width))
    return marks


def _hover(series: Series, share: Share, locale: Locale) -> str:
    lines = [
        locale.text(
            "{share} of the group's {amount}",
            share=locale.percent(round(share.pct, 1)),
            amount=locale.money(share.group.amount, series.key.currency),
        )
    ]
    if share.high - share.low >= 0.1:
        lines.append(
            locale.text(
                "by other reports between {low} and {high}",
                low=locale.percent(round(share.low, 1)),
                high=locale.percent(round(share.high, 1)),
            )
        )
    lines.append(hover_text(series, share.country, unit_of([share.country]), locale))
    return "\n".join(lines)


def _table(drawn: Sequence[ShareSeries], rows: Sequence[Row], look: Look) -> pd.DataFrame:
    pairs, shares, totals, urls = [], [], [], []
    for item, row in zip(drawn, rows, strict=True):
        known: Mapping[str, Share] = {share.country.event_id: share for share in item.shares}
        for slot in row.slots:
            for point in slot.points[:1]:
                share = known[point.event_id]
                pairs.append((item.series, point))
                shares.append(round(share.pct, 2))
                totals.append(share.group.amount)
                urls.append(share.group.source_url)
    table = figure_table(pairs, look.locale, look.conversions([item.series for item in drawn]))
    start = list(table.columns).index("currency") + 1
    table.insert(start, "share_pct", shares)
    table.insert(start + 1, "group_amount", totals)
    table["group_source_url"] = urls
    return table


def _title(drawn: Sequence[ShareSeries], locale: Locale) -> str:
    if not drawn:
        return locale.text("No share known: it needs a figure of the country and of its group")
    item = max(drawn, key=lambda one: (len(one.shares), one.shares[-1].pct, one.series.key))
    key, first, last = item.series.key, item.shares[0], item.shares[-1]
    values = {
        "country": scope_text(key, locale),
        "company": company_text(key),
        "of_company": locale.of(company_text(key)),
        "metric": locale.metric(key.metric),
        "share": locale.percent(round(last.pct, 1)),
        "period": period_text(last.country, locale),
    }
    if len(item.shares) == 1:
        return locale.text("{metric}: {country} made {share} of {company} in {period}", **values)
    return locale.text(
        "{metric}: {country} made {share} of {company} in {period}, after {before} in {start}",
        before=locale.percent(round(first.pct, 1)),
        start=period_text(first.country, locale),
        **values,
    )


def _subtitle(drawn: Sequence[ShareSeries], locale: Locale) -> str:
    if not drawn:
        return ""
    parts = [
        locale.text(
            "{metric} of the country as a share of the whole group, in percent, same period",
            metric=locale.metric(drawn[0].series.key.metric),
        )
    ]
    if any(share.high - share.low >= 0.1 for item in drawn for share in item.shares):
        parts.append(locale.text("red marks: lowest and highest share by other reports"))
    return "; ".join(parts)
