"""Answers that are too large, too slow or half there are cut off and not used."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest

from tests.loopback import (
    Site,
    answer,
    chunked,
    fetcher,
    redirect,
    serving,
)
from vitrine.errors import (
    FetchIncomplete,
    FetchKindError,
    FetchStatus,
    FetchTimeout,
    FetchTooLarge,
    FetchUnreachable,
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        server.routes["/"] = answer()
        yield server


def test_too_large_is_cut_off_whichever_way_it_comes(site: Site) -> None:
    site.routes["/told"] = answer(length=10_001)
    site.routes["/untold"] = answer(b"a" * 10_001, Content_Length="")
    site.routes["/chunked"] = chunked(*[b"a" * 100] * 101)
    site.routes["/gzip"] = answer(gzip.compress(b"a" * 10_001), Content_Encoding="gzip")
    site.routes["/deflate"] = answer(zlib.compress(b"a" * 10_001), Content_Encoding="deflate")
    for path in ("/told", "/untold", "/chunked", "/gzip", "/deflate"):
        with pytest.raises(FetchTooLarge, match="10000 bytes"):
            fetcher(site, fetch_max_bytes=10_000).get(site.url + path)
    site.routes["/fits"] = answer(b"a" * 10_000)
    assert len(fetcher(site, fetch_max_bytes=10_000).get(f"{site.url}/fits").body) == 10_000


def test_a_gzip_bomb_never_unfolds(site: Site) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1_000_000)
    bomb = b"".join(packer.compress(zeros) for _ in range(100)) + packer.flush()
    assert len(bomb) < 120_000
    site.routes["/"] = answer(bomb, Content_Encoding="gzip")
    site.routes["/many"] = answer(gzip.compress(zeros) * 20, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        for path in ("/", "/many"):
            with pytest.raises(FetchTooLarge):
                fetcher(site, fetch_max_bytes=100_000).get(site.url + path)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_packed_answers_are_unpacked(site: Site) -> None:
    body = b"<html>" + b"news " * 500
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    site.routes["/gzip"] = answer(gzip.compress(body), Content_Encoding="gzip")
    two = gzip.compress(body[:100]) + gzip.compress(body[100:]) + bytes(16)
    site.routes["/two"] = answer(two, Content_Encoding="x-gzip")
    site.routes["/zlib"] = answer(zlib.compress(body), Content_Encoding="deflate")
    bare = raw.compress(body) + raw.flush()
    site.routes["/bare"] = answer(bare, Content_Encoding="deflate")
    site.routes["/chunked"] = chunked(body[:7], body[7:])
    for path in ("/gzip", "/two", "/zlib", "/bare", "/chunked"):
        assert fetcher(site).get(site.url + path).body == body, path
    site.routes["/brotli"] = answer(body, Content_Encoding="br")
    with pytest.raises(FetchKindError, match="not asked for"):
        fetcher(site).get(f"{site.url}/brotli")


def _endless(first: bytes, again: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    """Send one thing for ever, until the other side hangs up."""

    def route(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(again)
            if pause and _hangs_up(connection, pause):
                return

    return route


def _hangs_up(connection: socket.socket, seconds: float) -> bool:
    """Wait for the other side to close; a test that fails to close it fails on its own."""
    connection.settimeout(seconds)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    finally:
        connection.settimeout(5)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    "route",
    [
        _endless(HEAD + b"Content-Length: 5000\r\n\r\n", b"a", 0.02),
        _endless(HEAD + b"\r\n", b"a", 0.02),
        _endless(HEAD, b"X", 0.02),
        _endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.02),
        _endless(b"", b"", 0.02),
        _endless(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"", 0.02),
    ],
    ids=["body", "no length", "header", "chunks", "silence", "gzip"],
)
def test_a_server_that_trickles_is_cut_off(
    site: Site, route: Callable[[socket.socket], None]
) -> None:
    site.routes["/"] = route
    began = time.monotonic()
    with pytest.raises(FetchTimeout, match=r"0\.2 seconds"):
        fetcher(site, fetch_timeout_s=0.2).get(site.url)
    assert time.monotonic() - began < 2


def test_redirects_share_one_time_limit(site: Site) -> None:
    def slow(connection: socket.socket) -> None:
        threading.Event().wait(0.15)
        connection.sendall(redirect("/again"))

    site.routes["/"] = site.routes["/again"] = slow
    with pytest.raises(FetchTimeout):
        fetcher(site, fetch_timeout_s=0.25).get(site.url)
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    "route",
    [
        _endless(HEAD, b"X-Header: " + b"a" * 2_000 + b"\r\n"),
        _endless(HEAD + b"X-Long: ", b"a" * 5_000),
        _endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        _endless(b"", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" * 100),
        _endless(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"a" * 5_000 + b"\r\n"
        ),
        _endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 5_000 + b"\r\na\r\n"),
    ],
    ids=["headers", "one header", "continue", "continue headers", "trailers", "chunk extensions"],
)
def test_endless_headers_are_cut_off(site: Site, route: Callable[[socket.socket], None]) -> None:
    site.routes["/"] = route
    with pytest.raises(FetchTooLarge, match="more than is read here"):
        fetcher(site, fetch_max_header_bytes=20_000, fetch_max_bytes=50_000).get(site.url)


def test_too_many_headers_and_no_http_at_all_are_errors(site: Site) -> None:
    site.routes["/many"] = HEAD + b"X: y\r\n" * 200 + b"\r\n"
    site.routes["/other"] = b"SSH-2.0-OpenSSH_9.9\r\n"
    site.routes["/status"] = b"HTTP/1.1 abc OK\r\n\r\n"
    for path in ("/many", "/other", "/status"):
        with pytest.raises(FetchStatus, match="not HTTP"):
            fetcher(site).get(site.url + path)


# Half-downloaded


def _reset(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n" + b"a" * 1_000)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    "route",
    [
        answer(b"<html>half", length=5_000),
        chunked(b"<html>half", end=b""),
        chunked(b"<html>half", end=b"50\r\nabc"),
        answer(gzip.compress(b"<html>" + bytes(range(1, 256)) * 9)[:-20], Content_Encoding="gzip"),
        answer(b"\x1f\x8b\x08\x00broken" * 9, Content_Encoding="gzip"),
        answer(b"this is not packed", Content_Encoding="gzip"),
        _reset,
    ],
    ids=["length", "chunks", "in a chunk", "cut gzip", "broken gzip", "no gzip", "reset"],
)
def test_a_half_downloaded_answer_is_not_used(site: Site, route: object) -> None:
    site.routes["/"] = route  # type: ignore[assignment]
    with pytest.raises(FetchIncomplete, match="not used"):
        fetcher(site).get(site.url)


def test_a_server_that_hangs_up_at_once_is_unreachable(site: Site) -> None:
    site.routes["/"] = b""
    with pytest.raises(FetchUnreachable):
        fetcher(site).get(site.url)
