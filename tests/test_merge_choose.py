"""Which value an event shows, what is a rounding, and what stays a conflict."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.merge_cases import figure, mention
from vitrine.event import (
    Basis,
    Conflict,
    GeoPrecision,
    Money,
    PartialDate,
    Place,
    Status,
)
from vitrine.merge.choose import choose, final_status, find_conflicts
from vitrine.merge.verdict import is_rounding


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
