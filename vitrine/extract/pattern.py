"""Patterns of words and slots ({day} {month}) found among tokens, each with what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from vitrine.extract.text import Token, tokens_of

SlotReader = Callable[[Sequence[Token], int], tuple[Any, int] | None]

YEAR_KEY, SMALL_KEY, OTHER_KEY = "#year", "#small", "#other"


class Slot(NamedTuple):
    """How a slot is read, and the words (or kinds of digits) it may begin with.

    A slot that may be empty is a link: it never begins a pattern.
    """

    read: SlotReader
    starts: frozenset[str]
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern in the tokens: tokens[first:last], what it means, and what its slots read.

    values holds what each slot read by its name, and as @name the indexes of its tokens.
    """

    meaning: str
    first: int
    last: int
    values: Mapping[str, Any]


class _Element(NamedTuple):
    name: str
    slot: Slot | None
    words: tuple[tuple[str, ...], ...]
    is_optional: bool


class _Node:
    """A place in the tree of all patterns: what may come next, and the meaning."""

    __slots__ = ("meaning", "order", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.slots: dict[str, tuple[Slot, _Node]] = {}
        self.meaning = ""
        self.order = 0


_Captured = tuple[str, Any, int, int, Any] | None  # name, value, first, last, captured before it


class Grammar:
    """Patterns by their meaning; the longest that fits at a place wins, then the first given."""

    def __init__(self, patterns: Iterable[tuple[str, str]], slots: Mapping[str, Slot]) -> None:
        """Grow a tree of (meaning, pattern) pairs, so that common beginnings are read once."""
        self._root = _Node()
        for order, (meaning, text) in enumerate(patterns):
            for elements in _anchored(_compile(text, slots)):
                _grow(self._root, elements, meaning, order)
        self._by_start: dict[str, list[tuple[str, Slot, _Node]]] = {}
        for name, (slot, node) in self._root.slots.items():
            for form in slot.starts:
                self._by_start.setdefault(form, []).append((name, slot, node))
        self._starts = frozenset(self._by_start) | frozenset(self._root.words)

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Return the patterns found, from left to right and without overlap."""
        found = []
        index, count, starts = 0, len(tokens), self._starts
        while index < count:
            form = tokens[index].form
            if form not in starts:
                if not form[:1].isdigit():
                    index += 1
                    continue
                form = digit_key(form)
            best = self._longest(tokens, index, form)
            if best:
                found.append(best)
                index = best.last
            else:
                index += 1
        return found

    def _longest(self, tokens: Sequence[Token], index: int, key: str) -> Match | None:
        search = _Search(tokens)
        node = self._root.words.get(key)
        if node and (
            node.slots
            or node.meaning
            or (index + 1 < len(tokens) and tokens[index + 1].form in node.words)
        ):
            search.walk(node, index + 1, None)
        for name, slot, node in self._by_start.get(key, ()):
            read = slot.read(tokens, index)
            if read and read[1] > index:
                search.walk(node, read[1], (name, read[0], index, read[1], None))
        if search.node is None or search.last <= index:
            return None
        return Match(search.node.meaning, index, search.last, _values(search.captured))


class _Search:
    """The best pattern found so far while walking the tree from one token."""

    __slots__ = ("captured", "last", "node", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.node: _Node | None = None
        self.last = -1
        self.captured: _Captured = None

    def walk(self, node: _Node, index: int, captured: _Captured) -> None:
        """Try everything that may follow; keep the longest, then the first given."""
        if node.meaning and (
            self.node is None
            or index > self.last
            or (index == self.last and node.order < self.node.order)
        ):
            self.node, self.last, self.captured = node, index, captured
        tokens = self.tokens
        if node.words and index < len(tokens):
            child = node.words.get(tokens[index].form)
            if child:
                self.walk(child, index + 1, captured)
        for name, (slot, child) in node.slots.items():
            read = slot.read(tokens, index)
            if slot.is_link:
                for behind in range(read[1] if read else index, index - 1, -1):
                    self.walk(child, behind, captured)
            elif read and read[1] > index:
                self.walk(child, read[1], (name, read[0], index, read[1], captured))


def digit_key(form: str) -> str:
    """Return the kind of number: a year, a small one or another."""
    if form.isdigit():
        if len(form) == 4 and form[:2] in ("19", "20"):
            return YEAR_KEY
        if len(form) <= 2:
            return SMALL_KEY
    return OTHER_KEY


def _values(captured: _Captured) -> dict[str, Any]:
    values: dict[str, Any] = {}
    while captured:
        name, value, first, last, captured = captured
        values[name] = value
        values[f"@{name}"] = (first, last)
    return values


def _compile(text: str, slots: Mapping[str, Slot]) -> tuple[_Element, ...]:
    elements = []
    for part in text.split():
        is_optional = part.endswith("?") and len(part) > 1
        part = part.removesuffix("?") if is_optional else part
        if part.startswith("{") and part.endswith("}"):
            name = part[1:-1]
            slot = slots.get(name) or slots[name.rstrip("0123456789")]
            elements.append(_Element(name, slot, (), is_optional))
        else:
            words = tuple(
                tuple(token.form for token in tokens_of(word)) for word in part.split("|") if word
            )
            elements.append(_Element("", None, words, is_optional))
    return tuple(elements)


def _anchored(elements: tuple[_Element, ...]) -> list[tuple[_Element, ...]]:
    """Return the pattern with and without its optional beginnings, never begun by a link."""
    found = []
    while elements:
        head = elements[0]
        is_filler = (head.slot and head.slot.is_link) or head.words == ((",",),)
        if not is_filler:
            found.append((head._replace(is_optional=False), *elements[1:]))
            if not head.is_optional:
                break
        elements = elements[1:]
    return found


def _grow(node: _Node, elements: tuple[_Element, ...], meaning: str, order: int) -> None:
    """Add a pattern to the tree below a node; an earlier pattern of the same words stays."""
    if not elements:
        if not node.meaning:
            node.meaning, node.order = meaning, order
        return
    head, rest = elements[0], elements[1:]
    if head.is_optional:
        _grow(node, rest, meaning, order)
    if head.slot:
        if head.name not in node.slots:
            node.slots[head.name] = (head.slot, _Node())
        _grow(node.slots[head.name][1], rest, meaning, order)
        return
    for words in head.words:
        child = node
        for form in words:
            child = child.words.setdefault(form, _Node())
        _grow(child, rest, meaning, order)
