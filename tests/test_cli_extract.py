"""The extract command: its columns, its errors, its spans, and nothing else touched."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.ingest_cases import OPENING, REVENUE, write
from vitrine.cli import main
from vitrine.extract.row import COLUMNS

CONTRACT = [
    "article_id",
    "event_type",
    "company",
    "counterparty",
    "status",
    "event_date",
    "country",
    "city",
    "address",
    "metric",
    "amount",
    "currency",
    "period",
    "change_pct",
    "count",
    "person",
    "basis",
    "temporary",
    "summary",
    "tier",
    "confidence",
    "spans",
]


def extract(folder: Path, *inputs: object, options: tuple[str, ...] = ()) -> tuple[int, str]:
    output = folder / "out.csv"
    code = main(["extract", *map(str, inputs), "--output", str(output), *options])
    return code, output.read_text(encoding="utf-8")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    assert list(COLUMNS) == CONTRACT
    code, text = extract(tmp_path, write(tmp_path / "in", "one"))
    assert code == 0
    assert text.splitlines()[0] == ",".join(CONTRACT)


def test_an_opening_is_a_row_whose_spans_say_it(tmp_path: Path) -> None:
    _, text = extract(tmp_path, write(tmp_path / "in", "one"))
    (row,) = rows(text)
    assert row["article_id"] == "one"
    assert (row["event_type"], row["company"], row["city"]) == ("store_opening", "Coolblue", "Gent")
    assert (row["event_date"], row["status"]) == ("2018-05-22", "done")
    words = {role: OPENING[start:end] for role, start, end in json.loads(row["spans"])}
    assert words["company"] == "Coolblue" and words["city"] == "Gent"
    assert words["event_date"] == "22 mei 2018"


def test_without_an_event_there_is_a_header_and_no_error(tmp_path: Path) -> None:
    code, text = extract(tmp_path, write(tmp_path / "in", "one", "Het blijft zonnig en droog."))
    assert (code, text) == (0, ",".join(CONTRACT) + "\n")


def test_an_empty_folder_gives_the_header(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert extract(tmp_path, tmp_path / "in") == (0, ",".join(CONTRACT) + "\n")


@pytest.mark.parametrize(
    "body",
    [b'{"id": 3', b"[]x", b"", b'{"text": null}', b'{"text": 5}', b"\x00\x01\x02\x03", b'"x"'],
)
def test_a_bad_file_is_named_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    write(tmp_path / "in", "a")
    (tmp_path / "in" / "broken.json").write_bytes(body)
    write(tmp_path / "in", "c", REVENUE)
    code, text = extract(tmp_path, tmp_path / "in")
    assert code == 1
    assert "broken.json" in capsys.readouterr().err
    assert {row["article_id"] for row in rows(text)} == {"a", "c"}


def test_all_but_the_text_may_be_missing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bare = {"id": None, "url": None, "outlet": None, "language": None, "published": None}
    (folder / "bare.json").write_text(json.dumps(bare | {"title": None, "text": OPENING}))
    (folder / "only.json").write_text(json.dumps({"text": OPENING}))
    (folder / "plain.txt").write_text(OPENING, encoding="utf-8")
    code, text = extract(tmp_path, folder)
    assert code == 0
    assert [row["article_id"] for row in rows(text)] == ["bare", "only", "plain"]


def test_related_items_are_articles_of_their_own(tmp_path: Path) -> None:
    text = (
        f"{OPENING}\n\nGerelateerde artikelen\n\nMediaMarkt sluit winkel in Breda\n"
        "3 april 2018 – MediaMarkt sluit op 30 juni 2018 de winkel in Breda.\n"
    )
    _, found = extract(tmp_path, write(tmp_path / "in", "one", text))
    by_id = {row["article_id"]: row for row in rows(found)}
    assert by_id["one"]["company"] == "Coolblue"
    assert by_id["one#2"]["company"] == "MediaMarkt"
    for row in by_id.values():
        words = {role: text[start:end] for role, start, end in json.loads(row["spans"])}
        assert words["company"] == row["company"]


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    write(tmp_path / "in", "a", REVENUE)
    _, as_csv = extract(tmp_path, tmp_path / "in")
    _, as_json = extract(tmp_path, tmp_path / "in", options=("--format", "jsonl"))
    assert [json.loads(line) for line in as_json.splitlines()] == rows(as_csv)


def test_more_processes_do_not_run_the_main_module_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.py"
    page.write_text("raise SystemExit('a page needs a browser')")
    main_module = ModuleType("__main__")
    main_module.__file__ = str(page)
    monkeypatch.setitem(sys.modules, "__main__", main_module)
    for number in range(3):
        write(tmp_path / "in", f"n{number}", OPENING)
    code, text = extract(tmp_path, tmp_path / "in", options=("--jobs", "2"))
    assert code == 0
    assert len({row["article_id"] for row in rows(text)}) == 3


def test_more_processes_give_the_same_rows_in_the_same_order(tmp_path: Path) -> None:
    for number in range(7):
        write(
            tmp_path / "in",
            f"n{number}",
            OPENING.replace("Gent", "Breda") if number % 2 else OPENING,
        )
    alone = extract(tmp_path, tmp_path / "in")
    assert extract(tmp_path, tmp_path / "in", options=("--jobs", "2")) == alone
    assert len(rows(alone[1])) == 7


def test_half_a_character_ends_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "in", "one")
    path.write_text(json.dumps({"id": "one", "text": f"\ud83d {OPENING}"}))
    code, text = extract(tmp_path, path)
    assert code == 0
    assert [row["company"] for row in rows(text)] == ["Coolblue"]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    _, text = extract(tmp_path, write(tmp_path / "in", "one", f"=HYPERLINK(1) {OPENING}"))
    assert all(not row["summary"].startswith("=") for row in rows(text))


def test_an_output_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    path = write(tmp_path / "in", "one")
    output = str(tmp_path / "file" / "out.csv")
    assert main(["extract", str(path), "--output", output]) == 1
    assert "--output" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "x", "-1"])
def test_the_number_of_processes_is_a_whole_number(tmp_path: Path, jobs: str) -> None:
    with pytest.raises(SystemExit):
        extract(tmp_path, tmp_path, options=("--jobs", jobs))
