"""Dates of a sentence, as exact as the words say them and resolved against the publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from vitrine.event import PartialDate
from vitrine.extract.pattern import Match
from vitrine.extract.text import Sentence, Token
from vitrine.extract.time.moment import day_date, month_date, moved, year_date
from vitrine.extract.time.rule import RULES, Clue, day_answer, month_answer
from vitrine.extract.time.slot import is_part_of_number
from vitrine.extract.time.tense import role_before, tense_near
from vitrine.extract.time.word import TimeWords, time_tokens, time_words

_PLAIN_YEARS = range(1980, 2041)


@dataclass(frozen=True, slots=True)
class DateFound:
    """One date that text[start:end] says.

    date is None when the words give no day, month or year by themselves (in the coming months; a
    month later, unless the sentence names the day it counts from; anything relative without a
    publication date). kind: absolute (its year is written), relative, season, year. Spring is Q2,
    summer Q3, autumn Q4, winter only a year; begin, middle and end of a year are the year.
    direction is said by words (since, next, ago) or, failing these, by the publication date.
    is_range_end also marks deadlines (by 2028), is_since the day from which something holds. shift
    counts from the date before it in the story: (4, "day").
    """

    start: int
    end: int
    date: PartialDate | None
    kind: str
    is_range_start: bool = False
    is_since: bool = False
    is_range_end: bool = False
    direction: str | None = None
    shift: tuple[int, str] | None = None


_TENSED = frozenset(
    (
        "day",
        "month",
        "month_part",
        "day_range",
        "month_range",
        "season",
        "weekday",
        "weekday_this",
        "day_only",
    )
)
_RANGES = frozenset(("day_range", "month_range", "year_range"))
_DEADLINES = frozenset(("within", "by_year"))
_SHIFTS = frozenset(("shift_later", "shift_earlier"))
_last: tuple[str, Sentence, str, Sequence[Token], list[Match]] | None = None


def find_dates(
    text: str, sentence: Sentence, language: str, published: PartialDate | None
) -> list[DateFound]:
    """Return the dates of a sentence in their order."""
    words = time_words(language)
    tokens, matches = _matches(text, sentence, language, words)
    found: list[DateFound] = []
    for match in matches:
        before = next((item.date for item in reversed(found) if item.date), None)
        tense = tense_near(text, tokens, match, words) if match.meaning in _TENSED else ""
        clue = Clue(published, tense, before)
        for item in _resolved(tokens, match, clue, words):
            found.append(_with_direction(tokens, match, item, published, words))
    return found


def find_date_spans(text: str, sentence: Sentence, language: str) -> list[tuple[int, int]]:
    """Return where dates stand, without resolving them."""
    tokens, matches = _matches(text, sentence, language, time_words(language))
    return [(tokens[match.first].start, tokens[match.last - 1].end) for match in matches]


def _matches(
    text: str, sentence: Sentence, language: str, words: TimeWords
) -> tuple[Sequence[Token], list[Match]]:
    """Return the tokens and the patterns among them; the last answer is kept."""
    global _last
    known = _last
    if known and known[1] is sentence and known[0] is text and known[2] == language:
        return known[3], known[4]
    tokens = time_tokens(text, sentence, words)
    matches = [match for match in words.when.find(tokens) if _is_meant(tokens, match, words)]
    _last = (text, sentence, language, tokens, matches)
    return tokens, matches


def _is_meant(tokens: Sequence[Token], match: Match, words: TimeWords) -> bool:
    """Tell a date from what only looks like one: May as a verb, 2000 as a count, 2017/18."""
    before = tokens[match.first - 1] if match.first else None
    after = tokens[match.last] if match.last < len(tokens) else None
    is_bare_month = match.meaning == "month" and "year" not in match.values
    is_verb_like = before is None or (after is not None and after.form.isalpha())
    if is_bare_month and tokens[match.first].form in words.modal and is_verb_like:
        return before is not None and (
            words.before.at(tokens, match.first - 1) is not None or before.form in words.locative
        )
    if match.meaning == "season" and words.language == "fr":
        is_name = tokens[match.first].is_capital  # le Printemps is a department store
        return before is not None and before.form in words.season_after and not is_name
    if match.meaning == "offset" and before is not None:
        return before.form not in words.offset_never
    if match.meaning == "ahead" and "@n" in match.values:
        return tokens[match.values["@n"][0]].form not in words.nominative
    if match.meaning == "year":
        year = match.values["year"]
        if (
            before
            and before.end == tokens[match.first].start
            and before.form not in ("(", "'", "-", "–", "/", "“", "„", "«", "[", ":")
        ):
            return False
        if is_part_of_number(tokens, match.last, "/%€$£"):
            return False
        if year == 2000 and after is not None and after.form.isalpha() and len(after.form) > 3:
            return False
        return year in _PLAIN_YEARS or (before is not None and before.form.isalpha())
    return True


# --- resolving


def _resolved(
    tokens: Sequence[Token], match: Match, clue: Clue, words: TimeWords
) -> list[DateFound]:
    start, end = tokens[match.first].start, tokens[match.last - 1].end
    values = match.values
    if match.meaning in _RANGES:
        return _range(tokens, match, clue)
    if match.meaning in _SHIFTS:
        return [_shifted(match, clue, start, end)]
    answer = RULES[match.meaning](values, clue)
    moment, kind, direction = answer
    item = DateFound(start, end, moment, kind, direction=direction)
    return [replace(item, is_range_end=True)] if match.meaning in _DEADLINES else [item]


def _range(tokens: Sequence[Token], match: Match, clue: Clue) -> list[DateFound]:
    """Return both ends of a range, each with the words that say it."""
    values = match.values
    unit = match.meaning.removesuffix("_range")
    start, end = tokens[match.first].start, tokens[match.last - 1].end
    first: PartialDate | None
    second: PartialDate | None
    year, kind = values.get("year"), "absolute" if "year" in values else "relative"
    if unit == "year":
        first, second, kind = year_date(values["year"]), year_date(values["year2"]), "year"
        if not 0 < values["year2"] - values["year"] <= 30:
            first = second = None
    elif unit == "month":
        second = month_answer(values["month2"], year, clue)[0]
        turns = values["month"] > values["month2"]
        first = month_date(second.first.year - turns, values["month"]) if second else None
    else:
        second = day_answer(values["day2"], values["month"], year, clue)[0]
        first = day_date(second.first.year, second.first.month, values["day"]) if second else None
    left_end = tokens[values[f"@{unit}"][1] - 1].end
    right_start = tokens[values[f"@{unit}2"][0]].start
    if unit == "day" and values["@month"][0] < values["@day"][0]:
        right_start = min(right_start, tokens[values["@day2"][0]].start)
    return [
        DateFound(start, left_end, first, kind, is_range_start=True),
        DateFound(right_start, end, second, kind, is_range_end=True),
    ]


def _shifted(match: Match, clue: Clue, start: int, end: int) -> DateFound:
    """Resolve a month later, four days earlier against the date named before it."""
    count = match.values.get("n", Decimal(1))
    unit = match.values.get("unit", "day")
    if unit == "year" and count != int(count):
        count, unit = count * 12, "month"
    number = int(count)
    if match.meaning == "shift_earlier":
        number = -number
    moment = moved(clue.before, number, unit) if clue.before and number else None
    direction = None
    return DateFound(start, end, moment, "relative", direction=direction, shift=(number, unit))


# --- what the words around say


def _with_direction(
    tokens: Sequence[Token],
    match: Match,
    item: DateFound,
    published: PartialDate | None,
    words: TimeWords,
) -> DateFound:
    role = "" if match.meaning in _RANGES else role_before(tokens, match, words)
    direction = item.direction
    if role == "since":
        direction = direction or "past"
    elif role in ("start", "end"):
        direction = direction or "future"
    if item.date and published:
        if item.date.last < published.first:
            direction = "past"
        elif item.date.first > published.last:
            direction = "future"
    return replace(
        item,
        direction=direction,
        is_since=role == "since",
        is_range_start=item.is_range_start or role in ("since", "start", "from"),
        is_range_end=item.is_range_end or role == "end",
    )
