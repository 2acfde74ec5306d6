"""No English is left on French and Dutch pages: all that a page sends to the browser is read.

A word counts as English when an English message uses it and neither a translation nor a name in
the data does. Two such words in one text are a sentence that nobody translated; what the data say
in their own language (summaries, addresses, notes) does not count.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from functools import cache

import pyarrow as pa
import pytest
from babel.messages.catalog import Catalog
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.test_messages import messages
from tests.test_pages import PAGES, open_page
from vitrine.settings import ROOT, Settings

pytestmark = pytest.mark.filterwarnings("default")

RUN = 4  # as many words in a row as in a text of the data are that text
NOT_READ = {
    "id",
    "js_content",
    "css_content",
    "html_content",
    "query_string",
    "page",
    "url",
    "family",
    "fontFamily",
}
NAMES = {
    "companies.csv": ("company", "parent", "aliases"),
    "mentions.csv": ("company", "counterparty", "city", "outlet"),
}
TEXTS = ("summary", "address", "scope_note")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without markup and addresses."""
    text = re.sub(r"https?://\S+|<[^>]*>|:[a-z]+\[|\]\([^)]*\)|\\", " ", html.unescape(text))
    return re.findall(r"[^\W\d_]{2,}", text.lower())


def cells(file: str, columns: tuple[str, ...]) -> Iterator[str]:
    with (ROOT / "data" / file).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield from (row[column] for column in columns if row.get(column))


@cache
def data_runs() -> frozenset[tuple[str, ...]]:
    """Return every run of words in the texts of the data."""
    runs = set()
    for text in cells("mentions.csv", TEXTS):
        found = words(text)
        for length in range(1, RUN + 1):
            if length == RUN or len(found) == length:
                runs |= {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}
    return frozenset(runs)


@cache
def catalog(language: str) -> Catalog:
    return messages.load_catalog(language)


@cache
def english_words(language: str) -> frozenset[str]:
    """Return the words that only the English messages use."""
    entries = [message for message in catalog(language) if message.id]
    english, translated = (
        {word for item in entries for form in messages.forms(part(item)) for word in words(form)}
        for part in (lambda item: item.id, lambda item: item.string)
    )
    names = {
        word
        for file, columns in NAMES.items()
        for cell in cells(file, columns)
        for word in words(cell)
    }
    return frozenset(english - translated - names)


def english_left(text: str, language: str) -> list[str]:
    """Return the English words of a text, those of a text of the data left out."""
    found = words(text)
    from_data: set[int] = set()
    for length in range(1, RUN + 1):
        for start in range(len(found) - length + 1):
            if tuple(found[start : start + length]) in data_runs():
                from_data |= set(range(start, start + length))
    english = english_words(language)
    return [word for at, word in enumerate(found) if at not in from_data and word in english]


def is_untranslated(text: str, language: str) -> bool:
    """Tell whether a text is an English message as it is, or holds two English words."""
    if text.startswith("<style>"):
        return False
    if " " in text.strip():
        return len(english_left(text, language)) >= 2
    message = catalog(language).get(text)
    return bool(message and english_left(text, language) and message.string != text)


def strings_of(value: object, name: str = "") -> Iterator[str]:
    """Return every text inside a message to the browser: fields, JSON and table cells."""
    if name in NOT_READ or name.endswith("_hash"):
        return
    if isinstance(value, Message):
        for field, inner in value.ListFields():
            yield from strings_of(inner, field.name)
    elif isinstance(value, str):
        if value[:1] in "{[" and value[-1:] in "}]":
            yield from _strings_of_json(value)
        else:
            yield value
    elif isinstance(value, bytes):
        yield from _strings_of_table(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings_of(inner, str(key))
    elif hasattr(value, "__iter__"):
        for inner in value:
            yield from strings_of(inner)


def _strings_of_json(value: str) -> Iterator[str]:
    try:
        parsed = json.loads(value)
    except ValueError:
        yield value
        return
    yield from strings_of(parsed)


def _strings_of_table(value: bytes) -> Iterator[str]:
    try:
        table = pa.ipc.open_stream(value).read_all()
    except pa.ArrowInvalid:
        return
    yield from table.column_names
    for column in table.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            yield from (str(cell) for cell in column.to_pylist() if cell)


def sent_by(app: AppTest) -> Iterator[str]:
    """Return every text that a run of a page sent."""
    blocks = [app._tree]
    while blocks:
        block = blocks.pop()
        if getattr(block, "proto", None) is not None:
            yield from strings_of(block.proto)
        blocks += list(getattr(block, "children", {}).values())


@pytest.fixture
def use_snapshots(monkeypatch: pytest.MonkeyPatch, real_settings: Settings) -> None:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("### Status history and sources", True),
        ("Coolblue : seen so far in Paris", True),
        ("Revenue", True),
        ("Chiffre d'affaires, Ceconomy, 2018", False),
        ("British web retailer AO closes its German business, a tenth of its revenue", False),
        ("Samsung : résultats au 4e trimestre 2025 (home appliances only)", False),
        ("Mirage Retail Group", False),
    ],
)
def test_english_is_told_from_names_and_quoted_data(text: str, is_left: bool) -> None:
    assert is_untranslated(text, "fr") == is_left


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_of_a_page_is_left_in_english(
    page: str, language: str, use_snapshots: None
) -> None:
    views: list[dict[str, str | list[str]]] = [
        {},
        {"company": "Coolblue", "event": "E0213"},
        {"company": ["Fnac", "MediaMarkt"], "metro": "Paris", "status": "planned"},
    ]
    found = {
        text
        for view in views
        for text in sent_by(open_page(page, lang=language, **view))
        if is_untranslated(text, language)
    }
    assert not sorted(found)
