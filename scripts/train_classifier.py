"""Trains data/lexicon/classifier.npz from data/training and prints how good it is.

Run by `make train` (--check measures only, by cross-validation, and writes nothing). The result is
the same bytes for the same sentences and the same versions of numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import random
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from vitrine.event import EventType, Status
from vitrine.extract.classify import (
    BUCKETS,
    EDGE,
    FILES,
    LANGUAGES,
    LONGEST_SENTENCE,
    MODEL,
    STATUSES,
    TRAINING,
    TYPES,
    Classifier,
    classifier_of,
    masked_forms_of,
    pair_buckets,
    training_hash,
    word_buckets,
)

FOLDS = 5
FEWEST = 1  # sentences that a feature must be in
MOST = 80_000  # features kept, the strongest: what keeps the file small
STRENGTH = 2.0  # C of the regressions: how much the sentences weigh against small weights
RARE = 5.0  # a told event weighs as much as this many sentences without it, as most types are rare
STATUS_STRENGTH = 2.0
SCALE = 0.25  # a sentence of n words counts each feature n ** -0.25: long ones are unsure, not loud
COMPOUNDS = (
    4  # long sentences made of two short ones, for every sentence: fewer, and chance decides more
)
ALIKE = 0.6  # share of common words from which two sentences stay in one fold
_NAMES = ("{company}", "{company2}", "{city}", "{country}", "{place}", "{person}")


@dataclass(frozen=True)
class Example:
    """One training sentence: its file, its words, its types, the status of its main event."""

    source: str
    text: str
    forms: tuple[str, ...]
    types: frozenset[EventType]
    status: Status | None


def read_examples(folder: Path = TRAINING) -> list[Example]:
    """Read all sentences in the order of the files."""
    found = []
    for name in FILES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                types = () if row["types"] == "none" else row["types"].split(";")
                found.append(
                    Example(
                        name,
                        row["text"],
                        tuple(masked_forms_of(row["text"])),
                        frozenset(EventType(name) for name in types),
                        Status(row["status"]) if row["status"] else None,
                    )
                )
    return found


def groups_of(examples: Sequence[Example]) -> list[int]:
    """Return a group for each sentence; sentences of nearly the same words share one."""
    groups = list(range(len(examples)))
    words = [frozenset(example.forms) for example in examples]
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(words):
        common = Counter(other for word in sorted(own) for other in by_word[word])
        for other, shared in common.items():
            if shared >= ALIKE * len(own | words[other]):
                old, new = groups[index], groups[other]
                groups = [new if group == old else group for group in groups]
        for word in own:
            by_word[word].append(index)
    return groups


def widened(examples: Sequence[Example], seed: int = 7) -> list[Example]:
    """Return the sentences and what is made of them.

    Long ones, joined from two of a file, since the press writes longer than we do, and ones
    with unknown names, since not every name in an article is recognised and masked.
    """
    dice = random.Random(seed)  # noqa: S311 (no secret)
    by_source = defaultdict(list)
    for example in examples:
        by_source[example.source].append(example)
    made = []
    for example in examples:
        made.append(example)
        made.append(_with_unknown_names(example, dice))
        for _ in range(COMPOUNDS):
            made.append(_joined(example, dice.choice(by_source[example.source]), dice))
    return made


def _with_unknown_names(example: Example, dice: random.Random) -> Example:
    forms = tuple(
        f"unknown{dice.randrange(10**6)}" if form in _NAMES and dice.random() < 0.6 else form
        for form in example.forms
    )
    return Example(example.source, example.text, forms, example.types, example.status)


def _joined(example: Example, other: Example, dice: random.Random) -> Example:
    first, second = (example, other) if dice.random() < 0.5 else (other, example)
    status = example.status if not other.status or other.status == example.status else None
    return Example(
        example.source,
        example.text,
        (*first.forms, ",", *second.forms),
        example.types | other.types,
        status,
    )


def features_of(examples: Sequence[Example]) -> csr_matrix:
    """Return how often each bucket occurs in each sentence, damped by the sentence's length."""
    places, owners, damping = [], [], np.zeros(len(examples))
    for index, example in enumerate(examples):
        seen = [word_buckets(form) for form in example.forms[:LONGEST_SENTENCE]]
        words = [EDGE, *(word for word, _, _ in seen if word), EDGE]
        stems = [EDGE, *(stem for _, stem, _ in seen if stem), EDGE]
        own = [bucket for _, _, buckets in seen for bucket in buckets]
        pairs, _ = pair_buckets(
            np.array(words, np.uint32), np.array(stems, np.uint32), np.zeros(len(words), np.intp)
        )
        damping[index] = len(words) ** -SCALE
        places.append(np.concatenate((np.array(own, np.int64), pairs.astype(np.int64))))
        owners.append(np.full(len(places[-1]), index))
    matrix = csr_matrix(
        (np.ones(sum(map(len, places))), (np.concatenate(owners), np.concatenate(places))),
        shape=(len(examples), BUCKETS),
    )
    return csr_matrix(diags(damping) @ matrix)


def train(examples: Sequence[Example]) -> tuple[Classifier, dict[str, np.ndarray]]:
    """Return a classifier and the arrays that store it."""
    wide = widened(examples)
    support = np.bincount(features_of(examples).nonzero()[1], minlength=BUCKETS)
    kept = np.flatnonzero(support >= FEWEST)
    weights, bias = _fit(features_of(wide)[:, kept], wide)
    strongest = np.argsort(-np.abs(weights).max(axis=1), kind="stable")[:MOST]
    strongest.sort()
    arrays = {
        "kept": kept[strongest].astype(np.uint32),
        "weights": weights[strongest].astype(np.float16),
        "bias": bias.astype(np.float32),
        "scale": np.float64(SCALE),
        "training": np.array(training_hash()),
    }
    return classifier_of(arrays["kept"], arrays["weights"], arrays["bias"], SCALE), arrays


def _fit(matrix: csr_matrix, wide: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    weights = np.zeros((matrix.shape[1], TYPES + STATUSES))
    bias = np.zeros(TYPES + STATUSES)
    for column, event_type in enumerate(EventType):
        told = np.array([event_type in example.types for example in wide])
        model = LogisticRegression(
            C=STRENGTH, solver="liblinear", class_weight={True: RARE, False: 1.0}, random_state=0
        )
        model.fit(matrix, told)
        weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    events = np.array([index for index, example in enumerate(wide) if example.status])
    statuses = list(Status)
    stages = [statuses.index(wide[index].status) for index in events]
    model = LogisticRegression(C=STATUS_STRENGTH, max_iter=300)
    model.fit(matrix[events], stages)
    weights[:, TYPES:], bias[TYPES:] = model.coef_.T, model.intercept_
    return weights, bias


def folds_of(examples: Sequence[Example]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what to learn from and what to be asked about, near-duplicates never parted."""
    groups = groups_of(examples)
    names = sorted(set(groups))
    random.Random(11).shuffle(names)  # noqa: S311 (no secret)
    fold_of = {name: number % FOLDS for number, name in enumerate(names)}
    for fold in range(FOLDS):
        asked = [index for index, group in enumerate(groups) if fold_of[group] == fold]
        learned = [index for index, group in enumerate(groups) if fold_of[group] != fold]
        yield learned, asked


@dataclass
class Tally:
    """How often a type was told and said, and both."""

    right: int = 0
    said: int = 0
    told: int = 0

    @property
    def figures(self) -> tuple[float, float, float]:
        """Return precision, recall and F1."""
        precision = self.right / self.said if self.said else 0.0
        recall = self.right / self.told if self.told else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def cross_validated(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Return every sentence's chances, each by a classifier that did not learn from it."""
    types = np.zeros((len(examples), TYPES))
    statuses = np.zeros((len(examples), STATUSES))
    for learned, asked in folds_of(examples):
        classifier, _ = train([examples[index] for index in learned])
        types[asked], statuses[asked] = classifier.score([examples[i].forms for i in asked])
    return types, statuses


def tallies(
    examples: Sequence[Example], types: np.ndarray, threshold: float = 0.5
) -> dict[tuple[str, EventType], Tally]:
    """Return the counts by language and type."""
    found: dict[tuple[str, EventType], Tally] = defaultdict(Tally)
    for example, chances in zip(examples, types, strict=True):
        for column, event_type in enumerate(EventType):
            tally = found[example.source, event_type]
            said, told = chances[column] >= threshold, event_type in example.types
            tally.said += bool(said)
            tally.told += told
            tally.right += bool(said and told)
    return found


def report(examples: Sequence[Example], types: np.ndarray, statuses: np.ndarray) -> None:
    """Print precision, recall and F1 by type and language, and how often the status is right."""
    found = tallies(examples, types)
    print(f"{'':15}" + "".join(f"{language:>16}" for language in LANGUAGES))
    for event_type in EventType:
        cells = [found[language, event_type].figures for language in LANGUAGES]
        print(f"{event_type:15}" + "".join(f"  {p:4.2f} {r:4.2f} {f:4.2f}" for p, r, f in cells))
    print(f"{'macro F1':15}", end="")
    for language in LANGUAGES:
        print(f"{np.mean([found[language, kind].figures[2] for kind in EventType]):16.3f}", end="")
    print()
    names = list(Status)
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for example, chances in zip(examples, statuses, strict=True):
        if example.status:
            asked[example.source] += 1
            right[example.source] += names[int(np.argmax(chances))] is example.status
    print(f"{'status right':15}" + "".join(f"{right[k] / asked[k]:16.3f}" for k in LANGUAGES))


def main() -> None:
    """Measure, then train on everything and store the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="measure only")
    parser.add_argument("--write", action="store_true", help="train and store only")
    options = parser.parse_args()
    warnings.simplefilter("ignore", FutureWarning)
    examples = read_examples()
    print(f"{len(examples)} sentences")
    with threadpool_limits(1):  # several threads add up in another order: other last digits
        if not options.write:
            report(examples, *cross_validated(examples))
        arrays = {} if options.check else train(examples)[1]
    if arrays:
        np.savez_compressed(MODEL, **arrays)
        size = MODEL.stat().st_size
        print(f"{MODEL.name}: {len(arrays['kept'])} features, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
