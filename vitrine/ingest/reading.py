"""What a program read in one stored article: mentions, the words that prove them, new names.

A reading is kept as JSON beside the articles, without their texts, so that a build reads no article
twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from vitrine.article import Article
from vitrine.event import Evidence, Mention, PartialDate
from vitrine.extract import Knowledge, extract_mentions
from vitrine.extract.model import read_events, second_opinion
from vitrine.extract.name.alias import forms_of
from vitrine.extract.name.unknown import find_unknown_names
from vitrine.extract.name.who import CompanyFound
from vitrine.extract.text import sentences_of
from vitrine.ingest.ingested import ArticleFact, Quote, WrongSpan
from vitrine.ingest.mention_json import from_json, to_json
from vitrine.tables import article_id

HEADLINE = "headline"  # role of words that stand in the title and not in the text
_QUOTE_WORDS = 20
_NAME_CHARS = 60
_MAX_NAMES = 20
_FAILURE_CHARS = 200
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is on no list, and the sentence's beginning in which it first stands."""

    name: str
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gave; quotes_of has the evidence of each mention, in their order.

    dropped says why events of the second reader are not among the mentions; failure what went
    wrong in the program, so that the article gave nothing.
    """

    key: str
    fact: ArticleFact
    mentions: tuple[Mention, ...] = ()
    quotes_of: tuple[tuple[Quote, ...], ...] = ()
    wrong_spans: tuple[WrongSpan, ...] = ()
    names: tuple[Name, ...] = ()
    dropped: tuple[str, ...] = ()
    failure: str = ""


def read_article(
    article: Article,
    key: str,
    fetched_at: datetime,
    version: int,
    knowledge: Knowledge,
    second: Sequence[Any] = (),
) -> Reading:
    """Read one article of the archive; second is what a language model answered about it.

    An article that the program fails on is kept with what went wrong: it must block no build.
    """
    try:
        return _read(article, key, fetched_at, version, knowledge, second)
    except Exception as error:
        failure = f"{type(error).__name__}: {error}"[:_FAILURE_CHARS]
        return Reading(key, _fact(article, key, fetched_at, version), failure=failure)


def _read(
    article: Article,
    key: str,
    fetched_at: datetime,
    version: int,
    knowledge: Knowledge,
    second: Sequence[Any],
) -> Reading:
    mentions = extract_mentions(article, knowledge)
    dropped: tuple[str, ...] = ()
    if second:
        found = read_events(second, article, knowledge)
        mentions, dropped = second_opinion(mentions, found.mentions), found.dropped
    companies, names = _companies_and_names(article, knowledge, with_names=bool(mentions))
    wrong = [item for mention in mentions for item in _wrong(mention, article, companies)]
    return Reading(
        key,
        _fact(article, key, fetched_at, version),
        mentions,
        tuple(_quotes(mention, article) for mention in mentions),
        tuple(wrong),
        names,
        dropped,
    )


def _fact(article: Article, key: str, fetched_at: datetime, version: int) -> ArticleFact:
    is_own_page = bool(article.url) and not article.parent_id
    name = article_id(article.url) if is_own_page else _hashed(key)
    return ArticleFact(
        article_id=name if version == 1 else f"{name}v{version}",
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        published=article.published,
        published_from=article.published_from,
        language=article.language,
        version=version,
        fetched_at=fetched_at,
    )


def _hashed(key: str) -> str:
    return "A" + hashlib.sha256(key.encode()).hexdigest()[:15]


def _quotes(mention: Mention, article: Article) -> tuple[Quote, ...]:
    """Return the words of each span; a span that lies outside the text has none.

    What only the headline says has no span: then the headline is its proof.
    """
    found = []
    headline = " ".join(article.title.split()[:_QUOTE_WORDS])
    if not mention.spans and headline and mention.summary == headline:
        return (Quote(HEADLINE, 0, len(headline), headline),)
    for span in mention.spans:
        words = _words_at(span, article)
        if words:
            found.append(Quote(span.role, span.start, span.end, words))
    return tuple(found)


def _words_at(span: Evidence, article: Article) -> str:
    start, end = span.start - article.offset, span.end - article.offset
    return article.text[start:end] if 0 <= start < end <= len(article.text) else ""


def _wrong(
    mention: Mention, article: Article, companies: frozenset[tuple[int, int, str]]
) -> Iterable[WrongSpan]:
    """Yield the spans whose words are not there or do not carry the value."""
    for span in mention.spans:
        words = _words_at(span, article)
        problem = _problem(span, words, mention)
        if not problem and span.role == "company":
            place = (span.start - article.offset, span.end - article.offset)
            names = {name for start, end, name in companies if start < place[1] and place[0] < end}
            if mention.company not in names and not _is_short_for(words, mention.company, names):
                problem = f"“{_short(words)}” does not name {mention.company}"
        if problem:
            yield WrongSpan(mention.mention_id, span.role, span.start, span.end, problem)


def _is_short_for(words: str, company: str, listed: Set[str]) -> bool:
    """Tell whether words where no listed company stands say the name of one on no list."""
    said, whole = forms_of(words), forms_of(company)
    starts = range(len(whole) - len(said) + 1)
    return not listed and any(whole[at : at + len(said)] == said for at in starts) and bool(said)


def _problem(span: Evidence, words: str, mention: Mention) -> str:
    """Return what is wrong with the words of a span, nothing when they carry its value."""
    if not words:
        return "the article has no such place"
    if words != words.strip():
        return f"“{_short(words)}” begins or ends with a blank"
    if len(words.split()) > _QUOTE_WORDS:
        return f"“{_short(words)}” is more than {_QUOTE_WORDS} words"
    if span.role == "amount" and mention.money and not _has_digits_of(words, mention.money.amount):
        return f"“{_short(words)}” is not {mention.money.amount:f}"
    if span.role == "event_date" and mention.event_date:
        years = {int(year) for year in _YEAR.findall(words)}
        known = mention.event_date
        if years and not any(known.first.year <= year <= known.last.year for year in years):
            return f"“{_short(words)}” is not {known}"
    if span.role == "city" and not any(char.isalnum() for char in words):
        return f"“{_short(words)}” names no place"
    return ""


def _has_digits_of(words: str, amount: object) -> bool:
    """Tell whether the digits of a text are those of an amount; an amount in words has none."""
    said = "".join(char for char in words if char.isdigit()).strip("0")
    meant = f"{amount:f}".replace(".", "").lstrip("-").strip("0")
    return not said or said in meant or meant in said


def _short(words: str) -> str:
    return " ".join(words.split()[:8])[:80]


def unknown_names(text: str, language: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the names of companies in a text that are on no list."""
    article = Article("", text, language=language)
    return tuple(item.name for item in _companies_and_names(article, knowledge, with_names=True)[1])


def _companies_and_names(
    article: Article, knowledge: Knowledge, *, with_names: bool
) -> tuple[frozenset[tuple[int, int, str]], tuple[Name, ...]]:
    """Return where companies of the list stand, and the names that are on no list.

    Names are only looked for in articles that tell of a watched company: others are off topic.
    """
    if not with_names:
        return frozenset(), ()
    text, language = article.text, article.language
    sentences = sentences_of(text)
    context = {token.form for sentence in sentences for token in sentence.tokens}
    companies: list[CompanyFound] = []
    names: dict[str, Name] = {}
    for sentence in sentences:
        found = knowledge.companies.find(sentence.tokens, text, language, context)
        companies += found
        known = [(item.start, item.end) for item in found]
        known += [(i.start, i.end) for i in knowledge.places.find(text, sentence, language)]
        for item in find_unknown_names(text, sentence, language, known):
            name = " ".join(item.text.split())
            if item.kind == "company" and len(name) <= _NAME_CHARS and len(names) < _MAX_NAMES:
                quote = " ".join(text[sentence.start : sentence.end].split()[:_QUOTE_WORDS])
                names.setdefault(name, Name(name, item.kind, quote))
    places = frozenset((item.start, item.end, item.company) for item in companies)
    return places, tuple(names.values())


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return plain JSON values."""
    fact = asdict(reading.fact)
    fact |= {
        "published": str(reading.fact.published or ""),
        "fetched_at": reading.fact.fetched_at.isoformat(),
    }
    return {
        "key": reading.key,
        "article": fact,
        "mentions": [to_json(mention) for mention in reading.mentions],
        "quotes": [
            [[item.role, item.start, item.end, item.quote] for item in quotes]
            for quotes in reading.quotes_of
        ],
        "wrong": [
            [item.mention_id, item.role, item.start, item.end, item.problem]
            for item in reading.wrong_spans
        ],
        "names": [[item.name, item.kind, item.quote] for item in reading.names],
        "dropped": list(reading.dropped),
        "failure": reading.failure,
    }


def reading_from_json(values: dict[str, Any]) -> Reading:
    """Return the reading; KeyError, TypeError or ValueError when the values are damaged."""
    fact = dict(values["article"])
    published = fact["published"]
    fact["published"] = PartialDate.parse(published) if published else None
    fact["fetched_at"] = datetime.fromisoformat(fact["fetched_at"])
    mentions = tuple(from_json(item) for item in values["mentions"])
    quotes: Sequence[Any] = values["quotes"]
    if len(quotes) != len(mentions):
        raise ValueError("the evidence does not fit the mentions")
    return Reading(
        values["key"],
        ArticleFact(**fact),
        mentions,
        tuple(tuple(Quote(*item) for item in group) for group in quotes),
        tuple(WrongSpan(*item) for item in values["wrong"]),
        tuple(Name(*item) for item in values["names"]),
        tuple(values["dropped"]),
        values["failure"],
    )
