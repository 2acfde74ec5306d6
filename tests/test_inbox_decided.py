"""What people decide while and after they add news: taught names, contradictions, headlines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.inbox_cases import article
from tests.test_inbox_page import drawn, open_inbox, paste, press, published, sign, well
from vitrine.build import build_snapshot
from vitrine.database import current_snapshot
from vitrine.event import Mention
from vitrine.ingest.collect import collect, read_batches
from vitrine.ingest.run import store_articles
from vitrine.review.apply import Kind, append_decision, new_decision, read_decisions, trace_of
from vitrine.settings import Settings

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings whose inbox and snapshots are the test's own."""
    settings = Settings(snapshot_dir=tmp_path / "snapshots", inbox_dir=tmp_path / "inbox")
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(settings.snapshot_dir))
    monkeypatch.setenv("VITRINE_INBOX_DIR", str(settings.inbox_dir))
    return settings


def test_a_corrected_company_teaches_the_name_that_the_article_used(inbox: Settings) -> None:
    text = (
        "De keten Zonnekoopje Elektro opent op 3 mei 2018 een winkel in Gent.\n\n"
        "MediaMarkt opende op 4 mei 2018 een winkel in Brugge."
    )
    app = well(paste(open_inbox(), text, date="2018-06-01", outlet="Proef"))
    cards = drawn(app, "cards")["cards"]
    assert isinstance(cards, list)
    wrong = next(card["id"] for card in cards if "Gent" in card["headline"])
    work = app.session_state["inbox-draft"]
    app.session_state["inbox-draft"] = replace(work, edits={wrong: {"company": "Krëfel"}})
    app = press(sign(well(app.run())), "save-draft")
    asked = [item.value for item in app.markdown if "another name of" in item.value]
    assert asked == ["Is Zonnekoopje Elektro another name of Krëfel?"]
    app = press(app, "alias-yes")
    found = read_decisions(inbox.inbox_dir)[-1]
    assert (found.kind, dict(found.values)) == (
        Kind.ALIAS,
        {"alias": "Zonnekoopje Elektro", "company": "Krëfel"},
    )
    assert "1 decision is kept" in " ".join(item.value for item in app.markdown)
    press(app, "publish-now")


def test_decisions_that_contradict_each_other_are_told_and_block_nothing(
    inbox: Settings,
) -> None:
    """The rules see two shops, of two reports each; people join them and keep them apart."""
    parts = [
        replace(
            article(),
            text=f"Coolblue opende op 3 mei 2003 een winkel in {city}. Bericht {n}.",
            url=f"https://n{n}.example/",
            language="nl",
        )
        for n, city in enumerate(("Gent", "Gent", "Brugge", "Brugge"))
    ]
    store_articles(parts, inbox)
    found = collect(inbox, read_batches(inbox)).mentions
    mentions = sorted(found, key=lambda m: (m.place.city, m.mention_id))
    assert len(mentions) == 4
    build_snapshot(inbox)
    for mention in mentions:
        decide_on(inbox, Kind.APPROVE, mention)
    one, two, three, four = mentions
    decide_on(inbox, Kind.SPLIT, two, four)
    decide_on(inbox, Kind.MERGE, one, three)
    app = press(open_inbox("queue"), "publish-now")
    assert ("store_opening", "Coolblue", "Gent") in published(inbox)
    (told,) = app.warning
    assert "not joined as decided" in told.value and "undo one of these" in told.value
    undo = next(item for item in read_decisions(inbox.inbox_dir) if item.kind is Kind.SPLIT)
    append_decision(inbox.inbox_dir, new_decision(Kind.UNDO, "An", undoes=undo.decision_id))
    assert not press(open_inbox("queue"), "publish-now").warning


def test_what_only_a_headline_says_is_proved_by_it_and_can_be_approved(inbox: Settings) -> None:
    app = well(
        paste(
            open_inbox(),
            "Het nieuws werd vanochtend bekend. De buurt is er blij mee.",
            title="Coolblue opent winkel in Gent op 22 mei 2003",
            date="2003-06-01",
            outlet="Proef",
        )
    )
    (card,) = drawn(app, "cards")["cards"]  # type: ignore[misc]
    work = app.session_state["inbox-draft"]
    app.session_state["inbox-draft"] = replace(work, approved=frozenset({card["id"]}))
    press(sign(well(app.run())), "save-draft")
    assert ("store_opening", "Coolblue", "Gent") in published(inbox)
    rows = current_snapshot(inbox).table_rows("span")
    assert [(row[1], row[4]) for row in rows if row[0] == card["id"]] == [
        ("headline", "Coolblue opent winkel in Gent op 22 mei 2003")
    ]


def decide_on(settings: Settings, kind: Kind, *about: Mention) -> None:
    append_decision(
        settings.inbox_dir,
        new_decision(
            kind,
            "An",
            mention_ids=[item.mention_id for item in about],
            traces=[trace_of(item) for item in about],
        ),
    )
