"""Are two addresses one place? Streets, venues and house numbers as the press writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from vitrine.filters import fold

# Words that say what kind of street it is. Two different kinds are one place only if the rest fits.
_KINDS = {
    "avenue": "avenue",
    "avenida": "avenue",
    "avinguda": "avenue",
    "av": "avenue",
    "boulevard": "boulevard",
    "bd": "boulevard",
    "calle": "street",
    "carrer": "street",
    "rue": "street",
    "rua": "street",
    "street": "street",
    "straat": "street",
    "strasse": "street",
    "via": "street",
    "viale": "avenue",
    "place": "square",
    "placa": "square",
    "plaza": "square",
    "platz": "square",
    "piazza": "square",
    "plein": "square",
    "square": "square",
    "praca": "square",
    "paseo": "promenade",
    "passeig": "promenade",
    "rambla": "rambla",
    "ronda": "ronda",
    "road": "road",
    "parvis": "square",
}
# These are also the name itself: "La Rambla 131", "Haagse Passage".
_KINDS_THAT_NAME = {"rambla"}
# Words that say nothing about which place it is.
_EMPTY_WORD = re.compile(
    r"""al|and|aan|aux|cc|center|centre|centro|city|commercial|commerciale|comercial|das|de|degli
    |dei|del|della|delle|der|des|di|die|do|dos|du|el|en|et|galerie|gallery|gare|il|in|intu|la|las
    |le|les|lo|los|mall|na|near|next|of|op|park|parc|parque|plus|retail|saint|san|sant|sankt|santa
    |sint|shopping|station|stazione|the|to|und|van|von|westfield|zone|zum""",
    re.VERBOSE,
)
_DISTRICT_WORD = re.compile(
    r"quartier|arrondissement|district|barrio|viertel|stadtteil|wijk|borough|quartiere"
)
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "·": "", "'": " ", "’": " "}
)
# "Gran Vía" and "Gran Plaza" are names of their own, not the street kind "via" with a word "gran".
_GRAND = re.compile(r"\b(gran|grand|grande|grote|grosse) (?=[a-z])")
_NUMBER = re.compile(r"\b(\d{1,4})(?: ?[-–] ?(\d{1,4}))?\b")
_LONG_WORD = 6
_SIMILAR = 0.84
_ENOUGH_SHARED = 0.5
_LONGEST_RANGE = 40


class Likeness(Enum):
    """What two addresses say about each other."""

    SAME = "same place"
    VAGUE = "place not known on one side"
    DIFFERENT = "different places"


@dataclass(frozen=True)
class _Part:
    """One comma-separated part of an address: its telling words, street kind and numbers."""

    names: frozenset[str]
    kind: str
    numbers: frozenset[int]


def plain(text: str) -> str:
    """Return a text in lower case without accents, ligatures and apostrophes."""
    return fold(text.translate(_LETTERS))


def is_vague(address: str) -> bool:
    """Tell whether an address does not say which place it is: empty, or only a district."""
    return not _parts(address, frozenset())


def compare(address: str, other: str, towns: Iterable[str] = ()) -> Likeness:
    """Tell whether two addresses are one place.

    The first part of an address is its most exact one ("Les Quatre Temps, La Défense"), so two
    addresses that share only a later part are different places. Words of the towns do not count:
    "Madrid Xanadú" and "Madrid La Gavia" share only the town.
    """
    town_words = frozenset(word for town in towns for word in _words(plain(town)))
    mine, others = _parts(address, town_words), _parts(other, town_words)
    if not mine or not others:
        return Likeness.VAGUE
    pairs = [(mine[0], part) for part in others] + [(part, others[0]) for part in mine[1:]]
    matches = [(a, b) for a, b in pairs if _shares_names(a, b)]
    if not matches or any(_numbers_clash(a, b) for a, b in matches):
        return Likeness.DIFFERENT
    if any(not (a.kind and b.kind) or a.kind == b.kind for a, b in matches):
        return Likeness.SAME
    return Likeness.VAGUE


def exactness(address: str) -> tuple[int, int]:
    """Rank addresses by how much they say: with a house number first, then the longer one."""
    parts = _parts(address, frozenset())
    return (1 if any(part.numbers for part in parts) else 0, len(address))


@lru_cache(maxsize=4096)
def _parts(address: str, town_words: frozenset[str]) -> tuple[_Part, ...]:
    texts = [plain(text) for text in address.split(",")]
    if any(_is_district(_words(text)) for text in texts):
        return ()
    found = [_part(text, town_words) for text in texts]
    return tuple(part for part in found if part.names)


def _is_district(words: list[str]) -> bool:
    # A shopping district is a mall.
    return "shopping" not in words and any(map(_DISTRICT_WORD.fullmatch, words))


def _part(text: str, town_words: frozenset[str]) -> _Part:
    words = _words(_NUMBER.sub(" ", text))
    kind = next((_KINDS[word] for word in words if word in _KINDS), "")
    telling = [
        word
        for word in words
        if not _EMPTY_WORD.fullmatch(word) and (word not in _KINDS or word in _KINDS_THAT_NAME)
    ]
    own = [word for word in telling if word not in town_words]
    return _Part(frozenset(own or telling or words), kind, _numbers(text))


def _words(text: str) -> list[str]:
    glued = _GRAND.sub(r"\1", text)
    return [word for word in re.split(r"[^a-z0-9]+", glued) if len(word) > 1]


def _numbers(text: str) -> frozenset[int]:
    numbers: set[int] = set()
    for first, last in _NUMBER.findall(text):
        start = int(first)
        end = int(last) if last else start
        numbers.update(range(start, end + 1) if 0 <= end - start <= _LONGEST_RANGE else {start})
    return frozenset(numbers)


def _shares_names(a: _Part, b: _Part) -> bool:
    shared = sum(any(_alike(word, other) for other in b.names) for word in a.names)
    return shared > 0 and shared >= _ENOUGH_SHARED * min(len(a.names), len(b.names))


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    return min(len(word), len(other)) >= _LONG_WORD and (
        SequenceMatcher(None, word, other, autojunk=False).ratio() >= _SIMILAR
    )


def _numbers_clash(a: _Part, b: _Part) -> bool:
    return bool(a.numbers and b.numbers and not a.numbers & b.numbers)
