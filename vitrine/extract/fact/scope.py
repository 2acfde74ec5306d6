"""The scope of a figure: its period, its country, and on what basis it is told."""

from __future__ import annotations

from dataclasses import dataclass

from vitrine.event import Basis, PartialDate, Period, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.party import Party, follows_word
from vitrine.extract.lexicon import Hit
from vitrine.extract.number.count import Percent
from vitrine.extract.number.money import Amount
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.reading import Reading
from vitrine.extract.time.period import PeriodFound, next_period, previous_period, year_of

_YEAR = 12  # months
_WITH = 3  # words between "the full year" and the number of the year
_COMPARED = 9  # words between "compared with" and the period that is compared with


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric and the words that name it."""

    name: str
    hit: Hit


@dataclass(slots=True)
class Story:
    """What the article has said so far: carried into sentences that do not say it again."""

    company: Party | None = None
    period: Period | None = None
    fiscal_start_month: int = 1
    last: tuple[int, Draft] | None = None
    country: str = ""
    published: PartialDate | None = None


def is_of_founding(reading: Reading, period: PeriodFound) -> bool:
    """Tell whether a year is that of a founding or a deal: founded in 2017, the merger of 2014."""
    first, last = reading.token_at(period.start), reading.token_at(period.end - 1)
    deals = reading.hits.get("trigger.acquisition.sure", ())
    return any(0 <= first - hit.last <= 1 for hit in deals) or any(
        0 <= first - hit.last <= 1 or 0 < hit.first - last <= 1
        for hit in reading.hits.get("cue.founded", ())
    )


def _period_near(
    reading: Reading, anchor: Amount | Percent, *, is_previous: bool
) -> PeriodFound | None:
    fit = [
        item
        for item in reading.periods
        if item.period and item.is_previous == is_previous and not is_of_founding(reading, item)
    ]
    token = reading.token_at(anchor.start)
    if is_previous:
        beside = reading.nearest([p for p in reading.periods if p.period], token, within=5)
        return beside or reading.nearest(fit, token, within=8)
    others = [item for item in reading.amounts if item is not anchor]
    own = [
        period
        for period in fit
        if not is_compared(reading, period, anchor)
        and not any(
            reading.gap_between(period, other) <= 3
            and reading.gap_between(period, other) < reading.gap_between(period, anchor)
            for other in others
        )
        and not is_of_another(reading, period, anchor)
    ]
    return reading.nearest(own, token, within=50, after_costs=12)


def is_compared(
    reading: Reading, period: PeriodFound, anchor: Amount | Percent | None = None
) -> bool:
    """Tell whether a period is only compared with: down 3% on the first half of 2022.

    anchor: the figure in question; one in the comparison too is of that period.
    """
    at = reading.token_at(period.start)
    if follows_word(reading, at, "cue.than"):
        return True
    figure = reading.token_at(anchor.start) if anchor else -1
    return any(
        figure < hit.first < at
        and reading.gap(min(hit.last - 1, at), at) <= _COMPARED
        and not any(hit.first < reading.token_at(p.start) < at for p in reading.periods)
        for hit in reading.hits.get("figure.compare", ())
    )


def is_of_another(reading: Reading, period: PeriodFound, anchor: Amount | Percent) -> bool:
    """Tell whether a period is said of another amount: its label, or in brackets with it."""
    brackets = reading.bracket_of(period)
    others: list[Amount | Percent] = [*reading.amounts, *reading.percents]
    is_apart = brackets > 0 and brackets != reading.bracket_of(anchor)
    return any(
        other is not anchor
        and (_heads(reading, period, other) or (is_apart and reading.bracket_of(other) == brackets))
        for other in others
    )


def _heads(reading: Reading, period: PeriodFound, amount: Amount | Percent) -> bool:
    """Tell whether a period is the label of an amount: (2024: 189 million)."""
    behind = reading.token_at(period.end - 1) + 1
    is_label = behind < len(reading.tokens) and reading.tokens[behind].form == ":"
    return is_label and 0 < reading.token_at(amount.start) - behind <= 2


def set_period(
    reading: Reading, story: Story, draft: Draft, anchor: Amount | Percent, *, is_previous: bool
) -> None:
    found = _period_near(reading, anchor, is_previous=is_previous)
    if found and found.period:
        draft.period = found.period
        draft.prove("period", found.start, found.end)
        # An earlier period is a look back, one in brackets an aside; the story stays with its own.
        is_later = not story.period or story.period.last <= found.period.last
        if is_later and not is_previous and not reading.bracket_of(found):
            story.period = found.period
    elif is_previous:
        current = story.period
        draft.period = previous_period(current, story.fiscal_start_month) if current else None
    else:
        draft.period = story.period


def look_ahead(reading: Reading, story: Story, draft: Draft, anchor: Amount | Percent) -> None:
    """Move the period of a target, where no year is said, to the next one that is not yet over.

    "The full year" is the one of the half or quarter that the story tells, or that of the report.
    """
    if draft.basis is Basis.TARGET and story.published:
        whole = _whole_year(reading, anchor)
        is_part = bool(story.period) and story.period.months < _YEAR  # type: ignore[union-attr]
        day = story.period.last if is_part and story.period else story.published.last
        if whole:
            draft.period = year_of(day, story.fiscal_start_month)
            draft.spans = [span for span in draft.spans if span.role != "period"]
            draft.prove("period", *reading.span_of(whole))
            return
    said = next((item for item in reading.periods if item.period == draft.period), None)
    if draft.basis is not Basis.TARGET or not draft.period or not story.published or not said:
        return
    first, last = reading.token_at(said.start), reading.token_at(said.end - 1)
    has_year = any(any(c.isdigit() for c in t.form) for t in reading.tokens[first : last + 1])
    if not has_year and draft.period.last < story.published.first:
        draft.period = next_period(draft.period, story.fiscal_start_month)


def _whole_year(reading: Reading, anchor: Amount | Percent) -> Hit | None:
    """Return the words for the year as a whole, unless a period is said with them or nearer."""
    token = reading.token_at(anchor.start)
    for hit in reading.hits.get("cue.whole_year", ()):
        if all(
            reading.gap_to(item, hit.first) > _WITH
            and reading.gap_to(item, hit.last - 1) > _WITH
            and reading.gap_to(item, token) > reading.gap(hit.first, token)
            for item in reading.periods
        ):
            return hit
    return None


def set_country(reading: Reading, story: Story, draft: Draft, metric: Metric, token: int) -> None:
    """Give the figure its scope: a country in a place phrase, or a demonym beside the metric."""
    fit: list[PlaceFound] = []
    for place in reading.places:
        at = reading.token_at(place.start)
        if (place.kind in ("country", "region") and not _is_nationality(reading, place, at)) or (
            place.kind == "demonym"
            and not place.city
            and (
                0 <= at - (metric.hit.last - 1) <= 2
                or 0 < metric.hit.first - at <= 2
                or _is_unit(reading, at)
            )
        ):
            fit.append(place)
    best = reading.nearest(fit, token, within=13)
    if best:
        for other in fit:  # Britain and Ireland: told under the first, with the second
            if other.country != best.country and reading.gap_between(other, best) <= 2:
                first, second = sorted((best, other), key=lambda place: place.start)
                best, draft.scope_note = first, f"with {second.country}"
                break
        draft.country = best.country
        draft.prove("country", best.start, best.end)
    elif story.country and reading.has_cue("there", metric.hit.first, within=4):
        draft.country = story.country


def _is_unit(reading: Reading, at: int) -> bool:
    """Tell whether a demonym belongs to a part of the company: the Spanish business."""
    return any(abs(hit.first - at) == 1 for hit in reading.hits.get("cue.unit", ()))


def _is_nationality(reading: Reading, place: PlaceFound, at: int) -> bool:
    """Tell whether the country only says where a company comes from."""
    return any(0 < reading.token_at(item.start) - at <= 2 for item in reading.companies)


def set_basis(reading: Reading, draft: Draft, token: int) -> None:
    if reading.has_cue("preliminary", token, within=8):
        draft.basis, draft.status = Basis.PRELIMINARY, Status.ANNOUNCED
    elif reading.has_cue("target", token, within=9):
        draft.basis, draft.status = Basis.TARGET, Status.PLANNED
    elif reading.has_cue("restated", token, within=6):
        draft.basis = Basis.RESTATED
    elif reading.has_cue("adjusted", token, within=8):
        draft.basis = Basis.ADJUSTED
