"""An article as it was published: the text that mentions are read from, and where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from vitrine.event import PartialDate

LANGUAGES = ("en", "fr", "nl", "de", "es", "it")
_TRACKING = ("utm_", "at_", "mc_", "pk_")
_TRACKING_NAMES = frozenset({"fbclid", "gclid", "cmpid", "ocid", "ref", "xtor", "amp"})


@dataclass(frozen=True)
class Article:
    """One published text.

    language is ISO 639-1 or empty when unknown; published_from names where the date was read
    (given, metadata, json-ld, url, text, or empty); offset is where this text begins in the text it
    was cut from (a teaser of a longer page), counted in characters; parent_id is that page.
    """

    article_id: str
    text: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    language: str = ""
    published: PartialDate | None = None
    published_from: str = ""
    offset: int = 0
    parent_id: str = ""

    @property
    def digest(self) -> str:
        """Return the SHA-256 of title and text: a changed article has another."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()


def canonical_url(url: str) -> str:
    """Return an address without what does not change the article: tracking, fragment, case."""
    parts = urlsplit(url.strip())
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING) and name.lower() not in _TRACKING_NAMES
    ]
    host = parts.netloc.lower()
    for scheme, port in (("http", ":80"), ("https", ":443")):
        if parts.scheme.lower() == scheme:
            host = host.removesuffix(port)
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(sorted(query)), ""))
