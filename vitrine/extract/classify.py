"""How likely each sentence tells each kind of event, from a small linear model in six languages.

The model is trained by scripts/train_classifier.py from data/training; this module only reads it.
"""

from __future__ import annotations

import hashlib
import re
import threading
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vitrine.errors import DataError
from vitrine.event import EventType, Status
from vitrine.extract.text import tokens_of
from vitrine.settings import ROOT

LANGUAGES = ("en", "fr", "nl", "de", "es", "it")
FILES = (*LANGUAGES, "summary")  # summary: those of data/mentions.csv, English, names masked
MASKS = frozenset(
    [
        "{company}",
        "{company2}",
        "{city}",
        "{country}",
        "{place}",
        "{money}",
        "{percent}",
        "{number}",
        "{date}",
        "{period}",
        "{person}",
    ]
)
TRAINING = ROOT / "data" / "training"
MODEL = ROOT / "data" / "lexicon" / "classifier.npz"
TYPES = len(EventType)
STATUSES = len(Status)
MEMORY = 1 << 16  # words whose weights are kept at hand, 6 MB
LONGEST_SENTENCE = 2_000  # words; what is longer is no sentence

_BITS = 20
BUCKETS = 1 << _BITS
_LAST_BUCKET = BUCKETS - 1
_STEM = 5
_PARTS = (4, 5)
_LONGEST = 40  # letters of a word that are looked at
_MASK = re.compile(r"(\{[a-z0-9]+\})")
_PAIR, _SKIP, _STEM_PAIR = (np.uint32(salt) for salt in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D))
_MULTIPLY = np.uint32(0x27D4EB2F)
EDGE = zlib.crc32(b"edge")

Ints = npt.NDArray[np.uint32]
Indexes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]


def masked_forms_of(text: str) -> list[str]:
    """Return the folded words of a training sentence, its {placeholders} kept whole."""
    forms: list[str] = []
    for part in _MASK.split(text):
        if _MASK.fullmatch(part):
            forms.append(part)
        else:
            forms.extend(token.form for token in tokens_of(part))
    return forms


def training_hash(folder: Path = TRAINING) -> str:
    """Return the SHA-256 of all training sentences, so that stale weights are noticed."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / f"{name}.csv").read_bytes())
    return digest.hexdigest()


def word_buckets(form: str) -> tuple[int, int, tuple[int, ...]]:
    """Return a word's number, its stem's, and the buckets of word, stem and parts of the word.

    Parts are runs of four and five letters: they know Filialschließung by Schließung and let the
    languages learn from each other. Marks that say nothing give (0, 0, ()). A mask is its own stem
    and has no parts; a plain number is as good as a masked one.
    """
    if not form:
        return 0, 0, ()
    first = form[0]
    if first.isdigit():
        form = "{number}"
    elif form == "{company2}":
        form = "{company}"  # which company is which, the engine does not know yet
    elif first != "{" and not first.isalpha() and first not in "?€$£%":
        return 0, 0, ()
    if form[0] == "{":
        word = _number(form)
        return word, word, (word & _LAST_BUCKET,)
    word, stem = _number(form), _number("~" + form[:_STEM])
    marked = f"<{form[:_LONGEST]}>"
    parts = [
        _number("." + marked[start : start + size])
        for size in _PARTS
        for start in range(len(marked) - size + 1)
    ]
    return word, stem, tuple(number & _LAST_BUCKET for number in (word, stem, *parts))


def _number(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) or 1


def pair_buckets(word: Ints, stem: Ints, owner: Indexes) -> tuple[Ints, Indexes]:
    """Return the buckets of pairs and the sentence of each: neighbours, and stems one apart."""
    near = owner[1:] == owner[:-1]
    far = owner[2:] == owner[:-2]
    buckets = np.concatenate(
        (
            _pair(word[:-1], word[1:], _PAIR)[near],
            _pair(stem[:-1], stem[1:], _STEM_PAIR)[near],
            _pair(stem[:-2], stem[2:], _SKIP)[far],
        )
    )
    return buckets, np.concatenate((owner[1:][near], owner[1:][near], owner[2:][far]))


def _pair(left: Ints, right: Ints, salt: np.uint32) -> Ints:
    """Return one bucket for two words in this order."""
    mixed: Ints = (left * salt) ^ ((right << np.uint32(13)) | (right >> np.uint32(19)))
    return (mixed * _MULTIPLY) >> np.uint32(32 - _BITS)


class WordMemory:
    """What every word seen so far gave: its numbers and the sum of its own weights."""

    def __init__(self, size: int) -> None:
        """Start with the edge of a sentence, which is a word too."""
        self.known: dict[str, int] = {}
        self.word = np.zeros(size, np.uint32)
        self.stem = np.zeros(size, np.uint32)
        self.weights = np.zeros((size, TYPES + STATUSES), np.float32)
        self.word[0] = self.stem[0] = EDGE
        self._count = 1

    @property
    def room(self) -> int:
        """Return how many words still fit."""
        return len(self.word) - self._count

    def learn(self, form: str, classifier: Classifier) -> int:
        """Return the place of a word that was not known, -1 for a mark that says nothing."""
        word, stem, buckets = word_buckets(form)
        place = self._count if word else -1
        if word:
            self._count += 1
            self.word[place], self.stem[place] = word, stem
            self.weights[place] = classifier.weights[classifier.rows[list(buckets)]].sum(axis=0)
        self.known[form] = place
        return place


class Classifier:
    """The weights; rows says which row of weights a bucket has (0: none, a row of zeros)."""

    def __init__(
        self, rows: npt.NDArray[np.int32], weights: Floats, bias: Floats, scale: float
    ) -> None:
        """Keep the arrays; nothing is computed yet."""
        self.rows = rows
        self.weights = weights
        self.bias = bias
        self.scale = scale
        self._memory = WordMemory(MEMORY)
        self._lock = threading.Lock()

    def score(self, sentences: Sequence[Sequence[str]]) -> tuple[Floats, Floats]:
        """Return the chances of every type (each for itself) and of every status (sum 1).

        A sentence is its words' folded forms, with {company} etc. in place of what was found;
        columns are in the order of EventType and of Status.
        """
        if not sentences:
            return np.zeros((0, TYPES), np.float32), np.zeros((0, STATUSES), np.float32)
        totals = self._totals(sentences)
        types = 1 / (1 + np.exp(-np.clip(totals[:, :TYPES], -30, 30)))
        powers = np.exp(totals[:, TYPES:] - totals[:, TYPES:].max(axis=1, keepdims=True))
        chances = powers / powers.sum(axis=1, keepdims=True)
        return np.asarray(types, np.float32), np.asarray(chances, np.float32)

    def telling(self, forms: Sequence[str], columns: Sequence[int]) -> list[int]:
        """Return for each type (its column) the place of the word that speaks most for it."""
        if not columns or not forms:
            return [0] * len(columns)
        with self._lock:
            memory, _, _ = self._look_up([forms])
            places = [max(0, memory.known.get(form, 0)) for form in forms[:LONGEST_SENTENCE]]
        weights = memory.weights[places][:, list(columns)]
        weights[np.array(places) == 0] = -np.inf  # marks say nothing
        return [int(spot) for spot in weights.argmax(axis=0)]

    def _totals(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Return the sums of weights, before they become chances."""
        with self._lock:
            memory, places, starts = self._look_up(sentences)
        spots = np.array(places, np.intp)
        lengths = np.diff([*starts, len(places)])
        owner = np.repeat(np.arange(len(starts)), lengths)
        totals = np.add.reduceat(memory.weights[spots], starts, axis=0)
        buckets, owners = pair_buckets(memory.word[spots], memory.stem[spots], owner)
        rows = self.rows[buckets]
        known = np.flatnonzero(rows)
        if len(known):
            order = known[np.argsort(owners[known], kind="stable")]
            first = np.flatnonzero(np.diff(owners[order], prepend=-1))
            totals[owners[order][first]] += np.add.reduceat(
                self.weights[rows[order]], first, axis=0
            )
        return np.asarray(totals / (lengths[:, None] ** self.scale) + self.bias, np.float32)

    def _look_up(
        self, sentences: Sequence[Sequence[str]]
    ) -> tuple[WordMemory, list[int], list[int]]:
        """Return each word's place in the memory and where each sentence begins."""
        needed = sum(map(len, sentences))
        if needed > self._memory.room:
            self._memory = WordMemory(max(MEMORY, needed + 1))
        memory = self._memory
        places: list[int] = []
        starts: list[int] = []
        for sentence in sentences:
            starts.append(len(places))
            places.append(0)
            for form in sentence[:LONGEST_SENTENCE]:
                place = memory.known.get(form)
                if place is None:
                    place = memory.learn(form, self)
                if place >= 0:
                    places.append(place)
            places.append(0)
        return memory, places, starts


def table_of(kept: Iterable[int]) -> npt.NDArray[np.int32]:
    """Return the row of every bucket: 1, 2, 3 ... for the kept ones, 0 for all others."""
    rows = np.zeros(BUCKETS, np.int32)
    numbers = np.asarray(list(kept), np.int64)
    rows[numbers] = np.arange(1, len(numbers) + 1, dtype=np.int32)
    return rows


def classifier_of(kept: Ints, weights: npt.ArrayLike, bias: Floats, scale: float) -> Classifier:
    """Return a classifier that knows the kept buckets only."""
    nothing = np.zeros((1, TYPES + STATUSES), np.float32)
    stacked = np.concatenate((nothing, np.asarray(weights, np.float32)))
    return Classifier(table_of(kept), stacked, bias, scale)


def read_classifier(path: Path) -> Classifier:
    """Read the weights of one file; DataError when they do not fit this code."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            kept, weights = stored["kept"], stored["weights"].astype(np.float32)
            bias, scale = stored["bias"].astype(np.float32), float(stored["scale"])
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}); run `make train`") from error
    if weights.shape != (len(kept), TYPES + STATUSES) or bias.shape != (TYPES + STATUSES,):
        raise DataError(f"{path.name} does not fit the event types; run `make train`")
    return classifier_of(kept, weights, bias, scale)


@cache
def load_classifier() -> Classifier:
    """Return the shipped classifier; it is read once."""
    return read_classifier(MODEL)
