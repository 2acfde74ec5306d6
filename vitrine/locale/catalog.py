"""Message catalogues: one .po file per language, read at start; the msgid is the English sentence.

There are no compiled files, so what a translator edits is what runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("en", "fr", "nl")
CATALOG_DIR = Path(__file__).resolve().parent

Messages = Mapping[str, tuple[str, ...]]  # msgid -> its text, or its singular and plural


def mark(msgid: str) -> str:
    """Return the msgid as it is; tells the extractor that a table's text is translated later."""
    return msgid


def read_messages(language: str) -> Messages:
    """Read the catalogue of a language; English is the msgids themselves, so it has none."""
    if language == "en":
        return {}
    with (CATALOG_DIR / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    messages: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        found = message.string or ""
        forms = (found,) if isinstance(found, str) else tuple(found)
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        if msgid and all(forms) and not message.fuzzy:
            messages[msgid] = forms
    return messages


def plural_index(language: str, count: float) -> int:
    """Return 0 for the singular, 1 for the plural: 0 and 1.5 are singular in French only."""
    if language == "fr":
        return 0 if abs(count) < 2 else 1
    return 0 if abs(count) == 1 else 1


def fill(template: str, values: Mapping[str, object]) -> str:
    """Insert the values into a message; braces within a value stay as they are."""
    return template.format(**values) if values else template
