"""Packs marks and their labels into the rows of a lane so that nothing overlaps (pure).

Everything is in CSS pixels from the left edge of the plot. The most important marks choose first;
a mark that finds no room is handed back, never dropped.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

GAP_PX = 5
TEXT_GAP_PX = 4
Side = Literal["", "right", "left", "above"]


@dataclass(frozen=True)
class Item:
    """A mark from x0 to x1 with a label text_px wide (0 for none).

    tail is the start of the line that leads to it, or x0; is_bar lets the label stand above it.
    """

    key: str
    x0: float
    x1: float
    tail: float
    text_px: float = 0
    is_bar: bool = False


@dataclass(frozen=True)
class Place:
    """Where an item stands: its row, the side of its label, whether its line is drawn."""

    item: Item
    row: int
    side: Side = ""
    has_tail: bool = False

    def text_span(self) -> tuple[float, float]:
        """Return where the label begins and ends; an empty span without a label."""
        item = self.item
        if self.side == "right":
            return item.x1 + TEXT_GAP_PX, item.x1 + TEXT_GAP_PX + item.text_px
        if self.side == "left":
            return item.x0 - TEXT_GAP_PX - item.text_px, item.x0 - TEXT_GAP_PX
        if self.side == "above":
            return item.x0, item.x0 + item.text_px
        return item.x1, item.x1

    def span(self) -> tuple[float, float]:
        """Return all that the item takes of its row: line, mark and label."""
        left, right = self.text_span()
        start = self.item.tail if self.has_tail else self.item.x0
        return min(start, left), max(self.item.x1, right)


@dataclass
class Packing:
    """The rows of one lane as they fill up."""

    row_count: int
    width_px: float
    walls: tuple[float, ...] = ()  # upright lines that no label may cross
    places: list[Place] = field(default_factory=list)
    hidden: list[Item] = field(default_factory=list)
    _taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._taken = [[] for _ in range(self.row_count)]

    @property
    def used_rows(self) -> int:
        """Return how many rows hold something."""
        return max((place.row + 1 for place in self.places), default=0)

    def put(self, item: Item, *, with_text: bool) -> None:
        """Place an item in the first row with room; a label, then the line, is given up first."""
        has_line = item.tail < item.x0
        sides = _sides(item) if with_text else ()
        for side in (*sides, ""):
            for has_tail in (True, False) if has_line else (False,):
                place = Place(item, 0, side, has_tail)
                row = self._free_row(place.span()) if self._may_stand(place) else None
                if row is not None:
                    place = replace(place, row=row)
                    self.places.append(place)
                    insort(self._taken[row], place.span())
                    return
        self.hidden.append(item)

    def add_texts(self, max_texts: int) -> None:
        """Label the marks that have none where their row leaves room, most important first."""
        count = sum(bool(place.side) for place in self.places)
        for index, place in enumerate(self.places):
            if place.side or count >= max_texts:
                continue
            row = self._taken[place.row]
            row.remove(place.span())
            for side in _sides(place.item):
                wanted = replace(place, side=side)
                if self._may_stand(wanted) and self._is_free(place.row, wanted.span()):
                    self.places[index] = wanted
                    count += 1
                    break
            insort(row, self.places[index].span())

    def _may_stand(self, place: Place) -> bool:
        if not place.side:
            return True
        if place.side == "left" and place.has_tail:
            return False
        left, right = place.text_span()
        inside = left >= 0 and right <= self.width_px
        return inside and not any(left - 2 < wall < right + 2 for wall in self.walls)

    def _free_row(self, span: tuple[float, float]) -> int | None:
        return next((row for row in range(self.row_count) if self._is_free(row, span)), None)

    def _is_free(self, row: int, span: tuple[float, float]) -> bool:
        """Tell whether a span keeps its distance from its neighbours, which do not overlap."""
        taken = self._taken[row]
        index = bisect_left(taken, span)
        is_free_before = index == 0 or taken[index - 1][1] + GAP_PX <= span[0]
        is_free_after = index == len(taken) or span[1] + GAP_PX <= taken[index][0]
        return is_free_before and is_free_after


def pack(
    items: Sequence[Item],
    row_count: int,
    width_px: float,
    walls: Iterable[float] = (),
    labelled: Sequence[int] = (12, 5, 0),
    max_texts: int = 100,
) -> Packing:
    """Place the items, the most important first, with as many labels as cost no mark its place.

    labelled are the numbers of first items to try with a label; of all that hide some the one
    that hides fewest counts. Free room is then used for up to max_texts labels.
    """
    best: Packing | None = None
    for count in labelled:
        packing = Packing(row_count, width_px, tuple(walls))
        for index, item in enumerate(items):
            packing.put(item, with_text=index < count)
        if best is None or len(packing.hidden) < len(best.hidden):
            best = packing
        if not packing.hidden:
            break
    assert best is not None, "labelled must name at least one number"
    best.add_texts(max_texts)
    return best


def _sides(item: Item) -> tuple[Side, ...]:
    if not item.text_px:
        return ()
    return ("above",) if item.is_bar else ("right", "left")
