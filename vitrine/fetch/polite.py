"""Manners towards the sites that are read: their robots.txt and pauses between two requests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from vitrine.errors import FetchError, FetchKindError, FetchRefused, FetchStatus
from vitrine.fetch.address import Address, shown
from vitrine.fetch.robots import Robots, read_robots
from vitrine.settings import Settings

_MAX_KNOWN = 1_000


@dataclass(frozen=True)
class _Known:
    """A robots.txt as it was read, until when it holds, and why nothing may be read for now."""

    robots: Robots
    until: float
    trouble: FetchError | None = None


class Manners:
    """Remembers what each site asks for; may be shared by threads.

    read gives the bytes of an address under all other rules of fetching.
    """

    def __init__(
        self,
        settings: Settings,
        agent: str,
        read: Callable[[str], bytes],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], object],
    ) -> None:
        self._settings = settings
        self._agent = agent
        self._read = read
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}
        self._known: dict[str, _Known] = {}

    def wait_turn(self, host: str, crawl_delay_s: float) -> None:
        """Sleep until a host may be asked again, and keep the turn after that for the next."""
        asked_for = min(crawl_delay_s, self._settings.fetch_max_pause_s)
        pause = max(self._settings.fetch_pause_s, asked_for)
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + pause
        if turn > now:
            self._sleep(turn - now)

    def ask_robots(self, address: Address) -> float:
        """Refuse what the site's robots.txt forbids; return the pause in seconds it asks for."""
        known = self._known.get(address.origin)
        if known is None or self._clock() >= known.until:
            known = self._read_robots(address)
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            self._known[address.origin] = known
        if known.trouble is not None:
            raise type(known.trouble)(str(known.trouble), status=known.trouble.status)
        if not known.robots.allows(address.target):
            raise FetchRefused(
                f"{shown(address.url)} is not read because the site's robots.txt forbids it; "
                "ask the site, or set VITRINE_FETCH_ROBOTS=off if you have its leave."
            )
        return known.robots.crawl_delay_s

    def _read_robots(self, address: Address) -> _Known:
        """Read a robots.txt; none means all is allowed, an unreadable one that nothing is."""
        url = f"{address.origin}/robots.txt"
        now = self._clock()
        kept = now + self._settings.fetch_robots_kept_s
        try:
            return _Known(read_robots(self._read(url), self._agent), kept)
        except FetchKindError:
            return _Known(Robots(), kept)
        except FetchStatus as error:
            if 400 <= error.status < 500 and error.status != 429:
                return _Known(Robots(), kept)
            trouble: FetchError = FetchRefused(
                f"{shown(address.origin)} is not read for now because its robots.txt "
                f"cannot be read (status {error.status}); it is tried again later."
            )
        except FetchError as error:
            trouble = error  # no such host, no trusted certificate, too slow: so are its pages
        return _Known(Robots(), now + self._settings.fetch_robots_retry_s, trouble)
