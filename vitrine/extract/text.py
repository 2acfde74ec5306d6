"""A text as sentences of tokens, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_TOKEN = re.compile(
    r"\d+(?:[.,'’\u00a0\u202f]\d+)*"  # 1.751  1,2  23 072 with narrow blanks
    r"|[A-Z][a-z]{2,}\d{1,2}\b"  # Lab9
    r"|[^\W\d_]+(?:[-‑][^\W_]+|(?<=[A-Z])&(?=[A-Z])[^\W_]+|\.(?=[a-z]{2,3}\b)[a-z]+)*"
    r"|\w+|[^\w\s]"
)
_BREAK = re.compile(
    r"\n+|(?<=[.!?…])(?:[^\S\n]?»)?[\"'”’»“)\]]*"
    r"(?=\s+[\"'“„«‘’(\[¿¡–—-]*\s?(?:[A-ZÀ-ÖØ-Þ0-9€$£]|[a-z][A-Z]))"  # iSmash begins one too
)


_MONTHS = frozenset(
    [
        *("jan", "janv", "gen", "ene", "feb", "févr", "mar", "apr", "abr", "av", "mag", "jun"),
        *("giu", "jul", "juil", "lug", "aug", "ago", "sep", "sept", "oct", "okt", "ott", "nov"),
        *("dec", "dez", "dic", "déc"),
    ]
)
_OPENERS = frozenset(  # words that open a sentence and follow no ordinal: Plaza Norte 2. En 2024
    [
        *("en", "el", "la", "los", "las", "su", "un", "una", "y", "pero", "le", "les", "il", "et"),
        *("elle", "ce", "dans", "mais", "lo", "gli", "i", "nel", "per", "con", "e", "ma", "the"),
        *("de", "het", "een", "dit", "dat", "ook", "der", "die", "das", "ein", "eine", "sie", "er"),
        *("es", "im", "am", "und", "auch", "a", "in", "on", "it", "this", "its", "and", "but"),
        "also",
    ]
)
_SUBJUNCTIVES = frozenset(["könnte", "könnten", "dürfte", "dürften"])
_SCALES = frozenset(["mio", "mrd", "mln", "mld", "bn", "mn", "mill", "mrds", "mios", "bill"])
_CURRENCIES = (
    *("€", "$", "£", "chf", "usd", "eur", "won", "yuan", "dollar", "us-", "pfund", "franken"),
    *("kron", "rubel", "yen"),
)


class Token(NamedTuple):
    """One word, number or mark: text[start:end]; form is its folded form (no case, no accents)."""

    form: str
    start: int
    end: int
    is_capital: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence: text[start:end], the paragraph (line) it stands in and its tokens.

    Two are only equal when they are the same, which makes them quick to remember.
    """

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]


@cache
def abbreviations() -> frozenset[str]:
    """Return the words whose full stop ends no sentence: data/lexicon/abbreviation.txt."""
    path = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "abbreviation.txt"
    lines = path.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=200_000)
def fold_form(word: str) -> str:
    """Return a word without case and accents; German könnte is koennte, konnte is what was done."""
    if word.isascii():
        return word.lower()
    word = word.replace("‑", "-").replace("’", "'").casefold().replace("ß", "ss")
    if word in _SUBJUNCTIVES:
        return word.replace("ö", "oe").replace("ü", "ue").replace("ä", "ae")
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens of text[start:end] with their places in the whole text."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        found.append(Token(fold_form(word), match.start(), match.end(), word[0].isupper()))
    return tuple(found)


def brackets(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield for each token the number of the bracket it stands in, from 1; 0 outside of any."""
    depth = number = 0
    for token in tokens:
        if token.form == "(":
            depth += 1
            number += depth == 1
        elif token.form == ")":
            depth = max(0, depth - 1)
        yield number if depth else 0


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; a line end always ends a sentence."""
    found: list[Sentence] = []
    start = paragraph = 0
    for match in _BREAK.finditer(text):
        is_line = match.group().startswith("\n")
        if not is_line and _is_abbreviation(text, start, match.start()):
            continue
        _add(found, text, start, match.start() if is_line else match.end(), paragraph)
        start = match.end()
        paragraph += is_line
    _add(found, text, start, len(text), paragraph)
    return tuple(found)


def _add(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Sentence(start, end, paragraph, tokens_of(text, start, end)))


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop at the end belongs to an abbreviation, initial or ordinal."""
    if text[end - 1] != ".":
        return False
    word_start = end - 1
    while word_start > start and not text[word_start - 1].isspace():
        word_start -= 1
    word = text[word_start : end - 1].strip("(\"'„“«‘’")
    if word.isdigit():
        follower = text[end : end + 14].split()
        opens = bool(follower) and fold_form(follower[0]) in _OPENERS
        return len(word) <= 2 and not opens  # German and Dutch ordinals: am 2. Dezember
    word = word.lower()
    if word in _SCALES:  # 24,7 mln. In ... ends a sentence, 24,7 Mio. Euro does not
        follower = text[end : end + 14].split()
        return bool(follower) and fold_form(follower[0]).startswith(_CURRENCIES)
    if word in _MONTHS:  # 5 ago. El; not a year ago. Sales
        around = text[start:word_start].rstrip()[-1:] + text[end : end + 2].lstrip()[:1]
        return any(char.isdigit() for char in around)
    return (len(word) == 1 and text[end - 2].isupper()) or word in abbreviations()
