"""News about the watched companies that no feed names, found through GDELT (see feed.gdelt).

Off without the setting discover_gdelt. What is found is fetched under the same rules as any
address; how the index is doing is remembered like a feed's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from vitrine.article import LANGUAGES
from vitrine.company import KINDS, load_companies
from vitrine.errors import DiscoverError, FetchError, VitrineError
from vitrine.feed.gdelt import OUTLET, PAUSE_S, read_answer, search_urls
from vitrine.feed.state import FeedState, after_failure, after_success, is_due
from vitrine.fetch.client import Fetcher
from vitrine.ingest.source import Clock, Has, Taken, Wanted, from_addresses, utc_now
from vitrine.settings import Settings

_OVERLAP = timedelta(days=1)  # articles are indexed late
_LONGEST = timedelta(days=80)  # the index goes back three months
_SHOWN = 5


class Discovery:
    """One search of the index for all companies of companies.csv, when it is due."""

    def __init__(
        self,
        settings: Settings,
        fetcher: Fetcher,
        has: Has,
        states: Mapping[str, FeedState],
        clock: Clock = utc_now,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Take what is remembered of the index; has tells which addresses are stored."""
        self._settings = settings
        self._fetcher = fetcher
        self._has = has
        self._clock = clock
        self._sleep = sleep
        self.state = states.get(settings.gdelt_url) or FeedState(settings.gdelt_url, OUTLET)
        self._found = 0
        self._unread: list[str] = []
        self._unsearchable: list[str] = []

    def read(self) -> Iterator[Taken]:
        """Yield the new articles; pages that stay shut are counted, since anybody's are found."""
        settings = self._settings
        if not is_due(self.state, self._clock(), settings.feed_longest_wait_h):
            return
        wanted: dict[str, Wanted] = {}
        trouble: VitrineError | None = None
        for number, url in enumerate(self._searches()):
            if number:
                self._sleep(PAUSE_S)
            try:
                # The interface is made for programs; no robots.txt is about it.
                answer = self._fetcher.get(url, obey_robots=False)
                entries = read_answer(answer.body)
            except DiscoverError as error:  # this search was refused, the others may not be
                trouble = trouble or error
                continue
            except FetchError as error:
                trouble = trouble or error
                break
            for entry in entries:
                if not self._has(entry.url):
                    wanted.setdefault(entry.url, Wanted(entry.url, language=entry.language))
        self._remember(trouble, len(wanted))
        if trouble:
            yield Taken(settings.gdelt_url, problem=f"feed {OUTLET}: {trouble}")
        self._found = len(wanted)
        for taken in from_addresses(wanted.values(), settings, self._fetcher):
            if taken.problem:
                self._unread.append(taken.problem)
            else:
                yield taken

    def lines(self) -> list[str]:
        """Return what the summary tells."""
        found = []
        if self._unsearchable:
            found.append(
                f"{OUTLET} cannot search names that short: {', '.join(self._unsearchable)}."
            )
        if self._found:
            found.append(
                f"{OUTLET} found {self._found} new addresses; {len(self._unread)} of them could "
                "not be read."
            )
            found += [f"  {problem}" for problem in self._unread[:_SHOWN]]
        if len(self._unread) > _SHOWN:
            found.append(f"  and {len(self._unread) - _SHOWN} more")
        return found

    def _searches(self) -> list[str]:
        """Return the searches; brands, whom everybody writes about, do not crowd out shops."""
        settings, now = self._settings, self._clock()
        last = self.state.last_success_at
        first = now - timedelta(days=settings.gdelt_first_days)
        since = max(last - _OVERLAP if last else first, now - _LONGEST)
        companies = load_companies(settings.data_dir / "companies.csv")
        urls: list[str] = []
        for kind in KINDS:
            found, left_out = search_urls(
                [item.company for item in companies if item.kind == kind],
                min(since, now).date(),
                now.date(),
                LANGUAGES,
                settings.gdelt_max_articles,
                endpoint=settings.gdelt_url,
            )
            urls += found
            self._unsearchable += left_out
        return urls

    def _remember(self, trouble: VitrineError | None, found: int) -> None:
        settings, now = self._settings, self._clock()
        if trouble:
            self.state = after_failure(
                self.state,
                trouble,
                now,
                first_h=settings.feed_first_wait_h,
                longest_h=settings.feed_longest_wait_h,
            )
        else:
            self.state = after_success(self.state, now, items=found, wait_h=settings.gdelt_wait_h)
