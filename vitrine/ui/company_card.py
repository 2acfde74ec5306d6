"""Companies as cards: who each is and its key facts, one alone or up to four side by side.

One component draws them all: as Streamlit's elements, four companies are a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from vitrine.chart.text import one_line
from vitrine.ui.page import Page

KEY = "company-cards"
MAX_CHARS = 160
MAX_LINE_CHARS = 900

_JS = """
const element = (kind, name, ...parts) => {
  const made = document.createElement(kind);
  made.className = name;
  made.append(...parts); // text is put in as text
  return made;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const button = (text, trigger, value) => {
    const made = element("button", "", text);
    made.type = "button";
    made.onclick = () => setTriggerValue(trigger, value);
    return made;
  };
  const fact = ({ label, value, note, event_id }) => {
    const below = event_id ? button(note, "event_id", event_id) : element("p", "", note);
    if (event_id) below.title = data.hint;
    return element("div", "fact", element("p", "", label), element("strong", "", value), below);
  };
  const card = ({ title, lines, facts, choice }, place) => element(
    "section", "card",
    element(data.cards.length > 1 ? "h3" : "h2", "", title),
    element("div", "who", ...lines.map((line) => element("p", "", line))),
    element("div", "facts", ...facts.map(fact)),
    choice ? button(choice, "chosen", String(place)) : "",
  );
  const box = parentElement.querySelector(".cards");
  box.className = data.cards.length > 1 ? "cards several" : "cards";
  box.style.setProperty("--facts", data.cards[0].facts.length);
  box.style.setProperty("--cards", data.cards.length);
  box.replaceChildren(...data.cards.map(card));
}
"""
_CSS = """
.page { container-type: inline-size; overflow-wrap: anywhere; line-height: 1.4; }
.cards, .facts { display: grid; gap: 1.1rem 1.5rem; }
.card > * { min-width: 0; }
h2, h3, p, strong { margin: 0; font-weight: 600; }
h2 { font-size: 1.4rem; }
h3 { font-size: 1.2rem; margin-top: 1rem; }
p { font-size: .875rem; font-weight: 400;
  color: color-mix(in srgb, currentColor 82%, transparent); }
strong { display: block; font-size: 1.2rem; margin-block: .25rem; }
.who { display: grid; gap: .4rem; align-content: start; margin-block: .6rem 1rem; }
button { font: inherit; font-size: .875rem; color: inherit; text-align: left; padding: 0; border: 0;
  justify-self: start; align-self: start; background: transparent; cursor: pointer;
  text-decoration: underline color-mix(in srgb, currentColor 40%, transparent);
  text-underline-offset: .2em; }
button:hover, button:focus-visible { text-decoration-color: currentColor; }
.card > button { margin-top: .8rem; }
@container (min-width: 640px) {
  .facts { grid-template-columns: repeat(var(--facts), minmax(0, 1fr)); }
  .several { grid-template-columns: repeat(var(--cards), minmax(0, 1fr));
    grid-template-rows: repeat(calc(var(--facts) + 3), auto); }
  .several .card { display: grid; grid-row: 1 / -1; grid-template-rows: subgrid;
    row-gap: .5rem; }
  .several .facts { display: contents; }
  .several .fact { margin-bottom: .6rem; }
}
"""


@dataclass(frozen=True)
class Fact:
    """One key fact: what, how much, what it covers; the event proves it."""

    label: str
    value: str
    note: str = ""
    event_id: str = ""


@dataclass(frozen=True)
class Card:
    """A company's name, who it is in a few lines, its facts, and what the button below offers."""

    title: str
    lines: Sequence[str]
    facts: Sequence[Fact]
    choice: str = ""


def show_cards(page: Page, cards: Sequence[Card], choose: Callable[[int], None]) -> None:
    """Draw the cards; a proven fact opens its evidence, a button calls choose with its place."""

    def picked(name: str) -> str:
        return str(getattr(st.session_state[KEY], name, None) or "")

    def open_event() -> None:
        if event_id := picked("event_id"):
            page.open_card(event_id)

    def choose_card() -> None:
        place = picked("chosen")
        if place.isdecimal() and int(place) < len(cards):
            choose(int(place))

    _component()(
        key=KEY,
        data={
            "cards": [_clean(card) for card in cards],
            "hint": page.locale.text("Show the evidence"),
        },
        on_event_id_change=open_event,
        on_chosen_change=choose_card,
    )


def _clean(card: Card) -> dict[str, object]:
    """Return the card without signs that hide or turn text; the browser writes it as text only."""
    facts = [
        {name: one_line(text, MAX_CHARS) for name, text in asdict(fact).items()}
        for fact in card.facts
    ]
    return {
        "title": one_line(card.title, MAX_CHARS),
        "lines": [one_line(line, MAX_LINE_CHARS) for line in card.lines],
        "facts": facts,
        "choice": one_line(card.choice, MAX_CHARS),
    }


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    html = "<div class='page'><div class='cards'></div></div>"
    return st.components.v2.component("vitrine_cards", html=html, css=_CSS, js=_JS)
