"""The words of each language that tell events: data/lexicon/<lang>.toml, found in one pass."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vitrine.errors import DataError
from vitrine.extract.text import Token, fold_form

_MAX_GAP = 12


class Hit(NamedTuple):
    """A phrase of the lexicon in a sentence: tokens[first:last], and the table it stands in."""

    tag: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Item:
    """One word of a phrase: exact forms, beginnings (stem*), and how many words may come before."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]
    gap: int

    def fits(self, form: str) -> bool:
        return form in self.exact or (bool(self.prefixes) and form.startswith(self.prefixes))


@dataclass(frozen=True, slots=True)
class _Phrase:
    tag: str
    items: tuple[_Item, ...]


class Lexicon:
    """The phrases of one language.

    A phrase is written as folded words with blanks between; `ouvr*` is any word that begins so,
    `a|b` is either, and `~3` allows up to three words between its neighbours.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Index (tag, phrase) pairs by what their first word may be."""
        self._exact: dict[str, list[_Phrase]] = {}
        self._prefix: list[tuple[str, _Phrase]] = []
        for tag, text in phrases:
            phrase = _Phrase(tag, _items(text))
            for form in phrase.items[0].exact:
                self._exact.setdefault(form, []).append(phrase)
            self._prefix += [(prefix, phrase) for prefix in phrase.items[0].prefixes]
        self._by_form: dict[str, tuple[_Phrase, ...]] = {}

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Return every phrase in the tokens, in their order."""
        words = [(index, token.form) for index, token in enumerate(tokens) if token.form != "'"]
        hits: list[Hit] = []
        for place, (index, form) in enumerate(words):
            for phrase in self._beginning(form):
                last = _match_rest(phrase.items, words, place + 1)
                if last:
                    hits.append(Hit(phrase.tag, index, words[last - 1][0] + 1))
        return hits

    def _beginning(self, form: str) -> tuple[_Phrase, ...]:
        known = self._by_form.get(form)
        if known is None:
            found = list(self._exact.get(form, ()))
            found += [phrase for prefix, phrase in self._prefix if form.startswith(prefix)]
            known = tuple(dict.fromkeys(found))
            if len(self._by_form) < 200_000:
                self._by_form[form] = known
        return known


def _items(text: str) -> tuple[_Item, ...]:
    items: list[_Item] = []
    gap = 0
    for word in text.split():
        if word.startswith("~"):
            gap = int(word[1:])
            if not 0 < gap <= _MAX_GAP:
                raise ValueError(f"a gap is 1 to {_MAX_GAP} words: {text!r}")
            continue
        exact, prefixes = set(), []
        for form in word.split("|"):
            folded = fold_form(form).strip("'")
            if folded.endswith("*"):
                prefixes.append(folded[:-1])
            else:
                exact.add(folded)
        if "" in exact or "" in prefixes:
            raise ValueError(f"an empty word: {text!r}")
        items.append(_Item(frozenset(exact), tuple(prefixes), gap))
        gap = 0
    if not items or gap:
        raise ValueError(f"a phrase begins and ends with a word: {text!r}")
    return tuple(items)


def _match_rest(items: tuple[_Item, ...], words: Sequence[tuple[int, str]], index: int) -> int:
    """Return the place behind the phrase whose first word stands before index, or 0."""
    for item in items[1:]:
        for place in range(index, min(index + item.gap + 1, len(words))):
            if item.fits(words[place][1]):
                index = place + 1
                break
        else:
            return 0
    return index


@cache
def load_lexicon(folder: Path, language: str) -> Lexicon:
    """Return the lexicon of a language; a wrong phrase raises DataError that names it."""
    path = folder / f"{language}.toml"
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        return Lexicon(_phrases(tables, ""))
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error


def _phrases(tables: Mapping[str, object], prefix: str) -> Iterable[tuple[str, str]]:
    """Yield (dotted name of the table, phrase) for every list of phrases."""
    for name, value in tables.items():
        tag = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _phrases(value, f"{tag}.")
        elif isinstance(value, list):
            for phrase in value:
                yield tag, str(phrase)
        else:
            raise ValueError(f"{tag} is not a list of phrases")
