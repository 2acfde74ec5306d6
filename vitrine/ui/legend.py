"""The map's legend: signs with their words, as elements of the page and never as markup."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from vitrine.chart.icon import data_url, icon_svg
from vitrine.chart.scene import MUTED, LegendItem
from vitrine.chart.text import one_line
from vitrine.chart.theme import Theme

LABEL_CHARS = 60

_JS = """
export default function (component) {
  const { data, parentElement } = component;
  const list = parentElement.querySelector("ul");
  list.replaceChildren(...data.items.map((item) => {
    const row = document.createElement("li");
    const sign = document.createElement("img");
    sign.src = item.sign;
    sign.alt = "";
    row.append(sign, document.createTextNode(item.text));
    return row;
  }));
}
"""
_CSS = """
ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: 0; padding: 0; list-style: none;
  font-size: .875rem; line-height: 1.4; }
li { display: flex; align-items: center; gap: .35rem; overflow-wrap: anywhere; }
img { width: 15px; height: 15px; }
"""


def show_legend(items: Sequence[LegendItem], theme: Theme, key: str) -> None:
    """Draw one sign and its words after another."""
    rows = [
        {
            "text": one_line(item.text, LABEL_CHARS),
            "sign": data_url(icon_svg(item, theme, is_soft=_is_disc(item))),
        }
        for item in items
    ]
    _component()(key=key, data={"items": rows})


def _is_disc(item: LegendItem) -> bool:
    """Tell whether the item explains the pale disc of a place known only by its city."""
    return item.fill == "pale" and item.color == MUTED


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_legend", html="<ul></ul>", css=_CSS, js=_JS)
