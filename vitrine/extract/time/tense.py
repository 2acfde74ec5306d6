"""What the words around a date say: whether it is a start or an end, and past or future."""

from __future__ import annotations

from collections.abc import Sequence

from vitrine.extract.pattern import Match
from vitrine.extract.text import Token
from vitrine.extract.time.word import TimeWords

_TENSE_REACH = 12


def role_before(tokens: Sequence[Token], match: Match, words: TimeWords) -> str:
    """Return since, start or end when such words stand before the date."""
    found = words.before.at(tokens, match.first - 1)
    if found:
        return found[0]
    if match.first >= 2 and len(tokens[match.first - 1].form) <= 3:
        found = words.before.at(tokens, match.first - 2)
        if found and tokens[match.first - 1].form.isalpha():
            return found[0]
    return ""


def tense_near(text: str, tokens: Sequence[Token], match: Match, words: TimeWords) -> str:
    """Return since, past or future by the nearest word that tells, or nothing."""
    role = role_before(tokens, match, words)
    if role == "since":
        return "since"
    tense = ""
    for distance in range(1, _TENSE_REACH + 1):
        for index in (match.first - distance, match.last - 1 + distance):
            if 0 <= index < len(tokens) and not tense:
                tense = _tense_of(text, tokens, index, words)
    return "since" if role == "from" and tense == "past" else tense


def _tense_of(text: str, tokens: Sequence[Token], index: int, words: TimeWords) -> str:
    token = tokens[index]
    form = token.form
    if form in words.infinitive and index + 1 < len(tokens):
        after = tokens[index + 1]
        is_verb = after.form.isalpha() and not after.is_capital and len(after.form) > 3
        return "future" if is_verb and after.form not in words.months else ""
    if len(form) == 1:
        return "past" if text[token.start : token.end].lower() in words.past_letters else ""
    if form in words.future:
        written = text[token.start : token.end].lower()
        is_participle = written.endswith(words.participle) and written not in words.future_written
        return "" if is_participle else "future"  # "inauguré" is not "inaugure"
    if form in words.past:  # "shut" is past, "will shut" is not
        before = [token.form for token in tokens[max(0, index - 2) : index]]  # are to be shut
        is_ahead = any(form in words.infinitive or form in words.future for form in before)
        return "future" if is_ahead else "past"
    if len(form) < 5 or form in words.never or (token.is_capital and index):
        return ""
    if words.future_endings and form.endswith(words.future_endings):
        return "future"
    if token.is_capital:
        return ""
    if words.past_endings and form.endswith(words.past_endings):
        return "past"
    return ""
