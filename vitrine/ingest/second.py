"""The second reader: a language model is asked about new articles, and its answers are kept.

    data/inbox/answer/<batch>.open.jsonl   what it answered so far; the next ingest asks on
    data/inbox/answer/<batch>.jsonl        what it answered about every article of a batch

Lines are only appended, so that no article is asked about twice and a build asks nothing. Whatever
goes wrong costs the second opinion on an article, never the article.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vitrine.errors import FetchError, ModelError, VitrineError
from vitrine.extract.model import events_of, request_of
from vitrine.fetch.client import Fetcher
from vitrine.ingest.archive import Archive, Stored
from vitrine.settings import Settings

FOLDER = "answer"
_OPEN = ".open.jsonl"
_SHOWN = 5
_TOO_MANY = 429
Progress = Callable[[str], object]


@dataclass(frozen=True)
class Answers:
    """The events that a model answered, by article; digest is of all the lines there are."""

    events: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    digest: str = ""


@dataclass
class Asked:
    """What became of the questions of one ingest; waiting are those for the next.

    batches are those that were asked about; what their readings tell is filled in afterwards.
    """

    answered: int = 0
    failed: int = 0
    waiting: int = 0
    alone: int = 0
    differing: int = 0
    dropped: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    batches: list[Path] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the summary; nothing when nothing was asked."""
        if not (self.answered or self.failed or self.waiting or self.problems):
            return []
        found = [
            f"Language model: {self.answered} articles answered, {self.failed} failed, "
            f"{self.waiting} wait for the next ingest. For review: {self.alone} mentions it alone "
            f"sees, {self.differing} it reads otherwise."
        ]
        found += _some(self.problems)
        if self.dropped:
            found.append(f"{len(self.dropped)} of its events were dropped:")
            found += _some(self.dropped)
        return found


def _some(problems: Sequence[str]) -> list[str]:
    found = [f"  {problem}" for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        found.append(f"  and {len(problems) - _SHOWN} more")
    return found


def answer_name(stored: Stored) -> str:
    """Return what an answer belongs to: one text of one article."""
    return f"{stored.key}#{stored.version}"


def read_answers(inbox_dir: Path, batch: Path) -> Answers:
    """Return what is known of a batch; a line that a killed ingest left half-written is not."""
    for path in _paths(inbox_dir, batch):
        try:
            body = path.read_bytes()
        except FileNotFoundError:
            continue
        lines = body[: body.rfind(b"\n") + 1].split(b"\n")
        events = dict(_read_line(line) for line in lines if _is_whole(line))
        return Answers(events, hashlib.sha256(body).hexdigest()[:12] if events else "")
    return Answers()


def _is_whole(line: bytes) -> bool:
    try:
        _read_line(line)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return True


def _read_line(line: bytes) -> tuple[str, list[Any]]:
    values = json.loads(line)
    events = values.get("events", [])
    if not (isinstance(values["article"], str) and isinstance(events, list)):
        raise TypeError("not an answer")
    return values["article"], events


def _paths(inbox_dir: Path, batch: Path) -> tuple[Path, Path]:
    """Return where the answers about a batch lie once they are complete, and until then."""
    folder = inbox_dir / FOLDER
    return folder / f"{batch.stem}.jsonl", folder / f"{batch.stem}{_OPEN}"


def ask_model(
    written: Iterable[Path],
    settings: Settings,
    fetcher: Fetcher,
    progress: Progress = lambda line: None,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> Asked:
    """Ask about the articles of new batches, and those an earlier ingest did not get to.

    Nothing happens without VITRINE_MODEL_URL.
    """
    if not settings.model_url:
        return Asked()
    if not settings.model_name:
        return Asked(problems=["VITRINE_MODEL_NAME is empty; set it to the model to ask."])
    try:
        for batch in written:
            done, waiting = _paths(settings.inbox_dir, batch)
            waiting.parent.mkdir(parents=True, exist_ok=True)
            if not done.exists():
                waiting.touch()
        return _Questions(settings, fetcher, progress, clock, sleep).ask_all()
    except OSError as error:
        reason = error.strerror or error
        return Asked(problems=[f"Answers of the language model cannot be kept ({reason})."])


class _Questions:
    """One ingest's questions: one after the other, until all is asked or it is of no use."""

    def __init__(
        self,
        settings: Settings,
        fetcher: Fetcher,
        progress: Progress,
        clock: Callable[[], float],
        sleep: Callable[[float], object],
    ) -> None:
        self._settings = settings
        self._fetcher = fetcher
        self._progress = progress
        self._clock = clock
        self._sleep = sleep
        self._until = clock() + settings.model_ingest_s
        self._failed_in_a_row = 0
        self._asked = Asked()

    def ask_all(self) -> Asked:
        archive = Archive(self._settings.inbox_dir)
        for path in sorted((self._settings.inbox_dir / FOLDER).glob(f"*{_OPEN}")):
            batch = archive.article_dir / f"{path.name.removesuffix(_OPEN)}.jsonl"
            if not batch.is_file():
                continue
            self._asked.batches.append(batch)
            if self._ask_batch(archive.batch(batch), batch, path):
                path.rename(_paths(self._settings.inbox_dir, batch)[0])
        return self._asked

    def _ask_batch(self, articles: Iterable[Stored], batch: Path, path: Path) -> bool:
        """Append an answer about each article without one; tell whether none is left."""
        known = read_answers(self._settings.inbox_dir, batch).events
        is_complete = True
        with path.open("ab+") as file:
            _end_line(file)
            for stored in articles:
                if answer_name(stored) in known:
                    continue
                line = self._ask(stored)
                if line is None:
                    is_complete = False
                    continue
                known_as = {"article": answer_name(stored), "model": self._settings.model_name}
                file.write(json.dumps(known_as | line).encode() + b"\n")
                file.flush()
        return is_complete

    def _ask(self, stored: Stored) -> dict[str, object] | None:
        """Return what is to be kept of one answer, None when the next ingest is to ask again."""
        asked, settings = self._asked, self._settings
        is_useless = self._failed_in_a_row >= settings.model_max_failures
        if is_useless or self._clock() >= self._until:
            asked.waiting += 1
            return None
        try:
            body = self._post(request_of(stored.article, settings.model_name))
        except VitrineError as error:
            self._failed_in_a_row += 1
            self._fail(str(error))
            asked.waiting += 1
            return None
        self._failed_in_a_row = 0
        self._progress(f"the language model answered {asked.answered + asked.failed + 1} times")
        try:
            if len(body) > settings.model_max_bytes:
                raise ModelError(
                    f"The model's answer on {stored.article.article_id} is larger than "
                    f"{settings.model_max_bytes} bytes; its events are left out."
                )
            events = events_of(body, stored.article.article_id)
        except ModelError as error:
            self._fail(str(error))
            return {"problem": str(error)}  # it would say the same again
        asked.answered += 1
        return {"events": events}

    def _fail(self, problem: str) -> None:
        self._asked.failed += 1
        if problem not in self._asked.problems:
            self._asked.problems.append(problem)

    def _post(self, request: dict[str, Any]) -> bytes:
        """Send one question; a busy server that says for how long is asked once more."""
        settings = self._settings

        def post() -> bytes:
            return self._fetcher.post_json(
                settings.model_url,
                request,
                token=settings.model_key,
                timeout_s=settings.model_timeout_s,
            )

        try:
            return post()
        except FetchError as error:
            wait_s = error.retry_after_s
            if error.status != _TOO_MANY or wait_s is None or wait_s > settings.model_timeout_s:
                raise
            self._sleep(wait_s)
            return post()


def _end_line(file: Any) -> None:
    """Begin a line of its own behind one that a killed ingest left half-written."""
    size = file.seek(0, 2)
    if size:
        file.seek(size - 1)
        if file.read(1) != b"\n":
            file.write(b"\n")
