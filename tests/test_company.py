"""Companies: other names, groups with dates, and the colours of data/companies.csv."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.company import (
    FIRST_DAY,
    LAST_DAY,
    Companies,
    Company,
    Membership,
    load_companies,
)
from vitrine.errors import DataError
from vitrine.settings import ROOT

COMPANY_HEADER = "company,kind,home_country,fiscal_start_month,color,aliases"
PARENT_HEADER = "company,parent,from_date,to_date,note"
# Counterparties that are people or authorities and so have no place among the companies.
NO_COMPANIES = {
    "Alex Baldock",
    "Alex Zubillaga",
    "Aurélien Châtelet",
    "Autorité de la concurrence",
    "Bernard Arnault",
    "Cristina Álvarez",
    "Magnus Kreuger",
    "Ros-Marie Grusén",
    "Urs Möller",
}
MARKED = (
    "Coolblue",
    "Xiaomi",
    "Apple",
    "Ceconomy",
    "Fnac",
    "Fnac Darty",
    "MediaMarkt",
    "Samsung",
    "LDLC",
    "Tesla",
    "Back Market",
    "JD.com",
    "MediaMarktSaturn",
    "Boulanger",
)


@pytest.fixture(scope="module")
def real() -> Companies:
    return load_companies(ROOT / "data" / "companies.csv")


def load(tmp_path: Path, companies: str, parents: str = "") -> Companies:
    path = tmp_path / "companies.csv"
    path.write_text(f"{COMPANY_HEADER}\n{companies}", encoding="utf-8")
    (tmp_path / "parents.csv").write_text(f"{PARENT_HEADER}\n{parents}", encoding="utf-8")
    return load_companies(path)


def company(name: str) -> Company:
    return Company(name, "retailer", "BE", 1, "#0096ff")


def test_a_line_becomes_a_company(tmp_path: Path) -> None:
    companies = load(tmp_path, "Krëfel,retailer,BE,4,#6b7f8c,Krefel NV; K\n")
    expected = Company("Krëfel", "retailer", "BE", 4, "#6b7f8c", ("Krefel NV", "K"))
    assert list(companies) == [expected]
    assert companies.get("Krëfel") == expected
    assert companies.get("krefel") is None


@pytest.mark.parametrize("name", ["Krëfel", "KREFEL", " krefel ", "Krëfel  NV", "krefel nv"])
def test_case_accents_and_blanks_do_not_hide_a_company(tmp_path: Path, name: str) -> None:
    companies = load(tmp_path, "Krëfel,retailer,BE,1,#6b7f8c,Krëfel NV\n")
    assert companies.canonical(name) == "Krëfel"
    assert companies.canonical("Krefe") is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (",retailer,BE,1,#6b7f8c,", "column company, value '': it is empty; fill it in"),
        ("A,shop,BE,1,#6b7f8c,", "column kind, value 'shop': write one of retailer, brand"),
        ("A,retailer,Belgium,1,#6b7f8c,", "column home_country, value 'Belgium'"),
        ("A,retailer,BE,13,#6b7f8c,", "column fiscal_start_month, value '13'"),
        ("A,retailer,BE,1,blue,", "column color, value 'blue'"),
        ("A,retailer,BE,1,#6b7f8c,b", "b is a name of B already; keep only one of them"),
        ("b,retailer,BE,1,#6b7f8c,", "b is a name of B already; keep only one of them"),
        ("A,retailer,BE,1,#6b7f8c,Á", "Á is a name of A already; keep only one of them"),
    ],
)
def test_wrong_company_is_named_with_file_line_and_cure(
    tmp_path: Path, line: str, message: str
) -> None:
    with pytest.raises(DataError) as caught:
        load(tmp_path, f"B,retailer,BE,1,#6b7f8c,\n{line}\n")
    assert str(caught.value).startswith("companies.csv line 3, column ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("A,X,,,", "column parent, value 'X': it is not in companies.csv"),
        ("X,A,,,", "column company, value 'X': it is not in companies.csv"),
        ("A,C,2019,,", "column from_date, value '2019': write YYYY-MM-DD or leave it empty"),
        ("A,C,2019-02-30,,", "column from_date, value '2019-02-30': there is no such day"),
        ("A,C,2019-02-02,2019-02-01,", "column to_date, value '2019-02-01': it lies before"),
        ("A,A,,,", "it belongs to this company itself"),
        ("B,A,2019-12-31,,", "it belongs to this company itself"),
    ],
)
def test_wrong_parent_is_named_with_file_line_and_cure(
    tmp_path: Path, line: str, message: str
) -> None:
    companies = "".join(f"{name},retailer,BE,1,#6b7f8c,\n" for name in "ABC")
    with pytest.raises(DataError) as caught:
        load(tmp_path, companies, f"A,B,2018-01-01,2019-12-31,\n{line}\n")
    assert str(caught.value).startswith("parents.csv line 3, column ")
    assert message in str(caught.value)


def test_two_companies_may_own_each_other_one_after_the_other(tmp_path: Path) -> None:
    companies = "".join(f"{name},retailer,BE,1,#6b7f8c,\n" for name in "AB")
    loaded = load(tmp_path, companies, "A,B,,2019-12-31,\nB,A,2020-01-01,,\n")
    assert loaded.groups("A", date(2019, 12, 31)) == {"A", "B"}
    assert loaded.groups("A", date(2020, 1, 1)) == {"A"}


def test_the_chain_of_owners_holds_only_while_every_link_holds() -> None:
    companies = Companies(
        [company(name) for name in ("Shop", "Group", "Holding")],
        [
            Membership("Shop", "Group", date(2015, 1, 1), date(2019, 12, 31)),
            Membership("Group", "Holding", date(2017, 1, 1)),
        ],
    )
    assert companies.memberships() == [
        Membership("Group", "Group"),
        Membership("Group", "Holding", date(2017, 1, 1)),
        Membership("Holding", "Holding"),
        Membership("Shop", "Group", date(2015, 1, 1), date(2019, 12, 31)),
        Membership("Shop", "Holding", date(2017, 1, 1), date(2019, 12, 31)),
    ]


def test_two_ways_into_one_group_are_one_membership() -> None:
    companies = Companies(
        [company(name) for name in ("Shop", "Chain", "Group")],
        [
            Membership("Shop", "Chain"),
            Membership("Chain", "Group", date(2016, 1, 1)),
            Membership("Shop", "Group", date(2010, 1, 1), date(2015, 12, 31)),
        ],
    )
    spans = [
        m for m in companies.memberships() if (m.company, m.group_company) == ("Shop", "Group")
    ]
    assert spans == [Membership("Shop", "Group", date(2010, 1, 1))]


def test_banners_of_one_group_are_not_related_to_each_other(real: Companies) -> None:
    day = date(2020, 1, 1)
    assert real.related("Saturn", "Ceconomy", day)
    assert real.related("Ceconomy", "Saturn", day)
    assert real.related("Saturn", "Saturn", day)
    assert not real.related("Saturn", "MediaMarkt", day)


def test_mediamarkt_changes_group_when_metro_is_split(real: Companies) -> None:
    before = real.groups("MediaMarkt", date(2017, 7, 11))
    after = real.groups("MediaMarkt", date(2017, 7, 12))
    assert before == {"MediaMarkt", "MediaMarktSaturn", "Metro"}
    assert after == {"MediaMarkt", "MediaMarktSaturn", "Ceconomy"}


def test_groups_of_an_unknown_company_are_itself(real: Companies) -> None:
    assert real.groups("Corner shop", date(2020, 1, 1)) == {"Corner shop"}


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("Dixons Carphone", "Currys"),
        ("dixons", "Dixons Retail"),
        ("BOL.COM", "bol"),
        ("Media-Saturn", "MediaMarktSaturn"),
        ("the phone house", "Phone House"),
        ("Vanden Borre", "Fnac Vanden Borre"),
        ("nature & decouvertes", "Nature & Découvertes"),
    ],
)
def test_known_other_names(real: Companies, alias: str, name: str) -> None:
    assert real.canonical(alias) == name


def test_every_company_of_the_mentions_is_listed(real: Companies) -> None:
    with (ROOT / "data" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1000
    named = {row["company"] for row in rows}
    named |= {name.strip() for row in rows for name in row["counterparty"].split(";")} - {""}
    assert {name for name in named if real.canonical(name) is None} == NO_COMPANIES


def test_banners_share_the_business_year_of_their_group(real: Companies) -> None:
    for name in ("MediaMarkt", "Saturn", "MediaWorld", "MediaMarktSaturn", "Ceconomy"):
        found = real.get(name)
        assert found is not None and found.fiscal_start_month == 10


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2 (0 black, 1 white)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", MARKED)
def test_the_marked_colours_show_on_light_and_on_dark_paper(real: Companies, name: str) -> None:
    found = real.get(name)
    assert found is not None
    ink = luminance(found.color) + 0.05
    assert 1.05 / ink >= 3, "on white"
    assert ink / (luminance("#0e1117") + 0.05) >= 3, "on the dark page"


def test_no_two_marked_companies_share_a_colour(real: Companies) -> None:
    colors = [item.color for item in real if item.company in MARKED]
    assert len(colors) == len(MARKED) == len(set(colors))
    assert not set(colors) & {item.color for item in real if item.company not in MARKED}


days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@st.composite
def ownerships(draw: st.DrawFn) -> list[Membership]:
    """Return owners of companies 0..5; an owner always has a higher number, so no circle is."""
    found = []
    for _ in range(draw(st.integers(0, 10))):
        low, high = sorted(draw(st.lists(st.integers(0, 5), min_size=2, max_size=2, unique=True)))
        first, last = sorted((draw(days), draw(days)))
        first = draw(st.sampled_from([first, FIRST_DAY]))
        last = draw(st.sampled_from([last, LAST_DAY]))
        found.append(Membership(str(low), str(high), first, last))
    return found


@given(ownerships(), days)
def test_groups_are_all_owners_reached_through_links_of_that_day(
    parents: list[Membership], day: date
) -> None:
    companies = Companies([company(str(number)) for number in range(6)], parents)
    for number in range(6):
        reached = {str(number)}
        for _ in range(6):
            reached |= {m.group_company for m in parents if m.company in reached and m.covers(day)}
        assert companies.groups(str(number), day) == reached


@given(ownerships())
def test_spans_of_one_company_in_one_group_never_overlap(parents: list[Membership]) -> None:
    memberships = Companies([company(str(number)) for number in range(6)], parents).memberships()
    assert memberships == sorted(memberships)
    for one, next_one in itertools.pairwise(memberships):
        if (one.company, one.group_company) == (next_one.company, next_one.group_company):
            assert one.to_date < next_one.from_date
    owners = {parent.group_company for parent in parents}
    assert {m.company for m in memberships if m.company == m.group_company} == owners
