"""What an answer says besides its body: headers, kinds, and the sentences for what went wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from vitrine.errors import FetchError, FetchIncomplete, FetchKindError, FetchStatus
from vitrine.fetch.address import Address, shown
from vitrine.fetch.content import kind_of, media_type

_STATUS_WORDS = {
    401: "wants a login",
    403: "refuses to be read",
    404: "does not exist",
    410: "is gone for good",
    429: "asks for fewer requests",
    503: "is busy or under repair",
}


@dataclass(frozen=True)
class Fetched:
    """What an address gave; status 304 means "not changed" and has no body."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    content_type: str
    kind: str
    etag: str
    last_modified: str
    fetched_at: datetime


@dataclass(frozen=True)
class Answer:
    """What one request gave; location is where a redirect leads."""

    status: int
    headers: Mapping[str, str]
    location: str
    body: bytes
    kind: str


def request_bytes(
    address: Address, agent: str, headers: Mapping[str, str], body: bytes = b""
) -> bytes:
    """Return a whole request: POST of a JSON body when there is one, else GET."""
    lines = {
        "Host": address.authority,
        "User-Agent": agent,
        "Accept": "text/html, application/xml, application/json, text/plain;q=0.9, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **headers,
    }
    if body:
        lines |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    verb = "POST" if body else "GET"
    return f"{verb} {address.target} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body


def header_value(text: str) -> str:
    """Return text that can stand in a header: one line of plain ASCII, not too long."""
    return "".join(char for char in text if " " <= char <= "~")[:300].strip()


def utf8_header(value: str) -> str:
    """Read a header that http.client took for Latin-1 as the UTF-8 it mostly is."""
    raw = value.encode("latin-1", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return value


def reason(error: OSError) -> str:
    words = getattr(error, "verify_message", "") or error.strerror or "it hangs up"
    return str(words)[:100]


def incomplete(address: Address) -> FetchIncomplete:
    return FetchIncomplete(
        f"{shown(address.url)} was only half-downloaded and is not used; try again later."
    )


def checked_kind(address: Address, content_type: str, start: bytes, kinds: Collection[str]) -> str:
    kind = kind_of(content_type, start)
    if kind not in kinds:
        raise kind_error(address, kind or "no text that can be read", kinds)
    return kind


def kind_error(address: Address, found: str, kinds: Collection[str]) -> FetchKindError:
    return FetchKindError(
        f"{shown(address.url)} is {media_type(header_value(found)) or 'of an unknown kind'}, "
        f"not {' or '.join(kinds)}; check the address."
    )


def status_error(
    address: Address, status: int, headers: Mapping[str, str], now: datetime
) -> FetchError:
    words = _STATUS_WORDS.get(status, "cannot give the page" if status >= 500 else "is not given")
    return FetchStatus(
        f"{shown(address.url)} {words} (status {status}); check the address or try again later.",
        status=status,
        retry_after_s=read_retry_after(headers.get("retry-after", ""), now),
    )


def read_retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks to wait: a number or a date."""
    if value.isdecimal():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
