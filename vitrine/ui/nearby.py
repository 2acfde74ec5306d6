"""What lies below the window is drawn when the reader comes near it.

A filter changes every chart of a page, but the reader sees only the first ones: drawing the others
as well would make each click wait for them. The browser says when the place of a chart comes within
a screen of the window; the chart is then drawn there, alone.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from vitrine.errors import VitrineError
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page

MARGIN_PX = 200  # so far outside of the window a block counts as near

_JS = """
// Blocks tell that they are near one after the other and never while the script runs: of two
// messages sent together only one is answered, and one that meets a run may find its place gone.
const PAUSE_MS = 200;
const LOOK_MS = 40;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const isBusy = () => {
  const app = document.querySelector("[data-testid=stApp]");
  return (app?.dataset.testScriptState ?? "notRunning") !== "notRunning";
};
let queue = Promise.resolve();
const inTurn = (send) => {
  queue = queue.then(async () => {
    while (isBusy()) await pause(LOOK_MS);
    if (send()) await pause(PAUSE_MS);
  });
};

// What each block has told: the script may run for another one before it knows.
const told = new WeakMap();

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const host = parentElement.getRootNode().host || parentElement;
  const block = host.closest(`.st-key-${data.block}`);
  if (!block) return;
  let isNear = data.is_near;
  let isGone = false;
  const tell = (now) => {
    isNear = now;
    inTurn(() => {
      if (isGone || isNear === (told.get(parentElement) ?? data.is_near)) return false;
      told.set(parentElement, isNear);
      setStateValue("is_near", isNear);
      return true;
    });
  };
  // The margin counts from the element that scrolls, not from the window.
  const root = host.closest("[data-testid=stMain]");
  const watch = new IntersectionObserver(
    (entries) => tell(entries[entries.length - 1].isIntersecting),
    { root, rootMargin: `${data.margin_px}px 0px` },
  );
  watch.observe(block);
  const print = () => tell(true);
  window.addEventListener("beforeprint", print);
  return () => {
    isGone = true;
    watch.disconnect();
    window.removeEventListener("beforeprint", print);
  };
}
"""


def show_when_near(page: Page, name: str, height_px: int, draw: Callable[[], None]) -> None:
    """Draw a block when it is near the window; until then its place is kept free.

    What has been drawn stays until the page runs again. With the setting draw_unseen everything is
    drawn at once, for a browser that only takes a picture of the page.
    """
    if page.settings.draw_unseen:
        draw()
        return
    address = _address()
    drawn: list[bool] = []

    @st.fragment
    def block() -> None:
        if _address() != address:
            st.rerun(scope="app")  # a click in this block, such as on a mark, concerns the page
        with st.container(key=f"near-{name}"):
            if _is_near(name) or drawn:
                drawn.append(True)
                try:
                    draw()
                except VitrineError as error:
                    st.error(plain(str(error)))
            else:
                st.space(height_px)

    block()


def _address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _is_near(name: str) -> bool:
    key = f"near-{name}-watch"
    state = st.session_state.get(key)
    known = bool(getattr(state, "is_near", False) or (state or {}).get("is_near", False))
    result = _watch()(
        key=key,
        data={"block": f"near-{name}", "margin_px": MARGIN_PX, "is_near": known},
        default={"is_near": False},
        on_is_near_change=lambda: None,
        height=1,
    )
    return bool(result.is_near)


@st.cache_resource
def _watch():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_nearby", js=_JS)
