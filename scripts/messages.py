"""Bring the message catalogues in line with the source: what `make messages` runs.

    python scripts/messages.py           add new msgids with an empty translation, retire unused
                                         ones (they stay as #~ lines and come back when a sentence
                                         is used again), report what is left to translate
    python scripts/messages.py --check   change nothing; exit 1 when a catalogue is not in order
    python scripts/messages.py --prune   also forget the retired ones

Every English sentence of app.py, pages/ and vitrine/ that stands as a literal in text("..."),
plural("...", "...", n) or mark("...") is a msgid. Placeholders are named ({company}) and must be
the same in each translation; {of_company} may stand for {company} where the caller passes both
(French writes d'Unieuro but de Darty, see Locale.of). A new language: add it to LANGUAGES in
vitrine/locale/catalog.py, its formats to amount.py and grammar.toml, create
vitrine/locale/<language>.po with a header, run this.
"""

from __future__ import annotations

import argparse
import ast
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOG_DIR = ROOT / "vitrine" / "locale"
KEYWORDS = {"text": 1, "plural": 2, "mark": 1}  # call -> how many sentences it begins with
COMPOSED = (ast.JoinedStr, ast.BinOp, ast.BoolOp, ast.IfExp)
LINE_WIDTH = 100

Msgid = str | tuple[str, str]


def source_files(root: Path = ROOT) -> list[Path]:
    """Return the files that speak to a reader: those that name the locale."""
    found = [root / "app.py"]
    for folder in (root / "pages", root / "vitrine"):
        found += sorted(folder.rglob("*.py"))
    return [
        path for path in found if path.is_file() and "locale" in path.read_text(encoding="utf-8")
    ]


def extract_msgids(root: Path = ROOT) -> dict[Msgid, str]:
    """Return each msgid, or pair of singular and plural, with the place where it is used first.

    The syntax tree is walked, so that calls inside an f-string are seen like all others. ValueError
    when a call puts its sentence together: no catalogue could hold that.
    """
    found: dict[Msgid, str] = {}
    for path in source_files(root):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            place = f"{path.relative_to(root)}:{call.lineno}"
            sentences = call.args[: KEYWORDS.get(_called(call), 0)]
            if any(_is_composed(sentence) for sentence in sentences):
                raise ValueError(f"{place}: not a literal sentence: {ast.unparse(call)}")
            if msgid := literals(call):
                found.setdefault(msgid, place)
    return found


def literals(call: ast.Call) -> Msgid | None:
    """Return the msgid, or the singular and the plural, that a call spells out; None without."""
    count = KEYWORDS.get(_called(call), 0)
    texts = tuple(
        sentence.value
        for sentence in call.args[:count]
        if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str)
    )
    if not count or len(texts) < count or not all(texts):
        return None
    return texts[0] if count == 1 else (texts[0], texts[1])


def _called(call: ast.Call) -> str:
    """Return the last name of what is called: text for page.locale.text(...)."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _is_composed(sentence: ast.expr) -> bool:
    """Tell whether an argument builds a text from parts: f"...", a + b, "...".format(...)."""
    if isinstance(sentence, ast.Call) and isinstance(sentence.func, ast.Attribute):
        return isinstance(sentence.func.value, ast.Constant | ast.JoinedStr)
    return isinstance(sentence, COMPOSED)


def placeholders(text: str) -> set[str]:
    """Return the placeholders of a message; ValueError when its braces do not match."""
    fields = [
        (name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text)
    ]
    for name, spec, conversion in fields:
        if name is not None and (not name.isidentifier() or spec or conversion):
            raise ValueError(f"not a plain named placeholder in {text!r}: {name!r}")
    return {name for name, _, _ in fields if name is not None}


def _agree(source: str, translation: str) -> bool:
    """Tell whether both have the same placeholders; "of" and a value counts as the value."""
    plain, translated = (
        {name.removeprefix("of_") for name in placeholders(text)} for text in (source, translation)
    )
    return plain == translated


def load_catalog(language: str) -> Catalog:
    """Read the catalogue of a language."""
    with (CATALOG_DIR / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.stem for path in CATALOG_DIR.glob("*.po"))


def forms(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a msgid or translation: one, or singular and plural."""
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def problems(catalog: Catalog, used: dict[Msgid, str]) -> Iterator[str]:
    """Say what is wrong with a catalogue: missing, incomplete, unused, or other placeholders."""
    by_msgid: dict[Msgid, Message] = {_key(message): message for message in catalog if message.id}
    for msgid, place in used.items():
        message = by_msgid.get(msgid)
        if message is None or not all(forms(message.string)) or message.fuzzy:
            yield f"not translated: {msgid!r} ({place})"
            continue
        for index, translation in enumerate(forms(message.string)):
            source = forms(msgid)[min(index, len(forms(msgid)) - 1)]
            try:
                is_same = _agree(source, translation)
            except ValueError as error:
                yield str(error)
                continue
            if not is_same:
                yield f"placeholders differ: {source!r} -> {translation!r} ({place})"
    for msgid in by_msgid:
        if msgid not in used:
            yield f"unused: {msgid!r}"


def update(catalog: Catalog, used: dict[Msgid, str]) -> None:
    """Add the msgids that are new, retire those that nothing uses, and revive retired ones."""
    for message in list(catalog):
        if message.id and _key(message) not in used:
            catalog.delete(message.id)
            if all(forms(message.string)):
                catalog.obsolete[forms(message.id)[0]] = message
    present = {_key(message) for message in catalog if message.id}
    for msgid in used:
        if msgid not in present:
            retired = catalog.obsolete.pop(forms(msgid)[0], None)
            is_same = retired is not None and _key(retired) == msgid
            catalog.add(msgid, retired.string if retired is not None and is_same else "")


def save(catalog: Catalog, language: str) -> None:
    """Write a catalogue sorted by msgid and without source lines, so that diffs stay small."""
    with (CATALOG_DIR / f"{language}.po").open("wb") as file:
        write_po(file, catalog, width=LINE_WIDTH, no_location=True, sort_output=True)


def _key(message: Message) -> Msgid:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 1 when something is left to translate or in disorder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="report only, change nothing")
    parser.add_argument("--prune", action="store_true", help="forget retired messages")
    options = parser.parse_args(arguments)
    used = extract_msgids()
    has_problems = False
    for language in languages():
        catalog = load_catalog(language)
        if not options.check:
            update(catalog, used)
            if options.prune:
                catalog.obsolete.clear()
            save(catalog, language)
        found = list(problems(catalog, used))
        has_problems = has_problems or bool(found)
        print(f"{language}: {len(used)} messages, {len(found)} to look at")
        for problem in found:
            print(f"  {problem}")
    return 1 if has_problems else 0


if __name__ == "__main__":
    sys.exit(main())
