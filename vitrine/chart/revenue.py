"""One series of figures, period by period: the chart that answers "how much, and says who?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vitrine.chart.bars import BarPanel, BarStyle, scale_of, slot_width_px
from vitrine.chart.figure_table import figure_table
from vitrine.chart.figure_text import (
    Unit,
    change_text,
    company_text,
    conflict_notes,
    conversion_text,
    definition_notes,
    period_text,
    rate_text,
    scope_text,
    unit_of,
    value_text,
)
from vitrine.chart.growth import computed_changes, finding
from vitrine.chart.layout import RIGHT_PX
from vitrine.chart.rows import RowPanel
from vitrine.chart.scene import Footer, Scene
from vitrine.chart.series import Point, Series
from vitrine.chart.slot import Row, make_row
from vitrine.locale import Locale
from vitrine.rate import Conversion, Rates

NARROW_PX = 640
LEFT_PX = 8
HEIGHT_PX = 430
MIN_SLOT_PX = 40
MIN_PLACES = 7  # fewer bars keep this width, so that two of them do not look like walls
MAX_ROWS = 14
BASE_GAP_PCT = 2.0  # percentage points that rounding cannot explain


@dataclass(frozen=True)
class Look:
    """What a builder must know beside the data: language, colours, source line, conversions."""

    locale: Locale
    color_of: Mapping[str, str]
    footer: Footer = field(default_factory=Footer)
    rates: Rates | None = None
    default_color: str = "#5b6770"

    def color(self, company: str) -> str:
        """Return the colour that a company has everywhere."""
        return self.color_of.get(company, self.default_color)

    def conversions(self, series: Sequence[Series]) -> dict[str, Conversion]:
        """Return the amounts in euros by event id; empty when no conversion is wanted."""
        if self.rates is None:
            return {}
        found = {}
        for item in series:
            for point in (*item.points, *item.targets):
                value = self.rates.to_euro(point.amount, item.key.currency, point.first, point.last)
                if value is not None:
                    found[point.event_id] = value
        return found


def revenue_scene(series: Series, look: Look, width_px: int, key: str = "figures") -> Scene:
    """Draw one series: upright bars, or lying ones on a phone. Targets are not drawn here."""
    locale = look.locale
    unit = unit_of(series.points)
    conversions = look.conversions([series])
    is_narrow = width_px < NARROW_PX
    plot_px = width_px - LEFT_PX - RIGHT_PX
    row = make_row(series.points, _places(series, unit, locale, plot_px, is_narrow))
    panel = BarPanel(
        series=series,
        row=row,
        scale=scale_of(row.points),
        unit=unit,
        locale=locale,
        style=BarStyle(look.color(series.key.company), conversions=conversions),
        width_px=plot_px,
        height_px=HEIGHT_PX - 80,
        changes=computed_changes(series.points),
        places=max(row.length, MIN_PLACES),
    )
    if is_narrow:
        rows = RowPanel(panel)
        left, height = rows.left_px, rows.height_px
        drawn = rows.draw(width_px - left - RIGHT_PX)
    else:
        left, height, drawn = LEFT_PX, HEIGHT_PX, panel.draw()
    title = finding(series, locale)
    subtitle = _subtitle(series, row, unit, locale, panel.changes)
    notes = series_notes([series], row.points, unit, look)
    if any("\n(" in tick.text for tick in drawn.x.ticks):
        notes.insert(0, locale.text("In brackets: change as stated by the source"))
    return Scene(
        key=key,
        title=title,
        subtitle=subtitle,
        panels=(drawn,),
        table=figure_table(
            ((series, point) for point in row.points), locale, conversions, panel.changes
        ),
        alt=_alt(title, subtitle, row.points, unit, locale),
        height_px=height,
        left_px=left,
        notes=tuple(notes),
        footer=look.footer,
    )


def _places(series: Series, unit: Unit, locale: Locale, plot_px: int, is_narrow: bool) -> int:
    """Return how many periods fit: each needs the width of its value."""
    if is_narrow:
        return MAX_ROWS
    return int(plot_px / max(MIN_SLOT_PX, slot_width_px(series.points, unit, locale, 13)))


def _subtitle(
    series: Series, row: Row, unit: Unit, locale: Locale, changes: Mapping[str, float]
) -> str:
    key = series.key
    parts = [locale.metric(key.metric), scope_text(key, locale)]
    parts += definition_notes(key, locale)
    if key.is_year:
        parts.append(locale.text("by financial year"))
    parts.append(unit.name(key.currency, locale))
    sentences = [", ".join(parts)]
    if any(point.rivals for point in row.points):
        sentences.append(locale.text("red marks: what another report gives for the same period"))
    has_stated = any(point.stated for point in row.points)
    if any(point.event_id in changes for point in row.points) or has_stated:
        sentences.append(
            locale.text("under the bars: change on the year before, computed and as stated")
        )
    return "; ".join(sentences)


def series_notes(
    series: Sequence[Series], drawn: Sequence[Point], unit: Unit, look: Look
) -> list[str]:
    """Return what must be known to read the marks: conflicts, estimates, rates, what is hidden."""
    locale = look.locale
    shown = {point.event_id for point in drawn}
    visible = [
        Series(item.key, tuple(point for point in item.points if point.event_id in shown))
        for item in series
    ]
    notes = conflict_notes(visible, unit, locale)
    notes += base_notes(series, shown, locale)
    notes += sign_notes(drawn, locale)
    notes += conversion_notes(look, [item for item in visible if item.points])
    notes += hidden_notes(series, len(shown), locale)
    targets = sum(len(item.targets) for item in series)
    if targets:
        notes.append(
            locale.plural("{n} target is drawn apart", "{n} targets are drawn apart", targets)
        )
    return notes


def base_notes(series: Sequence[Series], shown: set[str], locale: Locale) -> list[str]:
    """Say where a stated change does not fit the bars: its source starts from another base."""
    notes = []
    for item in series:
        computed = computed_changes(item.points)
        for point in item.points:
            stated = point.change_pct
            if stated is None or stated <= -100 or point.event_id not in computed:
                continue
            if point.event_id in shown and abs(stated - computed[point.event_id]) > BASE_GAP_PCT:
                base = locale.money(point.amount / (1 + stated / 100), item.key.currency, digits=3)
                notes.append(
                    locale.text(
                        "{period}: the stated {change} would mean about {base} for the year before",
                        period=period_text(point, locale),
                        change=change_text(stated, locale),
                        base=base,
                    )
                )
    return notes


def sign_notes(drawn: Sequence[Point], locale: Locale) -> list[str]:
    """Return what tildes, pale and hollow bars mean, where there are any."""
    notes = []
    if any(point.is_approx for point in drawn):
        notes.append(locale.text("~: the source says about, nearly or more than"))
    if any(not point.is_firm and point.status != "rumoured" for point in drawn):
        notes.append(locale.text("Pale: preliminary"))
    if any(point.status == "rumoured" for point in drawn):
        notes.append(locale.text("Hollow: rumoured"))
    return notes


def hidden_notes(series: Sequence[Series], shown: int, locale: Locale) -> list[str]:
    """Return how many points of the series are not drawn, nothing when all are."""
    hidden = sum(len(item.points) for item in series) - shown
    if hidden <= 0:
        return []
    return [
        locale.plural(
            "{n} more figure stands in the list below",
            "{n} more figures stand in the list below",
            hidden,
        )
    ]


def conversion_notes(look: Look, series: Sequence[Series]) -> list[str]:
    """Return at which rates of which years amounts were converted, and what could not be."""
    if look.rates is None:
        return []
    locale = look.locale
    found = look.conversions(series)
    notes = []
    if found and len(series) == 1:
        rates = {(item.currency, item.year): item.per_euro for item in found.values()}
        currency = series[0].key.currency
        listed = ", ".join(
            f"{year}: {locale.number(rate)}" for (_, year), rate in sorted(rates.items())
        )
        notes.append(f"{_rate_note(locale)} ({currency}: {listed})")
    elif found:
        latest = [(item, found.get(item.points[-1].event_id)) for item in series]
        has_many = len({item.key.company for item in series}) > 1
        listed = "; ".join(
            f"{company_text(item.key) if has_many else locale.metric(item.key.metric)} "
            f"{conversion_text(value, locale)} ({rate_text(value, locale)})"
            for item, value in latest
            if value is not None
        )
        notes.append(f"{_rate_note(locale)}: {listed}")
    missing = sorted(
        {
            f"{item.key.currency} {point.last.year}"
            for item in series
            if item.key.currency != "EUR"
            for point in item.points
            if point.event_id not in found
        }
    )
    if missing:
        notes.append(locale.text("No reference rate: {missing}", missing=", ".join(missing)))
    return notes


def _rate_note(locale: Locale) -> str:
    return locale.text(
        "≈ euros at the year's average reference rate of the European Central Bank, a help for "
        "reading and not a reported figure"
    )


def _alt(title: str, subtitle: str, points: Sequence[Point], unit: Unit, locale: Locale) -> str:
    values = ", ".join(
        f"{period_text(point, locale)}: {value_text(point, unit, locale)}" for point in points
    )
    return f"{title}. {subtitle}. {values}."
