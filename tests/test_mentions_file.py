"""The curation of data/mentions.csv: what the summaries say stands in the columns too."""

from __future__ import annotations

import csv
import re

import pytest

from vitrine.settings import ROOT

Row = dict[str, str]
# Summaries that speak of an adjustment of the growth rate, not of the figure.
ADJUSTED_GROWTH = {"M0155", "M0909"}
# Shops that carry a word of passing things in their story but stay, or close for good.
LASTING = {
    "M0011",  # a pop-up's end is an end
    "M0331",
    "M0852",
    "M1031",
}


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    with (ROOT / "data" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        return {row["mention_id"]: row for row in csv.DictReader(file)}


def figures(rows: dict[str, Row]) -> list[Row]:
    found = [row for row in rows.values() if row["event_type"] == "results"]
    assert len(found) > 400
    return found


def test_basis_is_given_to_figures_only(rows: dict[str, Row]) -> None:
    known = {"", "adjusted", "preliminary", "restated", "target"}
    for row in rows.values():
        assert row["basis"] in known if row["event_type"] == "results" else not row["basis"], row


def test_a_planned_figure_is_a_target(rows: dict[str, Row]) -> None:
    for row in figures(rows):
        if row["status"] == "planned":
            assert row["basis"] == "target", row["mention_id"]
        if row["status"] == "announced":
            assert row["basis"] in ("preliminary", "target"), row["mention_id"]


def test_a_summary_that_says_adjusted_has_the_basis(rows: dict[str, Row]) -> None:
    for row in figures(rows):
        if re.search("adjusted|underlying|before special", row["summary"], re.IGNORECASE):
            is_marked = row["basis"] in ("adjusted", "preliminary", "target")
            assert is_marked or row["mention_id"] in ADJUSTED_GROWTH, row["mention_id"]


def test_a_summary_that_says_preliminary_has_the_basis(rows: dict[str, Row]) -> None:
    for row in figures(rows):
        if re.search("preliminary|first estimate", row["summary"], re.IGNORECASE):
            assert row["basis"] == "preliminary", row["mention_id"]


def test_temporary_marks_shops_only(rows: dict[str, Row]) -> None:
    marked = [row for row in rows.values() if row["temporary"]]
    assert {row["event_type"] for row in marked} == {"store_opening", "store_closing"}


def test_a_summary_that_says_temporary_or_pop_up_has_the_mark(rows: dict[str, Row]) -> None:
    for row in rows.values():
        is_store = row["event_type"] in ("store_opening", "store_closing")
        if is_store and re.search("temporar|pop-up", row["summary"], re.IGNORECASE):
            assert row["temporary"] or row["mention_id"] in LASTING, row["mention_id"]


def test_perimeters_of_one_company_and_period_are_told_apart(rows: dict[str, Row]) -> None:
    assert rows["M0133"]["scope_note"] == "with Fnac Darty stake"
    assert rows["M0134"]["scope_note"] == rows["M0131"]["scope_note"] == "without Fnac Darty stake"
    assert rows["M0457"]["scope_note"] == "without Unieuro"
    assert rows["M0456"]["scope_note"] == "with Unieuro"
    assert rows["M0239"]["basis"] == "restated"


def test_platform_sales_are_never_called_plain_revenue(rows: dict[str, Row]) -> None:
    for row in figures(rows):
        if row["company"] in ("bol", "Digitec Galaxus", "Galaxus") and row["metric"] == "revenue":
            assert row["scope_note"].startswith("platform sales"), row["mention_id"]
