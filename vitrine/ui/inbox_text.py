"""An article beside what was read from it: pointing at a field lights up its words, and back.

The browser writes every text as text; no part of an article ever becomes markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from vitrine.article import Article
from vitrine.chart.text import one_line
from vitrine.event import Mention
from vitrine.ui.inbox_words import Field, segments, visible

_JS = """
const make = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("div.inbox");
  const seen = root.querySelector(".text")?.scrollTop ?? 0;
  const light = (keys, isOn, from) => {
    let first = null;
    root.querySelectorAll("[data-keys]").forEach((node) => {
      const isMeant = isOn && node.dataset.keys.split(" ").some((key) => keys.includes(key));
      node.classList.toggle("lit", isMeant);
      if (isMeant && !first && node !== from && node.tagName !== from?.tagName) first = node;
    });
    const pane = first?.closest(".text, .cards");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const place = first.getBoundingClientRect(), room = pane.getBoundingClientRect();
    if (place.top < room.top || place.bottom > room.bottom) {
      pane.scrollTop += place.top - room.top - room.height / 3;
    }
  };
  const link = (node, keys) => {
    node.dataset.keys = keys.join(" ");
    node.tabIndex = 0;
    node.onmouseenter = node.onfocus = () => light(keys, true, node);
    node.onmouseleave = node.onblur = () => light(keys, false, node);
  };

  const text = make("section", "text");
  text.setAttribute("aria-label", data.words.text);
  if (data.title) text.append(make("h4", "", data.title));
  const body = make("p");
  data.segments.forEach((piece) => {
    if (!piece.keys.length) return body.append(document.createTextNode(piece.text));
    const mark = make("mark", piece.keys[0].split(".")[1], piece.text);
    link(mark, piece.keys);
    body.append(mark);
  });
  text.append(body);

  const cards = make("section", "cards");
  cards.setAttribute("aria-label", data.words.cards);
  data.cards.forEach((card, number) => {
    const box = make("article", card.is_left_out ? "card out" : "card");
    const head = make("header");
    head.append(make("h4", "", card.headline));
    const notes = make("p", "notes");
    card.badges.forEach((badge) => notes.append(make("span", `badge ${badge.kind}`, badge.text)));
    head.append(notes);
    const list = make("dl");
    card.fields.forEach((field) => {
      const line = make("div", field.has_words ? `line ${field.name}` : "line plain");
      line.append(make("dt", "", field.label), make("dd", "", field.value));
      if (field.has_words) link(line, [`${number}.${field.name}`]);
      list.append(line);
    });
    const acts = make("p", "acts");
    card.acts.forEach((act) => {
      const button = make("button", "", act.text);
      button.type = "button";
      button.setAttribute("aria-label", `${act.text}: ${card.headline}`);
      button.onclick = () => setTriggerValue("act", { act: act.act, id: card.id });
      acts.append(button);
    });
    box.append(head, list, acts);
    cards.append(box);
  });
  if (!data.cards.length) cards.append(make("p", "none", data.words.none));
  root.replaceChildren(text, cards);
  text.scrollTop = seen;
}
"""
_CSS = """
.inbox {
  display: grid; grid-template-columns: minmax(0, 6fr) minmax(0, 5fr); gap: 1rem;
  align-items: start;
}
@media (max-width: 760px) {
  .inbox { grid-template-columns: minmax(0, 1fr); }
  .inbox .text { max-height: 22rem; }
  .inbox .cards { max-height: none; }
}
.text, .cards { max-height: 40rem; overflow: auto; overflow-wrap: anywhere; }
.text {
  border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: .4rem;
  padding: .8rem 1rem; line-height: 1.55;
}
h4 { font-size: 1rem; font-weight: 600; margin: 0 0 .35rem; line-height: 1.35; }
.text p { white-space: pre-wrap; margin: 0; }
mark, .line { --tint: #7a8794; }
.event_type { --tint: #7b61c9; }
.company, .counterparty, .person { --tint: #0b6e99; }
.event_date, .period { --tint: #b26a00; }
.city { --tint: #2e8540; }
.amount, .metric, .change_pct, .count { --tint: #c2355b; }
mark {
  color: inherit; border-radius: .15rem; padding: .05rem 0; cursor: default;
  background: color-mix(in srgb, var(--tint) 20%, transparent);
  box-shadow: inset 0 -2px 0 var(--tint);
}
mark.lit { background: color-mix(in srgb, var(--tint) 55%, transparent); }
.cards { display: flex; flex-direction: column; gap: .7rem; }
.card {
  border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: .4rem;
  padding: .7rem .9rem; flex: none;
}
.out h4 { text-decoration: line-through; }
.out dl { opacity: .6; }
.notes { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0 0 .4rem; }
.badge {
  font-size: .78rem; border-radius: 1rem; padding: .05rem .55rem; white-space: nowrap;
  border: 1px solid color-mix(in srgb, currentColor 35%, transparent);
}
.badge.review { border-style: dashed; }
dl { margin: 0; font-size: .9rem; }
.line {
  display: grid; grid-template-columns: minmax(5.5rem, 30%) 1fr; gap: .6rem;
  padding: .12rem .4rem; border-left: 3px solid var(--tint); border-radius: .15rem;
}
.line.plain { border-left-color: transparent; }
.line.lit { background: color-mix(in srgb, var(--tint) 22%, transparent); }
dt { color: color-mix(in srgb, currentColor 75%, transparent); }
dd { margin: 0; }
.acts { display: flex; gap: .5rem; margin: .5rem 0 0; }
button {
  font: inherit; font-size: .85rem; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); border-radius: .4rem;
  padding: .2rem .7rem; min-height: 1.9rem;
}
button:hover, button:focus-visible { border-color: currentColor; }
mark:focus-visible, .line:focus-visible { outline: 2px solid var(--tint); outline-offset: 1px; }
"""


@dataclass(frozen=True)
class Card:
    """One event as the reader sees it beside the text; badges and acts are (kind, words)."""

    mention: Mention
    headline: str
    fields: Sequence[Field]
    badges: Sequence[tuple[str, str]] = ()
    acts: Sequence[tuple[str, str]] = ()
    is_left_out: bool = False


def show_text_and_cards(
    article: Article,
    cards: Sequence[Card],
    words: dict[str, str],
    key: str,
    on_act: Callable[[str, str], None],
) -> None:
    """Draw the text and the cards; on_act gets the act and the mention's id of a pressed button.

    words: text and cards name the two halves, none stands where there is no card.
    """

    def act() -> None:
        told = (st.session_state.get(key) or {}).get("act") or {}
        if told:
            on_act(str(told.get("act", "")), str(told.get("id", "")))

    pieces = segments(article, tuple(card.mention for card in cards))
    proved = {name for piece in pieces for name in piece["keys"]}  # type: ignore[attr-defined]
    _component()(
        key=key,
        data={
            "title": one_line(article.title, 300),
            "segments": pieces,
            "cards": [_card(card, number, proved) for number, card in enumerate(cards)],
            "words": words,
        },
        on_act_change=act,
    )


def _card(card: Card, number: int, proved: set[str]) -> dict[str, object]:
    return {
        "id": card.mention.mention_id,
        "headline": one_line(card.headline, 200),
        "fields": [
            {
                **{name: visible(value)[:200] for name, value in asdict(item).items()},
                "has_words": f"{number}.{item.name}" in proved,
            }
            for item in card.fields
        ],
        "badges": [{"kind": kind, "text": text} for kind, text in card.badges],
        "acts": [{"act": act, "text": text} for act, text in card.acts],
        "is_left_out": card.is_left_out,
    }


@st.cache_resource
def _component():  # type: ignore[no-untyped-def]
    return st.components.v2.component(
        "vitrine_inbox_text", html='<div class="inbox"></div>', css=_CSS, js=_JS
    )
