"""The archive: batches appear whole, versions are told apart, readings are only a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest_cases import CORRECTED, OPENING, REVENUE, article, place
from vitrine.article import Article
from vitrine.errors import DataError
from vitrine.event import Evidence, Tier
from vitrine.extract import extract_mentions, load_knowledge
from vitrine.ingest.archive import Archive, article_key, clear_leftovers
from vitrine.ingest.collect import collect, extractor_fingerprint, read_batches
from vitrine.ingest.reading import read_article, reading_from_json, reading_to_json
from vitrine.settings import Settings

NOW = datetime(2018, 6, 2, 8, 30, tzinfo=UTC)


def add(archive: Archive, *articles: Article) -> Path | None:
    return archive.add(archive.new_of(articles), NOW)


def test_what_was_added_is_read_back(tmp_path: Path) -> None:
    first = article(title="Nieuw\u2028in Gent", text=f"{OPENING}\u2028\x85 “x”")
    add(Archive(tmp_path), first)
    (stored,) = Archive(tmp_path).stored()
    assert (stored.article, stored.fetched_at, stored.version) == (first, NOW, 1)


def test_times_are_kept_in_utc(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([(article(), 1)], NOW.astimezone(timezone(timedelta(hours=2))))
    (stored,) = archive.stored()
    assert stored.fetched_at == NOW and stored.fetched_at.utcoffset() == timedelta(0)


def test_the_same_article_again_is_not_new(tmp_path: Path) -> None:
    add(Archive(tmp_path), article())
    archive = Archive(tmp_path)
    assert archive.new_of([article(), article(url=f"{URL}?utm_source=x#top")]) == []
    assert archive.add([], NOW) is None
    assert len(archive.batches()) == 1


URL = article().url


def test_a_changed_text_is_a_second_version(tmp_path: Path) -> None:
    add(Archive(tmp_path), article(REVENUE))
    ((_, version),) = Archive(tmp_path).new_of([article(CORRECTED)])
    assert version == 2


def test_a_related_item_is_one_article_wherever_it_stands() -> None:
    first = article(parent_id="a", article_id="a#2")
    elsewhere = article(url="https://news.example/other", parent_id="b", article_id="b#5")
    assert article_key(first) == article_key(elsewhere)
    assert article_key(first) != article_key(article())


def test_a_batch_after_a_removed_one_stays_the_newest(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    paths = [add(archive, article(url=f"{URL}/{number}")) for number in range(3)]
    assert paths[0]
    paths[0].unlink()
    newest = add(archive, article(url=f"{URL}/9"))
    assert archive.batches()[-1] == newest


@pytest.mark.parametrize("damage", ["{", '{"a": 1}', "null", "[]"])
def test_a_damaged_line_is_named(tmp_path: Path, damage: str) -> None:
    path = add(Archive(tmp_path), article())
    assert path
    path.write_text(path.read_text() + damage + "\n")
    with pytest.raises(DataError, match="line 2"):
        list(Archive(tmp_path).stored())


def test_what_a_killed_writer_left_behind_goes(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    add(archive, article())
    (archive.article_dir / ".000002-x.jsonl.77.tmp").write_text("{")
    clear_leftovers(tmp_path)
    assert [path.name for path in archive.article_dir.iterdir()] == [archive.batches()[0].name]


def test_readings_are_kept_and_those_of_an_older_extractor_go(tmp_path: Path) -> None:
    settings = place(tmp_path)
    archive = Archive(settings.inbox_dir)
    path = add(archive, article())
    assert path
    assert archive.readings(path, "old") is None
    archive.keep_readings(path, "old", [])
    assert archive.readings(path, "old") == ()
    extractor = read_batches(settings)
    assert archive.readings(path, "old") is None
    (reading,) = archive.readings(path, extractor) or ()
    assert [mention.company for mention in reading.mentions] == ["Coolblue"]


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe", b'{"key": 1}\n', b"null\n"])
def test_a_damaged_reading_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    settings = place(tmp_path)
    add(Archive(settings.inbox_dir), article())
    extractor = read_batches(settings)
    whole = collect(settings, extractor)
    (path,) = (settings.inbox_dir / "mention").iterdir()
    path.write_bytes(damage)
    assert collect(settings, extractor) == whole


def test_an_extractor_is_known_by_its_words(tmp_path: Path) -> None:
    words = tmp_path / "data" / "lexicon" / "en.toml"
    words.parent.mkdir(parents=True)
    words.write_text("a = 1")
    settings = place(tmp_path, data_dir=tmp_path / "data")
    before = extractor_fingerprint(settings)
    assert extractor_fingerprint(settings) == before
    words.write_text("a = 2")
    assert extractor_fingerprint(settings) != before


def gathered(folder: Path, *articles: Article) -> list[tuple[object, ...]]:
    settings = place(folder)
    for item in articles:
        add(Archive(settings.inbox_dir), item)
    found = collect(settings, read_batches(settings)).mentions
    return [(m.event_type.value, str(m.money.amount) if m.money else "", m.version) for m in found]


def test_a_second_version_that_says_the_same_counts_once(tmp_path: Path) -> None:
    found = gathered(tmp_path, article(REVENUE), article(f"{REVENUE} Dat meldt de keten."))
    assert found == [("results", "1350000000", 1)]


def test_a_corrected_figure_is_kept_beside_the_first(tmp_path: Path) -> None:
    found = gathered(tmp_path, article(REVENUE), article(CORRECTED))
    assert found == [("results", "1350000000", 1), ("results", "1250000000", 2)]


def test_two_addresses_with_one_text_are_two_sources(tmp_path: Path) -> None:
    found = gathered(tmp_path, article(REVENUE), article(REVENUE, url="https://other.example/1"))
    assert len(found) == 2


def test_an_amount_beyond_all_tables_is_left_out(tmp_path: Path) -> None:
    text = REVENUE.replace("1,35 miljard", "99999999999 miljard")
    assert gathered(tmp_path, article(text)) == []


def test_every_span_of_a_reading_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = load_knowledge(Settings().data_dir)

    def wrong_places(item: Article, known: object) -> object:
        (mention,) = extract_mentions(item, knowledge)
        spans = (Evidence("company", 9, 15), Evidence("city", 5000, 5004), *mention.spans)
        return (replace(mention, spans=spans),)

    monkeypatch.setattr("vitrine.ingest.reading.extract_mentions", wrong_places)
    reading = read_article(article(), "key", NOW, 1, knowledge)
    assert [item.role for item in reading.wrong_spans] == ["company", "city"]
    assert "does not name Coolblue" in reading.wrong_spans[0].problem


def test_a_short_name_proves_a_company_that_no_list_has() -> None:
    text = (
        "Elektro Zwippo blijft groeien. De keten opent in juni een winkel in Gent.\n\n"
        "Zwippo telt nu zes winkels. In september opent Zwippo een winkel in Brugge."
    )
    knowledge = load_knowledge(Settings().data_dir)
    reading = read_article(article(text), "key", NOW, 1, knowledge)
    assert {mention.company for mention in reading.mentions} == {"Elektro Zwippo"}
    assert not reading.wrong_spans


def test_spans_of_a_cut_text_count_from_the_whole() -> None:
    whole = f"Reclame vooraf.\n{OPENING}"
    cut = article(OPENING, offset=whole.index(OPENING))
    reading = read_article(cut, "key", NOW, 1, load_knowledge(Settings().data_dir))
    assert not reading.wrong_spans
    assert reading.quotes_of[0]
    for quote in reading.quotes_of[0]:
        assert whole[quote.start : quote.end] == quote.quote


def test_a_mention_with_a_wrong_span_waits_for_a_reviewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sure(item: Article, known: object) -> object:
        (mention,) = extract_mentions(item, load_knowledge(Settings().data_dir))
        spans = (Evidence("company", 9, 15), *mention.spans)
        return (replace(mention, spans=spans, tier=Tier.PUBLISHED),)

    monkeypatch.setattr("vitrine.ingest.reading.extract_mentions", sure)
    settings = place(tmp_path)
    add(Archive(settings.inbox_dir), article())
    (mention,) = collect(settings, read_batches(settings)).mentions
    assert mention.tier is Tier.REVIEW


@given(st.text(max_size=60), st.sampled_from(["", "nl", "de", "pt"]), st.booleans())
def test_any_reading_survives_json(text: str, language: str, with_fact: bool) -> None:
    whole = f"{text} {OPENING if with_fact else ''}"
    item = article(whole.encode("utf-8", "replace").decode(), language=language)
    reading = read_article(item, "key", NOW, 1, load_knowledge(Settings().data_dir))
    assert reading_from_json(reading_to_json(reading)) == reading
