"""What was ingested, append-only: batches of articles on disk, and what was read from each.

    data/inbox/article/<batch>.jsonl              articles as they came, never changed
    data/inbox/mention/<batch>.<extractor>.jsonl  what was read in each (ingest/reading.py), a copy

A batch appears whole or not at all, so ingest may be killed at any moment.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from vitrine.article import Article, canonical_url
from vitrine.errors import DataError
from vitrine.event import PartialDate
from vitrine.ingest.reading import Reading, reading_from_json, reading_to_json


@dataclass(frozen=True)
class Stored:
    """An article of the archive: when it came (UTC) and which text of its address it is."""

    article: Article
    fetched_at: datetime
    version: int = 1

    @property
    def key(self) -> str:
        """Return what all versions of the article share."""
        return article_key(self.article)


def article_key(article: Article) -> str:
    """Return what two versions of one article share: its address, else its text.

    A related item has no address of its own and stands on many pages of its outlet: it is one
    article wherever it stands.
    """
    if article.parent_id:
        return f"item:{article.outlet}:{article.digest}"
    return canonical_url(article.url) if article.url else f"text:{article.digest}"


class Archive:
    """The articles under one folder; one process writes at a time (see ingest)."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not exist yet."""
        self.article_dir = folder / "article"
        self.mention_dir = folder / "mention"
        self._versions: dict[str, list[str]] | None = None

    def batches(self) -> list[Path]:
        """Return the batch files, oldest first."""
        return sorted(self.article_dir.glob("*.jsonl"))

    def stored(self) -> Iterator[Stored]:
        """Yield every article in the order in which they came."""
        for path in self.batches():
            yield from _read_batch(path)

    def new_of(self, articles: Iterable[Article]) -> list[tuple[Article, int]]:
        """Return the articles that are not stored yet, and which text of their address each is."""
        versions = self._known()
        found: list[tuple[Article, int]] = []
        for article in articles:
            texts = versions.setdefault(article_key(article), [])
            if article.digest not in texts:
                texts.append(article.digest)
                found.append((article, len(texts)))
        return found

    def add(self, articles: Sequence[tuple[Article, int]], fetched_at: datetime) -> Path | None:
        """Write one batch; None when there is nothing to write."""
        if not articles:
            return None
        lines = [
            json.dumps(
                _article_json(article)
                | {"fetched_at": fetched_at.astimezone(UTC).isoformat(), "version": version},
                ensure_ascii=False,
            )
            for article, version in articles
        ]
        # Half a character, as broken pages have it, has no UTF-8 form.
        body = ("\n".join(lines) + "\n").encode("utf-8", "replace")
        batches = self.batches()
        number = int(batches[-1].name.partition("-")[0]) + 1 if batches else 1
        name = f"{number:06d}-{hashlib.sha256(body).hexdigest()[:12]}.jsonl"
        write_whole(self.article_dir / name, body)
        return self.article_dir / name

    def has(self, url: str) -> bool:
        """Tell whether a text of that address is stored."""
        return canonical_url(url) in self._known()

    def batch(self, path: Path) -> Iterator[Stored]:
        """Yield the articles of one batch."""
        return _read_batch(path)

    def is_read(self, batch: Path, extractor: str) -> bool:
        """Tell whether an extractor has read a batch."""
        return self._mention_path(batch, extractor).is_file()

    def readings(self, batch: Path, extractor: str) -> tuple[Reading, ...] | None:
        """Return what an extractor read in a batch, None when it has not read it yet."""
        path = self._mention_path(batch, extractor)
        try:
            lines = path.read_text("utf-8").split("\n")
            return tuple(reading_from_json(json.loads(line)) for line in lines if line)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            path.unlink(missing_ok=True)  # it is only a copy: read the articles anew
            return None

    def keep_readings(self, batch: Path, extractor: str, readings: Iterable[Reading]) -> None:
        """Keep what an extractor read in a batch; what older extractors read there goes."""
        path = self._mention_path(batch, extractor)
        body = "".join(
            json.dumps(reading_to_json(item), ensure_ascii=False) + "\n" for item in readings
        )
        write_whole(path, body.encode("utf-8", "backslashreplace"))
        for other in self.mention_dir.glob(f"{batch.stem}.*.jsonl"):
            if other != path:
                other.unlink(missing_ok=True)

    def _mention_path(self, batch: Path, extractor: str) -> Path:
        return self.mention_dir / f"{batch.stem}.{extractor}.jsonl"

    def _known(self) -> dict[str, list[str]]:
        if self._versions is None:
            self._versions = {}
            for stored in self.stored():
                texts = self._versions.setdefault(article_key(stored.article), [])
                texts.append(stored.article.digest)
        return self._versions


def write_whole(path: Path, body: bytes) -> None:
    """Write a file that appears whole or not at all, also when the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed writer left behind."""
    for aside in folder.glob("*/.*.tmp"):
        with contextlib.suppress(OSError):
            aside.unlink()


def _article_json(article: Article) -> dict[str, object]:
    return asdict(replace(article, published=None)) | {"published": str(article.published or "")}


def _read_batch(path: Path) -> Iterator[Stored]:
    for number, line in enumerate(path.read_text("utf-8", "replace").split("\n"), 1):
        if not line:
            continue
        try:
            values = json.loads(line)
            fetched_at = datetime.fromisoformat(values.pop("fetched_at"))
            version = int(values.pop("version"))
            published = values.pop("published")
            article = Article(
                **values, published=PartialDate.parse(published) if published else None
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(
                f"{path.name} line {number} is damaged ({error}); restore it from a backup or "
                "move the file away."
            ) from error
        yield Stored(article, fetched_at, version)
