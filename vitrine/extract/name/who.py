"""Companies of the watch list in a text, under any of their names."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vitrine.company import Company
from vitrine.extract.name.alias import Alias, load_aliases, load_watch_list, spellings
from vitrine.extract.name.person import PersonFound, find_persons
from vitrine.extract.name.unknown import NameFound, find_unknown_names
from vitrine.extract.text import Token

__all__ = [
    "CompanyFound",
    "CompanyMatcher",
    "NameFound",
    "PersonFound",
    "find_persons",
    "find_unknown_names",
    "load_company_matcher",
]

_MEMO_LIMIT = 100_000
_OPENING = frozenset(
    {'"', "'", "“", "„", "«", "‘", "’", "(", "[", "-", "–", "—", "•", "*", "|", ":"}
)
_WORD_END = frozenset({".", "!", "?", "…", "•", "|"})

_Candidates = list[tuple[tuple[str, ...], Alias]]


@dataclass(frozen=True, slots=True)
class CompanyFound:
    """A company at text[start:end] by its canonical name; kind is that of its file."""

    start: int
    end: int
    company: str
    kind: str


class CompanyMatcher:
    """The names of all companies by their first word."""

    def __init__(self, companies: dict[str, Company], aliases: Sequence[Alias]) -> None:
        """Index the names; where two begin alike the longer goes first."""
        self._companies = companies
        self._index: dict[str, _Candidates] = {}
        self._small: set[str] = set()
        for alias in aliases:
            for forms in spellings(alias.forms):
                self._index.setdefault(forms[0], []).append((forms, alias))
                if alias.case == "any" or not alias.name[0].isupper():
                    self._small.add(forms[0])
        for candidates in self._index.values():
            candidates.sort(key=lambda item: -len(item[0]))
        self._memo: dict[str, tuple[_Candidates, int, int] | None] = {}
        self._context: Set[str] = frozenset()
        self._met: dict[str, bool] = {}

    def __len__(self) -> int:
        return len(self._companies)

    def get(self, company: str) -> Company | None:
        """Return what is known about a company."""
        return self._companies.get(company)

    def fiscal_start_month(self, company: str) -> int:
        """Return the month (1-12) in which a company's business year begins; 1 when unknown."""
        known = self._companies.get(company)
        return known.fiscal_start_month if known else 1

    def home_country(self, company: str) -> str:
        """Return the country (ISO 3166-1) where a company is at home, empty when unknown."""
        known = self._companies.get(company)
        return known.home_country if known else ""

    def find(
        self,
        tokens: Sequence[Token],
        text: str = "",
        language: str = "",
        context: Set[str] = frozenset(),
    ) -> list[CompanyFound]:
        """Return the companies that a sentence names, in its order, none overlapping.

        text lets names be told by their exact letters (BUT, bol); context holds the folded words
        of the whole article, in which the words that an ambiguous name needs are looked for besides
        the sentence.
        """
        found: list[CompanyFound] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            index += 1
            if token.is_capital or token.form in self._small or "-" in token.form:
                hit = self._at(tokens, index - 1, text, language, context)
                if hit:
                    index = hit[1]
                    if hit[0].company:
                        found.append(hit[0])
        return found

    def _at(
        self, tokens: Sequence[Token], index: int, text: str, language: str, context: Set[str]
    ) -> tuple[CompanyFound, int] | None:
        """Return the longest name that begins at a token, and the index behind it."""
        form = tokens[index].form
        try:
            known = self._memo[form]
        except KeyError:
            if len(self._memo) > _MEMO_LIMIT:
                self._memo.clear()
            known = self._memo[form] = self._derive(form)
        if known is None:
            return None
        candidates, skipped, cut = known
        for forms, alias in candidates:
            behind = index + len(forms)
            if behind > len(tokens):
                continue
            tail = cut if len(forms) == 1 else _tail(tokens, index, forms)
            if tail < 0 or (len(forms) > 1 and (skipped or cut)):
                continue
            start = tokens[index].start + skipped
            end = tokens[behind - 1].end - tail
            if _fits(alias, tokens, index, behind, (text, start, end)) and (
                not _must_be_told(alias, tokens, index, language)
                or self._is_told(alias, tokens, context)
            ):
                return CompanyFound(start, end, alias.company, alias.kind), behind
        return None

    def _is_told(self, alias: Alias, tokens: Sequence[Token], context: Set[str]) -> bool:
        """Tell whether the sentence or the article holds a word that an ambiguous name needs."""
        needs = alias.needs
        if needs is None or any(token.form in needs for token in tokens):
            return True
        if context is not self._context:
            self._context, self._met = context, {}
        if alias.name not in self._met:
            self._met[alias.name] = any(word in needs for word in context)
        return self._met[alias.name]

    def _derive(self, form: str) -> tuple[_Candidates, int, int] | None:
        """Return the names that a word may be: as it stands, as genitive, or as part of a compound.

        The numbers are the letters to leave out at its beginning and at its end.
        """
        if form in self._index:
            return self._index[form], 0, 0
        if form.endswith("s") and len(form) > 4 and form[:-1] in self._index:
            return self._index[form[:-1]], 0, 1
        parts = form.split("-")
        for count in range(len(parts) - 1, 0, -1):
            head = "-".join(parts[:count])
            if len(head) > 2 and head in self._index:
                return self._index[head], 0, len(form) - len(head)
        if len(parts) == 2 and len(parts[0]) <= 4 and parts[1] in self._index:
            return self._index[parts[1]], len(parts[0]) + 1, 0
        return None


def _tail(tokens: Sequence[Token], index: int, forms: tuple[str, ...]) -> int:
    """Return how many letters of the last word do not belong to a name, -1 when it does not fit."""
    last = len(forms) - 1
    for offset in range(1, last):
        if tokens[index + offset].form != forms[offset]:
            return -1
    form, wanted = tokens[index + last].form, forms[last]
    if form == wanted:
        return 0
    if form == wanted + "s" and len(wanted) > 3:
        return 1
    return len(form) - len(wanted) if form.startswith(wanted + "-") else -1


def _fits(
    alias: Alias,
    tokens: Sequence[Token],
    index: int,
    behind: int,
    place: tuple[str, int, int],
) -> bool:
    """Tell whether the conditions of a name are met where it stands."""
    text, start, end = place
    if alias.case == "exact":
        if text and text[start:end].replace("’", "'") != alias.name:
            return False
        if not text and alias.name[0].isupper() and not tokens[index].is_capital:
            return False
    elif alias.case == "capital" and not _is_written_large(tokens[index], text, start):
        return False
    if alias.not_after and index and tokens[index - 1].form in alias.not_after:
        return False
    if alias.not_before and behind < len(tokens):
        return tokens[behind].form not in alias.not_before
    return True


def _must_be_told(alias: Alias, tokens: Sequence[Token], index: int, language: str) -> bool:
    """Tell whether other words must say that an ambiguous name is the company."""
    return alias.when == "always" or (
        alias.when == "start" and (language == "de" or _begins(tokens, index))
    )


def _is_written_large(token: Token, text: str, start: int) -> bool:
    if start != token.start:
        return not text or text[start].isupper()
    return token.is_capital or not text or any(char.isupper() for char in text[start : token.end])


def _begins(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a token opens the sentence, so that its capital says nothing."""
    while index and tokens[index - 1].form in _OPENING:
        index -= 1
    return index == 0 or tokens[index - 1].form in _WORD_END


@cache
def load_company_matcher(data_dir: Path) -> CompanyMatcher:
    """Return the matcher of all companies under a data folder; a wrong line raises DataError."""
    companies = load_watch_list(data_dir)
    return CompanyMatcher(companies, load_aliases(data_dir, companies))
