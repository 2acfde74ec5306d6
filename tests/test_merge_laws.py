"""Laws of merging that hold for any mentions: order, repetition, completeness, decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.merge_cases import ids, merged
from vitrine.event import (
    Basis,
    EventType,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
)
from vitrine.merge import (
    Decision,
    Decisions,
)
from vitrine.merge.address import Likeness, compare
from vitrine.merge.cluster import id_key
from vitrine.merge.join import _candidate_pairs, judge
from vitrine.merge.verdict import Link, World

# --- laws ----------------------------------------------------------------------------------------


days = st.sampled_from(["2018-05-22", "2018-05", "2018", "2019-01-18", "2021", "2018-Q2", ""])
dates = days.map(lambda text: PartialDate.parse(text) if text else None)
companies = st.sampled_from(["MediaMarkt", "Saturn", "Ceconomy", "Fnac"])
some_amounts = st.sampled_from([311_000_000, 309_000_000, 310_000_000, 1_000_000_000])
money = some_amounts.map(lambda value: Money(Decimal(value), "EUR"))


@st.composite
def mention_lists(draw: st.DrawFn) -> list[Mention]:
    count = draw(st.integers(0, 12))
    return [draw_mention(draw, number) for number in range(1, count + 1)]


def draw_mention(draw: st.DrawFn, number: int) -> Mention:
    event_type = draw(
        st.sampled_from(
            [
                EventType.STORE_OPENING,
                EventType.STORE_OPENING,
                EventType.RESULTS,
                EventType.RESULTS,
                EventType.ACQUISITION,
                EventType.DIVESTITURE,
                EventType.FUNDING,
                EventType.IPO,
                EventType.MARKET_ENTRY,
                EventType.LEADERSHIP,
                EventType.LEGAL,
            ]
        )
    )
    city = draw(st.sampled_from(["Paris", "Puteaux", "Lyon", ""]))
    addresses = ["", "rue Halévy 12", "Les Halles", "Les Quatre Temps", "rue Halévy"]
    is_figure = event_type is EventType.RESULTS
    return Mention(
        mention_id=f"M{number:04d}",
        event_type=event_type,
        company=draw(companies),
        status=draw(st.sampled_from(list(Status))),
        counterparty=tuple(draw(st.lists(companies, max_size=2, unique=True))),
        event_date=draw(dates),
        place=Place("FR", city, draw(st.sampled_from(addresses)) if city else ""),
        metric="revenue" if is_figure else draw(st.sampled_from(["", "valuation"])),
        money=draw(money) if is_figure else draw(st.none() | money),
        period=Period.parse("FY2018") if is_figure else None,
        count=draw(st.sampled_from([None, None, None, 1, 5])),
        basis=draw(st.none() | st.sampled_from(list(Basis))) if is_figure else None,
        is_temporary=draw(st.booleans()),
        summary="s",
        source_url=f"https://example.org/{draw(st.integers(1, 6))}",
        outlet=draw(st.sampled_from(["A", "B", "C"])),
        published=draw(dates),
    )


@settings(deadline=None)
@given(mention_lists(), st.randoms(use_true_random=False))
def test_order_of_the_mentions_does_not_matter(mentions: list[Mention], random: Random) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert merged(shuffled) == merged(mentions)


@settings(deadline=None)
@given(mention_lists())
def test_merging_again_changes_nothing(mentions: list[Mention]) -> None:
    once = merged(mentions)
    again = merged([mention for event in once.events for mention in event.mentions])
    assert again == once
    assert merged(mentions + mentions) == once


@settings(deadline=None)
@given(mention_lists())
def test_every_mention_is_in_exactly_one_event(mentions: list[Mention]) -> None:
    events = merged(mentions).events
    assert sorted(key for event in events for key in ids(event)) == sorted(
        mention.mention_id for mention in mentions
    )
    for event in events:
        assert event.event_id == "E" + min(ids(event), key=id_key).removeprefix("M")
        assert event.chosen.mention_id in ids(event)
        assert {item.mention_id for item in event.conflicts} <= set(ids(event))
        assert event.chosen.status in {mention.status for mention in event.mentions}


@settings(deadline=None)
@given(mention_lists())
def test_shown_values_are_values_that_somebody_stated(mentions: list[Mention]) -> None:
    for event in merged(mentions).events:
        stated = event.mentions
        assert event.chosen.event_date in {m.event_date for m in stated}
        assert event.chosen.money in {m.money for m in stated}
        assert event.chosen.place.address in {m.place.address for m in stated}


@settings(deadline=None)
@given(mention_lists())
def test_unlike_things_are_never_joined(mentions: list[Mention]) -> None:
    for event in merged(mentions).events:
        shops = [m for m in event.mentions if m.event_type is EventType.STORE_OPENING]
        for a in shops:
            for b in shops:
                assert compare(a.place.address, b.place.address) is not Likeness.DIFFERENT
                assert {a.company, b.company} != {"MediaMarkt", "Saturn"}
        assert len({m.count is not None and m.count > 1 for m in shops}) <= 1
        figures = [m for m in event.mentions if m.event_type is EventType.RESULTS]
        is_target = {
            m.basis is Basis.TARGET or (m.basis is None and m.status is Status.PLANNED)
            for m in figures
        }
        assert len(is_target) <= 1


@settings(deadline=None)
@given(mention_lists().filter(lambda found: len(found) >= 2))
def test_split_and_join_decisions_are_obeyed(mentions: list[Mention]) -> None:
    chosen = (mentions[0].mention_id, mentions[1].mention_id)
    apart = merged(mentions, Decisions(splits=(Decision("split", chosen, "two shops"),)))
    assert not any(set(chosen) <= set(ids(event)) for event in apart.events)
    together = merged(mentions, Decisions(joins=(Decision("join", chosen, "one shop"),)))
    assert any(set(chosen) <= set(ids(event)) for event in together.events)
    assert together.report.decisions_used == 1


@given(mention_lists())
def test_nothing_that_belongs_together_is_never_compared(mentions: list[Mention]) -> None:
    world = World(NoGroups(), lambda country, city: city)
    ordered = sorted(mentions, key=lambda mention: id_key(mention.mention_id))
    compared = set(_candidate_pairs(ordered, world))
    for first, second in combinations(ordered, 2):
        link = judge(first, second, world).link
        if link in (Link.JOIN, Link.WEAK, Link.POSSIBLE):
            assert (first.mention_id, second.mention_id) in compared


class NoGroups:
    """Companies of which none belongs to another."""

    def groups(self, company: str, on: date) -> set[str]:
        return {company}

    def related(self, a: str, b: str, on: date) -> bool:
        return a == b
