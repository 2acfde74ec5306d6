"""Countries, cities and names in a sentence: the right preposition and article (pure).

The exceptions stand in grammar.toml, so that a reader of the language can correct them.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale as BabelLocale

from vitrine.locale.amount import BABEL_LOCALES

FRENCH_SPEAKING = ("", "BE", "CH", "FR", "LU", "MC")
VOWELS = "aeiouœæ"


@cache
def _rules() -> dict[str, dict[str, frozenset[str]]]:
    table = _table()
    return {
        language: {word: frozenset(codes) for word, codes in table[language].items()}
        for language in BABEL_LOCALES
    }


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).resolve().parent / "grammar.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _country_names(language: str) -> dict[str, str]:
    known = BabelLocale.parse(BABEL_LOCALES[language]).territories
    names = {code: name for code, name in known.items() if len(code) == 2}
    own: object = _table()["name"]
    if isinstance(own, dict):
        names.update(own[language])
    return names


@cache
def _language_names(language: str) -> dict[str, str]:
    return dict(BabelLocale.parse(BABEL_LOCALES[language]).languages)


def language_name(code: str, language: str) -> str:
    """Return a language's name; an unknown code comes back as it is."""
    return _language_names(language).get(code, code)


def country_name(code: str, language: str) -> str:
    """Return a country's name; an unknown code comes back as it is."""
    return _country_names(language).get(code, code)


def the_country(code: str, language: str) -> str:
    """Return a country's name with its article: the Netherlands, l'Espagne, het VK."""
    name = country_name(code, language)
    rules = _rules()[language]
    if name == code:
        return name
    if language == "fr":
        if code in rules["à"] or code in rules["no_article"]:
            return name
        if code in rules["aux"] or code in rules["dans les"]:
            return f"les {name}"
        if code in rules["au"]:
            return f"le {name}"
        return f"l'{name}" if starts_with_vowel(name) else f"la {name}"
    for article in ("the", "het", "de"):
        if code in rules.get(article, ()):
            return f"{article} {name}"
    return name


def in_country(code: str, language: str) -> str:
    """Return "in" and a country: in the Netherlands, au Portugal, op Cyprus.

    An unknown code stands in brackets, because nobody knows its preposition.
    """
    name = country_name(code, language)
    rules = _rules()[language]
    if name == code:
        return f"({code})"
    if language == "fr":
        if code in rules["dans"]:
            return f"dans {the_country(code, language)}"
        for preposition in ("au", "aux", "à", "dans les"):
            if code in rules[preposition]:
                return f"{preposition} {name}"
        return f"en {name}"
    preposition = "op" if code in rules.get("op", ()) else "in"
    return f"{preposition} {the_country(code, language)}"


def in_city(city: str, country: str, language: str) -> str:
    """Return "in" and a city; French joins the article of its own names (au Havre, aux Ulis)."""
    if language != "fr":
        return f"in {city}"
    if country in FRENCH_SPEAKING:
        for article, joined in (("Le ", "au "), ("Les ", "aux ")):
            if city.startswith(article):
                return joined + city.removeprefix(article)
    return f"à {city}"


def of_name(name: str, language: str) -> str:
    """Return "of" and a name: of Unieuro, d'Unieuro, van Unieuro."""
    if language == "fr":
        return f"d'{name}" if starts_with_vowel(name) else f"de {name}"
    return f"{'van' if language == 'nl' else 'of'} {name}"


def starts_with_vowel(name: str) -> bool:
    """Tell whether French drops the e before a name; h and y count as consonants here."""
    first = unicodedata.normalize("NFD", name[:1].casefold())
    return bool(first) and first[0] in VOWELS
