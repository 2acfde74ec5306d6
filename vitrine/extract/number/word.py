"""The words of data/lexicon/number.toml, made ready for looking up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from vitrine.article import LANGUAGES
from vitrine.errors import DataError
from vitrine.extract.phrase import Phrases, Words
from vitrine.extract.text import fold_form
from vitrine.settings import Settings


@dataclass(frozen=True)
class NumberMarks:
    """What holds in every language: signs, codes, abbreviations and limits."""

    minus: frozenset[str]
    least: frozenset[str]
    range: frozenset[str]
    percent: frozenset[str]
    dot_decimal: frozenset[str]
    sign: dict[str, str]
    sign_prefix: dict[str, str]
    code: dict[str, str]
    glued: dict[str, int]
    joined: dict[str, int]
    small_unit: frozenset[str]
    plausible: dict[str, Decimal]


@dataclass(frozen=True)
class NumberWords:
    """The number words of one language, or of all six."""

    language: str
    cardinal: Phrases[int]
    ordinal: Phrases[int]
    hundred: Phrases[int]
    thousand: Phrases[int]
    article: Words
    group: Phrases[int]
    fraction: Phrases[Decimal]
    and_half: Phrases[Decimal]
    scale: Phrases[int]
    currency: Phrases[tuple[str, bool]]
    joiner: Words
    pair: Words
    between: Words
    step: Words
    filler: Words
    approx: Phrases[bool]
    approx_after: Phrases[bool]
    percent: Phrases[bool]
    points: Phrases[Decimal]
    of: Words
    minus: Words
    unit: Words
    unit_never: Phrases[bool]
    after_article: frozenset[str]
    numbered: Words
    thing: Words
    money_noun: Words
    doubtful: Words
    starts: frozenset[str]
    openers: frozenset[str]


@cache
def _file() -> dict[str, Any]:
    path = Settings().data_dir / "lexicon" / "number.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error


@cache
def number_marks() -> NumberMarks:
    """Return what holds in every language."""
    data = _file()
    code = {name: name for name in data["code"]["list"]} | data["code"]["same"]
    return NumberMarks(
        minus=frozenset(data["mark"]["minus"]),
        least=frozenset(data["mark"]["least"]),
        range=frozenset(data["mark"]["range"]),
        percent=frozenset(data["mark"]["percent"]),
        dot_decimal=frozenset(data["mark"]["dot_decimal"]),
        sign=dict(data["sign"]),
        sign_prefix={fold_form(name): value for name, value in data["sign_prefix"].items()},
        code=code,
        glued=dict(data["any"]["glued"]),
        joined=dict(data["any"]["joined"]),
        small_unit=frozenset(data["code"]["small_unit"]),
        plausible={name: Decimal(value) for name, value in data["plausible"].items()},
    )


@cache
def number_words(language: str) -> NumberWords:
    """Return the words of a language; of all six when it is not known."""
    tables = [_file()[name] for name in ([language] if language in LANGUAGES else LANGUAGES)]
    shared = _file()["any"]

    def listed(name: str) -> list[str]:
        found = list(shared.get(name, ()))
        for table in tables:
            found += table.get(name, ())
        return found

    def pairs(name: str) -> Iterator[tuple[str, Any]]:
        for table in (*tables, shared):
            yield from table.get(name, {}).items()

    cardinal = [*_numbered(tables, "cardinal"), *pairs("large")]
    ordinal = [*_numbered(tables, "ordinal"), *_endings(tables)]
    hundred, thousand = listed("hundred"), listed("thousand")
    article, group, scale = Words(listed("article")), list(pairs("group")), list(pairs("scale"))
    fraction = [(phrase, Decimal(str(value))) for phrase, value in pairs("fraction")]
    joined = [*cardinal, *ordinal, *group, *scale, *fraction]
    starts = Phrases([(phrase, True) for phrase, _ in joined]).first_forms
    starts |= Phrases([(phrase, True) for phrase in hundred + thousand]).first_forms
    after_article = Phrases(
        [(phrase, True) for phrase, _ in [*group, *scale, *fraction]]
    ).first_forms
    after_article |= Phrases([(phrase, True) for phrase in hundred + thousand]).first_forms
    points = [(phrase, Decimal(1)) for phrase in listed("points")]
    points += [(phrase, Decimal("0.01")) for phrase in listed("basis_points")]
    return NumberWords(
        language=language,
        cardinal=Phrases(cardinal),
        ordinal=Phrases(ordinal),
        hundred=Phrases((phrase, 100) for phrase in hundred),
        thousand=Phrases((phrase, 1000) for phrase in thousand),
        article=article,
        group=Phrases(group),
        fraction=Phrases(fraction),
        and_half=Phrases(
            (phrase, Decimal("0.5")) for table in tables for phrase in table["and_half"]["list"]
        ),
        scale=Phrases(scale),
        currency=Phrases(
            [(phrase, (code, False)) for phrase, code in pairs("currency")]
            + [(phrase, (code, True)) for phrase, code in pairs("weak")]
        ),
        joiner=Words(listed("joiner")),
        pair=Words(listed("pair")),
        between=Words(listed("between")),
        step=Words(listed("step")),
        filler=Words(listed("filler")),
        approx=Phrases(((phrase, True) for phrase in listed("approx")), backwards=True),
        approx_after=Phrases((phrase, True) for phrase in listed("approx_after")),
        percent=Phrases((phrase, True) for phrase in listed("percent")),
        points=Phrases(points),
        of=Words(listed("of")),
        minus=Words(listed("minus")),
        unit=Words(listed("unit")),
        unit_never=Phrases((phrase, True) for phrase in listed("unit_never")),
        after_article=frozenset(after_article),
        numbered=Words(listed("numbered")),
        thing=Words(listed("thing")),
        money_noun=Words(listed("money_noun")),
        doubtful=Words(listed("doubtful")),
        starts=frozenset(starts),
        openers=frozenset(starts | Phrases([(word, 0) for word in listed("article")]).first_forms),
    )


def _numbered(tables: Iterable[dict[str, Any]], name: str) -> Iterator[tuple[str, int]]:
    for table in tables:
        for value, phrase in enumerate(table[name]):
            if phrase:
                yield phrase, value


def _endings(tables: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """Yield the inflected ordinals: zweite, zweiten, zweiter."""
    for table in tables:
        for value, phrase in enumerate(table["ordinal"]):
            for ending in table.get("ordinal_endings", ()):
                for spelling in phrase.split("|"):
                    if spelling:
                        yield spelling + ending, value
