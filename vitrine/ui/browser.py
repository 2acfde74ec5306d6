"""Two small things that only the browser can do: tell its width, and copy a link."""

from __future__ import annotations

import streamlit as st

NARROW_BELOW_PX = 640

_WIDTH_JS = """
export default function (component) {
  const { data, setStateValue } = component;
  const tell = () => {
    const isNarrow = window.innerWidth < data.below_px;
    if (isNarrow !== data.is_narrow) setStateValue("is_narrow", isNarrow);
  };
  tell();
  window.addEventListener("resize", tell);
  return () => window.removeEventListener("resize", tell);
}
"""

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


def is_narrow_window() -> bool:
    """Tell whether the reader's window is a phone's; wide until the browser has answered."""
    state = st.session_state.get("window")
    known = bool(getattr(state, "is_narrow", False) or (state or {}).get("is_narrow", False))
    with st.container(key="window-width", height=1, border=False):
        result = _window()(
            key="window",
            data={"below_px": NARROW_BELOW_PX, "is_narrow": known},
            default={"is_narrow": False},
            on_is_narrow_change=lambda: None,
            height=1,
        )
    return bool(result.is_narrow)


def show_copy_link(label: str, done: str) -> None:
    """Draw the button that copies the address bar's link."""
    _copy()(key="copy-link", data={"label": label, "done": done}, width="content")


@st.cache_resource
def _window():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_window", js=_WIDTH_JS)


@st.cache_resource
def _copy():  # type: ignore[no-untyped-def]
    return st.components.v2.component(
        "vitrine_copy_link", html="<button type='button'></button>", css=_COPY_CSS, js=_COPY_JS
    )
