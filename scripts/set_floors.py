"""Pin the floors of the quality gate at what is measured now, rounded down.

A floor only rises; --lower allows it to sink, which needs a reason in docs/decisions.md.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from vitrine.quality.case import (
    CASES,
    case_hash,
    extract_cases,
    load_cases,
    tuning_half,
    unseen_half,
)
from vitrine.quality.score import Tally, measure, read_rows

OUTPUT = CASES / "floors.toml"
_FEWEST = 8  # labels; below that a floor of its own would only measure luck


def main() -> int:
    """Measure, compare with the floors so far, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lower", action="store_true", help="allow floors to sink")
    options = parser.parse_args()
    before = tomllib.loads(OUTPUT.read_text("utf-8")) if OUTPUT.exists() else {}
    now, noisy = _measured()
    sunk = [
        f"{tier} {key} {name}: {values[name]} < {floor[name]}"
        for tier, floors in before.items()
        if tier != "cases"
        for key, floor in floors.items()
        for values in [now.get(tier, {}).get(key, {"precision": 0.0, "recall": 0.0})]
        for name in ("precision", "recall")
        if values[name] < floor[name]
    ]
    if sunk and not options.lower:
        print("\n".join(["These floors would sink (--lower allows it):", *sunk]), file=sys.stderr)
        return 1
    lines = ["# Written by scripts/set_floors.py: what the gate does not let sink.", "[cases]"]
    lines += [f'sha256 = "{case_hash(CASES)}"', f"noisy_articles = {noisy}"]
    for tier, floors in now.items():
        lines += ["", f'["{tier}"]']
        lines += [
            f'"{key}" = {{ precision = {values["precision"]}, recall = {values["recall"]} }}'
            for key, values in floors.items()
        ]
    OUTPUT.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


def _measured() -> tuple[dict[str, dict[str, dict[str, float]]], int]:
    labels = read_rows(CASES / "labels.csv")
    articles = load_cases(CASES)
    floors: dict[str, dict[str, dict[str, float]]] = {}
    for half, chosen in (("tuning", tuning_half(articles)), ("unseen", unseen_half(articles))):
        languages = {article.article_id: article.language for article in chosen}
        own = [label for label in labels if label["article_id"] in languages]
        rows = extract_cases(chosen)
        published = [row for row in rows if row["tier"] == "published"]
        for tier, kept in (("published", published), ("all", rows)):
            tallies = measure(kept, own, languages)
            floors[f"{half}.{tier}"] = {
                f"{kind}:{name}": _floor(tally)
                for (kind, name), tally in sorted(tallies.items())
                if tally.found + tally.missed >= _FEWEST
            }
    stated = {label["article_id"] for label in labels}
    quiet = [article for article in articles if article.article_id not in stated]
    noisy = {row["article_id"] for row in extract_cases(quiet) if row["tier"] == "published"}
    return floors, len(noisy)


def _floor(tally: Tally) -> dict[str, float]:
    return {
        "precision": math.floor(tally.precision * 100) / 100,
        "recall": math.floor(tally.recall * 100) / 100,
    }


if __name__ == "__main__":
    sys.exit(main())
