"""Reading mentions: every column arrives, and each wrong value is named with its line and cure."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.company import load_companies
from vitrine.errors import DataError
from vitrine.event import Basis, EventType, GeoPrecision, Mention, Money, PartialDate, Place, Status
from vitrine.place import load_places
from vitrine.read import MENTION_COLUMNS, read_mentions

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class FakeCompany:
    fiscal_start_month: int


class FakeCompanies:
    """Knows Ceconomy (year from October, alias Media-Saturn) and Coolblue."""

    def get(self, name: str) -> FakeCompany | None:
        return {"Ceconomy": FakeCompany(10), "Coolblue": FakeCompany(1)}.get(name)

    def canonical(self, name: str) -> str | None:
        names = {"Ceconomy": "Ceconomy", "Media-Saturn": "Ceconomy", "Coolblue": "Coolblue"}
        return names.get(name)


@dataclass(frozen=True)
class FakeCity:
    lat: float
    lon: float


class FakePlaces:
    """Knows Ghent."""

    def get(self, country: str, city: str) -> FakeCity | None:
        return FakeCity(51.05, 3.72) if (country, city) == ("BE", "Gent") else None


GOOD = {
    "mention_id": "M0001",
    "event_type": "results",
    "company": "Coolblue",
    "status": "done",
    "summary": "Coolblue sold for EUR 311 million in Belgium.",
    "source_url": "https://example.org/a",
    "outlet": "RetailDetail",
}


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, MENTION_COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path, *rows: dict[str, str]) -> tuple[Mention, ...]:
    return read_mentions(write(path, *rows), FakeCompanies(), FakePlaces())


def test_every_column_arrives_in_the_mention(tmp_path: Path) -> None:
    row = {
        **GOOD,
        "counterparty": "Media-Saturn; HAL",
        "event_date": "2018-06-15",
        "country": "BE",
        "city": "Gent",
        "address": "Korenmarkt 1",
        "lat": "51.054",
        "lon": "3.722",
        "geo_precision": "street",
        "metric": "revenue",
        "amount": "311000000.50",
        "currency": "EUR",
        "period": "FY2017",
        "change_pct": "-4.6",
        "count": "3",
        "basis": "adjusted",
        "temporary": "1",
        "approx": "1",
        "scope_note": "with Luxembourg",
        "published": "2018-06",
        "language": "fr",
    }
    (mention,) = read(tmp_path / "mentions.csv", row)
    assert mention.mention_id == "M0001"
    assert mention.event_type is EventType.RESULTS
    assert mention.company == "Coolblue"
    assert mention.status is Status.DONE
    assert mention.counterparty == ("Ceconomy", "HAL")
    assert mention.event_date == PartialDate.parse("2018-06-15")
    assert mention.place == Place("BE", "Gent", "Korenmarkt 1", 51.054, 3.722, GeoPrecision.STREET)
    assert mention.metric == "revenue"
    assert mention.money == Money(Decimal("311000000.50"), "EUR")
    assert str(mention.period) == "FY2017"
    assert mention.change_pct == Decimal("-4.6")
    assert mention.count == 3
    assert mention.basis is Basis.ADJUSTED
    assert mention.is_temporary
    assert mention.is_approx
    assert mention.scope_note == "with Luxembourg"
    assert mention.published == PartialDate.parse("2018-06")
    assert mention.language == "fr"
    assert mention.source_url == "https://example.org/a"
    assert mention.outlet == "RetailDetail"
    assert mention.summary == GOOD["summary"]
    assert mention.spans == ()


def test_empty_columns_stay_unknown(tmp_path: Path) -> None:
    (mention,) = read(tmp_path / "mentions.csv", GOOD)
    assert mention.event_date is None
    assert mention.published is None
    assert mention.money is None
    assert mention.period is None
    assert mention.change_pct is None
    assert mention.count is None
    assert mention.basis is None
    assert mention.counterparty == ()
    assert mention.place == Place()
    assert not mention.is_temporary
    assert not mention.is_approx


def test_period_follows_the_business_year_of_the_company_behind_an_alias(tmp_path: Path) -> None:
    row = {**GOOD, "company": "Media-Saturn", "period": "FY2017/18-Q1"}
    (mention,) = read(tmp_path / "mentions.csv", row)
    assert mention.company == "Ceconomy"
    assert mention.period is not None
    assert str(mention.period.first) == "2017-10-01"
    assert str(mention.period.last) == "2017-12-31"


def test_missing_point_is_the_citys_own(tmp_path: Path) -> None:
    row = {**GOOD, "country": "BE", "city": "Gent", "address": "Korenmarkt"}
    (mention,) = read(tmp_path / "mentions.csv", row)
    assert mention.place == Place("BE", "Gent", "Korenmarkt", 51.05, 3.72, GeoPrecision.CITY)


def test_unknown_company_and_city_are_left_to_the_checks(tmp_path: Path) -> None:
    row = {**GOOD, "company": "Nobody", "country": "BE", "city": "Nowhere"}
    (mention,) = read(tmp_path / "mentions.csv", row)
    assert mention.company == "Nobody"
    assert mention.place == Place("BE", "Nowhere")


def test_byte_order_mark_and_quoted_line_breaks_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "mentions.csv", {**GOOD, "summary": 'Two\nlines, "quoted".'})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (mention,) = read_mentions(path, FakeCompanies(), FakePlaces())
    assert mention.summary == 'Two\nlines, "quoted".'


MONEY = {"metric": "revenue", "amount": "311000000", "currency": "EUR"}
WRONG = [
    ("mention_id", {"mention_id": ""}),
    ("event_type", {"event_type": "opening"}),
    ("event_type", {"event_type": ""}),
    ("company", {"company": " "}),
    ("status", {"status": "maybe"}),
    ("event_date", {"event_date": "22/05/2018"}),
    ("event_date", {"event_date": "2018-02-30"}),
    ("published", {"published": "yesterday"}),
    ("country", {"country": "be"}),
    ("country", {"country": "BEL"}),
    ("country", {"city": "Gent"}),
    ("lat", {"lat": "91", "lon": "3"}),
    ("lat", {"lat": "51.05"}),
    ("lon", {"lat": "51", "lon": "181"}),
    ("lon", {"lat": "51", "lon": "3,72"}),
    ("geo_precision", {"geo_precision": "exact"}),
    ("amount", {**MONEY, "amount": "311 million"}),
    ("amount", {**MONEY, "amount": "NaN"}),
    ("amount", {**MONEY, "amount": "1_000"}),
    ("amount", {**MONEY, "amount": ""}),
    ("currency", {**MONEY, "currency": ""}),
    ("currency", {**MONEY, "currency": "Euro"}),
    ("metric", {**MONEY, "metric": ""}),
    ("period", {"period": "2017"}),
    ("period", {"period": "FY2017/19"}),
    ("change_pct", {"change_pct": "12%"}),
    ("count", {"count": "0"}),
    ("count", {"count": "1.5"}),
    ("basis", {"basis": "estimated"}),
    ("temporary", {"temporary": "perhaps"}),
    ("approx", {"approx": "about"}),
    ("summary", {"summary": ""}),
    ("source_url", {"source_url": "javascript:alert(1)"}),
    ("source_url", {"source_url": ""}),
    ("outlet", {"outlet": ""}),
]


@pytest.mark.parametrize(("column", "change"), WRONG)
def test_wrong_value_names_file_line_column_value_and_cure(
    tmp_path: Path, column: str, change: dict[str, str]
) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path / "mentions.csv", GOOD, {**GOOD, "mention_id": "M0002", **change})
    message = str(caught.value)
    assert message.startswith(f"mentions.csv line 3, column {column}, value ")
    assert repr(change.get(column, "").strip()) in message
    assert ": " in message.split("value", 1)[1], "the cure is missing"


def test_same_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 3, column mention_id, value 'M0001'"):
        read(tmp_path / "mentions.csv", GOOD, GOOD)


def test_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mentions.csv"
    path.write_text("mention_id,event_type\nM0001,results\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"mentions\.csv lacks the column company"):
        read_mentions(path, FakeCompanies(), FakePlaces())


@pytest.mark.parametrize("damage", [b"\xff\xfe", None])
def test_unreadable_file_is_one_sentence(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "mentions.csv"
    if damage is not None:
        path.write_bytes(damage)
    with pytest.raises(DataError, match=r"mentions\.csv cannot be read"):
        read_mentions(path, FakeCompanies(), FakePlaces())


@given(st.dictionaries(st.sampled_from(MENTION_COLUMNS), st.text(max_size=12), min_size=1))
def test_any_text_in_any_column_is_read_or_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, change: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("any") / "mentions.csv"
    try:
        mentions = read(path, {**GOOD, **change})
    except DataError as error:
        assert str(error).startswith("mentions.csv")
    else:
        assert len(mentions) == 1


def test_the_real_file_is_read_completely() -> None:
    companies = load_companies(DATA / "companies.csv")
    places = load_places(DATA / "places.csv")
    mentions = read_mentions(DATA / "mentions.csv", companies, places)
    assert len(mentions) == 1228
    assert sum(mention.event_type is EventType.RESULTS for mention in mentions) == 464
    assert sum(mention.is_temporary for mention in mentions) >= 30
    assert all(companies.get(mention.company) for mention in mentions)
