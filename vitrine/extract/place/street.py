"""Streets and shopping centres told by their form: rue X, Xstraße 5, centre commercial X."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CAP = r"[A-ZÀ-ÖØ-Þ][\w’'·.-]*"
_NUMBER = (
    r"\d{1,4}(?:\s?(?:bis|ter|quater|[a-zA-D]))?(?:\s?[-–/]\s?\d{1,4}[a-z]?)?(?![\w%€]|[.,]\d)"
)
_FR_LINK = r"(?:(?:de\s+la|de\s+l['’]|de|du|des|d['’]|la|le|les|l['’])\s*)?"
_ES_LINK = r"(?:(?:de\s+las|de\s+los|de\s+la|de\s+l['’]|de|del|dels|d['’]|la|el)\s*)?"
_IT_LINK = r"(?:(?:degli|delle|della|dello|dell['’]|dei|del|di|d['’]|de)\s*)?"
_JOIN = (
    r"(?:\s+(?:de\s+la|de\s+l['’]|de\s+los|de|du|des|del|della|di|la|le|les|y|et|e|sur|sous|en)\s+)"
)
_NAME = rf"{_CAP}(?:(?:\s+|{_JOIN}|\s*[’'])(?:{_CAP})){{0,3}}"
_NAME_SHORT = rf"{_CAP}(?:(?:\s+|{_JOIN})(?:{_CAP})){{0,2}}"


@dataclass(frozen=True, slots=True)
class Located:
    """A street or shopping centre at text[start:end]; kind is street, address or venue."""

    start: int
    end: int
    kind: str


# Words (or endings) in the folded form by which a street of a language is worth looking for.
_WORDS = {
    "fr": frozenset(
        [
            "rue",
            "avenue",
            "boulevard",
            "quai",
            "chaussee",
            "faubourg",
            "allee",
            "allees",
            "esplanade",
            "cours",
            "place",
            "galerie",
            "bd",
            "av",
        ]
    ),
    "es": frozenset(
        [
            "calle",
            "avenida",
            "avda",
            "paseo",
            "plaza",
            "placa",
            "carrer",
            "passeig",
            "rambla",
            "ronda",
            "glorieta",
            "via",
            "c",
        ]
    ),
    "it": frozenset(
        ["via", "viale", "corso", "piazza", "piazzale", "largo", "galleria", "lungomare", "vicolo"]
    ),
    "en": frozenset(
        ["street", "road", "avenue", "lane", "square", "circus", "boulevard", "broadway", "arcade"]
    ),
}
_ENDINGS = {
    "nl": (
        "straat",
        "laan",
        "plein",
        "steenweg",
        "gracht",
        "kade",
        "singel",
        "dreef",
        "weg",
        "lei",
        "markt",
        "baan",
        "dijk",
        "plaats",
    ),
    "de": (
        "strasse",
        "str",
        "platz",
        "allee",
        "gasse",
        "damm",
        "ufer",
        "markt",
        "weg",
        "ring",
        "promenade",
        "chaussee",
        "wall",
        "graben",
        "zeile",
        "passage",
        "hof",
        "tor",
    ),
}
_CENTRE_WORDS = frozenset(
    [
        "commercial",
        "commerciale",
        "comercial",
        "comerciales",
        "commerciali",
        "commerciaux",
        "winkelcentrum",
        "winkelcenter",
        "shopping",
        "shoppingcenter",
        "shoppingcentrum",
        "shoppingtempel",
        "einkaufszentrum",
        "einkaufscenter",
        "arcaden",
        "carre",
        "mall",
        "outlet",
        "westfield",
        "marchande",
        "ekz",
        "park",
        "c",
    ]
)
_CENTRE_ENDINGS = (
    "-center",
    "-galerie",
    "-arcaden",
    "-passage",
    "-passagen",
    "-carre",
    "-carree",
    "-park",
    "-forum",
    "-karree",
    "-quartier",
    "-mall",
)
_CODES = ("fr", "es", "it", "en", "nl", "de")
_CENTRE_BIT = 1 << len(_CODES)

_STREET = {
    "fr": re.compile(
            rf"(?<![\w.,-])(?:(?:au\s+)?({_NUMBER}),?\s+(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+)?)?"
            rf"(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Qq]uai|[Cc]haussée|[Ff]aubourg|[Aa]llées?|[Ee]splanade|[Cc]ours|[Pp]lace|[Gg]alerie|[Bb]d|[Aa]v\.)"
            rf"\s+(?:du\s+Faubourg\s+|du\s+Général\s+|du\s+)?{_FR_LINK}{_NAME}(?:,?\s+({_NUMBER}))?"
        ),
    "es": re.compile(
            rf"(?<![\w.,-])(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Pp]aseo|[Pp]laza|[Pp]laça|[Cc]arrer|[Pp]asseig|[Rr]ambla|[Rr]onda|[Gg]lorieta|[Gg]ran\s+[Vv][ií]a|[Cc]/)"
            rf"\s*{_ES_LINK}{_NAME}(?:,?\s+(?:número\s+|núm\.\s*|n[º°.]\s*)?({_NUMBER}))?"
        ),
    "it": re.compile(
            rf"(?<![\w.,-])(?:[Vv]ia|[Vv]iale|[Cc]orso|[Pp]iazza|[Pp]iazzale|[Ll]argo|[Gg]alleria|[Ll]ungomare|[Vv]icolo)"
            rf"\s+{_IT_LINK}{_NAME}(?:,?\s+(?:n[.°]\s*|civico\s+)?({_NUMBER}))?"
        ),
    "nl": re.compile(
            rf"(?<![\w.-])(?:(?:{_CAP})\s+)?[A-ZÀ-ÖØ-Þ][\w’'-]*(?:straat|laan|plein|steenweg|gracht|kade|singel|dreef)(?!\w)(?:,?\s+(?:nr\.?\s+|nummer\s+)?({_NUMBER}))?"
            rf"|(?<![\w.-])[A-ZÀ-ÖØ-Þ][\w’'-]*(?:weg|lei|markt|baan|dijk|plaats),?\s+(?:nr\.?\s+|nummer\s+)?({_NUMBER})"
        ),
    "de": re.compile(
            rf"(?<![\w.-])(?:[A-ZÄÖÜ][\w-]*(?:er|en|e|em|es)\s+(?:Straße|Strasse|Str\.|Platz|Allee|Gasse|Chaussee|Promenade|Ring|Ufer|Damm|Weg)|[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|platz|allee|gasse|chaussee|promenade|-Straße|-Strasse|-Platz|-Allee))(?!\w)(?:\s+({_NUMBER}))?"
            rf"|(?<![\w.-])(?:(?:Am|An\s+der|Im|Auf\s+dem|Auf\s+der)\s+)?[A-ZÄÖÜ][\w-]*(?:damm|ufer|markt|weg|ring|wall|graben|zeile|gasse|passage|hof|tor)\s+({_NUMBER})"
        ),
    "en": re.compile(
            rf"(?<![\w.,-])(?:({_NUMBER}),?\s+)?(?:{_CAP}\s+){{1,2}}(?:Street|Road|Avenue|Lane|Square|Circus|Boulevard|Broadway|Arcade)(?!\w)"
        ),
}  # fmt: skip

_QUOTE = r"[«»“”„\"‘’']?\s?"
_CENTRE = re.compile(
    rf"(?<![\w-])(?:[Cc]entres?\s+commercia(?:l|ux)|[Gg]alerie\s+marchande|[Cc]entros?\s+comercial(?:es)?|[Cc]entr[oi]\s+commercial[ei]|[Pp]arque\s+comercial|[Ww]inkelcentrum|[Ww]inkelcenter|[Ss]hopping\s?[Cc]ent(?:er|re|rum)|[Ss]hoppingtempel|[Ee]inkaufszentrum|[Ee]inkaufscenter|EKZ|C\.\s?C\.|[Rr]etail\s?[Pp]ark|[Cc]entre\s+de\s+shopping)"
    rf"\s+(?:de\s+la\s+|de\s+l['’]|de\s+|du\s+|des\s+|d['’]|la\s+|le\s+)?{_QUOTE}({_NAME_SHORT}(?:\s+\d)?)"
    rf"|(?<![\w-])(Westfield\s+{_CAP}(?:\s+(?:{_CAP}|\d))?)"
    rf"|(?<![\w-])((?:{_CAP}\s+){{1,2}}(?:Shopping\s+Cent(?:re|er)|Retail\s+Park|Mall|Designer\s+Outlet|Outlet(?:\s+Village)?|Shopping\s+Park|Outlet\s+Center|Arcaden|Carré|Shopping))(?!\w)"
    rf"|(?<![\w-])([A-ZÄÖÜ][\w]*(?:-[A-ZÄÖÜ]\w*)*-(?:Center|Galerie|Arcaden|Passagen?|Carré|Carree|Park|Forum|Karree|Quartier|Mall))(?!\w)"
)

# Words that look like streets or centres and are none.
_NONE = re.compile(
    r"(?:Arbeits|Markt|Handels|Park|Stell|Lager|Sitz|Stand|Spiel|Ausbildungs|Studien|Verkaufs|Vertriebs|Einkaufs|Fußgänger|Super|Elektronik|Finanz|Welt|Heim|Massen|Verbraucher|Bau|Fach|Wachstums|Online|Call|Service|Logistik|Daten|Rechen|Shopping|Verteil|Fulfillment|Distributions|Winkel|Markt|Start|Groß|Kunden|Test|Erlebnis|Innovations|Kompetenz|Freizeit|Fuhr|Themen)(?:platz|markt|straße|weg|ring|plaats|straat|-?Center|-?Park|-?Forum|-?Mall)$"
    r"|^(?:Platz|Straße|Allee|Markt|Wall\s+Street|High\s+Street|Main\s+Street|Via\s+(?:App|Web|Internet|Online|WhatsApp|Amazon|Telefon)|via\s+(?:App|Web|Internet|Online|WhatsApp|Amazon|SMS|Facebook|Instagram|Bluetooth|Wifi|USB\S*|PayPal|Telefon\w*))$",
    re.I,
)
_DOUBTFUL = frozenset({"place", "cours", "galerie", "corso", "largo", "galleria"})
_NOT_BEFORE = re.compile(
    r"(?:\ben|\bsur|\bau|première|deuxième|troisième|\bmise\s+en|\bà\s+la|\bsa|\bson|\bprend|\bfait)\s+$"
)


def hints_of(form: str) -> int:
    """Return, as bits, which patterns a folded word makes worth trying; 0 for nearly all words."""
    bits = 0
    for bit, code in enumerate(_CODES):
        if form in _WORDS[code] if code in _WORDS else form.endswith(_ENDINGS[code]):
            bits |= 1 << bit
    if form in _CENTRE_WORDS or form.endswith(_CENTRE_ENDINGS):
        bits |= _CENTRE_BIT
    return bits


def find_located(text: str, start: int, end: int, language: str, hints: int) -> Iterator[Located]:
    """Yield the streets and centres in text[start:end] that their words give away.

    Streets are told by the forms of the language, by those of all six when it is not known.
    """
    for bit, code in enumerate(_CODES):
        if hints & 1 << bit and (code == language or language not in _CODES):
            yield from _streets(text, start, end, _STREET[code])
    if hints & _CENTRE_BIT:
        for match in _CENTRE.finditer(text, start, end):
            group = next(index for index in range(1, 5) if match.group(index))
            if not _NONE.search(match.group(group)):
                yield Located(*_trimmed(text, match.start(group), match.end(group)), "venue")


def _streets(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Located]:
    for match in pattern.finditer(text, start, end):
        if _NONE.search(match.group().strip(" .,")):
            continue
        word = match.group().split()[0].lower()
        if word in _DOUBTFUL and _NOT_BEFORE.search(
            text, max(start, match.start() - 14), match.start()
        ):
            continue
        kind = "address" if any(match.groups()) else "street"
        yield Located(*_trimmed(text, match.start(), match.end()), kind)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without "au" before a number and without marks and blanks at its end."""
    if text[start : start + 3].lower() == "au ":
        start += 3
    while end > start and text[end - 1] in " .,’'-":
        end -= 1
    return start, end
