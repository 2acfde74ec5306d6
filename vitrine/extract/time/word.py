"""The words of data/lexicon/time.toml as slots and patterns of one language, or of all six."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from vitrine.article import LANGUAGES
from vitrine.errors import DataError
from vitrine.extract.number.scan import has_hyphen
from vitrine.extract.pattern import Grammar
from vitrine.extract.phrase import Phrases, Words
from vitrine.extract.text import Sentence, Token, fold_form
from vitrine.extract.time.slot import named, time_slots
from vitrine.settings import Settings


@dataclass(frozen=True)
class TimeWords:
    """What is needed to read dates and periods of a language."""

    language: str
    when: Grammar
    period: Grammar
    before: Phrases[str]
    past: Words
    past_letters: frozenset[str]
    future: Words
    future_written: frozenset[str]
    participle: tuple[str, ...]
    past_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    never: Words
    modal: Words
    months: frozenset[str]
    season_after: Words
    offset_never: Words
    nominative: Words
    infinitive: Words
    locative: Words
    hyphened: frozenset[str]
    ordinal: frozenset[str]
    part: frozenset[str]

    def is_since(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether words such as since end at index."""
        found = self.before.at(tokens, index)
        return found is not None and found[0] == "since"


@cache
def _file() -> dict[str, Any]:
    path = Settings().data_dir / "lexicon" / "time.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error


@cache
def time_words(language: str) -> TimeWords:
    """Return the words of a language; of all six when it is not known."""
    tables = [_file()[name] for name in ([language] if language in LANGUAGES else LANGUAGES)]
    slots = time_slots(tables, language)
    everywhere = _file()["any"]
    tense = [table["tense"] for table in tables]
    months = slots["month"].starts | slots["short"].starts
    return TimeWords(
        language=language,
        when=Grammar(_patterns([*tables, everywhere], "when"), slots),
        period=Grammar(_patterns([*tables, everywhere], "period"), slots),
        before=Phrases(named(tables, "before"), backwards=True),
        past=Words(word for table in tense for word in table["past"]),
        past_letters=frozenset(word for table in tense for word in table.get("past_letter", ())),
        future=Words(word for table in tense for word in table["future"]),
        future_written=frozenset(word.lower() for table in tense for word in table["future"]),
        participle=tuple(end for table in tense for end in table.get("participle", ())),
        past_endings=_endings(tense, "past_endings"),
        future_endings=_endings(tense, "future_endings"),
        never=Words(word for table in tense for word in table["never"]),
        modal=Words(word for table in tables for word in table["modal"]),
        months=frozenset(months | slots["season"].starts),
        season_after=Words(word for table in tables for word in table.get("season_after", ())),
        offset_never=Words(word for table in tables for word in table.get("offset_never", ())),
        nominative=Words(word for table in tables for word in table.get("nominative", ())),
        locative=Words(word for table in tables for word in table.get("locative", ())),
        infinitive=Words(word for table in tables for word in table.get("infinitive", ())),
        hyphened=frozenset(months | slots["part"].starts),
        ordinal=slots["ord"].starts,
        part=frozenset(slots["quarter"].starts | slots["half"].starts),
    )


def time_tokens(text: str, sentence: Sentence, words: TimeWords) -> Sequence[Token]:
    """Return the sentence's tokens with mi-2026, mid-May, janvier-mars taken apart."""
    if not has_hyphen(sentence.tokens):
        return sentence.tokens
    parted: list[Token] = []
    for token in sentence.tokens:
        parts = token.form.split("-")
        is_part = len(parts) == 2 and parts[0] in words.ordinal and parts[1] in words.part
        if len(parts) != 2 or not (
            is_part or all(part in words.hyphened or part.isdigit() for part in parts)
        ):
            parted.append(token)
            continue
        middle = text[token.start : token.end].replace("‑", "-").index("-") + token.start
        parted.append(Token(parts[0], token.start, middle, token.is_capital))
        if parts[0].isdigit() or (
            not is_part and parts[1] in words.hyphened and parts[0] not in ("mi", "mid")
        ):
            parted.append(Token("-", middle, middle + 1, False))
        is_capital = text[middle + 1 : middle + 2].isupper()
        parted.append(Token(parts[1], middle + 1, token.end, is_capital))
    return parted


def _patterns(tables: Sequence[dict[str, Any]], kind: str) -> Iterator[tuple[str, str]]:
    for table in tables:
        for meaning, patterns in table[kind].items():
            for pattern in patterns:
                yield meaning, pattern


def _endings(tables: Sequence[dict[str, Any]], name: str) -> tuple[str, ...]:
    return tuple({fold for table in tables for fold in _folded(table[name])})


def _folded(endings: Sequence[str]) -> Iterator[str]:
    for ending in endings:
        yield fold_form(ending)
