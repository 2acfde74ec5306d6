"""The single rules of merging: addresses, times, and which value an event shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.event import (
    Basis,
    Conflict,
    EventType,
    GeoPrecision,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
)
from vitrine.merge import Decisions, merge_mentions
from vitrine.merge.address import Likeness, compare, is_vague
from vitrine.merge.choose import choose, final_status, find_conflicts
from vitrine.merge.join import judge
from vitrine.merge.timing import Fit, fit, report_day
from vitrine.merge.verdict import Link, World, is_rounding

SAME = [
    ("Puerta del Sol 1", "Puerta del Sol 1, whole building"),
    ("rue Halévy, Opéra", "12 rue Halévy"),
    ("Calle de Cristóbal Colón 25", "Calle Colón"),
    ("Plaza de Cataluña", "Plaça de Catalunya 9"),
    ("Haagse Passage", "Passage 39"),
    ("Les Quatre Temps, La Défense", "Les Quatre Temps, 15 Parvis de La Défense"),
    ("La Défense", "Les Quatre Temps, La Défense"),
    ("Madrid Xanadú", "intu Xanadú"),
    ("Vélizy 2", "Westfield Vélizy 2"),
    ("Centro comercial La Gavia", "La Gavia"),
    ("3 boulevard Malesherbes", "3-5 boulevard Malesherbes"),
    ("Champs-Élysées", "74 avenue des Champs-Élysées"),
    ("Gare du Nord", "Gare du Nord, Hall 1"),
    ("La Rambla 131", "Rambla de Canaletes 131"),
    ("Gran Vía 48", "Gran Vía"),
    ("Rue Saint-Charles, Beaugrenelle", "Beaugrenelle"),
]
DIFFERENT = [
    ("100 avenue des Champs-Élysées", "125 avenue des Champs-Élysées"),
    ("Carrousel du Louvre", "114 avenue des Champs-Élysées"),
    ("Gran Plaza 2", "Gran Vía 48"),
    ("Boulevard de Sébastopol", "Forum des Halles"),
    ("Les Quatre Temps, La Défense", "CNIT, La Défense"),
    ("La Maquinista", "Passeig de Gràcia 1"),
    ("Calle de Serrano 3", "Calle de Arapiles 10"),
    ("Centre commercial Italie 2", "Centre commercial Le Millénaire"),
]
VAGUE = [
    ("", "12 rue Halévy"),
    ("", ""),
    ("9e arrondissement", "Boulevard Haussmann"),
    ("Quartier de la Madeleine", "Place de la Madeleine"),
    ("rue Sébastopol", "Boulevard de Sébastopol"),
]


@pytest.mark.parametrize(("pair", "likeness"), [(p, Likeness.SAME) for p in SAME])
def test_spellings_of_one_place_are_recognised(pair: tuple[str, str], likeness: Likeness) -> None:
    assert compare(*pair) is likeness


@pytest.mark.parametrize("pair", DIFFERENT)
def test_two_places_are_told_apart(pair: tuple[str, str]) -> None:
    assert compare(*pair) is Likeness.DIFFERENT


@pytest.mark.parametrize("pair", VAGUE)
def test_an_address_that_does_not_say_which_place_stays_vague(pair: tuple[str, str]) -> None:
    assert compare(*pair) is Likeness.VAGUE


def test_the_name_of_the_town_does_not_make_two_malls_one() -> None:
    assert compare("Madrid Xanadú", "Madrid La Gavia", ("Madrid",)) is Likeness.DIFFERENT
    assert compare("Vélizy 2", "Westfield Vélizy 2", ("Vélizy-Villacoublay",)) is Likeness.SAME


def test_a_shopping_district_is_a_place_and_a_district_is_none() -> None:
    assert not is_vague("CityLife Shopping District")
    assert is_vague("Quartier de l'Opéra")


address_texts = st.lists(
    st.sampled_from(
        ["rue", "Halévy", "12", "14", "Gran", "Vía", ",", "Saint", "La", "Défense", "ß"]
    ),
    max_size=6,
).map(" ".join)


@given(address_texts, address_texts)
def test_comparing_addresses_works_both_ways_round(a: str, b: str) -> None:
    assert compare(a, b) is compare(b, a)


@given(address_texts)
def test_an_address_is_never_different_from_itself(a: str) -> None:
    assert compare(a, a) is (Likeness.VAGUE if is_vague(a) else Likeness.SAME)


def mention(
    status: str = "done", when: str = "", published: str = "", **changes: object
) -> Mention:
    base = Mention(
        "M0001",
        EventType.STORE_OPENING,
        "Fnac",
        Status(status),
        event_date=PartialDate.parse(when) if when else None,
        place=Place("FR", "Lyon", "rue Halévy"),
        published=PartialDate.parse(published) if published else None,
        outlet="A",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


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


def figure(amount: int, number: int = 1, **changes: object) -> Mention:
    base = Mention(
        f"M{number:04d}",
        EventType.RESULTS,
        "Fnac",
        Status.DONE,
        metric="revenue",
        money=Money(Decimal(amount), "EUR"),
        period=Period.parse("FY2017"),
        outlet=f"outlet {number}",
        source_url=f"https://example.org/{number}",
        published=PartialDate.parse("2018-06"),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


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


def euros(value: int) -> Money:
    return Money(Decimal(value), "EUR")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (380, 378, True),
        (550, 553, True),
        (311, 309, False),
        (584_000, 584_800, True),
        (500, 553, False),
        (425, 424, False),
        (0, 0, False),
    ],
)
def test_rounding_is_told_from_conflict(a: int, b: int, expected: bool) -> None:
    assert is_rounding(euros(a), euros(b)) is expected
    assert is_rounding(euros(b), euros(a)) is expected


def test_the_number_that_most_outlets_give_is_shown() -> None:
    story = [figure(309_000_000), figure(311_000_000, 2), figure(311_000_000, 3)]
    assert choose(story).money == euros(311_000_000)
    assert find_conflicts(choose(story), story) == (
        Conflict("amount", "309000000 EUR", "M0001", "conflict"),
    )


def test_two_mentions_of_one_outlet_count_once() -> None:
    story = [
        figure(309_000_000),
        figure(311_000_000, 2, outlet="B", published=PartialDate.parse("2019")),
        figure(311_000_000, 3, outlet="B", published=PartialDate.parse("2019")),
    ]
    assert choose(story).money == euros(309_000_000)


def test_a_rounding_speaks_for_the_finer_number() -> None:
    story = [figure(550_000_000), figure(553_000_000, 2), figure(571_000_000, 3)]
    assert choose(story).money == euros(553_000_000)
    kinds = {item.value: item.kind for item in find_conflicts(choose(story), story)}
    assert kinds == {"550000000 EUR": "rounding", "571000000 EUR": "conflict"}


def test_a_number_rounded_twice_is_no_conflict() -> None:
    story = [figure(2_349_000_000), figure(2_350_000_000, 2), figure(2_400_000_000, 3)]
    chosen = choose(story)
    assert chosen.money == euros(2_349_000_000)
    assert {item.kind for item in find_conflicts(chosen, story)} == {"rounding"}


def test_a_reported_figure_goes_before_a_preliminary_one_of_more_outlets() -> None:
    story = [
        figure(380_000_000, 1, basis=Basis.PRELIMINARY),
        figure(380_000_000, 2, status=Status.ANNOUNCED),
        figure(377_000_000, 3),
    ]
    chosen = choose(story)
    assert chosen.money == euros(377_000_000)
    assert chosen.status is Status.DONE
    assert {item.kind for item in find_conflicts(chosen, story)} == {"preliminary"}


def test_the_earliest_article_decides_between_equals_and_about_counts_less() -> None:
    late = figure(311_000_000, 1, published=PartialDate.parse("2019-03"))
    early = figure(309_000_000, 2, published=PartialDate.parse("2018-06-15"))
    assert choose([late, early]).money == early.money
    assert choose([late, replace(early, is_approx=True)]).money == late.money


def test_about_a_number_is_a_rounding_of_one_close_to_it() -> None:
    story = [figure(424_000_000), figure(425_000_000, 2, is_approx=True)]
    assert [item.kind for item in find_conflicts(choose(story), story)] == ["rounding"]
    story = [figure(424_000_000), figure(475_000_000, 2, is_approx=True)]
    assert [item.kind for item in find_conflicts(choose(story), story)] == ["conflict"]


def test_adjusted_note_and_change_are_taken_over_from_an_equal_figure() -> None:
    story = [
        figure(378_000_000, 1),
        figure(378_000_000, 2, basis=Basis.ADJUSTED, change_pct=Decimal(24), scope_note="n"),
    ]
    chosen = choose(story)
    assert (chosen.basis, chosen.change_pct, chosen.scope_note) == (Basis.ADJUSTED, 24, "n")


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ([("rumoured", "", "2016"), ("announced", "", "2018")], Status.ANNOUNCED),
        ([("done", "", "2018"), ("announced", "", "2019")], Status.DONE),
        ([("announced", "", "2021-10-01"), ("cancelled", "", "2021-10-13")], Status.CANCELLED),
        ([("cancelled", "", "2020"), ("announced", "", "2021")], Status.ANNOUNCED),
        ([("announced", "", "2012-03-21"), ("cancelled", "", "2012-03")], Status.CANCELLED),
        ([("cancelled", "", "2012"), ("done", "2012-11", "2012-11")], Status.DONE),
        ([("done", "2012-11", "2012-11"), ("cancelled", "", "2013")], Status.CANCELLED),
    ],
)
def test_the_latest_status_counts(story: list[tuple[str, ...]], expected: Status) -> None:
    mentions = [mention(*item) for item in story]
    assert final_status(mentions) is expected
    assert final_status(mentions[::-1]) is expected


def test_done_after_cancelled_is_shown_as_a_conflict() -> None:
    story = [mention("cancelled", "", "2012"), mention("done", "2012-11", "2012-11")]
    assert find_conflicts(choose(story), story) == (
        Conflict("status", "cancelled", "M0001", "conflict"),
    )


def test_the_fact_gives_the_date_and_a_firm_plan_sharpens_it() -> None:
    done = mention("done", "2015-09", "2015-09")
    announced = mention("announced", "2015-09-19", "2015-09-04")
    assert str(choose([announced, done]).event_date) == "2015-09-19"
    rumoured = replace(announced, status=Status.RUMOURED)
    assert str(choose([rumoured, done]).event_date) == "2015-09"
    missed = mention("announced", "2015-08-19", "2015-07")
    assert str(choose([missed, done]).event_date) == "2015-09"


def test_a_fact_without_a_date_never_takes_that_of_a_wish() -> None:
    fact = mention("done", "", "2018-03")
    assert choose([mention("planned", "2017-06", "2017"), fact]).event_date is None
    assert str(choose([mention("announced", "2017-06", "2017"), fact]).event_date) == "2017-06"


def test_two_days_of_one_fact_are_a_conflict_and_most_outlets_win() -> None:
    story = [
        mention("done", "2018-05-20", outlet="A"),
        mention("done", "2018-05-22", outlet="B"),
        mention("done", "2018-05", outlet="C"),
        mention("done", "2018-05-22", outlet="D"),
    ]
    chosen = choose(story)
    assert str(chosen.event_date) == "2018-05-22"
    assert find_conflicts(chosen, story) == (
        Conflict("event_date", "2018-05-20", "M0001", "conflict"),
    )


def test_the_most_exact_point_and_address_are_shown() -> None:
    rough = Place("FR", "Paris", "Champs-Élysées", 48.85, 2.35, GeoPrecision.CITY)
    exact = Place(
        "FR", "Paris", "114 avenue des Champs-Élysées", 48.871, 2.303, GeoPrecision.STREET
    )
    story = [mention("rumoured", "", "2016", place=exact), mention("done", "2018", place=rough)]
    chosen = choose(story)
    assert chosen.status is Status.DONE
    assert chosen.place == exact


def test_the_house_number_may_come_from_another_mention_than_the_point() -> None:
    point = Place("FR", "Paris", "avenue de l'Opéra", 48.87, 2.33, GeoPrecision.STREET)
    number = Place("FR", "Paris", "49 avenue de l'Opéra", 48.85, 2.35, GeoPrecision.CITY)
    story = [mention("done", "2019", place=point), mention("done", "2019", place=number)]
    assert choose(story).place == replace(point, address="49 avenue de l'Opéra")


def test_one_outlet_is_enough_to_mark_works() -> None:
    story = [
        mention("done", "2019-01-01"),
        mention("announced", "2019", is_temporary=True),
    ]
    assert choose(story).is_temporary
    assert not choose(story[:1]).is_temporary


def test_counterparties_of_all_mentions_are_named_once() -> None:
    story = [
        mention("announced", counterparty=("Mirage", "BCC")),
        mention("done", counterparty=("BCC", "Fnac")),
    ]
    assert choose(story).counterparty == ("BCC", "Mirage")
