"""The promise ledger: judged by hand-made stories, and by shops whose story is known."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.chart.promise import (
    Ledger,
    Opening,
    Outcome,
    Promise,
    Slip,
    judge,
    read_ledger,
)
from vitrine.chart.promise_network import (
    NetworkPlan,
    judge_network,
    network_scene,
    read_network_plans,
)
from vitrine.chart.promise_scene import COLORS, ledger_scene
from vitrine.chart.promise_text import fit, ledger_finding, outcome_text, slip_text
from vitrine.chart.scene import Bar, Dot, Footer, Label, text_width_px
from vitrine.database import Snapshot
from vitrine.event import PartialDate
from vitrine.export.picture import picture_of
from vitrine.filters import Filters, sql_params
from vitrine.locale import LANGUAGES, load_locale

AS_OF = date(2026, 5, 29)
ENGLISH = load_locale("en")
day = PartialDate.parse


def row(
    part: str, status: str, date_text: str | None, reported: str | None, **more: object
) -> dict:
    """Return one row of queries/promise_mention.sql."""
    return {
        "unit_id": "E1",
        "part": part,
        "event_id": "E1",
        "company": "Huawei",
        "country": "ES",
        "city": "Barcelona",
        "address": "Plaça de Catalunya",
        "status": status,
        "date_text": date_text,
        "reported_text": reported,
        "is_temporary": False,
        "outlets": "ABC",
        "source_url": "https://example.com/a",
        "step": 1,
        "unit_total": 1,
        **more,
    }


def ledger(*rows: dict, as_of: date = AS_OF) -> Ledger:
    return read_ledger(pd.DataFrame(list(rows)), as_of)


def only(*rows: dict, as_of: date = AS_OF) -> Promise:
    (promise,) = ledger(*rows, as_of=as_of).promises
    return promise


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


# Words


@pytest.mark.parametrize(
    ("slip", "text"),
    [
        (Slip(84, 84), "84 days late"),
        (Slip(1, 1), "1 day late"),
        (Slip(48, 78), "48–78 days late"),
        (Slip(337, 337), "about 11 months late"),
        (Slip(1, 366), "up to 12 months late"),
        (Slip(427, 457), "14–15 months late"),
        (Slip(900, 1200), "2–3 years late"),
        (Slip(-10, 0), ""),
        (None, ""),
    ],
)
def test_lateness_is_told_as_exactly_as_it_is_known(slip: Slip | None, text: str) -> None:
    assert slip_text(slip, ENGLISH) == text


@given(st.integers(-400, 3000), st.integers(0, 800))
def test_lateness_has_words_in_every_language(least: int, width: int) -> None:
    for language in LANGUAGES:
        text = slip_text(Slip(least, least + width), load_locale(language))
        assert bool(text) == (least + width > 0)
        assert "{" not in text


def test_title_names_what_is_past_its_date() -> None:
    found = ledger(
        row("plan", "planned", "2019-11", "2019-06-23"),
        row("seen", "done", "2020-02-22", "2020-02"),
        row("plan", "planned", "2021-02", "2020-07-23", unit_id="E9", event_id="E9"),
    )
    assert ledger_finding(found, "Huawei", ENGLISH) == (
        "Huawei: 2 store openings are past their promised date: 1 late and 1 not seen"
    )
    assert outcome_text(found.promises[1], ENGLISH) == (
        "84 days late (November 2019 → 22 February 2020)"
    )
    assert outcome_text(found.promises[0], ENGLISH) == "no opening seen (promised February 2021)"


def test_title_without_any_past_date_counts_what_is_coming() -> None:
    found = ledger(row("plan", "planned", "2027", "2026-01"))
    assert ledger_finding(found, "Huawei", ENGLISH) == (
        "Huawei: 1 promised store opening is not due yet"
    )


@given(st.text(max_size=60), st.floats(0, 300))
def test_fitted_text_fits(text: str, room: float) -> None:
    fitted = fit(text, room, 12)
    assert fitted == text or fitted == "…" or text_width_px(fitted, 12) <= room


# The real stories


def ask(snapshot: Snapshot, name: str, filters: Filters, **params: object) -> pd.DataFrame:
    return snapshot.ask(name, params | sql_params(filters)).frame


def real_ledger(snapshot: Snapshot, **filters: object) -> Ledger:
    found = Filters(**filters)  # type: ignore[arg-type]
    return read_ledger(ask(snapshot, "promise_mention", found, row_limit=300), AS_OF)


def promise_at(found: Ledger, city: str, promised: str) -> Promise:
    (promise,) = (
        item for item in found.promises if item.city == city and str(item.promised) == promised
    )
    return promise


REAL = [
    ("Huawei", "Barcelona", "2019-11", "2020-02-22", Outcome.LATE, (84, 84)),
    ("Huawei", "Milano", "2017-11-30", "2017-12", Outcome.LATE, (1, 31)),
    ("Apple", "Den Haag", "2014-06-14", "2014-08", Outcome.LATE, (48, 78)),
    ("Apple", "Bruxelles", "2015-09-19", "2015-09-19", Outcome.KEPT, (0, 0)),
    ("Xiaomi", "Paris", "2018-05-22", "2018-05-22", Outcome.KEPT, (0, 0)),
    ("Xiaomi", "Düsseldorf", "2020", "2020-07-23", Outcome.KEPT, (-161, -161)),
    ("Coolblue", "Frankfurt am Main", "2024", "2024", Outcome.KEPT, (-366, 0)),
    ("Coolblue", "Bruxelles", "2019", "2020", Outcome.LATE, (1, 366)),
]


@pytest.mark.parametrize(("company", "city", "promised", "seen", "outcome", "span"), REAL)
def test_known_shops_come_out_as_they_did(
    real_snapshot: Snapshot,
    company: str,
    city: str,
    promised: str,
    seen: str,
    outcome: Outcome,
    span: tuple[int, int],
) -> None:
    promise = promise_at(real_ledger(real_snapshot, companies=(company,)), city, promised)
    assert promise.opening is not None and promise.opening.day is not None
    assert day(seen).contains(promise.opening.day)
    assert promise.outcome is outcome
    assert promise.slip is not None
    assert span[0] <= promise.slip.least <= promise.slip.most <= span[1]
    assert promise.source_url.startswith("http") and promise.outlets


def test_shops_whose_date_lies_ahead_are_open(real_snapshot: Snapshot) -> None:
    found = real_ledger(real_snapshot, companies=("Coolblue",))
    assert promise_at(found, "Dresden", "2026").outcome is Outcome.OPEN
    moved = promise_at(real_ledger(real_snapshot, companies=("MediaMarkt",)), "Barcelona", "2026")
    assert (moved.outcome, str(moved.latest)) == (Outcome.OPEN, "2027")


def test_filtering_plans_does_not_hide_their_openings(real_snapshot: Snapshot) -> None:
    everything = real_ledger(real_snapshot, companies=("Huawei",))
    spain = real_ledger(real_snapshot, companies=("Huawei",), countries=("ES",))
    inside = [item for item in everything.promises if item.country == "ES"]
    assert list(spain.promises) == inside and inside


def real_plans(snapshot: Snapshot, company: str) -> dict[tuple[str, str], NetworkPlan]:
    frame = ask(snapshot, "promise_seen", Filters(companies=(company,)), today=AS_OF, row_limit=60)
    return {
        (plan.country, str(plan.promised_count)): plan for plan in read_network_plans(frame, AS_OF)
    }


def test_network_plans_count_the_openings_since(real_snapshot: Snapshot) -> None:
    germany = real_plans(real_snapshot, "Coolblue")["DE", "36"]
    assert germany.outcome is Outcome.OPEN
    # 1 shop named in 2024, 3 counted by a report in 2025.
    assert (germany.seen_count, str(germany.day)) == (4, "2029")
    belgium = real_plans(real_snapshot, "Coolblue")["BE", "3"]
    assert (belgium.seen_count, belgium.outcome) == (2, Outcome.NOT_SEEN)
    flagships = real_plans(real_snapshot, "Huawei")["", "3"]
    assert (flagships.seen_count, flagships.due_count) == (3, 1)
    assert flagships.outcome is Outcome.LATE


@pytest.mark.parametrize(
    ("promised", "seen", "due", "by", "outcome"),
    [
        (3, 3, 3, "2019", Outcome.KEPT),
        (3, 3, 1, "2019", Outcome.LATE),
        (3, 2, 2, "2019", Outcome.NOT_SEEN),
        (36, 4, 4, "2029", Outcome.OPEN),
        (2, 2, 2, "2029", Outcome.KEPT),
        (None, 1, 1, "2019", Outcome.UNCLEAR),
        (None, 0, 0, "2019", Outcome.NOT_SEEN),
        (35, 16, 0, None, Outcome.OPEN),
    ],
)
def test_network_plans_are_judged_by_their_number(
    promised: int | None, seen: int, due: int, by: str | None, outcome: Outcome
) -> None:
    until = day(by) if by else None
    assert judge_network(promised, seen, due, until, False, AS_OF) is outcome


# Drawing


@pytest.mark.parametrize("width_px", [350, 760, 1240])
def test_every_drawn_promise_leads_to_its_evidence(real_snapshot: Snapshot, width_px: int) -> None:
    found = real_ledger(real_snapshot, companies=("Huawei",))
    scene = ledger_scene(found, "Huawei", AS_OF, ENGLISH, width_px, Footer(sources="s"))
    (panel,) = scene.panels
    marks = [mark for mark in panel.marks if isinstance(mark, Bar | Dot)]
    assert all(mark.event_id.startswith("E") and mark.hover for mark in marks)
    assert {mark.event_id for mark in marks} == {item.event_id for item in found.promises}
    assert {mark.color for mark in marks} == {COLORS[item.outcome] for item in found.promises}
    assert list(scene.table["event_id"]) == [item.event_id for item in found.promises]
    assert scene.table["source_url"].str.startswith("http").all()
    per_px = (panel.x.high - panel.x.low) / (width_px - scene.left_px - 14)
    for mark in panel.marks:
        if isinstance(mark, Label):
            end = mark.x + text_width_px(mark.text, mark.size_px) * per_px
            assert end <= panel.x.high + 2 * per_px, mark.text
        elif isinstance(mark, Dot):
            assert panel.x.low <= mark.x <= panel.x.high


def test_seen_stands_as_many_days_from_the_promise_as_it_was_late() -> None:
    found = ledger(
        row("plan", "planned", "2019-11", "2019-06-23"),
        row("seen", "done", "2020-02-22", "2020-02"),
    )
    (panel,) = ledger_scene(found, "Huawei", AS_OF, ENGLISH, 1240, Footer()).panels
    dots = [mark.x for mark in panel.marks if isinstance(mark, Dot)]
    bars = [(mark.x0, mark.x1) for mark in panel.marks if isinstance(mark, Bar)]
    assert dots == [84]
    assert bars == [(-29, 0)]  # November has 30 days


def test_network_bars_show_the_seen_share(real_snapshot: Snapshot) -> None:
    plans = list(real_plans(real_snapshot, "Coolblue").values())
    scene = network_scene(plans, "Coolblue", AS_OF, ENGLISH, 1240, Footer())
    assert scene.title == "Coolblue: 4 of 36 planned stores in Germany seen so far"
    event_id = real_plans(real_snapshot, "Coolblue")["DE", "36"].event_id
    bars = [
        mark.x1
        for mark in scene.panels[0].marks
        if isinstance(mark, Bar) and mark.event_id == event_id
    ]
    assert bars == [100, pytest.approx(100 * 4 / 36)]


def test_ledger_can_be_taken_away_as_a_picture(real_snapshot: Snapshot) -> None:
    found = real_ledger(real_snapshot, companies=("Xiaomi",))
    drawing = picture_of(
        lambda width_px: ledger_scene(found, "Xiaomi", AS_OF, ENGLISH, width_px, Footer()),
        "document",
        "svg",
    )
    assert drawing.startswith(b"<?xml") and b"Xiaomi" in drawing
