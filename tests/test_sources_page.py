"""Sources & quality: feeds, coverage with its gaps, outlets, measured quality, both ledgers."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evil import PAYLOADS, publish_empty, publish_evil
from tests.tables import tables_of
from tests.test_pages import failures, is_well, open_page
from vitrine.chart.coverage import Bins, choose_bins, coverage_rows, coverage_scene, stretches
from vitrine.chart.quality import Shown, quality_scene
from vitrine.chart.scene import Bar, Dot, Footer, Line
from vitrine.database import Snapshot
from vitrine.errors import DataError, FetchStatus
from vitrine.feed.state import FeedState, after_failure, after_success, write_states
from vitrine.feed.subscription import read_feed_list
from vitrine.filters import CHOICES, Filters, sql_params
from vitrine.locale import LANGUAGES, load_locale
from vitrine.quality.measured import Measurement, read_measurements, wilson
from vitrine.review.decision import Kind, append_decision, new_decision
from vitrine.settings import ROOT, Settings
from vitrine.ui.check_words import QUESTIONS
from vitrine.ui.source_feed import CONDITIONS, plain_reason
from vitrine.ui.source_ledger import DECISIONS, conflict_table

__all__ = ["failures"]
pytestmark = pytest.mark.filterwarnings("default")
EN = load_locale("en")
PARTS = CHOICES["part"]
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
COLUMNS = "half,tier,kind,name,articles,found,wrong,missed,precision,recall,accuracy"
LINES = (
    "unseen,published,all,,120,150,10,160,,,",
    "unseen,all,all,,120,220,60,90,,,",
    "unseen,published,type,results,80,40,2,40,,,",
    "unseen,published,type,legal,80,1,0,2,,,",
    "unseen,all,language,fr,20,30,5,10,,,",
    "unseen,all,field,amount,120,200,0,0,,,0.95",
)


def write_quality(folder: Path, *lines: str) -> Path:
    (folder / "quality.csv").write_text("\n".join([COLUMNS, *lines]) + "\n", encoding="utf-8")
    return folder


# Wilson intervals and the file of measurements


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_is_that_of_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_narrows_with_more_cases(case: tuple[int, int]) -> None:
    hits, n = case
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    wide = wilson(hits * 10, n * 10)
    assert wide[1] - wide[0] < high - low


def test_without_a_case_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    nothing = Measurement("unseen", "all", "type", "ipo", 1, 0, 0, 0, None)
    assert nothing.precision.value is None and nothing.recall.value is None


def test_measurements_are_read(tmp_path: Path) -> None:
    rows = read_measurements(write_quality(tmp_path, *LINES))
    assert len(rows) == len(LINES)
    assert (rows[0].precision.hits, rows[0].precision.n) == (150, 160)
    assert (rows[0].recall.hits, rows[0].recall.n) == (150, 310)
    assert rows[-1].accuracy == 0.95
    assert read_measurements(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (LINES[0].replace("unseen", "best"), "half"),
        (LINES[0].replace("published", "secret"), "tier"),
        (LINES[0].replace(",all,", ",everything,"), "kind"),
        (LINES[0].replace(",150,", ",-1,"), "found"),
        (LINES[0].replace(",150,", ",a lot,"), "found"),
        (LINES[5].replace("0.95", "95"), "accuracy"),
    ],
)
def test_a_wrong_line_is_named(line: str, column: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"quality.csv line 2, column {column}"):
        read_measurements(write_quality(tmp_path, line))


def test_the_quality_chart_shows_both_shares_with_their_intervals(tmp_path: Path) -> None:
    rows = read_measurements(write_quality(tmp_path, *LINES))
    own = [row for row in rows if row.kind == "type"]
    shown = Shown("type", "published", own, lambda row: row.name)
    scene = quality_scene(shown, EN, 1240, Footer())
    marks = scene.panels[0].marks
    assert sum(isinstance(mark, Dot) for mark in marks) == 4
    assert sum(isinstance(mark, Line) for mark in marks) == 4
    assert "95%" in scene.title and "49%" in scene.title  # 41 of 43, 41 of 83
    assert any("legal" in note for note in scene.notes), "three cases are too few"
    assert not any("results" in note for note in scene.notes)
    table = scene.table.set_index("name")
    assert table.loc["legal", "precision_pct"] == 100
    assert table.loc["legal", "precision_low_pct"] < 25
    assert [tick.text for tick in scene.panels[0].y.ticks] == ["results (80)", "legal (3)"]


# Coverage


def coverage_frame() -> pd.DataFrame:
    rows = [
        ("country", "FR", 2018, "2018-01-01", 6),
        ("country", "FR", 2018, "2018-03-01", 1),
        ("country", "BE", 2018, None, 3),
        ("country", "BE", 2019, "2019-02-01", 2),
        ("country", "", 2019, "2019-02-01", 9),
        ("language", "fr", 2018, "2018-01-01", 6),
    ]
    frame = pd.DataFrame(rows, columns=["kind", "value", "year", "month_date", "article_count"])
    return frame.assign(month_date=pd.to_datetime(frame["month_date"]))


NAMES = {"FR": "France", "BE": "Belgium", "": "no single country", "fr": "French"}
LAST = date(2019, 6, 30)


def test_columns_are_as_fine_as_they_can_be_seen() -> None:
    own = coverage_frame()[lambda frame: frame["kind"] == "country"]
    assert choose_bins(own, LAST, 1200) == Bins(2018 * 12, 1, 18)
    assert choose_bins(own, LAST, 60) == Bins(2018 * 12, 3, 6)
    assert choose_bins(own, LAST, 10) == Bins(2018 * 12, 12, 2)


def test_gaps_are_what_no_article_fills() -> None:
    own = coverage_frame()[lambda frame: frame["kind"] == "country"]
    bins = choose_bins(own, LAST, 1200)
    rows = {row.value: row for row in coverage_rows(own, bins)}
    assert list(rows) == ["FR", "BE", ""], "most articles first, no country last"
    assert rows["FR"].counts == {0: 6, 2: 1}
    assert list(stretches(rows["FR"], bins)) == [(1, 1, "none"), (3, 17, "none")]
    assert list(stretches(rows["BE"], bins)) == [
        (0, 11, "year"),
        (12, 12, "none"),
        (14, 17, "none"),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["FR", "BE", ""]),
            st.integers(2010, 2019),
            st.one_of(st.none(), st.integers(1, 12)),
            st.integers(1, 9),
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([10, 60, 300, 2000]),
)
def test_cells_and_gaps_cover_every_column_once(
    drawn: list[tuple[str, int, int | None, int]], room_px: int
) -> None:
    frame = pd.DataFrame(
        [
            ("country", value, year, None if month is None else f"{year}-{month:02d}-01", count)
            for value, year, month, count in drawn
        ],
        columns=["kind", "value", "year", "month_date", "article_count"],
    )
    frame["month_date"] = pd.to_datetime(frame["month_date"])
    bins = choose_bins(frame, date(2019, 12, 31), room_px)
    for row in coverage_rows(frame, bins):
        covered = sorted(
            [
                *row.counts,
                *(n for first, last, _ in stretches(row, bins) for n in range(first, last + 1)),
            ]
        )
        assert covered == list(range(bins.count))


def test_the_coverage_chart_draws_its_table() -> None:
    scene = coverage_scene(coverage_frame(), "country", NAMES, EN, 1240, LAST, Footer())
    assert scene.title == "Best covered: France, with articles in 2 of 18 months"
    bars = [mark for mark in scene.panels[0].marks if isinstance(mark, Bar)]
    assert len(bars) == len(scene.table)
    assert sum(bar.fill == "hatched" for bar in bars) == sum(scene.table["state"] == "no article")
    assert scene.table["article_count"].sum() == 18, "three are known by their year alone"
    assert list(scene.table.columns) == [
        *("country", "from_date", "to_date", "article_count", "state"),
    ]
    assert "silence" in scene.subtitle


def test_coverage_counts_each_article_once(real_snapshot: Snapshot) -> None:
    frame = real_snapshot.ask("source_coverage", sql_params(Filters())).frame
    languages = frame[frame["kind"] == "language"]["article_count"].sum()
    dated = sum(row[4] is not None for row in real_snapshot.table_rows("article"))
    assert languages == dated > 500
    belgian = real_snapshot.ask("source_coverage", sql_params(Filters(countries=("BE",)))).frame
    assert set(belgian[belgian["kind"] == "country"]["value"]) == {"BE"}


# Outlets, ledgers, feeds


def test_outlets_are_counted_under_the_filters(real_snapshot: Snapshot) -> None:
    frame = real_snapshot.ask("source_outlet", sql_params(Filters())).frame
    assert frame["mention_count"].sum() == real_snapshot.manifest.rows["mention"]
    assert frame["event_count"].is_monotonic_decreasing
    only = real_snapshot.ask("source_outlet", sql_params(Filters(companies=("Coolblue",)))).frame
    assert 0 < len(only) < len(frame)


def test_the_ledger_of_differences_shows_both_values(real_snapshot: Snapshot) -> None:
    values = {**sql_params(Filters(companies=("Coolblue",))), "row_offset": 0, "row_count": 50}
    frame = real_snapshot.ask("source_conflict", values).frame
    assert set(frame["total_count"]) == {len(frame)}
    table = conflict_table(frame, EN).set_index(["event_id", "outlet"])
    row = table.loc[("E0213", "L'Echo")]
    assert (row["shown_value"], row["other_value"], row["kind"]) == ("€311m", "€309m", "Conflict")
    assert row["shown_outlet"] == "RetailDetail"
    rest = real_snapshot.ask("source_conflict", values | {"row_offset": 1, "row_count": 1}).frame
    assert list(rest["mention_id"]) == [frame["mention_id"].iloc[1]]


def test_every_kind_of_decision_and_condition_has_words() -> None:
    assert {kind.value for kind in Kind} <= set(DECISIONS)
    assert set(CONDITIONS) == {"new", "working", "failing", "off"}


def test_every_check_has_its_question_in_the_readers_language() -> None:
    directory = Settings().query_dir / "checks"
    questions = {
        path.stem: path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ")
        for path in directory.glob("*.sql")
    }
    assert questions == QUESTIONS


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("https://x.example/robots.txt answers 503.", "fault of its own"),
        ("a.example is not read because the site's robots.txt forbids it.", "does not allow"),
        ("https://a.example/404 was not read within 20 seconds; try again later.", "too slowly"),
        ("https://a.example answers 404.", "no feed at this address"),
        ("GDELT refused the search: “too common”; change it.", "the news search was refused"),
        ("https://a.example cannot be reached (refused); try again later.", "cannot be reached"),
        ("Something else entirely", "Something else entirely"),
    ],
)
def test_why_a_feed_fails_is_said_in_plain_words(error: str, words: str) -> None:
    assert words in plain_reason(error, EN)


def test_the_feed_list_is_read() -> None:
    feeds = read_feed_list(ROOT / "data")
    assert len(feeds) >= 10 and all(feed.url.startswith("https://") for feed in feeds)
    assert read_feed_list(ROOT / "docs") == ()


# The page


@pytest.fixture
def lively(monkeypatch: pytest.MonkeyPatch, real_settings: Settings, tmp_path: Path) -> Path:
    """The real snapshot with measured quality, feeds in every condition and a decision."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("snapshots", "inbox"))
    write_quality(data, *LINES)
    feeds = read_feed_list(data)
    good = after_success(FeedState(feeds[0].url, feeds[0].outlet), NOW, items=30)
    bad = after_failure(
        FeedState(feeds[1].url, feeds[1].outlet), FetchStatus("it answers 503.", status=503), NOW
    )
    gone = after_failure(FeedState("https://old.example/feed", "Old Paper"),
                         FetchStatus("it answers 410.", status=410), NOW)  # fmt: skip
    inbox = tmp_path / "inbox"
    write_states(inbox, [good, bad, gone])
    append_decision(inbox, new_decision(Kind.REJECT, "An Analyst", "It is satire", at=NOW))
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))
    monkeypatch.setenv("VITRINE_DATA_DIR", str(data))
    monkeypatch.setenv("VITRINE_INBOX_DIR", str(inbox))
    return data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_shown_in_every_language(
    part: str, language: str, lively: Path, failures: list[str]
) -> None:
    app = open_page("sources", part=part, lang=language)
    is_well(app, failures)
    assert len([*app.markdown, *app.caption]) > 4


def test_feeds_are_shown_with_their_condition(lively: Path, failures: list[str]) -> None:
    app = open_page("sources", part="feeds")
    is_well(app, failures)
    table = tables_of(app)[0]
    assert list(table["condition"][:2]) == ["failing", "off"]
    assert table["reason"].iloc[0] == "the site has a fault of its own"
    assert table["next_try"].iloc[1] == "", "a feed that is off is not tried again"
    assert set(table["condition"]) == {"failing", "off", "working", "not read yet"}


def test_the_news_index_stands_among_the_feeds_where_it_is_on(
    lively: Path, failures: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "GDELT" not in set(tables_of(open_page("sources", part="feeds"))[0]["outlet"])
    monkeypatch.setenv("VITRINE_DISCOVER_GDELT", "on")
    app = open_page("sources", part="feeds")
    is_well(app, failures)
    table = tables_of(app)[0]
    assert list(table[table["outlet"] == "GDELT"]["condition"]) == ["not read yet"]


def test_measured_quality_and_checks_are_shown(lively: Path, failures: list[str]) -> None:
    app = open_page("sources", part="quality")
    is_well(app, failures)
    said = " ".join(item.value for item in app.markdown)
    assert "150 of 160" in said and "interval" in said
    assert "unseen by those who write the rules" in said
    assert any("120 labelled articles" in item.value for item in app.caption)
    checks = next(table for table in tables_of(app) if "question" in table)
    assert not checks["row_count"].any() and len(checks) == len(QUESTIONS)


def test_the_ledgers_are_shown_and_paged(lively: Path, failures: list[str]) -> None:
    app = open_page("sources", part="differences", q="coolblue")
    is_well(app, failures)
    conflicts, decisions = tables_of(app)
    assert all("Coolblue" in text for text in conflicts["headline"])
    assert list(decisions.iloc[0][["decided_by", "decided_for"]]) == ["An Analyst", "It is satire"]
    app.query_params.clear()
    app.query_params["part"] = "differences"
    first = tables_of(app.run())[0]
    app.query_params["page"] = "2"
    second = tables_of(app.run())[0]
    is_well(app, failures)
    assert len(first) == 50 and 0 < len(second) < 50


def test_without_a_measurement_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch, lively: Path, failures: list[str]
) -> None:
    (lively / "quality.csv").unlink()
    app = open_page("sources", part="quality")
    is_well(app, failures)
    assert any("not measured" in item.value for item in app.markdown)


@pytest.mark.parametrize(
    ("file", "part"),
    [("quality.csv", "quality"), ("feeds.csv", "feeds"), ("feeds.csv", "coverage")],
)
def test_a_damaged_file_spoils_nothing_else(
    file: str, part: str, lively: Path, failures: list[str]
) -> None:
    (lively / file).write_bytes(b"\xff\xfe,nonsense\n\x00")
    app = open_page("sources", part=part)
    is_well(app, failures)
    said = [item.value.replace("\\", "") for item in app.warning]
    assert part == "coverage" or any(file in text for text in said)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_works_on_empty_and_hostile_data(
    part: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failures: list[str]
) -> None:
    for name, fill in (("empty", publish_empty), ("evil", publish_evil)):
        fill(Settings(snapshot_dir=tmp_path / name))
        monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(tmp_path / name))
        is_well(open_page("sources", part=part), failures)
        is_well(open_page("sources", part=part, asof="2020-05-01"), failures)


def test_hostile_feeds_and_measurements_are_only_text(
    monkeypatch: pytest.MonkeyPatch, lively: Path, tmp_path: Path, failures: list[str]
) -> None:
    write_states(
        tmp_path / "inbox",
        [
            after_failure(FeedState(f"https://evil.example/{number}", payload),
                          ValueError(payload), NOW)
            for number, payload in enumerate(PAYLOADS)
        ],
    )  # fmt: skip
    with (lively / "quality.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS.split(","))
        for payload in (text.replace("\x00", "") for text in PAYLOADS):
            writer.writerow(["unseen", "published", "type", payload, 1, 1, 1, 1, "", "", ""])
    for part in ("feeds", "quality"):
        is_well(open_page("sources", part=part), failures)


def test_the_footer_leads_here(lively: Path, failures: list[str]) -> None:
    app = open_page("overview")
    is_well(app, failures)
    links = [item.proto.label for item in app.get("page_link")]
    assert "Sources & quality" in links
