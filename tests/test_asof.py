"""As known on a day: only what had been published by then, with the values known then."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evil import publish_empty
from tests.test_pages import Failures, failures, is_well, open_page
from vitrine import as_known
from vitrine.as_known import SNAPSHOTS_KEPT, known_days, make_as_known, snapshot_as_known
from vitrine.company import Companies, Company
from vitrine.database import (
    PUBLISHED_TABLES,
    VERSION_TABLES,
    Snapshot,
    build_lock,
    create_staging,
    current_snapshot,
    load_rows,
    publish,
)
from vitrine.event import Event, EventType, Mention, Money, PartialDate, Period, Place, Status
from vitrine.filters import Filters, Known, View, format_view, parse_view, sql_params
from vitrine.locale import LANGUAGES, load_locale
from vitrine.merge import Decisions, merge_mentions
from vitrine.place import City, Places
from vitrine.settings import Settings
from vitrine.tables import to_tables
from vitrine.ui.words import describe_filters, filter_chips
from vitrine.version import event_versions
from vitrine.version import known_days as days_of_mentions

__all__ = ["Failures", "failures"]
# Tables that are the same on every day: lists of names, and what the build said of itself.
SAME_ON_EVERY_DAY = {
    *("company", "membership", "alias", "place", "place_alias", "snapshot_meta", "data_check"),
}
PLAN = Mention(
    "M0001",
    EventType.STORE_OPENING,
    "Coolblue",
    Status.PLANNED,
    event_date=PartialDate.parse("2019-03"),
    place=Place("BE", "Gent"),
    summary="A shop is planned in Gent.",
    source_url="https://example.org/plan",
    outlet="Plan Post",
    published=PartialDate.parse("2018-05-22"),
    language="en",
)
DONE = replace(
    PLAN,
    mention_id="M0002",
    status=Status.DONE,
    event_date=PartialDate.parse("2019-04-06"),
    place=Place("BE", "Gent", "Veldstraat 12"),
    summary="The shop opened beside the fountain.",
    source_url="https://example.org/done",
    outlet="Opening Times",
    published=PartialDate.parse("2019-04"),
)
FIGURE = Mention(
    "M0003",
    EventType.RESULTS,
    "Coolblue",
    Status.DONE,
    event_date=PartialDate.parse("2018-06-15"),
    place=Place("BE"),
    metric="revenue",
    money=Money(Decimal(311_000_000), "EUR"),
    period=Period.parse("FY2017"),
    summary="Revenue of EUR 311 million.",
    source_url="https://example.org/311",
    outlet="First Paper",
    published=PartialDate.parse("2018-06-15"),
    language="fr",
)
OTHER = replace(
    FIGURE,
    mention_id="M0004",
    money=Money(Decimal(309_000_000), "EUR"),
    summary="Revenue of EUR 309 million.",
    source_url="https://example.org/309",
    outlet="Second Paper",
    published=PartialDate.parse("2019-03-10"),
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Snapshot, Settings]]:
    settings = Settings(snapshot_dir=tmp_path_factory.mktemp("story"))
    companies = Companies([Company("Coolblue", "retailer", "NL", 1, "#0b6e99", ())])
    places = Places([City("Gent", "BE", "Gent", 51.05, 3.72)])
    result = merge_mentions([PLAN, DONE, FIGURE, OTHER], companies, Decisions(), places.metro)
    staging = create_staging(settings)
    load_rows(staging, to_tables(result.events, companies, places).rows)
    with build_lock(settings.snapshot_dir):
        publish(staging, "story", settings)
    staging.close()
    yield current_snapshot(settings), settings


def rows_on(snapshot: Snapshot, day: date, settings: Settings) -> dict[str, dict[str, object]]:
    known = make_as_known(snapshot, day, settings)
    frame = known.ask(
        "event_page", {**sql_params(Filters()), "row_offset": 0, "row_count": 100}
    ).frame
    return {row["event_type"]: row for row in frame.to_dict("records")}


def test_an_event_has_the_values_that_were_known_on_the_day(
    story: tuple[Snapshot, Settings],
) -> None:
    snapshot, settings = story
    assert not rows_on(snapshot, date(2018, 5, 21), settings)
    planned = rows_on(snapshot, date(2018, 5, 22), settings)
    assert set(planned) == {"store_opening"}
    assert planned["store_opening"]["status"] == "planned"
    assert planned["store_opening"]["date_text"] == "2019-03"
    assert planned["store_opening"]["outlets"] == "Plan Post"
    opened = rows_on(snapshot, date(2019, 4, 30), settings)["store_opening"]
    assert (opened["status"], opened["date_text"]) == ("done", "2019-04-06")
    assert opened["mention_count"] == 2


def test_a_report_of_a_month_counts_from_the_last_day_of_it_at_the_latest_with_the_newest(
    story: tuple[Snapshot, Settings],
) -> None:
    snapshot, settings = story
    assert known_days(snapshot)[-1] == date(2019, 4, 1), "nothing is known later than the newest"
    assert rows_on(snapshot, date(2019, 3, 31), settings)["store_opening"]["status"] == "planned"


def test_later_mentions_conflicts_words_and_articles_are_hidden(
    story: tuple[Snapshot, Settings],
) -> None:
    snapshot, settings = story
    early = make_as_known(snapshot, date(2018, 12, 31), settings)
    assert early.manifest.rows["conflict"] == 0
    assert early.manifest.rows["mention"] == early.manifest.rows["article"] == 2
    late = make_as_known(snapshot, date(2019, 3, 10), settings)
    assert late.manifest.rows["conflict"] == 1
    assert late.manifest.rows["mention"] == 3
    for term, known in (("fountain", False), ("planned", True)):
        found = early.ask("facet_status", sql_params(Filters(search=term))).frame
        assert bool(len(found)) == known, term
    steps = late.ask("event_mention", {"event_id": "E0003"}).frame
    assert list(steps["step"]) == [1, 2] and sum(steps["is_chosen"]) == 1


def test_shops_are_in_the_state_of_that_day(story: tuple[Snapshot, Settings]) -> None:
    snapshot, settings = story
    early = make_as_known(snapshot, date(2018, 12, 31), settings)
    values = {**sql_params(Filters()), "at_date": "2018-12-31"}
    assert list(early.ask("presence", values).frame["planned_count"]) == [1]
    assert list(snapshot.ask("presence", values | {"at_date": "2019-05-01"}).frame["open_count"])


TABLES = ("event", "mention", "conflict", "token", "article", "store", "store_event", "store_phase")


def test_on_the_newest_day_everything_is_as_without_a_day(real_snapshot: Snapshot) -> None:
    newest = known_days(real_snapshot)[-1]
    same = make_as_known(real_snapshot, newest, Settings())
    for table in (*TABLES, "span", "new_name", "place", "company"):
        assert sorted(map(repr, same.table_rows(table))) == sorted(
            map(repr, real_snapshot.table_rows(table))
        ), table


def test_what_is_known_grows_from_day_to_day(real_snapshot: Snapshot) -> None:
    days = known_days(real_snapshot)
    assert list(days) == sorted(set(days))
    seen: set[str] = set()
    said: set[str] = set()
    counts = []
    for day in (days[0] - timedelta(days=1), *days[:: len(days) // 6], days[-1]):
        known = make_as_known(real_snapshot, day, Settings())
        events = {str(row[0]) for row in known.table_rows("event")}
        mentions = {str(row[0]) for row in known.table_rows("mention")}
        assert seen <= events and said <= mentions
        reported = known.export_events()["first_reported_date"].dropna()
        assert all(when.date() <= day for when in reported)
        assert known.export_events()["mention_count"].sum() == len(mentions)
        seen, said = events, mentions
        counts.append(len(events))
    assert counts[0] == 0 < counts[1] < counts[-1]


def test_there_are_at_most_as_many_versions_as_mentions(real_snapshot: Snapshot) -> None:
    rows = real_snapshot.manifest.rows
    assert rows["event"] <= rows["event_version"] <= rows["mention"] == rows["mention_known"]


def test_every_table_says_what_of_it_was_known_or_is_the_same_on_every_day() -> None:
    files = {path.stem for path in (Settings().query_dir / "known").glob("*.sql")}
    assert files | SAME_ON_EVERY_DAY | set(VERSION_TABLES) == set(PUBLISHED_TABLES)
    assert not files & (SAME_ON_EVERY_DAY | set(VERSION_TABLES))


PUBLISHED = st.one_of(
    st.none(),
    st.sampled_from(["2017", "2018", "2018-05", "2018-Q2", "2018-05-22", "2019-01-01", "2020"]).map(
        PartialDate.parse
    ),
)


@given(st.lists(PUBLISHED, min_size=1, max_size=6))
def test_versions_follow_each_other_without_a_gap_and_end_as_the_event(
    published: list[PartialDate | None],
) -> None:
    story = [
        replace(PLAN, mention_id=f"M{number:04d}", published=when)
        for number, when in enumerate(published, start=1)
    ]
    events = merge_mentions(story, Companies([]), Decisions()).events
    known = days_of_mentions(events)
    newest = max((when.first for when in published if when), default=date.max)
    for event in events:
        versions = list(event_versions(event, known))
        assert versions[-1].event is event and versions[-1].to_date is None
        assert len(versions) <= len(event.mentions)
        for one, after in itertools.pairwise(versions):
            assert one.to_date == after.from_date > one.from_date
            assert set(one.event.mentions) < set(after.event.mentions)
        for mention in event.mentions:
            expected = min(mention.published.last, newest) if mention.published else newest
            assert known[mention.mention_id] == expected


def test_an_event_keeps_its_number_through_time() -> None:
    event: Event = merge_mentions([PLAN, DONE], Companies([]), Decisions()).events[0]
    early, late = event_versions(event, days_of_mentions([event]))
    assert early.event.event_id == late.event.event_id == "E0001"
    assert (early.event.chosen.status, late.event.chosen.status) == (Status.PLANNED, Status.DONE)


def test_days_without_news_between_them_share_a_snapshot_and_few_are_kept(
    story: tuple[Snapshot, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot, settings = story
    monkeypatch.setattr(as_known, "_kept", type(as_known._kept)())
    days = known_days(snapshot)
    first = snapshot_as_known(snapshot, date(2018, 5, 25), days, settings)
    assert snapshot_as_known(snapshot, date(2018, 6, 1), days, settings) is first
    assert snapshot_as_known(snapshot, days[-1], days, settings) is snapshot
    assert snapshot_as_known(snapshot, date(2026, 1, 1), days, settings) is snapshot
    for number in range(SNAPSHOTS_KEPT + 2):
        made = [date(2000, 1, 1) + timedelta(days=index) for index in range(number + 1)]
        snapshot_as_known(snapshot, made[-1], [*made, date(2018, 1, 1)], settings)
    assert len(as_known._kept) == SNAPSHOTS_KEPT


def test_an_empty_snapshot_has_an_empty_past(tmp_path: Path) -> None:
    settings = Settings(snapshot_dir=tmp_path)
    publish_empty(settings)
    snapshot = current_snapshot(settings)
    assert known_days(snapshot) == ()
    assert snapshot_as_known(snapshot, date(2020, 1, 1), (), settings).manifest.rows["event"] == 0


def test_the_past_cannot_be_written_to(story: tuple[Snapshot, Settings]) -> None:
    known = make_as_known(story[0], date(2019, 1, 1), story[1])
    with pytest.raises(Exception, match="read-only"):
        known._connection.execute("delete from event")
    assert not known.path.exists(), "the file lives in this process alone"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024-02", date(2024, 2, 29)),
        ("2023", date(2023, 12, 31)),
    ],
)
def test_the_day_is_read_from_and_written_to_the_url(text: str, day: date) -> None:
    view, unknown = parse_view({"asof": [text]}, Known())
    assert view.filters.as_of == day and not unknown
    assert format_view(view) == {"asof": [day.isoformat()]}
    assert parse_view(format_view(view), Known())[0] == view


@pytest.mark.parametrize(
    "text", ["2024-02-30", "yesterday", "2026-11-24", "2027", "20240301", "-1"]
)
def test_an_unknown_or_impossible_day_is_named_and_left_out(text: str) -> None:
    view, unknown = parse_view({"asof": [text]}, Known(last_day=date(2026, 11, 23)))
    assert view == View()
    assert [(item.name, item.value) for item in unknown] == [("asof", text)]


def test_chip_and_files_name_the_day() -> None:
    locale = load_locale("en")
    filters = Filters(as_of=date(2024, 3, 1))
    assert filter_chips(filters, locale) == [("as_of", "", "As known on 1 March 2024")]
    assert "As known on 1 March 2024" in describe_filters(filters, locale)
    assert filters.without("as_of") == Filters()


@pytest.fixture
def use_snapshots(monkeypatch: pytest.MonkeyPatch, real_settings: Settings) -> None:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))


pages = pytest.mark.parametrize(
    "page", ["overview", "map", "timelines", "revenue", "companies", "events", "sources"]
)


@pytest.mark.filterwarnings("default")
@pages
def test_a_page_shows_the_past_and_says_so(
    page: str, use_snapshots: None, failures: list[str]
) -> None:
    language = LANGUAGES[len(page) % len(LANGUAGES)]
    locale = load_locale(language)
    app = open_page(page, asof="2018-06-20", lang=language)
    is_well(app, failures)
    said = locale.text("As known on {date}", date=locale.date(date(2018, 6, 20)))
    assert any(said in item.value for item in app.info)
    assert any("2018" in item.value and "2026" not in item.value for item in app.caption)
    is_well(open_page(page, asof="1990-01-01"), failures)


@pytest.mark.filterwarnings("default")
def test_a_card_shows_the_past_too(use_snapshots: None, failures: list[str]) -> None:
    app = open_page("events", asof="2018-06-20", event="E0213")
    is_well(app, failures)
    shown = " ".join(item.value for item in app.markdown)
    assert "311" in shown and "309" not in shown, "L'Echo wrote of 309 million in March 2019"
    app = open_page("events", asof="2001-01-01", event="E0213")
    assert any("E0213" in item.value for item in app.warning)


@pytest.mark.filterwarnings("default")
def test_without_a_day_nothing_is_made(
    use_snapshots: None, failures: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Snapshot:
        raise AssertionError("the past was made although nobody asked")

    monkeypatch.setattr(as_known, "make_as_known", refuse)
    is_well(open_page("events"), failures)


@pytest.mark.filterwarnings("default")
def test_an_impossible_day_is_said_on_the_page(use_snapshots: None, failures: list[str]) -> None:
    app = open_page("events", asof="2999-01-01")
    is_well(app, failures)
    assert any("2999" in item.value for item in app.warning)
    assert not app.info
