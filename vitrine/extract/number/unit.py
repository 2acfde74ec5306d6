"""What stands at a number: its scale, currency, percent sign, unit and sign."""

from __future__ import annotations

from decimal import Decimal

from vitrine.extract.number.scan import NumberPass, Numeral, read_digits

_ORDINAL_MARKS = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "re",
        "ere",
        "eme",
        "e",
        "o",
        "a",
        "os",
        "as",
        "de",
        "ste",
        "ieme",
    ]
)


def with_unit(run: NumberPass, numeral: Numeral, floor: int) -> Numeral:
    """Add scale, currency, percent or unit behind the number, and what stands before it."""
    numeral = _with_scale(run, numeral)
    numeral = _with_percent(run, numeral)
    if not numeral.kind:
        numeral = _with_currency(run, numeral, floor)
    if not numeral.kind and numeral.exponent < 6:
        numeral = _with_measure(run, numeral)
    return _with_sign(run, numeral, floor)


def _skip_hyphen(run: NumberPass, index: int) -> int:
    """Return the index behind a hyphen that joins two words (50-miljoen-euro)."""
    if run.form(index) in ("-", "‑") and run.is_glued(index) and run.is_glued(index + 1):
        return index + 1
    return index


def _with_scale(run: NumberPass, numeral: Numeral) -> Numeral:
    words, tokens = run.words, run.tokens
    base, last, exponent, end = numeral.base, numeral.last, 0, numeral.number_end
    index = _skip_hyphen(run, last)
    if numeral.raw:
        thousand = words.thousand.at(tokens, index)
        if thousand and run.form(index) != "k":
            exponent, last = 3, thousand[1]
            index = _skip_hyphen(run, last)
    scale = words.scale.at(tokens, index)
    if scale and numeral.is_ordinal:
        scale = None
    if scale and scale[0] == 5:
        scale = scale if _is_ton(run, scale[1]) else None
    if scale is None and exponent == 0 and numeral.raw:
        letters = run.marks.glued.get(run.word(index))
        if letters and _is_scale_letter(run, numeral, index):
            scale = (letters, index + 1)
    if scale:
        exponent, last = exponent + scale[0], scale[1]
        half = words.and_half.at(tokens, last)
        if half:
            base, last = base + half[0], half[1]
    if not exponent:
        return numeral
    if numeral.raw:
        number = read_digits(numeral.raw, exponent, words.language in run.marks.dot_decimal)
        if number:
            base = base - numeral.base + number[0]
            numeral = numeral._replace(alternative=number[1])
    end = tokens[last - 1].end
    return numeral._replace(base=base, exponent=exponent, last=last, end=end, number_end=end)


def _is_ton(run: NumberPass, index: int) -> bool:
    """Tell whether a Dutch ton is 100,000 euros and no weight: nothing weighable may follow."""
    after = run.word(index)
    return (
        not after or not after[0].isalpha() or run.words.currency.at(run.tokens, index) is not None
    )


def _is_scale_letter(run: NumberPass, numeral: Numeral, index: int) -> bool:
    """Tell whether M, m, bn, Md behind a number scale it: glued, or with a currency near."""
    word = run.word(index)
    has_currency = (
        _currency_behind(run, index + 1, True) is not None
        or _currency_before(run, numeral.first, 0) is not None
    )
    if word in ("k", "K") and run.is_glued(index):
        return has_currency or (len(numeral.raw) > 1 and run.form(index + 1).isalpha())
    if run.is_glued(index) and len(word) == 1:
        return has_currency or (word == "M" and numeral.raw not in ("3", "6", "9"))
    if word in ("k", "K"):
        return has_currency
    if len(word) == 1 or word in ("mm", "MM"):
        return has_currency and run.form(index + 1) != "2"
    return True


def _with_percent(run: NumberPass, numeral: Numeral) -> Numeral:
    if numeral.exponent or numeral.is_ordinal:
        return numeral
    tokens, words = run.tokens, run.words
    index = _skip_hyphen(run, numeral.last)
    kind, last, factor = "", 0, Decimal(1)
    points = words.points.at(tokens, index)
    percent = words.percent.at(tokens, index)
    if points:
        kind, (factor, last) = "points", points
    elif run.form(index) in run.marks.percent:
        kind, last = "percent", index + 1
        if run.form(last) in ("-", "‑") and run.form(last + 1).startswith(("punkt", "punt")):
            kind, last = "points", last + 2
    elif percent:
        kind, last = "percent", percent[1]
    if not kind:
        return numeral
    base = numeral.base
    if numeral.raw:
        number = read_digits(numeral.raw, 9, words.language in run.marks.dot_decimal)
        base = number[0] if number else base
    return numeral._replace(
        kind=kind, base=base, factor=factor, last=last, end=tokens[last - 1].end
    )


def _with_currency(run: NumberPass, numeral: Numeral, floor: int) -> Numeral:
    if numeral.is_ordinal:
        return numeral
    behind = _currency_behind(run, numeral.last, bool(numeral.exponent))
    before = _currency_before(run, numeral.first, floor)
    if before and (behind is None or run.form(before[1]) != "euro"):
        code, first = before
        return numeral._replace(
            kind="money", currency=code, first=first, start=run.tokens[first].start
        )
    if behind:
        code, last = behind
        return numeral._replace(
            kind="money", currency=code, last=last, end=run.tokens[last - 1].end
        )
    joined = run.marks.joined.get(run.form(numeral.last))
    if joined and numeral.raw:
        number = read_digits(numeral.raw, joined, run.words.language in run.marks.dot_decimal)
        end = run.tokens[numeral.last].end
        numeral = numeral._replace(base=number[0] if number else numeral.base, exponent=joined)
        return numeral._replace(kind="money", currency="EUR", last=numeral.last + 1, end=end)
    return numeral


def _currency_behind(run: NumberPass, index: int, has_scale: bool) -> tuple[str, int] | None:
    """Return the currency that stands at index, and the index behind it."""
    tokens, words, marks = run.tokens, run.words, run.marks
    if index < len(tokens) and run.form(index) == "." and has_scale:
        index += 1
    index = _skip_hyphen(run, index)
    if has_scale and run.form(index) in words.of:
        index += 1
        if run.form(index) == "'":
            index += 1
    elif has_scale and run.form(index) in ("d", "l") and run.form(index + 1) == "'":
        index += 2
    word = run.word(index)
    if not word:
        return None
    code = marks.sign.get(word) or marks.code.get(word)
    if code:
        return code, index + 1
    if run.word(index + 1) == "$" and run.is_glued(index + 1):
        prefixed = marks.sign_prefix.get(run.form(index))
        if prefixed:
            return prefixed, index + 2
    found = words.currency.at(tokens, index)
    if found and (has_scale or not found[0][1]):
        return found[0][0], found[1]
    return None


def _currency_before(run: NumberPass, index: int, floor: int) -> tuple[str, int] | None:
    """Return the currency that stands before index, and where it begins."""
    before = index - 1
    if before >= floor and run.form(before) in run.marks.minus and before - 1 >= floor:
        sign = run.marks.sign.get(run.word(before - 1))
        if sign and run.is_glued(index):
            return sign, before - 1
    if before < floor:
        return None
    word = run.word(before)
    if word == "$" and run.is_glued(before) and before - 1 >= floor:
        prefixed = run.marks.sign_prefix.get(run.form(before - 1))
        if prefixed:
            return prefixed, before - 1
    code = run.marks.sign.get(word) or run.marks.code.get(word)
    if code is None and run.form(before) == "euro":
        code = "EUR"
    return (code, before) if code else None


def _with_measure(run: NumberPass, numeral: Numeral) -> Numeral:
    """Mark numbers that measure, name or stamp a time: 12 km, 10:30, iPhone 6, 8/10."""
    words = run.words
    first, last = numeral.first, numeral.last
    if words.unit_never.at(run.tokens, last):
        return numeral
    if not numeral.raw:
        return numeral._replace(kind="unit") if run.form(last) in words.unit else numeral
    after = run.form(last)
    if run.is_glued(last) and after in _ORDINAL_MARKS:
        return numeral._replace(is_ordinal=True, last=last + 1, end=run.tokens[last].end,
        )  # fmt: skip
    kind = ""
    if (
        (run.form(first - 1) in ("h", "uhr", ":") and first)
        or after in words.unit
        or (after in ("-", "‑") and run.is_glued(last) and run.form(last + 1) in words.unit)
    ):
        kind = "unit"
    elif (
        (
            run.is_glued(last)
            and (after[:1].isalpha() or after in (":", "/"))
            and (after.isalpha() or run.form(last + 1)[:1].isdigit())
        )
        or (
            run.is_glued(first)
            and (run.form(first - 1)[-1:].isalnum() or run.form(first - 1) in ":/_")
        )
        or (run.form(first - 1) in words.numbered and first)
    ):
        kind = "name"
    elif len(numeral.raw) == 4 and numeral.raw.isdigit() and 1900 <= int(numeral.raw) <= 2099:
        if not (numeral.raw in ("1900", "2000") and after.isalpha() and len(after) > 3):
            kind = "year"
    elif (len(numeral.raw) > 1 and numeral.raw[0] == "0" and numeral.raw.isdigit()) or (
        len(numeral.raw) <= 2
        and first
        and run.tokens[first - 1].is_capital
        and first > 1
        and not after[:1].isalpha()
        and run.words.language != "de"
    ):
        kind = "name"
    return numeral._replace(kind=kind) if kind else numeral


def _with_sign(run: NumberPass, numeral: Numeral, floor: int) -> Numeral:
    """Add an explicit sign: -35 M€, € -6,2 mln, +11,4 %, minus 28 %."""
    inner = numeral.first
    is_inside = numeral.currency and run.tokens[inner].end < numeral.number_end
    if is_inside and not run.form(inner)[:1].isdigit() and run.form(inner + 1) in run.marks.minus:
        return numeral._replace(sign=-1)
    before = inner - 1
    if before < floor:
        return numeral
    form = run.form(before)
    if form == "+" or form in run.marks.minus:
        is_free = before == 0 or not run.is_glued(before) or run.form(before - 1) in "([{;:,\"'„“"
        if is_free and run.is_glued(inner):
            sign = 1 if form == "+" else -1
            return numeral._replace(first=before, start=run.tokens[before].start, sign=sign)
    is_least = before > 0 and run.form(before - 1) in run.marks.least  # al menos, plus ou moins
    if form in run.words.minus and not is_least and (numeral.kind or numeral.exponent):
        return numeral._replace(first=before, start=run.tokens[before].start, sign=-1)
    return numeral
