"""Files of articles become articles: .json, .jsonl, .txt, .html; a bad one is named, with why."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from vitrine.article import LANGUAGES, Article
from vitrine.errors import DataError, ReadError
from vitrine.event import DatePrecision, PartialDate
from vitrine.filters import fold
from vitrine.read.day import find_day
from vitrine.read.folder import FoundFiles, find_files, shown_name
from vitrine.read.language import detect_language
from vitrine.read.teaser_word import date_line, is_title, lines_of, teaser_words
from vitrine.read.text_file import decoded
from vitrine.read.wrap import unwrap
from vitrine.settings import Settings, load_settings

EXTENSIONS = (".json", ".jsonl", ".txt", ".html", ".htm")
HTML_EXTENSIONS = (".html", ".htm")
_TOP, _TOP_LINES, _LONGEST_TITLE_LINE = 1_000, 6, 120
_FIELDS = ("id", "url", "outlet", "language", "published", "title", "text")


def article_paths(inputs: Iterable[Path]) -> FoundFiles:
    """Return the article files under files and folders; hidden files are left out."""
    return find_files(inputs, EXTENSIONS)


def read_article_file(
    path: Path, settings: Settings | None = None, left_out: list[str] | None = None
) -> list[Article]:
    """Return the articles of a file, with their related items still inside the text.

    A page of HTML comes as its article followed by its related items. DataError names the file and
    what is wrong with it. With left_out, what is wrong with single lines or items of a file goes
    there and the others are returned.
    """
    settings = settings or load_settings()
    name = shown_name(path.name)
    try:
        size = path.stat().st_size
        if size > settings.article_file_max_bytes:
            raise DataError(
                f"{name} has {size} bytes, more than the {settings.article_file_max_bytes} "
                "that are read; split it."
            )
        body = path.read_bytes()
    except OSError as error:
        raise DataError(f"{name} cannot be read ({error.strerror or error}).") from error
    return articles_of(name, body, settings, left_out)


def articles_of(
    name: str,
    body: bytes,
    settings: Settings | None = None,
    left_out: list[str] | None = None,
) -> list[Article]:
    """Return the articles of a file's bytes; its name tells the kind and is the id's default."""
    extension = Path(name).suffix.lower()
    stem = Path(name).stem
    if extension in HTML_EXTENSIONS:
        from vitrine.read.worker import read_page  # most runs need no process for pages

        try:
            return read_page(body, stem, settings=settings)
        except ReadError as error:
            raise DataError(f"{name} is no article: {error}") from error
    try:
        text = decoded(body)
        if extension == ".txt":
            articles = [_from_text(text, stem)]
        elif extension == ".jsonl":
            lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
            if not lines:
                raise ValueError("it is empty")
            articles = _from_each(lines, stem, f"{name} line", left_out)
        elif extension == ".json":
            values = _loaded(text)
            if isinstance(values, list):
                items = list(enumerate(values, 1))
                articles = _from_each(items, stem, f"{name} item", left_out)
            else:
                articles = [_from_values(values, stem)]
        else:
            raise ValueError(f"it is none of {', '.join(EXTENSIONS)}")
    except ValueError as error:
        raise DataError(f"{name} is no article: {error}.") from error
    return articles


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"it is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from error
    except RecursionError as error:
        raise ValueError("its JSON is nested too deeply") from error
    except ValueError as error:  # Python's own limit on the length of whole numbers
        raise ValueError("its JSON holds a number that is too long") from error


def _from_each(
    items: Iterable[tuple[int, Any]], stem: str, where: str, left_out: list[str] | None
) -> list[Article]:
    """Return the articles of lines (as text) or items; where says what each is called."""
    articles: list[Article] = []
    for number, item in items:
        try:
            values = _loaded(item) if where.endswith(" line") else item
            articles.append(_from_values(values, f"{stem}-{number:04d}"))
        except ValueError as error:
            if left_out is None:
                raise ValueError(f"in {where.rpartition(' ')[2]} {number} {error}") from error
            left_out.append(f"{where} {number} is no article: {error}.")
    return articles


def _from_values(values: Any, default_id: str) -> Article:
    """Return the article of a JSON object; any value but text may be null or missing."""
    if not isinstance(values, dict):
        raise ValueError(f"there is no object with {', '.join(_FIELDS)}")
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("its text is missing or empty")
    text = unwrap(text)
    fields: dict[str, str] = {}
    for name in _FIELDS[:-1]:
        value = values.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and name == "id":
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"its {name} is no text but {type(value).__name__}")
        fields[name] = (value or "").strip()
    published = _published(fields["published"])
    article = Article(
        article_id=fields["id"] or default_id,
        text=text,
        title=fields["title"],
        url=fields["url"],
        outlet=fields["outlet"],
        language=_language(fields["language"], text, fields["title"]),
        published=published,
        published_from="given" if published else "",
    )
    return _with_title(article)


def _published(text: str) -> PartialDate | None:
    """Return a date as given: YYYY-MM-DD and coarser, a time stamp, or another common form."""
    if not text:
        return None
    for form in (text, text[:10]):
        try:
            return PartialDate.parse(form)
        except ValueError:
            continue
    found = find_day(text)
    if found is None:
        raise ValueError(f"its published date {text[:40]!r} is no date; write YYYY-MM-DD")
    return found.date


def _language(code: str, text: str, title: str) -> str:
    """Return the language given if it is one of the six, else what the text looks like."""
    given = code.replace("_", "-").split("-")[0].lower()
    return given if given in LANGUAGES else detect_language(f"{title}\n{text}" if title else text)


def _from_text(text: str, stem: str) -> Article:
    if not text.strip():
        raise ValueError("it is empty")
    text = unwrap(text)
    day = _day_at_top(text)
    article = Article(
        article_id=stem,
        text=text,
        language=detect_language(text),
        published=day,
        published_from="text" if day else "",
    )
    return _with_title(article)


def _day_at_top(text: str) -> PartialDate | None:
    """Return the day of a line that is a date and little else, above the first paragraph."""
    for line in lines_of(text[:_TOP])[:_TOP_LINES]:
        is_date, day = date_line(line.text, teaser_words(), None)
        if is_date:
            return day if day and day.precision is DatePrecision.DAY else None
        if line.text.endswith(".") and len(line.text) > _LONGEST_TITLE_LINE:
            return None
    return None


def _with_title(article: Article) -> Article:
    """Take the first line for the title if it is it, or reads like one and no other is given.

    Its repetitions go from the text.
    """
    lines = lines_of(article.text)
    title = lines[0]
    same = fold(title.text)
    is_own = same == fold(article.title) if article.title else is_title(title.text)
    if len(lines) < 2 or not is_own or len(lines[1].text) < 2:
        return article
    body = next((line for line in lines if fold(line.text) != same), None)
    if body is None:
        return article
    return replace(article, title=title.text, text=article.text[body.start :], offset=body.start)
