"""A part of a page that a click within it redraws alone."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

import streamlit as st

_is_within: ContextVar[bool] = ContextVar("is_within_part", default=False)


def draw_part(draw: Callable[[], None], *, run_every_s: float | None = None) -> None:
    """Call draw now, and again for a click in what it drew, without the rest of the page.

    A part within a part belongs to the outer one. Two runs of a fragment in quick succession let
    Streamlit drop what the first drew but keep what a fragment within it drew; the browser then
    gets elements without their container and the whole page dies.
    """
    if _is_within.get():
        draw()
        return

    def draw_within() -> None:
        outer = _is_within.set(True)
        try:
            draw()
        finally:
            _is_within.reset(outer)

    st.fragment(draw_within, run_every=run_every_s)()
