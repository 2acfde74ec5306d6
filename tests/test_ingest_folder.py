"""A folder as it comes, with broken files among the good: nothing stops it and nothing is lost."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.ingest_cases import OPENING, article, place
from vitrine.cli import main
from vitrine.database import current_snapshot
from vitrine.extract import extract_mentions
from vitrine.ingest.archive import Archive
from vitrine.ingest.run import IngestReport, ingest, store_articles
from vitrine.ingest.table_inbox import read_kept_rows
from vitrine.read.folder import find_files
from vitrine.settings import Settings

CITIES = ("Gent", "Brugge", "Leuven", "Hasselt", "Mechelen")
PAGE = "<html lang=nl><body><article><h1>Nieuws</h1><p>{text} Zij ligt aan de rand van de stad en is elke dag open, ook op zondag.</p></article></body></html>"  # noqa: E501
HEAD = "Company;City;Country;Opening date\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return place(tmp_path)


def run(settings: Settings, *sources: object, **options: Any) -> IngestReport:
    values = {"is_building": False, "clock": lambda: datetime(2018, 6, 2, tzinfo=UTC)} | options
    return ingest([str(item) for item in sources], settings, **values)


def text(number: int) -> str:
    return OPENING.replace("Gent", CITIES[number % 5]) + f" Bericht {number}."


def workbook(*lines: str) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line.split(";"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return file.getvalue()


def fill(folder: Path) -> tuple[int, int, int]:
    """Write a mixed folder; return how many articles, rows and broken files it holds."""
    good: dict[str, bytes] = {}
    for number in range(6):
        body = json.dumps({"id": f"a{number}", "text": text(number)}).encode()
        good[f"one/a{number}.json"] = body
        good[f"two/a{number}.txt"] = text(10 + number).encode()
        good[f"two/deeper/a{number}.html"] = PAGE.format(text=text(20 + number)).encode()
    lines = [json.dumps({"id": f"l{n}", "text": text(30 + n)}).encode() for n in range(3)]
    good["l.jsonl"] = b"\n".join([*lines, b'{"id": "half", "te'])
    items = [{"id": "i1", "text": text(40)}, {"id": "i2"}, {"id": "i3", "text": text(41)}]
    good["list.JSON"] = json.dumps(items).encode()
    good["latin.txt"] = text(50).replace("keten", "kéten").encode("latin-1")
    good["wide.txt"] = text(51).encode("utf-16")
    good["half.json"] = b'{"text": "Coolblue opende op 3 mei 2017 een winkel in Gent \\ud800."}'
    good["shops.csv"] = f"{HEAD}Coolblue;Gent;BE;2003-05-22\nFnac;Gent;BE;soon\n".encode()
    good["shops.xlsx"] = workbook(HEAD.strip(), "Coolblue;Gent;BE;2003-05-23")
    bad: dict[str, bytes] = {f"bad/empty.{end}": b"" for end in ENDS}
    bad |= {f"bad/noise.{end}": bytes(range(256)) * 20 for end in ENDS}
    bad |= {
        "bad/cut.json": good["one/a0.json"][:30],
        "bad/deep.json": b"[" * 100_000,
        "bad/deep.html": b"<div>" * 30_000,
        "bad/long.json": b'{"text": "x", "id": ' + b"9" * 10_000 + b"}",
        "bad/huge.txt": b"Coolblue " * 30_000,
        "bad/packed.json": gzip.compress(b"{}"),
        "bad/bomb.xlsx": bomb(),
        "bad/cut.xlsx": good["shops.xlsx"][:200],
        "bad/many.csv": HEAD.encode() + b"Coolblue;Gent;BE;2003\n" * 50_001,
        "bad/what.pdf": b"%PDF",
        "bad/no\nend": b"x",
    }
    for name, body in (good | bad).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    hidden = folder / ".hidden"
    hidden.mkdir()
    (hidden / "a.json").write_bytes(good["one/a0.json"])
    (hidden / "t.csv").write_text(f"{HEAD}Coolblue;Gent;BE;2003-01-01\n")
    return 18 + 3 + 2 + 3, 2, len(bad)


ENDS = ("json", "jsonl", "txt", "html", "csv", "xlsx")
SMALL = {"article_file_max_bytes": 200_000}


def test_a_mixed_folder_is_taken_in_and_each_broken_file_named(tmp_path: Path) -> None:
    settings = place(tmp_path, **SMALL)
    articles, rows, broken = fill(tmp_path / "in")
    report = run(settings, tmp_path / "in", is_building=True)
    assert (report.new, report.rows) == (articles, rows)
    assert len(report.problems) == broken, report.problems
    assert len(report.left_out) == 3
    assert any(line.startswith("l.jsonl line 4 ") for line in report.left_out)
    assert any(line.startswith("list.JSON item 2 ") for line in report.left_out)
    assert any(line.startswith("shops.csv line 3, Opening date") for line in report.left_out)
    assert all(line.isprintable() for line in report.lines()), "each is one line"
    assert sum("bad/" in line for line in report.problems) == broken
    assert len(list(Archive(settings.inbox_dir).stored())) == articles
    assert len(read_kept_rows(settings.inbox_dir)) == rows
    before = current_snapshot(settings).name
    again = run(settings, tmp_path / "in", is_building=True)
    assert (again.new, again.unchanged, again.new_rows) == (0, articles, 0)
    assert again.new_events == 0 and current_snapshot(settings).name == before


def test_a_long_list_of_problems_is_written_down_whole(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(70):
        (folder / f"a{number}.json").write_text("{")
    report = run(settings, folder)
    shown = "\n".join(report.lines())
    assert "and 20 more; all of them stand in" in shown
    written = (settings.inbox_dir / "problems.txt").read_text().splitlines()
    assert len(written) == 70 and "a69.json is no article" in "\n".join(written)
    (tmp_path / "good.txt").write_text(OPENING)
    run(settings, tmp_path / "good.txt")
    assert not (settings.inbox_dir / "problems.txt").exists(), "it tells of the last ingest"


def test_lines_left_out_are_an_exit_code_too(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VITRINE_INBOX_DIR", str(settings.inbox_dir))
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": OPENING}) + "\n{")
    assert main(["ingest", str(path), "--no-build"]) == 1
    assert main(["extract", str(path), "--output", str(tmp_path / "o.csv")]) == 1
    assert "Coolblue" in (tmp_path / "o.csv").read_text(), "the good line is not lost"


def test_links_in_a_circle_pipes_and_odd_names_are_named(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "good.txt").write_text(OPENING)
    (folder / "a" / "round").symlink_to(folder)
    (folder / "me.json").symlink_to(folder / "me.json")
    (folder / "gone.csv").symlink_to(folder / "nowhere.csv")
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.xlsx")
    odd = os.fsdecode(b"odd\xff\n.txt")
    (folder / odd).write_text(OPENING.replace("Gent", "Brugge"))
    report = run(settings, folder)
    assert report.new == 2
    told = "\n".join(report.problems)
    assert len(report.problems) == 5
    for words in ("a/round is a link", "me.json cannot be read", "gone.csv cannot be read"):
        assert words in told
    assert told.count("no ordinary file") == 2
    print(told)  # every name can be printed


def test_folders_may_lie_very_deep(tmp_path: Path) -> None:
    deep = tmp_path / "in"
    deep.mkdir()
    for _ in range(1_100):
        deep /= "d"
        deep.mkdir()
    (deep / "a.txt").write_text(OPENING)
    try:
        found = find_files([tmp_path / "in"], (".txt",))
        assert [path.name for path in found.paths] == ["a.txt"] and found.problems == ()
    finally:
        for folder in (deep, *deep.parents):  # too deep for pytest to clean up
            (folder / "a.txt").unlink(missing_ok=True)
            if folder == tmp_path:
                break
            folder.rmdir()


def test_what_may_not_be_read_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root nothing is forbidden, so the system's answer is played."""
    folder = tmp_path / "in"
    (folder / "closed").mkdir(parents=True)
    for name in ("closed/a.txt", "locked.txt", "locked.csv", "open.txt"):
        (folder / name).write_text(OPENING)
    scan, read = os.scandir, Path.read_bytes

    def scandir(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    def read_bytes(self: Path) -> bytes:
        if self.stem == "locked":
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    report = run(settings, folder)
    assert report.new == 1
    assert sorted(line.split()[0].rstrip(":") for line in report.problems) == [
        "closed",
        "locked.csv",
        "locked.txt",
    ]
    assert all("Permission denied" in line for line in report.problems)


def test_a_fault_of_the_program_costs_one_file(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vitrine.ingest import source

    original = source.parts_of_file

    def faulty(path: Path, *others: Any) -> Any:
        if path.stem == "b":
            raise ZeroDivisionError("oh")
        return original(path, *others)

    monkeypatch.setattr("vitrine.ingest.source.parts_of_file", faulty)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{OPENING} {name}")
    report = run(settings, *(tmp_path / f"{name}.txt" for name in ("a", "b", "c")))
    assert report.new == 2
    assert report.problems == ["b.txt cannot be read (ZeroDivisionError: oh)."]


def test_an_article_that_the_extraction_fails_on_blocks_no_build(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(item: Any, *others: Any) -> Any:
        if item.url.endswith("/b"):
            raise IndexError("oh")
        return extract_mentions(item, *others)

    monkeypatch.setattr("vitrine.ingest.reading.extract_mentions", faulty)
    store_articles(
        [article(url="https://n.example/a"), article(url="https://n.example/b")], settings
    )
    report = ingest([], settings)
    assert report.build is not None
    told = "\n".join(report.lines())
    assert "https://n.example/b gave nothing: the extraction failed on it (IndexError: oh)" in told
    assert report.build.manifest.rows["article"] > 1
