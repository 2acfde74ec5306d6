"""What the snapshot tells about mentions that a program read: article, evidence, review."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from vitrine.event import Mention, PartialDate


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """An article without its text; version counts the texts of its address from 1."""

    article_id: str
    url: str
    outlet: str
    title: str
    published: PartialDate | None
    published_from: str
    language: str
    version: int
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that prove a value: quote is the article's text from start to end."""

    role: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class WrongSpan:
    """A span whose words do not say what they are meant to prove."""

    mention_id: str
    role: str
    start: int
    end: int
    problem: str


@dataclass(frozen=True, slots=True)
class NewName:
    """A name in articles that is on no list; kind is company, person or unknown."""

    name: str
    kind: str
    article_count: int
    first_seen: date | None
    quote: str


class Review(Protocol):
    """Who stands behind a mention, since when, and why."""

    @property
    def at(self) -> datetime:
        """Return when the mention was reviewed."""

    @property
    def by(self) -> str:
        """Return who reviewed it."""

    @property
    def why(self) -> str:
        """Return the reason given, or nothing."""


@dataclass(frozen=True)
class Ingested:
    """What is known beside the mentions themselves; a mention without an article is curated.

    handed_in are the curated mentions that came as somebody's table and not in data/mentions.csv.
    """

    article_of: Mapping[str, ArticleFact] = field(default_factory=dict)
    quotes_of: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    articles: tuple[ArticleFact, ...] = ()
    wrong_spans: tuple[WrongSpan, ...] = ()
    new_names: tuple[NewName, ...] = ()
    handed_in: Set[str] = frozenset()

    def is_curated(self, mention: Mention) -> bool:
        """Tell whether a person wrote the mention down."""
        return mention.mention_id not in self.article_of

    def is_versioned(self, mention: Mention) -> bool:
        """Tell whether the mention stands in data/mentions.csv, which must be clean by itself."""
        return self.is_curated(mention) and mention.mention_id not in self.handed_in

    def is_reviewed(self, mention: Mention) -> bool:
        """Tell whether a person stands behind the mention."""
        return self.is_curated(mention) or mention.mention_id in self.reviews

    def review_row(self, mention: Mention) -> tuple[datetime | None, str | None, str | None]:
        """Return when, by whom and why the mention was reviewed, in UTC."""
        review = self.reviews.get(mention.mention_id)
        if review is None:
            return None, None, None
        return review.at.astimezone(UTC).replace(tzinfo=None), review.by, review.why or None


NOTHING = Ingested()
