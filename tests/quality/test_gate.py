"""The gate: extraction does not become worse on the labelled articles, and they do not change."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from vitrine.quality.case import (
    CASES,
    case_hash,
    extract_cases,
    load_cases,
    tuning_half,
    unseen_half,
)
from vitrine.quality.score import Tally, measure, read_rows
from vitrine.settings import ROOT

FLOORS = tomllib.loads((CASES / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def tallies() -> dict[str, dict[tuple[str, str], Tally]]:
    labels = read_rows(CASES / "labels.csv")
    found = {}
    articles = load_cases(CASES)
    for half, chosen in (("tuning", tuning_half(articles)), ("unseen", unseen_half(articles))):
        languages = {article.article_id: article.language for article in chosen}
        own = [label for label in labels if label["article_id"] in languages]
        rows = extract_cases(chosen)
        published = [row for row in rows if row["tier"] == "published"]
        found[f"{half}.published"] = measure(published, own, languages)
        found[f"{half}.all"] = measure(rows, own, languages)
    return found


def test_the_cases_are_the_pinned_ones() -> None:
    assert case_hash(CASES) == FLOORS["cases"]["sha256"]


@pytest.mark.parametrize("name", [name for name in FLOORS if name != "cases"])
def test_no_score_sinks_below_its_floor(
    tallies: dict[str, dict[tuple[str, str], Tally]], name: str
) -> None:
    below = []
    for key, floors in FLOORS[name].items():
        kind, _, what = key.partition(":")
        tally = tallies[name].get((kind, what), Tally())
        for measured, value in (("precision", tally.precision), ("recall", tally.recall)):
            if value < floors[measured] - 0.0005:
                below.append(f"{key} {measured} {value:.3f} < {floors[measured]}")
    assert below == []


def test_the_quality_page_shows_what_is_measured_now() -> None:
    script = ROOT / "scripts" / "measure_quality.py"
    run = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_articles_without_news_give_few_published_events(
    tallies: dict[str, dict[tuple[str, str], Tally]],
) -> None:
    articles = load_cases(CASES)
    stated = {label["article_id"] for label in read_rows(CASES / "labels.csv")}
    quiet = [article for article in articles if article.article_id not in stated]
    rows = [row for row in extract_cases(quiet) if row["tier"] == "published"]
    assert len(quiet) >= 30
    assert len({row["article_id"] for row in rows}) <= FLOORS["cases"]["noisy_articles"]


def test_every_span_lies_in_the_text_and_is_no_blank() -> None:
    import json

    for article in load_cases(CASES):
        for row in extract_cases([article]):
            for role, start, end in json.loads(row["spans"]):
                said = article.text[start:end]
                assert said and said == said.strip(), (article.article_id, role, start, end)


def test_case_folder_is_complete() -> None:
    assert len(list(Path(CASES / "articles").glob("*.json"))) == 336
