"""Events as lines of text, each a button that opens its evidence card.

One component draws the whole list: as Streamlit buttons, fifty rows take longer than all queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd
import streamlit as st

from vitrine.chart.text import one_line
from vitrine.event import Tier
from vitrine.headline import headline
from vitrine.ui.evidence import when
from vitrine.ui.page import Page, records

HEADLINE_CHARS = 160
HINT_CHARS = 200

_JS = """
function line(row, pick) {
  const button = document.createElement("button");
  button.type = "button";
  button.title = row.hint;
  const before = document.createElement("span");
  before.textContent = `${row.before} · `;
  const after = document.createElement("span");
  after.textContent = row.after && ` ${row.after}`;
  button.append(before, document.createTextNode(row.text), after);
  button.onclick = () => pick(row.event_id);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const pick = (id) => setTriggerValue("event_id", id);
  const parts = data.groups.flatMap((group) => {
    const list = document.createElement("ul");
    list.append(...group.rows.map((row) => line(row, pick)));
    if (!group.title) return [list];
    const title = document.createElement("h4");
    title.textContent = group.title;
    return [title, list];
  });
  parentElement.querySelector("div.rows").replaceChildren(...parts);
}
"""
_CSS = """
h4 { font-size: 1rem; font-weight: 600; margin: 1.1rem 0 .3rem; }
ul { margin: 0; padding: 0; list-style: none; }
button {
  font: inherit; color: inherit; text-align: left; line-height: 1.5; padding: .17rem 0; border: 0;
  background: transparent; cursor: pointer; overflow-wrap: anywhere;
}
button:hover, button:focus-visible { text-decoration: underline; }
span { color: color-mix(in srgb, currentColor 78%, transparent); }
"""


@dataclass(frozen=True)
class Row:
    """One event's line: date, headline, what stands behind it, and what the pointer shows."""

    event_id: str
    before: str
    text: str
    after: str = ""
    hint: str = ""


Group = tuple[str, Sequence[Row]]  # the title, which may be empty, and the rows under it


def show_rows(page: Page, groups: Sequence[Group], key: str) -> None:
    """Draw groups of rows; a click on a row opens the event's evidence card."""

    def open_clicked() -> None:
        event_id = (st.session_state.get(key) or {}).get("event_id")
        if event_id:
            page.open_card(str(event_id))

    _component()(
        key=key,
        data={
            "groups": [
                {"title": one_line(title, HEADLINE_CHARS), "rows": [_clean(row) for row in rows]}
                for title, rows in groups
            ]
        },
        on_event_id_change=open_clicked,
    )


def show_event_rows(page: Page, frame: pd.DataFrame, key: str) -> None:
    """Draw one row an event: date, headline, and how many outlets report it when several do."""
    rows = [
        Row(
            str(record["event_id"]),
            when(page, record),
            headline(record, page.locale),
            _note(page, record),
            str(record["outlets"]),
        )
        for record in records(frame)
    ]
    if rows:
        show_rows(page, [("", rows)], f"rows-{key}")


def _clean(row: Row) -> dict[str, str]:
    """Return the row without signs that hide or turn text; the browser writes it as text only."""
    limits = {"text": HEADLINE_CHARS, "hint": HINT_CHARS}
    return {name: one_line(text, limits.get(name, 120)) for name, text in asdict(row).items()}


def _note(page: Page, record: dict[str, object]) -> str:
    """Return what stands behind an event: how many sources, and that nobody reviewed it."""
    is_waiting = record.get("tier") == Tier.REVIEW
    unreviewed = "(" + page.locale.text("unreviewed") + ")" if is_waiting else ""
    return " ".join(filter(None, (_extra_sources(page, record), unreviewed)))


def _extra_sources(page: Page, record: dict[str, object]) -> str:
    count = int(str(record["outlet_count"]))
    if count < 2:
        return ""
    return "(" + page.locale.text("{count} sources", count=count) + ")"


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    return st.components.v2.component(
        "vitrine_rows", html='<div class="rows"></div>', css=_CSS, js=_JS
    )
