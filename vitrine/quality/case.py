"""The labelled articles by which extraction is measured; a part of them is kept unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from vitrine.article import Article
from vitrine.extract import extract_mentions, load_knowledge
from vitrine.extract.row import to_row
from vitrine.read.article_file import read_article_file
from vitrine.read.teaser import split_article
from vitrine.settings import ROOT

CASES = ROOT / "tests" / "quality"
_UNSEEN = frozenset([*range(102, 115, 2), *range(212, 231, 2)])


def load_cases(folder: Path) -> list[Article]:
    """Return the articles of a folder of cases in the order of their ids, read as any other."""
    paths = sorted((folder / "articles").glob("*.json"))
    return [article for path in paths for article in read_article_file(path)]


def is_for_tuning(article_id: str) -> bool:
    """Tell whether a case may be looked at: all but the even ones from 102 to 114, from 212 on."""
    number = int(article_id.rpartition("-")[2])
    return number not in _UNSEEN


def tuning_half(articles: Iterable[Article]) -> list[Article]:
    """Return the cases that may be looked at."""
    return [article for article in articles if is_for_tuning(article.article_id)]


def unseen_half(articles: Iterable[Article]) -> list[Article]:
    """Return the cases that nobody who writes rules looks at."""
    return [article for article in articles if not is_for_tuning(article.article_id)]


def extract_cases(articles: Iterable[Article]) -> list[dict[str, str]]:
    """Return the rows that extraction makes of articles, related items counted with their page."""
    knowledge = load_knowledge(ROOT / "data")
    return [
        to_row(article.article_id, mention)
        for article in articles
        for part in split_article(article)
        for mention in extract_mentions(part, knowledge)
    ]


def case_hash(folder: Path) -> str:
    """Return the SHA-256 of all cases and labels, so that nobody changes them unnoticed."""
    digest = hashlib.sha256()
    for path in [*sorted((folder / "articles").glob("*.json")), folder / "labels.csv"]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
