"""Ingest: what came is stored once, read, published; what waits never changes what is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ingest_cases import CORRECTED, OPENING, REVENUE, article, place, write
from tests.loopback import Site, answer, fetcher, serving
from vitrine.article import Article
from vitrine.build import build_snapshot
from vitrine.cli import main
from vitrine.database import Snapshot, current_snapshot
from vitrine.errors import BuildLocked, CheckFailed, VitrineError
from vitrine.event import Evidence, Mention, Tier
from vitrine.extract import extract_mentions
from vitrine.filters import Filters, sql_params
from vitrine.ingest.archive import Archive
from vitrine.ingest.collect import collect, read_batches
from vitrine.ingest.lock import held_lock
from vitrine.ingest.run import ingest, store_articles
from vitrine.review.decision import Kind, append_decision, new_decision, trace_of
from vitrine.settings import Settings

NOW = datetime(2018, 6, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return place(tmp_path)


@pytest.fixture
def _all_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the extractor be sure of all it reads."""

    def sure(*arguments: Any) -> tuple[Mention, ...]:
        return tuple(
            replace(item, tier=Tier.PUBLISHED, confidence=0.97)
            for item in extract_mentions(*arguments)
        )

    monkeypatch.setattr("vitrine.ingest.reading.extract_mentions", sure)


def run(settings: Settings, *sources: object, **options: Any) -> Any:
    return ingest([str(item) for item in sources], settings, clock=lambda: NOW, **options)


def shown(settings: Settings, **filters: Any) -> list[dict[str, Any]]:
    """Return the events that came from our outlet, as the list shows them."""
    values = sql_params(Filters(**filters)) | {"row_offset": 0, "row_count": 20_000}
    rows = current_snapshot(settings).ask("event_page", values).frame.to_dict("records")
    return [row for row in rows if "Proefkrant" in row["outlets"]]


def content(snapshot: Snapshot) -> dict[str, list[tuple[object, ...]]]:
    names = ("event", "mention", "span", "article", "conflict", "new_name", "event_version")
    return {name: snapshot.table_rows(name) for name in names}


def test_what_is_read_waits_until_it_is_asked_for(settings: Settings, tmp_path: Path) -> None:
    report = run(settings, write(tmp_path, "a"))
    assert (report.new, report.unchanged, report.problems) == (1, 0, [])
    assert sum(report.mentions.values()) == 1
    waiting = shown(settings, is_unreviewed=True)
    assert [row["company"] for row in waiting] == ["Coolblue"]
    if report.mentions["review"]:
        assert shown(settings) == []


@pytest.mark.usefixtures("_all_sure")
def test_what_is_sure_is_published_with_its_words(settings: Settings, tmp_path: Path) -> None:
    write(tmp_path / "in", "a", OPENING.replace("22 mei 2018", "9 mei 2018"))
    report = run(settings, tmp_path / "in")
    (event,) = shown(settings)
    assert (event["company"], event["city"], event["mention_count"]) == ("Coolblue", "Gent", 1)
    assert report.new_events >= 1
    snapshot = current_snapshot(settings)
    spans = {row[1]: row[4] for row in snapshot.table_rows("span")}
    assert spans["company"] == "Coolblue" and spans["event_date"] == "9 mei 2018"
    (fact,) = [row for row in snapshot.table_rows("article") if row[2] == "Proefkrant"]
    assert fact[7:] == (1, NOW.replace(tzinfo=None), "given", True)


def test_ingesting_twice_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    write(tmp_path / "in", "a")
    write(tmp_path / "in", "b", REVENUE)
    run(settings, tmp_path / "in")
    before, name = content(current_snapshot(settings)), current_snapshot(settings).name
    again = run(settings, tmp_path / "in")
    assert (again.new, again.unchanged, again.new_events) == (0, 2, 0)
    assert current_snapshot(settings).name == name
    build_snapshot(settings, is_forced=True)
    assert content(current_snapshot(settings)) == before


@pytest.mark.usefixtures("_all_sure")
def test_a_corrected_article_keeps_both_figures_in_one_event(
    settings: Settings, tmp_path: Path
) -> None:
    text = REVENUE.replace("2018", "2003")
    run(settings, write(tmp_path, "a", text, published="2004-02-01"))
    corrected = CORRECTED.replace("2018", "2003")
    report = run(settings, write(tmp_path, "a", corrected, published="2004-02-01"))
    assert (report.new, report.new_versions) == (0, 1)
    (event,) = shown(settings)
    assert (float(event["amount"]), event["mention_count"]) == (1.25e9, 2)
    rows = current_snapshot(settings).ask("event_conflict", {"event_id": event["event_id"]}).frame
    assert rows["value"].tolist() == ["1350000000 EUR"]


@pytest.mark.parametrize("tier", list(Tier))
def test_ingested_mentions_never_block_publishing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tier: Tier
) -> None:
    """A figure a thousand times too large is no reason to publish nothing."""

    def reader(*arguments: Any) -> tuple[Mention, ...]:
        return tuple(replace(m, tier=tier) for m in extract_mentions(*arguments))

    monkeypatch.setattr("vitrine.ingest.reading.extract_mentions", reader)
    text = REVENUE.replace("1,35 miljard", "1350 miljard")
    report = run(settings, write(tmp_path, "a", text))
    assert shown(settings) == []
    (event,) = shown(settings, is_unreviewed=True)
    assert event["company"] == "Coolblue"
    assert len(report.build.demotions) == (tier is Tier.PUBLISHED)
    if tier is Tier.PUBLISHED:
        assert "amount_off_by_thousand" in "\n".join(report.lines())


def test_versioned_data_that_fails_a_check_still_blocks(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for path in Settings().data_dir.iterdir():
        if path.name != "mentions.csv":
            (data / path.name).symlink_to(path)
    lines = (Settings().data_dir / "mentions.csv").read_text("utf-8").splitlines()
    wrong = next(line for line in lines if ",done,2018-05-22," in line)
    lines[lines.index(wrong)] = wrong.replace("2018-05-22", "2039-05-22", 1)
    (data / "mentions.csv").write_text("\n".join(lines) + "\n", "utf-8")
    settings = place(tmp_path, data_dir=data)
    store_articles([article()], settings)
    with pytest.raises(CheckFailed, match="done_after_article"):
        build_snapshot(settings)
    assert not list(settings.snapshot_dir.glob("events-*"))


def test_what_waits_changes_no_published_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_outlet(item: Article, *others: Any) -> tuple[Mention, ...]:
        tier = Tier.REVIEW if item.outlet == "Elders" else Tier.PUBLISHED
        return tuple(replace(m, tier=tier) for m in extract_mentions(item, *others))

    monkeypatch.setattr("vitrine.ingest.reading.extract_mentions", by_outlet)
    published = []
    for name in ("alone", "with_waiting"):
        settings = place(tmp_path / name)
        store_articles([article()], settings, clock=lambda: NOW)
        if name == "with_waiting":
            other = article(url="https://other.example/x", outlet="Elders")
            store_articles([other], settings, clock=lambda: NOW)
        build_snapshot(settings)
        # Without what is counted when the snapshot is written: event_no, was_planned, weight.
        rows = [row[:-3] for row in current_snapshot(settings).table_rows("event")]
        published.append([row for row in rows if row[-4] == "published"])
        waiting = len(rows) - len(published[-1])
        assert waiting == (name == "with_waiting")
    assert published[0] == published[1]


def test_a_reviewer_publishes_and_rejects(settings: Settings, tmp_path: Path) -> None:
    run(settings, write(tmp_path, "a", REVENUE.replace("2018", "2003")))
    (mention,) = collect(settings, read_batches(settings)).mentions
    values = {"mention_ids": [mention.mention_id], "traces": [trace_of(mention)]}
    decided = append_decision(
        settings.inbox_dir, new_decision(Kind.APPROVE, "An Analyst", "read it", **values)
    )
    build_snapshot(settings)
    (event,) = shown(settings)
    assert event["company"] == "Coolblue"
    rows = {row[0]: row for row in current_snapshot(settings).table_rows("mention")}
    assert {"An Analyst", "read it"} <= set(rows[mention.mention_id])
    append_decision(
        settings.inbox_dir, new_decision(Kind.REJECT, "An Analyst", at=decided.at, **values)
    )
    build_snapshot(settings)
    assert shown(settings, is_unreviewed=True) == []


def test_what_a_person_approved_is_shown_though_its_evidence_is_poor(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(*arguments: Any) -> tuple[Mention, ...]:
        wrong = (Evidence("company", 0, 5), Evidence("city", 5_000, 5_010))
        return tuple(replace(m, spans=wrong) for m in extract_mentions(*arguments))

    monkeypatch.setattr("vitrine.ingest.reading.extract_mentions", reader)
    run(settings, write(tmp_path, "a", OPENING.replace("2018", "2003")))
    assert shown(settings) == []
    (mention,) = collect(settings, read_batches(settings)).mentions
    append_decision(
        settings.inbox_dir,
        new_decision(
            Kind.APPROVE,
            "An Analyst",
            mention_ids=[mention.mention_id],
            traces=[trace_of(mention)],
        ),
    )
    report = build_snapshot(settings)
    assert [row["company"] for row in shown(settings)] == ["Coolblue"]
    assert report.demotions == ()
    spans = current_snapshot(settings).table_rows("span")
    kept = {row[1] for row in spans if row[0] == mention.mention_id}
    assert kept == {"company"}, "the place lies outside the text and proves nothing"


@pytest.mark.usefixtures("_all_sure")
def test_a_fact_of_the_headline_alone_is_proved_by_the_headline(
    settings: Settings, tmp_path: Path
) -> None:
    title = "Coolblue opent winkel in Gent op 22 mei 2003"
    text = "Het nieuws werd vanochtend bekend. De buurt is er blij mee."
    run(settings, write(tmp_path, "a", text, title=title, published="2003-06-01"))
    (event,) = shown(settings)
    assert (event["company"], event["city"]) == ("Coolblue", "Gent")
    (span,) = [row for row in current_snapshot(settings).table_rows("span") if row[4] == title]
    assert span[1:4] == ("headline", 0, len(title))


def test_a_taught_name_is_read_in_articles_that_are_there(
    settings: Settings, tmp_path: Path
) -> None:
    text = OPENING.replace("Coolblue", "Zonnekoopje")
    run(settings, write(tmp_path, "a", text))
    assert shown(settings, is_unreviewed=True) == []
    values = {"alias": "Zonnekoopje", "company": "Coolblue"}
    append_decision(settings.inbox_dir, new_decision(Kind.ALIAS, "An Analyst", values=values))
    build_snapshot(settings)
    assert [row["company"] for row in shown(settings, is_unreviewed=True)] == ["Coolblue"]


def test_a_table_of_stores_is_taken_in(settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "stores.csv"
    table.write_text(
        "Company;City;Country;Opening date;Source\n"
        "Coolblue;Gent;BE;2003-05-22;https://news.example/1\n"
        "Coolblue;Nergenshuizen;;soon;\n",
        encoding="utf-8",
    )
    report = run(settings, table)
    assert report.rows == 1
    assert report.problems == []
    assert any("stores.csv line 3" in line for line in report.left_out)
    again = run(settings, table)
    assert again.new_events == 0
    assert "1 rows of tables, 0 of them new." in again.lines()


def test_two_ingests_cannot_run(settings: Settings, tmp_path: Path) -> None:
    with (
        held_lock(settings.inbox_dir / "ingest.lock", "ingest"),
        pytest.raises(BuildLocked, match=r"ingest is running \(process \d+ since"),
    ):
        run(settings, write(tmp_path, "a"))
    assert run(settings, write(tmp_path, "a"), is_building=False).new == 1


def test_the_exit_codes(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("VITRINE_INBOX_DIR", str(settings.inbox_dir))
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(settings.snapshot_dir))
    path = str(write(tmp_path, "a"))
    assert main(["ingest", path, "--no-build"]) == 0
    (tmp_path / "bad.json").write_text("{")
    assert main(["ingest", path, str(tmp_path / "bad.json"), "--no-build"]) == 1
    assert "bad.json" in capsys.readouterr().out
    with held_lock(settings.inbox_dir / "ingest.lock", "ingest"):
        assert main(["ingest", path]) == 75


def test_without_a_build_nothing_is_published(settings: Settings, tmp_path: Path) -> None:
    report = run(settings, write(tmp_path, "a"), is_building=False)
    assert sum(report.mentions.values()) == 1 and report.build is None
    assert not list(settings.snapshot_dir.glob("*"))


def test_a_full_disk_is_one_sentence_and_what_was_stored_stays(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        write(tmp_path / "in", f"a{number}", f"{OPENING} Bericht {number}.")
    small = replace(settings, ingest_batch_articles=2)
    original, calls = Archive.add, []

    def full(self: Archive, *arguments: Any) -> Path | None:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return original(self, *arguments)

    monkeypatch.setattr(Archive, "add", full)
    with pytest.raises(VitrineError, match=r"No space left.*MB are free"):
        run(small, tmp_path / "in")
    monkeypatch.undo()
    report = run(small, tmp_path / "in", is_building=False)
    assert (report.new, report.unchanged) == (3, 2)


def test_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    texts = [OPENING, REVENUE, f"{OPENING} Dat meldt de keten.", CORRECTED]
    articles = [
        article(text, url=f"https://n{number}.example/", outlet=f"Proefkrant {number}")
        for number, text in enumerate(texts)
    ]
    found = []
    for order in (articles, articles[::-1], [*articles[2:], *articles[:2]]):
        settings = place(tmp_path / str(len(found)))
        for item in order:
            store_articles([item], settings, clock=lambda: NOW)
        build_snapshot(settings)
        found.append(content(current_snapshot(settings)))
    assert found[0] == found[1] == found[2]


def test_bit_by_bit_is_the_same_as_at_once(tmp_path: Path) -> None:
    for number, text in enumerate((OPENING, REVENUE, CORRECTED)):
        write(tmp_path / "in", f"a{number}", text)
    at_once, by_bits = place(tmp_path / "x"), place(tmp_path / "y")
    run(at_once, tmp_path / "in")
    for path in sorted((tmp_path / "in").iterdir()):
        run(by_bits, path)
    assert content(current_snapshot(at_once)) == content(current_snapshot(by_bits))


PAGE = (
    "<html lang=nl><head><title>Coolblue opent in Gent</title>"
    '<meta property="article:published_time" content="2018-06-01T08:00:00Z"></head>'
    "<body><article><h1>Coolblue opent in Gent</h1><p>{text} De winkel ligt aan de rand van de "
    "stad en is elke dag open, ook op zondag, zo zegt een woordvoerder van het bedrijf.</p>"
    "</article></body></html>"
)
FEED = '<rss version="2.0"><channel><title>Proefkrant</title>{items}</channel></rss>'


def page(text: str = OPENING) -> bytes:
    return answer(PAGE.format(text=text).encode())


def feed(site: Site, *names: str, **headers: str) -> bytes:
    items = "".join(f"<item><link>{site.url}/{name}</link></item>" for name in names)
    return answer(FEED.format(items=items).encode(), kind="application/rss+xml", **headers)


def with_feed(settings: Settings, tmp_path: Path, url: str) -> Settings:
    """Return settings whose only feed is this one."""
    data = tmp_path / "feeds-data"
    data.mkdir()
    for path in Settings().data_dir.iterdir():
        if path.name != "feeds.csv":
            (data / path.name).symlink_to(path)
    (data / "feeds.csv").write_text(
        f"outlet,url,language,country,known_from\nProefkrant,{url},nl,NL,ours\n"
    )
    return replace(settings, data_dir=data)


def test_an_address_is_fetched_and_read(settings: Settings) -> None:
    with serving() as site:
        site.routes |= {"/a": page()}
        report = run(
            settings, f"{site.url}/a", f"{site.url}/gone", fetcher=fetcher(site), is_building=False
        )
    assert report.new == 1
    assert len(report.problems) == 1 and "/gone" in report.problems[0]
    (stored,) = Archive(settings.inbox_dir).stored()
    assert "Coolblue" in stored.article.text and stored.article.language == "nl"
    assert str(stored.article.published) == "2018-06-01"


def test_a_feed_is_read_once_and_its_state_kept(settings: Settings, tmp_path: Path) -> None:
    with serving() as site:
        site.routes |= {"/feed": feed(site, "a", ETag='"one"'), "/a": page()}
        fed = with_feed(settings, tmp_path, f"{site.url}/feed")
        first = run(fed, "feeds", fetcher=fetcher(site), is_building=False)
        again = run(fed, "feeds", fetcher=fetcher(site), is_building=False)
    assert (first.new, first.problems) == (1, [])
    assert (again.new, again.unchanged) == (0, 0)
    assert site.paths == ["/feed", "/a"], "it is not due again yet"
    assert '"one"' in (settings.inbox_dir / "feeds.json").read_text().replace('\\"', '"')


def test_news_that_could_not_be_read_is_tried_again(settings: Settings, tmp_path: Path) -> None:
    day = iter([NOW, NOW.replace(day=3)])
    with serving() as site:
        site.routes |= {"/feed": feed(site, "a", "b", ETag='"one"'), "/a": page()}
        fed = with_feed(settings, tmp_path, f"{site.url}/feed")
        reports = []
        for now in day:
            reports.append(
                ingest(
                    ["feeds"],
                    fed,
                    is_building=False,
                    fetcher=fetcher(site),
                    clock=lambda now=now: now,  # type: ignore[misc]
                )
            )
            site.routes["/b"] = page(REVENUE)
    assert [report.new for report in reports] == [1, 1]
    assert site.paths.count("/a") == 1, "what is stored is not fetched again"


def test_a_dead_feed_is_named_and_the_others_go_on(settings: Settings, tmp_path: Path) -> None:
    with serving() as site:
        site.routes |= {"/feed": answer(b"<html>no feed"), "/a": page()}
        fed = with_feed(settings, tmp_path, f"{site.url}/feed")
        report = run(fed, "feeds", f"{site.url}/a", fetcher=fetcher(site), is_building=False)
    assert report.new == 1
    assert ["Proefkrant" in problem for problem in report.problems] == [True]
