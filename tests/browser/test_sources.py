"""Sources & quality and the past, as a reader meets them in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_a_reader_goes_to_the_sources_and_looks_at_the_past(watch: Open) -> None:
    watched = watch()
    watched.open("/events?company=Coolblue&asof=2018-06-20")
    page = watched.page
    expect(page.get_by_text("As known on 20 June 2018.")).to_be_visible()
    page.get_by_role("link", name="Sources & quality").last.click()
    watched.settle()
    assert re.search(r"/sources\?.*asof=2018-06-20", page.url), "the past goes along"
    expect(page.get_by_role("heading", name=re.compile("Best covered"))).to_have_count(2)
    page.get_by_role("radio", name="Differences and corrections").click()
    watched.settle()
    assert "part=differences" in page.url
    page.locator(".st-key-chips").get_by_text("As known on 20 June 2018").click()
    watched.settle()
    assert "asof" not in page.url and "company=Coolblue" in page.url
    expect(page.get_by_text("As known on 20 June 2018.")).to_have_count(0)
    assert not watched.errors and not watched.outside and not watched.dialogs


def test_the_day_is_chosen_among_the_further_filters(watch: Open) -> None:
    watched = watch()
    watched.open("/events")
    page = watched.page
    page.locator("[class*=st-key-filter-more] button").click()
    watched.settle()
    page.get_by_role("group", name="As known on").get_by_role("spinbutton").first.click()
    page.keyboard.type("20180620")
    for _ in range(3):  # leaving the field says that the day is meant
        page.keyboard.press("Tab")
    watched.settle()
    assert "asof=2018-06-20" in page.url
    expect(page.get_by_text("As known on 20 June 2018.")).to_be_visible()
    assert not watched.errors
