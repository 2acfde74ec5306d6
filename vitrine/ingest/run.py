"""Articles come into the archive in batches; then what is new in them is read and published.

It may be killed at any moment: a batch appears whole or not at all, and the next run goes on where
this one ended. Ingesting the same thing twice changes nothing.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vitrine.article import Article
from vitrine.build import BuildReport, build_snapshot
from vitrine.database import current_snapshot
from vitrine.errors import SnapshotError, VitrineError
from vitrine.event import Mention, Tier
from vitrine.extract.model import ALONE, DIFFERS
from vitrine.feed.state import FeedState, write_states
from vitrine.fetch.client import Fetcher
from vitrine.ingest.archive import Archive, clear_leftovers, write_whole
from vitrine.ingest.collect import read_batches, readings_of
from vitrine.ingest.discover import Discovery
from vitrine.ingest.lock import held_lock
from vitrine.ingest.second import Asked, ask_model
from vitrine.ingest.source import Clock, Feeds, Taken, Wanted, from_addresses, from_paths, utc_now
from vitrine.ingest.table_inbox import is_kept, keep_rows
from vitrine.settings import Settings

FEEDS = "feeds"
_LOCK = "ingest.lock"
_SHOWN = 50
_SHOWN_ROWS = 10
_FULL_LIST = "problems.txt"
_NEEDED_BYTES = 50_000_000
Progress = Callable[[str], object]


@dataclass
class IngestReport:
    """What an ingest did; mentions counts those of the new articles by tier.

    problems names what could not be read at all, left_out the lines and rows of what could;
    full_list is where all of it is written down.
    """

    new: int = 0
    unchanged: int = 0
    new_versions: int = 0
    rows: int = 0
    new_rows: int = 0
    problems: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    full_list: Path | None = None
    mentions: Counter[str] = field(default_factory=Counter)
    asked: Asked = field(default_factory=Asked)
    discovered: list[str] = field(default_factory=list)
    new_events: int | None = None
    build: BuildReport | None = None

    def lines(self) -> list[str]:
        """Return the summary."""
        found = [
            f"{self.new} new articles, {self.new_versions} new versions, "
            f"{self.unchanged} unchanged, {len(self.problems)} failed."
        ]
        if self.rows:
            found.append(f"{self.rows} rows of tables, {self.new_rows} of them new.")
        found += self._some(self.problems, _SHOWN)
        if self.left_out:
            found.append(
                f"{len(self.left_out)} lines and rows of files that were read are left out."
            )
            found += self._some(self.left_out, _SHOWN_ROWS)
        found += self.discovered
        if self.mentions:
            counts = ", ".join(f"{self.mentions[tier.value]} {tier.value}" for tier in Tier)
            found.append(f"Mentions in them: {counts}.")
        found += self.asked.lines()
        if self.build:
            found += self.build.lines
        if self.new_events is not None:
            found.append(f"{self.new_events} new events.")
        return found

    def _some(self, problems: Sequence[str], count: int) -> list[str]:
        found = [f"  {problem}" for problem in problems[:count]]
        if len(problems) > count:
            where = f"; all of them stand in {self.full_list}" if self.full_list else ""
            found.append(f"  and {len(problems) - count} more{where}")
        return found


def ingest(
    sources: Sequence[str],
    settings: Settings,
    *,
    is_building: bool = True,
    progress: Progress = lambda line: None,
    fetcher: Fetcher | None = None,
    clock: Clock = utc_now,
    sleep: Callable[[float], object] = time.sleep,
) -> IngestReport:
    """Take in files, folders, addresses and feeds; BuildLocked when another ingest is running."""
    with held_lock(settings.inbox_dir / _LOCK, "ingest"):
        clear_leftovers(settings.inbox_dir)
        _check_space(settings.inbox_dir)
        archive = Archive(settings.inbox_dir)
        report = IngestReport()
        asker = fetcher or Fetcher(settings)
        news = _News(settings, asker, archive, clock, sleep) if FEEDS in sources else None
        if news:
            report.problems += news.feeds.problems
        taken = _taken(sources, settings, asker, news)
        batches = _store(taken, archive, report, settings, progress, clock)
        if news:
            write_states(settings.inbox_dir, news.settled())
            report.discovered = news.discovery.lines() if news.discovery else []
        report.asked = ask_model(batches, settings, asker, progress, sleep=sleep)
        extractor = read_batches(
            settings, lambda done, total: progress(f"read {done} of {total} batches")
        )
        _count_mentions(report, batches, settings, extractor)
        _write_full_list(report, settings.inbox_dir)
    if is_building:
        before = _event_ids(settings)
        report.build = build_snapshot(settings)
        report.new_events = len(_event_ids(settings) - before)
    return report


def store_articles(
    articles: Iterable[Article], settings: Settings, clock: Clock = utc_now
) -> IngestReport:
    """Put articles that somebody handed in into the archive, without building."""
    with held_lock(settings.inbox_dir / _LOCK, "ingest"):
        clear_leftovers(settings.inbox_dir)
        report = IngestReport()
        taken = Taken("", tuple(articles))
        archive = Archive(settings.inbox_dir)
        _store([taken], archive, report, settings, lambda line: None, clock)
    return report


class _News:
    """What "feeds" stands for: the feeds that are due and, where it is on, the news index."""

    def __init__(
        self,
        settings: Settings,
        fetcher: Fetcher,
        archive: Archive,
        clock: Clock,
        sleep: Callable[[float], object],
    ) -> None:
        self.feeds = Feeds(settings, fetcher, archive.has, clock)
        self.discovery = (
            Discovery(settings, fetcher, archive.has, self.feeds.states, clock, sleep)
            if settings.discover_gdelt
            else None
        )

    def read(self) -> Iterator[Taken]:
        yield from self.feeds.read()
        if self.discovery:
            yield from self.discovery.read()

    def settled(self) -> list[FeedState]:
        states = {state.url: state for state in self.feeds.settled()}
        if self.discovery:
            states[self.discovery.state.url] = self.discovery.state
        return list(states.values())


def _taken(
    sources: Sequence[str], settings: Settings, fetcher: Fetcher, news: _News | None
) -> Iterator[Taken]:
    """Yield what all sources give: files first, then addresses, then feeds."""
    addresses = [source for source in sources if _is_address(source)]
    paths = [Path(item) for item in sources if item != FEEDS and item not in addresses]
    yield from from_paths(paths, settings)
    yield from from_addresses(map(Wanted, addresses), settings, fetcher)
    if news:
        yield from news.read()


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _store(
    taken: Iterable[Taken],
    archive: Archive,
    report: IngestReport,
    settings: Settings,
    progress: Progress,
    clock: Clock,
) -> list[Path]:
    """Write what is new in batches and count it; return the batches."""
    waiting: list[tuple[Article, int]] = []
    written: list[Path] = []
    last_written = time.monotonic()

    def write() -> None:
        nonlocal last_written
        path = archive.add(waiting, clock())
        if path:
            written.append(path)
        waiting.clear()
        last_written = time.monotonic()

    try:
        for item in taken:
            if item.problem:
                report.problems.append(item.problem)
            report.left_out += item.left_out
            if item.rows:
                is_new = not is_kept(item.rows, settings.inbox_dir)
                keep_rows(item.rows, settings.inbox_dir)
                report.rows += len(item.rows)
                report.new_rows += len(item.rows) if is_new else 0
            new = archive.new_of(item.articles)
            waiting += new
            _count(report, item, new)
            late = time.monotonic() - last_written > settings.ingest_batch_s
            if len(waiting) >= settings.ingest_batch_articles or (late and waiting):
                write()
            progress(f"{report.new + report.new_versions} new, {report.unchanged} unchanged")
        write()
    except OSError as error:
        raise VitrineError(
            f"The articles cannot be stored ({error.strerror or error}; "
            f"{shutil.disk_usage(settings.inbox_dir).free // 1_000_000} MB are free); "
            "what was stored before is safe, make room and run it again."
        ) from error
    return written


def _count(report: IngestReport, item: Taken, new: list[tuple[Article, int]]) -> None:
    report.new += sum(version == 1 for _, version in new)
    report.new_versions += sum(version > 1 for _, version in new)
    report.unchanged += len(item.articles) - len(new)


def _count_mentions(
    report: IngestReport, batches: Sequence[Path], settings: Settings, extractor: str
) -> None:
    """Count what was read in the new articles, and what the second reader makes of all it saw."""
    for path in dict.fromkeys((*batches, *report.asked.batches)):
        for reading in readings_of(path, settings, extractor):
            if path in batches:
                report.mentions.update(mention.tier.value for mention in reading.mentions)
            report.asked.alone += sum(_is_marked(item, ALONE) for item in reading.mentions)
            report.asked.differing += sum(_is_marked(item, DIFFERS) for item in reading.mentions)
            report.asked.dropped += reading.dropped


def _write_full_list(report: IngestReport, inbox_dir: Path) -> None:
    """Write down all that could not be read; the summary shows the beginning of a long list."""
    lines = [*report.problems, *report.left_out]
    path = inbox_dir / _FULL_LIST
    if lines:
        write_whole(path, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        report.full_list = path
    else:
        path.unlink(missing_ok=True)


def _is_marked(mention: Mention, role: str) -> bool:
    return any(span.role == role for span in mention.spans)


def _check_space(folder: Path) -> None:
    """Stop before anything is half done when the disk is nearly full."""
    free = shutil.disk_usage(folder).free
    if free < _NEEDED_BYTES:
        raise VitrineError(
            f"Only {free // 1_000_000} MB are free for {folder.name}/ and "
            f"{_NEEDED_BYTES // 1_000_000} MB are needed; make room."
        )


def _event_ids(settings: Settings) -> set[str]:
    try:
        return set(current_snapshot(settings).export_events()["event_id"])
    except SnapshotError:
        return set()


def show_progress(line: str) -> None:
    """Show how far it is on one line of a terminal; a log file gets nothing."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
