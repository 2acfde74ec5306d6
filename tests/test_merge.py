"""Merging: reference cases, the answer key, guards for precision, and laws that always hold."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitrine.company import load_companies
from vitrine.errors import DataError
from vitrine.event import (
    Basis,
    Event,
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
    MergeResult,
    is_stage,
    load_decisions,
    load_lineage,
    merge_mentions,
    score_lineage,
)
from vitrine.merge.address import Likeness, compare
from vitrine.merge.cluster import id_key
from vitrine.place import load_places
from vitrine.read import read_mentions

DATA = Path(__file__).parent.parent / "data"
CASES = Path(__file__).parent / "cases" / "merge"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def merge_data(*, with_decisions: bool = True) -> MergeResult:
    companies = load_companies(DATA / "companies.csv")
    places = load_places(DATA / "places.csv")
    mentions = read_mentions(DATA / "mentions.csv", companies, places)
    decisions = load_decisions(DATA / "decisions.csv") if with_decisions else Decisions()
    return merge_mentions(mentions, companies, decisions, places.metro)


def event_of(mention_id: str) -> Event:
    (found,) = [
        event
        for event in merge_data().events
        if mention_id in {mention.mention_id for mention in event.mentions}
    ]
    return found


def ids(event: Event) -> list[str]:
    return [mention.mention_id for mention in event.mentions]


def amounts(event: Event) -> dict[str, str]:
    """Return kind by conflicting amount."""
    return {item.value: item.kind for item in event.conflicts if item.field == "amount"}


# --- the answer key and the guards ---------------------------------------------------------------


def test_lineage_is_joined_completely() -> None:
    score = score_lineage(merge_data().events, load_lineage(DATA / "lineage.csv"))
    assert score.pairs == 84
    assert score.missed == ()
    assert score.joined == 84


def test_at_least_seventy_lineage_pairs_need_no_decision() -> None:
    lineage = load_lineage(DATA / "lineage.csv")
    score = score_lineage(merge_data(with_decisions=False).events, lineage)
    assert score.joined >= 70
    assert score.joined + len(score.missed) == 84
    # The plan of a nameless centre "in the Paris region" can only be joined by somebody who knows.
    assert ("M0984", "M0982") in score.missed


def test_guard_lists_are_long_enough_and_do_not_repeat_the_answer_key() -> None:
    lineage = {frozenset(pair) for pair in load_lineage(DATA / "lineage.csv")}
    together = {frozenset(pair(row)) for row in rows(CASES / "together.csv")}
    apart = {frozenset(pair(row)) for row in rows(CASES / "apart.csv")}
    assert len(together) >= 60
    assert len(apart) >= 60
    assert not together & lineage
    assert not apart & (together | lineage)


def pair(row: dict[str, str]) -> tuple[str, str]:
    return row["mention_id_1"], row["mention_id_2"]


@pytest.mark.parametrize("row", rows(CASES / "together.csv"), ids=lambda row: "-".join(pair(row)))
def test_one_event_is_joined(row: dict[str, str]) -> None:
    first, second = pair(row)
    assert event_of(first) is event_of(second), row["why"]


@pytest.mark.parametrize("row", rows(CASES / "apart.csv"), ids=lambda row: "-".join(pair(row)))
def test_two_events_stay_apart(row: dict[str, str]) -> None:
    first, second = pair(row)
    assert event_of(first) is not event_of(second), row["why"]


def test_every_decision_is_needed() -> None:
    assert not load_decisions(DATA / "decisions.csv").splits, "say here what a split is needed for"
    alone = {
        mention.mention_id: event.event_id
        for event in merge_data(with_decisions=False).events
        for mention in event.mentions
    }
    for decision in load_decisions(DATA / "decisions.csv").joins:
        first, second = decision.pair
        assert alone[first] != alone[second], f"{first} and {second} are joined by the rules"


def test_no_event_holds_two_known_places_but_by_decision() -> None:
    decided = {key for item in load_decisions(DATA / "decisions.csv").joins for key in item.pair}
    for event in merge_data().events:
        places = [
            mention.place
            for mention in event.mentions
            if mention.place.city and mention.mention_id not in decided
        ]
        for a in places:
            for b in places:
                assert compare(a.address, b.address) is not Likeness.DIFFERENT, event.event_id


# --- reference cases -----------------------------------------------------------------------------


def test_coolblue_belgium_2017_shows_311_and_keeps_309_as_conflict() -> None:
    event = event_of("M0213")
    assert event.event_id == "E0213"
    assert event.chosen.money == Money(Decimal(311_000_000), "EUR")
    assert event.chosen.mention_id == "M0213"
    assert amounts(event) == {"309000000 EUR": "conflict"}
    assert event.chosen.place.country == "BE"


def test_coolblue_belgium_2020_is_one_figure_of_three_numbers() -> None:
    event = event_of("M0234")
    assert sorted(ids(event)) == ["M0223", "M0234", "M0235", "M0239"]
    # Two outlets round the filed accounts, so three speak for 553.
    assert event.chosen.money == Money(Decimal(553_000_000), "EUR")
    assert amounts(event) == {"550000000 EUR": "rounding", "571000000 EUR": "restated"}


def test_coolblue_germany_2025_billion_is_a_target_apart_from_the_result() -> None:
    target, result = event_of("M0224"), event_of("M0269")
    assert target.chosen.basis is Basis.TARGET
    assert target.chosen.status is Status.PLANNED
    assert target.chosen.money == Money(Decimal(1_000_000_000), "EUR")
    assert result.chosen.money == Money(Decimal(307_000_000), "EUR")
    assert result.chosen.basis is not Basis.TARGET


def test_ceconomy_ebit_380_is_a_preliminary_form_of_378() -> None:
    event = event_of("M0158")
    assert sorted(ids(event)) == ["M0158", "M0164"]
    assert event.chosen.money == Money(Decimal(378_000_000), "EUR")
    assert event.chosen.basis is Basis.ADJUSTED
    assert amounts(event) == {"380000000 EUR": "preliminary"}


def test_first_french_mi_store_opened_on_sebastopol() -> None:
    event = event_of("M0802")
    assert event.chosen.status is Status.DONE
    assert str(event.chosen.event_date) == "2018-05-22"
    assert "Sébastopol" in event.chosen.place.address
    assert {"M0796", "M0800", "M0801"} <= set(ids(event))


def test_apple_champs_elysees_is_one_event_with_its_history() -> None:
    event = event_of("M0061")
    assert [mention.status for mention in event.mentions] == [
        Status.RUMOURED,
        Status.RUMOURED,
        Status.PLANNED,
        Status.ANNOUNCED,
        Status.DONE,
    ]
    assert is_stage(event)
    assert event.chosen.status is Status.DONE
    assert str(event.chosen.event_date) == "2018-11-18"
    assert event.chosen.place.address == "114 avenue des Champs-Élysées"
    assert not event.conflicts, "a plan that came true is history and no conflict"
    closing = event_of("M0026")
    assert closing is not event
    assert closing.chosen.event_type is EventType.STORE_CLOSING
    assert str(closing.chosen.event_date) == "2018-10-27"


@pytest.mark.parametrize("row", rows(CASES / "seed.csv"), ids=lambda row: row["mention_id"])
def test_seed_page_gives_its_seven_events(row: dict[str, str]) -> None:
    chosen = event_of(row["mention_id"]).chosen
    assert {
        "event_type": chosen.event_type.value,
        "company": chosen.company,
        "counterparty": "; ".join(chosen.counterparty),
        "status": chosen.status.value,
        "event_date": str(chosen.event_date),
        "country": chosen.place.country,
        "city": chosen.place.city,
        "metric": chosen.metric,
        "amount": str(chosen.money.amount) if chosen.money else "",
        "currency": chosen.money.currency if chosen.money else "",
        "period": str(chosen.period or ""),
    } == {key: value for key, value in row.items() if key != "mention_id"}


def test_seed_events_are_seven_different_ones() -> None:
    events = {event_of(row["mention_id"]).event_id for row in rows(CASES / "seed.csv")}
    assert len(events) == 7


def test_fnac_callao_reopening_shows_best_values_of_ten_mentions() -> None:
    event = event_of("M0405")
    assert len(event.mentions) == 10
    assert event.event_id == "E0402"
    assert event.chosen.mention_id in {"M0405", "M0996", "M0997"}
    assert str(event.chosen.event_date) == "2025-10-30"
    assert event.chosen.place.address == "Plaza de Callao 5"
    assert event.chosen.money == Money(Decimal(6_000_000), "EUR")
    assert event.chosen.metric == "investment"


def test_temporary_closing_is_marked_though_an_outlet_leaves_it_out() -> None:
    assert event_of("M0031").chosen.is_temporary
    assert event_of("M0391").chosen.is_temporary
    assert not event_of("M0393").chosen.is_temporary


def test_shelved_listing_is_cancelled_with_its_history() -> None:
    event = event_of("M0182")
    assert event.chosen.status is Status.CANCELLED
    assert [mention.status for mention in event.mentions][-1] is Status.CANCELLED
    assert str(event.chosen.event_date) == "2021-10-13"


def test_virgin_saint_lazare_ends_as_put_off() -> None:
    assert event_of("M0976").chosen.status is Status.CANCELLED


def test_takeover_in_steps_shows_newest_price_and_older_ones_as_preliminary() -> None:
    event = event_of("M0357")
    assert event.chosen.status is Status.DONE
    assert str(event.chosen.event_date) == "2016-04-26"
    assert event.chosen.money == Money(Decimal(1_160_000_000), "EUR")
    assert amounts(event) == {
        "720000000 EUR": "preliminary",
        "1040000000 EUR": "preliminary",
    }


def test_deal_from_both_sides_names_all_parties() -> None:
    event = event_of("M0413")
    names = {event.chosen.company, *event.chosen.counterparty}
    assert names == {"Fnac Darty", "BCC", "Mirage Retail Group"}


def test_open_takeover_keeps_the_day_of_its_announcement() -> None:
    assert str(event_of("M0493").chosen.event_date) == "2025-07-30"


def test_completion_of_a_takeover_does_not_take_the_date_of_its_announcement() -> None:
    assert str(event_of("M0411").chosen.event_date) == "2024"


def test_moved_plan_shows_its_newest_date() -> None:
    assert str(event_of("M0599").chosen.event_date) == "2027"


# --- laws ----------------------------------------------------------------------------------------


class Groups:
    """MediaMarkt and Saturn are banners of Ceconomy."""

    def groups(self, company: str, on: date) -> Collection[str]:
        return {company, "Ceconomy"} if company in ("MediaMarkt", "Saturn") else {company}

    def related(self, a: str, b: str, on: date) -> bool:
        return a in self.groups(b, on) or b in self.groups(a, on)


def metro_of(country: str, city: str) -> str:
    return "Paris" if city == "Puteaux" else city


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


def merged(mentions: list[Mention], decisions: Decisions = Decisions()) -> MergeResult:  # noqa: B008
    return merge_mentions(mentions, Groups(), decisions, metro_of)


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


# --- decisions and the report --------------------------------------------------------------------


def shop(mention_id: str, **changes: object) -> Mention:
    base = Mention(
        mention_id,
        EventType.STORE_OPENING,
        "Fnac",
        Status.DONE,
        event_date=PartialDate.parse("2018-05"),
        place=Place("FR", "Lyon", "rue Halévy"),
        summary="s",
        outlet=f"outlet of {mention_id}",
        source_url=f"https://example.org/{mention_id}",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_split_keeps_two_reports_of_one_place_apart() -> None:
    mentions = [shop("M0001"), shop("M0002")]
    assert len(merged(mentions).events) == 1
    split = Decision("split", ("M0001", "M0002"), "ground floor and basement")
    assert len(merged(mentions, Decisions(splits=(split,))).events) == 2


def test_split_through_a_third_mention_is_refused() -> None:
    mentions = [shop(f"M000{number}", place=Place()) for number in (1, 2, 3)]
    joins = (
        Decision("join", ("M0001", "M0002"), "x"),
        Decision("join", ("M0002", "M0003"), "x"),
    )
    split = Decision("split", ("M0001", "M0003"), "x")
    with pytest.raises(DataError, match="M0001 and M0003 are split"):
        merged(mentions, Decisions(joins, (split,)))


def test_pair_both_joined_and_split_is_refused() -> None:
    both = ("M0001", "M0002")
    decisions = Decisions((Decision("join", both, "x"),), (Decision("split", both, "x"),))
    with pytest.raises(DataError, match="both joined and split"):
        merged([shop("M0001"), shop("M0002")], decisions)


def test_two_mentions_of_one_name_are_refused() -> None:
    with pytest.raises(DataError, match="named M0001"):
        merged([shop("M0001"), shop("M0001", outlet="another")])


def test_decision_on_an_absent_mention_waits_for_it() -> None:
    joins = (Decision("join", ("M0001", "M0009"), "x"),)
    result = merged([shop("M0001")], Decisions(joins))
    assert len(result.events) == 1
    assert result.report.decisions_used == 0


HEADER = "kind,mention_id_1,mention_id_2,reason\n"


def test_decisions_are_read_with_their_pairs_in_order(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"{HEADER}join,M0002,M0001,one shop\nsplit,M0003,M0004,two\n", encoding="utf-8")
    decisions = load_decisions(path)
    assert decisions.joins == (Decision("join", ("M0001", "M0002"), "one shop"),)
    assert decisions.splits == (Decision("split", ("M0003", "M0004"), "two"),)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("merge,M0001,M0002,why", "kind"),
        ("join,M0001,,why", "mention_id_2"),
        ("join,M0001,M0001,why", "mention_id_2"),
        ("join,M0001,M0002,", "reason"),
        ("join,M0001,M0002,why\nsplit,M0002,M0001,why", "mention_id_2"),
    ],
)
def test_wrong_decision_is_named(tmp_path: Path, line: str, column: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"decisions\.csv line \d, column {column}, value"):
        load_decisions(path)


def test_report_counts_what_was_done() -> None:
    report = merge_data().report
    assert report.mentions == 1228
    assert report.events == len(merge_data().events)
    assert report.joined_stages + report.joined_figures == report.mentions - report.events
    assert report.joined_figures > 50
    assert report.decisions_used == len(load_decisions(DATA / "decisions.csv").joins)
    assert report.conflicts > 0
    assert report.rounding > 0
    assert report.temporary > 0
    assert report.networks > 0
    text = "\n".join(report.lines())
    assert f"1228 mentions became {report.events} events." in text
    assert f"recorded decisions: {report.decisions_used}" in text
    joined = report.joined_lines()
    assert len(joined) == report.mentions - report.events
    assert "M0213 + M0218: same figure" in joined
