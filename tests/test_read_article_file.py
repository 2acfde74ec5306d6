"""Files of articles are read in every form that is promised; a bad one is named, with why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read_cases import PARAGRAPHS, page
from vitrine.errors import DataError, VitrineError
from vitrine.read.article_file import article_paths, articles_of, read_article_file
from vitrine.settings import Settings

TEXT = "\n\n".join(PARAGRAPHS)
FULL = {
    "id": "nl-1",
    "url": "https://example.com/a",
    "outlet": "De Krant",
    "language": "nl",
    "published": "2021-03-05",
    "title": "Voorbeeld opent in Gent",
    "text": TEXT,
}


def as_json(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


def test_every_field_of_a_json_article_arrives() -> None:
    (article,) = articles_of("x.json", as_json(FULL))
    assert (article.article_id, article.url, article.outlet) == (
        "nl-1",
        "https://example.com/a",
        "De Krant",
    )
    assert (article.language, str(article.published), article.published_from) == (
        "nl",
        "2021-03-05",
        "given",
    )
    assert (article.title, article.text, article.offset) == (FULL["title"], TEXT, 0)


@pytest.mark.parametrize("field", ["id", "url", "outlet", "language", "published", "title"])
@pytest.mark.parametrize("is_null", [True, False])
def test_any_field_but_the_text_may_be_missing(field: str, is_null: bool) -> None:
    values = {name: value for name, value in FULL.items() if name != field}
    (article,) = articles_of("file-7.json", as_json(values | ({field: None} if is_null else {})))
    assert article.article_id == ("file-7" if field == "id" else "nl-1")
    assert article.language == "nl"
    assert (article.published is None) == (field == "published")


@pytest.mark.parametrize(
    ("given_day", "read"),
    [
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        ("2021-Q1", "2021-Q1"),
        ("2021-03-05T23:30:00+02:00", "2021-03-05"),
        ("05/03/2021", "2021-03-05"),
        ("5 maart 2021", "2021-03-05"),
    ],
)
def test_publication_days_are_read_in_common_forms(given_day: str, read: str) -> None:
    (article,) = articles_of("x.json", as_json(FULL | {"published": given_day}))
    assert str(article.published) == read


def test_lists_and_lines_hold_many_articles() -> None:
    texts = [{"text": TEXT}, FULL]
    listed = articles_of("many.json", as_json(texts))
    lines = articles_of("many.jsonl", b"\n\n".join(as_json(item) for item in texts) + b"\n")
    assert [item.article_id for item in listed] == ["many-0001", "nl-1"]
    assert [item.text for item in lines] == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("x.json", b"{", "line 1"),
        ("x.json", b"3", "no object"),
        ("x.json", as_json({"title": "a"}), "text is missing"),
        ("x.json", as_json({"text": None}), "text is missing"),
        ("x.json", as_json({"text": "  \n"}), "text is missing"),
        ("x.json", as_json(FULL | {"title": ["a"]}), "title is no text but list"),
        ("x.json", as_json(FULL | {"published": "soon"}), "'soon' is no date"),
        ("x.json", as_json([FULL, 3]), "item 2"),
        ("x.json", b"[" * 100_000, "nested too deeply"),
        ("x.jsonl", as_json(FULL) + b"\n{", "line 2"),
        ("x.jsonl", b"\n", "empty"),
        ("x.txt", b"", "empty"),
        ("x.txt", b"\x00\x01\x02\x03" * 50, "binary"),
        ("x.pdf", b"%PDF", "none of"),
        ("x.html", b"", "empty"),
        ("x.html", b"<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;</p>", "entities"),
    ],
)
def test_a_malformed_file_is_named_with_the_reason(name: str, body: bytes, reason: str) -> None:
    with pytest.raises(DataError) as caught:
        articles_of(name, body)
    assert str(caught.value).startswith(name) and reason in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_texts_are_read_in_the_encodings_people_save(encoding: str) -> None:
    text = "Le géant « Exemple » ouvre à Liège.\r\nUne boutique de 300 m², près de l'hôtel.\r\n"
    (article,) = articles_of("x.txt", text.encode(encoding))
    assert article.text == text.replace("\r\n", "\n")
    assert article.language == "fr"


def test_the_title_is_the_first_line_and_its_repetitions_go() -> None:
    text = f"Voorbeeld opent in Gent\n\nVoorbeeld opent in Gent\n\n{TEXT}"
    (article,) = articles_of("x.txt", text.encode())
    assert article.title == "Voorbeeld opent in Gent"
    assert article.text == TEXT
    assert text[article.offset :] == TEXT


@pytest.mark.parametrize("text", [TEXT, "Alleen een titel", "Voorbeeld opent.\nEn verder niets."])
def test_a_sentence_is_no_title(text: str) -> None:
    (article,) = articles_of("x.txt", text.encode())
    assert (article.title, article.text, article.offset) == ("", text, 0)


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("5 maart 2021", "2021-03-05"),
        ("Gepubliceerd op 05/03/2021 om 10:30", "2021-03-05"),
        ("maart 2021", "None"),
        ("Gent", "None"),
    ],
)
def test_a_date_line_at_the_top_is_the_day_of_publication(top: str, day: str) -> None:
    (article,) = articles_of("x.txt", f"Voorbeeld opent in Gent\n{top}\n\n{TEXT}".encode())
    assert str(article.published) == day
    assert article.published_from == ("text" if article.published else "")


def test_a_date_line_below_the_first_paragraph_is_another_items() -> None:
    (article,) = articles_of("x.txt", f"{TEXT}\n\nKeten sluit in Aalst\n05/03/2021\n".encode())
    assert article.published is None


def test_pages_come_as_their_article(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page())
    (article,) = read_article_file(path)
    assert article.article_id == "page" and PARAGRAPHS[1] in article.text
    assert article.language == "nl"


def test_folders_give_their_files_sorted_and_name_strangers(tmp_path: Path) -> None:
    for name in ("b.txt", "a.json", "sub/c.HTML", ".hidden/d.txt", ".e.txt", "notes.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = article_paths([tmp_path, tmp_path / "b.txt", tmp_path / "none.txt"])
    assert [path.name for path in found.paths] == ["a.json", "b.txt", "c.HTML"]
    assert len(found.problems) == 2
    assert found.problems[0].startswith("notes.docx is not read")
    assert found.problems[1].startswith("none.txt does not exist")


def test_unreadable_and_large_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^gone\.txt cannot be read"):
        read_article_file(tmp_path / "gone.txt")
    (tmp_path / "big.txt").write_text("x" * 101)
    with pytest.raises(DataError, match=r"^big\.txt has 101 bytes"):
        read_article_file(tmp_path / "big.txt", Settings(article_file_max_bytes=100))


@given(st.binary(max_size=300), st.sampled_from(["x.json", "x.jsonl", "x.txt"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(body: bytes, name: str) -> None:
    try:
        found = articles_of(name, body)
    except VitrineError:
        return
    assert all(article.text.strip() for article in found)
