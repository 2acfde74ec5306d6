"""What somebody hands in becomes articles: a text, a file, an address, an entry of a feed."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from vitrine.article import Article
from vitrine.errors import DataError, ReadError
from vitrine.event import Mention, PartialDate
from vitrine.extract import Knowledge, extract_mentions
from vitrine.feed.entry import Entry, find_feeds, read_feed
from vitrine.fetch.answer import Fetched as Answer
from vitrine.fetch.client import Fetcher
from vitrine.read.article_file import articles_of
from vitrine.read.teaser import split_article
from vitrine.read.worker import read_page
from vitrine.settings import Settings

ARTICLE_SUFFIXES = ("html", "htm", "txt", "json", "jsonl")
TABLE_SUFFIXES = ("csv", "xlsx")
MAX_ARTICLES = 50
_SUFFIX_OF_KIND = {"html": ".html", "text": ".txt", "json": ".json"}


@dataclass(frozen=True)
class Preview:
    """An article as it came and what is read from it; spans count from the article's text."""

    article: Article
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Fetched:
    """What an address turned out to be: articles, the entries of a feed, or addresses of feeds."""

    articles: tuple[Article, ...] = ()
    entries: tuple[Entry, ...] = ()
    feeds: tuple[str, ...] = ()


def preview_of(article: Article, knowledge: Knowledge) -> Preview:
    """Return what is read from an article and from the related items inside it."""
    parts = split_article(article)
    found = {
        mention.mention_id: replace(
            mention,
            spans=tuple(
                replace(span, start=span.start - article.offset, end=span.end - article.offset)
                for span in mention.spans
            ),
        )
        for part in parts
        for mention in extract_mentions(part, knowledge)
    }
    return Preview(article, tuple(found.values()))


def article_from_text(
    text: str, *, title: str = "", published: str = "", outlet: str = "", url: str = ""
) -> Article:
    """Return a pasted text as an article; DataError says in one sentence what is wrong."""
    if not text.strip():
        raise DataError("There is no text yet; paste an article.")
    address = _web_address(url) if url.strip() else ""
    (article,) = articles_of("pasted.txt", _without_controls(text).encode("utf-8", "replace"))
    try:
        day = PartialDate.parse(published.strip()) if published.strip() else None
    except ValueError as error:
        raise DataError("The date is not understood; write YYYY-MM-DD, YYYY-MM or YYYY.") from error
    return identified(
        replace(
            article,
            title=title.strip() or article.title,
            outlet=outlet.strip() or _host(address),
            url=address,
            published=day or article.published,
            published_from="given" if day else article.published_from,
        )
    )


def articles_from_file(name: str, body: bytes, settings: Settings) -> tuple[Article, ...]:
    """Return the articles of an uploaded file; of its name only the ending counts."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix.lstrip(".") not in ARTICLE_SUFFIXES:
        raise DataError("This kind of file is not read; " + ", ".join(ARTICLE_SUFFIXES) + " are.")
    found = articles_of(f"upload{suffix}", body, settings)
    return tuple(identified(article) for article in found[:MAX_ARTICLES])


def read_address(url: str, settings: Settings, fetcher: Fetcher | None = None) -> Fetched:
    """Fetch an address once and return what it holds; FetchError or DataError when nothing."""
    answer = (fetcher or Fetcher(settings)).get(_web_address(url))
    if answer.kind == "xml":
        feed = read_feed(answer.body, answer.final_url, answer.content_type)
        return Fetched(entries=tuple(feed.entries))
    if answer.kind == "json" and b'"version"' in answer.body[:200]:
        feed = read_feed(answer.body, answer.final_url, answer.content_type)
        return Fetched(entries=tuple(feed.entries))
    first, *others = _articles_in(answer, settings)
    first = replace(first, url=first.url or answer.final_url)
    articles = tuple(
        identified(replace(item, outlet=item.outlet or _host(answer.final_url)))
        for item in (first, *others)
    )
    feeds = tuple(find_feeds(answer.body, answer.final_url)) if answer.kind == "html" else ()
    return Fetched(articles=articles, feeds=feeds)


def _articles_in(answer: Answer, settings: Settings) -> list[Article]:
    """Return the articles of an answer, at least one."""
    suffix = _SUFFIX_OF_KIND.get(answer.kind)
    if suffix is None:
        raise DataError("The address holds no article; save the file and upload it instead.")
    try:
        if answer.kind == "html":
            found = read_page(
                answer.body,
                "page",
                url=answer.final_url,
                content_type=answer.content_type,
                settings=settings,
            )
        else:
            found = articles_of(f"page{suffix}", answer.body, settings)
    except (ReadError, DataError) as error:
        reason = str(error).removeprefix(f"page{suffix} is no article: ")
        raise DataError(f"The address holds no article: {reason}") from error
    if not found:
        raise DataError("The address holds no article; save the file and upload it instead.")
    return found


def identified(article: Article) -> Article:
    """Return the article under an id made of what it says, so that nobody's file name counts."""
    if article.parent_id:
        return article
    key = json.dumps([article.url, article.digest])
    return replace(article, article_id="I" + hashlib.sha256(key.encode()).hexdigest()[:16])


def _without_controls(text: str) -> str:
    """Return text without the signs that only steer machines; what is pasted may hold some."""
    return "".join(
        char if char in "\n\t" or unicodedata.category(char) != "Cc" else " " for char in text
    )


def _web_address(url: str) -> str:
    text = url.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme not in ("http", "https") or "." not in parts.netloc:
        raise DataError("That is no web address; write it like https://www.example.com/news.")
    return parts.geturl()


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
