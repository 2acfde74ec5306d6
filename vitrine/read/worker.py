"""Pages and tables of strangers are parsed in a process apart, with limits of time and memory.

One process reads many; when it hangs, dies or runs out of memory, that one input fails with
ReadError and a fresh process reads the next.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import IO, Any

from vitrine.article import Article
from vitrine.errors import ReadError
from vitrine.read.language import detect_language
from vitrine.read.page import PageSource, from_values
from vitrine.settings import ROOT, Settings, load_settings

_BLOCK = 1 << 16
_LARGEST_ANSWER = 256 * 1024 * 1024
_START_S = 60.0
_LIMITS = (
    *("page_max_bytes", "page_max_elements", "page_max_depth"),
    *("sheet_max_bytes", "sheet_max_rows", "sheet_max_columns"),
)


class ReadWorker:
    """A process that parses; may be shared by threads, which then wait for each other."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Keep the limits; the process starts with the first task."""
        self._settings = settings or load_settings()
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0
        self._owner = 0
        self._lock = threading.Lock()

    def __enter__(self) -> ReadWorker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Return the id of the process, None when none is running."""
        return self._process.pid if self._process else None

    def run(self, name: str, body: bytes, /, **options: object) -> Any:
        """Return what a task makes of bytes; ReadError is about these bytes only."""
        with self._lock:
            if self._owner != os.getpid():
                self._process = None  # a fork must not talk into its parent's pipes
            if self._done >= self._settings.read_pages_per_process:
                self._end()
            if self._process is None:
                self._start()
            answer = self._ask(name, body, options, self._settings.read_timeout_s)
            self._done += 1
        if "error" in answer:
            raise ReadError(str(answer["error"]))
        return answer["value"]

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _start(self) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(  # noqa: S603  fixed arguments
            [
                *(sys.executable, "-m", "vitrine.read.worker_process"),
                str(self._settings.read_memory_mb),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
            bufsize=0,
        )
        self._done = 0
        self._owner = os.getpid()
        self._ask("start", b"", {}, _START_S)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _ask(self, name: str, body: bytes, options: dict[str, Any], seconds: float) -> Any:
        limits = {limit: getattr(self._settings, limit) for limit in _LIMITS}
        task = {"name": name, "size": len(body), "options": options, "limits": limits}
        message = json.dumps(task).encode() + b"\n" + body
        try:
            return json.loads(self._exchange(message, time.monotonic() + seconds))
        except TimeoutError:
            self._end()
            raise ReadError(
                f"It was not read within {seconds:g} seconds; leave it out or raise "
                "VITRINE_READ_TIMEOUT_S."
            ) from None
        except (OSError, EOFError, ValueError) as error:
            self._end()
            raise ReadError(
                "Reading it ended the process, perhaps for lack of memory; leave it out or raise "
                "VITRINE_READ_MEMORY_MB."
            ) from error
        except BaseException:
            self._end()  # an answer left in the pipe would be taken for the next one's
            raise

    def _exchange(self, message: bytes, deadline: float) -> bytes:
        """Send a message and return the answer's bytes, before the deadline."""
        assert self._process and self._process.stdin and self._process.stdout
        source, target = self._process.stdout, self._process.stdin
        os.set_blocking(target.fileno(), False)
        os.set_blocking(source.fileno(), False)
        _send(target, message, deadline)
        received = b""
        while b"\n" not in received:
            received += _receive(source, deadline)
        head, _, rest = received.partition(b"\n")
        size = int(json.loads(head)["size"])
        if size > _LARGEST_ANSWER:
            raise ValueError("the answer is too large")
        parts = bytearray(rest)
        while len(parts) < size:
            parts += _receive(source, deadline)
        return bytes(parts)


def _wait(pipe: IO[bytes], event: int, deadline: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, event)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError


def _send(pipe: IO[bytes], message: bytes, deadline: float) -> None:
    view = memoryview(message)
    while view:
        _wait(pipe, selectors.EVENT_WRITE, deadline)
        with contextlib.suppress(BlockingIOError):
            view = view[os.write(pipe.fileno(), view[:_BLOCK]) :]


def _receive(pipe: IO[bytes], deadline: float) -> bytes:
    _wait(pipe, selectors.EVENT_READ, deadline)
    block = os.read(pipe.fileno(), _BLOCK)
    if not block:
        raise EOFError("the process has ended")
    return block


_shared: ReadWorker | None = None
_shared_lock = threading.Lock()


def shared_worker(settings: Settings | None = None) -> ReadWorker:
    """Return the process that this program shares, started with the settings of the first call."""
    global _shared
    with _shared_lock:
        if _shared is None:
            _shared = ReadWorker(settings)
            atexit.register(_shared.close)
        return _shared


def read_page(
    body: bytes,
    page_id: str,
    *,
    url: str = "",
    content_type: str = "",
    settings: Settings | None = None,
    worker: ReadWorker | None = None,
) -> list[Article]:
    """Return the article of a page, then its related items; ReadError says why it fails."""
    source = PageSource(body, page_id, url, content_type)
    return _read(worker or shared_worker(settings), source)


def read_pages(
    sources: Iterable[PageSource], worker: ReadWorker | None = None
) -> Iterator[tuple[PageSource, list[Article] | ReadError]]:
    """Yield each page with its articles, or with the error that concerns it alone."""
    worker = worker or shared_worker()
    for source in sources:
        try:
            yield source, _read(worker, source)
        except ReadError as error:
            yield source, error


def _read(worker: ReadWorker, source: PageSource) -> list[Article]:
    values = worker.run(
        "page",
        source.body,
        page_id=source.page_id,
        url=source.url,
        content_type=source.content_type,
    )
    return [_with_language(from_values(item)) for item in values]


def _with_language(article: Article) -> Article:
    """Set the language that the text is in; what the page declares counts where it is too short."""
    seen = detect_language(f"{article.title}\n{article.text}")
    is_long = len(article.text) >= 200
    return replace(article, language=seen if seen or is_long else article.language)
