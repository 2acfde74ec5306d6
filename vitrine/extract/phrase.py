"""Fixed phrases found at a place among tokens, forwards or backwards, by their first word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from vitrine.extract.text import Token, tokens_of

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases with a value each; the longest that fits wins.

    A phrase is written as in the lexicon files: a | stands between spellings of one phrase.
    """

    def __init__(self, items: Iterable[tuple[str, Value]], *, backwards: bool = False) -> None:
        """Index (phrase, value) pairs by their first word, or by their last when backwards."""
        self._by_form: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._step = -1 if backwards else 1
        for phrase, value in items:
            for spelling in phrase.split("|"):
                forms = tuple(token.form for token in tokens_of(spelling))[:: self._step]
                if forms:
                    self._by_form.setdefault(forms[0], []).append((forms, value))
        for known in self._by_form.values():
            known.sort(key=lambda item: -len(item[0]))

    def __contains__(self, form: object) -> bool:
        return form in self._by_form

    @property
    def first_forms(self) -> set[str]:
        """Return the words that a phrase may begin with."""
        return set(self._by_form)

    def at(self, tokens: Sequence[Token], index: int) -> tuple[Value, int] | None:
        """Return the value of the phrase that begins at index, and the index behind it.

        Backwards the phrase ends at index and the index returned is the one before it.
        """
        count = len(tokens)
        if not 0 <= index < count:
            return None
        known = self._by_form.get(tokens[index].form)
        if known is None:
            return None
        step = self._step
        for forms, value in known:
            behind = index + step * len(forms)
            if len(forms) == 1:
                return value, behind
            if not -1 <= behind <= count:
                continue
            place = index
            for form in forms:
                if tokens[place].form != form:
                    break
                place += step
            else:
                return value, behind
        return None


class Words:
    """Single words, some of them only beginnings (`stem*`)."""

    def __init__(self, words: Iterable[str]) -> None:
        """Fold the words as the tokens of a text are folded."""
        exact, prefixes = set(), []
        for word in words:
            form = "".join(token.form for token in tokens_of(word.removesuffix("*")))
            if word.endswith("*") and len(word) > 1:
                prefixes.append(form)
            else:
                exact.add(form)
        self._exact = frozenset(exact)
        self._prefixes = tuple(prefixes)

    def __contains__(self, form: object) -> bool:
        return form in self._exact or (
            bool(self._prefixes) and isinstance(form, str) and form.startswith(self._prefixes)
        )
