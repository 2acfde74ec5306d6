"""A table that the browser keeps when its rows change; a row with an event opens its card.

It is the browser's own kind of table: its words can be selected, found and read aloud. Streamlit's
is a picture, made anew with every filter, that goes on drawing after all else has come to rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from vitrine.chart.text import one_line
from vitrine.export.table import CellValue, cell_value
from vitrine.ui.page import Page

MAX_CHARS = 400
LONG_CHARS = 44  # a longer text takes several lines
SORTED_BY = {"period": "period_last_date", "date": "first_date"}  # words, and what orders them

_JS = """
const CHUNK = 60; // rows made at a time; the next when the reader scrolls to the end
const element = (kind, text = "") => {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
};

function link([text, address]) {
  const made = element("a", text);
  made.href = address; // only http and https are handed in
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  made.onclick = (event) => event.stopPropagation();
  return made;
}

function compare(column, collator) {
  return (a, b) => {
    const [left, right] = [column.keys[a], column.keys[b]];
    if (typeof left === "number" && typeof right === "number") return left - right;
    return collator.compare(String(left), String(right));
  };
}

function sorted(data, { place, turn }) {
  const rows = data.ids.map((_, row) => row);
  if (!turn) return rows;
  const column = data.columns[place];
  const order = compare(column, new Intl.Collator(data.language, { numeric: true }));
  const hasValue = (row) => column.keys[row] !== null && column.keys[row] !== "";
  return [ // what is missing comes last either way
    ...rows.filter(hasValue).sort((a, b) => turn * order(a, b)),
    ...rows.filter((row) => !hasValue(row)),
  ];
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".box");
  const [head, body] = [box.querySelector("thead"), box.querySelector("tbody")];
  const names = data.columns.map((column) => column.name).join();
  if (box.names !== names) box.sort = { place: -1, turn: 0 }; // another table
  box.names = names;
  box.setAttribute("aria-label", data.label);
  const digits = new Intl.NumberFormat(data.language, {
    maximumFractionDigits: 6, useGrouping: "min2",
  });
  const cell = (column, row) => {
    const value = column.cells[row];
    const part = document.createElement("td");
    if (value === null) return part;
    if (column.kind === "number") {
      part.className = "number";
      part.textContent = digits.format(value);
    } else if (column.kind === "link") part.append(link(value));
    else {
      part.textContent = value;
      if (value.length > data.long_chars) part.className = "long";
    }
    return part;
  };
  const line = (row) => {
    const made = document.createElement("tr");
    made.append(...data.columns.map((column) => cell(column, row)));
    const id = data.ids[row];
    if (!id) return made;
    made.tabIndex = 0;
    const open = () => {
      const isMarking = !(window.getSelection()?.isCollapsed ?? true);
      if (!isMarking) setTriggerValue("event_id", id); // marking words to copy is no click
    };
    made.onclick = open;
    made.onkeydown = (event) => {
      if (event.target !== made || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      open();
    };
    return made;
  };
  const draw = () => {
    const rows = sorted(data, box.sort);
    body.replaceChildren();
    const more = () => {
      const made = body.childElementCount;
      body.append(...rows.slice(made, made + CHUNK).map(line));
    };
    more();
    box.onscroll = () => {
      if (box.scrollTop + box.clientHeight > box.scrollHeight - 400) more();
    };
    for (const [place, part] of [...head.rows[0].cells].entries()) {
      const turn = place === box.sort.place ? box.sort.turn : 0;
      part.setAttribute("aria-sort", ["descending", "none", "ascending"][turn + 1]);
    }
  };
  const header = (column, place) => {
    const part = document.createElement("th");
    part.scope = "col";
    if (column.kind === "number") part.className = "number";
    const button = element("button", column.label);
    button.type = "button";
    button.onclick = () => { // up, down, as it came
      const turn = place === box.sort.place ? box.sort.turn : 0;
      box.sort = { place, turn: turn === 0 ? 1 : turn === 1 ? -1 : 0 };
      box.scrollTop = 0;
      draw();
    };
    part.append(button);
    return part;
  };
  const titles = document.createElement("tr");
  titles.append(...data.columns.map(header));
  head.replaceChildren(titles);
  box.scrollTop = 0;
  draw();
}
"""
_CSS = """
.box { max-height: max(24rem, 65vh); overflow: auto; font-size: .875rem; line-height: 1.35;
  border: 1px solid var(--st-border-color); border-radius: .25rem; }
.box:focus-visible, tr:focus-visible, button:focus-visible {
  outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
table { border-collapse: separate; border-spacing: 0; min-width: 100%; }
th, td { padding: .4rem .65rem; text-align: left; vertical-align: top; white-space: nowrap; }
td { border-top: 1px solid var(--st-border-color); }
td.long { white-space: normal; min-width: 18rem; max-width: 30rem; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
th { position: sticky; top: 0; z-index: 1; background: var(--st-secondary-background-color); }
th button { font: inherit; font-weight: 600; color: inherit; padding: 0; border: 0; cursor: pointer;
  background: transparent; }
th[aria-sort="ascending"] button::after { content: " ▲"; font-size: .7em; }
th[aria-sort="descending"] button::after { content: " ▼"; font-size: .7em; }
tr[tabindex] { cursor: pointer; }
tr[tabindex]:hover td { background: var(--st-secondary-background-color); }
a { color: var(--st-link-color); }
@media print { .box { max-height: none; overflow: visible; } }
"""
_HTML = (
    "<div class='box' role='region' tabindex='0'>"
    "<table><thead></thead><tbody></tbody></table></div>"
)


def show_table(
    page: Page,
    table: pd.DataFrame,
    key: str,
    *,
    sort_keys: Mapping[str, Sequence[object]] | None = None,
    link_text: str = "",
) -> None:
    """Draw a table with the reader's headers; choosing a row with an event opens its card.

    A click on a header sorts: numbers by size, text as the language does, or by sort_keys, which
    gives a column a value for each row (else see SORTED_BY). Columns named url are links, shown as
    link_text or their host. The column event_id is not shown.
    """
    keys: dict[str, Sequence[object]] = {
        word: table[by].tolist() for word, by in SORTED_BY.items() if by in table.columns
    }
    keys.update(sort_keys or {})

    def open_row() -> None:
        event_id = str(getattr(st.session_state[key], "event_id", None) or "")
        if event_id:
            page.open_card(event_id)

    _component()(
        key=key,
        data={
            "label": page.locale.text("Table"),
            "language": page.locale.language,
            "columns": [
                _column(
                    name,
                    page.locale.column(name),
                    table[name].tolist(),
                    keys.get(name, table[name].tolist()),
                    link_text,
                )
                for name in map(str, table.columns)
                if name != "event_id"
            ],
            "ids": _event_ids(table),
            "long_chars": LONG_CHARS,
        },
        on_event_id_change=open_row,
    )


def _event_ids(table: pd.DataFrame) -> list[str]:
    """Return each row's event; empty for a row that is no event, such as a count."""
    if "event_id" not in table.columns:
        return [""] * len(table)
    return [text if text.startswith("E") else "" for text in map(str, table["event_id"])]


def _column(
    name: str, label: str, values: Sequence[object], keys: Sequence[object], link_text: str
) -> dict[str, object]:
    """Return a column for the browser: cells of one kind, None where there is nothing."""
    plain = [cell_value(value) for value in values]
    kind = _kind(name, plain)
    cells = [None if value is None else _cell(kind, value, link_text) for value in plain]
    sort_keys = [_sort_key(cell_value(value)) for value in keys]
    return {"name": name, "label": label, "kind": kind, "cells": cells, "keys": sort_keys}


def _kind(name: str, values: Sequence[CellValue]) -> str:
    if name.endswith("url"):
        return "link"
    known = [value for value in values if value is not None]
    return "number" if known and all(map(_is_number, known)) else "text"


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _sort_key(value: CellValue) -> CellValue:
    return value if value is None or _is_number(value) else one_line(str(value), MAX_CHARS)


def _cell(kind: str, value: CellValue, link_text: str) -> CellValue | list[str]:
    if kind == "number":
        return value
    if kind == "link":
        return _link(str(value), link_text)
    if isinstance(value, bool):
        return "✓" if value else ""
    return one_line(str(value), MAX_CHARS)


def _link(address: str, text: str) -> list[str] | None:
    """Return what a link says and where it leads; nothing for what is no address of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return [one_line(text or parts.hostname.removeprefix("www."), MAX_CHARS), address]


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_table", html=_HTML, css=_CSS, js=_JS)
