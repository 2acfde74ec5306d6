"""Decisions of people about mentions, and the report of what was merged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.merge_cases import DATA, merge_data, merged
from vitrine.errors import DataError
from vitrine.event import (
    EventType,
    Mention,
    PartialDate,
    Place,
    Status,
)
from vitrine.merge import (
    Decision,
    Decisions,
    load_decisions,
)

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


def test_a_join_against_a_split_through_a_third_mention_is_told_and_left_out() -> None:
    mentions = [shop(f"M000{number}", place=Place()) for number in (1, 2, 3)]
    joins = (
        Decision("join", ("M0001", "M0002"), "x"),
        Decision("join", ("M0002", "M0003"), "x"),
    )
    split = Decision("split", ("M0001", "M0003"), "x")
    result = merged(mentions, Decisions(joins, (split,)))
    assert [len(event.mentions) for event in result.events] == [2, 1]
    (told,) = result.report.refused
    assert "M0002 and M0003 are not joined" in told and "M0001 and M0003" in told
    assert result.report.decisions_used == 1
    assert any(told in line for line in result.report.lines())


def test_a_join_of_what_the_rules_joined_to_a_split_one_is_left_out() -> None:
    """M0001 and M0002 are one shop by the rules, M0003 and M0004 another."""
    mentions = [shop("M0001"), shop("M0002"), *(
        shop(key, place=Place("FR", "Paris", "rue Bleue")) for key in ("M0003", "M0004")
    )]  # fmt: skip
    join = Decision("join", ("M0001", "M0003"), "x")
    split = Decision("split", ("M0002", "M0004"), "y")
    result = merged(mentions, Decisions((join,), (split,)))
    assert len(result.events) == 2 and len(result.report.refused) == 1
    assert len(merged(mentions, Decisions((join,))).events) == 1


def test_the_rules_give_way_to_what_decisions_say_together() -> None:
    """M0001 is not M0002, which is M0003: so M0001 is not M0003 either, whatever the rules say."""
    mentions = [shop(f"M000{number}") for number in (1, 2, 3)]
    join = Decision("join", ("M0002", "M0003"), "x")
    split = Decision("split", ("M0001", "M0002"), "y")
    result = merged(mentions, Decisions((join,), (split,)))
    groups = [[item.mention_id for item in event.mentions] for event in result.events]
    assert groups == [["M0001"], ["M0002", "M0003"]]
    assert result.report.refused == () and result.report.decisions_used == 1


def test_a_pair_both_joined_and_split_stays_apart_and_is_told() -> None:
    both = ("M0001", "M0002")
    decisions = Decisions((Decision("join", both, "x"),), (Decision("split", both, "x"),))
    result = merged([shop("M0001"), shop("M0002")], decisions)
    assert len(result.events) == 2 and len(result.report.refused) == 1


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
