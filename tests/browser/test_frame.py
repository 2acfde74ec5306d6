"""The frame in a real browser: deep links, filters and address, history, theme, width, access."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Open, running_server
from vitrine.settings import Settings

PATHS = ["/", "/map", "/timelines", "/revenue", "/companies", "/events"]


@pytest.mark.parametrize(
    ("path", "is_streamlit_run"), [*((path, False) for path in PATHS), ("/revenue", True)]
)
def test_a_deep_link_is_the_first_request_of_a_fresh_server(
    watch: Open, real_settings: Settings, path: str, is_streamlit_run: bool
) -> None:
    with running_server(real_settings, is_streamlit_run=is_streamlit_run) as address:
        watched = watch(address=address)
        page = watched.open(f"{path}?company=Coolblue&country=BE")
        expect(page.locator(".st-key-navigation")).to_be_visible()
        expect(page.locator(".st-key-filters")).to_be_visible()
        expect(page.locator(".st-key-chips")).to_contain_text("Coolblue")
        again = watch(address=address)
        expect(again.open("/").locator(".st-key-navigation")).to_be_visible()
        assert not watched.outside
        assert not watched.errors


def choose(page: object, key: str, text: str) -> None:
    """Pick an option of a filter by typing."""
    page.click(f"[class*='st-key-filter-{key}-'] input")  # type: ignore[attr-defined]
    page.keyboard.type(text)  # type: ignore[attr-defined]
    page.locator("[role=option]", has_text=text).first.wait_for()  # type: ignore[attr-defined]
    page.keyboard.press("Enter")  # type: ignore[attr-defined]
    page.keyboard.press("Escape")  # type: ignore[attr-defined]


def test_a_filter_is_in_the_address_and_history_and_reload_bring_it_back(watch: Open) -> None:
    watched = watch()
    page = watched.open("/events")
    choose(page, "company", "Coolblue")
    page.wait_for_url(re.compile(r"company=Coolblue"))
    watched.settle()
    choose(page, "country", "Belgium")
    page.wait_for_url(re.compile(r"country=BE"))
    watched.settle()
    page.get_by_role("link", name="Timelines").click()
    page.wait_for_url(re.compile(r"/timelines\?company=Coolblue&country=BE"))
    watched.settle()
    page.go_back()
    page.wait_for_url(re.compile(r"/events\?company=Coolblue&country=BE"))
    watched.settle()
    page.go_back()
    page.wait_for_url(re.compile(r"/events\?company=Coolblue$"))
    watched.settle()
    expect(page.locator(".st-key-chips")).to_contain_text("Coolblue")
    page.reload()
    watched.settle()
    expect(page.locator(".st-key-chips")).to_contain_text("Coolblue")
    page.locator(".st-key-chips button", has_text="Coolblue").click()
    page.wait_for_url(re.compile(r"/events$"))
    assert not watched.errors


def test_the_language_is_in_the_address_and_keeps_the_filters(watch: Open) -> None:
    watched = watch()
    page = watched.open("/events?company=Coolblue&lang=fr")
    expect(page.get_by_role("link", name="Carte des magasins")).to_be_visible()
    expect(page.locator(".st-key-chips")).to_contain_text("Coolblue")
    page.get_by_role("link", name="Carte des magasins").click()
    page.wait_for_url(re.compile(r"/map\?company=Coolblue&lang=fr"))


def test_unknown_values_are_named_and_everything_else_works(watch: Open) -> None:
    watched = watch()
    page = watched.open("/events?company=Nobody&country=BE&nonsense=1")
    expect(page.locator("[data-testid=stAlert]").first).to_contain_text("Nobody")
    expect(page.locator(".st-key-chips")).to_contain_text("Belgium")
    assert not watched.errors


def test_an_empty_view_offers_the_way_out(watch: Open) -> None:
    watched = watch()
    page = watched.open("/events?company=Swappie&type=store_closing")
    page.locator(".st-key-drop-filter button").click()
    page.wait_for_url(lambda url: "type=" not in url or "company=" not in url)
    watched.settle()
    expect(page.locator(".st-key-events table")).to_be_visible()


def test_the_link_is_copied(watch: Open) -> None:
    watched = watch()
    page = watched.open("/events?company=Coolblue")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/events?company=Coolblue")


def test_a_card_opens_from_its_link_and_leaves_the_address_when_closed(watch: Open) -> None:
    watched = watch()
    page = watched.open("/events?company=Coolblue&event=E0213")
    card = page.get_by_role("dialog")
    for text in ("RetailDetail", "L'Echo", "311", "309"):
        expect(card).to_contain_text(text)
    links = [link.get_attribute("href") or "" for link in card.get_by_role("link").all()]
    assert any(link.startswith("https://") for link in links)
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "event=" not in url)


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_needs_no_sideways_scroll(watch: Open, path: str) -> None:
    watched = watch(width=390, height=844)
    page = watched.open(path)
    page.wait_for_timeout(1000)
    watched.settle()
    widest = page.evaluate(
        "Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    assert widest <= 390
    assert not watched.outside
    assert not watched.errors


# What Streamlit itself draws and we cannot change; everything else must be clean.
NOT_OURS = {
    "button-name",
    "aria-progressbar-name",
    "nested-interactive",
    "scrollable-region-focusable",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_no_serious_accessibility_finding_is_ours(watch: Open, path: str, dark: bool) -> None:
    watched = watch(dark=dark)
    page = watched.open(path)
    page.wait_for_timeout(700)
    watched.settle()
    expect(page.locator("[data-stale=true]")).to_have_count(0)  # what fades is not yet drawn anew
    found = Axe().run(page).response["violations"]
    serious = [
        (item["id"], item["nodes"][0]["html"][:200])
        for item in found
        if item["impact"] in ("serious", "critical") and item["id"] not in NOT_OURS
    ]
    assert not serious


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_keeps_its_filters_when_it_is_turned(watch: Open, path: str) -> None:
    watched = watch(width=390, height=844)
    page = watched.open(f"{path}?company=Coolblue&country=BE")
    page.wait_for_timeout(800)
    watched.settle()
    page.set_viewport_size({"width": 390, "height": 2400})
    page.wait_for_timeout(800)
    page.set_viewport_size({"width": 600, "height": 390})
    page.wait_for_timeout(800)
    watched.settle()
    assert page.url.endswith("?company=Coolblue&country=BE")
    expect(page.locator(".st-key-chips")).to_contain_text("Coolblue")


def test_a_phone_filters_in_its_folded_bar(watch: Open) -> None:
    watched = watch(width=390, height=844)
    page = watched.open("/events")
    page.wait_for_timeout(800)
    watched.settle()
    page.locator(".st-key-filters-narrow summary").click()
    page.locator("[class*='st-key-filter-company-']").wait_for()
    choose(page, "company", "Coolblue")
    page.wait_for_url(re.compile(r"company=Coolblue"))
    watched.settle()
    expect(page.locator(".st-key-chips")).to_contain_text("Coolblue")
