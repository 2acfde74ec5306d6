"""Names that are on no list: companies, people, things; for review and for the other side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vitrine.extract.name.person import find_persons
from vitrine.extract.name.vocabulary import EVERYDAY, is_common, zipf
from vitrine.extract.name.word import NameWords, load_name_words
from vitrine.extract.text import Sentence, Token

_LONGEST = 5
_LONG = 5  # letters of a word that only a headline writes large for no other reason
_MIXED = re.compile(r"[a-zß-ÿ]\w*[A-ZÀ-Þ]")  # eBay, iRobot: a small letter before a capital
_JOINTS = frozenset({"&", "+"})
_QUOTES = frozenset("«»“”„\"‘’'")
_STARTS = frozenset('"“„«‘’([-–—•:|¿¡.!?…▪·*/')


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name at text[start:end]; kind is company, person or unknown."""

    start: int
    end: int
    text: str
    kind: str


def find_unknown_names(
    text: str, sentence: Sentence, language: str, known: Sequence[tuple[int, int]] = ()
) -> list[NameFound]:
    """Return the names in a sentence that the known spans do not cover.

    A capital alone proves nothing at the beginning of a sentence, in a heading and in German: there
    a name needs a word for a company before it, a legal form, quotes or a strange shape.
    """
    words = load_name_words()
    tokens = sentence.tokens
    persons = find_persons(text, sentence, language, known)
    taken = [*known, *((person.start, person.end) for person in persons)]
    found = [NameFound(item.start, item.end, item.name, "person") for item in persons]
    is_heading = _is_heading(text, tokens)
    is_weak = language == "de" or is_heading
    has_mixed = _MIXED.search(text, sentence.start, sentence.end) is not None
    index = 0
    while index < len(tokens):
        form = tokens[index].form
        if not (tokens[index].is_capital or has_mixed):
            index += 1
            continue
        if not _may_begin(text, tokens[index], taken, words) or words.is_kind(form):
            index += 1
            continue
        behind = _run_end(text, tokens, index, taken, words)
        kind = _kind(text, tokens, index, behind, is_weak, words)
        if kind == "company" and index + 2 < behind and zipf(form, language) >= EVERYDAY:
            index += 1  # Neben X GmbH
        first, last = index, behind
        if not kind:
            first, last = _rare(text, tokens, index, behind, language, is_heading, words)
        if first < last:
            start, end = tokens[first].start, tokens[last - 1].end
            found.append(NameFound(start, end, text[start:end], kind or "unknown"))
        index = behind
    return sorted(found, key=lambda name: name.start)


def find_capitals(
    text: str, sentence: Sentence, language: str, known: Sequence[tuple[int, int]]
) -> list[NameFound]:
    """Return runs of capitalised words that may be names where the grammar asks for one.

    Where every long word has one nothing can be told; in German and at
    the beginning only from two words in a row.
    """
    words, tokens = load_name_words(), sentence.tokens
    if all(t.is_capital for t in tokens if len(t.form) >= _LONG and t.form.isalpha()):
        return []
    found: list[NameFound] = []
    index = 0
    while index < len(tokens):
        opens = index == 0
        if not _may_begin(text, tokens[index], known, words) or (
            opens and zipf(tokens[index].form, language) >= EVERYDAY
        ):
            index += 1
            continue
        behind = _run_end(text, tokens, index, known, words)
        if behind - index >= (2 if opens or language == "de" else 1):
            start, end = tokens[index].start, tokens[behind - 1].end
            found.append(NameFound(start, end, text[start:end], "unknown"))
        index = behind
    return found


def _may_begin(text: str, token: Token, taken: Sequence[tuple[int, int]], words: NameWords) -> bool:
    if not token.is_capital and not _is_mixed(text, token):
        return False
    if len(token.form) < 2 and text[token.end : token.end + 1] != ".":
        return False
    if text[max(0, token.start - 2) : token.start].strip()[-1:].isdigit():
        return False  # a unit behind a number: 3 Md, 2 To
    is_never = token.form in words.never and token.form not in words.company_start
    return not is_never and not _is_taken(token, taken)


def _run_end(
    text: str,
    tokens: Sequence[Token],
    index: int,
    taken: Sequence[tuple[int, int]],
    words: NameWords,
) -> int:
    """Return the index behind a run of capitalised words, joints (&) and inner dots included."""
    behind = at = index + 1
    while at < len(tokens) and at - index < _LONGEST:
        token, before = tokens[at], tokens[at - 1]
        between = text[before.end : token.start]
        if "\n" in between or _is_taken(token, taken):
            break
        if token.form in _JOINTS or (token.form == "." and not between):
            at += 1
            continue
        glued = not between and before.form in (".", "&", "+")
        if not (token.is_capital or _is_mixed(text, token) or glued):
            break
        if before.form == "." and between and len(tokens[at - 2].form) > 1:
            break
        if between and not between.isspace():
            break
        if not glued and token.form in words.never and token.form not in words.company_end:
            break
        at += 1
        behind = at
    return behind


def _kind(
    text: str,
    tokens: Sequence[Token],
    index: int,
    behind: int,
    is_weak: bool,
    words: NameWords,
) -> str:
    """Return what a run of capitalised words names, empty when it seems to be no name."""
    forms = [token.form for token in tokens[index:behind]]
    if any(form in words.company_in for form in forms[1:]) or ("&" in forms and index):
        return "company"
    after = tokens[behind].form if behind < len(tokens) else ""
    if after in words.company_in and (tokens[behind].is_capital or after in ("gmbh", "plc")):
        return "company"
    before = tokens[index - 1].form if index else ""
    if before in _QUOTES and index > 1:
        before = tokens[index - 2].form
    if words.is_kind(before.rsplit("-", 1)[-1]):
        return "company"
    if words.is_kind(forms[0]) or forms[0] in words.role:
        return ""
    if any(_is_mixed(text, token) for token in tokens[index:behind]) or _has_inner_dot(forms):
        return "unknown"
    if is_weak or all(
        len(form) > 4 and _is_shouted(text, token)
        for form, token in zip(forms, tokens[index:behind], strict=True)
    ):
        return ""
    if index == 0 or tokens[index - 1].form in _STARTS:
        return "unknown" if len(forms) > 1 and index == 0 and _is_run(tokens, index, behind) else ""
    if before in words.role:
        return "person"
    return "unknown"


def _rare(
    text: str,
    tokens: Sequence[Token],
    index: int,
    behind: int,
    language: str,
    is_heading: bool,
    words: NameWords,
) -> tuple[int, int]:
    """Return the part of a run that a rare word proves to be a name, whatever its capitals say.

    Two words with capitals that open a sentence are a name too: Best Buy.
    """
    is_shouted = all(_is_shouted(text, token) for token in tokens[index:behind])
    if (is_shouted and is_heading) or tokens[index].form in words.role:
        return index, index
    rare = [at for at in range(index, behind) if not is_common(tokens[at].form, language)]
    if rare:
        first = rare[0]
        while first > index and tokens[first - 1].form in words.company_start:
            first -= 1
        return first, rare[-1] + 1
    capitals = sum(token.is_capital for token in tokens[index:behind])
    opens = index == 0 and capitals > 1 and language != "de"
    return (index, behind) if opens and not is_heading else (index, index)


def _is_run(tokens: Sequence[Token], index: int, behind: int) -> bool:
    """Tell whether two capitalised words follow each other behind the first of the sentence."""
    return behind - index > 2 and all(token.is_capital for token in tokens[index + 1 : behind])


def _is_mixed(text: str, token: Token) -> bool:
    """Tell whether a word has capitals inside (eBay, TikTok), as only names have."""
    word = text[token.start : token.end]
    if word == token.form:
        return False
    return (
        any(char.isupper() for char in word[1:])
        and any(char.islower() for char in word)
        and ("-" not in word)
    )


def _has_inner_dot(forms: Sequence[str]) -> bool:
    return any("." in form and len(form) > 4 for form in forms) or "." in forms[1:-1]


def _is_heading(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether nearly all words are capitalised, as in English headlines and in shouting."""
    words = [token for token in tokens if len(token.form) > 3 and token.form.isalpha()]
    return len(words) > 2 and sum(token.is_capital for token in words) > 0.7 * len(words)


def _is_shouted(text: str, token: Token) -> bool:
    return text[token.start : token.end].isupper()


def _is_taken(token: Token, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in taken)
