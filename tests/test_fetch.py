"""Reading the web: redirects, certificates, kinds of text, and what servers answer."""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.loopback import (
    PLAIN,
    PUBLIC,
    Site,
    answer,
    certificate,
    fetcher,
    redirect,
    serving,
)
from vitrine.errors import (
    FetchKindError,
    FetchRefused,
    FetchStatus,
    FetchTimeout,
    FetchUnreachable,
    SettingError,
)
from vitrine.fetch.answer import read_retry_after
from vitrine.fetch.client import Fetcher
from vitrine.settings import ROOT


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        server.routes["/"] = answer()
        yield server


def test_loopback_is_read_only_if_it_is_listed(site: Site) -> None:
    with pytest.raises(FetchRefused, match="VITRINE_FETCH_ALLOW_HOSTS"):
        Fetcher(PLAIN).get(site.url)
    with pytest.raises(FetchRefused):  # listed without its port
        fetcher(site, fetch_allow_hosts="127.0.0.1").get(site.url)
    assert site.requests == []
    assert fetcher(site).get(site.url).status == 200
    both = fetcher(site, fetch_allow_hosts="127.0.0.1", fetch_ports=f"80,{site.port}")
    assert both.get(site.url).status == 200


def test_what_is_read_comes_back_with_what_is_needed_next_time(site: Site) -> None:
    body = b"<html><body>" + "Café".encode() * 300
    site.routes["/a%20b?q=1"] = answer(
        body, ETag='"v1"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT", Set_Cookie="a=b"
    )
    got = fetcher(site).get(f"{site.url}/a b?q=1#part")
    assert (got.body, got.kind, got.status) == (body, "html", 200)
    assert (got.etag, got.last_modified) == ('"v1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert got.final_url == f"{site.url}/a%20b?q=1"
    assert got.content_type == "text/html; charset=utf-8"
    assert "set-cookie" not in got.headers
    assert got.fetched_at.tzinfo is UTC
    assert "Café" not in repr(got)


def test_requests_introduce_themselves_and_carry_nothing_else(site: Site) -> None:
    reader = fetcher(site, fetch_user_agent="Shop watch/1 (+mailto:me@news.com)\r\nX-Evil: 1")
    site.routes["/"] = answer(Set_Cookie="session=1")
    reader.get(site.url)
    reader.get(site.url)
    head = site.requests[1].split("\r\n")
    assert head[0] == "GET / HTTP/1.1"
    names = {line.split(":")[0] for line in head[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert "User-Agent: Shop watch/1 (+mailto:me@news.com)X-Evil: 1" in head
    assert "Accept-Encoding: gzip" in head


def test_an_unchanged_address_answers_304(site: Site) -> None:
    site.routes["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    got = fetcher(site).get(site.url, etag='"v1"', last_modified="yesterday\r\nX-Evil: 1")
    assert (got.status, got.body, got.etag) == (304, b"", '"v1"')
    assert 'If-None-Match: "v1"\r\n' in site.requests[0]
    assert "If-Modified-Since: yesterdayX-Evil: 1\r\n" in site.requests[0]
    with pytest.raises(FetchStatus):  # nothing was asked that could be unchanged
        fetcher(site).get(site.url)


def test_a_proxy_of_the_environment_is_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetcher(site).get(site.url).status == 200
    assert site.paths == ["/"]


# Redirects


def test_a_redirect_is_followed_and_every_stop_is_checked(site: Site) -> None:
    site.routes["/old"] = redirect("/é new", "301 Moved Permanently")
    site.routes["/%C3%A9%20new"] = redirect("./", "307 Temporary Redirect")
    got = fetcher(site).get(f"{site.url}/old")
    assert got.final_url == f"{site.url}/"
    assert site.paths == ["/old", "/%C3%A9%20new", "/"]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:1/",
        "http://localhost/",
        "//169.254.169.254/latest",
        "http://2130706433/",
        "http://[::1]/",
        "file:///etc/passwd",
        "ftp://news.com/",
        "http://user:pw@news.com/",
        "http://news.com:22/",
        "http://inside.news.com/",
        "http://[bad/",
    ],
)
def test_a_redirect_to_somewhere_else_is_refused(site: Site, location: str) -> None:
    site.routes["/"] = redirect(location)
    reader = Fetcher(
        replace(PLAIN, fetch_allow_hosts=site.host), resolve=lambda host, port: ["10.0.0.7"]
    )
    with pytest.raises(FetchRefused):
        reader.get(site.url)
    assert site.paths == ["/"]


def test_a_fourth_redirect_is_not_followed(site: Site) -> None:
    for number in range(4):
        site.routes[f"/{number}"] = redirect(f"/{number + 1}")
    site.routes["/4"] = answer()
    assert fetcher(site).get(f"{site.url}/1").status == 200
    with pytest.raises(FetchStatus, match="more than 3 times"):
        fetcher(site).get(f"{site.url}/0")


def test_https_never_becomes_http(site: Site, tmp_path: Path) -> None:
    authority, tls = certificate(tmp_path)
    with serving(tls) as safe:
        safe.routes["/"] = redirect(site.url)
        reader = fetcher(
            safe, fetch_allow_hosts=f"{safe.host},{site.host}", fetch_ca_file=str(authority)
        )
        with pytest.raises(FetchRefused, match="from https to http"):
            reader.get(safe.url)
        site.routes["/"] = redirect(f"{safe.url}/fine")
        safe.routes["/fine"] = answer()
        assert reader.get(site.url).final_url == f"{safe.url}/fine"
    assert site.paths == ["/"]


# Certificates


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    _, tls = certificate(tmp_path)
    with serving(tls) as safe:
        safe.routes["/"] = answer()
        with pytest.raises(FetchUnreachable, match="self-signed certificate"):
            fetcher(safe).get(safe.url)
        assert safe.requests == []


@pytest.mark.parametrize("wrong", [{"ip": "127.0.0.2"}, {"days": -1}], ids=["name", "expired"])
def test_a_certificate_of_another_name_or_time_is_refused(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    authority, tls = certificate(tmp_path, **wrong)  # type: ignore[arg-type]
    with serving(tls) as safe:
        with pytest.raises(FetchUnreachable, match=r"cannot be trusted \("):
            fetcher(safe, fetch_ca_file=str(authority)).get(safe.url)
        assert safe.requests == []


def test_a_server_that_speaks_no_tls_is_unreachable(site: Site) -> None:
    with pytest.raises(FetchUnreachable):
        fetcher(site).get(site.url.replace("http:", "https:"))


def test_a_server_that_never_greets_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        reader = Fetcher(replace(PLAIN, fetch_allow_hosts=host, fetch_timeout_s=0.2))
        with pytest.raises(FetchTimeout):
            reader.get(f"https://{host}/")


def test_a_dead_first_ip_leaves_time_for_the_second(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = socket.socket.connect
    waits: list[float | None] = []

    def slow(self: socket.socket, address: tuple[str, int]) -> None:
        waits.append(self.gettimeout())
        if address[0] == PUBLIC:
            raise TimeoutError
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", slow)
    name = f"inside.news.com:{site.port}"
    reader = Fetcher(
        replace(PLAIN, fetch_allow_hosts=name), resolve=lambda host, port: [PUBLIC, "127.0.0.1"]
    )
    assert reader.get(f"http://{name}/").status == 200
    assert f"Host: {name}\r\n" in site.requests[0]
    assert waits == [pytest.approx(10, abs=1), pytest.approx(20, abs=1)]


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    for wrong in ({"fetch_allow_hosts": "a b"}, {"fetch_ports": "80;81"}):
        with pytest.raises(SettingError, match="VITRINE_FETCH_ALLOW_HOSTS"):
            Fetcher(replace(PLAIN, **wrong))
    with pytest.raises(SettingError, match="VITRINE_FETCH_CA_FILE"):
        Fetcher(replace(PLAIN, fetch_ca_file=str(tmp_path / "none.pem")))


# Kinds

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("declared", "body", "kind"),
    [
        ("text/html", b"<!DOCTYPE html><p>x", "html"),
        ("text/html", b"Bonjour", "html"),
        ("text/html", b"\xef\xbb\xbf <?xml version='1.0'?><rss>", "xml"),
        ("application/rss+xml", b"<?xml version='1.0'?><rss>", "xml"),
        ("application/atom+xml; charset=utf-8", b"<feed xmlns='x'>", "xml"),
        ("application/xml", b"<!doctype html><html>", "html"),
        ("text/xml", b"<?xml version='1.0'?><!DOCTYPE html><html>", "html"),
        ("application/feed+json", b'{"version": 1}', "json"),
        ("application/json", b"[1]", "json"),
        ("text/plain", b"Some words", "text"),
        ("text/plain", b"<rss version='2.0'>", "xml"),
        ("text/plain", "<rss>".encode("utf-16"), "xml"),
        ("text/csv", b"[a];b", "csv"),
        ("text/csv", b"<html>log in", "html"),
        ("", b"<html>", "html"),
        ("application/octet-stream", b"a,b\n1,2", "text"),
        (XLSX, b"PK\x03\x04...", "xlsx"),
        ("application/octet-stream", b"PK\x03\x04...", "xlsx"),
        ("text/html", b"", "html"),
    ],
)
def test_the_kind_is_read_from_header_and_first_bytes(
    site: Site, declared: str, body: bytes, kind: str
) -> None:
    site.routes["/"] = answer(body, kind=declared)
    assert fetcher(site).get(site.url).kind == kind


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("image/png", b"\x89PNG"),
        ("image/svg+xml", b"<svg>"),
        ("application/pdf", b"%PDF-1.7"),
        ("text/html", b"%PDF-1.7"),
        ("text/html", b"\x89PNG\r\n"),
        ("text/html", b"PK\x03\x04"),
        ("text/html", b"MZ\x90"),
        ("text/plain", b"abc\x00def"),
        ("text/html", b"\x1f\x8b\x08"),
        ("application/zip", b"PK\x03\x04"),
        (XLSX, b"<html>log in"),
        ("application/javascript", b"alert(1)"),
        ("video/mp4", b"x"),
    ],
)
def test_other_kinds_are_refused(site: Site, declared: str, body: bytes) -> None:
    site.routes["/"] = answer(body + b" " * 600, kind=declared)
    with pytest.raises(FetchKindError):
        fetcher(site).get(site.url)


def test_a_page_where_a_feed_was_wanted_is_an_error(site: Site) -> None:
    with pytest.raises(FetchKindError, match="is html, not xml or json"):
        fetcher(site).get(site.url, kinds=("xml", "json"))


# Status and Retry-After


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 Not Found", "does not exist"),
        ("410 Gone", "gone for good"),
        ("401 Unauthorized", "login"),
        ("403 Forbidden", "refuses"),
        ("500 Internal Server Error", "cannot give"),
        ("302 Found", "status 302"),
        ("204 No Content", "status 204"),
        ("206 Partial Content", "status 206"),
    ],
)
def test_an_error_of_the_server_is_one_sentence(site: Site, status: str, words: str) -> None:
    site.routes["/feed?key=secret"] = answer(status=status)
    with pytest.raises(FetchStatus, match=words) as error:
        fetcher(site).get(f"{site.url}/feed?key=secret")
    assert error.value.status == int(status[:3])
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_retry_after_is_handed_on(site: Site, status: str) -> None:
    site.routes["/"] = answer(status=status, Retry_After="120")
    with pytest.raises(FetchStatus) as error:
        fetcher(site).get(site.url)
    assert error.value.retry_after_s == 120


def test_retry_after_may_be_a_date_or_nonsense() -> None:
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert read_retry_after("Thu, 01 Jan 2026 12:01:00 GMT", now) == 60
    assert read_retry_after("Thu, 01 Jan 2026 12:01:00", now) == 60
    assert read_retry_after("Thu, 01 Jan 2026 11:00:00 GMT", now) == 0
    for nonsense in ("", "soon", "-5", "1.5", "Thu, 99 Jan 2026"):
        assert read_retry_after(nonsense, now) is None


FORBIDDEN = {
    "socket",
    "ssl",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "requests",
    "urllib3",
    "httpx",
    "aiohttp",
    "trafilatura.downloads",
}


def test_only_fetch_opens_connections() -> None:
    users = {path for path in _python_files() if _imported(path) & FORBIDDEN}
    assert users == {ROOT / "vitrine" / "fetch" / "client.py"}


def _python_files() -> list[Path]:
    return [ROOT / "app.py", *(ROOT / "vitrine").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]


def _imported(path: Path) -> set[str]:
    """Return every module a file imports, and the packages above it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names | {name.split(".")[0] for name in names}
