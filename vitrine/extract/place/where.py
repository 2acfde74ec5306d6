"""Places in a text: cities, countries, regions, demonyms, shopping centres, streets."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from vitrine.errors import DataError
from vitrine.extract.name.word import load_name_words
from vitrine.extract.place.found import LOCAL, PRECISION, PlaceFound, with_located
from vitrine.extract.place.name import Index, PlaceName, load_place_names
from vitrine.extract.place.street import find_located, hints_of
from vitrine.extract.text import Sentence, Token, brackets, fold_form

# What a word may begin: names, letters to cut at its end, how it was derived, hints of streets.
_Known = tuple[list[tuple[tuple[str, ...], PlaceName]], int, str, int]

__all__ = ["PlaceFound", "PlaceMatcher", "load_place_matcher"]

_MEMO_LIMIT = 100_000
_ARRONDISSEMENT = frozenset({"e", "er", "eme", "ieme"})
_ONLY_DATELINE = 5  # words of a sentence that is nothing else
_DATELINE = frozenset({",", "-", "–", "—", "(", ":", "."})
_METROPOLIS = 400_000  # inhabitants of a town from which news of the whole country is sent
# Of towns with one name: what the language, a country named, a town beside it weigh, in powers of
# ten of inhabitants.
_HOME_BONUS, _CONTEXT_BONUS, _NEIGHBOUR_BONUS = 1.2, 2.5, 0.9


@dataclass(frozen=True, slots=True)
class _Cues:
    before: frozenset[str]
    between: frozenset[str]
    joint: frozenset[str]
    not_before: frozenset[str]
    home: dict[str, frozenset[str]]


@dataclass(slots=True)
class _Candidate:
    """A name found in a sentence: its tokens [first, last) and what it may be."""

    first: int
    last: int
    start: int
    end: int
    names: list[PlaceName]
    is_sure: bool


class PlaceMatcher:
    """All names of places by their first word."""

    def __init__(self, index: Index, cues: _Cues) -> None:
        """Keep the index; forms of words that were looked up are remembered."""
        self._index = index
        self._cues = cues
        self._memo: dict[str, _Known] = {}
        self._first_names = load_name_words().first_names

    def find(
        self,
        text: str,
        sentence: Sentence,
        language: str,
        countries: Set[str] = frozenset(),
    ) -> list[PlaceFound]:
        """Return the places of a sentence in its order, none overlapping.

        countries are those the article speaks of: of towns with one name the one there is meant.
        """
        tokens = sentence.tokens
        if language not in self._cues.home:
            language = ""
        candidates, hints = self._candidates(tokens, language)
        if not candidates and not hints:
            return []
        found = self._decide(
            text, tokens, [item for item in candidates if item.names], language, countries
        )
        if hints:
            masks = [(item.start, item.end) for item in candidates if not item.names]
            located = [
                item
                for item in find_located(text, sentence.start, sentence.end, language, hints)
                if not any(item.start < end and start < item.end for start, end in masks)
            ]
            found = with_located(text, located, found)
        return found

    def _candidates(self, tokens: Sequence[Token], language: str) -> tuple[list[_Candidate], int]:
        """Return the names in a sentence, those that mask a place without any, and street hints."""
        found: list[_Candidate] = []
        hints = index = 0
        memo = self._memo
        while index < len(tokens):
            token = tokens[index]
            known = memo.get(token.form)
            if known is None:
                known = self._look_up(token.form)
            hints |= known[3]
            if known[0]:
                candidate = self._match(tokens, index, known, language)
                if candidate:
                    for inner in tokens[index + 1 : candidate.last]:
                        hints |= hints_of(inner.form)
                    index = candidate.last
                    found.append(candidate)
                    continue
            index += 1
        return found, hints

    def _look_up(self, form: str) -> _Known:
        """Return what a word may begin and remember it."""
        if len(self._memo) > _MEMO_LIMIT:
            self._memo.clear()
        known = self._memo[form] = (*self._derive(form), hints_of(form))
        return known

    def _derive(self, form: str) -> tuple[list[tuple[tuple[str, ...], PlaceName]], int, str]:
        """Return the names that a word, its stem or the first part of its compound may begin."""
        names = self._index.get(form)
        if names:
            return names, 0, ""
        parts = form.split("-")
        for count in range(len(parts) - 1, 0, -1):
            head = "-".join(parts[:count])
            names = self._index.get(head) if len(head) > 2 else None
            if names:
                return _single(names), len(form) - len(head), "compound"
        for ending, minimum, kind in (
            ("se", 6, "adjective"),
            ("er", 6, "adjective"),
            ("s", 5, "genitive"),
        ):
            if form.endswith(ending) and len(form) >= minimum:
                names = self._index.get(form[: -len(ending)])
                if names:
                    return _single(names), len(ending), ending if kind == "adjective" else kind
        return [], 0, ""

    def _match(
        self, tokens: Sequence[Token], index: int, known: _Known, language: str
    ) -> _Candidate | None:
        """Return the longest names that begin at a token and are written as they must be."""
        names, cut, how, _ = known
        token = tokens[index]
        if how and not _derivation_fits(how, token, language):
            return None
        best: list[PlaceName] = []
        length = 0
        second = tokens[index + 1].form if index + 1 < len(tokens) else ""
        for forms, name in names:
            if length and len(forms) < length:
                break
            if len(forms) > 1 and not second.startswith(forms[1]):
                continue
            last = index + len(forms)
            if last > len(tokens) or not _written_so(tokens, index, forms, name):
                continue
            if name.language and language and name.language != language:
                continue
            if how in ("se", "er") and (name.kind != "city" or name.population < 40_000):
                continue
            length = len(forms)
            best.append(replace(name, kind="demonym") if how in ("se", "er") else name)
        if not best:
            return None
        last = index + length
        if any(name.kind == "mask" for name in best):
            return _Candidate(index, last, token.start, tokens[last - 1].end, [], True)
        end = tokens[last - 1].end - (cut if how in ("compound", "genitive") else 0)
        is_sure = not all(name.needs_cue for name in best)
        return _Candidate(index, last, token.start, end, best, is_sure)

    def _decide(
        self,
        text: str,
        tokens: Sequence[Token],
        candidates: Sequence[_Candidate],
        language: str,
        countries: Set[str],
    ) -> list[PlaceFound]:
        """Believe or drop each candidate and choose between places of one name."""
        context = dict.fromkeys(countries, _CONTEXT_BONUS)
        for item in candidates:
            named = {name.country for name in item.names}
            if len(named) == 1:
                bonus = _NEIGHBOUR_BONUS if item.names[0].kind == "city" else _CONTEXT_BONUS
                country = item.names[0].country
                context[country] = max(bonus, context.get(country, 0.0))
        believed: list[_Candidate] = []
        for position, item in enumerate(candidates):
            kind = item.names[0].kind
            if kind == "demonym" and self._is_first_name(tokens[item.first], item.names[0]):
                continue
            if kind != "city" or self._is_believed(text, tokens, candidates, position):
                believed.append(item)
        home = self._cues.home.get(language, frozenset())
        return [_placed(text, tokens, item, _best(item.names, home, context)) for item in believed]

    def _is_believed(
        self, text: str, tokens: Sequence[Token], candidates: Sequence[_Candidate], position: int
    ) -> bool:
        """Tell whether the name of a city means the city here."""
        item = candidates[position]
        before = tokens[item.first - 1] if item.first else None
        after = tokens[item.last] if item.last < len(tokens) else None
        if after and after.form in self._cues.not_before and after.is_capital:
            return False
        if (
            before
            and before.is_capital
            and before.form in self._first_names
            and _near(text, before, tokens[item.first])
        ):
            return False
        if item.is_sure or _opens(text, tokens, item) or self._has_cue(tokens, item.first):
            return True
        joint = self._cues.joint
        for other, gap in ((position - 1, 0), (position + 1, 1)):
            if not 0 <= other < len(candidates) or candidates[other].names[0].kind == "demonym":
                continue
            first, second = (candidates[other], item) if gap == 0 else (item, candidates[other])
            between = tokens[first.last : second.first]
            if (
                0 < len(between) <= 2
                and between[0].form in joint
                and (
                    candidates[other].is_sure
                    or self._has_cue(tokens, candidates[other].first)
                    or len(between) == 1
                )
            ):
                return True
        return False

    def _is_first_name(self, token: Token, name: PlaceName) -> bool:
        """Tell whether a demonym that is written small stands there large, as a name (Romain)."""
        return token.is_capital and not name.capitals[0] and token.form in self._first_names

    def _has_cue(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a word such as "in" or "city of" stands before a token."""
        at = index - 1
        if (
            at >= 0
            and tokens[at].form in self._cues.between
            and tokens[at].form not in self._cues.before
        ):
            at -= 1
        return at >= 0 and tokens[at].form in self._cues.before


def _single(
    names: Iterable[tuple[tuple[str, ...], PlaceName]],
) -> list[tuple[tuple[str, ...], PlaceName]]:
    return [(forms, name) for forms, name in names if len(forms) == 1 and name.kind != "demonym"]


def _derivation_fits(how: str, token: Token, language: str) -> bool:
    """Tell whether a word may be made from a place's name by that ending in a language."""
    if not token.is_capital:
        return False
    if how == "se":
        return language in ("nl", "")
    if how == "er":
        return language in ("de", "")
    return how == "compound" or language in ("de", "nl", "en", "")


def _written_so(
    tokens: Sequence[Token], index: int, forms: tuple[str, ...], name: PlaceName
) -> bool:
    """Tell whether the words stand there with the capitals that the name has."""
    capitals = name.capitals
    may_begin_small = name.kind in LOCAL and any(capitals[1:])  # "la Gavia", "plaza de Callao"
    if not tokens[index].is_capital and capitals[0] and not may_begin_small:
        return False
    for offset in range(1, len(forms)):
        token = tokens[index + offset]
        if token.form != forms[offset] and not (
            offset == len(forms) - 1 and token.form.startswith(forms[offset] + "-")
        ):
            return False
        if len(capitals) == len(forms) and capitals[offset] and not token.is_capital:
            return False
    return True


def _near(text: str, one: Token, other: Token) -> bool:
    return text[one.end : other.start].isspace()


def _best(names: Sequence[PlaceName], home: Set[str], context: Mapping[str, float]) -> PlaceName:
    """Return the likeliest of several places of one name."""
    if len(names) == 1:
        return names[0]

    def weight(name: PlaceName) -> float:
        weight = math.log10(max(name.population, 1_000))
        if name.kind == "country":
            weight += 3.5
        if name.country in home:
            weight += _HOME_BONUS
        return weight + context.get(name.country, 0.0)

    return max(names, key=weight)


def _placed(text: str, tokens: Sequence[Token], item: _Candidate, name: PlaceName) -> PlaceFound:
    """Return the place found; "Paris 15e" includes its number."""
    kind, end = name.kind, item.end
    if kind == "city":
        if _is_dateline(text, tokens, item):
            kind = "dateline" if name.population >= _METROPOLIS else "local_dateline"
        elif item.last + 1 < len(tokens) and tokens[item.last + 1].form in _ARRONDISSEMENT:
            number = tokens[item.last]
            if number.form.isdigit() and number.end == tokens[item.last + 1].start:
                end = tokens[item.last + 1].end
        elif item.last < len(tokens) and _is_arrondissement(tokens[item.last].form):
            end = tokens[item.last].end
    address = text[item.start : end] if kind in LOCAL else ""
    if kind == "venue" and len({other.city for other in (*item.names,)}) > 1:
        return PlaceFound(item.start, end, kind, name.country, "", address, PRECISION[kind])
    return PlaceFound(item.start, end, kind, name.country, name.city, address, PRECISION.get(kind))


def _is_arrondissement(form: str) -> bool:
    digits = form.rstrip("ermi")
    return digits != form and digits.isdigit() and len(digits) <= 2


def _opens(text: str, tokens: Sequence[Token], item: _Candidate) -> bool:
    """Tell whether a name only says where the news is from: LORCA. Vannes : Darty a fermé."""
    if item.first or item.last >= len(tokens):
        return False
    is_shouted = text[item.start : item.end].isupper()
    if is_shouted or item.last + 1 >= len(tokens):
        return is_shouted and _is_dateline(text, tokens, item)
    return tokens[item.last].form in ":." and tokens[item.last + 1].is_capital


def _is_dateline(text: str, tokens: Sequence[Token], item: _Candidate) -> bool:
    """Tell whether a city opens the sentence as agencies write it: PARIS, 25 Feb –, Wien (ag) –."""
    if item.last >= len(tokens):
        return False
    mark = tokens[item.last].form
    is_first = item.first <= 1 or (tokens[item.first - 1].form == "/" and item.first <= 3)
    if is_first and text[item.start : item.end].isupper() and item.end - item.start > 2:
        return mark in _DATELINE or mark == "/"
    if not is_first:
        return False
    if len(tokens) <= _ONLY_DATELINE and all(t.is_capital or t.form in "/." for t in tokens):
        return tokens[-1].form == "."  # Dresden/München.
    dash = next((i for i, token in enumerate(tokens[:10]) if token.form in ("–", "—")), 0)
    return (
        dash > item.first
        and all(
            not token.form.isalpha() or token.is_capital or number
            for token, number in zip(tokens[:dash], brackets(tokens[:dash]), strict=True)
        )
        and mark in ("–", "—", "(", "/", ",")
    )


@cache
def load_place_matcher(data_dir: Path) -> PlaceMatcher:
    """Return the matcher of all places under a data folder; a wrong line raises DataError."""
    path = data_dir / "lexicon" / "place_cue.toml"
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        cues = _Cues(
            before=_folded(tables["before"]),
            between=_folded(tables["between"]),
            joint=_folded(tables["joint"]),
            not_before=_folded(tables["not_before"]),
            home={code: frozenset(codes) for code, codes in tables["home"].items()},
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error
    return PlaceMatcher(load_place_names(data_dir), cues)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_form(word) for word in words)
