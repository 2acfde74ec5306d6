"""The words of data/lexicon/teaser.toml, and what a single line of a page is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from vitrine.errors import DataError
from vitrine.event import PartialDate
from vitrine.filters import fold
from vitrine.read.day import find_day, lexicon_path

_LONGEST_HEADING = 70
_LONGEST_BOILERPLATE = 220
_LONGEST_DATE = 90
LONGEST_TITLE = 260
_MOST_WORDS_AFTER = 3
_MARKS = " \t\u00a0#*_=~-–—:.…>»«›→➜►▶▸•·|/!?\"'()[]"
_BULLET = re.compile(r"\s*(?:[-–—•●▪▸►▶→➜➔‣◦○■□✓»›>*+·]|\d{1,2}[.)])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.;:,]$")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_CLOCK = re.compile(
    r"\b\d{1,2}\s?(?:[:.hu]\s?\d{2})\b(?::\d\d)?|\b\d{1,2}\s?(?:am|pm|uhr)\b|\bt\d\d:.*"
)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The phrases that open blocks or belong to the page, folded."""

    headings: dict[str, tuple[tuple[str, ...], ...]]
    only: frozenset[str]
    inline: tuple[str, ...]
    line: frozenset[str]
    begin: tuple[str, ...]
    by: frozenset[str]
    ago: re.Pattern[str]
    bracket: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: text[start:end] without outer blanks; is_apart behind a blank line."""

    start: int
    end: int
    text: str
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A title line or a date line: title is text[start:end] of the line, empty for a bare date."""

    start: int
    end: int
    date: PartialDate | None


@cache
def teaser_words() -> Words:
    """Load the words once; a wrong file raises DataError."""
    path = lexicon_path("teaser.toml")
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        folded = {
            name: sorted({bare(item) for item in tables[name]}) for name in ("heading", "only")
        }
        headings: dict[str, list[tuple[str, ...]]] = {}
        for phrase in folded["heading"]:
            words = tuple(phrase.split())
            headings.setdefault(words[0], []).append(words)
        inline = sorted({bare(item) for item in tables["inline"]}, key=len, reverse=True)
        spelled = "|".join(_spelled(item) for item in inline)
        return Words(
            headings={word: tuple(phrases) for word, phrases in headings.items()},
            only=frozenset(folded["only"]) | frozenset(folded["heading"]),
            inline=tuple(inline),
            line=frozenset(bare(item) for item in tables["line"]),
            begin=tuple(fold(item).replace("’", "'") for item in tables["begin"]),
            by=frozenset(fold(item) for item in tables["by"]),
            ago=re.compile(rf"\b(?:{'|'.join(re.escape(fold(item)) for item in tables['ago'])})\b"),
            bracket=re.compile(rf"[(\[](?:{spelled})\s*:[^()\[\]\n]{{3,200}}[)\]]", re.IGNORECASE),
        )
    except (OSError, KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error


def _spelled(phrase: str) -> str:
    """Return a pattern for a folded phrase with or without the accents French writes."""
    return re.escape(phrase).replace("a\\ ", "[aàá]\\ ").replace("e", "[eèéê]")


def bare(line: str) -> str:
    """Return a line folded and without marks at its ends."""
    return " ".join(fold(line).replace("’", "'").split()).strip(_MARKS)


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    found: list[Line] = []
    at = 0
    is_apart = True
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            start = at + len(raw) - len(raw.lstrip())
            found.append(Line(start, start + len(content), content, is_apart))
        is_apart = not content
        at += len(raw) + 1
    return found


def is_heading(line: Line, words: Words) -> bool:
    """Tell whether a line opens a list of other articles."""
    if len(line.text) > _LONGEST_HEADING or line.text.endswith((".", ";", ",")):
        return False
    return _is_heading(line.text, words)


@lru_cache(maxsize=20_000)
def _is_heading(text: str, words: Words) -> bool:
    name = bare(text)
    if name in words.only:
        return True
    parts = tuple(name.split())
    for phrase in words.headings.get(parts[0] if parts else "", ()):
        after = len(parts) - len(phrase)
        if parts[: len(phrase)] == phrase and 0 <= after <= _MOST_WORDS_AFTER:
            return ":" not in text[:-1]
    return False


def inline_title(line: Line, words: Words) -> int:
    """Return where the title begins in a line such as "Lire aussi : Coolblue ouvre", or 0."""
    if len(line.text) > LONGEST_TITLE:
        return 0
    shift = len(line.text) - len(line.text.lstrip(_MARKS))
    name = fold(line.text[shift : shift + 40]).replace("’", "'")
    for phrase in words.inline:
        if not name.startswith(phrase):
            continue
        rest = line.text[shift + len(phrase) :]
        mark = re.match(r"\s*[:|–—>»→-]+\s*", rest)
        if mark and mark.end() < len(rest):
            return shift + len(phrase) + mark.end()
        blank = re.match(r"\s+(?=[\"'«“‘A-ZÀ-ÖØ-Þ])", rest)
        if blank and " " in phrase and not line.text.endswith("."):
            return shift + len(phrase) + blank.end()
        return 0
    return 0


def is_boilerplate(line: Line, words: Words) -> bool:
    """Tell whether a line belongs to the page: share, newsletter, copyright, picture credit."""
    if len(line.text) > _LONGEST_BOILERPLATE:
        return False
    if len(line.text) <= _LONGEST_HEADING and bare(line.text) in words.line:
        return True
    opening = " ".join(fold(line.text[:60]).replace("’", "'").split()).lstrip(" ([*_•-–—→>|")
    return opening.startswith(words.begin)


def bullet_length(line: Line) -> int:
    """Return how many characters of a line are its bullet."""
    mark = _BULLET.match(line.text)
    return mark.end() if mark else 0


def is_title(text: str) -> bool:
    """Tell whether a line reads like a headline: short, and no full stop at its end."""
    if not 8 <= len(text) <= LONGEST_TITLE // 2 or _SENTENCE_END.search(text):
        return False
    return 2 <= len(text.split()) <= 24


def date_line(
    text: str, words: Words, published: PartialDate | None
) -> tuple[bool, PartialDate | None]:
    """Tell whether a line is a date and little else, and which ("06/07/2018 | Nieuws")."""
    if len(text) > _LONGEST_DATE:
        return False, None
    found = find_day(text, published)
    if found:
        return _is_little(text[: found.start], text[found.end :], words), found.date
    folded = fold(text)
    if len(text) <= 12 or (len(text) <= 40 and any(char.isdigit() for char in text)):
        return bool(words.ago.search(folded)) and len(_WORD.findall(folded)) <= 5, None
    return False, None


def _is_little(before: str, after: str, words: Words) -> bool:
    """Tell whether what stands around a date is no headline: an hour, a section, a name."""
    if before.rstrip().endswith("(") and len(_WORD.findall(before)) > 1:
        return False
    after = _CLOCK.sub(" ", fold(after))
    outer = [_WORD.findall(fold(before)), _WORD.findall(after)]
    if outer[1] and outer[1][0] in words.by:
        outer[1] = outer[1][3:]
    if re.match(r"\s*[|•·]", after):
        outer[1] = outer[1][4:]
    return len(outer[0]) <= 3 and len(outer[1]) <= 2 and len(outer[0]) + len(outer[1]) <= 4


def dated_title(text: str, published: PartialDate | None) -> Dated | None:
    """Return title and date of a line that holds both: "03/10/2025 – Title", "Title (Mai 2025)"."""
    if len(text) > LONGEST_TITLE or not any(char.isdigit() for char in text):
        return None
    head = find_day(text[:32], published)
    if head and not text[: head.start].strip("([ \t"):
        rest = text[head.end :]
        mark = re.match(r"\s*(?:\d{1,2}[:hu.]\d\d\s*)?[)\]]?\s*[-–—:|•·,]?\s*", rest)
        start = head.end + (mark.end() if mark else 0)
        if len(text) - start >= 8 and len(text[start:].split()) >= 2:
            return Dated(start, len(text), head.date)
    tail_from = max(0, len(text) - 32)
    tail = find_day(text[tail_from:], published)
    if tail and not text[tail_from + tail.end :].strip(")]. \t"):
        before = text[: tail_from + tail.start].rstrip()
        title = before.rstrip("([-–—|•·,: \t")
        if len(before) > len(title) and len(title) >= 8 and before[len(title) :].strip():
            return Dated(0, len(title), tail.date)
    return None


def has_any(lines: Iterable[Line], words: Words) -> bool:
    """Tell whether any line opens a list of other articles."""
    return any(is_heading(line, words) for line in lines)
