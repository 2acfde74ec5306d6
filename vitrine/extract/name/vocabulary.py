"""How common the words of a language are, so that a rare word with a capital is known as a name."""

from __future__ import annotations

from functools import cache, lru_cache

import wordfreq

from vitrine.extract.text import fold_form

EVERYDAY = 4.5  # on the Zipf scale, no beginning of a name
_MEMORY = 1 << 16  # words whose answer is kept
_COMMON = 3.0  # on the Zipf scale: once in a million words
_COMPOUNDING = frozenset({"de", "nl"})
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 5


@lru_cache(_MEMORY)
def zipf(form: str, language: str) -> float:
    """Return how often a folded word stands in a language: log10 per billion words, 0 when rare.

    A German or Dutch compound is as common as a word can be that only its last part proves.
    """
    words = _words(language)
    found = words.get(form)
    if found is not None:
        return found
    return _COMMON if language in _COMPOUNDING and _is_compound(form, words) else 0.0


def is_common(form: str, language: str) -> bool:
    """Tell whether a folded word belongs to the language at large, so that it is hardly a name."""
    return zipf(form, language) >= _COMMON


def _is_compound(form: str, words: dict[str, float]) -> bool:
    plain = form.removesuffix("s")
    ends = range(_SHORTEST_HEAD, len(form) - _SHORTEST_TAIL + 1)
    return any(form[at:] in words or plain[at:] in words for at in ends)


@cache
def _words(language: str) -> dict[str, float]:
    """Return the words that stand at least once in a million, folded, with their Zipf value."""
    found: dict[str, float] = {}
    if language not in wordfreq.available_languages("small"):
        return found
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="small").items():
        form = fold_form(word)
        found[form] = max(found.get(form, 0.0), wordfreq.freq_to_zipf(frequency))
    return found
