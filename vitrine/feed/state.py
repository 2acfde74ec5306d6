"""How each feed is doing: pure rules for when it is read again, and the file that remembers it.

No feed is ever given up by itself: after failures it is asked less and less often, and its first
success makes it as good as new. Only "gone for good" (410) turns it off, which a person can undo.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from vitrine.errors import FetchError
from vitrine.settings import Settings

FILE_NAME = "feeds.json"
_GONE = 410
_ERROR_LENGTH = 300
Condition = Literal["new", "working", "failing", "off"]


@dataclass(frozen=True)
class FeedState:
    """What is remembered about one feed; all times are UTC."""

    url: str
    outlet: str = ""
    etag: str = ""
    last_modified: str = ""
    last_success_at: datetime | None = None
    last_try_at: datetime | None = None
    next_try_at: datetime | None = None
    failures: int = 0
    last_error: str = ""
    is_off: bool = False
    items_seen: int = 0

    @property
    def condition(self) -> Condition:
        """Return the feed's condition in one word for the page that shows it."""
        if self.is_off:
            return "off"
        if self.failures:
            return "failing"
        return "working" if self.last_success_at else "new"


def is_due(
    state: FeedState, now: datetime, longest_h: float = Settings.feed_longest_wait_h
) -> bool:
    """Tell whether a feed is to be read now; a clock that jumped cannot silence it."""
    if state.is_off:
        return False
    if state.next_try_at is None or now >= state.next_try_at:
        return True
    is_clock_back = state.last_try_at is not None and state.last_try_at > now
    return is_clock_back or state.next_try_at - now > timedelta(hours=longest_h)


def after_success(
    state: FeedState,
    now: datetime,
    *,
    etag: str = "",
    last_modified: str = "",
    items: int = 0,
    wait_h: float = Settings.feed_first_wait_h,
) -> FeedState:
    """Return the state after a good answer, "not changed" included; earlier failures are over."""
    return replace(
        state,
        etag=etag,
        last_modified=last_modified,
        last_success_at=now,
        last_try_at=now,
        next_try_at=now + timedelta(hours=wait_h),
        failures=0,
        last_error="",
        is_off=False,
        items_seen=state.items_seen + items,
    )


def after_failure(
    state: FeedState,
    error: Exception,
    now: datetime,
    *,
    first_h: float = Settings.feed_first_wait_h,
    longest_h: float = Settings.feed_longest_wait_h,
) -> FeedState:
    """Return the state after a failure: the wait doubles, Retry-After is obeyed up to the cap."""
    status = error.status if isinstance(error, FetchError) else 0
    asked_s = (error.retry_after_s or 0.0) if isinstance(error, FetchError) else 0.0
    doubled_h = first_h * 2.0 ** min(state.failures, 30)
    wait_h = min(max(doubled_h, asked_s / 3_600), longest_h)
    return replace(
        state,
        last_try_at=now,
        next_try_at=now + timedelta(hours=wait_h),
        failures=state.failures + 1,
        last_error=str(error)[:_ERROR_LENGTH],
        is_off=state.is_off or status == _GONE,
    )


def switched_on(state: FeedState) -> FeedState:
    """Return the state of a feed that a person wants read again."""
    return replace(state, is_off=False, next_try_at=None, failures=0)


def read_states(inbox_dir: Path) -> tuple[dict[str, FeedState], list[str]]:
    """Return the remembered states by address, and a sentence for each line that is damaged.

    A damaged line only costs what was remembered: the feed is read as if it were new.
    """
    path = inbox_dir / FILE_NAME
    if not path.exists():
        return {}, []
    states: dict[str, FeedState] = {}
    problems: list[str] = []
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            state = _state(json.loads(line))
        except (ValueError, TypeError, KeyError, RecursionError):
            problems.append(f"{FILE_NAME}, line {number} is damaged; that feed starts anew.")
        else:
            states[state.url] = state
    return states, problems


def write_states(inbox_dir: Path, states: Iterable[FeedState]) -> None:
    """Write all states, one JSON line each; a reader sees the old file or the new, never half."""
    inbox_dir.mkdir(parents=True, exist_ok=True)
    path = inbox_dir / FILE_NAME
    building = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    ordered = sorted(states, key=lambda state: state.url)
    with building.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(_row(state), ensure_ascii=False)}\n" for state in ordered)
        file.flush()
        os.fsync(file.fileno())
    os.replace(building, path)
    descriptor = os.open(inbox_dir, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _row(state: FeedState) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(state).items()
    }


def _state(row: dict[str, object]) -> FeedState:
    """Read one line; unknown fields of a newer version are passed over."""
    values: dict[str, object] = {}
    for item in fields(FeedState):
        if item.name not in row:
            continue
        value = row[item.name]
        if item.name.endswith("_at") and value is not None:
            value = datetime.fromisoformat(str(value))
            if value.tzinfo is None:
                raise ValueError("a time without its zone")
        elif not item.name.endswith("_at") and type(value).__name__ != item.type:
            raise TypeError(item.name)
        values[item.name] = value
    return FeedState(**values)  # type: ignore[arg-type]
