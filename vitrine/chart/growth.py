"""How a series moved: change against the year before, and the finding in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vitrine.chart.figure_text import period_text, subject
from vitrine.chart.series import Point, Series, primary_points, year_before
from vitrine.locale import Locale, mark

FLAT_PCT = 2.0
DOUBLED = 2.0


def computed_changes(points: Sequence[Point]) -> Mapping[str, float]:
    """Return the change in percent against the year before, by event id, where it can be computed.

    Both figures belong to one series; the earlier period ends exactly one year before and is as
    long; exactly one figure is known for it; both are firm, and the earlier one is above zero and
    the later one not below (nobody can read a percentage of a loss).
    """
    by_end: dict[tuple[int, int, int], list[Point]] = {}
    for point in points:
        by_end.setdefault(_slot(point), []).append(point)
    changes: dict[str, float] = {}
    for point in points:
        before = year_before(point.last)
        rivals = by_end.get((before.year, before.month, point.months), [])
        if len(rivals) != 1 or not (point.is_firm and rivals[0].is_firm):
            continue
        earlier = rivals[0].amount
        if rivals[0].last == before and earlier > 0 and point.amount >= 0:
            changes[point.event_id] = (point.amount / earlier - 1) * 100
    return changes


def _slot(point: Point) -> tuple[int, int, int]:
    return point.last.year, point.last.month, point.months


@dataclass(frozen=True)
class _Story:
    """The words that every finding uses."""

    subject: str
    locale: Locale
    currency: str

    def tell(self, msgid: str, first: Point, last: Point, **more: object) -> str:
        """Fill a sentence with the amounts and periods of two figures."""
        return self.locale.text(
            msgid,
            subject=self.subject,
            first=period_text(first, self.locale),
            last=period_text(last, self.locale),
            amount=self.money(last),
            first_amount=self.money(first),
            **more,
        )

    def money(self, point: Point) -> str:
        """Write an amount without its sign; the sentence says "loss"."""
        text = self.locale.money(abs(point.amount), self.currency)
        return self.locale.text("about {amount}", amount=text) if point.is_approx else text

    def percent(self, ratio: float) -> str:
        """Write how far a ratio is from 1, in percent without sign."""
        change = abs(ratio - 1) * 100
        return self.locale.percent(round(change, 0 if change >= 10 else 1))


def finding(series: Series, locale: Locale) -> str:
    """Return what the series shows, as the title of its chart."""
    story = _Story(subject(series.key, locale), locale, series.key.currency)
    points = primary_points(series.points)
    if not points:
        return locale.text("{subject}: no figure known", subject=story.subject)
    if len(points) == 1:
        return _single(story, points[0])
    if not series.key.is_year:
        return _against_year_before(story, points)
    if any(point.amount <= 0 for point in points):
        return _with_loss(story, points)
    return _path(story, points)


def _single(story: _Story, point: Point) -> str:
    if point.amount < 0:
        return story.tell(mark("{subject} in {last}: a loss of {amount}"), point, point)
    return story.tell(mark("{subject} was {amount} in {last}"), point, point)


def _path(story: _Story, points: Sequence[Point]) -> str:
    """Tell the way from the first to the last figure, over the peak when that lies between."""
    first, last = points[0], points[-1]
    peak = max(points, key=lambda item: (item.amount, item.last))
    rise, fall = peak.amount / first.amount, last.amount / peak.amount
    if peak is last:
        return _rise(story, first, last)
    if peak is first:
        return _fall(story, first, last)
    if rise * fall < 1 or 1 / fall > rise:
        return _fall(story, peak, last)
    return story.locale.text(
        "{rise}; it was {latest} in {period}",
        rise=_rise(story, first, peak),
        latest=story.money(last),
        period=period_text(last, story.locale),
    )


def _rise(story: _Story, first: Point, last: Point) -> str:
    ratio = last.amount / first.amount
    if (ratio - 1) * 100 < FLAT_PCT:
        return story.tell(
            mark("{subject} was {amount} in {last}, hardly changed since {first}"), first, last
        )
    if ratio < DOUBLED:
        return story.tell(
            mark("{subject} grew by {change} between {first} and {last}, to {amount}"),
            first,
            last,
            change=story.percent(ratio),
        )
    if ratio == DOUBLED:
        return story.tell(
            mark("{subject} doubled between {first} and {last}, to {amount}"), first, last
        )
    if ratio < DOUBLED + 1:
        return story.tell(
            mark("{subject} more than doubled between {first} and {last}, to {amount}"), first, last
        )
    return story.tell(
        mark("{subject} grew {times}-fold between {first} and {last}, to {amount}"),
        first,
        last,
        times=story.locale.number(int(ratio * 10) / 10 if ratio < 10 else int(ratio)),
    )


def _fall(story: _Story, first: Point, last: Point) -> str:
    ratio = last.amount / first.amount
    if (1 - ratio) * 100 < FLAT_PCT:
        return story.tell(
            mark("{subject} was {amount} in {last}, hardly changed since {first}"), first, last
        )
    return story.tell(
        mark("{subject} fell by {change} between {first} and {last}, to {amount}"),
        first,
        last,
        change=story.percent(ratio),
    )


def _with_loss(story: _Story, points: Sequence[Point]) -> str:
    before, last = points[-2], points[-1]
    losses = [point for point in points if point.amount < 0]
    if last.amount < 0 <= before.amount:
        return story.tell(
            mark(
                "{subject} turned from {first_amount} in {first} into a loss of {amount} in {last}"
            ),
            before,
            last,
        )
    if last.amount < 0:
        return story.tell(
            mark("{subject}: a loss of {amount} in {last}, after one of {first_amount} in {first}"),
            before,
            last,
        )
    if before.amount < 0:
        return story.tell(
            mark("{subject} was {amount} in {last}, after a loss of {first_amount} in {first}"),
            before,
            last,
        )
    if losses:
        return story.tell(
            mark("{subject} was {amount} in {last}; the loss of {first} was {first_amount}"),
            losses[-1],
            last,
        )
    return story.tell(
        mark("{subject} was {amount} in {last}, after {first_amount} in {first}"), before, last
    )


def _against_year_before(story: _Story, points: Sequence[Point]) -> str:
    """Part periods are compared with the same part of the year before, not with each other."""
    last = points[-1]
    change = computed_changes(points).get(last.event_id)
    if change is None:
        return _single(story, last)
    words = story.locale.percent(round(change, 0 if abs(change) >= 10 else 1), signed=True)
    return story.tell(
        mark("{subject} was {amount} in {last}, {change} on the year before"),
        last,
        last,
        change=words,
    )
