"""The sentence classifier: its training sentences, its weights, what it says."""

from __future__ import annotations

import csv
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts import train_classifier
from vitrine.errors import DataError
from vitrine.event import EventType, Status
from vitrine.extract.classify import (
    FILES,
    LANGUAGES,
    MASKS,
    MODEL,
    TRAINING,
    load_classifier,
    masked_forms_of,
    read_classifier,
    training_hash,
    word_buckets,
)

TYPES = list(EventType)
STATUSES = list(Status)
FEWEST = {"results": 80, "store_opening": 80, "store_closing": 80}

# Sentences that are in no training file, one of each kind in words of its own.
ASKED = {
    "{company} opened its newest shop in {city} on {date}": "store_opening",
    "{company} heeft in {city} een nieuwe winkel geopend": "store_opening",
    "{company} inaugure un magasin à {city}": "store_opening",
    "In {city} eröffnet {company} eine neue Filiale": "store_opening",
    "{company} abre un nuevo establecimiento en {city}": "store_opening",
    "{company} inaugura un negozio a {city}": "store_opening",
    "The {company} store in {city} will close on {date}": "store_closing",
    "{company} ferme définitivement son magasin de {city}": "store_closing",
    "{company} sluit de winkel in {city}": "store_closing",
    "Revenue of {company} rose {percent} to {money} in {period}": "results",
    "Le chiffre d'affaires de {company} atteint {money} en {period}": "results",
    "De omzet van {company} steeg in {period} met {percent} tot {money}": "results",
    "Der Umsatz von {company} stieg im {period} um {percent} auf {money}": "results",
    "Las ventas de {company} aumentaron un {percent}, hasta {money}": "results",
    "I ricavi di {company} sono saliti del {percent} a {money}": "results",
    "{company} appoints {person} as chief executive": "leadership",
    "{person} wordt de nieuwe topman van {company}": "leadership",
    "{person} est nommé directeur général de {company}": "leadership",
    "{company} raised {money} from a group of investors": "funding",
    "{company} verhuist zijn magazijn naar een distributiecentrum in {city}": "logistics",
}
NOTHING = [
    "The shop is open from nine to five",
    "The battery lasts two days and the screen is bright",
    "Notre verdict : quatre étoiles sur cinq",
    "De accu gaat twee dagen mee",
    "Bis zu {percent} Rabatt auf alle Fernseher",
    "Abierto todos los lunes de nueve a cinco",
    "Iscriviti alla newsletter",
    "It rained in {city} on {date}",
]


def rows_of(name: str) -> list[dict[str, str]]:
    with (TRAINING / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", FILES)
def test_training_rows_are_well_formed(name: str) -> None:
    for row in rows_of(name):
        assert set(row) == {"text", "types", "status", "note"}
        assert row["text"] == row["text"].strip() != ""
        placeholders = [form for form in masked_forms_of(row["text"]) if form[0] in "{}"]
        assert set(placeholders) <= MASKS, row
        types = row["types"].split(";")
        assert types == ["none"] or set(types) <= set(TYPES), row
        assert (row["status"] == "") == (types == ["none"]), row
        assert not row["status"] or Status(row["status"]), row
        assert row["note"] in {"", "temporary", "summary"}, row


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_is_taught_in_every_language(language: str) -> None:
    rows = rows_of(language)
    told = [kind for row in rows for kind in row["types"].split(";")]
    for event_type in TYPES:
        assert told.count(event_type) >= FEWEST.get(event_type, 40), event_type
    assert len(rows) >= 1_200
    assert told.count("none") >= 0.25 * len(rows)


def test_no_sentence_is_written_twice() -> None:
    seen: dict[str, str] = {}
    for name in FILES:
        for row in rows_of(name):
            text = row["text"].casefold()
            assert text not in seen, (name, text, seen[text])
            seen[text] = name


def test_weights_are_those_of_the_training_sentences() -> None:
    with np.load(MODEL, allow_pickle=False) as stored:
        assert str(stored["training"]) == training_hash(), "run `make train`"
    assert MODEL.stat().st_size <= 3_500_000


def test_a_changed_sentence_changes_the_hash(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(TRAINING / f"{name}.csv", tmp_path)
    assert training_hash(tmp_path) == training_hash()
    with (tmp_path / "de.csv").open("a", encoding="utf-8") as file:
        file.write("Neu,none,,\n")
    assert training_hash(tmp_path) != training_hash()


def test_what_was_never_taught_is_mostly_known() -> None:
    taught = {row["text"].casefold() for name in FILES for row in rows_of(name)}
    assert not taught & {text.casefold() for text in [*ASKED, *NOTHING]}
    types, _ = load_classifier().score([masked_forms_of(text) for text in ASKED])
    right = [
        text
        for text, chances in zip(ASKED, types, strict=True)
        if TYPES[int(np.argmax(chances))] == ASKED[text] and chances.max() >= 0.5
    ]
    assert len(right) >= 0.85 * len(ASKED), set(ASKED) - set(right)
    types, _ = load_classifier().score([masked_forms_of(text) for text in NOTHING])
    assert (types.max(axis=1) < 0.5).mean() >= 0.85


def test_status_follows_the_verb() -> None:
    said = {
        "{company} will open a shop in {city} in {date}": Status.PLANNED,
        "{company} opened a shop in {city} on {date}": Status.DONE,
        "{company} walks away from the takeover of {company2}": Status.CANCELLED,
        "{company} wil in {date} een winkel openen in {city}": Status.PLANNED,
        "{company} hat in {city} eine Filiale eröffnet": Status.DONE,
    }
    _, statuses = load_classifier().score([masked_forms_of(text) for text in said])
    got = [STATUSES[int(index)] for index in np.argmax(statuses, axis=1)]
    assert sum(a is b for a, b in zip(got, said.values(), strict=True)) >= 4, got


def test_scores_do_not_depend_on_neighbours_or_order() -> None:
    sentences = [masked_forms_of(text) for text in ASKED]
    fresh = read_classifier(MODEL)
    types, statuses = fresh.score(sentences)
    assert types.shape == (len(ASKED), len(TYPES))
    assert statuses.shape == (len(ASKED), len(STATUSES))
    assert np.allclose(statuses.sum(axis=1), 1, atol=1e-4)
    for index in (3, 0, 7):
        alone, _ = fresh.score([sentences[index]])
        assert np.allclose(alone[0], types[index], atol=1e-4)
    again, _ = read_classifier(MODEL).score(list(reversed(sentences)))
    assert np.allclose(again[::-1], types, atol=1e-4)


def test_nothing_and_empty_sentences() -> None:
    classifier = load_classifier()
    types, statuses = classifier.score([])
    assert types.shape == (0, len(TYPES)) and statuses.shape == (0, len(STATUSES))
    types, _ = classifier.score([[], ["."], [""]])
    assert types.shape[0] == 3 and np.isfinite(types).all()
    assert (types < 0.5).all()


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=60), max_size=30), max_size=6))
def test_any_words_give_chances(sentences: list[list[str]]) -> None:
    types, statuses = load_classifier().score(sentences)
    assert types.shape == (len(sentences), len(TYPES))
    assert np.isfinite(types).all() and np.isfinite(statuses).all()
    assert ((types >= 0) & (types <= 1)).all()


def test_numbers_companies_and_long_words() -> None:
    assert word_buckets("1.751") == word_buckets("{number}") == word_buckets("7")
    assert word_buckets("{company2}") == word_buckets("{company}")
    assert word_buckets(",") == (0, 0, ())
    assert len(word_buckets("a" * 10_000)[2]) < 100
    assert set(word_buckets("filialschliessung")[2]) & set(word_buckets("schliessung")[2])


def test_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vitrine.extract.classify.MEMORY", 64)
    classifier = read_classifier(MODEL)
    before, _ = classifier.score([["{company}", "opens", "a", "shop", "in", "{city}"]])
    for start in range(0, 300, 30):
        classifier.score(
            [[f"word{'x' * (number % 9)}{number}"] for number in range(start, start + 30)]
        )
    after, _ = classifier.score([["{company}", "opens", "a", "shop", "in", "{city}"]])
    assert np.array_equal(before, after)


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "classifier.npz"
    broken.write_bytes(b"not weights")
    with pytest.raises(DataError, match="make train"):
        read_classifier(broken)
    np.savez(broken, kept=np.arange(3), weights=np.zeros((2, 2)), bias=np.zeros(2), scale=1.0)
    with pytest.raises(DataError, match="does not fit"):
        read_classifier(broken)


def test_an_article_takes_well_under_a_millisecond() -> None:
    sentences = [masked_forms_of(text) * 2 for text in list(ASKED)[:15]]
    classifier = load_classifier()
    classifier.score(sentences)
    start = time.process_time()
    for _ in range(100):
        classifier.score(sentences)
    seconds = (time.process_time() - start) / 100
    assert seconds < 0.003  # many times what it takes, for slow machines


def test_sentences_held_out_are_found_by_those_learned() -> None:
    """A smaller form of what `make train` prints: two languages, four fifths teach the rest."""
    examples = [item for item in train_classifier.read_examples() if item.source in ("en", "fr")]
    learned, asked = next(iter(train_classifier.folds_of(examples)))
    assert not {examples[i].text for i in learned} & {examples[i].text for i in asked}
    classifier, _ = train_classifier.train([examples[index] for index in learned])
    types, _ = classifier.score([examples[index].forms for index in asked])
    told = np.array([[kind in examples[index].types for kind in TYPES] for index in asked])
    said = types >= 0.5
    right = (said & told).sum()
    assert right / said.sum() >= 0.58  # 0.65 when written, recall 0.33; six languages reach more
    assert right / told.sum() >= 0.30
