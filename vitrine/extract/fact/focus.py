"""Which company a sentence speaks of when it does not say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from vitrine.extract.fact.party import Party, is_aside
from vitrine.extract.name.word import load_name_words
from vitrine.extract.reading import Reading
from vitrine.extract.text import fold_form

_HEADING_WORDS = 10
_LEAD = 3  # sentences in which a story says whom it is about
_OTHERS_IN_DIGEST = 3  # paragraphs about other companies that make a digest of an article,
_OTHERS_IN_STORY = 5  # and of one whose headline names its company
_ITEMS_OF_SERIES = 3
_ITEM_MARKS = frozenset("•●*–→►■-»▪▶◆✦+")


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
        return Party(best, None, "title" if len(set(named)) == 1 else "article")
    lead = Counter(item.company for reading in readings[:6] for item in reading.companies)
    ranked = lead.most_common(1) or whole.most_common(1)
    return Party(ranked[0][0], None, "article") if ranked else None


def unlisted_company(title: Reading | None, readings: Sequence[Reading]) -> str:
    """Return the company outside the watch list that an article is about, empty when none is.

    It stands in the headline or the first sentences, comes again, and is named there more often
    than any company of the list.
    """
    if title and title.companies:
        return ""
    lead = [*([title] if title else []), *readings[:_LEAD]]
    whole = [*lead, *readings[_LEAD:]]
    names = [n for reading in whole for n in reading.names if n.kind in ("company", "unknown")]
    sure = {name.text for name in names if name.kind == "company"}
    listed = Counter(item.company for reading in lead for item in reading.companies)
    most_listed = max(listed.values(), default=0)
    headline = _told_again(title, readings)
    texts = list(dict.fromkeys(name.text for name in names))
    best, most = "", (False, 0)
    for text in texts:
        count = _count(text, whole)
        is_enough = count >= (2 if text in sure or text in headline else 3)
        rank = (_is_named(text, title), count)
        if is_enough and rank > most and _count(text, lead) > most_listed:
            best, most = text, rank
    fuller = [text for text in texts if best and is_part_of(best, text)]
    return max(fuller, key=len, default=best)


def is_part_of(name: str, whole: str) -> bool:
    """Tell whether a name is said in short: Vandamme for Elektro Vandamme, not Computerkette."""
    words = whole.split()
    if load_name_words().is_kind(fold_form(words[0])):
        return False
    return name != whole and name in (words[0], words[-1], " ".join(words[1:]))


def _told_again(title: Reading | None, readings: Sequence[Reading]) -> set[str]:
    """Return the names of two words and more that stand in the headline and in the lead."""
    told = {name.text for reading in readings[:_LEAD] for name in reading.names}
    return {name.text for name in (title.names if title else ()) if " " in name.text} & told


def _is_named(name: str, title: Reading | None) -> bool:
    """Tell whether the headline names it, word for word."""
    words = [fold_form(word) for word in name.split()]
    forms = [token.form for token in title.tokens] if title else []
    return any(forms[i : i + len(words)] == words for i in range(len(forms)))


def _count(name: str, readings: Sequence[Reading]) -> int:
    """Return how often the first word of a name stands in sentences, with a capital."""
    first = fold_form(name.split()[0])
    return sum(t.form == first and t.is_capital for r in readings for t in r.tokens)


class Focus:
    """The company carried from sentence to sentence.

    A story is about one company from end to end; a digest of short news is about another company in
    each paragraph, which its heading or first sentence names.
    """

    def __init__(self, readings: Sequence[Reading], main: Party | None) -> None:
        """Tell a story from a digest by how many paragraphs name the main company."""
        self._main = main
        self._paragraph = -1
        self._opens = False
        self._carried = main
        self._heading: Party | None = None
        self.is_digest = _is_digest(readings, main)
        self._first: dict[int, str] = {}
        self._told: set[str] = set()  # the companies that the paragraph has named so far
        for reading in readings:
            own = [item for item in reading.companies if not is_aside(reading, item)]
            for item in own or reading.companies:
                self._first.setdefault(reading.sentence.paragraph, item.company)
        self._last: Party | None = None

    def before(self, reading: Reading) -> Party | None:
        """Return the company that a sentence speaks of unless it names its own."""
        self._opens = reading.sentence.paragraph != self._paragraph
        if self._opens:
            self._paragraph = reading.sentence.paragraph
            self._last = None
            self._told = set()
            if not self.is_digest:
                self._carried = self._main
            elif _is_heading(reading):
                first = reading.companies[0] if reading.companies else None
                self._heading = Party(first.company, None, "carried") if first else None
                self._carried = self._heading
            else:
                first_name = self._first.get(self._paragraph)
                own = Party(first_name, None, "carried") if first_name else None
                self._carried = self._heading or own or self._main
        if self._last and not reading.companies and reading.has("cue.anaphora"):
            return self._last
        return self._carried or self._main

    def after(self, reading: Reading) -> None:
        """Take note of what a sentence was about."""
        own = [item for item in reading.companies if not is_aside(reading, item)]
        self._told |= {item.company for item in reading.companies}
        if not own:
            return
        self._last = Party(own[0].company, None, "carried")
        if self.is_digest:
            if _is_subject(reading, own[0].start):
                self._carried = Party(own[0].company, None, "carried")
        elif self._main and any(item.company == self._main.name for item in own):
            self._carried = self._main
        elif (
            self._opens
            and _is_subject(reading, own[0].start)
            and not (self._main and self._main.name in self._told)
            and not _tells_a_deal(reading)
        ):
            self._carried = Party(own[0].company, None, "carried")


def _is_digest(readings: Sequence[Reading], main: Party | None) -> bool:
    """Tell short news about several companies from a story by its paragraphs and their marks."""
    subjects: dict[int, set[str]] = defaultdict(set)
    everyone: dict[int, set[str]] = defaultdict(set)
    for reading in readings:
        paragraph = reading.sentence.paragraph
        everyone[paragraph] |= {item.company for item in reading.companies}
        subjects[paragraph] |= {
            item.company for item in reading.companies if not is_aside(reading, item)
        }
    own = main.name if main else ""
    is_titled = bool(main) and main.found == "title"  # type: ignore[union-attr]
    if _is_series(readings, everyone):
        return True
    named = [found for found in subjects.values() if found]
    about_main = sum(1 for found in named if own in found)
    others = len(named) - about_main
    enough = _OTHERS_IN_STORY if is_titled else _OTHERS_IN_DIGEST
    items: dict[int, set[str]] = {}
    for reading in readings:
        paragraph = reading.sentence.paragraph
        if _is_bulleted(reading):  # what follows its first sentence explains it
            items[paragraph] = {item.company for item in reading.companies}
        elif _begins_item(reading) or (_is_heading(reading) and not is_titled):
            items.setdefault(paragraph, everyone[paragraph])
    return (others >= enough and about_main * 2 < len(named)) or (
        len(items) >= 2 and sum(1 for names in items.values() if names - {own}) >= 2
    )


def _is_series(readings: Sequence[Reading], everyone: Mapping[int, set[str]]) -> bool:
    """Tell whether every paragraph opens with a company that no other one names."""
    opens: dict[int, str] = {}
    for reading in readings:
        if reading.sentence.paragraph not in opens:
            first = reading.companies[0].company if reading.companies else ""
            opens[reading.sentence.paragraph] = first
    names = list(opens.values())
    if len(names) < _ITEMS_OF_SERIES or not all(names) or len(set(names)) < len(names):
        return False
    return not any(
        name in found
        for paragraph, name in opens.items()
        for other, found in everyone.items()
        if other != paragraph
    )


def _is_heading(reading: Reading) -> bool:
    last = reading.tokens[-1].form
    return len(reading.tokens) <= _HEADING_WORDS and last not in ".!?…»”"


def _is_bulleted(reading: Reading) -> bool:
    return reading.tokens[0].form in _ITEM_MARKS


def _begins_item(reading: Reading) -> bool:
    """Tell whether a sentence opens an item of a digest by itself: a word, capitals."""
    tokens = reading.tokens
    is_word = len(tokens) <= 3 and tokens[-1].form == "."  # NOMINE. Cambio al vertice
    return reading.opens_in_capitals or (is_word and tokens[0].is_capital)


def _tells_a_deal(reading: Reading) -> bool:
    """Tell whether a sentence is about a company that is bought or sold: the story is of others."""
    return any(
        tag.startswith(("trigger.acquisition", "trigger.divestiture")) for tag in reading.hits
    )


def _is_subject(reading: Reading, start: int) -> bool:
    """Tell whether a name stands at the very beginning of its sentence."""
    return reading.token_at(start) <= 2
