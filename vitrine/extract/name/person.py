"""Names of people: a first name, or a capitalised pair beside a role (CEO, topman, Chef ...)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vitrine.extract.name.word import NameWords, load_name_words
from vitrine.extract.text import Sentence, Token

_LONGEST = 5
_ROLE_REACH = 3


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person at text[start:end], who is called name there."""

    start: int
    end: int
    name: str


def find_persons(
    text: str, sentence: Sentence, language: str, known: Sequence[tuple[int, int]] = ()
) -> list[PersonFound]:
    """Return the people whom a sentence names in full; known spans are other things.

    A first name and a surname make a person; so do two capitalised words beside a role, except in
    German, where every noun is capitalised.
    """
    words = load_name_words()
    tokens = sentence.tokens
    found: list[PersonFound] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.is_capital:
            behind = _name_end(text, tokens, index, words, known)
            if behind - index > 1 and _is_person(tokens, index, behind, language, words):
                start, end = token.start, tokens[behind - 1].end
                found.append(PersonFound(start, end, text[start:end]))
                index = behind
                continue
        index += 1
    return found


def _name_end(
    text: str,
    tokens: Sequence[Token],
    index: int,
    words: NameWords,
    known: Sequence[tuple[int, int]],
) -> int:
    """Return the index behind the capitalised words, particles between them, from a token on."""
    behind = index
    at = index
    while at < len(tokens) and at - index < _LONGEST:
        token = tokens[at]
        if at > index and not _touches(text, tokens[at - 1], token):
            break
        if token.is_capital:
            if (
                _is_known(token, known)
                or not text[token.start : token.end].replace("-", "").replace("‑", "").isalpha()
            ):
                break
            if token.form in words.never and token.form not in words.particle:
                break
            behind = at + 1
        elif at == index or not (token.form in words.particle or _is_initial_dot(text, token)):
            break
        at += 1
    return behind


def _is_person(
    tokens: Sequence[Token], index: int, behind: int, language: str, words: NameWords
) -> bool:
    first = tokens[index].form
    last = tokens[behind - 1].form
    if last in words.company_in or first in words.role:
        return False
    head = first.split("-", 1)[0]
    if first in words.first_names or (head in words.first_names and "-" in first):
        return True
    if language == "de" or behind - index > 4 or index == 0:
        return False
    before = tokens[max(0, index - _ROLE_REACH) : index]
    if before and before[-1].form in words.role:
        return first not in words.company_in
    after = tokens[behind : behind + _ROLE_REACH]
    return len(after) > 1 and after[0].form == "," and after[1].form in words.role


def _touches(text: str, one: Token, other: Token) -> bool:
    """Tell whether only blanks stand between two words, or nothing after an apostrophe or dot."""
    between = text[one.end : other.start]
    return len(between) <= 2 and (not between or between.isspace()) and "\n" not in between


def _is_initial_dot(text: str, token: Token) -> bool:
    return token.form == "." and token.start > 1 and text[token.start - 2 : token.start - 1] in " -"


def _is_known(token: Token, known: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in known)
