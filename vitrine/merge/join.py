"""From mentions to events: which mentions are one event, and in what order its story was told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from vitrine.errors import DataError
from vitrine.event import Event, EventType, Mention
from vitrine.merge.choose import choose, find_conflicts
from vitrine.merge.cluster import Clusters, Pair, id_key, pair_of, smallest
from vitrine.merge.deal import (
    DEAL_TYPES,
    judge_deals,
    judge_flotations,
    judge_funding,
    judge_markets,
    judge_other,
    judge_people,
)
from vitrine.merge.decision import Decision, Decisions, agreed, refusal
from vitrine.merge.figure import figure_key, judge_figures
from vitrine.merge.report import MergeResult, make_report
from vitrine.merge.site import SITE_TYPES, judge_sites
from vitrine.merge.timing import maturity, report_day
from vitrine.merge.verdict import APART, CompanyGroups, MetroOf, Verdict, World, is_network

_MARKET_TYPES = frozenset({EventType.MARKET_ENTRY, EventType.MARKET_EXIT})


def merge_mentions(
    mentions: Iterable[Mention],
    companies: CompanyGroups,
    decisions: Decisions,
    metro_of: MetroOf = lambda country, city: city,
) -> MergeResult:
    """Return the events that the mentions tell of, and what was joined.

    The result does not depend on the order of the mentions. An event is named after the smallest
    identifier of its mentions, so that links to it stay valid while mentions are added.
    """
    ordered = _in_order(mentions)
    world = World(companies, metro_of)
    kept = agreed(decisions)
    splits = kept.splits
    clusters = Clusters(ordered, lambda a, b: judge(a, b, world), splits)
    pairs = [pair for pair in _candidate_pairs(ordered, world) if pair not in splits]
    clusters.join_strong(pairs)
    clusters.join_weak(pairs)
    # Last, so that an analyst adds to what the rules did and is not surprised by what they do next.
    refused = [*kept.refused, *_join_decided(clusters, kept.joins)]
    by_id = {mention.mention_id: mention for mention in ordered}
    events = tuple(_event([by_id[key] for key in group]) for group in clusters.groups())
    known = set(by_id)
    named = sum(known.issuperset(item.pair) for item in kept.joins)
    count = named - len(refused) + len(kept.refused)
    return MergeResult(events, make_report(events, clusters.joined, count, refused))


def judge(a: Mention, b: Mention, world: World) -> Verdict:
    """Return what the rules say about two mentions."""
    types = {a.event_type, b.event_type}
    if types <= DEAL_TYPES:
        return judge_deals(a, b)
    if len(types) > 1:
        return APART
    kind = a.event_type
    if kind in SITE_TYPES:
        return judge_sites(a, b, world)
    if kind is EventType.RESULTS:
        return judge_figures(a, b)
    if kind in _MARKET_TYPES:
        return judge_markets(a, b, world)
    if kind is EventType.FUNDING:
        return judge_funding(a, b)
    if kind is EventType.IPO:
        return judge_flotations(a, b)
    if kind is EventType.LEADERSHIP:
        return judge_people(a, b)
    return judge_other(a, b)


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    by_id: dict[str, Mention] = {}
    for mention in mentions:
        if by_id.setdefault(mention.mention_id, mention) != mention:
            raise DataError(f"Two different mentions are named {mention.mention_id}; rename one.")
    return [by_id[key] for key in sorted(by_id, key=id_key)]


def _join_decided(clusters: Clusters, joins: Iterable[Decision]) -> list[str]:
    """Join what was decided; return a sentence for each that would join what was split.

    The rules may have joined both sides to what somebody keeps apart; that may not stop the news.
    """
    refused = []
    for decision in joins:
        against = clusters.split_between(decision.pair)
        if against is None:
            clusters.force(decision.pair, f"decided: {decision.reason}")
        else:
            refused.append(refusal(decision, against))
    return refused


def _candidate_pairs(mentions: Sequence[Mention], world: World) -> list[Pair]:
    """Return the pairs that share a company and a kind of event; the rules see no others."""
    blocks: dict[tuple[object, ...], list[str]] = {}
    for mention in mentions:
        for key in _block_keys(mention, world):
            blocks.setdefault(key, []).append(mention.mention_id)
    pairs = {
        pair_of(first, second)
        for block in blocks.values()
        for first, second in combinations(block, 2)
    }
    return sorted(pairs, key=lambda pair: (id_key(pair[0]), id_key(pair[1])))


def _block_keys(mention: Mention, world: World) -> Iterable[tuple[object, ...]]:
    """Return what a mention shares with every other that the rules could join to it.

    Each rule's own conditions, so that no block grows with all that is told of one company.
    """
    kind, place = mention.event_type, mention.place
    if kind is EventType.RESULTS:
        key = figure_key(mention)
        return [(kind, *key)] if key else []
    if kind in DEAL_TYPES:
        parties = sorted({mention.company, *mention.counterparty})
        return [("deal", *pair) for pair in combinations(parties, 2)]
    if kind in SITE_TYPES:
        where = _site_key(mention, world)
        return [(kind, name, *where) for name in world.family(mention)] if where else []
    if kind in _MARKET_TYPES:
        return [(kind, name, place.country) for name in world.family(mention)]
    if kind is EventType.LEADERSHIP:
        return [(kind, mention.company, party) for party in set(mention.counterparty)]
    if kind in (EventType.FUNDING, EventType.IPO):
        return [(kind, mention.company)]
    # A date lies within one year however coarse it is; without one nothing is joined.
    day = mention.event_date
    return [(kind, mention.company, place.city, day.first.year)] if day else []


def _site_key(mention: Mention, world: World) -> tuple[object, ...]:
    """Return the place of a shop, or the place, number and year of a count of shops."""
    place = mention.place
    if not is_network(mention):
        return ("site", place.country, world.metro_of(place.country, place.city))
    if mention.count is None or mention.event_date is None:
        return ()
    year = mention.event_date.first.year
    return ("network", place.country, place.city, mention.count, year)


def _event(mentions: Sequence[Mention]) -> Event:
    story = sorted(mentions, key=lambda m: (report_day(m), maturity(m), id_key(m.mention_id)))
    first = smallest(mention.mention_id for mention in story)
    chosen = choose(story)
    return Event(
        event_id=f"E{first.removeprefix('M')}",
        chosen=chosen,
        mentions=tuple(story),
        conflicts=find_conflicts(chosen, story),
    )
