"""Where the collection is silent: articles by country or language through time, gaps shaded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from vitrine.chart.layout import RIGHT_PX
from vitrine.chart.scene import (
    ACCENT,
    INK,
    MUTED,
    Axis,
    Bar,
    Fill,
    Footer,
    LegendItem,
    Mark,
    Panel,
    Scene,
    Tick,
    text_width_px,
)
from vitrine.event import last_day_of_month
from vitrine.locale import Locale

ROW_PX = 26
MIN_CELL_PX = 7
MAX_ROWS = 16
LABEL_SHARE = 0.36  # of a narrow window at most
MANY, SOME = 5, 2  # articles from which a cell is drawn darker
BIN_MONTHS = (1, 3, 12)
SILENT = "#b3bcc6"
OLDEST_SHARE = 0.01  # of all articles may be too old to be drawn


@dataclass(frozen=True)
class Row:
    """One country or language: articles by bin, and bins that only a year's article may fill."""

    value: str
    counts: dict[int, int]
    by_year: frozenset[int]

    @property
    def total(self) -> int:
        """Return the articles that can be placed in a bin."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Bins:
    """The columns: each holds months months, from the first one's number on (year * 12 + month)."""

    first: int
    months: int
    count: int

    def number_of(self, year: int, month: int) -> int:
        """Return the column of a month."""
        return (year * 12 + month - 1 - self.first) // self.months

    def first_day(self, number: int) -> date:
        """Return the first day of a column."""
        index = self.first + number * self.months
        return date(index // 12, index % 12 + 1, 1)

    def last_day(self, number: int) -> date:
        """Return the last day of a column."""
        index = self.first + (number + 1) * self.months - 1
        return last_day_of_month(index // 12, index % 12 + 1)

    def text(self, number: int) -> str:
        """Return a column as 2018-05, 2018-Q2 or 2018."""
        day = self.first_day(number)
        if self.months == 12:
            return str(day.year)
        return f"{day.year}-Q{(day.month + 2) // 3}" if self.months == 3 else f"{day:%Y-%m}"


def coverage_scene(
    frame: pd.DataFrame,
    kind: str,
    names: Mapping[str, str],
    locale: Locale,
    width_px: int,
    last: date,
    footer: Footer,
) -> Scene:
    """Draw one row a value of kind (country or language) from queries/source_coverage.sql.

    Columns are months where they have room, else quarters or years; last is the last day drawn.
    """
    own = frame[frame["kind"] == kind]
    left_px = 12 + max((int(text_width_px(names[v], 12)) for v in own["value"].unique()), default=0)
    left_px = min(left_px, int(width_px * LABEL_SHARE))
    bins = choose_bins(own, last, width_px - left_px - RIGHT_PX)
    rows = coverage_rows(own, bins)
    oldest = own[own["year"] < bins.first // 12]["article_count"].sum()
    shown = rows[:MAX_ROWS]
    marks: list[Mark] = []
    for index, row in enumerate(shown):
        marks += _row_marks(row, len(shown) - index - 1, bins, names[row.value], locale)
    ticks = tuple(Tick(len(shown) - index - 1, names[row.value]) for index, row in enumerate(shown))
    title = _title(rows, bins, names, locale)
    subtitle = _subtitle(kind, bins, locale)
    return Scene(
        key=f"coverage-{kind}",
        title=title,
        subtitle=subtitle,
        panels=(
            Panel(
                x=Axis(0, max(bins.count, 1), _year_ticks(bins)),
                y=Axis(-0.6, max(len(shown) - 0.4, 0.6), ticks),
                marks=tuple(marks),
            ),
        ),
        table=coverage_table(rows, kind, bins, names, locale),
        alt=f"{title}. {subtitle}",
        height_px=max(len(shown), 2) * ROW_PX + 44,
        left_px=left_px,
        legend=_legend(bins, locale),
        notes=_notes(rows, int(oldest), bins, locale),
        footer=footer,
    )


def choose_bins(frame: pd.DataFrame, last: date, room_px: float) -> Bins:
    """Return columns of months, quarters or years, whatever is finest and wide enough to see."""
    first_year = first_drawn_year(frame, last)
    months = (last.year - first_year) * 12 + last.month
    for size in BIN_MONTHS:
        count = -(-months // size)
        if room_px >= count * MIN_CELL_PX or size == BIN_MONTHS[-1]:
            return Bins(first_year * 12, size, count)
    raise AssertionError("the last size always fits")


def first_drawn_year(frame: pd.DataFrame, last: date) -> int:
    """Return the year with which the drawing begins: the few oldest articles are left out."""
    years: Counter[int] = Counter()
    for year, count in zip(frame["year"], frame["article_count"], strict=True):
        years[int(year)] += int(count)
    seen, most = 0, OLDEST_SHARE * years.total()
    for year in sorted(years):
        seen += years[year]
        if seen > most:
            return min(last.year, year)
    return last.year


def coverage_rows(frame: pd.DataFrame, bins: Bins) -> list[Row]:
    """Return one row a value, most articles first; what lies outside the columns is left out."""
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    years: dict[str, set[int]] = defaultdict(set)
    columns = (frame["value"], frame["year"], frame["month_date"], frame["article_count"])
    for value, year, month, articles in zip(*columns, strict=True):
        if not pd.isna(month) or bins.months == 12:
            number = bins.number_of(int(year), 1 if pd.isna(month) else month.month)
            if 0 <= number < bins.count:
                counts[value][number] += int(articles)
        else:
            start = bins.number_of(int(year), 1)
            stop = min(start + 12 // bins.months, bins.count)
            years[value].update(range(max(start, 0), stop))
    rows = [
        Row(value, dict(counts[value]), frozenset(years[value] - set(counts[value])))
        for value in sorted(set(counts) | set(years))
    ]
    return sorted(rows, key=lambda row: (not row.value, -row.total, row.value))


def stretches(row: Row, bins: Bins) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, state) of every run of columns without an article of their own."""
    start, state = 0, ""
    for number in range(bins.count + 1):
        now = ""
        if number < bins.count and number not in row.counts:
            now = "year" if number in row.by_year else "none"
        if now != state:
            if state:
                yield start, number - 1, state
            start, state = number, now


def _row_marks(row: Row, y: float, bins: Bins, name: str, locale: Locale) -> Iterator[Mark]:
    for first, last, state in stretches(row, bins):
        span = bins.text(first) if first == last else f"{bins.text(first)} – {bins.text(last)}"
        what = _state_text(state, locale)
        color, fill = _signs(state)
        hover = f"{name}, {span}: {what}"
        yield Bar(first, last + 1, y - 0.38, y + 0.38, color, fill=fill, hover=hover)
    for number, count in sorted(row.counts.items()):
        articles = locale.plural("{n} article", "{n} articles", count, n=locale.number(count))
        hover = f"{name}, {bins.text(number)}: {articles}"
        color = INK if count >= MANY else ACCENT
        fill = "pale" if count < SOME else "solid"
        yield Bar(number, number + 1, y - 0.38, y + 0.38, color, fill=fill, hover=hover)


def _state_text(state: str, locale: Locale) -> str:
    if state == "year":
        return locale.text("articles dated by their year alone")
    return locale.text("no article") if state == "none" else locale.text("articles")


def _signs(state: str) -> tuple[str, Fill]:
    return (MUTED, "pale") if state == "year" else (SILENT, "hatched")


def _legend(bins: Bins, locale: Locale) -> tuple[LegendItem, ...]:
    more = locale.text("{n} articles or more", n=locale.number(MANY))
    return (
        LegendItem(locale.text("1 article"), ACCENT, "pale", "bar"),
        LegendItem(
            locale.text("{low} to {high} articles", low=SOME, high=MANY - 1), ACCENT, "solid", "bar"
        ),
        LegendItem(more, INK, "solid", "bar"),
        *(
            LegendItem(_state_text(state, locale), *_signs(state), "bar")
            for state in (("none",) if bins.months == 12 else ("year", "none"))
        ),
    )


def _title(rows: Sequence[Row], bins: Bins, names: Mapping[str, str], locale: Locale) -> str:
    named = [row for row in rows if row.value and row.counts]
    if not named:
        return locale.text("No article can be placed in time")
    best = max(named, key=lambda row: (len(row.counts), row.total))
    values = {
        "name": names[best.value],
        "filled": locale.number(len(best.counts)),
        "total": locale.number(bins.count),
    }
    if bins.months == 1:
        return locale.text(
            "Best covered: {name}, with articles in {filled} of {total} months", **values
        )
    if bins.months == 3:
        return locale.text(
            "Best covered: {name}, with articles in {filled} of {total} quarters", **values
        )
    return locale.text("Best covered: {name}, with articles in {filled} of {total} years", **values)


def _subtitle(kind: str, bins: Bins, locale: Locale) -> str:
    per = {
        1: locale.text("Articles of this collection per month of publication"),
        3: locale.text("Articles of this collection per quarter of publication"),
        12: locale.text("Articles of this collection per year of publication"),
    }[bins.months]
    by = (
        locale.text("by country of what they report")
        if kind == "country"
        else locale.text("by language of the article")
    )
    silence = locale.text("silence does not mean that nothing happened")
    return f"{per}, {by}; {silence}"


def _notes(rows: Sequence[Row], oldest: int, bins: Bins, locale: Locale) -> tuple[str, ...]:
    notes = []
    hidden = len(rows) - MAX_ROWS
    if hidden > 0:
        notes.append(
            locale.plural(
                "{count} more in the table", "{count} more in the table", hidden,
                count=locale.number(hidden),
            )
        )  # fmt: skip
    if oldest:
        notes.append(
            locale.plural(
                "{n} article from before {year} is not drawn",
                "{n} articles from before {year} are not drawn",
                oldest,
                n=locale.number(oldest),
                year=bins.first // 12,
            )
        )
    return tuple(notes)


def _year_ticks(bins: Bins) -> tuple[Tick, ...]:
    per_year = 12 // bins.months
    return tuple(
        Tick(number + per_year / 2, str(bins.first_day(number).year))
        for number in range(0, bins.count, per_year)
    )


def coverage_table(
    rows: Sequence[Row], kind: str, bins: Bins, names: Mapping[str, str], locale: Locale
) -> pd.DataFrame:
    """Return what is drawn, a row each cell with articles and each gap."""
    found: list[tuple[str, int, int, int, str]] = []
    for row in rows:
        cells = [(number, number, count, "") for number, count in row.counts.items()]
        gaps = [(first, last, 0, state) for first, last, state in stretches(row, bins)]
        for first, last, count, state in sorted([*cells, *gaps]):
            found.append((names[row.value], first, last, count, _state_text(state, locale)))
    return pd.DataFrame(
        {
            kind: [item[0] for item in found],
            "from_date": pd.to_datetime([bins.first_day(item[1]) for item in found]),
            "to_date": pd.to_datetime([bins.last_day(item[2]) for item in found]),
            "article_count": [item[3] for item in found],
            "state": [item[4] for item in found],
        }
    )
