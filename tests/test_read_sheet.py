"""Tables of others become mentions; every row is either one or is named with its fault."""

from __future__ import annotations

import csv
import io
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read_cases import LIMITS, companies, places, table, with_part, workbook
from tests.sheet_cases import CASES, OPEN_GENT, SheetCase
from vitrine.errors import DataError, ReadError
from vitrine.event import EventType, GeoPrecision, Mention, Status
from vitrine.read.sheet import check_workbook, parse_sheet
from vitrine.read.sheet_column import propose_mapping
from vitrine.read.sheet_head import Sheet
from vitrine.read.sheet_mapping import Mapping, load_mapping, save_mapping
from vitrine.read.sheet_row import KNOWN_TO_EXIST, BadRow, read_rows
from vitrine.settings import Settings

TODAY = date(2026, 11, 23)
HEAD = "Date;Company;City;Country\n"


def propose(sheet: Sheet) -> Mapping:
    return propose_mapping(sheet, companies(), places())


def read(body: bytes | str, name: str = "table.csv") -> tuple[list[Mention], list[BadRow]]:
    sheet = table(body, name)
    return read_rows(sheet, propose(sheet), companies(), places(), TODAY)


def fact(mention: Mention) -> str:
    place = f"{mention.place.country} {mention.place.city}"
    money = f" {mention.money.amount} {mention.money.currency}" if mention.money else ""
    return f"{mention.event_type} {mention.company} {mention.event_date} {place}{money}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_tables_of_many_shapes_are_read_without_help(case: SheetCase) -> None:
    sheet = table(case.body)
    mapping = propose(sheet)
    good, bad = read_rows(sheet, mapping, companies(), places(), TODAY)
    assert tuple(fact(mention) for mention in good) == case.facts
    assert tuple(row.line for row in bad) == case.bad_lines
    assert case.columns.items() <= mapping.columns.items()
    assert 0 < mapping.confidence <= 1


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("32/05/2018;Coolblue;Gent;BE", "Date", "write a date"),
        ("soon;Coolblue;Gent;BE", "Date", "write a date"),
        ("22/05/2018;;Gent;BE", "Company", "names no company"),
        (f"22/05/2018;{'x' * 301};Gent;BE", "Company", "longer than 300"),
        ("22/05/2018;Coolblue;Gent;Utopia", "Country", "ISO 3166-1"),
        ("22/05/2018;Coolblue;Nergenshuizen;", "City", "country is not known"),
        ("22/05/2018;Coolblue;Gent;BE;more", "", "more values than"),
        ("22/05/2018;Coolblue;Gent;BE", "", "same as line 2"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(row: str, column: str, reason: str) -> None:
    first = "22/05/2018;Coolblue;Gent;BE\n"
    good, bad = read(f"{HEAD}{first}\n{row}\n03/04/2018;Xiaomi;Paris;FR\n")
    assert [mention.company for mention in good] == ["Coolblue", "Xiaomi"]
    assert [(item.line, item.column) for item in bad] == [(4, column)]
    assert reason in bad[0].reason and len(bad[0].value) <= 300


@pytest.mark.parametrize(
    ("head", "row", "column", "reason"),
    [
        ("Company;Period;Revenue", "Coolblue;2018;1350", "currency", "no currency"),
        ("Company;Period;Revenue (EUR)", "Coolblue;2018;many", "Revenue (EUR)", "number"),
        ("Company;Period;Revenue (EUR)", "Coolblue;some day;5", "Period", "FY2017"),
        ("Company;City;Country;Lat;Lon", "Coolblue;Gent;BE;51.05;", "Lon", "both latitude"),
        ("Company;City;Country;Lat;Lon", "Coolblue;Gent;BE;0;0", "Lat", "in the sea"),
        ("Company;City;Country;Lat;Lon", "Coolblue;Gent;BE;91.5;3.72", "Lat", "-90 to 90"),
        ("Company;City;Country;URL", "Coolblue;Gent;BE;javascript:x", "URL", "http://"),
        ("Company;City;Country;Status", "Coolblue;Gent;BE;perhaps", "Status", "rumoured"),
        ("Company;City;Country;Event", "Coolblue;Gent;BE;party", "Event", "store_opening"),
        ("Company;City;Country;Count", "Coolblue;Gent;BE;-3", "Count", "above 0"),
    ],
)
def test_each_kind_of_wrong_value_is_named(head: str, row: str, column: str, reason: str) -> None:
    fine = {
        "Company;Period;Revenue": "Currys;2018;£5",
        "Company;Period;Revenue (EUR)": "Currys;2018;5",
        "Company;City;Country;Lat;Lon": "Xiaomi;Paris;FR;48.85;2.35",
        "Company;City;Country;URL": "Xiaomi;Paris;FR;https://example.com/a",
        "Company;City;Country;Status": "Xiaomi;Paris;FR;done",
        "Company;City;Country;Event": "Xiaomi;Paris;FR;opening",
        "Company;City;Country;Count": "Xiaomi;Paris;FR;3",
    }[head]
    again = fine.replace("Xiaomi", "Fnac").replace("Currys", "Fnac")
    good, bad = read(f"{head}\n{fine}\n{row}\n{again}\n")
    assert len(good) == 2
    assert [(item.line, item.column) for item in bad] == [(3, column)]
    assert reason in bad[0].reason


def test_a_store_without_a_day_is_known_to_exist() -> None:
    good, _ = read("Company;City;Country;Address\nCoolblue;Gent;BE;Veldstraat 1\n")
    assert [(m.event_type, m.status, m.event_date, m.scope_note) for m in good] == [
        (EventType.STORE_OPENING, Status.DONE, None, KNOWN_TO_EXIST)
    ]
    assert good[0].place.address == "Veldstraat 1"
    assert good[0].summary == "Coolblue has a store in Veldstraat 1, Gent, BE."


def test_a_day_to_come_is_a_plan() -> None:
    good, _ = read(HEAD + "22/05/2031;Coolblue;Gent;BE\n")
    assert good[0].status is Status.PLANNED


def test_a_city_takes_its_country_and_point_from_the_list() -> None:
    good, bad = read("Company;City\nCoolblue;Gand\nXiaomi;Anvers\n")
    assert not bad
    assert [(m.place.country, m.place.city, m.place.precision) for m in good] == [
        ("BE", "Gent", GeoPrecision.CITY),
        ("BE", "Antwerpen", GeoPrecision.CITY),
    ]


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = ("22/05/2018;Coolblue;Gent;BE\n", "3/4/2018;Fnac;Paris;FR\n")
    one, two = (
        {mention.mention_id for mention in read(HEAD + "".join(order))[0]}
        for order in (rows, rows[::-1])
    )
    assert len(one) == 2 and one == two


def test_doubts_are_said() -> None:
    mapping = propose(table(HEAD + "03/04/2018;Coolblue;Gent;BE\n"))
    assert mapping.formats == {"date": "dmy"}
    assert mapping.doubts == (
        "Date: nothing tells days from months; days are taken to come first.",
    )
    missing = propose(table("City;Date\nGent;22/05/2018\n"))
    assert "No column names the company; choose it for all rows." in missing.doubts
    assert missing.confidence < 0.7


def test_a_chosen_mapping_is_obeyed() -> None:
    sheet = table("a;b;c\nGent;foo;43242\n")
    constants = {"company": "Coolblue", "event_type": "store_closing", "country": "BE"}
    mapping = Mapping({"city": "a", "date": "c"}, constants | {"outlet": "Own list"})
    good, bad = read_rows(sheet, mapping, companies(), places(), TODAY)
    assert not bad and fact(good[0]) == "store_closing Coolblue 2018-05-22 BE Gent"
    assert good[0].outlet == "Own list"


def test_a_mapping_is_found_again_by_the_names_of_the_columns(tmp_path: Path) -> None:
    sheet = table(HEAD + "22/05/2018;Coolblue;Gent;BE\n")
    later = table(HEAD.upper() + "03/04/2018;Xiaomi;Paris;FR\n", "other.csv")
    mapping = propose(sheet)
    assert load_mapping(tmp_path, later) is None
    path = save_mapping(tmp_path, sheet, mapping)
    assert load_mapping(tmp_path, later) == mapping
    assert load_mapping(tmp_path, table("x;y\n1;2\n")) is None
    path.write_text("{")
    with pytest.raises(DataError, match="delete it"):
        load_mapping(tmp_path, sheet)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old format"),
        (b"%PDF-1.7", "no table"),
        (b"\x89PNG\r\n", "no table"),
        (b"<!DOCTYPE html><p>x", "no table"),
        (b"<?xml version='1.0'?><a/>", "no table"),
        (b"a;b\n" + b"\x00\x01\x02" * 100, "no table"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"),
        (b";;;\n;;\n", "no rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_sheet(body, "x.xlsx", LIMITS)
    assert reason in str(caught.value) and str(caught.value).endswith(".")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    rows = b"<row><c><v>1</v></c></row>" * 4_000_000
    bomb = with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", rows)
    assert len(bomb) < 1_000_000
    started = time.process_time()
    with pytest.raises(ReadError, match="unpacked"):
        check_workbook(bomb, LIMITS)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("part", "body", "reason"),
    [
        ("xl/vbaProject.bin", b"macro", "macros"),
        ("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>', "entities"),
        ("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]>'.encode("utf-16"), "entities"),
        ("xl/workbook.xml", b"<broken", "damaged"),
        ("xl/worksheets/sheet1.xml", b"<broken", "damaged"),
    ],
)
def test_hostile_workbooks_are_refused(part: str, body: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        parse_sheet(with_part(workbook([["a", "b"], [1, 2]]), part, body), "x.xlsx", LIMITS)


def test_another_kind_of_zip_is_refused() -> None:
    with pytest.raises(ReadError, match="no Excel workbook"):
        parse_sheet(with_part(workbook([["a"]]), "x", b"").replace(b"xl/w", b"yl/w"), "x", LIMITS)


def test_limits_of_size_hold() -> None:
    many = HEAD + "22/05/2018;Coolblue;Gent;BE\n" * 11
    for limits, reason in (
        (Settings(sheet_max_rows=10), "more than 10 rows"),
        (Settings(sheet_max_columns=3), "more than 3 columns"),
        (Settings(sheet_max_bytes=100), "larger than 100 bytes"),
    ):
        with pytest.raises(ReadError, match=reason):
            parse_sheet(many.encode(), "x.csv", limits)
    with pytest.raises(ReadError, match="more than 1 rows"):
        parse_sheet(workbook([["a"], ["b"], ["c"]]), "x.xlsx", Settings(sheet_max_rows=1))


def test_formulas_are_never_computed_nor_taken_for_values() -> None:
    rows = [["Company", "City", "Country"], ['=CMD("x")', "Gent", "BE"], ["Fnac", "Paris", "FR"]]
    good, bad = read(workbook(rows), "x.xlsx")
    assert [mention.company for mention in good] == ["Fnac"]
    assert [(row.line, row.column) for row in bad] == [(2, "Company")]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x\\y.csv", "a\0b.csv", "n" * 300, "\u202ecod.csv"]
)
def test_the_name_of_a_file_is_only_shown(name: str) -> None:
    good, bad = read(HEAD + "22/05/2018;Coolblue;Gent;BE\n", name)
    assert [fact(mention) for mention in good] == [OPEN_GENT] and not bad


def test_a_line_of_quotes_does_not_swallow_the_file() -> None:
    body = HEAD + '"' + "\n22/05/2018;Coolblue;Gent;BE" * 30
    good, bad = read(body)
    assert len(good) + len(bad) == 31


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "Coolblue",
            "Gent",
            "BE",
            "22/05/2018",
            "99/99/2018",
            "1.234,56",
            "€ 5 Mio",
            "51,05",
            "-",
            "Total",
            "opening",
            "=1+1",
            "\x00",
            "51.05, 3.72",
            "FY2018",
            "1e999",
            "٣",
            "²",
            "İ",
            "9" * 400,
        ]
    ),
    st.text(max_size=12),
)
COLUMNS = st.lists(
    st.sampled_from(
        [
            "Date",
            "Company",
            "City",
            "Country",
            "Lat",
            "Lon",
            "GPS",
            "Revenue (M€)",
            "Period",
            "x",
            "Event",
            "Status",
            "Count",
            "Link",
            "Closed",
            "Currency",
            "",
            "Address",
            "Note",
            "PLZ",
        ]
    ),
    min_size=1,
    max_size=8,
)


@given(COLUMNS, st.lists(st.lists(CELLS, max_size=9), min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_any_table_is_read_and_no_row_is_lost(head: list[str], rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([head, *rows])
    try:
        sheet = table(stream.getvalue().encode("utf-8", "surrogatepass"))
    except ReadError:
        return
    mapping = propose(sheet)
    good, bad = read_rows(sheet, mapping, companies(), places(), TODAY)
    assert len(bad) <= len(sheet.rows) <= len(good) + len(bad)
    assert {row.line for row in bad} <= {row.number for row in sheet.rows}
    assert all(row.reason for row in bad)
    assert len({mention.mention_id for mention in good}) == len(good)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_table_or_refused(body: bytes) -> None:
    try:
        assert parse_sheet(body, "x", LIMITS)["rows"]
    except ReadError as error:
        assert str(error).endswith(".")


def test_every_column_of_amounts_is_read_with_its_own_unit() -> None:
    body = (
        "Unternehmen;Geschäftsjahr;Umsatz (Mio. €);EBIT (Tsd. €)\n"
        "Coolblue;2023;2.424,5;12.300\n"
        "Ceconomy;2022/23;22.242;\n"
    )
    good, bad = read(body)
    assert not bad
    assert [(m.company, m.metric, int(m.money.amount)) for m in good if m.money] == [
        ("Coolblue", "revenue", 2_424_500_000),
        ("Coolblue", "ebit", 12_300_000),
        ("Ceconomy", "revenue", 22_242_000_000),
    ]
    assert {str(m.period) for m in good} == {"FY2023", "FY2022/23"}


def test_one_digit_behind_a_mark_is_a_fraction_whatever_the_column_says() -> None:
    body = (
        "company,metric,value,period\n"
        'Coolblue,EBITDA,"€ 43,4 mln",2022\n'
        "AO World,profit before tax,(£12.0m),FY2023\n"
        'Coolblue,omzet,"€ 1,35 mrd",2018\n'
    )
    good, _ = read(body)
    assert [(m.metric, int(m.money.amount)) for m in good if m.money] == [
        ("ebitda", 43_400_000),
        ("pretax_profit", -12_000_000),
        ("revenue", 1_350_000_000),
    ]


def test_a_kind_may_say_how_far_it_has_come() -> None:
    good, bad = read(
        "Retailer,Event,When,Where,Country\nXiaomi,Planned opening,Q3 2027,London,UK\n"
    )
    assert not bad
    assert [(m.event_type, m.status) for m in good] == [(EventType.STORE_OPENING, Status.PLANNED)]


def test_the_name_of_a_shop_tells_its_company() -> None:
    good, bad = read("Winkel;Adres;Opening\nCoolblue Gent;Kouter 1, 9000 Gent;22/05/2018\n")
    assert not bad
    assert [m.company for m in good] == ["Coolblue"]


def test_figures_may_stand_in_a_column_for_each_year() -> None:
    body = (
        "Revenue in EUR m;;;\nCompany;2021;2022;2023\nCoolblue;2.331;2.350,5;2.424\nAlza;;1.900;\n"
    )
    good, bad = read(body)
    assert not bad
    assert [(m.company, m.metric, str(m.period), int(m.money.amount)) for m in good if m.money] == [
        ("Coolblue", "revenue", "FY2021", 2_331_000_000),
        ("Coolblue", "revenue", "FY2022", 2_350_500_000),
        ("Coolblue", "revenue", "FY2023", 2_424_000_000),
        ("Alza", "revenue", "FY2022", 1_900_000_000),
    ]


def test_years_whose_metric_nobody_tells_are_named_not_guessed() -> None:
    good, bad = read("Company;2021;2022\nCoolblue;2300;2350\n")
    assert not good
    assert [row.line for row in bad] == [2]


@pytest.mark.parametrize(
    ("head", "row", "amounts"),
    [
        ("Company;Year;Revenue (EUR m);Revenue growth", "Coolblue;2023;2400;5,2", ["2400000000"]),
        (
            "Company;Year;Revenue (EUR m);EBIT (EUR m);EBIT margin",
            "Coolblue;2023;2400;48;2,0",
            ["2400000000", "48000000"],
        ),
        ("Entreprise;Année;CA (M€);Évolution %", "Coolblue;2023;2400;+5,2 %", ["2400000000"]),
        ("Firma;Jahr;Umsatz (Mio. €);Umsatz %", "Coolblue;2023;2400;5,2 %", ["2400000000"]),
    ],
)
def test_a_share_or_a_growth_is_no_amount(head: str, row: str, amounts: list[str]) -> None:
    good, bad = read(f"{head}\n{row}\n")
    assert not bad
    assert [str(m.money.amount) for m in good if m.money] == amounts


def test_growth_persons_and_other_parties_have_columns_of_their_own() -> None:
    body = (
        "Company;Event;Date;Growth (%);Investor;Manager\n"
        "Coolblue;funding;2023-05-02;;HAL;\n"
        "Coolblue;leadership;2024-01-10;;;Pieter Zwart\n"
    )
    good, bad = read(body)
    assert not bad
    assert [(m.counterparty, m.person) for m in good] == [(("HAL",), ""), ((), "Pieter Zwart")]
    body = "Company;Year;Revenue (EUR m);Change vs LY\nCoolblue;2023;2400;-3,1 %\n"
    (mention,), _ = read(body)
    assert str(mention.change_pct) == "-3.1"


def test_percentages_of_excel_are_percentages() -> None:
    body = workbook(
        [["Company", "Year", "Revenue (EUR m)", "Growth"], ["Coolblue", 2023, 2400, 0.052]],
        formats={"D2": "0.0%"},
    )
    (mention,), bad = read(body, "figures.xlsx")
    assert not bad
    assert mention.change_pct == Decimal("5.2")
