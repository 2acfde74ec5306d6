"""The words by which names of people and unknown companies are told: data/lexicon/name.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from vitrine.errors import DataError
from vitrine.extract.phrase import Words
from vitrine.extract.text import fold_form
from vitrine.gazetteer import read_lines
from vitrine.settings import ROOT

_KIND_LETTERS = 5  # from which a word for a company counts at the end of a longer one
_FOLDER = ROOT / "data" / "lexicon"


@dataclass(frozen=True, slots=True)
class NameWords:
    """The word lists of name.toml, folded, and the first names of first_name.csv."""

    role: frozenset[str]
    particle: frozenset[str]
    company_before: frozenset[str]
    company_in: frozenset[str]
    never: Words
    first_names: frozenset[str]
    kinds: tuple[str, ...]
    company_start: frozenset[str]
    company_end: frozenset[str]
    speech: frozenset[str]
    place_before: dict[str, frozenset[str]]

    def is_kind(self, form: str) -> bool:
        """Tell whether a word says what a company is: chain, or a compound of it (Fotoketen)."""
        return form in self.company_before or form.endswith(self.kinds)


@cache
def load_name_words() -> NameWords:
    """Return the words, loaded once; a wrong file raises DataError."""
    path = _FOLDER / "name.toml"
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        before = _folded(tables["company_before"])
        return NameWords(
            kinds=tuple(sorted(word for word in before if len(word) >= _KIND_LETTERS)),
            company_start=_folded(tables["company_start"]),
            company_end=_folded(tables["company_end"]),
            speech=_folded(tables["speech"]),
            place_before={
                language: _folded(words) for language, words in tables["place_before"].items()
            },
            role=_folded(tables["role"]),
            particle=_folded(tables["particle"]),
            company_before=before,
            company_in=_folded(tables["company_in"]),
            never=Words(tables["never"]),
            first_names=_folded(
                line.required("name") for line in read_lines(_FOLDER / "first_name.csv", ("name",))
            ),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); correct it.") from error


def _folded(words: object) -> frozenset[str]:
    return frozenset(fold_form(str(word)) for word in words)  # type: ignore[attr-defined]
