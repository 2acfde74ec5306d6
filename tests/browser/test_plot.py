"""Charts and lists in a real browser: kept, not made anew; drawn once a click; labels clear."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_nearby import asked_to_draw

PLOT = ".js-plotly-plot .main-svg"
TEXTS = """() => {
  const texts = [...document.querySelectorAll(".js-plotly-plot .textpoint text")];
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([one, a], index) => boxes.slice(index + 1).forEach(([two, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 4) found.push(`${one} | ${two}`);
  }));
  return found;
}"""


def unfilter(page: Page, chip: str) -> None:
    page.locator(".st-key-chips button", has_text=chip).click()
    page.wait_for_url(lambda url: chip not in url)


def choose(page: Page, filter_name: str, typed: str) -> None:
    box = page.locator(f"[class*=st-key-filter-{filter_name}-] input").first
    box.click()
    box.press_sequentially(typed)
    page.keyboard.press("Enter")


def test_a_chart_is_kept_and_drawn_once_when_a_filter_changes(watch: Open) -> None:
    watched = watch()
    page = watched.open("/timelines?company=Coolblue&company=Xiaomi")
    page.locator(PLOT).first.wait_for()
    watched.settle()
    page.evaluate(
        """() => {
          const plot = document.querySelector(".js-plotly-plot");
          plot.isTheSame = true;
          window.drawn = 0;
          plot.on("plotly_afterplot", () => { window.drawn += 1; });
        }"""
    )
    unfilter(page, "Xiaomi")
    expect(page.locator(".js-plotly-plot").get_by_text("Xiaomi")).to_have_count(0)
    watched.settle()
    assert page.evaluate("document.querySelector('.js-plotly-plot').isTheSame")
    assert page.evaluate("window.drawn") == 1
    assert not watched.errors


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/", ".js-plotly-plot"), ("/timelines", ".js-plotly-plot"), ("/map", ".mapboxgl-map")],
)
def test_the_first_filter_keeps_what_is_drawn(watch: Open, path: str, kept: str) -> None:
    watched = watch()
    page = watched.open(path)
    page.locator(kept).first.wait_for()
    watched.settle()
    page.evaluate("(kept) => { document.querySelector(kept).isTheSame = true; }", kept)
    choose(page, "country", "Belg")
    page.wait_for_url(re.compile("country=BE"))
    watched.settle()
    expect(page.locator(".st-key-chips")).to_contain_text("Belgium")
    assert page.evaluate("(kept) => document.querySelector(kept).isTheSame", kept)
    assert not watched.errors


def test_a_filter_leaves_the_metric_as_it_is(watch: Open) -> None:
    watched = watch()
    page = watched.open("/revenue")
    page.locator(PLOT).first.wait_for()
    watched.settle()
    choose(page, "country", "Belg")
    page.wait_for_url(re.compile("country=BE"))
    watched.settle()
    page.wait_for_timeout(1000)
    assert "metric=" not in page.url
    expect(page.get_by_text("Not known, so left out")).to_have_count(0)
    assert not watched.errors


def test_a_click_on_a_filter_is_one_run_of_the_script(watch: Open) -> None:
    watched = watch()
    sent: list[bytes | str] = []

    def note(frame: bytes | str) -> None:
        if not asked_to_draw(frame):  # what comes near asks for its own part, not for the script
            sent.append(frame)

    watched.page.on("websocket", lambda socket: socket.on("framesent", note))
    page = watched.open("/revenue?company=Coolblue&company=Xiaomi")
    page.locator(PLOT).first.wait_for()
    watched.settle()
    page.wait_for_timeout(500)
    sent.clear()
    unfilter(page, "Xiaomi")
    watched.settle()
    page.wait_for_timeout(500)
    assert len(sent) == 1


def test_a_row_of_a_list_opens_its_card(watch: Open) -> None:
    watched = watch()
    page = watched.open("/timelines?company=Coolblue")
    row = page.locator(".st-key-timeline-list li button").first
    text = row.inner_text()
    row.click()
    page.wait_for_url(re.compile(r"event=E\d+"))
    card = page.get_by_role("dialog")
    expect(card).to_be_visible()
    headings = card.get_by_role("heading", level=2)
    assert watched.wait_until(
        lambda: any(line.split("(")[0].strip() in text for line in headings.all_inner_texts())
    )
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "event=" not in url)
    watched.settle()
    row.click()
    page.wait_for_url(re.compile(r"event=E\d+"))  # the same row opens again
    assert not watched.errors


def test_the_pages_of_a_list_are_in_the_history(watch: Open) -> None:
    watched = watch()
    page = watched.open("/timelines?page=2")
    second = page.locator(".st-key-timeline-list li").first.inner_text()
    page.locator("[class*='st-key-page-timelines'] button", has_text=re.compile("^1$")).click()
    page.wait_for_url(lambda url: "page=" not in url)
    watched.settle()
    expect(page.locator(".st-key-timeline-list li").first).not_to_have_text(second)
    page.go_back()
    page.wait_for_url(re.compile("page=2"))
    watched.settle()
    expect(page.locator(".st-key-timeline-list li").first).to_have_text(second)


@pytest.mark.parametrize("width", [360, 500, 650, 760, 900, 1024, 1180, 1300, 1400])
def test_no_labels_touch_at_any_width(watch: Open, width: int) -> None:
    watched = watch(width=width)
    page = watched.open("/timelines?company=Coolblue&company=Xiaomi&company=MediaMarkt")
    page.locator(PLOT).first.wait_for()
    page.wait_for_timeout(700)
    watched.settle()
    labels = page.locator(".js-plotly-plot .textpoint text")
    assert watched.wait_until(lambda: labels.count() > 5 and page.evaluate(TEXTS) == [])
    assert not watched.errors


def test_a_window_made_narrower_gets_another_layout(watch: Open) -> None:
    watched = watch()
    page = watched.open("/timelines?company=Coolblue&company=Xiaomi")
    page.locator(PLOT).first.wait_for()
    watched.settle()
    for width in (700, 1100, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(1200)
        watched.settle()
        plot, limit = page.locator(PLOT).first, width

        def fits(plot: Locator = plot, limit: int = limit) -> bool:
            box = plot.bounding_box()
            return bool(box) and box["width"] <= limit and page.evaluate(TEXTS) == []

        assert watched.wait_until(fits)
    assert not watched.errors
