"""Where articles come from: files, folders, addresses, and the feeds that are due.

Each source yields what it read, article by article, and what it could not read, with the reason;
nothing here stores anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from vitrine.article import LANGUAGES, Article
from vitrine.company import load_companies
from vitrine.errors import DataError, FeedError, FetchError, VitrineError
from vitrine.event import Mention, PartialDate
from vitrine.extract_files import parts_of_file
from vitrine.feed.entry import Entry, read_feed
from vitrine.feed.state import FeedState, after_failure, after_success, is_due, read_states
from vitrine.feed.subscription import FeedSource, read_feed_list
from vitrine.fetch.client import Fetcher
from vitrine.place import load_places
from vitrine.read.article_file import EXTENSIONS
from vitrine.read.folder import find_files, shown_name
from vitrine.read.sheet_column import propose_mapping
from vitrine.read.sheet_head import read_sheet
from vitrine.read.sheet_mapping import load_mapping
from vitrine.read.sheet_row import BadRow, read_rows
from vitrine.read.worker import read_page
from vitrine.settings import Settings

TABLES = (".csv", ".xlsx")
MAPPINGS = "mapping"
Has = Callable[[str], bool]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Taken:
    """One thing that was read: its articles (related items on their own) or rows, or why not.

    left_out names lines and rows of it that cannot be used.
    """

    source: str
    articles: tuple[Article, ...] = ()
    problem: str = ""
    rows: tuple[Mention, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """An address to read, and what is known of its article beforehand."""

    url: str
    outlet: str = ""
    language: str = ""
    published: PartialDate | None = None


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def from_paths(paths: Sequence[Path], settings: Settings) -> Iterator[Taken]:
    """Yield the articles and rows of files and folders, in the order of their paths."""
    found = find_files(paths, (*EXTENSIONS, *TABLES))
    for problem in found.problems:
        yield Taken("", problem=problem)
    for path, name in found.names.items():
        read = _from_table if path.suffix.lower() in TABLES else _from_file
        try:
            yield read(path, name, settings)
        except (VitrineError, OSError) as error:
            yield Taken(name, problem=_named(str(error), path, name))
        except Exception as error:  # one file must never end the run for all others
            kind = type(error).__name__
            yield Taken(name, problem=f"{name} cannot be read ({kind}: {error}).")


def _from_file(path: Path, name: str, settings: Settings) -> Taken:
    left_out: list[str] = []
    articles = tuple(parts_of_file(path, settings, left_out))
    return Taken(name, articles, left_out=tuple(_named(text, path, name) for text in left_out))


def _named(text: str, path: Path, name: str) -> str:
    """Return a sentence about a file with the name that tells it from others of its folder."""
    own = shown_name(path.name)
    if text.startswith(own):
        return name + text.removeprefix(own)
    return f"{name}: {text}"


def _from_table(path: Path, name: str, settings: Settings) -> Taken:
    """Return the rows of somebody's table; one whose columns are in doubt needs a person first."""
    companies = load_companies(settings.data_dir / "companies.csv")
    places = load_places(settings.data_dir / "places.csv")
    if path.stat().st_size > settings.sheet_max_bytes:
        raise DataError(f"It is larger than {settings.sheet_max_bytes} bytes; split it.")
    sheet = read_sheet(path.read_bytes(), shown_name(path.name), settings)
    mapping = load_mapping(settings.inbox_dir / MAPPINGS, sheet)
    mapping = mapping or propose_mapping(sheet, companies, places)
    if mapping.doubts:
        raise DataError(f"{' '.join(mapping.doubts)} Hand it in on the inbox page.")
    good, bad = read_rows(sheet, mapping, companies, places)
    return Taken(name, rows=tuple(good), left_out=tuple(_bad_row(row, name) for row in bad))


def _bad_row(row: BadRow, name: str) -> str:
    where = f"{name} line {row.line}" + (f", {row.column}" if row.column else "")
    return f"{where}: {row.reason}"


def from_addresses(
    wanted: Iterable[Wanted], settings: Settings, fetcher: Fetcher
) -> Iterator[Taken]:
    """Yield the article of each address; several hosts are asked at once, each politely."""
    ordered = _in_turns(wanted)
    with ThreadPoolExecutor(max(1, settings.ingest_fetch_threads)) as pool:
        yield from pool.map(lambda item: _read_address(item, settings, fetcher), ordered)


def _in_turns(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Return addresses so that neighbours are of different hosts: nobody waits in one's queue."""
    by_host: dict[str, list[Wanted]] = defaultdict(list)
    for item in dict.fromkeys(wanted):
        by_host[urlsplit(item.url).netloc.lower()].append(item)
    rounds = zip_longest(*by_host.values())
    return [item for group in rounds for item in group if item is not None]


def _read_address(wanted: Wanted, settings: Settings, fetcher: Fetcher) -> Taken:
    try:
        answer = fetcher.get(wanted.url)
        articles = read_page(
            answer.body,
            "page",
            url=answer.final_url,
            content_type=answer.content_type,
            settings=settings,
        )
    except VitrineError as error:
        text = str(error)
        return Taken(wanted.url, problem=text if "://" in text else f"{wanted.url}: {text}")
    known = [_completed(article, wanted) for article in articles]
    if not known:
        return Taken(wanted.url, problem=f"{wanted.url} holds no article.")
    return Taken(wanted.url, tuple(known))


def _completed(article: Article, wanted: Wanted) -> Article:
    """Return an article with what its feed says where the page says nothing."""
    published, published_from = article.published, article.published_from
    if published is None and not article.parent_id and wanted.published:
        published, published_from = wanted.published, "given"
    return replace(
        article,
        outlet=wanted.outlet or article.outlet or _host(article.url or wanted.url),
        url=article.url or wanted.url,
        language=article.language or wanted.language,
        published=published,
        published_from=published_from,
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


class Feeds:
    """The feeds of data/feeds.csv that are due: their news, and afterwards their states."""

    def __init__(
        self, settings: Settings, fetcher: Fetcher, has: Has, clock: Clock = utc_now
    ) -> None:
        """Read which feeds there are and how they did; has tells which addresses are stored."""
        self._settings = settings
        self._fetcher = fetcher
        self._has = has
        self._clock = clock
        self.states, self.problems = read_states(settings.inbox_dir)
        self._unread: dict[str, int] = defaultdict(int)
        self.new_states: dict[str, FeedState] = {}

    def due(self) -> list[FeedSource]:
        """Return the feeds that are to be read now."""
        now, longest = self._clock(), self._settings.feed_longest_wait_h
        return [
            source
            for source in read_feed_list(self._settings.data_dir)
            if is_due(self._state(source), now, longest)
        ]

    def read(self) -> Iterator[Taken]:
        """Yield the new articles of all due feeds, and what could not be read."""
        due = self.due()
        wanted: list[Wanted] = []
        feed_of: dict[str, str] = {}
        with ThreadPoolExecutor(max(1, self._settings.ingest_fetch_threads)) as pool:
            for source, found in zip(due, pool.map(self._read_feed, due), strict=True):
                if isinstance(found, VitrineError):
                    yield Taken(source.url, problem=f"feed {source.outlet}: {found}")
                    continue
                for item in found:
                    feed_of.setdefault(item.url, source.url)
                    wanted.append(item)
        for taken in from_addresses(wanted, self._settings, self._fetcher):
            if taken.problem:
                self._unread[feed_of[taken.source]] += 1
            yield taken

    def settled(self) -> list[FeedState]:
        """Return all states as they are now; a feed whose news was not all read is read anew."""
        states = self.states | self.new_states
        for url, count in self._unread.items():
            if count and url in states:
                states[url] = replace(states[url], etag="", last_modified="")
        return list(states.values())

    def _state(self, source: FeedSource) -> FeedState:
        return self.states.get(source.url) or FeedState(source.url, source.outlet)

    def _read_feed(self, source: FeedSource) -> list[Wanted] | VitrineError:
        """Return the addresses in a feed that are not stored yet, or what went wrong."""
        state, settings = self._state(source), self._settings
        try:
            answer = self._fetcher.get(
                source.url, etag=state.etag, last_modified=state.last_modified
            )
            entries: list[Entry] = []
            if answer.status != 304:
                entries = read_feed(
                    answer.body,
                    answer.final_url,
                    answer.content_type,
                    now=self._clock(),
                    max_items=settings.feed_max_items,
                    max_tags=settings.feed_max_tags,
                ).entries
        except (FetchError, FeedError) as error:
            self.new_states[source.url] = after_failure(
                state,
                error,
                self._clock(),
                first_h=settings.feed_first_wait_h,
                longest_h=settings.feed_longest_wait_h,
            )
            return error
        self.new_states[source.url] = after_success(
            state,
            self._clock(),
            etag=answer.etag,
            last_modified=answer.last_modified,
            items=len(entries),
            wait_h=settings.feed_first_wait_h,
        )
        return [_wanted(entry, source) for entry in entries if not self._has(entry.url)]


def _wanted(entry: Entry, source: FeedSource) -> Wanted:
    language = entry.language or source.language
    return Wanted(
        entry.url,
        source.outlet,
        language if language in LANGUAGES else "",
        PartialDate.parse(f"{entry.published:%Y-%m-%d}") if entry.published else None,
    )
