"""The only module that opens connections: addresses in, checked bytes out.

Every IP address is checked after the name server has answered, and the connection is made to
exactly that IP address, so a name that changes its answer gains nothing. No proxy, cookie or
password of the environment is used.
"""

from __future__ import annotations

import functools
import io
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path
from typing import Any

import certifi

from vitrine.errors import (
    FetchRefused,
    FetchStatus,
    FetchTimeout,
    FetchTooLarge,
    FetchUnreachable,
    SettingError,
)
from vitrine.fetch.address import (
    Address,
    IPAddress,
    check_ip,
    join_address,
    literal,
    parse_address,
    read_allow_list,
    shown,
)
from vitrine.fetch.answer import (
    Answer,
    Fetched,
    checked_kind,
    header_value,
    incomplete,
    kind_error,
    reason,
    request_bytes,
    status_error,
    utf8_header,
)
from vitrine.fetch.content import KINDS, SNIFFED_BYTES, declared_kind
from vitrine.fetch.polite import Manners
from vitrine.fetch.unpack import Unpacker
from vitrine.settings import Settings

_BLOCK = 65_536
_BUFFER = 8_192
_MAX_TRIED_IPS = 4
_REDIRECTS = (301, 302, 303, 307, 308)
_KEPT_HEADERS = ("content-language", "content-type", "date", "etag", "last-modified", "retry-after")


class _Wire(io.RawIOBase):
    """A socket as a raw stream that keeps one deadline over all reads and counts its bytes."""

    def __init__(
        self, sock: socket.socket, seconds_left: Callable[[], float], limit: int, url: str
    ) -> None:
        self._sock = sock
        self._seconds_left = seconds_left
        self._read = 0
        self._url = url
        self.limit = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._seconds_left())
        count = self._sock.recv_into(buffer)
        self._read += count
        if self._read > self.limit:
            raise FetchTooLarge(f"{shown(self._url)} sends more than is read here; leave it out.")
        return count

    def makefile(self, *_: object) -> io.BufferedReader:
        """Return the buffered stream that http.client asks a socket for."""
        return io.BufferedReader(self, _BUFFER)


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the name server for the IP addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Reads addresses one after the other, politely; may be shared by threads."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.monotonic,
        resolve: Callable[[str, int], list[str]] = resolve_host,
        sleep: Callable[[float], object] = time.sleep,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._resolve = resolve
        self._now = now
        try:
            self._allowed = read_allow_list(settings.fetch_allow_hosts, settings.fetch_ports)
        except (ValueError, FetchRefused) as error:
            raise SettingError(
                "VITRINE_FETCH_ALLOW_HOSTS or VITRINE_FETCH_PORTS cannot be read; "
                "write host or host:port, comma-separated."
            ) from error
        self._tls = _tls_context(settings.fetch_ca_file)
        self._agent = header_value(settings.fetch_user_agent)
        self._manners = Manners(settings, self._agent, self._read_plainly, clock=clock, sleep=sleep)

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        kinds: Collection[str] = KINDS,
        obey_robots: bool = True,
    ) -> Fetched:
        """Read one address; whatever goes wrong is a FetchError.

        obey_robots=False is for interfaces made for programs, which robots.txt is not about.
        """
        conditions = {
            "If-None-Match": header_value(etag),
            "If-Modified-Since": header_value(last_modified),
        }
        headers = {name: value for name, value in conditions.items() if value}
        is_asked = obey_robots and self._settings.fetch_robots
        address, answer = self._follow(url, headers, kinds, is_asked)
        is_same = answer.status == 304
        return Fetched(
            url=url,
            final_url=address.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            content_type=answer.headers.get("content-type", ""),
            kind=answer.kind,
            etag=answer.headers.get("etag", etag if is_same else ""),
            last_modified=answer.headers.get("last-modified", last_modified if is_same else ""),
            fetched_at=self._now(),
        )

    def post_json(self, url: str, payload: object, *, token: str = "", timeout_s: float) -> bytes:
        """Send JSON to an interface and return the JSON it answers; a redirect is an error.

        token is sent as a bearer token and never stands in a message.
        """
        address = parse_address(url, self._allowed)
        headers = {"Authorization": f"Bearer {header_value(token)}"} if token else {}
        body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
        deadline = self._clock() + timeout_s
        answer = self._exchange(address, headers, ("json",), deadline, body, timeout_s)
        if answer.status in _REDIRECTS:
            raise FetchStatus(
                f"{shown(url)} redirects; set its final address.", status=answer.status
            )
        return answer.body

    def _follow(
        self, url: str, headers: Mapping[str, str], kinds: Collection[str], is_asked: bool
    ) -> tuple[Address, Answer]:
        """Read an address and where it redirects to; every stop is checked like the first."""
        address = parse_address(url, self._allowed)
        left = self._settings.fetch_timeout_s
        for _ in range(self._settings.fetch_max_redirects + 1):
            pause = self._manners.ask_robots(address) if is_asked else 0.0
            self._manners.wait_turn(address.host, pause)
            started = self._clock()
            answer = self._exchange(address, headers, kinds, started + left)
            left -= self._clock() - started
            if answer.status not in _REDIRECTS:
                return address, answer
            address = join_address(address, answer.location, self._allowed)
        raise FetchStatus(
            f"{shown(url)} redirects more than {self._settings.fetch_max_redirects} times; "
            "look up its present address.",
            status=answer.status,
        )

    def _read_plainly(self, url: str) -> bytes:
        """Read a robots.txt, which no robots.txt is asked about."""
        return self._follow(url, {}, KINDS, is_asked=False)[1].body

    def _exchange(
        self,
        address: Address,
        headers: Mapping[str, str],
        kinds: Collection[str],
        deadline: float,
        body: bytes = b"",
        limit_s: float = 0.0,
    ) -> Answer:
        """Send one request and read its answer, before the deadline (limit_s after the start)."""

        def seconds_left() -> float:
            left = deadline - self._clock()
            if left <= 0:
                raise TimeoutError
            return left

        try:
            with self._connect(address, seconds_left) as sock:
                sock.settimeout(seconds_left())
                sock.sendall(request_bytes(address, self._agent, headers, body))
                limit = self._settings.fetch_max_header_bytes + _BUFFER
                wire = _Wire(sock, seconds_left, limit, address.url)
                return self._read_answer(address, wire, kinds, bool(headers))
        except TimeoutError as error:
            raise FetchTimeout(
                f"{shown(address.url)} was not read within "
                f"{limit_s or self._settings.fetch_timeout_s:g} seconds; try again later."
            ) from error
        except IncompleteRead as error:
            raise incomplete(address) from error
        except OSError as error:
            raise FetchUnreachable(
                f"{shown(address.url)} cannot be reached ({reason(error)}); try again later."
            ) from error
        except HTTPException as error:
            raise FetchStatus(
                f"{shown(address.url)} answers with something that is not HTTP; "
                "check the address in a browser."
            ) from error

    def _connect(self, address: Address, seconds_left: Callable[[], float]) -> socket.socket:
        """Connect to a checked IP address of the host, and over TLS check its certificate."""
        ips = self._checked_ips(address, seconds_left)
        for number, ip in enumerate(ips):
            try:
                # A dead first IP address leaves time for the others.
                return self._connect_to(ip, address, seconds_left, len(ips) - number)
            except ssl.SSLError as error:
                raise FetchUnreachable(
                    f"{shown(address.url)} cannot be trusted ({reason(error)}); "
                    "check its certificate in a browser."
                ) from error
            except OSError:
                if number == len(ips) - 1:
                    raise
        raise FetchUnreachable(f"{shown(address.url)} has no IP address; check its spelling.")

    def _connect_to(
        self, ip: IPAddress, address: Address, seconds_left: Callable[[], float], shares: int
    ) -> socket.socket:
        """Connect to one IP address; the certificate must be that of the host's name."""
        sock = socket.socket(socket.AF_INET6 if ip.version == 6 else socket.AF_INET)
        try:
            sock.settimeout(seconds_left() / shares)
            sock.connect((str(ip), address.port))
            if address.scheme == "http":
                return sock
            sock.settimeout(seconds_left())
            return self._tls.wrap_socket(sock, server_hostname=address.host)
        except BaseException:
            sock.close()
            raise

    def _checked_ips(self, address: Address, seconds_left: Callable[[], float]) -> list[IPAddress]:
        """Return the IP addresses of a host; one that is not public refuses the host."""
        spelled = literal(address.host)
        texts = [str(spelled)] if spelled else self._resolve_in_time(address, seconds_left())
        try:
            ips = [ipaddress.ip_address(text) for text in texts]
        except ValueError as error:
            raise FetchRefused(
                f"{shown(address.url)} has an unusable IP address; leave it out."
            ) from error
        if not self._allowed.names(address.host, address.port):
            for ip in ips:
                check_ip(ip, address.url)
        return ips[:_MAX_TRIED_IPS]

    def _resolve_in_time(self, address: Address, seconds: float) -> list[str]:
        """Ask the name server in a thread, since it cannot be given a time limit."""
        found: list[str] = []
        errors: list[Exception] = []

        def ask() -> None:
            try:
                found.extend(self._resolve(address.host, address.port))
            except (OSError, ValueError) as error:
                errors.append(error)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            raise TimeoutError
        if errors or not found:
            raise FetchUnreachable(
                f"{shown(address.url)} has no IP address; check its spelling, or try again later."
            ) from (errors[0] if errors else None)
        return found

    def _read_answer(
        self, address: Address, wire: _Wire, kinds: Collection[str], is_conditional: bool
    ) -> Answer:
        """Read status, headers and, of a good answer, the body."""
        # http.client only ever calls makefile() of what it is given as a socket.
        response = HTTPResponse(wire, method="GET")  # type: ignore[arg-type]
        response.begin()
        status = response.status
        headers = {
            name: header_value(response.headers[name])
            for name in _KEPT_HEADERS
            if name in response.headers
        }
        location = utf8_header(response.headers.get("Location", ""))
        if status in _REDIRECTS and location:
            return Answer(status, headers, location, b"", "")
        if status == 304 and is_conditional:
            return Answer(status, headers, "", b"", "")
        if status not in (200, 203):
            raise status_error(address, status, headers, self._now())
        wire.limit += 2 * self._settings.fetch_max_bytes
        body, kind = self._read_body(address, response, kinds)
        return Answer(status, headers, "", body, kind)

    def _read_body(
        self, address: Address, response: HTTPResponse, kinds: Collection[str]
    ) -> tuple[bytes, str]:
        """Read and unpack a body up to its limit and to its very end."""
        content_type = response.headers.get("Content-Type", "")
        limit = self._settings.fetch_max_bytes
        too_large = FetchTooLarge(
            f"{shown(address.url)} is larger than {limit} bytes; "
            "leave it out or raise VITRINE_FETCH_MAX_BYTES."
        )
        if not declared_kind(content_type):
            raise kind_error(address, content_type, kinds)
        if (response.length or 0) > limit:
            raise too_large
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""), address.url)
        body = bytearray()
        kind = ""
        try:
            while block := response.read1(_BLOCK):
                body += unpacker.feed(block, limit + 1 - len(body))
                if len(body) > limit:
                    raise too_large
                if not kind and len(body) >= SNIFFED_BYTES:
                    kind = checked_kind(address, content_type, bytes(body[:SNIFFED_BYTES]), kinds)
        except ConnectionError as error:
            raise incomplete(address) from error
        if response.length or not unpacker.is_complete:
            raise incomplete(address)
        return bytes(body), kind or checked_kind(address, content_type, bytes(body), kinds)


@functools.cache
def _tls_context(ca_file: str) -> ssl.SSLContext:
    """Trust the system's certificate authorities, or certifi's where the system has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        context.load_verify_locations(certifi.where())
    if ca_file:
        try:
            context.load_verify_locations(Path(ca_file))
        except OSError as error:
            raise SettingError(
                f"VITRINE_FETCH_CA_FILE={ca_file} is no readable PEM file; correct or unset it."
            ) from error
    return context
