"""Whether two mentions are one event: times, shops, figures, deals, people, listings, rounds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

import pytest

from tests.merge_cases import figure, mention
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
from vitrine.merge import Decisions, merge_mentions
from vitrine.merge.join import judge
from vitrine.merge.timing import Fit, fit, report_day
from vitrine.merge.verdict import Link, World

FITS = [
    # Two facts.
    (("done", "2018-05-22"), ("done", "2018-05-22"), Fit.SAME_DAY),
    (("done", "2018-05-22"), ("done", "2018"), Fit.OVERLAP),
    (("done", "2018-05-22"), ("done", "2018-05-30"), Fit.STAGE),
    (("done", "2018-05-22"), ("done", "2018-07-30"), Fit.CLASH),
    (("done", "1993-12"), ("done", "2025-10-30"), Fit.CLASH),
    (("done", "2018-05-22"), ("done", "", "2019-01"), Fit.UNDATED),
    (("done", "2018-05-22"), ("done", "", "2018-04"), Fit.CLASH),
    (("done", "2010"), ("done", "", "2019"), Fit.UNKNOWN),
    # A plan and a fact.
    (("planned", "2013", "2012"), ("done", "2014-06-21"), Fit.STAGE),
    (("planned", "2014-06-21", "2014"), ("done", "2014-06-21"), Fit.SAME_DAY),
    (("rumoured", "2018", "2016"), ("done", "2018-11-18"), Fit.OVERLAP),
    (("planned", "2010", "2009"), ("done", "2014"), Fit.CLASH),
    (("planned", "2019-12", "2018"), ("done", "2018-05"), Fit.CLASH),
    (("planned", "2018-07", "2018-01"), ("done", "2018-05"), Fit.STAGE),
    (("rumoured", "", "2011-01-17"), ("done", "2014-06-21"), Fit.STAGE),
    (("rumoured", "", "2008-01-17"), ("done", "2014-06-21"), Fit.CLASH),
    (("announced", "2025-11-21", "2025-11-19"), ("done", "2025-11-15"), Fit.STAGE),
    (("planned", "2025", "2025-10-30"), ("done", "2025-09-27"), Fit.CLASH),
    (("planned", ""), ("done", "", "2018-03"), Fit.UNDATED),
    # Two plans.
    (("announced", "2026"), ("planned", "2027"), Fit.STAGE),
    (("planned", "2018"), ("planned", "2025-12"), Fit.CLASH),
    (("planned", "", "2018"), ("planned", "2025-12"), Fit.CLASH),
    (("rumoured", "", "2023-05"), ("rumoured", "", "2023-06"), Fit.STAGE),
]


@pytest.mark.parametrize(("a", "b", "expected"), FITS)
def test_times_fit_one_event_or_clash(
    a: tuple[str, ...], b: tuple[str, ...], expected: Fit
) -> None:
    assert fit(mention(*a), mention(*b)) is expected
    assert fit(mention(*b), mention(*a)) is expected


def test_a_coarse_report_of_a_fact_is_put_on_the_day_of_the_fact() -> None:
    assert report_day(mention("done", "2018-05-22", "2018")) == date(2018, 5, 22)
    assert report_day(mention("planned", "2018-05-22", "2018")) == date(2018, 1, 1)
    assert report_day(mention("planned")) < report_day(mention("done"))
    agreed = mention("announced", "2018-05-22", "2018", event_type=EventType.ACQUISITION)
    assert report_day(agreed) == date(2018, 5, 22)


class Groups:
    def groups(self, company: str, on: date) -> Collection[str]:
        return {company, "Fnac Darty"} if company == "Fnac" and on.year >= 2012 else {company}

    def related(self, a: str, b: str, on: date) -> bool:
        return a in self.groups(b, on) or b in self.groups(a, on)


def link(a: Mention, b: Mention) -> Link:
    world = World(Groups(), lambda country, city: "Paris" if city == "Puteaux" else city)
    forth, back = judge(a, b, world), judge(b, a, world)
    assert forth == back
    return forth.link


def test_a_shop_of_the_group_is_the_shop_of_its_banner_while_it_belongs_to_it() -> None:
    banner, group = mention(when="2018-05"), mention(when="2018-05", company="Fnac Darty")
    assert link(banner, group) is Link.JOIN
    early = {"event_date": PartialDate.parse("2001"), "company": "Fnac Darty"}
    assert link(mention(when="2001"), mention(**early)) is Link.APART


def test_two_plans_without_a_street_are_never_joined() -> None:
    nowhere = Place("FR", "Lyon")
    first = mention("planned", "2019", "2018", place=nowhere)
    second = mention("rumoured", "2019", "2018", place=nowhere)
    assert link(first, second) not in (Link.JOIN, Link.WEAK)
    announced = mention("announced", "2019", "2018", place=nowhere)
    assert link(first, announced) not in (Link.JOIN, Link.WEAK)


def test_a_count_of_shops_is_none_of_them() -> None:
    count = mention("done", "2018-05", count=3)
    assert link(count, mention("done", "2018-05")) is Link.APART
    country = mention("done", "2018-05", place=Place("FR"))
    assert link(country, mention("done", "2018-05")) is Link.APART


def test_one_article_lists_each_shop_once() -> None:
    here = {"source_url": "https://example.org/list"}
    listed = mention("done", "2013", place=Place("FR", "Lyon"), **here)
    assert link(listed, mention("done", "2013", **here)) is Link.APART
    assert link(listed, mention("done", "2013")) is Link.WEAK


def test_the_main_town_may_stand_for_a_suburb_on_one_day() -> None:
    town = mention("done", "2018-02-24", place=Place("FR", "Paris"))
    suburb = mention("done", "2018-02-24", place=Place("FR", "Puteaux", "Les Quatre Temps"))
    assert link(town, suburb) is Link.WEAK
    assert link(mention("done", "2018-02-25", place=Place("FR", "Paris")), suburb) is Link.APART
    vague_suburb = mention("done", "2018-02-24", place=Place("FR", "Puteaux"))
    exact_town = mention("done", "2018-02-24", place=Place("FR", "Paris", "rue Halévy"))
    assert link(vague_suburb, exact_town) is Link.APART


def test_opening_and_closing_are_two_events() -> None:
    closing = mention("done", "2018-05", event_type=EventType.STORE_CLOSING)
    assert link(mention("done", "2018-05"), closing) is Link.APART


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Link.JOIN),
        ({"status": Status.PLANNED}, Link.APART),
        ({"basis": Basis.TARGET}, Link.APART),
        ({"metric": "ebit"}, Link.APART),
        ({"place": Place("BE")}, Link.APART),
        ({"period": Period.parse("FY2018")}, Link.APART),
        ({"period": Period.parse("2017-H1")}, Link.APART),
        ({"scope_note": "with Unieuro"}, Link.APART),
        ({"basis": Basis.ADJUSTED}, Link.APART),
        ({"basis": Basis.PRELIMINARY}, Link.JOIN),
        ({"basis": Basis.RESTATED, "scope_note": "new perimeter"}, Link.JOIN),
        ({"source_url": "https://example.org/1"}, Link.APART),
        ({"money": Money(Decimal(290_000_000), "GBP")}, Link.NONE),
        ({"company": "Darty"}, Link.APART),
    ],
)
def test_figures_are_one_only_if_they_are_alike(change: dict[str, object], expected: Link) -> None:
    assert link(figure(311_000_000), figure(290_000_000, 2, **change)) is expected


def test_an_unmarked_figure_joins_an_adjusted_one_that_is_close() -> None:
    adjusted = figure(378_000_000, 2, basis=Basis.ADJUSTED)
    assert link(figure(380_000_000), adjusted) is Link.JOIN
    assert link(figure(335_000_000), adjusted) is Link.APART


def test_a_note_on_the_perimeter_matters_less_if_the_numbers_agree() -> None:
    noted = figure(399_000_000, 2, scope_note="without the stake")
    assert link(figure(400_000_000), noted) is Link.JOIN
    assert link(figure(419_000_000, scope_note="with the stake"), noted) is Link.APART


def test_a_coarse_figure_joins_the_closest_of_two_that_are_apart() -> None:
    here = {"source_url": "https://example.org/both"}
    wide, coarse, narrow = figure(8_200, 1, **here), figure(8_000, 2), figure(7_930, 3, **here)
    events = merge_mentions([wide, coarse, narrow], Groups(), Decisions()).events
    assert [[m.mention_id for m in event.mentions] for event in events] == [
        ["M0001"],
        ["M0002", "M0003"],
    ]


def deal(status: str, when: str, published: str = "", **changes: object) -> Mention:
    parties = {"event_type": EventType.ACQUISITION, "counterparty": ("Darty",), "place": Place()}
    return mention(status, when, published, **{**parties, **changes})


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (deal("announced", "2015"), deal("done", "2016-04-26"), Link.JOIN),
        (deal("announced", "2015"), deal("done", "2019"), Link.APART),
        (deal("announced", "2016-04-21"), deal("announced", "2016-10"), Link.JOIN),
        (deal("announced", "2016-04-21"), deal("announced", "2019"), Link.APART),
        (deal("done", "2016"), deal("done", "2016-04-26"), Link.JOIN),
        (deal("done", "2016-02"), deal("done", "2016-04-26"), Link.APART),
        (deal("done", "2016-04-26"), deal("announced", "2017", "2017"), Link.APART),
        (deal("done", "2016"), deal("done", "2016", metric="valuation"), Link.APART),
        (deal("done", "2016"), deal("done", "2016", place=Place("ES")), Link.JOIN),
        (
            deal("done", "2016", place=Place("PT")),
            deal("done", "2016", place=Place("ES")),
            Link.APART,
        ),
        (deal("done", "2016"), deal("done", "2016", counterparty=("BCC",)), Link.NONE),
        (
            deal("done", "2016"),
            deal(
                "done",
                "2016",
                event_type=EventType.DIVESTITURE,
                company="Darty",
                counterparty=("Fnac",),
            ),
            Link.JOIN,
        ),
        (
            deal("done", "2016"),
            deal("done", "2016", event_type=EventType.DIVESTITURE),
            Link.APART,
        ),
    ],
)
def test_deals_are_one_by_parties_and_time(a: Mention, b: Mention, expected: Link) -> None:
    assert link(a, b) is expected


def person(when: str, *names: str) -> Mention:
    return mention("done", when, event_type=EventType.LEADERSHIP, counterparty=names)


def test_leaders_are_one_event_by_name_and_half_year() -> None:
    assert link(person("2018-07", "De Clercq"), person("2018-09", "De Clercq")) is Link.JOIN
    assert link(person("2018-07", "De Clercq"), person("2019-09", "De Clercq")) is Link.APART
    assert link(person("2018-07", "De Clercq"), person("2018-07", "Zwart")) is Link.APART
    assert link(person("2018-07"), person("2018-07")) is Link.APART


def listing(status: str, when: str, published: str = "") -> Mention:
    return mention(status, when, published, event_type=EventType.IPO, place=Place())


def test_a_listing_planned_after_the_listing_is_another_one() -> None:
    assert link(listing("planned", "2018-07", "2018-05"), listing("done", "2018-07")) is Link.JOIN
    late = listing("planned", "2019-06", "2019-02")
    assert link(late, listing("done", "2018-07")) is Link.APART
    assert link(listing("planned", "2021"), listing("done", "2018-07")) is Link.APART


def round_of(amount: int, when: str, *investors: str, **changes: object) -> Mention:
    money = Money(Decimal(amount), "EUR")
    values = {"event_type": EventType.FUNDING, "money": money, "metric": "funding_amount"}
    return mention("done", when, counterparty=investors, **{**values, **changes})


def test_funding_is_one_round_by_date_and_amount_or_investor() -> None:
    first = round_of(15_600_000, "2020-03", "Evli")
    assert link(first, round_of(17_000_000, "2020-03")) is Link.JOIN
    assert link(first, round_of(45_000_000, "2020-03", "Evli")) is Link.JOIN
    assert link(first, round_of(45_000_000, "2020-03")) is Link.NONE
    assert link(first, round_of(15_600_000, "2020-08", "Evli")) is Link.APART
    assert link(first, round_of(15_600_000, "2020-03", metric="valuation")) is Link.APART


def other(kind: EventType, when: str, **changes: object) -> Mention:
    return mention("done", when, event_type=kind, **{"place": Place("BE"), **changes})


def test_job_cuts_of_one_month_are_one_and_strategies_need_a_number() -> None:
    cut, plan = EventType.RESTRUCTURING, EventType.STRATEGY
    assert link(other(cut, "2023-01"), other(cut, "2023-01-10")) is Link.JOIN
    assert link(other(cut, "2023"), other(cut, "2023-01")) is Link.NONE
    assert link(other(cut, "2023", count=93), other(cut, "2023-01", count=93)) is Link.JOIN
    assert link(other(cut, "2023-01"), other(cut, "2023-02")) is Link.NONE
    assert link(other(plan, "2023-01"), other(plan, "2023-01")) is Link.NONE
    assert link(other(plan, "2023-01", count=36), other(plan, "2023-01", count=36)) is Link.JOIN
    assert link(other(cut, "2023-01"), other(cut, "2023-01", place=Place("FR"))) is Link.APART


def test_a_market_is_entered_once_and_again_years_later() -> None:
    entry = EventType.MARKET_ENTRY
    assert link(other(entry, "2020"), other(entry, "2020-07-14")) is Link.JOIN
    assert link(other(entry, "2020"), other(entry, "2025")) is Link.APART
    assert link(other(entry, "2020"), other(entry, "2020", place=Place("DE"))) is Link.APART
