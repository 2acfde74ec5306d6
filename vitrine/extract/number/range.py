"""What numbers share within a range, and what makes them inexact."""

from __future__ import annotations

from decimal import Decimal

from vitrine.extract.number.scan import NumberPass, Numeral, read_digits

_MAX_FILLERS = 2


def with_context(run: NumberPass, found: list[Numeral]) -> list[Numeral]:
    """Share units within ranges and mark what is said to be inexact."""
    for index in range(len(found) - 1, 0, -1):
        left, right = found[index - 1], found[index]
        if (right.kind in ("money", "percent", "points") or right.exponent >= 6) and (
            not left.is_ordinal and left.kind in ("", right.kind or "money")
        ):
            link = _link(run, left, right)
            if link:
                found[index - 1], found[index] = _shared(run, left, right, link == "range")
    for index, item in enumerate(found):
        if not item.is_approx and _is_approx(run, item):
            found[index] = item._replace(is_approx=True)
    return found


def _link(run: NumberPass, left: Numeral, right: Numeral) -> str:
    """Return "range" or "step" when two numbers belong together: 3 à 4, de 340 à 311."""
    between = [run.form(index) for index in range(left.last, right.first)]
    if not between:
        return "range" if right.sign < 0 and run.is_glued(right.first) else ""
    if len(between) > 2 or (len(between) == 2 and between[1] not in run.words.filler):
        return ""
    before = [run.form(index) for index in range(max(0, left.first - 4), left.first)]
    is_whole = bool(left.currency and left.exponent >= 6)  # by 15 million to 667 million
    is_step = any(form in run.words.step for form in before[-2:])
    if between[0] in run.marks.range and len(between) == 1:
        return "range"
    if between[0] in run.words.joiner:
        return "step" if is_step or is_whole else "range"
    if between[0] in run.words.pair and any(form in run.words.between for form in before):
        return "range"
    return ""


def _shared(
    run: NumberPass, left: Numeral, right: Numeral, is_range: bool
) -> tuple[Numeral, Numeral]:
    """Give both numbers of a range the scale and the currency that one of them has."""
    if left.exponent < 6 <= right.exponent and not left.exponent:
        base = left.base
        if left.raw:
            number = read_digits(
                left.raw, right.exponent, run.words.language in run.marks.dot_decimal
            )
            base = number[0] if number else base
        ratio = right.base / base if base else Decimal(0)
        if not Decimal("0.01") <= abs(ratio) <= 100:
            return left, right
        left = left._replace(exponent=right.exponent, base=base)
    elif right.kind == "money" and not left.currency and left.exponent < 6 <= right.exponent:
        return left, right
    if right.kind in ("percent", "points"):
        if left.kind == "" and left.exponent == 0:
            left = left._replace(kind=right.kind, factor=right.factor)
    elif left.currency and not right.currency:
        right = right._replace(currency=left.currency, kind="money")
    elif right.currency and not left.currency:
        left = left._replace(currency=right.currency, kind="money")
    if right.sign < 0 and run.form(right.first) in run.marks.range and run.is_glued(right.first):
        first = right.first + 1
        right = right._replace(sign=0, first=first, start=run.tokens[first].start)
    if is_range:
        left = left._replace(is_approx=True, is_range=True)
        right = right._replace(is_approx=True, is_range=True)
    return left, right


def _is_approx(run: NumberPass, numeral: Numeral) -> bool:
    if run.words.approx_after.at(run.tokens, numeral.last):
        return True
    index = numeral.first - 1
    for _ in range(_MAX_FILLERS + 1):
        if index < 0:
            return False
        if run.words.approx.at(run.tokens, index):
            return True
        if run.form(index) not in run.words.filler:
            return False
        index -= 1
    return False
