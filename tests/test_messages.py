"""Message catalogues: every sentence of the source is found, translated, and kept in order."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from vitrine.locale.catalog import plural_index

ROOT = Path(__file__).resolve().parent.parent


def _load_messages_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _load_messages_script()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_message_of_the_source_is_translated_with_its_placeholders(language: str) -> None:
    used = messages.extract_msgids()
    assert len(used) > 300
    assert list(messages.problems(messages.load_catalog(language), used)) == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_plural_rule_agrees_with_the_catalogue(language: str) -> None:
    assert (
        messages.load_catalog(language).plural_expr == {"fr": "(n > 1)", "nl": "(n != 1)"}[language]
    )
    assert [plural_index(language, n) for n in (0, 1, 2)] == {"fr": [0, 0, 1], "nl": [1, 0, 1]}[
        language
    ]


def test_extractor_finds_calls_marks_and_plurals(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "shop.py").write_text(
        'locale.text("Shop {name}")\nlocale.plural("one", "many", n)\nmark("kept")\n'
        "locale.text(variable)\n",
        encoding="utf-8",
    )
    (tmp_path / "pages" / "other.py").write_text('row.text("no message")\n', encoding="utf-8")
    assert messages.extract_msgids(tmp_path) == {
        "Shop {name}": "pages/shop.py:1",
        ("one", "many"): "pages/shop.py:2",
        "kept": "pages/shop.py:3",
    }


def test_extractor_sees_what_stands_inside_an_f_string(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "shop.py").write_text(
        "st.markdown(\n"
        "    f\"## {plain(locale.text('Shop'))}: {text('Open ' 'now') if n else ''}\"\n"
        ")\n"
        "note = f\"{x:{text('Wide')}} {locale.plural('one', 'many', n)!r}\"\n",
        encoding="utf-8",
    )
    assert messages.extract_msgids(tmp_path) == {
        "Shop": "pages/shop.py:2",
        "Open now": "pages/shop.py:2",
        "Wide": "pages/shop.py:4",
        ("one", "many"): "pages/shop.py:4",
    }


@pytest.mark.parametrize(
    "call",
    [
        'locale.text(f"Shop {name}")',
        'locale.text("Shop " + name)',
        'locale.text("Shop {}".format(name))',
        'locale.text("one" if n else "many")',
        'mark(f"Shop {name}")',
        'locale.plural("one", f"{n} many", n)',
    ],
)
def test_a_sentence_put_together_in_the_call_is_refused(tmp_path: Path, call: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "shop.py").write_text(f"locale = 1\n{call}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"pages/shop\.py:2"):
        messages.extract_msgids(tmp_path)


def test_no_sentence_hides_in_an_f_string() -> None:
    """A translatable text is easier to find, and to reword, on a line of its own."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}"
        for path in messages.source_files()
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and messages.literals(call)
    ]
    assert found == []


def test_problems_names_missing_unused_and_differing_messages() -> None:
    catalog = Catalog(locale="fr")
    catalog.add("Open {name}", "Ouvrir {nom}")
    catalog.add("Old", "Vieux")
    catalog.add("Broken {name}", "Cassé {name.__class__}")
    catalog.add(("{n} store", "{n} stores"), ("{n} magasin", ""))
    catalog.add("Sale of {name}", "Vente {of_name}")
    used = {
        "Sale of {name}": "e",
        "Open {name}": "a",
        "New": "b",
        "Broken {name}": "c",
        ("{n} store", "{n} stores"): "d",
    }
    found = "\n".join(messages.problems(catalog, used))
    assert "placeholders differ: 'Open {name}'" in found
    assert "not translated: 'New'" in found
    assert "name.__class__" in found
    assert "not translated: ('{n} store', '{n} stores')" in found
    assert "unused: 'Old'" in found
    assert len(found.splitlines()) == 5


def test_update_retires_and_revives_translations() -> None:
    catalog = Catalog(locale="fr")
    catalog.add("Search", "Rechercher")
    messages.update(catalog, {})
    assert "Search" not in catalog
    messages.update(catalog, {"Search": "a", "New": "b"})
    assert catalog["Search"].string == "Rechercher"
    assert catalog["New"].string == ""
