"""Pages, tables and lists that the tests of reading share; all wording is our own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import openpyxl

from vitrine.company import Companies, load_companies
from vitrine.place import Places, load_places
from vitrine.read.sheet import Grid, Row, parse_sheet
from vitrine.read.sheet_head import Sheet, sheet_of
from vitrine.settings import ROOT, Settings

LIMITS = Settings()
PARAGRAPHS = (
    "De keten Voorbeeld heeft zaterdag een winkel geopend in Gent, met een oppervlakte van 800 "
    "vierkante meter op twee verdiepingen.",
    "Volgens de directie komen er dit jaar nog drie zaken bij, waarvan een in Brugge en twee in de "
    "omgeving van Antwerpen.",
    "De omzet van de keten groeide vorig jaar met acht procent. Over de winst doet de directie "
    "voorlopig geen uitspraken, zegt een woordvoerder.",
)


@cache
def companies() -> Companies:
    return load_companies(ROOT / "data" / "companies.csv")


@cache
def places() -> Places:
    return load_places(ROOT / "data" / "places.csv")


def page(
    body: str = "",
    head: str = "",
    *,
    title: str = "Voorbeeld opent winkel in Gent",
    paragraphs: Iterable[str] = PARAGRAPHS,
    after: str = "",
) -> bytes:
    """Return a page of news: a head, the article with its paragraphs and what stands behind."""
    text = "".join(f"<p>{item}</p>" for item in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="nl"><head><title>{title}</title>{head}</head><body>'
        f"<nav><a href='/'>Voorpagina van de krant</a></nav><main><article><h1>{title}</h1>{text}"
        f"{body}</article></main>{after}<footer><p>Colofon</p></footer></body></html>"
    ).encode()


def table(body: bytes | str, name: str = "table.csv", limits: Settings = LIMITS) -> Sheet:
    """Return the table of a file's bytes, parsed in this process."""
    raw = body.encode() if isinstance(body, str) else body
    values = parse_sheet(raw, name, limits)
    rows = tuple(Row(number, tuple(cells)) for number, cells in values["rows"])
    return sheet_of(Grid(name, values["kind"], values["title"], rows))


def workbook(
    *sheets: Sequence[Sequence[object]], formats: Mapping[str, str] | None = None
) -> bytes:
    """Return an Excel workbook with these rows on its sheets, and formats by cell of the first."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
    for cell, shown in (formats or {}).items():
        book.worksheets[0][cell].number_format = shown
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(body: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item.filename, old.read(item.filename))
        new.writestr(name, part, compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()
