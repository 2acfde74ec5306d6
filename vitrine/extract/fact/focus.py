"""Which company a sentence speaks of when it does not say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from vitrine.extract.fact.party import Party, is_aside
from vitrine.extract.reading import Reading

_HEADING_WORDS = 10


def main_company(title: Reading | None, readings: Sequence[Reading]) -> Party | None:
    """Return the company of the headline, else the one named most in the first sentences."""
    whole = Counter(item.company for reading in readings for item in reading.companies)
    if title and title.companies:
        named = [item.company for item in title.companies if not is_aside(title, item)]
        named = named or [item.company for item in title.companies]
        best = named[0]
        for name in named[1:]:
            if whole[name] >= 3 * max(1, whole[best]):
                best = name
        return Party(best, None, "article")
    lead = Counter(item.company for reading in readings[:6] for item in reading.companies)
    ranked = lead.most_common(1) or whole.most_common(1)
    return Party(ranked[0][0], None, "article") if ranked else None


class Focus:
    """The company carried from sentence to sentence.

    A story is about one company from end to end; a digest of short news is about another company in
    each paragraph, which its heading or first sentence names.
    """

    def __init__(self, readings: Sequence[Reading], main: Party | None) -> None:
        """Tell a story from a digest by how many paragraphs name the main company."""
        self._main = main
        self._paragraph = -1
        self._carried = main
        self._heading: Party | None = None
        companies: dict[int, set[str]] = defaultdict(set)
        for reading in readings:
            companies[reading.sentence.paragraph] |= {
                item.company for item in reading.companies if not is_aside(reading, item)
            }
        named = [found for found in companies.values() if found]
        about_main = sum(1 for found in named if main and main.name in found)
        items = {r.sentence.paragraph for r in readings if _begins_item(r)}
        others = len(named) - about_main
        self.is_digest = (others >= 3 and about_main * 2 < len(named)) or (
            others >= 2 and len(items) >= 2
        )
        self._last: Party | None = None

    def before(self, reading: Reading) -> Party | None:
        """Return the company that a sentence speaks of unless it names its own."""
        if reading.sentence.paragraph != self._paragraph:
            self._paragraph = reading.sentence.paragraph
            if not self.is_digest:
                self._carried = self._main
            elif _is_heading(reading):
                first = reading.companies[0] if reading.companies else None
                self._heading = Party(first.company, None, "carried") if first else None
                self._carried = self._heading
            else:
                self._carried = self._heading or (None if reading.companies else self._main)
            self._last = None
        if self._last and not reading.companies and reading.has("cue.anaphora"):
            return self._last
        if self._carried is None and any(not is_aside(reading, item) for item in reading.companies):
            return None
        return self._carried or self._main

    def after(self, reading: Reading) -> None:
        """Take note of what a sentence was about."""
        own = [item for item in reading.companies if not is_aside(reading, item)]
        if not own:
            return
        self._last = Party(own[0].company, None, "carried")
        if self.is_digest:
            if self._carried is None or _is_subject(reading, own[0].start):
                self._carried = Party(own[0].company, None, "carried")
        elif self._main and any(item.company == self._main.name for item in own):
            self._carried = self._main


def _is_heading(reading: Reading) -> bool:
    last = reading.tokens[-1].form
    return len(reading.tokens) <= _HEADING_WORDS and last not in ".!?…»”"


def _begins_item(reading: Reading) -> bool:
    """Tell whether a sentence opens an item of a digest: a bullet, a heading, words in capitals."""
    tokens = reading.tokens
    if tokens[0].form in ("•", "●", "*", "–", "→", "►", "■", "-"):
        return True
    return _is_heading(reading) or bool(reading.opens_in_capitals)


def _is_subject(reading: Reading, start: int) -> bool:
    """Tell whether a name stands at the very beginning of its sentence."""
    return reading.token_at(start) <= 2
