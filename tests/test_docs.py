"""The documents say what the code does."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from vitrine.cli import main
from vitrine.database import Snapshot
from vitrine.filters import CHOICES, Known, parse_view
from vitrine.locale import LANGUAGES
from vitrine.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA_DOC = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
DATA_README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def test_the_readme_counts_what_is_there(real_snapshot: Snapshot) -> None:
    fact = real_snapshot.ask("snapshot_fact").frame.iloc[0]
    assert f"{fact['mention_count']:,} mentions from {fact['outlet_count']} outlets" in README
    assert f"into {fact['event_count']} events" in README


def test_every_setting_is_documented_with_its_default() -> None:
    for item in fields(Settings):
        row = re.search(rf"^\| `{item.name}` \| ([^|]+) \|", DATA_DOC, re.MULTILINE)
        assert row, item.name
        if not isinstance(item.default, Path):
            default = {"True": "on", "False": "off"}.get(str(item.default), str(item.default))
            assert row[1].strip() in (default, "empty"), item.name


def test_every_parameter_of_an_address_is_documented() -> None:
    for name in (
        "company",
        "country",
        "city",
        "metro",
        "type",
        "status",
        "from",
        "to",
        "reported",
        "asof",
        "q",
    ):
        assert f"`{name}`" in DATA_DOC
    for name in ("lang", "metric", "event", *CHOICES):
        assert f"`{name}`" in DATA_DOC, name


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for document in (README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        assert set(re.findall(r"\bmake ([a-z]+)\b", document)) <= targets | {"sure"}


def test_every_linked_file_exists() -> None:
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_data_file_is_described() -> None:
    for path in (ROOT / "data").glob("*.*"):
        assert path.name in {"README.md"} or path.name in DATA_README, path.name


def test_the_example_addresses_are_known_in_full(real_snapshot: Snapshot) -> None:
    frame = real_snapshot.ask("known_value").frame

    def names(kind: str) -> dict[str, str]:
        rows = frame[frame["kind"] == kind]
        return {
            name.casefold(): value for name, value in zip(rows["name"], rows["value"], strict=True)
        }

    known = Known(
        companies=names("company"),
        groups=tuple(names("group").values()),
        countries=tuple(names("country").values()),
        cities=names("city"),
        metros=names("metro"),
        metrics=tuple(names("metric").values()),
        languages=LANGUAGES,
    )
    addresses = re.findall(r"`(/[a-z]+\?[^`]+)`", README)
    assert len(addresses) >= 3
    for address in addresses:
        assert parse_view(parse_qs(urlsplit(address).query), known)[1] == []


def test_a_wrong_setting_is_one_sentence(monkeypatch, capsys) -> None:
    monkeypatch.setenv("VITRINE_QUERY_MAX_ROWS", "many")
    assert main(["build"]) == 1
    assert "VITRINE_QUERY_MAX_ROWS" in capsys.readouterr().err
