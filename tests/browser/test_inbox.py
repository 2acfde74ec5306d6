"""The inbox in a real browser: words and fields light each other up, keys decide, nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Watched, running_server
from tests.evil import SCRIPT
from tests.inbox_cases import TEXT, TITLE, URL, publish_waiting, waiting_mentions
from vitrine.review.apply import Kind, read_decisions
from vitrine.settings import Settings


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Settings, str]]:
    """A server whose inbox and snapshots are the test's own, with four waiting mentions."""
    settings = Settings(snapshot_dir=tmp_path / "snapshots", inbox_dir=tmp_path / "inbox")
    publish_waiting(settings, waiting_mentions(settings))
    monkeypatch.setenv("VITRINE_INBOX_DIR", str(settings.inbox_dir))
    with running_server(settings) as address:
        yield settings, address


def hand_in(window: Watched, text: str, title: str) -> None:
    page = window.open("/inbox")
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Title (may stay empty)").fill(title)
    page.get_by_label("Date of publication").fill("2018-06-01")
    page.get_by_label("Link", exact=True).fill(URL)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("section.cards", timeout=60_000)
    window.settle()


def sign(window: Watched) -> None:
    name = window.page.get_by_label("Your name")
    name.fill("An")
    name.press("Enter")
    window.settle()


def test_pasted_news_is_shown_saved_and_found_on_the_pages(
    own: tuple[Settings, str], watch: Open
) -> None:
    window = watch(address=own[1])
    hand_in(window, f"{TEXT}\n\n{SCRIPT}", f"{TITLE} {SCRIPT}")
    page = window.page
    expect(page.locator("section.text")).to_contain_text("<script>")
    assert not page.locator("section.text script, section.text img").count()
    place = page.locator(".card .line.city").first
    place.hover()
    lit = page.locator("mark.lit")
    assert window.wait_until(lambda: "Lille" in " ".join(lit.all_inner_texts()))
    page.locator("mark.city").first.focus()
    expect(place).to_contain_class("lit")
    page.get_by_role("button", name="Save and publish").click()
    page.wait_for_selector(".st-key-inbox-saved", timeout=90_000)
    window.settle()
    saved = page.locator(".st-key-inbox-saved")
    saved.get_by_role("link", name="Store map").click()
    page.wait_for_url("**/map?**")
    window.settle()
    assert "Xiaomi" in page.url
    assert not window.dialogs and not window.errors and not window.outside


def test_keys_decide_only_while_nobody_writes(own: tuple[Settings, str], watch: Open) -> None:
    settings, address = own
    window = watch(address=address)
    page = window.open("/inbox?inbox=queue")
    sign(window)
    current = page.locator("button[aria-current]")
    first = current.inner_text()
    page.get_by_label("Reason").click()
    page.keyboard.type("jar")
    expect(page.get_by_label("Reason")).to_have_value("jar")
    assert not read_decisions(settings.inbox_dir)
    page.get_by_label("Reason").press("Enter")
    window.settle()
    page.get_by_role("heading", name="4 mentions wait for review").click()
    page.keyboard.press("j")
    expect(current).not_to_have_text(first)
    window.settle()
    page.keyboard.press("k")
    expect(current).to_have_text(first)
    window.settle()
    page.keyboard.press("r")
    page.get_by_role("heading", name="3 mentions wait for review").wait_for(timeout=30_000)
    (decision,) = read_decisions(settings.inbox_dir)
    assert (decision.kind, decision.by, decision.why) == (Kind.REJECT, "An", "jar")
    page.reload()
    window.settle()
    expect(page.get_by_label("Your name")).to_have_value("An")  # the browser remembers the name
    assert not window.errors and not window.outside
