"""The last visit is remembered by the browser alone, and costs no run of the page."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import WebSocket, expect

from tests.browser.conftest import Open, Watched

COOKIE = "vitrine_visit"


def remembered(watched: Watched) -> str:
    cookies = watched.page.context.cookies()
    return next((item["value"] for item in cookies if item["name"] == COOKIE), "")


def messages_of(watched: Watched, path: str, visit: str) -> int:
    """Open a page and count what the browser sends to the server: each asks for a run.

    The count is whole when the browser keeps the visit: that is the last thing it does at first.
    """
    sent: list[object] = []

    def note(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))

    watched.page.once("websocket", note)
    watched.open(path)
    assert watched.wait_until(lambda: remembered(watched) == visit), remembered(watched)
    watched.settle()
    return len(sent)


def test_the_next_visit_is_told_what_is_new(watch: Open) -> None:
    watched = watch()
    today = datetime.now(UTC).date().isoformat()
    on_first = messages_of(watched, "/", f"{today}.")
    assert on_first > 0
    expect(watched.page.locator(".st-key-since-visit")).to_have_count(0)

    watched.page.context.add_cookies(
        [{"name": COOKIE, "value": "2026-02-01.", "url": watched.address}]
    )
    assert messages_of(watched, "/", f"{today}.2026-02-01") == on_first
    line = watched.page.locator(".st-key-since-visit")
    expect(line).to_contain_text("1 February 2026")

    watched.page.reload()
    watched.settle()
    expect(line).to_contain_text("1 February 2026")
    line.get_by_role("link").click()
    watched.page.wait_for_url("**/events?reported=2026-02-01")
    watched.settle()
    expect(watched.page.locator(".st-key-chips")).to_contain_text("1 February 2026")
    assert not watched.errors
