"""The files under folders, and a sentence for each thing there that cannot be read as one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class FoundFiles:
    """The files to read, sorted, what to call each, and a sentence for each that cannot be."""

    paths: tuple[Path, ...]
    problems: tuple[str, ...] = ()
    names: dict[Path, str] = field(default_factory=dict)


def shown_name(name: str) -> str:
    """Return a file's name as it can be written anywhere: one line, no halves of characters."""
    whole = name.encode("utf-8", "replace").decode()
    return "".join(char if char.isprintable() else "?" for char in whole)[:300]


def find_files(inputs: Iterable[Path], extensions: Sequence[str]) -> FoundFiles:
    """Return the files of these kinds under files and folders, named as seen from the folder.

    Hidden files are left out. Links to files are read; a link to a folder is not followed, since it
    may lead round in a circle, and is named.
    """
    names: dict[Path, str] = {}
    problems: list[str] = []
    for path in inputs:
        if path.is_dir():
            for item in _inside(path, problems):
                _sort_in(item, shown_name(str(item.relative_to(path))), extensions, names, problems)
        elif os.path.lexists(path):
            _sort_in(path, shown_name(path.name), extensions, names, problems)
        else:
            name = shown_name(path.name or str(path))
            problems.append(f"{name} does not exist; check its spelling.")
    return FoundFiles(tuple(sorted(names)), tuple(problems), names)


def _inside(top: Path, problems: list[str]) -> Iterator[Path]:
    """Yield all that is no folder, folder by folder; hidden things are left out.

    Without recursion, since folders may lie deeper in one another than Python can count.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            name = shown_name(str(folder.relative_to(top)))
            problems.append(f"{name} cannot be read ({error.strerror or error}).")
            continue
        inner: list[Path] = []
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                inner.append(path)
            elif path.is_dir():
                name = shown_name(str(path.relative_to(top)))
                problems.append(
                    f"{name} is a link to a folder and is not followed; name that folder."
                )
            else:
                yield path
        waiting += reversed(inner)


def _sort_in(
    path: Path, name: str, extensions: Sequence[str], names: dict[Path, str], problems: list[str]
) -> None:
    if path.suffix.lower() not in extensions:
        problems.append(f"{name} is not read; what is read ends in {', '.join(extensions)}.")
        return
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        problems.append(f"{name} cannot be read ({error.strerror or error}).")
        return
    if is_file:
        names.setdefault(path, name)
    else:
        problems.append(f"{name} is not read; it is no ordinary file.")
