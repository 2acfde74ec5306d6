"""The reader's language as one value: every text, number and date of a page goes through it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from babel.lists import format_list

from vitrine.event import PartialDate
from vitrine.locale import amount as amounts
from vitrine.locale import calendar, grammar, words
from vitrine.locale.catalog import LANGUAGES, Messages, fill, plural_index, read_messages
from vitrine.locale.columns import COLUMNS

_ACCEPTED = re.compile(
    r"\s*([A-Za-z]{1,8})(?:[-_][A-Za-z0-9_-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?"
)
MAX_ACCEPTED = 50


@dataclass(frozen=True)
class Locale:
    """Texts and formats of one language; equal when the language is, so it can key a cache."""

    language: str
    messages: Messages = field(repr=False, compare=False)

    def text(self, msgid: str, /, **values: object) -> str:
        """Return the translation of an English sentence, with the values inserted.

        A sentence that the catalogue lacks stays English.
        """
        try:
            return fill(self.messages.get(msgid, (msgid,))[0], values)
        except KeyError:  # a translation that wants {of_name} where the caller has {name} only
            return fill(msgid, values)

    def plural(self, singular: str, plural: str, n: float, /, **values: object) -> str:
        """Return the sentence in the form that goes with n; {n} stands for the number itself."""
        forms = self.messages.get(singular, (singular, plural))
        if len(forms) < 2:
            forms = (singular, plural)
        return fill(forms[plural_index(self.language, n)], {"n": self.number(n), **values})

    def number(self, x: object, decimals: int | None = None) -> str:
        """Return a number with the language's separators; empty when it is missing."""
        return amounts.format_number(x, self.language, decimals)

    def percent(self, x: object, signed: bool = False) -> str:
        """Return a number that is in percent already (23 -> 23%)."""
        return amounts.format_percent(x, self.language, signed=signed)

    def money(
        self, amount: object, currency: str | None, short: bool = True, digits: int | None = None
    ) -> str:
        """Return an amount of money (€311m, 311 M€, € 311 mln); see format_money for rounding."""
        code = currency if isinstance(currency, str) else ""
        return amounts.format_money(amount, code, self.language, short=short, digits=digits)

    def compact(self, amount: object) -> str:
        """Return an amount in millions without unit, for the labels of bars."""
        return amounts.format_compact(amount, self.language)

    def date(self, value: PartialDate | datetime.date | str | None) -> str:
        """Return a date as exactly as it is known: 22 May 2018, May 2018, Q2 2018, 2018."""
        return calendar.write_date(value, self.language, self.text)

    def date_range(self, first: datetime.date | None, last: datetime.date | None) -> str:
        """Return a span of days, shortened: 1–22 May 2018, 2013–2018, since May 2018."""
        return calendar.write_date_range(first, last, self.language, self.text)

    def period(self, text: str | None, last: datetime.date | None = None) -> str:
        """Return a reporting period: Q1 2017/18; last is its last day, where it is known."""
        return calendar.write_period(text, self.text, last) if isinstance(text, str) else ""

    def in_period(self, text: str, last: datetime.date | None = None) -> str:
        """Return a reporting period inside a sentence: in Q1 2017/18."""
        return calendar.write_period(text, self.text, last, is_within=True)

    def country(self, code: str) -> str:
        """Return the name of a country by its ISO 3166 code."""
        return grammar.country_name(code, self.language)

    def language_name(self, code: str) -> str:
        """Write a language's name; an unknown code comes back as it is."""
        return grammar.language_name(code, self.language)

    def the_country(self, code: str) -> str:
        """Return a country with its article: the Netherlands."""
        return grammar.the_country(code, self.language)

    def in_country(self, code: str) -> str:
        """Return a country with its preposition: in the Netherlands, aux Pays-Bas."""
        return grammar.in_country(code, self.language)

    def in_city(self, city: str, country: str = "") -> str:
        """Return a city with its preposition: in Paris, à Paris."""
        return grammar.in_city(city, country, self.language)

    def of(self, name: str) -> str:
        """Return a name with "of": of Unieuro, d'Unieuro, van Unieuro."""
        return grammar.of_name(name, self.language)

    def list(self, items: Iterable[str]) -> str:
        """Return "a, b and c"."""
        return format_list(tuple(items), locale=amounts.BABEL_LOCALES[self.language])

    def event_type(self, code: str) -> str:
        """Return the name of an event type."""
        return self._word(words.EVENT_TYPES, code)

    def event_type_plural(self, code: str) -> str:
        """Return the name of an event type for many events."""
        return self._word(words.EVENT_TYPES_PLURAL, code)

    def status(self, code: str) -> str:
        """Return the name of a status."""
        return self._word(words.STATUSES, code)

    def metric(self, code: str) -> str:
        """Return the name of a metric."""
        return self._word(words.METRICS, code)

    def basis(self, code: str) -> str:
        """Return the name of a figure's basis."""
        return self._word(words.BASES, code)

    def geo_precision(self, code: str) -> str:
        """Return how exactly a place is known."""
        return self._word(words.GEO_PRECISIONS, code)

    def date_precision(self, code: str) -> str:
        """Return how exactly a date is known."""
        return self._word(words.DATE_PRECISIONS, code)

    def kind(self, code: str) -> str:
        """Return the name of a kind of company."""
        return self._word(words.KINDS, code)

    def conflict_kind(self, code: str) -> str:
        """Return the name of a kind of conflict."""
        return self._word(words.CONFLICT_KINDS, code)

    def column(self, name: str) -> str:
        """Return the header of a table column; an unknown name becomes words."""
        return self._word(COLUMNS, name)

    def _word(self, table: Mapping[str, str], code: str) -> str:
        if code in table:
            return self.text(table[code])
        return str(code).replace("_", " ").strip().capitalize()


@cache
def load_locale(language: str) -> Locale:
    """Return the locale of a language; English for one that is not offered."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    return Locale(known, read_messages(known))


def negotiate(accept_language: str | None) -> str:
    """Return the offered language that a browser's Accept-Language header likes best."""
    best, best_quality = LANGUAGES[0], 0.0
    for item in (accept_language or "").split(",")[:MAX_ACCEPTED]:
        match = _ACCEPTED.fullmatch(item)
        if not match:
            continue
        language, quality = match[1].lower(), float(match[2] or 1)
        if language in LANGUAGES and quality > best_quality:
            best, best_quality = language, quality
    return best
