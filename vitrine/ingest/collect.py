"""What was ingested becomes mentions for a build: read once, kept, freed of repetitions."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path

from vitrine.event import Mention, Tier
from vitrine.extract import Knowledge, load_knowledge
from vitrine.extract.name.alias import load_aliases, load_watch_list
from vitrine.extract.name.who import CompanyMatcher
from vitrine.ingest.archive import Archive
from vitrine.ingest.ingested import ArticleFact, Ingested, NewName, Quote, WrongSpan
from vitrine.ingest.reading import Reading, read_article
from vitrine.ingest.second import Answers, answer_name, read_answers
from vitrine.process import worker_pool
from vitrine.review.apply import read_decisions
from vitrine.review.learned import Learned, learned_names, with_learned
from vitrine.settings import ROOT, Settings

_CODE = ("extract/**/*.py", "ingest/reading.py", "ingest/mention_json.py")
_DATA = ("lexicon/**/*", "companies.csv", "parents.csv", "places.csv", "cities.csv")
_LARGEST_AMOUNT = Decimal(10) ** 15
_LARGEST_COUNT = 10**9
_FEW = 1  # batches that are not worth a second process
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Collected:
    """The mentions of all ingested articles, and what the snapshot tells beside them."""

    mentions: tuple[Mention, ...]
    ingested: Ingested
    repeated: int
    failures: tuple[str, ...] = ()


def extractor_fingerprint(settings: Settings) -> str:
    """Return a hash of the program and the data that turn articles into mentions."""
    data_dir = settings.data_dir
    digest = hashlib.sha256(repr(_learned(settings)).encode())
    package = ROOT / "vitrine"
    paths = [path for pattern in _CODE for path in sorted(package.glob(pattern))]
    paths += [path for pattern in _DATA for path in sorted(data_dir.glob(pattern))]
    for path in paths:
        if path.is_file():
            digest.update(f"{path.name}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def read_batches(settings: Settings, progress: Progress = lambda done, total: None) -> str:
    """Read every batch that this extractor has not read yet; return the extractor's fingerprint."""
    archive = Archive(settings.inbox_dir)
    extractor = extractor_fingerprint(settings)
    unread = [
        path
        for path in archive.batches()
        if not archive.is_read(path, _tag(extractor, read_answers(settings.inbox_dir, path)))
    ]
    read = partial(_read_batch, settings=settings, extractor=extractor)
    done = 0
    if len(unread) > _FEW and settings.ingest_processes > 1:
        count = min(settings.ingest_processes, len(unread))
        with (
            contextlib.suppress(BrokenProcessPool),  # one was killed: go on in this process
            worker_pool(count) as pool,
        ):
            for _ in pool.map(read, unread):
                done += 1
                progress(done, len(unread))
    for path in unread[done:]:
        read(path)
        done += 1
        progress(done, len(unread))
    return extractor


def _read_batch(path: Path, settings: Settings, extractor: str) -> str:
    """Read a batch unless it was read; return the name under which its readings are kept."""
    archive = Archive(settings.inbox_dir)
    answers = read_answers(settings.inbox_dir, path)
    tag = _tag(extractor, answers)
    if not archive.is_read(path, tag):
        archive.keep_readings(path, tag, _readings(archive, path, settings, answers))
    return tag


def _tag(extractor: str, answers: Answers) -> str:
    """Return who read a batch: this program, and the language model if it answered by then."""
    return f"{extractor}-{answers.digest}" if answers.digest else extractor


def _readings(
    archive: Archive, path: Path, settings: Settings, answers: Answers
) -> Iterable[Reading]:
    knowledge = _knowledge(settings.data_dir, _learned(settings))
    for item in archive.batch(path):
        second = answers.events.get(answer_name(item), ())
        yield read_article(item.article, item.key, item.fetched_at, item.version, knowledge, second)


def readings_of(path: Path, settings: Settings, extractor: str) -> tuple[Reading, ...]:
    """Return what was read in a batch, reading it first where that is missing or damaged."""
    archive = Archive(settings.inbox_dir)
    tag = _read_batch(path, settings, extractor)
    found = archive.readings(path, tag)
    if found is None:
        found = archive.readings(path, _read_batch(path, settings, extractor))
    return found or ()


def _learned(settings: Settings) -> Learned:
    return learned_names(read_decisions(settings.inbox_dir))


@lru_cache(maxsize=2)
def _knowledge(data_dir: Path, learned: Learned) -> Knowledge:
    """Return what extraction knows, with the names that reviewers taught it."""
    known = load_knowledge(data_dir)
    if learned == Learned():
        return known
    companies = with_learned(load_watch_list(data_dir), learned)
    return replace(known, companies=CompanyMatcher(companies, load_aliases(data_dir, companies)))


def collect(settings: Settings, extractor: str) -> Collected:
    """Return the mentions of all batches, which must have been read by this extractor.

    What a second version of an article says again counts once; what it says otherwise is kept
    beside the first.
    """
    archive = Archive(settings.inbox_dir)
    pile = _Pile()
    for path in archive.batches():
        for reading in readings_of(path, settings, extractor):
            pile.add(reading)
    return pile.collected(settings.new_names_kept)


class _Pile:
    """Readings that are piled up one after the other; only what a build needs is kept."""

    def __init__(self) -> None:
        self._mentions: dict[str, Mention] = {}
        self._article_of: dict[str, ArticleFact] = {}
        self._quotes_of: dict[str, tuple[Quote, ...]] = {}
        self._articles: dict[str, ArticleFact] = {}
        self._wrong: dict[str, tuple[WrongSpan, ...]] = {}
        self._told: dict[str, dict[int, str]] = {}
        self._names: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
        self._repeated = 0
        self._failures: list[str] = []

    def add(self, reading: Reading) -> None:
        """Take up one article's reading."""
        fact = reading.fact
        if reading.failure:
            told_as = fact.url or fact.title or fact.article_id
            self._failures.append(
                f"{told_as} gave nothing: the extraction failed on it ({reading.failure})."
            )
        self._articles[fact.article_id] = fact
        told = self._told.setdefault(reading.key, {})
        wrong = {item.mention_id for item in reading.wrong_spans}
        for mention, quotes in zip(reading.mentions, reading.quotes_of, strict=True):
            if mention.mention_id in self._mentions or not _fits_tables(mention):
                continue
            said = _said(mention)
            if fact.version > 1 and said in told:
                self._repeated += 1
                self._raise_tier(told[said], mention)
                continue
            told[said] = mention.mention_id
            doubtful = mention.mention_id in wrong or not quotes
            tier = Tier.REVIEW if doubtful else mention.tier
            self._mentions[mention.mention_id] = replace(mention, version=fact.version, tier=tier)
            self._article_of[mention.mention_id] = fact
            self._quotes_of[mention.mention_id] = quotes
            if mention.mention_id in wrong:
                self._wrong[mention.mention_id] = tuple(
                    item for item in reading.wrong_spans if item.mention_id == mention.mention_id
                )
        for name in reading.names:
            day = fact.published.first if fact.published else date.max
            self._names[name.name].append((day, name.quote, name.kind))

    def _raise_tier(self, mention_id: str, again: Mention) -> None:
        """A fact that a later version states more plainly is as sure as that."""
        known = self._mentions[mention_id]
        if again.tier is Tier.PUBLISHED and mention_id not in self._wrong:
            confidence = max(known.confidence, again.confidence)
            self._mentions[mention_id] = replace(known, tier=again.tier, confidence=confidence)

    def collected(self, names_kept: int) -> Collected:
        """Return the pile."""
        ingested = Ingested(
            article_of=self._article_of,
            quotes_of=self._quotes_of,
            articles=tuple(self._articles.values()),
            wrong_spans=tuple(item for group in self._wrong.values() for item in group),
            new_names=self._new_names(names_kept),
        )
        mentions = tuple(self._mentions.values())
        return Collected(mentions, ingested, self._repeated, tuple(self._failures))

    def _new_names(self, kept: int) -> tuple[NewName, ...]:
        """Return the names that most articles tell of."""
        found = []
        for name, seen in self._names.items():
            day, quote, kind = min(seen)
            first = None if day == date.max else day
            found.append(NewName(name, kind, len(seen), first, quote))
        return tuple(sorted(found, key=lambda item: (-item.article_count, item.name))[:kept])


def _said(mention: Mention) -> int:
    """Return a hash of what a mention says, without how and when it was said."""
    return hash(
        replace(
            mention,
            mention_id="",
            summary="",
            spans=(),
            published=None,
            confidence=1.0,
            tier=Tier.PUBLISHED,
        )
    )


def _fits_tables(mention: Mention) -> bool:
    """Tell whether the numbers of a mention can be stored; others are misreadings."""
    is_amount_fit = mention.money is None or abs(mention.money.amount) < _LARGEST_AMOUNT
    return is_amount_fit and (mention.count is None or mention.count < _LARGEST_COUNT)


def demoted(mentions: Sequence[Mention], ids: Iterable[str]) -> list[Mention]:
    """Return the mentions with some of them waiting for a reviewer."""
    waiting = frozenset(ids)
    return [
        replace(mention, tier=Tier.REVIEW) if mention.mention_id in waiting else mention
        for mention in mentions
    ]
