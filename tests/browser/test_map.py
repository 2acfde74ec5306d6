"""The map in a real browser: offline, a click opens a store's life, play moves through time."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_the_land_is_drawn_without_any_request(watch: Open) -> None:
    watched = watch()
    page = watched.open("/map?company=Xiaomi&metro=Paris&metro=Madrid&metro=Barcelona")
    chart = page.locator("[data-testid=stDeckGlJsonChart]").first
    expect(chart.locator("canvas").first).to_be_visible()
    is_drawn = watched.wait_until(lambda: len(chart.screenshot()) > 15_000)
    assert is_drawn, "a map of one colour is a smaller picture"
    assert not watched.outside
    assert not watched.errors


def test_a_shortcut_and_the_back_button_move_the_map(watch: Open) -> None:
    watched = watch()
    page = watched.open("/map")
    page.locator(".st-key-store-map-controls").get_by_text(re.compile(r"^Madrid \d")).click()
    page.wait_for_url(re.compile(r"zoom=Madrid"))
    watched.settle()
    assert not watched.errors


def test_a_store_chosen_on_the_map_tells_its_life_and_opens_its_card(watch: Open) -> None:
    watched = watch()
    page = watched.open("/map?company=Apple&city=Milano")
    chart = page.locator("[data-testid=stDeckGlJsonChart]").first
    expect(chart.locator("canvas").first).to_be_visible()
    page.wait_for_timeout(2000)
    box = chart.bounding_box()
    assert box
    life = page.locator(".st-key-store-life")
    near = [(0, 0), (-6, 0), (6, 0), (0, -6), (0, 6), (-12, 0), (12, 0), (0, -12), (0, 12)]
    for dx, dy in near * 3:  # a slow machine draws what can be clicked later than what is seen
        page.mouse.click(box["x"] + box["width"] / 2 + dx, box["y"] + box["height"] / 2 + dy)
        page.wait_for_timeout(700)
        watched.settle()
        if life.count():
            break
    expect(life).to_contain_text("Piazza Liberty")
    life.locator("[class*='st-key-part-store-'] button").first.click()
    page.wait_for_url(re.compile(r"event=E\d+"))
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()
    assert not watched.errors


def test_play_goes_through_the_years_and_can_be_stopped(watch: Open) -> None:
    watched = watch()
    page = watched.open("/map?company=Xiaomi")
    button = page.locator(".st-key-store-map-play-button button")
    expect(button).to_contain_text("Play")
    button.click()
    expect(page.locator(".st-key-store-map-play-button")).to_contain_text("Pause")
    seen: set[str] = set()

    def has_moved() -> bool:
        seen.add(page.locator(".st-key-store-map-time").inner_text())
        return len(seen) >= 3

    assert watched.wait_until(has_moved), "the time moves by itself"
    page.locator(".st-key-store-map-play-button button").click()
    expect(page.locator(".st-key-store-map-play-button")).to_contain_text("Play")
    assert not watched.outside
    assert not watched.errors


def test_a_mark_on_the_timeline_opens_its_card(watch: Open) -> None:
    watched = watch()
    page = watched.open("/timelines?company=Xiaomi&type=store_opening")
    point = page.locator(".js-plotly-plot .scatterlayer .trace .points path").first

    def has_opened() -> bool:
        box = point.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(2000)
        return "event=E" in page.url

    assert watched.wait_until(has_opened)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not watched.errors


def test_a_row_of_a_charts_table_opens_its_card(watch: Open) -> None:
    watched = watch()
    page = watched.open("/revenue?company=Coolblue&country=BE&metric=revenue")
    page.locator("[class*='st-key-table-']").first.get_by_text("Table").click()
    page.locator("[class*='st-key-rows-'] tbody tr").first.click()
    page.wait_for_url(re.compile("event=E"))
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not watched.errors


def test_a_row_of_the_list_chooses_a_store_and_its_link_reopens_it(watch: Open) -> None:
    watched = watch()
    page = watched.open("/map?company=Apple&city=Milano")
    page.locator(".st-key-store-map-list [role=row][tabindex]").first.click()
    page.wait_for_url(re.compile(r"store=E\d+"))
    life = page.locator(".st-key-store-life")
    expect(life).to_be_visible()
    watched.settle()
    told = life.inner_text()
    page.reload()
    watched.settle()
    expect(life).to_be_visible()
    assert watched.wait_until(lambda: life.inner_text() == told)
    assert not watched.errors


def test_charts_below_the_window_come_when_the_reader_does_and_lead_to_a_card(
    watch: Open,
) -> None:
    watched = watch()
    page = watched.open("/map")
    grid = page.locator(".st-key-near-presence")
    assert grid.locator("h3").count() == 0
    grid.scroll_into_view_if_needed()
    mark = grid.locator(".scatterlayer .points path").first
    expect(mark).to_be_visible(timeout=20_000)
    watched.settle()
    box = mark.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"event=E\d+"))
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not watched.errors
