"""One process at a time: a lock file that says who holds it and is free when that process ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from vitrine.errors import BuildLocked


@contextmanager
def held_lock(path: Path, what: str) -> Iterator[None]:
    """Hold a lock file; BuildLocked says which process holds it since when. Never waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise BuildLocked(
                f"Another {what} is running ({file.read().strip() or 'starting'}); "
                "wait until it has ended."
            ) from error
        file.truncate(0)
        file.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        file.flush()
        yield
