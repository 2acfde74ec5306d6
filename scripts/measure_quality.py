"""Measure extraction on the labelled articles and write data/quality.csv: make quality.

The two halves are told apart: "tuning" may be looked at by those who write rules, "unseen" is not,
so that its figures are the honest ones. --check only compares the file with what is measured now.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from vitrine.article import Article
from vitrine.quality.case import CASES, extract_cases, load_cases, tuning_half, unseen_half
from vitrine.quality.score import Tally, measure, read_rows

OUTPUT = Path(__file__).resolve().parent.parent / "data" / "quality.csv"
COLUMNS = (
    *("half", "tier", "kind", "name", "articles"),
    *("found", "wrong", "missed", "precision", "recall", "accuracy"),
)


def main() -> int:
    """Measure, print the sums, and write or compare the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the file is out of date")
    options = parser.parse_args()
    lines = list(_lines())
    text = _csv(lines)
    for line in lines:
        if line["kind"] == "all":
            print(*(f"{name}={line[name]}" for name in COLUMNS if name not in ("kind", "name")))
    if options.check:
        if OUTPUT.read_text("utf-8") != text:
            print(f"{OUTPUT.name} is out of date; run make quality.", file=sys.stderr)
            return 1
        return 0
    OUTPUT.write_text(text, "utf-8")
    return 0


def _lines() -> Iterable[dict[str, str]]:
    articles = load_cases(CASES)
    labels = read_rows(CASES / "labels.csv")
    for half, chosen in (("tuning", tuning_half(articles)), ("unseen", unseen_half(articles))):
        rows = extract_cases(chosen)
        for tier, kept in (
            ("published", [row for row in rows if row["tier"] == "published"]),
            ("all", rows),
        ):
            yield from _tier_lines(half, tier, chosen, kept, labels)


def _tier_lines(
    half: str,
    tier: str,
    articles: list[Article],
    rows: list[dict[str, str]],
    labels: list[dict[str, str]],
) -> Iterable[dict[str, str]]:
    languages = {article.article_id: article.language for article in articles}
    own = [label for label in labels if label["article_id"] in languages]
    tallies = measure(rows, own, languages)
    for (kind, name), tally in sorted(tallies.items()):
        yield _line(half, tier, kind, name, len(articles), tally)
    whole = tallies.get(("all", ""), Tally())
    for name, values in sorted(whole.fields.items()):
        yield dict.fromkeys(COLUMNS, "") | {
            "half": half,
            "tier": tier,
            "kind": "field",
            "name": name,
            "articles": str(len(articles)),
            "found": str(len(values)),
            "accuracy": f"{sum(values) / len(values):.3f}",
        }


def _line(
    half: str, tier: str, kind: str, name: str, articles: int, tally: Tally
) -> dict[str, str]:
    return {
        "half": half,
        "tier": tier,
        "kind": kind,
        "name": name,
        "articles": str(articles),
        "found": str(tally.found),
        "wrong": str(tally.wrong),
        "missed": str(tally.missed),
        "precision": f"{tally.precision:.3f}",
        "recall": f"{tally.recall:.3f}",
        "accuracy": "",
    }


def _csv(lines: list[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
