"""Promises in words and pictures, and the real stories as they came out."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.promise_cases import AS_OF, ENGLISH, day, ledger, row
from vitrine.chart.promise import (
    Ledger,
    Outcome,
    Promise,
    Slip,
    read_ledger,
)
from vitrine.chart.promise_network import (
    NetworkPlan,
    judge_network,
    network_scene,
    read_network_plans,
)
from vitrine.chart.promise_scene import COLORS, ledger_scene, ledger_table
from vitrine.chart.promise_text import fit, ledger_finding, outcome_text, slip_text
from vitrine.chart.scene import Bar, Dot, Footer, Label, text_width_px
from vitrine.database import Snapshot
from vitrine.export.picture import picture_of
from vitrine.filters import Filters, sql_params
from vitrine.locale import LANGUAGES, load_locale

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
    return read_ledger(
        ask(snapshot, "promise_mention", found, units_per_company=300, row_limit=300), AS_OF
    )


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_the_ledger_tell_least_from_most(language: str) -> None:
    locale = load_locale(language)
    table = ledger_table(ledger(row("plan", "planned", "2020-05", "2020-01-01")), locale)
    heads = [locale.column(str(name)) for name in table.columns]
    assert len(set(heads)) == len(heads)
    least, most = (locale.column(f"slippage_days{end}") for end in ("", "_most"))
    assert not least.startswith(most) and not most.startswith(least)


def test_ledger_can_be_taken_away_as_a_picture(real_snapshot: Snapshot) -> None:
    found = real_ledger(real_snapshot, companies=("Xiaomi",))
    drawing = picture_of(
        lambda width_px: ledger_scene(found, "Xiaomi", AS_OF, ENGLISH, width_px, Footer()),
        "document",
        "svg",
    )
    assert drawing.startswith(b"<?xml") and b"Xiaomi" in drawing
