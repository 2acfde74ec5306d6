"""The labelled articles by which extraction is measured; a part of them is kept unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from vitrine.article import Article
from vitrine.event import PartialDate
from vitrine.extract import extract_mentions, load_knowledge
from vitrine.extract.row import to_row
from vitrine.read.teaser import split_article
from vitrine.settings import ROOT

CASES = ROOT / "tests" / "quality"
_UNSEEN = range(102, 115, 2)


def load_cases(folder: Path) -> list[Article]:
    """Return the articles of a folder of cases in the order of their ids."""
    articles = []
    for path in sorted((folder / "articles").glob("*.json")):
        values = json.loads(path.read_text("utf-8"))
        published = values.get("published")
        articles.append(
            Article(
                article_id=values["id"],
                text=values["text"],
                title=values.get("title") or "",
                url=values.get("url") or "",
                outlet=values.get("outlet") or "",
                language=values.get("language") or "",
                published=PartialDate.parse(published) if published else None,
                published_from="given" if published else "",
            )
        )
    return articles


def is_for_tuning(article_id: str) -> bool:
    """Tell whether a case may be looked at: all but the even ones from 102 to 114."""
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
