"""Mentions in the reader's words: headline, fields, labels, and the words that prove them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vitrine.article import Article
from vitrine.event import Mention
from vitrine.extract.model import ALONE, DIFFERS
from vitrine.headline import headline
from vitrine.locale import Locale
from vitrine.review.correction import values_of

_COLUMN_OF = {
    "event_date": "date_text",
    "temporary": "is_temporary",
    "approx": "is_approx",
    "scope_note": "scope_note",
}
# A line of a card: what it is called, the fields it shows, the roles of the words that say them.
LINES = (
    ("event_type", ("event_type",), ("trigger",)),
    ("company", ("company",), ("company",)),
    ("counterparty", ("counterparty",), ("counterparty",)),
    ("person", ("person",), ("person",)),
    ("status", ("status",), ()),
    ("event_date", ("event_date",), ("event_date",)),
    ("city", ("address", "city", "country"), ("address", "city", "country")),
    ("metric", ("metric",), ("metric",)),
    ("amount", ("amount", "currency"), ("amount",)),
    ("period", ("period",), ("period",)),
    ("change_pct", ("change_pct",), ("change_pct",)),
    ("count", ("count",), ("count",)),
    ("basis", ("basis",), ()),
)
MAX_TEXT_CHARS = 20_000


@dataclass(frozen=True)
class Field:
    """One line of a card; name is the role-like name by which words and line find each other."""

    name: str
    label: str
    value: str


def field_label(name: str, locale: Locale) -> str:
    """Return what a field of a mention is called."""
    if name == "person":
        return locale.text("Person")
    if name == "trigger":
        return locale.text("Words that state it")
    if name == ALONE:
        return locale.text("Only the language model reads this, from the words")
    if name == DIFFERS:
        return locale.text("The language model reads this otherwise than the rules, from the words")
    return locale.column(_COLUMN_OF.get(name, name))


def event_row(mention: Mention) -> dict[str, object]:
    """Return a mention under the names of the event table's columns."""
    values = values_of(mention)
    day, period = mention.event_date, mention.period
    return {
        **values,
        "first_date": day.first if day else None,
        "last_date": day.last if day else None,
        "date_precision": day.precision.value if day else None,
        "date_text": str(day) if day else None,
        "amount": mention.money.amount if mention.money else None,
        "change_pct": mention.change_pct,
        "site_count": mention.count,
        "period_last_date": period.last if period else None,
        "is_approx": mention.is_approx,
        "is_temporary": mention.is_temporary,
    }


def mention_headline(mention: Mention, locale: Locale) -> str:
    """Return the sentence that the dashboards will show for a mention."""
    return headline(event_row(mention), locale)


def shown_fields(mention: Mention, locale: Locale) -> list[Field]:
    """Return the lines of a mention's card, empty ones left out."""
    found = []
    for name, _, _ in LINES:
        value = _shown(name, mention, locale)
        if value:
            label = locale.text("Place") if name == "city" else field_label(name, locale)
            found.append(Field(name, label, value))
    return found


def _shown(name: str, mention: Mention, locale: Locale) -> str:
    place = mention.place
    if name == "event_type":
        note = locale.text("temporary") if mention.is_temporary else ""
        return " · ".join(filter(None, (locale.event_type(mention.event_type.value), note)))
    if name == "status":
        return locale.status(mention.status.value)
    if name == "event_date":
        return locale.date(mention.event_date) if mention.event_date else ""
    if name == "city":
        country = locale.country(place.country) if place.country else ""
        return ", ".join(filter(None, (place.address, place.city, country)))
    if name == "metric":
        return locale.metric(mention.metric) if mention.metric else ""
    if name == "amount" and mention.money:
        note = locale.text("approximate") if mention.is_approx else ""
        amount = locale.money(float(mention.money.amount), mention.money.currency)
        return " · ".join(filter(None, (amount, note)))
    if name == "period":
        return locale.period(mention.period.text, mention.period.last) if mention.period else ""
    if name == "change_pct":
        is_known = mention.change_pct is not None
        return locale.percent(mention.change_pct, signed=True) if is_known else ""
    if name == "count":
        return locale.number(mention.count) if mention.count is not None else ""
    if name == "basis":
        return locale.basis(mention.basis.value) if mention.basis else ""
    return values_of(mention)[name]


def line_of_role(role: str) -> str:
    """Return the line of the card that a span's role belongs to."""
    return next((name for name, _, roles in LINES if role in roles), "")


def segments(article: Article, mentions: tuple[Mention, ...]) -> list[dict[str, object]]:
    """Return the text cut where spans begin and end, each piece with the lines that it proves.

    A line is named "<number of the card>.<name of the line>". Signs that hide or turn text become
    blanks; nothing is added or lost, so that offsets stay true.
    """
    text = article.text[:MAX_TEXT_CHARS]
    marks: dict[tuple[int, int], set[str]] = {}
    for number, mention in enumerate(mentions):
        for span in mention.spans:
            line = line_of_role(span.role)
            start, end = max(0, span.start), min(len(text), span.end)
            if line and start < end:
                marks.setdefault((start, end), set()).add(f"{number}.{line}")
    cuts = sorted({0, len(text), *(place for pair in marks for place in pair)})
    pieces: list[dict[str, object]] = []
    for start, end in pairwise(cuts):
        keys = sorted(
            key for (a, b), found in marks.items() if a <= start and end <= b for key in found
        )
        pieces.append({"text": visible(text[start:end]), "keys": keys})
    return pieces


def visible(text: str) -> str:
    """Return text of the same length without control and direction signs; lines stay lines."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)
