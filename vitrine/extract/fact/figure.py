"""Results: what an amount or a percentage measures, of which country and period."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

from vitrine.event import EventType, Money, Period, Status
from vitrine.extract.fact.draft import Draft
from vitrine.extract.fact.party import CARRIED, figure_company
from vitrine.extract.fact.scope import (
    Metric,
    Story,
    is_of_another,
    look_ahead,
    set_basis,
    set_country,
    set_period,
)
from vitrine.extract.lexicon import Hit
from vitrine.extract.number.count import Percent
from vitrine.extract.number.money import Amount
from vitrine.extract.place.where import PlaceFound
from vitrine.extract.reading import Reading

_REACH = 16  # words between an amount and the metric that it measures
_REACH_OF_ONLY = 30  # the same when the sentence names only one metric
_OWN = 4  # words between a metric and the amount right behind it
_SAME_BREATH = 12  # words between two amounts of one metric
_PERCENT_REACH = 24
_OPENING = 8  # words at the begin of a sentence that may point back: That is an increase of
_NOT_FIGURES = ("per_share", "price", "valuation", "investment", "debt", "saving")
_SIGNED = frozenset({"net_profit", "operating_profit", "ebit", "ebitda", "pretax_profit"})
_SALES = frozenset({"revenue", "online_revenue", "comparable_sales"})
_RESULTS = list(EventType).index(EventType.RESULTS)
_LIKELY_VERDICT = 0.5
_PHRASE = 3  # words of a judgement that says by itself of what: warns of a weak quarter
_LIKELY = 0.3  # the chance of a result from which an amount without a metric is one
_PAID = ("funding", "acquisition", "divestiture", "legal", "ipo")  # which have amounts of their own
_FURTHER = 4  # sentences after the sales of a whole that those of its countries may come
_SMALLEST_UNNAMED = Decimal(1_000_000)
_SMALLEST = Decimal(100_000)  # below this an amount is a price, a salary or a fee


def figures(reading: Reading, story: Story) -> list[Draft]:
    """Return the results that a sentence states, amounts first, then bare percentages."""
    metrics = _metrics(reading)
    if not metrics:
        _add_change(reading, story)
        return (
            _more_figures(reading, story)
            or _unnamed_figure(reading, story)
            or _verdict(reading, story)
        )
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
    sales = [draft for draft in drafts if draft.metric == "revenue"]
    if sales:
        story.last = reading.index, sales[-1]
    return drafts or _verdict(reading, story)


def _add_change(reading: Reading, story: Story) -> None:
    """Give the figure before the growth that the next sentence tells: That is 15% more than."""
    if not story.last or story.last[0] != reading.index - 1 or reading.amounts:
        return
    draft = story.last[1]
    fit = [item for item in reading.percents if not item.is_points]
    if len(fit) != 1 or draft.change_pct is not None or not draft.money:
        return
    at = reading.token_at(fit[0].start)
    is_told = reading.tokens and at <= _OPENING and _direction(reading, fit[0]) is not None
    if is_told and not reading.places and not reading.companies:
        draft.change_pct = _signed(reading, fit[0])
        draft.prove("change_pct", fit[0].start, fit[0].end)


def _unnamed_figure(reading: Reading, story: Story) -> list[Draft]:
    """Return the amount of a sentence that tells a result in words of its own as its revenue.

    The till rings, goods for 2.7 billion went over the counter: what is not named is what was sold.
    """
    is_likely = bool(reading.types) and reading.types[_RESULTS] >= _LIKELY_VERDICT
    fit = [
        amount
        for amount in reading.amounts
        if abs(amount.money.amount) >= _SMALLEST_UNNAMED
        and not _is_something_else(reading, amount, reading.token_at(amount.start))
    ]
    tells_else = any(reading.has(f"figure.{name}") for name in _NOT_FIGURES) or any(
        reading.has(f"trigger.{other}.{kind}")
        for other in _PAID
        for kind in ("sure", "give", "bid")
    )
    if not is_likely or not fit or tells_else:
        return []
    first = reading.token_at(fit[0].start)
    name = "online_revenue" if reading.has("figure.online") else "revenue"
    if fit[0].money.amount < 0:
        name = "net_profit"  # minus 12 million: nobody sells less than nothing
    metric = Metric(name, Hit(f"metric.{name}", first, first + 1))
    percent = _percent_of(reading, fit[0], first, [])
    draft = _draft(reading, story, metric, fit[0], percent)
    draft.spans = [span for span in draft.spans if span.role != "metric"]
    draft.features.update(metric_near=0.0, is_alone=1.0, chance=reading.types[_RESULTS])
    return [draft]


def _verdict(reading: Reading, story: Story) -> list[Draft]:
    """Return a result that is only judged, without a figure: a warning of a weak quarter."""
    words = reading.hits.get("figure.verdict", [])
    is_likely = any(hit.last - hit.first >= _PHRASE for hit in words) or (
        bool(reading.types) and reading.types[_RESULTS] >= _LIKELY_VERDICT
    )
    party = figure_company(reading, words[0].first, story.company) if words else None
    if not is_likely or not party or reading.amounts or reading.percents:
        return []
    draft = Draft(EventType.RESULTS, party.name, Status.ANNOUNCED, reading.index)
    draft.is_title, draft.is_verdict = reading.is_title, True
    draft.prove("trigger", *reading.span_of(words[0]))
    if party.span:
        draft.prove("company", *party.span)
    fit = [item for item in reading.periods if item.period and not item.is_previous]
    if fit:
        draft.period = fit[0].period
        draft.prove("period", fit[0].start, fit[0].end)
    draft.features.update(
        is_verdict=1.0,
        company_near=float(party.found == "clause"),
        company_carried=float(party.found in CARRIED),
        has_period=float(bool(draft.period)),
    )
    return [draft]


def _more_figures(reading: Reading, story: Story) -> list[Draft]:
    """Return figures of further countries, told right after one: Italy lost 1.1%, Spain 9m."""
    is_likely = bool(reading.types) and reading.types[_RESULTS] >= _LIKELY
    is_near = story.last is not None and story.last[0] >= reading.index - _FURTHER
    if not story.last or not (is_likely or story.last[0] == reading.index - 1 or is_near):
        return []
    model = story.last[1]
    drafts: list[Draft] = []
    for item in _unnamed(reading, is_rate=not model.money, is_likely=is_likely):
        country = _country_of(reading, item)
        if not country:
            continue
        draft = deepcopy(model)
        draft.order, draft.country, draft.spans = reading.index, country.country, []
        draft.money, draft.change_pct = None, None
        draft.prove("country", country.start, country.end)
        if isinstance(item, Amount):
            draft.money, draft.is_approx = item.money, item.is_approx
            draft.prove("amount", item.start, item.end)
        else:
            draft.change_pct = _signed(reading, item)
            draft.prove("change_pct", item.start, item.end)
        drafts.append(draft)
    if drafts:
        story.last = reading.index, model
    return drafts


def _unnamed(reading: Reading, *, is_rate: bool, is_likely: bool) -> list[Amount | Percent]:
    """Return what can be a figure though no word says of what: growth, or amounts of a result."""
    rates: list[Amount | Percent] = [
        percent
        for percent in reading.percents
        if not percent.is_points
        and (
            is_rate or _explicit_sign(reading, percent) or _direction(reading, percent) is not None
        )
    ]
    if rates or not is_likely:
        return rates
    return [
        amount
        for amount in reading.amounts
        if abs(amount.money.amount) >= _SMALLEST
        and not _is_something_else(reading, amount, reading.token_at(amount.start))
    ]


def _country_of(reading: Reading, item: Amount | Percent) -> PlaceFound | None:
    """Return the country beside a figure, the first one of a list: Belgium and Luxembourg."""
    countries = [p for p in reading.places if p.kind in ("country", "region")]
    found = reading.nearest(countries, reading.token_at(item.start), within=14)
    while found:
        before = next(
            (p for p in countries if p.end <= found.start and reading.gap_between(p, found) <= 2),
            None,
        )
        if not before or any(before.end <= i.start < found.start for i in reading.percents):
            return found
        found = before
    return None


def _metrics(reading: Reading) -> list[Metric]:
    """Return the metrics of a sentence; the longer of two names at one place counts."""
    found = [
        Metric(tag.removeprefix("metric."), hit)
        for tag, hits in reading.hits.items()
        if tag.startswith("metric.")
        for hit in hits
    ]
    sold = {hit.first for hit in reading.hits.get("trigger.divestiture.sure", ())}
    return [
        item
        for item in found
        if item.hit.first not in sold  # sold to X for 14 million
        and not any(
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
        if name == "price" and abs(amount.money.amount) >= _SMALLEST_UNNAMED:
            continue  # from 9.8 billion is no price
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
    ) or any(
        hit.first > last and reading.gap(last, hit.first) <= 2
        for hit in reading.hits.get("figure.delta_after", ())
    )


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
            gap += _SAME_BREATH if _has_own_amount(reading, metric) else 3
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


def _has_own_amount(reading: Reading, metric: Metric) -> bool:
    """Tell whether an amount stands right behind a metric: what stands before it is another's."""
    return any(
        0 <= reading.token_at(amount.start) - metric.hit.last <= _OWN
        and reading.gap(metric.hit.last - 1, reading.token_at(amount.start)) <= _OWN
        for amount in reading.amounts
    )


def _is_previous(
    reading: Reading, amount: Amount, token: int, story_period: Period | None = None
) -> bool:
    """Tell whether the amount is the earlier period's, told for comparison."""
    if _is_compared_with(reading, token):
        return True
    behind_metric = {metric.hit.last for metric in _metrics(reading)}
    if any(
        0 <= token - hit.last <= 1 and hit.first not in behind_metric  # a profit of 30m: no earlier
        for hit in reading.hits.get("figure.compare_close", ())
    ):
        return _has_later_amount(reading, amount)
    if any(
        period.is_previous and reading.gap_between(period, amount) <= 4
        for period in reading.periods
    ):
        return True
    own = [
        p
        for p in reading.periods
        if p.period
        and reading.gap_between(p, amount) <= 3
        and not is_of_another(reading, p, amount)
    ]
    ends = [p.period.last for p in reading.periods if p.period and not p.is_previous]
    if story_period:
        ends.append(story_period.last)
    return bool(own) and bool(ends) and own[0].period.last < max(ends)  # type: ignore[union-attr]


def _is_compared_with(reading: Reading, token: int) -> bool:
    """Tell whether words such as "compared with" stand before an amount."""
    return any(0 <= token - hit.last <= 5 for hit in reading.hits.get("figure.compare", ()))


def _has_later_amount(reading: Reading, amount: Amount) -> bool:
    """Tell whether another amount stands near, of which this one can be the earlier value."""
    return any(
        item is not amount
        and reading.gap_between(item, amount) <= _SAME_BREATH
        and not _is_compared_with(reading, reading.token_at(item.start))
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
    near = [m for m in metrics if m.name in _SALES or _is_growing_profit(reading, m, token)]
    if not near or min(reading.gap(m.hit.first, token) for m in near) > 14:
        return None
    metric = min(near, key=lambda m: reading.gap(m.hit.first, token))
    return _draft(reading, story, metric, None, percent)


def _is_growing_profit(reading: Reading, metric: Metric, token: int) -> bool:
    """Tell whether a percentage behind it may be a profit's: no amount, loss or verb (earns)."""
    hits = [hit for name in ("up", "down") for hit in reading.hits.get(f"cue.{name}", ())]
    verbs = {hit.first for hit in hits if hit.last == hit.first + 1}
    is_noun = metric.hit.first < token and metric.hit.first not in verbs
    return (
        metric.name in _SIGNED and is_noun and not reading.amounts and not reading.has("cue.loss")
    )


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
    set_period(reading, story, draft, anchor, is_previous=is_previous)
    set_country(reading, story, draft, metric, token)
    set_basis(reading, draft, token)
    look_ahead(reading, story, draft, anchor)
    draft.features.update(
        is_figure=1.0,
        company_near=float(bool(party and party.found == "clause")),
        company_carried=float(bool(party and party.found in CARRIED)),
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
