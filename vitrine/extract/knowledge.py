"""What extraction knows: companies, places, the words of each language, rules and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vitrine.article import LANGUAGES
from vitrine.extract.classify import Classifier, load_classifier
from vitrine.extract.confidence import Weights, load_weights
from vitrine.extract.lexicon import Lexicon, load_lexicon
from vitrine.extract.name.who import CompanyMatcher, load_company_matcher
from vitrine.extract.place.where import PlaceMatcher, load_place_matcher
from vitrine.extract.rule import Rules, load_rules
from vitrine.gazetteer import read_lines


@dataclass(frozen=True)
class Knowledge:
    """All data files that extraction reads, loaded."""

    companies: CompanyMatcher
    places: PlaceMatcher
    lexicons: Mapping[str, Lexicon]
    rules: Rules
    classifier: Classifier | None
    weights: Weights
    points: Mapping[tuple[str, str], tuple[float, float]]

    @property
    def languages(self) -> frozenset[str]:
        """Return the languages whose words are known."""
        return frozenset(self.lexicons)

    def lexicon(self, language: str) -> Lexicon:
        """Return the words of a language."""
        return self.lexicons[language]

    def fiscal_start_month(self, company: str) -> int:
        """Return the month (1-12) in which a company's business year begins."""
        return self.companies.fiscal_start_month(company)

    def home_country(self, company: str) -> str:
        """Return the country (ISO 3166-1) where a company is at home, empty when unknown."""
        return self.companies.home_country(company)


@cache
def load_knowledge(data_dir: Path) -> Knowledge:
    """Load everything under a data folder once; a wrong file raises DataError."""
    folder = data_dir / "lexicon"
    return Knowledge(
        companies=load_company_matcher(data_dir),
        places=load_place_matcher(data_dir),
        lexicons={language: load_lexicon(folder, language) for language in LANGUAGES},
        rules=load_rules(folder),
        classifier=load_classifier(),
        weights=load_weights(folder),
        points=_points(data_dir),
    )


def _points(data_dir: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the centre (degrees WGS 84) of every city by country and name."""
    return {
        (line.text("country"), line.text("city")): (
            float(line.text("lat")),
            float(line.text("lon")),
        )
        for name in ("cities.csv", "places.csv")
        for line in read_lines(data_dir / name, ("city", "country", "lat", "lon"))
    }
