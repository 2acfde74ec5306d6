"""Which column of a table is what, by its name and by what its cells look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from vitrine.filters import fold
from vitrine.read.mention_file import CompanyList, KnownCity
from vitrine.read.sheet import Cell
from vitrine.read.sheet_head import Sheet
from vitrine.read.sheet_mapping import FIELDS, Mapping
from vitrine.read.sheet_value import (
    currency_in,
    day_order,
    decimal_mark,
    is_period_name,
    read_country,
    read_currency,
    read_date,
    read_degrees,
    read_number,
    read_pair,
    read_percent,
    read_period,
    read_url,
    text_value,
)
from vitrine.read.sheet_word import column_words, plain_name

_SAMPLE = 200
_EXACT, _PART, _CONTENT_ONLY = 1.0, 0.7, 0.6
_LEAST = 0.45
_MIN_SHARE = 0.6
_MANY = 0.4
_FREE = frozenset(
    ("name", "person", "counterparty", "venue", "summary", "outlet", "address", "postcode")
)


class CityList(Protocol):
    """The part of the place list that tables need."""

    def get(self, country: str, city: str) -> KnownCity | None:
        """Return the city of that name in a country."""

    def canonical(self, name: str, country: str | None = None) -> str | None:
        """Return the local name behind a name."""


def propose_mapping(sheet: Sheet, companies: CompanyList, places: CityList) -> Mapping:
    """Return the likeliest mapping of a table; what is in doubt is said."""
    samples = [_sample(sheet, index) for index in range(len(sheet.header))]
    scores: dict[tuple[str, int], float] = {}
    for index, name in enumerate(sheet.header):
        for kind, score in _scores(name, samples[index], companies, places).items():
            scores[kind, index] = score
    columns, certainty = _assigned(sheet, scores)
    _swap_degrees(columns, sheet, samples)
    years = _year_columns(sheet, columns, samples)
    if years:
        columns["amount"] = years[0]
    constants = _constants(sheet, columns, samples, companies)
    if years:
        constants |= {"period": years[0], "event_type": "results"}
        told = (metric_of(text) for text in (*sheet.preamble, sheet.title, sheet.name))
        constants["metric"] = next((metric for metric in told if metric), "")
    formats, doubts = _formats(sheet, columns, samples)
    if years and not constants["metric"]:
        doubts.append("Nothing says what the figures of the years measure; choose it for all rows.")
    if "company" not in columns and "company" not in constants:
        doubts.append("No column names the company; choose it for all rows.")
    if "event_type" not in columns and "event_type" not in constants:
        doubts.append("No column names the kind of event; choose it for all rows.")
    if "city" in columns and "country" not in columns and "country" not in constants:
        doubts.append("No column names the country; cities that are not listed need one.")
    confidence = min(certainty.values(), default=0.0) * (0.6 if doubts else 1.0)
    return Mapping(columns, constants, round(confidence, 2), certainty, formats, tuple(doubts))


def _sample(sheet: Sheet, index: int) -> list[Cell]:
    """Return filled cells of a column, from all over the table."""
    step = max(1, len(sheet.rows) // (_SAMPLE * 2))
    cells = (row.get(index) for row in sheet.rows[::step])
    return [cell for cell in cells if text_value(cell)][:_SAMPLE]


def _scores(
    name: str, cells: Sequence[Cell], companies: CompanyList, places: CityList
) -> dict[str, float]:
    """Return how well a column fits each field, from its name and from its cells."""
    named = _named(name)
    looks = _looks(cells, companies, places) if cells else {}
    found: dict[str, float] = {}
    for kind in {*named, *looks}:
        share = looks.get(kind, 0.0)
        by_name = named.get(kind, 0.0)
        if by_name and (kind in _FREE or not cells):
            found[kind] = by_name * 0.9
        elif by_name:
            found[kind] = by_name * (0.5 + 0.5 * share)
        elif share >= _MIN_SHARE:
            found[kind] = _CONTENT_ONLY * share
    return found


def _named(name: str) -> dict[str, float]:
    """Return the fields that a column's name means: all of it, or words in it."""
    words = column_words()
    plain = plain_name(name)
    found: dict[str, float] = {}
    if plain in words.fields:
        found[words.fields[plain]] = _EXACT
    has_amounts = not _is_ratio(name)
    if plain in words.metrics and has_amounts:
        found["amount"] = _EXACT
    if found:
        return found
    parts = plain.replace("/", " ").split()
    for length in range(min(len(parts), 4), 0, -1):
        for start in range(len(parts) - length + 1):
            phrase = " ".join(parts[start : start + length])
            kind = words.fields.get(phrase) or ("amount" if phrase in words.metrics else None)
            if kind == "amount" and not has_amounts:
                continue
            if kind and (length > 1 or len(phrase) > 2):
                found.setdefault(kind, _PART + 0.05 * (length - 1) - 0.02 * start)
        if found:
            break
    return found


def _looks(cells: Sequence[Cell], companies: CompanyList, places: CityList) -> dict[str, float]:
    """Return the share of cells that could be a value of each field."""
    words = column_words()
    texts = [text_value(cell) for cell in cells]
    mark = decimal_mark(cells)
    order = day_order(cells) or "dmy"
    folded = [fold(text) for text in texts]
    found = {
        "company": _share(companies.canonical(text) is not None for text in texts),
        "event_type": _share(text in words.event_types for text in folded),
        "status": _share(text in words.statuses for text in folded),
        "country": _share(_can(read_country, text) for text in texts),
        "city": _share(len(t) < 60 and places.canonical(t) is not None for t in texts),
        "url": _share(_can(read_url, text) for text in texts),
        "latlon": _share(_can(read_pair, text) and _has_fraction(text) for text in texts),
        "date": _share(_is_day(cell, order) for cell in cells),
        "currency": _share(len(text) <= 4 and _can(read_currency, text) for text in texts),
        "period": _share(_can(read_period, cell) for cell in cells),
        "amount": _share(_can(lambda cell: read_number(cell, mark), cell) for cell in cells),
        "count": _share(
            isinstance(c, int) or text.isdigit() for c, text in zip(cells, texts, strict=True)
        ),
        "change_pct": _share(_can(read_percent, cell) for cell in cells),
        "postcode": _share(bool(re.fullmatch(r"[A-Z]{0,2}[- ]?\d{4,5}", text)) for text in texts),
    }
    degrees = [_degrees(cell) for cell in cells]
    is_degree = _share(
        d is not None and _has_fraction(t) for d, t in zip(degrees, texts, strict=True)
    )
    values = [d for d in degrees if d is not None]
    found["lat"] = (
        is_degree if values and 34 <= min(map(abs, values)) <= max(map(abs, values)) <= 72 else 0.0
    )
    found["lon"] = is_degree if values and max(map(abs, values)) <= 180 else 0.0
    found["closing_date"] = found["date"]
    if not any(currency_in(text) for text in texts):
        found["amount"] *= 0.9  # a column of bare numbers is money only if its name says so
    return {kind: share for kind, share in found.items() if share}


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed) if listed else 0.0


def _can(read: Callable[..., object], cell: Cell) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


def _is_day(cell: Cell, order: str) -> bool:
    if isinstance(cell, (int, float)) and not (1990 <= cell <= 2035 or 30_000 <= cell <= 55_000):
        return False
    return _can(lambda value: read_date(value, order), cell)


def _has_fraction(text: str) -> bool:
    return bool(re.search(r"\d[.,]\d{2,}|°\s*\d", text))


def _degrees(cell: Cell) -> float | None:
    try:
        return read_degrees(cell, 180)
    except ValueError:
        return None


def _assigned(
    sheet: Sheet, scores: dict[tuple[str, int], float]
) -> tuple[dict[str, str], dict[str, float]]:
    """Give each field its best column and each column one field, the surest pair first."""
    columns: dict[str, str] = {}
    certainty: dict[str, float] = {}
    taken: set[int] = set()
    by_content = frozenset(
        ("amount", "count", "change_pct", "period", "closing_date", "postcode", "status")
    )
    ranking = sorted(
        scores.items(), key=lambda item: (-item[1], FIELDS.index(item[0][0]), item[0][1])
    )
    for (kind, index), score in ranking:
        name = sheet.header[index]
        if kind in columns or index in taken or score < _LEAST:
            continue
        if kind in by_content and kind not in _named(name):
            continue  # numbers alone do not tell what they count
        if kind == "latlon" and "lat" in columns:
            continue
        columns[kind] = name
        certainty[kind] = round(min(score, 1.0), 2)
        taken.add(index)
    if ("lat" in columns) != ("lon" in columns):
        for kind in ("lat", "lon"):
            columns.pop(kind, None)
            certainty.pop(kind, None)
    return {kind: columns[kind] for kind in FIELDS if kind in columns}, certainty


def _year_columns(sheet: Sheet, columns: dict[str, str], samples: list[list[Cell]]) -> list[str]:
    """Return the columns of figures that are called after years, where no other has amounts."""
    if {"amount", "period"} & set(columns):
        return []
    found = [
        name
        for index, name in enumerate(sheet.header)
        if name not in columns.values()
        and is_period_name(name)
        and samples[index]
        and _share(_can(read_number, cell) for cell in samples[index]) >= _MIN_SHARE
    ]
    return found if len(found) > 1 else []


def _swap_degrees(columns: dict[str, str], sheet: Sheet, samples: list[list[Cell]]) -> None:
    """Exchange latitude and longitude where the cells prove that the names are wrong."""
    if "lat" not in columns:
        return
    lats = [_degrees(cell) for cell in samples[sheet.index(columns["lat"])]]
    lons = [_degrees(cell) for cell in samples[sheet.index(columns["lon"])]]
    beyond = _share(value is not None and abs(value) > 90 for value in lats)
    if beyond >= _MANY and all(value is None or abs(value) <= 90 for value in lons):
        columns["lat"], columns["lon"] = columns["lon"], columns["lat"]


def _constants(
    sheet: Sheet, columns: dict[str, str], samples: list[list[Cell]], companies: CompanyList
) -> dict[str, str]:
    """Return what holds for all rows, read from names, titles and the file's name."""
    constants: dict[str, str] = {}
    if "company" not in columns:
        company = company_in((*sheet.preamble, sheet.title, sheet.name), companies)
        if company:
            constants["company"] = company
    if "amount" in columns:
        constants |= _amount_constants(sheet, columns, samples)
    if "event_type" not in columns:
        kind = _event_type_of(columns, sheet)
        if kind:
            constants["event_type"] = kind
    if "outlet" not in columns:
        constants["outlet"] = sheet.name.rpartition(".")[0] or sheet.name or sheet.title
    return constants


def company_in(texts: Iterable[str], companies: CompanyList) -> str:
    """Return the first company that a title names, longest name first."""
    for text in texts:
        parts = re.findall(r"[\w&+.'’]+", re.sub(r"[_-]", " ", text))[:30]
        for length in (4, 3, 2, 1):
            for start in range(len(parts) - length + 1):
                phrase = " ".join(parts[start : start + length]).strip(".")
                company = companies.canonical(phrase)
                if company and len(phrase) > 1:
                    return company
    return ""


def _amount_constants(
    sheet: Sheet, columns: dict[str, str], samples: list[list[Cell]]
) -> dict[str, str]:
    name = columns["amount"]
    found = amount_unit(name, sheet.preamble[-2:])
    inside = {currency_in(text_value(cell)) for cell in samples[sheet.index(name)]}
    if "currency" in columns or not inside <= {""}:
        found.pop("currency", None)
    metric = metric_of(name)
    if metric and "metric" not in columns:
        found["metric"] = metric
    return found


def metric_of(name: str) -> str:
    """Return what a column of amounts measures by its name, empty when it does not say."""
    words = column_words()
    if _is_ratio(name):
        return ""
    plain = plain_name(name)
    parts = plain.split()
    phrases = [plain, *(" ".join(parts[:n]) for n in (3, 2, 1)), *parts]
    return next((words.metrics[item] for item in phrases if item in words.metrics), "")


def _is_ratio(name: str) -> bool:
    """Tell whether a column has growth, margins or shares by its name: EBIT margin, CA (%)."""
    parts = re.findall(r"%|[^\W\d_]+(?:/[^\W\d_]+)?", fold(name))
    return not column_words().ratio.isdisjoint(parts)


def amount_unit(name: str, around: Sequence[str] = ()) -> dict[str, str]:
    """Return the currency and amount_scale that a column's name, or a line above it, tells."""
    words = column_words()
    texts = " ".join((name, *around))
    found: dict[str, str] = {}
    currency = currency_in(name) or currency_in(texts)
    if currency:
        found["currency"] = currency
    for word in re.findall(r"[^\W\d_]+|'?000s?|[€$£]", fold(texts)):
        glued = re.fullmatch(r"[km](?=eur|€|£|\$)", word)
        if word in words.scales or glued or word in ("keur", "teur", "meur"):
            scale = {"keur": 1_000, "teur": 1_000, "meur": 1_000_000}.get(word) or words.scales[
                word
            ]
            found["amount_scale"] = str(scale)
            break
    return found


def _event_type_of(columns: dict[str, str], sheet: Sheet) -> str:
    """Return the kind of event that all rows tell, from the fields there are."""
    title = fold(" ".join((sheet.name, sheet.title, *sheet.preamble, columns.get("date", ""))))
    found = [
        kind
        for word, kind in column_words().event_types.items()
        if len(word) > 4 and re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", title)
    ]
    if "closing_date" in columns and "date" not in columns:
        return "store_closing"
    has_place = bool({"city", "address", "lat", "latlon"} & set(columns))
    if found and (found[0].value.startswith("store_") or not has_place):
        return str(found[0])
    if "amount" in columns and not has_place:
        return "results" if "period" in columns else ""
    return "store_opening" if has_place else ""


def _formats(
    sheet: Sheet, columns: dict[str, str], samples: list[list[Cell]]
) -> tuple[dict[str, str], list[str]]:
    """Return how numbers and days are written, and a doubt where the cells do not prove it."""
    formats: dict[str, str] = {}
    doubts: list[str] = []
    if "amount" in columns:
        cells = samples[sheet.index(columns["amount"])]
        mark = decimal_mark(cells)
        if mark:
            formats["decimal"] = mark
        elif any(isinstance(cell, str) and re.search(r"\d[.,]\d{3}\b", cell) for cell in cells):
            doubts.append(f"{columns['amount']}: 1.234 is read as a thousand and more.")
    for kind in ("date", "closing_date"):
        if kind not in columns:
            continue
        cells = samples[sheet.index(columns[kind])]
        order = day_order(cells)
        if order:
            formats[kind] = order
        elif any(isinstance(c, str) and re.match(r"\d{1,2}[./-]\d{1,2}[./-]\d", c) for c in cells):
            is_american = any("/" in str(c) for c in cells) and _is_american(sheet, columns)
            formats[kind] = "mdy" if is_american else "dmy"
            doubts.append(
                f"{columns[kind]}: nothing tells days from months; "
                f"{'months' if is_american else 'days'} are taken to come first."
            )
    return formats, doubts


def _is_american(sheet: Sheet, columns: dict[str, str]) -> bool:
    """Tell whether the countries or currencies of a table are those of the United States."""
    for kind, value in (("country", "us"), ("currency", "usd")):
        index = sheet.index(columns.get(kind, ""))
        seen = (
            {fold(text_value(row.get(index))) for row in sheet.rows[:_SAMPLE]}
            if index >= 0
            else set()
        )
        if seen - {""} and all(
            item in (value, "usa", "united states", "$") for item in seen - {""}
        ):
            return True
    return False
