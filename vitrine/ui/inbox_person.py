"""Who decides: the name is asked once and remembered by the reader's own browser."""

from __future__ import annotations

from urllib.parse import unquote

import streamlit as st

from vitrine.review.decision import MAX_NAME_CHARS, one_line
from vitrine.ui.page import Page

NAME_COOKIE = "vitrine_reviewer"
_STATE = "reviewer-name"

_JS = """
export default function ({ data }) {
  if (!data.name) return;
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.cookie}=${encodeURIComponent(data.name)}; path=/; ` +
    `max-age=${400 * 86400}; SameSite=Lax${secure}`;
}
"""


def reviewer() -> str:
    """Return the name under which this reader decides, empty before they gave one."""
    kept = st.session_state.get(_STATE)
    if kept is None:
        cookie = st.context.cookies.get(NAME_COOKIE, "")
        kept = unquote(cookie[: MAX_NAME_CHARS * 9]) if isinstance(cookie, str) else ""
    return one_line(str(kept), MAX_NAME_CHARS)


def show_reviewer(page: Page) -> str:
    """Ask for the name of the person who decides, and return it."""
    key = f"reviewer-{page.locale.language}"

    def change() -> None:
        st.session_state[_STATE] = st.session_state[key]

    st.session_state.setdefault(key, reviewer())
    st.text_input(
        page.locale.text("Your name"),
        key=key,
        on_change=change,
        max_chars=MAX_NAME_CHARS,
        placeholder=page.locale.text("It stands beside each decision"),
        autocomplete="name",
        width=320,
    )
    name = reviewer()
    with st.container(key="reviewer-memory", height=1, border=False):
        _memory()(key="reviewer-cookie", data={"name": name, "cookie": NAME_COOKIE}, height=1)
    return name


@st.cache_resource
def _memory():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_reviewer", js=_JS)
