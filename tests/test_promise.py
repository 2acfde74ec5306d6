"""The promise ledger judged by hand-made stories: outcomes, slips, first and last words."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.promise_cases import AS_OF, day, ledger, only, row
from vitrine.chart.promise import (
    Ledger,
    Opening,
    Outcome,
    Slip,
    judge,
    read_ledger,
)
from vitrine.event import PartialDate

# Judging


@pytest.mark.parametrize(
    ("promised", "seen", "outcome", "slip"),
    [
        ("2019-11", "2020-02-22", Outcome.LATE, Slip(84, 84)),
        ("2014-06-14", "2014-08", Outcome.LATE, Slip(48, 78)),
        ("2018-05-22", "2018-05-22", Outcome.KEPT, Slip(0, 0)),
        ("2018-11", "2018-11-30", Outcome.KEPT, Slip(0, 0)),
        ("2018-11", "2018-11", Outcome.KEPT, Slip(-29, 0)),
        ("2018", "2018-Q2", Outcome.KEPT, Slip(-274, -184)),
        ("2018-05-22", "2018-05", Outcome.UNCLEAR, Slip(-21, 9)),
        ("2018-05-22", "2018", Outcome.UNCLEAR, Slip(-141, 223)),
        ("2018", "2019", Outcome.LATE, Slip(1, 365)),
    ],
)
def test_opening_is_judged_at_the_precision_of_both_dates(
    promised: str, seen: str, outcome: Outcome, slip: Slip
) -> None:
    opening = Opening("E1", day(seen))
    assert judge(day(promised), day(promised), opening, False, AS_OF) == (outcome, slip)


def test_a_report_narrows_a_coarse_opening_date() -> None:
    opening = Opening("E1", day("2018"), day("2018-05-20"))
    outcome, slip = judge(day("2018-05-22"), day("2018-05-22"), opening, False, AS_OF)
    assert (outcome, slip) == (Outcome.KEPT, Slip(-141, -2))


def test_an_opening_without_date_is_in_time_only_if_it_was_reported_in_time() -> None:
    in_time = Opening("E1", None, day("2018-12"))
    too_late_to_tell = Opening("E1", None, day("2019-03"))
    promised = day("2018")
    assert judge(promised, promised, in_time, False, AS_OF) == (Outcome.KEPT, None)
    assert judge(promised, promised, too_late_to_tell, False, AS_OF) == (Outcome.UNCLEAR, None)


def test_a_date_is_open_until_its_last_day_has_passed() -> None:
    promised = day("2026-05")
    assert judge(promised, promised, None, False, date(2026, 5, 31))[0] is Outcome.OPEN
    assert judge(promised, promised, None, False, date(2026, 6, 1))[0] is Outcome.NOT_SEEN


def test_a_plan_put_off_to_a_coming_date_is_open() -> None:
    assert judge(day("2025"), day("2027"), None, False, AS_OF)[0] is Outcome.OPEN


def test_cancelled_counts_unless_the_shop_opened_all_the_same() -> None:
    promised = day("2025")
    assert judge(promised, promised, None, True, AS_OF)[0] is Outcome.CANCELLED
    opening = Opening("E1", day("2025-03"))
    assert judge(promised, promised, opening, True, AS_OF)[0] is Outcome.KEPT


days = st.dates(date(2009, 1, 1), date(2030, 12, 31))
precisions = st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"])
partial = st.builds(lambda value, form: day(value.strftime(form)), days, precisions)


@given(partial, partial, days)
def test_outcome_agrees_with_the_slip(promised: PartialDate, seen: PartialDate, on: date) -> None:
    outcome, slip = judge(promised, promised, Opening("E1", seen), False, on)
    assert slip is not None and slip.least <= slip.most
    expected = (
        Outcome.LATE if slip.least > 0 else Outcome.KEPT if slip.most <= 0 else Outcome.UNCLEAR
    )
    assert outcome is expected


@given(partial, partial, st.integers(1, 2000))
def test_a_later_opening_is_never_less_late(
    promised: PartialDate, seen: PartialDate, more: int
) -> None:
    shift = timedelta(days=more)
    later = PartialDate(seen.first + shift, seen.last + shift, seen.precision)
    _, before = judge(promised, promised, Opening("E1", seen), False, AS_OF)
    _, after = judge(promised, promised, Opening("E1", later), False, AS_OF)
    assert before and after
    assert (after.least - before.least, after.most - before.most) == (more, more)


@given(partial, days, days)
def test_not_seen_stays_not_seen_as_time_goes_on(
    promised: PartialDate, one: date, other: date
) -> None:
    earlier, later = sorted((one, other))
    if judge(promised, promised, None, False, earlier)[0] is Outcome.NOT_SEEN:
        assert judge(promised, promised, None, False, later)[0] is Outcome.NOT_SEEN


# Reading stories


def test_the_first_stated_date_counts_even_when_a_later_one_was_kept() -> None:
    promise = only(
        row("plan", "planned", "2019-06", "2019-05-26"),
        row("plan", "planned", "2019-07-05", "2019", step=2),
        row("seen", "done", "2019-07-05", "2019-07-05"),
    )
    assert str(promise.promised) == "2019-06"
    assert (promise.outcome, promise.slip) == (Outcome.LATE, Slip(5, 5))


def test_a_rumour_is_no_promise_when_the_company_speaks_later() -> None:
    promise = only(
        row("plan", "rumoured", "2013-12", "2011-01-17"),
        row("plan", "announced", "2014-06-21", "2014-06-20", step=2),
        row("seen", "done", "2014-06-21", "2014-06-21"),
    )
    assert str(promise.promised) == "2014-06-21"
    assert promise.outcome is Outcome.KEPT and not promise.is_rumour


def test_rumours_alone_are_shown_but_not_counted() -> None:
    found = ledger(row("plan", "rumoured", "2016", "2015-09-04"))
    assert found.promises[0].is_rumour
    assert found.count(Outcome.NOT_SEEN) == 0 and found.past_count == 0


def test_a_plan_without_a_date_is_counted_apart() -> None:
    found = ledger(row("plan", "announced", None, "2025-09-11"))
    assert (found.promises, found.undated) == ((), 1)


def test_a_plan_long_after_the_opening_means_the_next_opening() -> None:
    found = ledger(
        row("plan", "rumoured", "2011", "2011-02-07"),
        row("seen", "done", "2011", "2011-12-20"),
        row("plan", "planned", "2024-05", "2023-06", event_id="E2"),
    )
    assert [(str(item.promised), item.outcome) for item in found.promises] == [
        ("2024-05", Outcome.NOT_SEEN),
        ("2011", Outcome.KEPT),
    ]


def test_a_closing_proves_that_the_shop_had_opened() -> None:
    promise = only(
        row("plan", "planned", "2018", "2018"),
        row("end", "done", "2022-08-23", None, event_id="E2"),
    )
    assert promise.outcome is Outcome.UNCLEAR
    assert promise.event_id == "E2"


def test_the_last_word_cancels_a_plan() -> None:
    promise = only(
        row("plan", "announced", "2020-12-18", "2020-11"),
        row("plan", "cancelled", None, "2020-12", step=2),
    )
    assert promise.outcome is Outcome.CANCELLED


def test_broken_dates_are_left_out_and_break_nothing() -> None:
    found = ledger(row("plan", "planned", "soon", "2020"), row("plan", "planned", None, None))
    assert (found.promises, found.undated) == ((), 1)


def test_no_rows_make_an_empty_ledger() -> None:
    assert read_ledger(pd.DataFrame(), AS_OF) == Ledger(())
