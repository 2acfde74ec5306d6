"""Numbers as they are written, in digits or in words, with the unit that stands at them.

Everything about numbers (counts, percentages, amounts) is read from one pass over a sentence; the
pass of the last sentence is kept, so that three readers cost one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from vitrine.extract.number.range import with_context
from vitrine.extract.number.scan import NumberPass, Numeral, has_hyphen, read_digits
from vitrine.extract.number.unit import with_unit
from vitrine.extract.number.word import NumberWords, number_words
from vitrine.extract.text import Sentence, Token, tokens_of

_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?")
_MAX_DIGITS = 15


_last: tuple[str, Sentence, str, tuple[Numeral, ...]] | None = None


def find_numerals(text: str, sentence: Sentence, language: str) -> tuple[Numeral, ...]:
    """Return the numbers of a sentence in their order; the last answer is kept."""
    global _last
    known = _last
    if known and known[1] is sentence and known[0] is text and known[2] == language:
        return known[3]
    found = _find(text, sentence, language)
    _last = (text, sentence, language, found)
    return found


def _find(text: str, sentence: Sentence, language: str) -> tuple[Numeral, ...]:
    words = number_words(language)
    openers = words.openers
    tokens = _without_compounds(text, sentence.tokens, words)
    run = NumberPass(text, tokens, words)
    found: list[Numeral] = []
    index, count = 0, len(tokens)
    while index < count:
        form = tokens[index].form
        if form in openers:
            numeral = _word_number(run, index)
        elif form and form[0] in "0123456789":
            numeral = _digits(run, index)
        else:
            index += 1
            continue
        if numeral is None:
            index += 1
            continue
        numeral = with_unit(run, numeral, found[-1].last if found else 0)
        found.append(numeral)
        index = max(numeral.last, index + 1)
    return tuple(with_context(run, found))


def _without_compounds(text: str, tokens: tuple[Token, ...], words: NumberWords) -> Sequence[Token]:
    """Return the tokens with million-euro, demi-milliard, Zoll-TV taken apart."""
    if not has_hyphen(tokens):
        return tokens
    parted: list[Token] = []
    for token in tokens:
        parts = token.form.split("-")
        if (
            len(parts) > 1
            and token.form not in words.starts
            and token.form not in words.currency
            and any(
                part in words.scale
                or part in words.currency
                or part in words.percent
                or part in words.unit
                for part in parts
                if len(part) > 2
            )
        ):
            parted += [part for part in _parts(text, token) if part.form not in ("-", "‑")]
        else:
            parted.append(token)
    return parted


def _parts(text: str, token: Token) -> list[Token]:
    found: list[Token] = []
    start = token.start
    for piece in re.split(r"[-‑]", text[token.start : token.end]):
        if piece:
            found += tokens_of(text, start, start + len(piece))
        start += len(piece) + 1
    return found


# --- digits


def _digits(run: NumberPass, index: int) -> Numeral | None:
    """Read a number written in digits, its groups and its scale."""
    raw = run.word(index)
    last = index + 1
    if len(raw) <= 3 and raw.isdigit() and run.words.language != "en":
        while last < len(run.tokens) and _continues(run, last):
            raw += run.word(last)
            last += 1
            if not raw.isdigit():
                break
    if len(raw) > _MAX_DIGITS + 4:
        return None
    number = read_digits(raw, 0, run.words.language in run.marks.dot_decimal)
    if number is None:
        return None
    tokens = run.tokens
    start, end = tokens[index].start, tokens[last - 1].end
    return Numeral(index, last, start, end, end, raw, number[0], alternative=number[1])


def _continues(run: NumberPass, index: int) -> bool:
    """Tell whether the token is the next group of three digits behind one blank (23 072)."""
    before, token = run.tokens[index - 1], run.tokens[index]
    return (
        token.start == before.end + 1
        and run.text[before.end].isspace()
        and bool(_GROUP.fullmatch(run.text[token.start : token.end]))
    )


# --- words


def _word_number(run: NumberPass, index: int) -> Numeral | None:
    """Read a number written in words: vingt-cinq, two hundred, anderhalf, a dozen, zweiten."""
    words, tokens = run.words, run.tokens
    if run.form(index) in words.article and run.form(index + 1) not in words.after_article:
        following = words.cardinal.at(tokens, index)
        if not (following and following[1] > index + 1) and run.word(index).isascii():
            return None  # an article is the most frequent word that looks like a number
    found = words.fraction.at(tokens, index)
    if found and (words.scale.at(tokens, found[1])):
        return _from_words(run, index, found[1], found[0])
    value, last = _cardinal(run, index)
    if last == index and run.form(index) in words.article:
        if words.scale.at(tokens, index + 1):
            return _from_words(run, index, index + 1, Decimal(1))
        about = words.group.at(tokens, index + 1) or words.hundred.at(tokens, index + 1)
        about = about or words.thousand.at(tokens, index + 1)
        if about and words.language and run.form(index) not in words.pair:
            return _from_words(run, index, about[1], Decimal(about[0]))._replace(is_approx=True)
        return None
    if last > index:
        group = words.group.at(tokens, last)
        if group:
            return _from_words(run, index, group[1], Decimal(value * group[0]))._replace(
                is_approx=True
            )
    ordinal = words.ordinal.at(tokens, index)
    if ordinal and ordinal[1] > last:
        return _from_words(run, index, ordinal[1], Decimal(ordinal[0]))._replace(is_ordinal=True)
    if last == index or not _is_meant(run, index, last, value):
        return None
    return _from_words(run, index, last, Decimal(value))


def _from_words(run: NumberPass, first: int, last: int, value: Decimal) -> Numeral:
    start, end = run.tokens[first].start, run.tokens[last - 1].end
    return Numeral(first, last, start, end, end, "", value)


def _cardinal(run: NumberPass, index: int) -> tuple[int, int]:
    """Return the value of the number words from index, and the index behind them."""
    words, tokens = run.words, run.tokens
    total = current = 0
    first = index
    while index < len(tokens):
        step = words.cardinal.at(tokens, index)
        if step and (current == 0 or (current % 100 == 0 and step[0] < 100)):
            if current == 0 and step[0] == 0:
                break
            current, index = current + step[0], step[1]
            continue
        step = words.hundred.at(tokens, index)
        if step and current < 10:
            current, index = max(1, current) * 100, step[1]
            continue
        step = words.thousand.at(tokens, index)
        if step and current == 0 and step[1] > index + 1:
            break  # milliers de curieux: no number
        if step and total == 0 and run.form(index) != "k":
            total, current, index = max(1, current) * 1000, 0, step[1]
            continue
        if current % 100 == 0 and current and run.form(index) in ("and", "und", "en"):
            step = words.cardinal.at(tokens, index + 1)
            if step and 0 < step[0] < 100 and run.words.language == "en":
                current, index = current + step[0], step[1]
                continue
        break
    value = total + current
    return (value, index) if value else (0, first)


def _is_meant(run: NumberPass, index: int, last: int, value: int) -> bool:
    """Tell a number from a word that looks like one: un magasin, één winkel, a car that is neuf."""
    if (last - index == 1 and value in (1, 100, 1000)) or run.form(index) in run.words.doubtful:
        if run.words.scale.at(run.tokens, last) or run.words.percent.at(run.tokens, last):
            return True
        if run.form(index) in run.words.doubtful:
            after = run.word(last)
            return after.isalpha() and len(after) > 3 and after.islower()
        if value == 1:
            return run.word(index) in ("één", "Één", "eins") or (
                run.form(index) == "one"
                and run.form(last) not in ("of", "another", "in", "'", "-", "")
            )
    return value > 0
