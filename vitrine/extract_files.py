"""Files of articles become a table of what they say: the extract command, without a database."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from vitrine.article import Article
from vitrine.errors import VitrineError
from vitrine.export.table import neutralised
from vitrine.extract import extract_mentions, load_knowledge
from vitrine.extract.row import COLUMNS, to_row
from vitrine.process import worker_pool
from vitrine.read.article_file import HTML_EXTENSIONS, article_paths, read_article_file
from vitrine.read.folder import shown_name
from vitrine.read.teaser import split_article
from vitrine.settings import Settings

FORMATS = ("csv", "jsonl")
_PER_TASK = 20  # files that a process takes at once
# What comes from the article itself; a spreadsheet must not take it for a formula.
_FOREIGN = ("counterparty", "address", "person", "summary")
Row = dict[str, str]


@dataclass
class Extracted:
    """How many files, articles and mentions there were, and a sentence for each bad file."""

    files: int = 0
    articles: int = 0
    mentions: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _FileRows:
    """What one file gave."""

    articles: int
    rows: list[Row]
    problems: tuple[str, ...] = ()


def extract_files(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings,
    *,
    form: str = "csv",
    jobs: int = 1,
) -> Extracted:
    """Write what the articles under the inputs say, file by file in the order of their paths.

    A bad file is reported and the others go on. The output appears whole or not at all.
    """
    found = article_paths(inputs)
    report = Extracted(problems=list(found.problems))
    with _written_whole(output) as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if form == "csv":
            writer.writeheader()
        for part in _file_rows(found.paths, settings, jobs):
            report.files += 1
            report.articles += part.articles
            report.mentions += len(part.rows)
            report.problems += part.problems
            if form == "csv":
                writer.writerows(map(_safe, part.rows))
            else:
                file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in part.rows)
    return report


def parts_of_file(
    path: Path, settings: Settings, left_out: list[str] | None = None
) -> list[Article]:
    """Return the articles of a file and, each on its own, the related items inside them.

    What is wrong with single lines or items of a file goes to left_out, see read_article_file.
    """
    articles = [_encodable(article) for article in read_article_file(path, settings, left_out)]
    if path.suffix.lower() in HTML_EXTENSIONS:
        return articles  # a page comes apart already
    return [part for article in articles for part in split_article(article)]


def _encodable(article: Article) -> Article:
    """Return an article without halves of characters, which have no UTF-8 form; offsets stay."""
    return replace(article, text=_whole(article.text), title=_whole(article.title))


def _whole(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _file_rows(paths: Sequence[Path], settings: Settings, jobs: int) -> Iterator[_FileRows]:
    read = partial(_read_file, settings=settings)
    if jobs < 2 or len(paths) < 2:
        yield from map(read, paths)
        return
    with worker_pool(jobs) as pool:
        yield from pool.map(read, paths, chunksize=_PER_TASK)


def _read_file(path: Path, settings: Settings) -> _FileRows:
    knowledge = load_knowledge(settings.data_dir)
    rows: list[Row] = []
    left_out: list[str] = []
    try:
        parts = parts_of_file(path, settings, left_out)
        for part in parts:
            mentions = extract_mentions(part, knowledge)
            rows += [to_row(part.article_id, mention) for mention in mentions]
    except VitrineError as error:
        text = str(error)
        name = shown_name(path.name)
        return _FileRows(0, [], (text if name in text else f"{name}: {text}",))
    except Exception as error:  # one article must never end the run for all others
        name = shown_name(path.name)
        return _FileRows(0, [], (f"{name} cannot be read ({type(error).__name__}: {error}).",))
    return _FileRows(len(parts), rows, tuple(left_out))


def _safe(row: Row) -> Row:
    return row | {name: neutralised(row[name]) for name in _FOREIGN}


@contextmanager
def _written_whole(path: Path) -> Iterator[TextIO]:
    """Open a file that replaces the one of that name when it is complete."""
    is_stream = path.exists() and not path.is_file()  # /dev/stdout, a pipe
    aside = path if is_stream else path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A lone half of a character in a JSON file has no UTF-8 form.
        with aside.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        if not is_stream:
            aside.replace(path)
    except OSError as error:
        raise VitrineError(
            f"{path} cannot be written ({error.strerror or error}); choose another --output."
        ) from error
    finally:
        if not is_stream:
            with suppress(OSError):
                aside.unlink()


def lines_of(report: Extracted) -> Iterable[str]:
    """Return what the command says at its end."""
    yield from report.problems
    yield f"{report.files} files, {report.articles} articles, {report.mentions} mentions."
