"""What only the browser can do: tell its width, remember the last visit, and copy a link."""

from __future__ import annotations

from datetime import date

import streamlit as st

VISIT_COOKIE = "vitrine_visit"
WIDTH_COOKIE = "vitrine_width"
NARROW_BELOW_PX = 640
# Charts are laid out for the widest of these that fits, so a label never loses its room. The first
# is a phone's, the last a desk's; in between a reader loses a sixth of the room at most.
WIDTHS_PX = (350, 480, 560, 660, 780, 920, 1080, 1240)

# Loads a script once for all components of a window.
LOAD_JS = """
function load(address) {
  const wanted = (window.vitrineScripts ??= {});
  wanted[address] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, document.baseURI).href;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} could not be read`));
    document.head.append(script);
  });
  return wanted[address];
}
"""

_WINDOW_JS = (
    LOAD_JS
    + """
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  // What the page will draw with: loaded while the server still works on what is to be drawn.
  if (data.library) load(data.library).catch(() => {});
  // "<day of this visit>.<day of the visit before>": a cookie comes with the request for the page,
  // so the script knows it in its first run.
  const day = new Date().toISOString().slice(0, 10);
  const kept = document.cookie.split("; ").find((item) => item.startsWith(data.cookie + "="));
  const seen = (kept || "=").split("=")[1].split(".")[0];
  if (seen !== day) {
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    document.cookie =
      `${data.cookie}=${day}.${seen}; path=/; max-age=${400 * 86400}; SameSite=Lax${secure}`;
  }
  const measure = () => {
    if (window.innerWidth < data.below_px) return data.widths[0];
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    const style = getComputedStyle(main);
    const room = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return Math.max(data.widths[1], ...data.widths.filter((width) => width <= room));
  };
  const tell = () => {
    const width = measure();
    document.cookie = `${data.width_cookie}=${width}; path=/; max-age=31536000; SameSite=Lax`;
    if (width !== data.width_px) setStateValue("width_px", width);
  };
  let timer;
  const later = () => { clearTimeout(timer); timer = setTimeout(tell, 150); };
  parentElement.stopListening?.(); // this runs again with every change of the data
  window.addEventListener("resize", later);
  parentElement.stopListening = () => window.removeEventListener("resize", later);
  tell();
  return () => { if (!parentElement.isConnected) parentElement.stopListening(); };
}
"""
)

_COPY_JS = """
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = async () => {
    const link = new URL(window.location.href).href;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      const field = document.createElement("textarea");
      field.value = link;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = data.done;
    setTimeout(() => { button.textContent = data.label; }, 1500);
  };
}
"""

_COPY_CSS = """
button {
  font: inherit; font-size: .875rem; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem;
  padding: .35rem .75rem; white-space: nowrap;
}
button:hover, button:focus-visible { border-color: currentColor; }
"""


def layout_width_px(library: str) -> int:
    """Return the width of WIDTHS_PX that the reader's window has room for.

    The browser tells it; before its first answer counts what it remembers, then a desk's width. It
    is the first thing on every page and makes the browser load the page's library, if it names one.
    """
    state = st.session_state.get("window")
    known = width_of(getattr(state, "width_px", None) or (state or {}).get("width_px"))
    width_px = known or width_of(st.context.cookies.get(WIDTH_COOKIE)) or WIDTHS_PX[-1]
    with st.container(key="window-width", height=1, border=False):
        result = _window()(
            key="window",
            data={
                "below_px": NARROW_BELOW_PX,
                "widths": list(WIDTHS_PX),
                "width_px": width_px,
                "cookie": VISIT_COOKIE,
                "width_cookie": WIDTH_COOKIE,
                "library": library,
            },
            default={"width_px": width_px},
            on_width_px_change=lambda: None,
            height=1,
        )
    return width_of(result.width_px) or width_px


def width_of(value: object) -> int:
    """Return one of WIDTHS_PX that a browser sent, 0 for anything else."""
    text = str(value)
    return int(text) if text in {str(width) for width in WIDTHS_PX} else 0


def last_visit(today: date) -> date | None:
    """Return the day before today on which this browser last opened the dashboard, if it did."""
    return earlier_day(visit_cookie(), today)


def visit_cookie() -> str:
    """Return what the browser remembers of its visits, empty when it tells nothing."""
    return str(st.context.cookies.get(VISIT_COOKIE, ""))


def earlier_day(cookie: str, today: date) -> date | None:
    """Return the newest day before today in a visit cookie; anything else in it counts as none."""
    days = []
    for text in cookie[:50].split("."):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            continue
    return max((day for day in days if day < today), default=None)


def show_copy_link(label: str, done: str) -> None:
    """Draw the button that copies the address bar's link."""
    _copy()(key="copy-link", data={"label": label, "done": done}, width="content")


@st.cache_resource
def _window():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_window", js=_WINDOW_JS)


@st.cache_resource
def _copy():  # type: ignore[no-untyped-def]
    return st.components.v2.component(
        "vitrine_copy_link", html="<button type='button'></button>", css=_COPY_CSS, js=_COPY_JS
    )
