"""Companies that no list has, told by how an article speaks of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vitrine.extract.name.vocabulary import EVERYDAY, zipf
from vitrine.extract.name.who import CompanyFound
from vitrine.extract.name.word import NameWords, load_name_words
from vitrine.extract.reading import Placed, Reading
from vitrine.extract.text import Token, fold_form

UNLISTED = "unlisted"  # the kind of such a company
_ENOUGH = 3  # points that make a name a company,
_ENOUGH_BESIDE = 5  # and where the headline names one of the list
_MOST = 2  # points that one kind of evidence gives
_LEAD = 3  # sentences in which a story says whom it is about
_ALWAYS = 2  # times that a word stands before a name to belong to it
_SHORT = 4  # letters of a first word that may stand for the whole name
_SOON = 3  # words between a name that opens a sentence and what it does
_APPOSED = 4  # words between a name with a comma and the word for a company
_ACTS = ("trigger.", "cue.plan", "cue.future", "cue.announced", "cue.done", "cue.state")
_TELLS = ("trigger.", "metric.", "figure.")
_PERSONAL = "trigger.leadership"  # which people do, not companies

_Forms = tuple[str, ...]


@dataclass(slots=True)
class _Evidence:
    """What an article says for a name: how often it acts, is called a company, stands at all."""

    acts: int = 0
    called: int = 0
    told: int = 0
    in_title: int = 0
    in_lead: int = 0
    opens: int = 0
    elsewhere: int = 0

    def points(self, listed: int) -> int:
        """Return the weight of it all, where the lead names a listed company so many times."""
        told = min(_MOST, self.told - 1) + (self.in_lead > listed)
        said = 2 * min(1, self.called) + min(_MOST, self.acts)
        return said + told + self.in_title + min(1, self.opens) - 2 * self.elsewhere


def add_unlisted(title: Reading | None, readings: Sequence[Reading], language: str) -> None:
    """Give each reading the companies outside the watch list that it names, in its order.

    A name is a company when it acts as one (opens, plans, buys), is called one (the chain X, X
    GmbH), stands in the headline, opens a paragraph and comes again; not when it stands as a place
    or as somebody who is quoted. A short form is the company of its full name.
    """
    everything = [*([title] if title else []), *readings]
    others = {form for r in everything for item in r.persons for form in _forms(r, item)}
    others |= {form for r in everything for item in r.places for form in _forms(r, item)}
    names = _names(everything, language)
    full = _full_names(names)
    words = load_name_words()
    weights: dict[_Forms, _Evidence] = defaultdict(_Evidence)
    places = _places(names, everything)
    opening = _openings(readings)
    for forms, found in places.items():
        for reading, first, behind in found:
            evidence = weights[full[forms]]
            evidence.opens += reading.index in opening and first <= 1
            _weigh(evidence, reading, first, behind, words, language)
    listed = Counter(c.company for r in everything if r.index < _LEAD for c in r.companies)
    most = max(listed.values(), default=0)
    enough = _ENOUGH_BESIDE if title and title.companies else _ENOUGH
    more: dict[int, list[CompanyFound]] = defaultdict(list)
    for forms, found in places.items():
        name = full[forms]
        if others.issuperset(forms) or weights[name].points(most) < enough:
            continue
        for reading, first, behind in found:
            start, end = reading.tokens[first].start, reading.tokens[behind - 1].end
            if not any(item.start < end and start < item.end for item in reading.persons):
                more[reading.index].append(CompanyFound(start, end, names[name], UNLISTED))
    for reading in everything:
        if more[reading.index]:
            found_here = [*reading.companies, *more[reading.index]]
            reading.companies = sorted(found_here, key=lambda company: company.start)


def _names(readings: Sequence[Reading], language: str) -> dict[_Forms, str]:
    """Return the names that may be companies, folded, with their spelling that is not shouted."""
    found: dict[_Forms, str] = {}
    for reading in readings:
        for name in reading.names:
            if name.kind in ("company", "unknown"):
                forms = tuple(fold_form(word) for word in name.text.split())
                if len(forms) == 1 and zipf(forms[0], language) >= EVERYDAY:
                    continue
                if forms not in found or found[forms].isupper():
                    found[forms] = name.text
    before = _always_before(readings) if found else {}
    for forms in [forms for forms in found if len(forms) == 1 and forms[0] in before]:
        word = before[forms[0]]
        found[word, *forms] = f"{word.capitalize()} {found[forms]}"
    for forms in [forms for forms in found if len(forms) > 1]:
        if len(forms[0]) >= _SHORT and zipf(forms[0], language) < EVERYDAY:
            found.setdefault(forms[:1], found[forms].split()[0])
    return found


def _always_before(readings: Sequence[Reading]) -> dict[str, str]:
    """Return the word with a capital that stands before a name wherever it is told: Red (Zac)."""
    before: dict[str, list[Token | None]] = defaultdict(list)
    for reading in readings:
        for at, token in enumerate(reading.tokens):
            if token.is_capital:
                before[token.form].append(reading.tokens[at - 1] if at else None)
    words = load_name_words()
    found: dict[str, str] = {}
    for form, others in before.items():
        first = others[0]
        if first is None or len(others) < _ALWAYS or not first.is_capital:
            continue
        if any(other is None or other.form != first.form for other in others):
            continue
        if not (words.is_kind(first.form) or first.form in words.never or first.form in words.role):
            found[form] = first.form
    return found


def _openings(readings: Sequence[Reading]) -> set[int]:
    """Return the sentences that open a paragraph."""
    first: dict[int, int] = {}
    for reading in readings:
        first.setdefault(reading.sentence.paragraph, reading.index)
    return set(first.values())


def _full_names(names: Iterable[_Forms]) -> dict[_Forms, _Forms]:
    """Return the full name behind each name: Elektro Vandamme for Vandamme, not Computerkette."""
    names = list(names)
    full = {forms: forms for forms in names}
    words = load_name_words()
    for whole in sorted(names, key=len):
        if len(whole) > 1 and not words.is_kind(whole[0]):
            for part in (whole[:1], whole[-1:], whole[1:]):
                if part in full and len(whole) > len(full[part]):
                    full[part] = whole
    return full


def _forms(reading: Reading, item: Placed) -> Iterator[str]:
    first, last = reading.token_at(item.start), reading.token_at(item.end - 1)
    return (token.form for token in reading.tokens[first : last + 1])


def _places(
    names: Mapping[_Forms, str], readings: Sequence[Reading]
) -> dict[_Forms, list[tuple[Reading, int, int]]]:
    """Return where each name stands with a capital: the reading, its first token, the one behind.

    Of names that overlap the longest counts; a listed company is no other.
    """
    found: dict[_Forms, list[tuple[Reading, int, int]]] = {forms: [] for forms in names}
    by_first: dict[str, list[_Forms]] = defaultdict(list)
    for forms in sorted(found, key=len, reverse=True):
        by_first[forms[0]].append(forms)
    for reading in readings:
        tokens = reading.tokens
        behind = 0
        for at, token in enumerate(tokens):
            candidates = by_first.get(token.form)
            if not candidates or at < behind or _is_listed(reading, token):
                continue
            for forms in candidates:
                is_written = token.is_capital or names[forms][:1].islower()
                if is_written and tuple(t.form for t in tokens[at : at + len(forms)]) == forms:
                    behind = at + len(forms)
                    found[forms].append((reading, at, behind))
                    break
    return found


def _is_listed(reading: Reading, item: Placed) -> bool:
    return any(c.start < item.end and item.start < c.end for c in reading.companies)


def _weigh(
    evidence: _Evidence,
    reading: Reading,
    first: int,
    behind: int,
    words: NameWords,
    language: str,
) -> None:
    tokens = reading.tokens
    start, end = tokens[first].start, tokens[behind - 1].end
    at = first - 1
    while at > 0 and tokens[at].form in words.particle:
        at -= 1
    before = tokens[at].form if first else ""
    after = tokens[behind].form if behind < len(tokens) else ""
    if before in words.place_before.get(language, ()):
        evidence.elsewhere += 1
    is_explained = after == "(" and any(
        reading.token_at(place.start) == behind + 1 for place in reading.places
    )
    if is_explained or before in words.role or {before, after} & words.speech:
        evidence.elsewhere += 1
    evidence.told += 1
    evidence.in_lead += reading.index < _LEAD
    evidence.in_title = evidence.in_title or int(reading.is_title)
    is_apposed = after == "," and any(
        words.is_kind(token.form) for token in tokens[behind + 1 : behind + 1 + _APPOSED]
    )
    if is_apposed or any(
        n.kind == "company" and n.start < end and start < n.end for n in reading.names
    ):
        evidence.called += 1
    if first <= 1 and _begins(reading, _TELLS, behind, behind + _SOON):
        evidence.acts += _MOST
    elif _begins(reading, _ACTS, behind, behind) or _ends(reading, _ACTS, first):
        evidence.acts += 1


def _begins(reading: Reading, tags: tuple[str, ...], first: int, last: int) -> bool:
    """Tell whether a phrase of these tags begins at one of the tokens."""
    return any(
        first <= hit.first <= last
        for tag, hits in reading.hits.items()
        if tag.startswith(tags) and not tag.startswith(_PERSONAL)
        for hit in hits
    )


def _ends(reading: Reading, tags: tuple[str, ...], behind: int) -> bool:
    """Tell whether a phrase of these tags ends right before a token."""
    return any(
        hit.last == behind
        for tag, hits in reading.hits.items()
        if tag.startswith(tags) and not tag.startswith(_PERSONAL)
        for hit in hits
    )
