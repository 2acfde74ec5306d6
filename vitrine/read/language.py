"""In which of the six languages a text is written."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from vitrine.article import LANGUAGES

_SAMPLE = 450
_SHORT = 90
_MARGIN = 12.0
_FEWEST_LETTERS, _FEWEST_WORDS = 14, 3
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")


@cache
def _identifier() -> Any:
    """Load the model once; it takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of one of the six languages, "" for another or too few words.

    All languages of the model compete, so that Polish is not taken for one of the six; in a short
    text, where names weigh much, one of the six wins against a stranger that is hardly better.
    """
    sample = _sample(text)
    if len(sample) < _FEWEST_LETTERS or len(sample.split()) < _FEWEST_WORDS:
        return ""
    ranking = _identifier().rank(sample)
    best, best_score = ranking[0]
    if best in LANGUAGES:
        return str(best)
    ours, score = next(item for item in ranking if item[0] in LANGUAGES)
    is_near = best_score - score < _MARGIN * (1.0 if len(sample) > _SHORT else 2.0)
    return str(ours) if is_near else ""


def _sample(text: str) -> str:
    """Return some words from the middle of the text, without addresses and numbers."""
    start = max(0, min(len(text) // 4, len(text) - _SAMPLE))
    while start and not text[start - 1].isspace() and start < len(text):
        start += 1
    return _NO_WORDS.sub(" ", text[start : start + _SAMPLE]).strip()
