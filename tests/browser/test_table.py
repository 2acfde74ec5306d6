"""Tables and cards in a real browser: sorted, opened by mouse and keyboard, kept by a filter."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open


def column(page: Page, key: str, number: int) -> list[str]:
    return page.locator(f".st-key-{key} tbody tr td:nth-child({number})").all_inner_texts()


def head(page: Page, key: str, text: str) -> None:
    page.locator(f".st-key-{key} th button", has_text=re.compile(f"^{text}$")).click()


def test_a_header_sorts_up_down_and_back(watch: Open) -> None:
    watched = watch()
    page = watched.open("/companies?company=Coolblue")
    page.locator(".st-key-company-figures tbody tr").first.wait_for()
    as_it_came = column(page, "company-figures", 2)
    assert as_it_came[0] == "€2.46bn"
    head(page, "company-figures", "Amount")
    upwards = column(page, "company-figures", 2)
    assert upwards.index("€97.8m") < upwards.index("€307m") < upwards.index("€2.46bn")
    head(page, "company-figures", "Amount")
    assert column(page, "company-figures", 2)[0] == "€2.46bn"
    assert column(page, "company-figures", 2) == upwards[::-1]
    head(page, "company-figures", "Amount")
    assert column(page, "company-figures", 2) == as_it_came
    head(page, "company-figures", "Change")
    changes = column(page, "company-figures", 5)
    known = [text for text in changes if text]
    assert known == changes[: len(known)], "what is not known comes last"
    assert [float(text.strip("%")) for text in known] == sorted(
        float(text.strip("%")) for text in known
    )
    assert not watched.errors


def test_rows_come_as_the_reader_scrolls_and_a_row_opens_by_the_keyboard(watch: Open) -> None:
    watched = watch()
    page = watched.open("/events")
    rows = page.locator(".st-key-events tbody tr")
    expect(rows).to_have_count(60)
    page.locator(".st-key-events .box").evaluate("(box) => { box.scrollTop = box.scrollHeight; }")
    expect(rows).to_have_count(100)
    rows.nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("event=E"))
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "event=" not in url)
    watched.settle()
    rows.nth(2).click()  # the same row once more
    page.wait_for_url(re.compile("event=E"))
    assert not watched.errors


def test_a_table_and_cards_are_kept_when_a_filter_changes(watch: Open) -> None:
    watched = watch()
    page = watched.open("/companies?company=Coolblue&company=Xiaomi&status=done")
    page.locator(".st-key-company-cards .several h3").first.wait_for()
    watched.settle()
    page.locator(".st-key-company-cards .cards").evaluate("(box) => { box.isTheSame = true; }")
    page.locator(".st-key-chips button", has_text="Xiaomi").click()
    expect(page.locator(".st-key-company-cards h2")).to_have_text("Coolblue")
    figures = page.locator(".st-key-company-figures .box")
    figures.evaluate("(box) => { box.isTheSame = true; }")
    page.locator(".st-key-chips button", has_text="Done").click()
    page.wait_for_url(lambda url: "status" not in url)
    watched.settle()
    assert figures.evaluate("(box) => box.isTheSame")
    assert not watched.errors


def test_the_cards_lead_to_the_evidence_the_profile_and_the_group(watch: Open) -> None:
    watched = watch()
    page = watched.open("/companies?company=Ceconomy&company=Coolblue")
    cards = page.locator(".st-key-company-cards")
    cards.get_by_role("button", name="Open the profile").nth(1).click()
    page.wait_for_url(lambda url: "company=Coolblue" in url and "Ceconomy" not in url)
    expect(cards.locator("h2")).to_have_text("Coolblue")
    cards.locator(".fact button").first.click()
    page.wait_for_url(re.compile("event=E"))
    expect(page.get_by_role("dialog")).to_contain_text("€2.46bn")
    page = watched.open("/companies?company=Ceconomy")
    cards.get_by_role("button", name="with its banners").click()
    page.wait_for_url(re.compile("company=Ceconomy(%20|\\+)group"))
    expect(cards.locator("h2")).to_contain_text("Ceconomy")
    assert not watched.errors
