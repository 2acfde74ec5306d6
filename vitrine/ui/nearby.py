"""What lies below the window is drawn when the reader comes near it.

A filter changes every chart of a page, but the reader sees only the first ones: drawing the others
as well would make each click wait for them. The browser says which blocks are within a screen's
edge of the window; all of these are then drawn in one run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from vitrine.errors import VitrineError
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page
from vitrine.ui.part import draw_part

MARGIN_PX = 400  # so far outside of the window a block counts as near
KNOWN_KEY = "near-known"

_JS = """
const LOOK_MS = 20;
const DRAWN_MS = 250;
const REST_MS = 3000; // what needs no drawing is told once the reader rests
const whenIdle = window.requestIdleCallback ?? ((draw) => setTimeout(draw, LOOK_MS)); // Safari
const cancelIdle = window.cancelIdleCallback ?? clearTimeout;
const isBusy = () => {
  const app = document.querySelector("[data-testid=stApp]");
  if ((app?.dataset.testScriptState ?? "notRunning") !== "notRunning") return true;
  return Boolean(app?.querySelector("[data-testid=stSkeleton]")); // a table that is still loading
};

export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.getRootNode().host || parentElement;
  const blocks = new Map(
    data.names.map((name) => [document.querySelector(`.st-key-near-${name}`), name]),
  );
  blocks.delete(null); // drawn without anything in it: the browser has no such place
  const isDrawn = (name) => data.drawn.includes(name);
  const empty = data.names.filter((name) => isDrawn(name) && ![...blocks.values()].includes(name));
  const near = new Set(empty); // an empty one is as near as it was, so it may fill again
  const nearNow = () => data.names.filter((name) => near.has(name));
  let told = data.near.join(); // each thing is told once: the run that answers brings new data
  let timer;
  let idle;
  const forget = () => {
    clearTimeout(timer);
    cancelIdle(idle);
  };
  const tell = () => {
    // Never while the script runs: a message that meets a run may find its place gone.
    if (isBusy()) timer = setTimeout(tell, LOOK_MS);
    else if (nearNow().join() !== told) {
      told = nearNow().join();
      setStateValue("near", nearNow());
    }
  };
  // What the browser still has to draw moves the blocks.
  const tellOnceDrawn = () => {
    if (isBusy()) timer = setTimeout(tellOnceDrawn, LOOK_MS);
    else idle = whenIdle(tell, { timeout: DRAWN_MS });
  };
  const look = (entries) => {
    for (const entry of entries) {
      const name = blocks.get(entry.target);
      if (entry.isIntersecting) near.add(name);
      else near.delete(name);
    }
    forget();
    timer = setTimeout(tellOnceDrawn, nearNow().every(isDrawn) ? REST_MS : 0);
  };
  // The margin counts from the element that scrolls, not from the window.
  const root = host.closest("[data-testid=stMain]");
  const watch = new IntersectionObserver(look, { root, rootMargin: `${data.margin_px}px 0px` });
  for (const block of blocks.keys()) watch.observe(block);
  const print = () => {
    for (const name of data.names) near.add(name);
    forget();
    tell();
  };
  window.addEventListener("beforeprint", print);
  parentElement.stopWatching?.(); // this runs again with every change of the data
  parentElement.stopWatching = () => {
    forget();
    watch.disconnect();
    window.removeEventListener("beforeprint", print);
  };
  return () => { if (!parentElement.isConnected) parentElement.stopWatching(); };
}
"""


@dataclass(frozen=True)
class Block:
    """A part of a page: its name, the height it takes, roughly, and what draws it.

    One that is likely near is drawn before the browser has said where it stands.
    """

    name: str
    height_px: int
    draw: Callable[[], None]
    is_likely: bool = False


def show_when_near(page: Page, blocks: Sequence[Block]) -> None:
    """Draw the last blocks of a page, each when it is near the window; its place is kept free.

    What has been drawn stays until the page runs again. With the setting draw_unseen everything is
    drawn at once, for a browser that only takes a picture of the page.
    """
    if page.settings.draw_unseen:
        for block in blocks:
            block.draw()
        return
    address = _address()
    names = tuple(block.name for block in blocks)
    likely = [block.name for block in blocks if block.is_likely]
    drawn: set[str] = set()

    def show() -> None:
        if _address() != address:
            st.rerun(scope="app")  # a click in a block, such as on a mark, concerns the page
        near = _near(names, likely)
        drawn.update(near)
        for block in blocks:
            with st.container(key=f"near-{block.name}"):
                if block.name in drawn:
                    _draw(block)
                else:
                    st.space(block.height_px)
        _watch()(
            key=_watch_key(names),
            data={
                "names": names,
                "near": near,
                "drawn": sorted(drawn),
                "margin_px": MARGIN_PX,
            },
            on_near_change=lambda: None,
            height=1,
        )

    draw_part(show)


def _near(names: tuple[str, ...], likely: list[str]) -> list[str]:
    """Return the blocks that the browser called near, at first those of the same blocks' last time.

    Filters are at the top of a page, so a page that comes back mostly stands as it stood before.
    """
    known: dict[tuple[str, ...], list[str]] = st.session_state.setdefault(KNOWN_KEY, {})
    told = (st.session_state.get(_watch_key(names)) or {}).get("near")
    if told is not None:
        known[names] = [name for name in names if name in told]
    return known.get(names, likely)


def _watch_key(names: tuple[str, ...]) -> str:
    return "watch-near-" + "-".join(names)


def _draw(block: Block) -> None:
    try:
        block.draw()
    except VitrineError as error:
        st.error(plain(str(error)))


def _address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


@st.cache_resource
def _watch():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_nearby", js=_JS)
