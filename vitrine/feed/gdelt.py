"""Articles about watched companies, found through GDELT's news index (DOC 2.0): pure, no sockets.

The caller reads search_url() with the fetcher and hands the bytes to read_answer(). It is off
unless the setting discover_gdelt or a command asks for it: names of companies leave the house with
it.
GDELT wants five seconds between two searches, and answers mistakes with status 200 and a sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from vitrine.errors import DiscoverError
from vitrine.feed.entry import Entry, web_url
from vitrine.plain_text import plain_text
from vitrine.settings import Settings

OUTLET = "GDELT"  # what its health is shown under
ENDPOINT = Settings.gdelt_url
PAUSE_S = 5.0
MAX_RECORDS = 250
MAX_NAMES = 8
_LANGUAGES = {
    "en": "english",
    "fr": "french",
    "nl": "dutch",
    "de": "german",
    "es": "spanish",
    "it": "italian",
}
_ISO = {name: code for code, name in _LANGUAGES.items()}
_SHORTEST_WORD = 3
_SHORTEST_PHRASE = 5
_ESCAPE = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')
_MAX_ATTEMPTS = 1_000


def search_url(
    names: Sequence[str],
    since: date,
    until: date,
    languages: Sequence[str] = (),
    max_records: int = MAX_RECORDS,
    endpoint: str = ENDPOINT,
) -> str:
    """Return the address of one search: any of these names, seen from since to until inclusive."""
    if not 1 <= len(names) <= MAX_NAMES:
        raise DiscoverError(f"A search takes 1 to {MAX_NAMES} names, not {len(names)}; split them.")
    unfit = [name for name in names if not is_searchable(name)]
    if unfit:
        raise DiscoverError(
            f"{', '.join(unfit)} cannot be searched because GDELT refuses names that short; "
            "leave them out."
        )
    if since > until:
        raise DiscoverError(f"The search begins on {since} after it ends on {until}; swap them.")
    unknown = [code for code in languages if code not in _LANGUAGES]
    if unknown:
        raise DiscoverError(f"{', '.join(unknown)} is none of {', '.join(_LANGUAGES)}.")
    query = _any_of([_term(name) for name in names])
    if languages:
        query += " " + _any_of([f"sourcelang:{_LANGUAGES[code]}" for code in languages])
    parameters = {
        "query": query,
        "mode": "artlist",
        "format": "json",
        "sort": "datedesc",
        "maxrecords": str(max(1, min(max_records, MAX_RECORDS))),
        "startdatetime": f"{since:%Y%m%d}000000",
        "enddatetime": f"{until:%Y%m%d}235959",
    }
    return f"{endpoint}?{urlencode(parameters)}"


def search_urls(
    names: Iterable[str],
    since: date,
    until: date,
    languages: Sequence[str] = (),
    max_records: int = MAX_RECORDS,
    endpoint: str = ENDPOINT,
) -> tuple[list[str], list[str]]:
    """Return the searches for a whole watch list, and the names that cannot be searched."""
    unique = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    fit = [name for name in unique if is_searchable(name)]
    groups = [fit[at : at + MAX_NAMES] for at in range(0, len(fit), MAX_NAMES)]
    urls = [search_url(group, since, until, languages, max_records, endpoint) for group in groups]
    return urls, [name for name in unique if not is_searchable(name)]


def is_searchable(name: str) -> bool:
    """Tell whether GDELT accepts a name."""
    term = _term(name)
    return len(term.strip('"')) >= (_SHORTEST_PHRASE if term.startswith('"') else _SHORTEST_WORD)


def _term(name: str) -> str:
    """Quote a phrase; a single plain word stays bare, since GDELT refuses short quoted ones."""
    words = re.sub(r'["()<>\\:]', " ", name).split()
    phrase = " ".join(words)
    return phrase if len(words) == 1 and phrase.isalnum() else f'"{phrase}"'


def _any_of(terms: list[str]) -> str:
    """Join alternatives; GDELT takes parentheses only around several."""
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def read_answer(body: bytes) -> list[Entry]:
    """Read a list of articles; a sentence or page instead of JSON raises DiscoverError."""
    text = body.decode("utf-8", errors="replace").strip("\ufeff\0 \t\r\n")
    if not text.startswith("{"):
        words = plain_text(text, 200)
        if not words:
            raise DiscoverError("GDELT gave an empty answer; try again later.")
        raise DiscoverError(f"GDELT refused the search: “{words}”; change it or try again later.")
    entries: dict[str, Entry] = {}
    for row in _rows(text):
        entry = _entry(row)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    return list(entries.values())


def _rows(text: str) -> list[dict[str, Any]]:
    """Return the article objects, also of an answer whose JSON is broken in places."""
    mended = _ESCAPE.sub(lambda match: match[0] if match[1] else r"\\", text)
    try:
        answer = json.loads(mended, strict=False)
        rows = answer.get("articles", [])
    except (ValueError, RecursionError):
        rows = list(_salvaged(mended))
        if not rows:
            raise DiscoverError("GDELT gave an answer that is broken; try again later.") from None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _salvaged(text: str) -> Iterator[dict[str, Any]]:
    """Read one article object after the other and pass over those that cannot be read."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(_MAX_ATTEMPTS):
        at = text.find("{", at + 1)
        if at < 0:
            return
        try:
            row, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        yield row
        at = end - 1


def _entry(row: dict[str, Any]) -> Entry | None:
    url = row.get("url")
    link = web_url(url, "") if isinstance(url, str) else ""
    if not link:
        return None
    title = plain_text(str(row.get("title") or ""), 300)
    return Entry(
        url=link,
        title=re.sub(r" ([,.])(?=\s|$)", r"\1", title),
        language=_ISO.get(str(row.get("language") or "").lower(), ""),
        id=link,
        seen=_seen(str(row.get("seendate") or "")),
    )


def _seen(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
