"""The list of stores beside the map; a row chooses its store.

It is a list of our own: the table widget would be made anew with every filter, and goes on drawing
for half a second after everything else has come to rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from vitrine.chart.store import SIGNS, Record, state_line, value
from vitrine.chart.text import one_line
from vitrine.locale import Locale
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page

LIST_KEY = "store-map-list"
MAX_CHARS = 160

_JS = """
const CHUNK = 60;  // rows made at a time; the next when the reader scrolls to the end

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".box");
  box.style.maxHeight = `${data.height_px}px`;
  box.setAttribute("aria-label", data.label);
  const head = document.createElement("div");
  head.className = "row head";
  head.setAttribute("role", "row");
  head.append(...data.headers.map((text) => cell(text, "columnheader")));
  box.replaceChildren(head);
  box.scrollTop = 0;
  let made = 0;
  const more = () => {
    for (const end = Math.min(made + CHUNK, data.rows.length); made < end; made += 1) {
      box.append(line(data.rows[made]));
    }
  };
  const line = ([id, ...texts]) => {
    const row = document.createElement("div");
    row.className = "row";
    row.tabIndex = 0;
    row.setAttribute("role", "row");
    row.setAttribute("aria-selected", String(id === data.chosen));
    row.append(...texts.map((text) => cell(text, "cell")));
    const choose = () => setTriggerValue("picked", id === data.chosen ? "-" : id);
    row.onclick = choose;
    row.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    };
    return row;
  };
  more();
  box.onscroll = () => {
    if (box.scrollTop + box.clientHeight > box.scrollHeight - 400) more();
  };
}

function cell(text, role) {
  const part = document.createElement("span");
  part.setAttribute("role", role);
  part.textContent = text;
  part.title = text;
  return part;
}
"""
_CSS = """
.box { overflow-y: auto; border: 1px solid var(--st-border-color); border-radius: .25rem;
  font-size: .875rem; line-height: 1.35; }
.row { display: grid; gap: .6rem; padding: .4rem .6rem; cursor: pointer;
  grid-template-columns: minmax(4.5rem, 2fr) minmax(6rem, 4fr) minmax(6rem, 5fr);
  border-top: 1px solid var(--st-border-color); }
.row > span { overflow-wrap: anywhere; }
.head { position: sticky; top: 0; border-top: 0; cursor: default; font-weight: 600;
  background: var(--st-secondary-background-color); }
.row:not(.head):hover { background: var(--st-secondary-background-color); }
.row:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
.row[aria-selected="true"] {
  background: color-mix(in srgb, var(--st-primary-color) 16%, transparent); }
"""


@dataclass(frozen=True)
class StoreRow:
    """One line of the list."""

    store_id: str
    company: str
    place: str
    status: str


def list_rows(records: Sequence[Record], metro: str, locale: Locale) -> list[StoreRow]:
    """Return the stores of the metro area looked at, or all: open ones first, then by name."""
    rows = [
        row
        for row in records
        if value(row, "state") in SIGNS and (not metro or value(row, "metro") == metro)
    ]
    rows.sort(
        key=lambda row: (
            -SIGNS[value(row, "state")].rank,
            value(row, "company"),
            value(row, "city"),
            value(row, "store_id"),
        )
    )
    return [
        StoreRow(
            value(row, "store_id"),
            value(row, "company"),
            _place(row, has_city=not metro),
            state_line(row, locale),
        )
        for row in rows
    ]


def _place(row: Record, *, has_city: bool) -> str:
    address, city = value(row, "address"), value(row, "city")
    if not address:
        return city
    return f"{city}, {address}" if has_city else address


def show_store_list(
    page: Page,
    records: Sequence[Record],
    chosen: str,
    height_px: int,
    choose: Callable[[str], None],
) -> None:
    """Draw the list; choose gets the picked store's id, or an empty one when it is given up."""
    text = page.locale.text
    metro = page.view.choice("zoom")
    rows = list_rows(records, metro, page.locale)
    if not rows:
        st.caption(text("No store is known here on that day."))
        return
    count = page.locale.plural("{n} store", "{n} stores", len(rows))
    where = text("{count} in {place}", count=count, place=metro) if metro else count
    label = text("{stores}: select a row or a mark to see its story", stores=where)
    st.caption(plain(label))

    def pick() -> None:
        picked = str(getattr(st.session_state[LIST_KEY], "picked", None) or "")
        if picked:
            choose("" if picked == "-" else picked)

    cells = [
        [
            row.store_id,
            *(one_line(part, MAX_CHARS) for part in (row.company, row.place, row.status)),
        ]
        for row in rows
    ]
    _component()(
        key=LIST_KEY,
        data={
            "rows": cells,
            "headers": [page.locale.column(name) for name in ("company", "place", "status")],
            "chosen": chosen,
            "label": label,
            "height_px": height_px,
        },
        on_picked_change=pick,
    )


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    return st.components.v2.component(
        "vitrine_store_list", html="<div class='box' role='table'></div>", css=_CSS, js=_JS
    )
