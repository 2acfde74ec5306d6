"""Cells of tables become values: numbers, days, degrees, countries, in the ways people write them.

Every function returns None or raises ValueError with what to write instead, never anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from vitrine.article import LANGUAGES
from vitrine.event import PartialDate, Period
from vitrine.extract.text import sentences_of
from vitrine.extract.time.moment import quarter_date
from vitrine.extract.time.when import find_dates
from vitrine.filters import fold
from vitrine.read.day import exact_day, find_day, month_numbers
from vitrine.read.sheet import Cell
from vitrine.read.sheet_word import column_words

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]+")
_NUMBER = re.compile(r"[-+−–]?\d[\d.,]*|[-+−–]?[.,]\d+")
_SPACED = re.compile(rf"[-+−–]? ?\d{{1,3}}(?: \d{{3}})+(?:[.,]\d+)?(?!\d)|{_NUMBER.pattern}")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SLASHED = re.compile(r"(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,4})(?:[ T].*)?")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(
    r"[qtk]\s?(?P<q1>[1-4])[-/ .']*(?P<y1>\d{4}|\d\d)"
    r"|(?P<q2>[1-4])\s?[qt][-/ .']*(?P<y2>\d{4}|\d\d)"
    r"|(?P<y3>\d{4})[-/ .(]*[qtk]\s?(?P<q3>[1-4])\)?"
)
_HALF = re.compile(r"[hs]\s?[12][-/ .']*(\d{4})|(\d{4})[-/ .(]*[hs]\s?[12]\)?")
_PAIR = re.compile(
    r"[(\[]?\s*(-?\d{1,3}(?:[.,]\d+)?)\s*(?:°?\s*([NS]))?\s*[;,/ ]"
    r"\s*(-?\d{1,3}(?:[.,]\d+)?)\s*(?:°?\s*([EWO]))?\s*[)\]]?",
    re.IGNORECASE,
)
_SEXAGESIMAL = re.compile(
    r"(-?\d{1,3})\s*[°d]\s*(\d{1,2}(?:[.,]\d+)?)\s*['’′m]?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|”|″|''|s)?)?\s*([NSEWO])?",
    re.IGNORECASE,
)
_LONGEST_DATE = 60
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000  # 1954 to 2064 as Excel counts days
_EPOCH = date(1899, 12, 30)
_FISCAL = re.compile(
    r"(?:fy|gj|ej|exercice|boekjaar)?\s?(\d{4})\s?[/-]\s?(\d{2}|\d{4})"
    r"(?:\s?[- ]?\s?(q[1-4]|h[12]|9m))?"
)
_YEAR_PART = re.compile(
    r"(?:(fy|gj)\s?)?(\d{4})\s?[-/ ]?\s?(q[1-4]|h[12]|9m)?"
    r"|(q[1-4]|h[12]|9m)\s?[-/ ]?\s?(fy\s?)?(\d{4})"
)


def text_value(cell: Cell) -> str:
    """Return a cell as text; what people write where they have nothing becomes empty."""
    if isinstance(cell, float):
        return repr(cell)
    text = str(cell).strip()
    return "" if fold(text) in column_words().empty else text


def decimal_mark(cells: Iterable[Cell]) -> str:
    """Return "," or "." as most numbers of a column prove it; "" when none does."""
    votes = {",": 0, ".": 0}
    for cell in cells:
        if not isinstance(cell, str):
            continue
        match = _NUMBER.search(_BLANKS.sub("", cell))
        if match is None:
            continue
        number = match[0].lstrip("+-−–")
        dots, commas = number.count("."), number.count(",")
        if dots and commas:
            votes["," if number.rfind(",") > number.rfind(".") else "."] += 2
        elif dots > 1:
            votes[","] += 1
        elif commas > 1:
            votes["."] += 1
        elif dots + commas == 1:
            mark = "." if dots else ","
            digits = number.partition(mark)[2]
            if len(digits) != 3 or number.startswith(("0", mark)):
                votes[mark] += 1
    if votes[","] == votes["."]:
        return ""
    return max(votes, key=lambda mark: votes[mark])


def read_number(cell: Cell, mark: str = "") -> Decimal:
    """Return a number; mark is the decimal mark of its column, "" when unknown.

    Without one, 1.234 and 1,234 are thousands. A word such as Mio. behind it multiplies it; a
    number in brackets is negative.
    """
    if isinstance(cell, (int, float)):
        return _finite(Decimal(repr(cell)))
    text = _BLANKS.sub(" ", cell.strip())
    is_negative = text.startswith("(") and text.endswith(")")
    match = _SPACED.search(text)
    if match is None:
        raise ValueError("write a number such as 1234.5")
    around = f"{text[: match.start()]} {text[match.end() :]}"
    digits = match[0].replace("−", "-").replace("–", "-").replace(" ", "")
    value = _finite(_decimal(digits, mark))
    for word in re.findall(r"[^\W_]+|[€$£¥₹%]", around):
        folded = fold(word)
        if folded in column_words().scales:
            value *= column_words().scales[folded]
        elif folded not in column_words().currencies and folded not in ("ca", "approx", "env"):
            raise ValueError("write a number and at most a currency")
    return -abs(value) if is_negative else value


def _decimal(digits: str, mark: str) -> Decimal:
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        mark = "," if digits.rfind(",") > digits.rfind(".") else "."
    elif dots + commas == 1 and not mark:
        only = "." if dots else ","
        is_thousands = len(digits.partition(only)[2]) == 3 and not digits.lstrip("+-").startswith(
            "0"
        )
        mark = only if not is_thousands else ("," if dots else ".")
    elif dots + commas == 1 and len(digits.partition("." if dots else ",")[2]) != 3:
        mark = "." if dots else ","  # 12.0 among 43,4: no thousands have one digit
    elif dots > 1 or commas > 1:
        mark = "," if dots else "."
    other = "." if mark == "," else ","
    plain = digits.replace(other, "").replace(",", ".") if mark else digits
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise ValueError("write a number such as 1234.5") from error


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > Decimal(10) ** 18:
        raise ValueError("write a number below a trillion millions")
    return value


def read_percent(cell: Cell) -> Decimal:
    """Return percent: 5.2, +5,2 % or (3.1%); what is beyond ten thousand is no percentage."""
    text = str(cell).replace("%", " ").replace(" )", ")").strip()
    value = read_number(text, "," if "," in text else ".")  # no thousands of percent
    if abs(value) > 10_000:
        raise ValueError("write a percentage such as 5.2")
    return value


def read_count(cell: Cell) -> int:
    """Return a whole number above 0; it may have marks between its thousands."""
    value = read_number(cell, "")
    if value != value.to_integral_value() or not 0 < value < 10**9:
        raise ValueError("write a whole number above 0")
    return int(value)


def currency_in(text: str) -> str:
    """Return the ISO 4217 code of a currency that a text names, "" when there is none."""
    words = column_words().currencies
    for word in re.findall(r"[^\W\d_]+\$?|[€$£¥₹]", fold(text)):
        if word in words:
            return words[word]
    return ""


def read_currency(text: str) -> str:
    """Return the ISO 4217 code of a currency."""
    code = currency_in(text)
    if code:
        return code
    if re.fullmatch(r"[A-Za-z]{3}", text):
        return text.upper()
    raise ValueError("write an ISO 4217 code such as EUR")


def day_order(cells: Iterable[Cell]) -> str:
    """Return "dmy" or "mdy" as the days of a column prove it, "" when none does."""
    votes = {"dmy": 0, "mdy": 0}
    for cell in cells:
        match = _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match and len(match[1]) <= 2:
            one, two = int(match[1]), int(match[2])
            if one > 12 >= two:
                votes["dmy"] += 1
            elif two > 12 >= one:
                votes["mdy"] += 1
    if votes["dmy"] == votes["mdy"]:
        return ""
    return max(votes, key=lambda order: votes[order])


def read_date(cell: Cell, order: str = "dmy") -> PartialDate:
    """Return a date: 2018-05-22, 22/05/2018, 22 mai 2018, May 2018, Q2 2018, 2018 or 43242.

    What an article may say of a date, a cell may say too (fin 2024, Herbst 2025, mid-March 2025),
    in any of the six languages; nothing else may stand beside it but that it is roughly so.
    """
    if isinstance(cell, float) and not cell.is_integer():
        cell = int(cell)  # a serial number of Excel with an hour behind it
    text = str(int(cell)) if isinstance(cell, (int, float)) else cell.strip()
    found = _serial_or_year(text) or _slashed(text, order) or _coarse(text) or _in_words(text)
    found = found or (_said(text) if len(text) <= _LONGEST_DATE else None)
    if found is None or not 1900 <= found.first.year <= 2100:
        raise ValueError("write a date such as 2018-05-22, 22/05/2018, 2018-05 or 2018")
    return found


def _serial_or_year(text: str) -> PartialDate | None:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return PartialDate.parse(text)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and _FIRST_SERIAL <= int(text[:5]) <= _LAST_SERIAL:
        return PartialDate.parse((_EPOCH + timedelta(days=int(text[:5]))).isoformat())
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        return exact_day(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


def _slashed(text: str, order: str) -> PartialDate | None:
    match = _SLASHED.fullmatch(text)
    if not match:
        return None
    one, two, three = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        return exact_day(one, two, three)
    year = three if len(match[3]) == 4 else three + (2000 if three < 70 else 1900)
    if len(match[3]) not in (2, 4) or len(match[1]) > 2:
        return None
    return exact_day(year, one, two) if order == "mdy" else exact_day(year, two, one)


def _coarse(text: str) -> PartialDate | None:
    folded = fold(text)
    quarter = _QUARTER.fullmatch(folded)
    month = _ISO_MONTH.fullmatch(folded)
    try:
        if quarter:
            which = next(form for form in (1, 2, 3) if quarter[f"q{form}"])
            year = int(quarter[f"y{which}"])
            return quarter_date(year if year > 99 else 2000 + year, int(quarter[f"q{which}"]))
        half = _HALF.fullmatch(folded)
        if half:
            return PartialDate.parse(half[1] or half[2])  # dates know no halves
        if month:
            return PartialDate.parse(f"{month[1] or month[4]}-{int(month[2] or month[3]):02d}")
    except ValueError:
        return None
    return None


def _in_words(text: str) -> PartialDate | None:
    """Return a date with a month's name if the cell says nothing else."""
    found = find_day(text)
    if found and not re.search(r"[^\W\d_]{3,}", text[: found.start]):
        rest = text[found.end :].strip(" .,;T")
        if not rest or re.fullmatch(r"\d{1,2}[:hu.]\d\d.*|00.*", rest):
            return found.date
    short = re.fullmatch(r"(?:(\d{1,2})[-. ])?([^\W\d_]+)\.?[-. ]['’]?(\d{2})", fold(text))
    if short and short[2] in month_numbers():
        year, month = 2000 + int(short[3]), month_numbers()[short[2]]
        if short[1]:
            return exact_day(year, month, int(short[1]))
        return PartialDate.parse(f"{year}-{month:02d}")
    return None


def _said(text: str) -> PartialDate | None:
    """Return the date that the words of one language say, if they say nothing else."""
    sentences = sentences_of(text)
    if len(sentences) != 1:
        return None
    for language in LANGUAGES:
        found = find_dates(text, sentences[0], language, None)
        if len(found) == 1 and found[0].date:
            rest = fold(f"{text[: found[0].start]} {text[found[0].end :]}")
            if column_words().roughly.issuperset(re.findall(r"\w+", rest)):
                return found[0].date
    return None


def read_degrees(cell: Cell, limit: int) -> float:
    """Return degrees WGS 84: 50.8503, 50,8503, 50.85 N or 50°51'1"N."""
    if isinstance(cell, (int, float)):
        value = float(cell)
    else:
        text = cell.strip()
        sexagesimal = _SEXAGESIMAL.fullmatch(text)
        letter = re.search(r"[NSEWO]\s*$", text, re.IGNORECASE)
        if sexagesimal and "°" in text and re.search(r"°\s*\d", text):
            whole, minutes, seconds = (_float(part) for part in sexagesimal.groups()[:3])
            value = abs(whole) + minutes / 60 + seconds / 3600
            value = -value if text.startswith("-") else value
        else:
            plain = re.sub(r"[°\sNSEWO]", "", text, flags=re.IGNORECASE).replace(",", ".")
            if not _PLAIN.fullmatch(plain):
                raise ValueError("write degrees such as 50.8503")
            value = float(plain)
        if letter and letter[0].strip().upper() in ("S", "W"):
            value = -abs(value)
    if not abs(value) <= limit:
        raise ValueError(f"write degrees from -{limit} to {limit}")
    return value


def _float(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0


def read_pair(text: str) -> tuple[float, float]:
    """Return latitude and longitude of one cell: "50.85, 4.35", "50,85; 4,35" or "(50.85 4.35)"."""
    match = _PAIR.fullmatch(text.strip())
    if match is None:
        raise ValueError("write latitude, longitude such as 50.8503, 4.3517")
    lat = read_degrees(f"{match[1]}{match[2] or ''}", 90)
    lon = read_degrees(f"{match[3]}{match[4] or ''}", 180)
    return lat, lon


def read_country(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country by code or name."""
    known = column_words().countries.get(fold(text).strip())
    if known:
        return known
    raise ValueError("write an ISO 3166-1 alpha-2 code such as BE")


def read_period(cell: Cell, fiscal_start_month: int = 1) -> Period:
    """Return a reporting period: FY2017/18, 2017-2018, 2018, Q2 2018, 2018-H1."""
    text = fold(str(cell)).strip().replace("t1", "q1").replace("t2", "q2")
    text = text.replace("t3", "q3").replace("t4", "q4").replace("s1", "h1").replace("s2", "h2")
    fiscal = _FISCAL.fullmatch(text)
    if fiscal and int(fiscal[2][-2:]) == (int(fiscal[1]) + 1) % 100:
        part = f"-{fiscal[3].upper()}" if fiscal[3] else ""
        return Period.parse(f"FY{fiscal[1]}/{fiscal[2][-2:]}{part}", fiscal_start_month)
    match = _YEAR_PART.fullmatch(text)
    if match is None:
        raise ValueError("write FY2017, FY2017/18, 2018-Q2, 2018-H1 or 2018-9M")
    year, part = match[2] or match[6], (match[3] or match[4] or "").upper()
    is_fiscal = bool(match[1] or match[5]) or not part
    suffix = f"-{part}" if part else ""
    return Period.parse(f"{'FY' if is_fiscal else ''}{year}{suffix}", fiscal_start_month)


def is_period_name(name: str) -> bool:
    """Tell whether a column is called after a year or a part of one: 2021, FY2021/22, Q1 2022."""
    try:
        period = read_period(name.removesuffix(".0"))
    except ValueError:
        return False
    return 1980 <= period.first.year <= 2079


def read_url(text: str) -> str:
    """Return an address of the web."""
    if re.fullmatch(r"www\.[\w.-]+(?:/\S*)?", text):
        text = f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/]+\S*", text) or len(text) > 2_000:
        raise ValueError("write an address that starts with http:// or https://")
    return text
