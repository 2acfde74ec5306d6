"""What lies below the window: drawn when it comes near, asked for once."""

from __future__ import annotations

from itertools import pairwise

from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.conftest import Open

REST_MS = 4000  # longer than the page waits before it tells what needs no drawing
# The reader scrolls to the end and back in one go: the blocks come near several times at once.
RESTLESS = """async () => {
  const main = document.querySelector("[data-testid=stMain]");
  for (let turn = 0; turn < 9; turn++) {
    main.scrollTop = turn % 2 ? 0 : main.scrollHeight;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
}"""


def asked_to_draw(frame: bytes | str) -> tuple[str, str] | None:
    """Return the part and the blocks that a message of the browser asks to draw."""
    message = BackMsg()
    message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
    for widget in message.rerun_script.widget_states.widgets:
        if "watch-near" in widget.id and message.rerun_script.fragment_id:
            return message.rerun_script.fragment_id, widget.json_value
    return None


def test_what_comes_near_is_asked_for_once(watch: Open) -> None:
    watched = watch()
    asked: list[tuple[str, str]] = []

    def note(frame: bytes | str) -> None:
        asks = asked_to_draw(frame)
        if asks:
            asked.append(asks)

    watched.page.on("websocket", lambda socket: socket.on("framesent", note))
    page = watched.open("/companies?company=Coolblue")
    drawn = page.locator("[class*=st-key-near-] [class*=st-key-chart-]")
    watched.settle()
    page.evaluate(RESTLESS)
    assert watched.wait_until(lambda: len(asked) > 0)
    watched.settle()
    assert watched.wait_until(lambda: drawn.count() > 0)
    twice = [ask for ask, after in pairwise(asked) if ask == after]
    assert not twice
    assert not watched.errors


def test_a_block_with_nothing_in_it_is_no_reason_to_draw_again(watch: Open) -> None:
    watched = watch()
    asked: list[tuple[str, str]] = []

    def note(frame: bytes | str) -> None:
        asks = asked_to_draw(frame)
        if asks:
            asked.append(asks)

    watched.page.on("websocket", lambda socket: socket.on("framesent", note))
    page = watched.open("/revenue?company=Coolblue&company=Xiaomi")  # other metrics: of one only
    watched.settle()
    page.locator(".st-key-figure-list tbody tr").first.wait_for()
    page.wait_for_timeout(REST_MS)
    assert not asked
    page.locator(".st-key-chips button", has_text="Xiaomi").click()
    page.locator(".st-key-chart-figure-metric .main-svg").first.wait_for()
    assert not asked, "it is drawn in the run of the click"
    assert not watched.errors
