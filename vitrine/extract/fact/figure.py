"""Results: what an amount or a percentage measures, of which country and period."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal

from vitrine.event import Basis, EventType, Money, Period, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.party import Party, figure_company, follows_word
from vitrine.extract.lexicon import Hit
from vitrine.extract.number.count import Percent
from vitrine.extract.number.money import Amount
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.reading import Reading
from vitrine.extract.time.period import PeriodFound

_REACH = 16  # words between an amount and the metric that it measures
_REACH_OF_ONLY = 30  # the same when the sentence names only one metric
_SAME_BREATH = 12  # words between two amounts of one metric
_PERCENT_REACH = 14
_NOT_FIGURES = ("per_share", "price", "valuation", "investment", "debt", "saving")
_SIGNED = frozenset({"net_profit", "operating_profit", "ebit", "ebitda", "pretax_profit"})
_SMALLEST = Decimal(100_000)  # below this an amount is a price, a salary or a fee


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
    rate: tuple[int, Draft] | None = None
    country: str = ""


def figures(reading: Reading, story: Story) -> list[Draft]:
    """Return the results that a sentence states, amounts first, then bare percentages."""
    metrics = _metrics(reading)
    if not metrics:
        return _more_rates(reading, story)
    story.rate = None
    drafts: list[Draft] = []
    used: list[Percent] = []
    last: tuple[Amount, Metric] | None = None
    for amount in reading.amounts:
        token = reading.token_at(amount.start)
        if abs(amount.money.amount) < _SMALLEST or _is_something_else(reading, amount, token):
            continue
        metric = _metric_of(reading, amount, token, metrics, last)
        if not metric or _is_delta(reading, amount, token):
            continue
        percent = _percent_of(reading, amount, token, used)
        if percent:
            used.append(percent)
        drafts.append(_draft(reading, story, metric, amount, percent))
        last = amount, metric
    for percent in reading.percents:
        if percent not in used and not percent.is_points:
            draft = _bare_percent(reading, story, metrics, percent)
            if draft:
                drafts.append(draft)
                if draft.country:
                    story.rate = reading.index, draft
    return drafts


def _more_rates(reading: Reading, story: Story) -> list[Draft]:
    """Return growth rates of further countries, told right after one: Italy lost 1.1%."""
    if not story.rate or story.rate[0] != reading.index - 1 or reading.amounts:
        return []
    model = story.rate[1]
    drafts: list[Draft] = []
    for percent in reading.percents:
        token = reading.token_at(percent.start)
        countries = [p for p in reading.places if p.kind in ("country", "region")]
        country = reading.nearest(countries, token, within=10)
        if not country or percent.is_points or _direction(reading, percent) is None:
            continue
        draft = deepcopy(model)
        draft.order, draft.country = reading.index, country.country
        draft.spans = []
        draft.change_pct = _signed(reading, percent)
        draft.prove("change_pct", percent.start, percent.end)
        draft.prove("country", country.start, country.end)
        drafts.append(draft)
    if drafts:
        story.rate = reading.index, model
    return drafts


def _metrics(reading: Reading) -> list[Metric]:
    """Return the metrics of a sentence; the longer of two names at one place counts."""
    found = [
        Metric(tag.removeprefix("metric."), hit)
        for tag, hits in reading.hits.items()
        if tag.startswith("metric.")
        for hit in hits
    ]
    return [
        item
        for item in found
        if not any(
            other.hit.first <= item.hit.first
            and item.hit.last <= other.hit.last
            and other.hit.last - other.hit.first > item.hit.last - item.hit.first
            for other in found
        )
    ]


def _is_something_else(reading: Reading, amount: Amount, token: int) -> bool:
    """Tell whether the amount is a price, a value of the company, an investment, a debt."""
    last = reading.token_at(amount.end - 1)
    metrics = _metrics(reading)
    for name in _NOT_FIGURES:
        for hit in reading.hits.get(f"figure.{name}", ()):
            if any(m.hit.first <= hit.first < m.hit.last for m in metrics):
                continue
            reach = 2 if name in ("per_share", "price") else 5
            if hit.first >= last and reading.gap(last, hit.first) <= min(reach, 3):
                return True
            if hit.last - 1 <= token and reading.gap(hit.last - 1, token) <= reach:
                return not _metric_between(reading, hit.last, token)
    return False


def _metric_between(reading: Reading, first: int, last: int) -> bool:
    return any(
        first <= hit.first < last
        for tag, hits in reading.hits.items()
        if tag.startswith("metric.")
        for hit in hits
    )


def _is_delta(reading: Reading, amount: Amount, token: int) -> bool:
    """Tell whether the amount is a change ("36 million more", "improved by 13m"), not a level."""
    last = reading.token_at(amount.end - 1)
    losses = {hit.last for hit in reading.hits.get("cue.loss", ())}
    return any(
        0 <= token - hit.last <= 1 and hit.first not in losses
        for hit in reading.hits.get("figure.delta_before", ())
    ) or any(0 < hit.first - last <= 2 for hit in reading.hits.get("figure.delta_after", ()))


def _metric_of(
    reading: Reading,
    amount: Amount,
    token: int,
    metrics: list[Metric],
    last: tuple[Amount, Metric] | None,
) -> Metric | None:
    best: Metric | None = None
    best_gap = (_REACH if len(metrics) > 1 else _REACH_OF_ONLY) + 1
    for metric in metrics:
        gap = min(reading.gap(metric.hit.first, token), reading.gap(metric.hit.last - 1, token))
        if metric.hit.first > token:
            gap += 3
        if gap < best_gap:
            best, best_gap = metric, gap
    if last and reading.gap_between(last[0], amount) <= _SAME_BREATH:
        between = [
            metric
            for metric in metrics
            if reading.token_at(last[0].end - 1) < metric.hit.first < token
        ]
        if not between and (best_gap > 3 or _is_previous(reading, amount, token)):
            return last[1]
    return best


def _is_previous(
    reading: Reading, amount: Amount, token: int, story_period: Period | None = None
) -> bool:
    """Tell whether the amount is the earlier period's, told for comparison."""
    if any(0 <= token - hit.last <= 5 for hit in reading.hits.get("figure.compare", ())):
        return True
    if any(0 <= token - hit.last <= 1 for hit in reading.hits.get("figure.compare_close", ())):
        return _has_later_amount(reading, amount)
    if any(
        period.is_previous and reading.gap_between(period, amount) <= 4
        for period in reading.periods
    ):
        return True
    own = [p for p in reading.periods if p.period and reading.gap_between(p, amount) <= 3]
    ends = [p.period.last for p in reading.periods if p.period and not p.is_previous]
    if story_period:
        ends.append(story_period.last)
    return bool(own) and bool(ends) and own[0].period.last < max(ends)  # type: ignore[union-attr]


def _has_later_amount(reading: Reading, amount: Amount) -> bool:
    """Tell whether another amount stands near, of which this one can be the earlier value."""
    return any(
        item is not amount and reading.gap_between(item, amount) <= _SAME_BREATH
        for item in reading.amounts
    )


def _percent_of(
    reading: Reading, amount: Amount, token: int, used: list[Percent]
) -> Percent | None:
    """Return the percentage that tells how the amount changed."""
    free = [item for item in reading.percents if item not in used and not item.is_points]
    percent = reading.nearest(free, token, within=_PERCENT_REACH)
    if not percent:
        return None
    rival = reading.nearest(
        [item for item in reading.amounts if item is not amount],
        reading.token_at(percent.start),
        within=_PERCENT_REACH,
    )
    if rival and reading.gap_between(rival, percent) < reading.gap_between(amount, percent):
        return None
    is_change = (
        percent.value < 0
        or _explicit_sign(reading, percent)
        or _direction(reading, percent) is not None
    )
    return percent if is_change else None


def _explicit_sign(reading: Reading, percent: Percent) -> bool:
    token = reading.token_at(percent.start)
    return reading.tokens[token].form in "+-−–" or (
        token > 0 and reading.tokens[token - 1].form in ("+", "-", "−", "–")
    )


def _direction(reading: Reading, percent: Percent) -> int | None:
    """Return +1 or -1 when words of growth or decline stand near the percentage."""
    token = reading.token_at(percent.start)
    best: tuple[int, int] | None = None
    for name, sign in (("up", 1), ("down", -1)):
        for hit in reading.hits.get(f"cue.{name}", ()):
            gap = reading.gap(hit.first, token) + (2 if hit.first > token else 0)
            if gap <= 9 and (best is None or gap < best[0]):
                best = gap, sign
    return best[1] if best else None


def _signed(reading: Reading, percent: Percent) -> Decimal:
    if percent.value < 0 or _explicit_sign(reading, percent):
        token = reading.token_at(percent.start)
        marks = {reading.tokens[token].form, reading.tokens[token - 1].form if token else ""}
        return -abs(percent.value) if marks & {"-", "−", "–"} else percent.value
    return percent.value * (_direction(reading, percent) or 1)


def _bare_percent(
    reading: Reading, story: Story, metrics: list[Metric], percent: Percent
) -> Draft | None:
    """Return a result that is only a growth rate: sales rose 7.3% in Portugal."""
    token = reading.token_at(percent.start)
    if _direction(reading, percent) is None and not _explicit_sign(reading, percent):
        return None
    behind = reading.token_at(percent.end - 1) + 1
    if any(
        hit.first == behind and 0 <= m.hit.first - hit.last <= 2
        for hit in reading.hits.get("cue.patient", ())
        for m in metrics
    ):
        return None  # 20 percent of sales is a share, no growth
    near = [m for m in metrics if m.name in ("revenue", "online_revenue", "comparable_sales")]
    if not near or min(reading.gap(m.hit.first, token) for m in near) > 14:
        return None
    metric = min(near, key=lambda m: reading.gap(m.hit.first, token))
    return _draft(reading, story, metric, None, percent)


def _draft(
    reading: Reading,
    story: Story,
    metric: Metric,
    amount: Amount | None,
    percent: Percent | None,
) -> Draft:
    anchor = amount or percent
    assert anchor
    token = reading.token_at(anchor.start)
    party = figure_company(reading, metric.hit.first, story.company)
    draft = Draft(EventType.RESULTS, party.name if party else "", Status.DONE, reading.index)
    draft.is_title = reading.is_title
    draft.metric = "revenue" if metric.name == "comparable_sales" else metric.name
    draft.prove("metric", *reading.span_of(metric.hit))
    if party and party.span:
        draft.prove("company", *party.span)
    is_previous = bool(amount) and _is_previous(reading, amount, token, story.period)  # type: ignore[arg-type]
    if amount:
        draft.money = _money(reading, metric, amount, token)
        draft.is_approx = amount.is_approx
        draft.prove("amount", amount.start, amount.end)
    if percent and not is_previous:
        draft.change_pct = _signed(reading, percent)
        draft.prove("change_pct", percent.start, percent.end)
    _set_period(reading, story, draft, anchor, is_previous=is_previous)
    _set_country(reading, story, draft, metric, token)
    _set_basis(reading, draft, token)
    draft.features.update(
        is_figure=1.0,
        company_near=float(bool(party and party.found == "clause")),
        company_carried=float(bool(party and party.found in ("carried", "article"))),
        has_amount=float(bool(amount)),
        is_previous=float(is_previous),
        has_period=float(bool(draft.period)),
        metric_near=float(reading.gap(metric.hit.first, token) <= 8),
        is_suspect=float(bool(amount and amount.is_misprint_suspect)),
    )
    return draft


def _money(reading: Reading, metric: Metric, amount: Amount, token: int) -> Money:
    """Return the amount, negative when a loss is told."""
    if metric.name not in _SIGNED or amount.money.amount < 0:
        return amount.money
    is_loss = any(
        metric.hit.first <= hit.first < metric.hit.last
        or (
            hit.first < token
            and reading.gap(hit.first, token) <= 7
            and hit.first >= metric.hit.first
        )
        for hit in reading.hits.get("cue.loss", ())
    )
    return Money(-amount.money.amount, amount.money.currency) if is_loss else amount.money


def _set_period(
    reading: Reading, story: Story, draft: Draft, anchor: Amount | Percent, *, is_previous: bool
) -> None:
    found = _period_near(reading, anchor, is_previous=is_previous)
    if found and found.period:
        draft.period = found.period
        draft.prove("period", found.start, found.end)
        if not is_previous:
            story.period = found.period
    elif is_previous:
        current = story.period
        draft.period = _year_before(current, story.fiscal_start_month) if current else None
    else:
        draft.period = story.period


def _period_near(
    reading: Reading, anchor: Amount | Percent, *, is_previous: bool
) -> PeriodFound | None:
    fit = [item for item in reading.periods if item.period and item.is_previous == is_previous]
    token = reading.token_at(anchor.start)
    if is_previous:
        beside = reading.nearest([p for p in reading.periods if p.period], token, within=5)
        return beside or reading.nearest(fit, token, within=8)
    others = [item for item in reading.amounts if item is not anchor]
    own = [
        period
        for period in fit
        if not follows_word(reading, reading.token_at(period.start), "cue.than")
        and not any(
            reading.gap_between(period, other) <= 3
            and reading.gap_between(period, other) < reading.gap_between(period, anchor)
            for other in others
        )
    ]
    return reading.nearest(own, token, within=50, after_costs=12)


def _year_before(period: Period, fiscal_start_month: int) -> Period | None:
    """Return the same period one year before."""
    text = period.text
    digits = text[2:6] if text.startswith("FY") else text[:4]
    year = int(digits) - 1
    head = f"FY{year:04d}" if text.startswith("FY") else f"{year:04d}"
    rest = text[6:] if text.startswith("FY") else text[4:]
    if rest.startswith("/"):
        rest = f"/{(year + 1) % 100:02d}{rest[3:]}"
    try:
        return Period.parse(head + rest, fiscal_start_month)
    except ValueError:
        return None


def _set_country(reading: Reading, story: Story, draft: Draft, metric: Metric, token: int) -> None:
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
    if best and not any(
        other is not best
        and reading.gap_between(other, best) <= 2
        and other.country != best.country
        for other in fit
    ):
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


def _set_basis(reading: Reading, draft: Draft, token: int) -> None:
    if reading.has_cue("preliminary", token, within=8):
        draft.basis, draft.status = Basis.PRELIMINARY, Status.ANNOUNCED
    elif reading.has_cue("target", token, within=9):
        draft.basis, draft.status = Basis.TARGET, Status.PLANNED
    elif reading.has_cue("restated", token, within=6):
        draft.basis = Basis.RESTATED
    elif reading.has_cue("adjusted", token, within=8):
        draft.basis = Basis.ADJUSTED
