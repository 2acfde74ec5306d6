"""The queue as a list that is worked through with the keyboard: j and k walk, letters decide.

Keys only count while no field has the focus, and never together with Ctrl, Alt or Meta.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from vitrine.chart.text import one_line

KEYS = ("a", "e", "r", "j", "k")

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol");
  list.replaceChildren(...data.rows.map((row) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const note = document.createElement("span");
    note.textContent = ` · ${row.note}`;
    button.append(document.createTextNode(row.text), note);
    if (row.id === data.current) button.setAttribute("aria-current", "true");
    button.onclick = () => setTriggerValue("act", { act: "pick", id: row.id });
    item.append(button);
    return item;
  }));
  const hints = parentElement.querySelector("p");
  hints.replaceChildren(...data.hints.flatMap(([key, text]) => {
    const cap = document.createElement("kbd");
    cap.textContent = key;
    return [cap, document.createTextNode(` ${text}  `)];
  }));
  const isWriting = (node) => {
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node?.matches?.("input, textarea, select, [contenteditable=true], [role=combobox]");
  };
  const press = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (isWriting(document.activeElement) || document.querySelector("[role=dialog]")) return;
    const key = event.key.toLowerCase();
    if (!data.keys.includes(key)) return;
    event.preventDefault();
    setTriggerValue("act", { act: key, id: data.current });
  };
  parentElement.stopListening?.(); // this runs again with every change of the data
  document.addEventListener("keydown", press);
  parentElement.stopListening = () => document.removeEventListener("keydown", press);
  return () => { if (!parentElement.isConnected) parentElement.stopListening(); };
}
"""
_CSS = """
p { margin: 0 0 .5rem; font-size: .85rem; line-height: 1.9; }
kbd {
  font: inherit; border: 1px solid color-mix(in srgb, currentColor 40%, transparent);
  border-radius: .25rem; padding: 0 .4rem;
}
ol { margin: 0; padding: 0; list-style: none; }
button {
  font: inherit; color: inherit; text-align: left; line-height: 1.4; width: 100%;
  padding: .4rem .6rem; border: 0; border-left: 3px solid transparent; background: transparent;
  cursor: pointer; overflow-wrap: anywhere;
}
button:hover, button:focus-visible { background: color-mix(in srgb, currentColor 7%, transparent); }
button[aria-current] {
  border-left-color: #0b6e99; background: color-mix(in srgb, #0b6e99 14%, transparent);
}
span { color: color-mix(in srgb, currentColor 78%, transparent); font-size: .85rem; }
@media (hover: none) { p { display: none; } }
"""


def show_list(
    rows: Sequence[tuple[str, str, str]],
    current: str,
    hints: Sequence[tuple[str, str]],
    key: str,
    on_act: Callable[[str, str], None],
) -> None:
    """Draw rows of (id, text, note); on_act gets pick or a pressed key, and the row's id."""

    def act() -> None:
        told = (st.session_state.get(key) or {}).get("act") or {}
        if told:
            on_act(str(told.get("act", "")), str(told.get("id", "")))

    _component()(
        key=key,
        data={
            "rows": [
                {"id": name, "text": one_line(text, 160), "note": one_line(note, 120)}
                for name, text, note in rows
            ],
            "current": current,
            "hints": [list(hint) for hint in hints],
            "keys": list(KEYS),
        },
        on_act_change=act,
    )


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    return st.components.v2.component("vitrine_queue", html="<p></p><ol></ol>", css=_CSS, js=_JS)
