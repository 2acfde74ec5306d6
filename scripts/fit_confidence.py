"""Fit data/lexicon/confidence.toml on the tuning part of the labelled articles: make fit.

Every draft of extraction that matches a label is right, one that matches none is wrong, one that
matches an optional label counts as neither. A logistic regression learns the weights. The tuning
part is too small to choose the thresholds, so they are set here; the run prints the precision that
the published one gives on articles left out of the fit.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from vitrine.event import EventType, Tier
from vitrine.extract import load_knowledge
from vitrine.extract.mention import to_mentions, weighed_drafts
from vitrine.extract.row import to_row
from vitrine.quality.case import CASES, load_cases, tuning_half
from vitrine.quality.score import is_optional, match, read_rows
from vitrine.read.teaser import split_article

PUBLISHED_FROM = 0.84
REVIEW_FLOOR = 0.25
OUTPUT = Path(__file__).resolve().parent.parent / "data" / "lexicon" / "confidence.toml"


def main() -> None:
    """Fit, print what the thresholds give, and write the file."""
    knowledge = load_knowledge(OUTPUT.parent.parent)
    labels = read_rows(CASES / "labels.csv")
    features, targets, groups, types = [], [], [], []
    for number, article in enumerate(tuning_half(load_cases(CASES))):
        own = [label for label in labels if label["article_id"] == article.article_id]
        drafts, rows = [], []
        for part in split_article(article):
            for draft in weighed_drafts(part, knowledge):
                for mention in to_mentions(draft, part, knowledge, 0.5, Tier.REVIEW):
                    drafts.append(draft)
                    rows.append(to_row(article.article_id, mention))
        found = dict(match(rows, own))
        for index, draft in enumerate(drafts):
            if index in found and is_optional(own[found[index]]):
                continue
            features.append(draft.features)
            targets.append(index in found)
            groups.append(number)
            types.append(draft.event_type)
    names = sorted({name for item in features for name in item})
    matrix = np.array(
        [
            [item.get(name, 0.0) for name in names] + [float(kind is t) for t in EventType]
            for item, kind in zip(features, types, strict=True)
        ]
    )
    model = LogisticRegression(C=0.6, max_iter=2000)
    chances = cross_val_predict(
        model, matrix, targets, groups=groups, cv=GroupKFold(10), method="predict_proba"
    )[:, 1]
    model.fit(matrix, targets)
    weights = model.coef_[0]
    lines = [
        "# Written by scripts/fit_confidence.py: what speaks for and against a draft, in log odds;",
        "# each type's own start; the confidence from which a mention is published or reviewed.",
        "[tier]",
        f"published = {PUBLISHED_FROM}",
        f"review = {REVIEW_FLOOR}",
        "",
        "[type]",
        *(
            f"{kind.value} = {model.intercept_[0] + weights[len(names) + index]:.3f}"
            for index, kind in enumerate(EventType)
        ),
        "",
        "[feature]",
        *(f"{name} = {weights[index]:.3f}" for index, name in enumerate(names)),
    ]
    OUTPUT.write_text("\n".join(lines) + "\n", "utf-8")
    kept = chances >= PUBLISHED_FROM
    right = np.array(targets)
    print(f"{len(targets)} drafts, {right.mean():.2f} right; published from {PUBLISHED_FROM}:")
    print(f"precision {right[kept].mean():.2f} of {kept.sum()} on articles left out")


if __name__ == "__main__":
    main()
