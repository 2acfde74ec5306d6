"""The inbox: from pasted text to published events, and every decision of the review queue."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.evil import PAYLOADS, SCRIPT
from tests.inbox_cases import TEXT, TITLE, URL, article, publish_waiting, waiting_mentions
from vitrine.database import current_snapshot
from vitrine.errors import DataError
from vitrine.extract import load_knowledge
from vitrine.ingest.table_inbox import keep_rows, read_kept_rows
from vitrine.locale import load_locale
from vitrine.review.apply import (
    Kind,
    append_decision,
    apply_decisions,
    new_decision,
    read_decisions,
    trace_of,
)
from vitrine.review.correction import Wrong, corrected
from vitrine.settings import ROOT, Settings
from vitrine.ui.inbox_add import Draft
from vitrine.ui.inbox_form import wrong_sentence
from vitrine.ui.inbox_source import article_from_text, articles_from_file, preview_of
from vitrine.ui.inbox_words import segments

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings whose inbox and snapshots are the test's own."""
    settings = Settings(snapshot_dir=tmp_path / "snapshots", inbox_dir=tmp_path / "inbox")
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(settings.snapshot_dir))
    monkeypatch.setenv("VITRINE_INBOX_DIR", str(settings.inbox_dir))
    return settings


@pytest.fixture
def waiting(inbox: Settings) -> Settings:
    """The same with four mentions that wait for review."""
    publish_waiting(inbox, waiting_mentions(inbox))
    return inbox


def open_inbox(part: str = "", **params: str) -> AppTest:
    """Open the inbox as from a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/inbox.py")
    if part:
        app.query_params["inbox"] = part
    for name, value in params.items():
        app.query_params[name] = value
    return well(app.run())


def well(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].message
    assert not app.error, app.error[0].value
    return app


def drawn(app: AppTest, name: str) -> dict[str, object]:
    """Return the data that the component with a certain entry was given."""
    data = [json.loads(item.proto.json) for item in app.get("bidi_component") if item.proto.json]
    return next(item for item in data if name in item)


def paste(app: AppTest, text: str, **fields: str) -> AppTest:
    app.text_area(key="paste-text").set_value(text)
    for name, value in fields.items():
        app.text_input(key=f"paste-{name}").set_value(value)
    return next(item for item in app.button if item.label == "Read it").click().run()


def press(app: AppTest, key: str) -> AppTest:
    return well(app.button(key=key).click().run())


def sign(app: AppTest, name: str = "An") -> AppTest:
    return well(app.text_input(key="reviewer-en").set_value(name).run())


def published(settings: Settings) -> set[tuple[str, str, str]]:
    frame = current_snapshot(settings).export_events()
    frame = frame[frame["tier"] == "published"]
    keys = zip(frame["event_type"], frame["company"], frame["city"].astype(str), strict=True)
    return {(str(kind), str(company), city) for kind, company, city in keys}


# ---- adding news ----


def test_pasted_text_becomes_events_of_the_dashboards(inbox: Settings) -> None:
    app = well(paste(open_inbox(), TEXT, title=TITLE, date="2018-06-01", outlet="Essai", url=URL))
    cards = drawn(app, "cards")["cards"]
    assert isinstance(cards, list)
    assert any("Xiaomi opens a store in Lille" in card["headline"] for card in cards)
    app = press(app, "save-draft")
    assert ("store_opening", "Xiaomi", "Lille") in published(inbox)
    assert any("in the dashboards" in item.value for item in app.success)
    links = {item.proto.label for item in app.get("page_link")}
    assert {"Events", "Store map", "Timelines"} <= links
    again = well(paste(app, TEXT, title=TITLE, date="2018-06-01", outlet="Essai", url=URL))
    press(again, "save-draft")
    assert len(list((inbox.inbox_dir / "article").glob("*.jsonl"))) == 1


def test_corrections_left_out_events_and_approvals_are_decisions(inbox: Settings) -> None:
    app = well(paste(open_inbox(), TEXT, title=TITLE, date="2018-06-01", outlet="Essai", url=URL))
    cards = drawn(app, "cards")["cards"]
    assert isinstance(cards, list)
    ids = {card["headline"]: card["id"] for card in cards}
    lille = next(key for line, key in ids.items() if "Lille" in line)
    lyon = next(key for line, key in ids.items() if "Lyon" in line)
    work = app.session_state["inbox-draft"]
    assert isinstance(work, Draft)
    app.session_state["inbox-draft"] = replace(
        work, edits={lille: {"city": "Roubaix"}}, left_out=frozenset({lyon})
    )
    app = well(app.run())
    assert app.button(key="save-draft").disabled, "a decision must be signed"
    app = press(sign(app), "save-draft")
    found = {(item.kind, item.mention_ids[0]) for item in read_decisions(inbox.inbox_dir)}
    assert found == {(Kind.EDIT, lille), (Kind.REJECT, lyon)}
    cities = {city for _, company, city in published(inbox) if company == "Xiaomi"}
    assert "Roubaix" in cities


def test_a_wrong_date_is_one_sentence_and_nothing_is_kept(inbox: Settings) -> None:
    app = paste(open_inbox(), TEXT, date="1 June")
    assert "write YYYY\\-MM\\-DD" in app.error[0].value
    assert not inbox.inbox_dir.exists()
    assert "paste an article" in paste(open_inbox(), "  ").error[0].value


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_text_is_shown_as_text(payload: str, inbox: Settings) -> None:
    body = f"Xiaomi ouvre un magasin à Lille {payload}. {SCRIPT}\n{payload}"
    app = well(paste(open_inbox(), body, title=payload[:500], outlet=payload[:200]))
    data = drawn(app, "segments")
    pieces = data["segments"]
    assert isinstance(pieces, list)
    whole = "".join(piece["text"] for piece in pieces)
    assert all(char.isprintable() or char == "\n" for char in whole)
    for item in [*app.markdown, *app.caption]:
        assert not re.search(r"(?<!\\)<", item.value) and not item.allow_html
    assert not app.get("html") or all("<script" not in str(item) for item in app.get("html"))


def test_segments_give_the_text_back_with_the_words_that_prove(inbox: Settings) -> None:
    preview = preview_of(article(), load_knowledge(inbox.data_dir))
    pieces = segments(preview.article, preview.mentions)
    assert "".join(str(piece["text"]) for piece in pieces) == TEXT
    proving = {str(piece["text"]) for piece in pieces if piece["keys"]}
    assert {"Lille", "Coolblue"} <= proving
    assert any("311 millions" in text for text in proving)


def test_files_are_read_by_their_ending_and_never_kept_under_their_name(inbox: Settings) -> None:
    body = json.dumps({"id": "../../x", "text": TEXT, "title": TITLE, "url": URL}).encode()
    (found,) = articles_from_file("../../etc/passwd.json", body, inbox)
    assert (found.url, found.title, found.article_id[0]) == (URL, TITLE, "I")
    (plain,) = articles_from_file("C:\\x.txt", TEXT.encode(), inbox)
    assert "Lille" in plain.text
    for name in ("x.exe", "x", ".json/..", "x.pdf\u202e"):
        with pytest.raises(DataError):
            articles_from_file(name, body, inbox)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://", "x"])
def test_only_web_addresses_are_kept(url: str) -> None:
    with pytest.raises(DataError, match="no web address"):
        article_from_text(TEXT, url=url)


# ---- the review queue ----


def test_the_queue_shows_shops_and_figures_with_their_words(waiting: Settings) -> None:
    app = open_inbox("queue")
    rows = drawn(app, "rows")["rows"]
    assert isinstance(rows, list) and len(rows) == 4
    said = " ".join(item.value for item in app.markdown)
    assert "4 mentions wait for review" in said and "“" in said
    assert app.button(key="act-approve").disabled, "nobody has signed yet"


def test_approve_reject_and_undo(waiting: Settings) -> None:
    app = sign(open_inbox("queue"))
    first = drawn(app, "current")["current"]
    app.text_input(key=f"why-{first}-en").set_value("seen in the article")
    app = press(app, "act-approve")
    app = press(app, "act-reject")
    assert "2 mentions wait" in " ".join(item.value for item in app.markdown)
    one, two = read_decisions(waiting.inbox_dir)
    assert (one.kind, one.by, one.why, one.mention_ids[0]) == (
        Kind.APPROVE, "An", "seen in the article", first,
    )  # fmt: skip
    assert two.kind is Kind.REJECT and two.traces[0].company
    mentions = waiting_mentions(waiting)
    left = apply_decisions(mentions, read_decisions(waiting.inbox_dir)).mentions
    assert len(left) == 3 and sum(item.tier == "published" for item in left) == 1
    app = sign(open_inbox("decisions"))
    press(app, f"undo-{two.decision_id}")
    left = apply_decisions(mentions, read_decisions(waiting.inbox_dir)).mentions
    assert len(left) == 4
    app = open_inbox("queue")
    assert "3 mentions wait" in " ".join(item.value for item in app.markdown)


def test_a_key_does_what_its_button_does(waiting: Settings) -> None:
    app = sign(open_inbox("queue"))
    first = drawn(app, "current")["current"]
    app.session_state["queue-pressed"] = ("r", first)
    well(app.run())
    (found,) = read_decisions(waiting.inbox_dir)
    assert (found.kind, found.mention_ids) == (Kind.REJECT, (first,))


def test_an_edit_is_checked_and_kept(waiting: Settings) -> None:
    app = sign(open_inbox("queue"))
    first = str(drawn(app, "current")["current"])
    app = press(app, "act-edit")
    field = f"edit-{first}-event_date-en"
    app.text_input(key=field).set_value("next week")
    save = next(item for item in app.button if item.label == "Save and approve")
    app = save.click().run()
    assert "write YYYY" in app.error[0].value
    assert not read_decisions(waiting.inbox_dir)
    app = press(sign(open_inbox("queue")), "act-edit")
    app.text_input(key=field).set_value("2018-07")
    next(item for item in app.button if item.label == "Save and approve").click().run()
    (found,) = read_decisions(waiting.inbox_dir)
    assert (found.kind, dict(found.values)) == (Kind.EDIT, {"event_date": "2018-07"})


def test_a_merge_names_every_mention_with_what_it_says(waiting: Settings) -> None:
    app = sign(open_inbox("queue"))
    first = str(drawn(app, "current")["current"])
    app = press(press(app, "act-merge"), "merge-now")
    (found,) = read_decisions(waiting.inbox_dir)
    by_id = {item.mention_id: trace_of(item) for item in waiting_mentions(waiting)}
    assert (found.kind, found.mention_ids[0]) == (Kind.MERGE, first)
    assert len(found.mention_ids) == 2
    assert [by_id[key] for key in found.mention_ids] == list(found.traces)


def test_decisions_wait_until_they_are_published(inbox: Settings) -> None:
    app = well(paste(open_inbox(), TEXT, title=TITLE, date="2018-06-01", outlet="Essai", url=URL))
    app = press(app, "save-draft")
    before = published(inbox)
    assert ("store_opening", "Xiaomi", "Lille") in before
    (item,) = [
        item
        for item in preview_of(article(), load_knowledge(inbox.data_dir)).mentions
        if item.place.city == "Lille"
    ]
    assert item.mention_id  # the article of the case is the pasted one up to its outlet
    frame = current_snapshot(inbox).ask("review_saved", {"mention_ids": [item.mention_id]}).frame
    assert len(frame) == 1, "a preview names its mentions as the build does"


def test_a_rejected_mention_leaves_the_dashboards(inbox: Settings) -> None:
    app = well(paste(open_inbox(), TEXT, title=TITLE, date="2018-06-01", outlet="Essai", url=URL))
    app = press(app, "save-draft")
    (item,) = [
        item
        for item in preview_of(article(), load_knowledge(inbox.data_dir)).mentions
        if item.place.city == "Lille"
    ]
    append_decision(
        inbox.inbox_dir,
        new_decision(Kind.REJECT, "An", mention_ids=[item.mention_id], traces=[trace_of(item)]),
    )
    app = open_inbox("queue")
    assert "1 decision is kept" in " ".join(item.value for item in app.markdown)
    press(app, "publish-now")
    assert ("store_opening", "Xiaomi", "Lille") not in published(inbox)


def test_an_empty_queue_is_friendly(inbox: Settings) -> None:
    publish_waiting(inbox, [])
    assert "Nothing waits for review" in open_inbox("queue").success[0].value
    assert "Nobody has decided" in open_inbox("decisions").info[0].value


# ---- names ----


def test_new_names_become_companies_aliases_or_nothing(waiting: Settings) -> None:
    app = sign(open_inbox("names"))
    app = press(app, "name-alias")
    app = press(app, "name-ignore")
    found = [(item.kind, dict(item.values)) for item in read_decisions(waiting.inbox_dir)]
    assert found == [
        (Kind.ALIAS, {"alias": "Mediamarkt Iberia", "company": "MediaMarkt"}),
        (Kind.ALIAS, {"alias": "Senior Vice", "company": ""}),
    ]
    assert "every name near the news is known" in app.success[0].value


# ---- evidence ----


def test_the_card_quotes_the_article_and_says_that_nobody_reviewed_it(waiting: Settings) -> None:
    frame = current_snapshot(waiting).export_events()
    event_id = str(frame[frame["city"] == "Lille"].iloc[0]["event_id"])
    app = open_inbox("queue", event=event_id)
    said = " ".join(item.value for item in [*app.markdown, *app.caption])
    assert "not reviewed" in said and "60%" in said
    assert "“Lille”" in said


def test_what_is_wrong_is_said_in_the_readers_language() -> None:
    mention = waiting_mentions(Settings())[0]
    with pytest.raises(Wrong) as caught:
        corrected(mention, {"event_date": "demain"})
    assert "Date" in wrong_sentence(caught.value, load_locale("fr"))
    assert wrong_sentence(caught.value, load_locale("fr")) != wrong_sentence(
        caught.value, load_locale("en")
    )


def test_rows_of_tables_are_kept_once(tmp_path: Path) -> None:
    mentions = waiting_mentions(Settings())
    assert keep_rows(mentions, tmp_path) == keep_rows(mentions, tmp_path)
    assert read_kept_rows(tmp_path) == tuple(mentions)
    (tmp_path / "table" / "x.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"x\.jsonl in the inbox is damaged"):
        read_kept_rows(tmp_path)
