"""Languages of the reader: message catalogues, and formats of numbers, dates, money and places."""

from vitrine.locale.catalog import LANGUAGES, mark
from vitrine.locale.language import Locale, load_locale, negotiate

__all__ = ["LANGUAGES", "Locale", "load_locale", "mark", "negotiate"]
