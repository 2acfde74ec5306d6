"""Which addresses are read at all: nothing inside one's own network, by whatever spelling."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace

import pytest

from tests.loopback import (
    PLAIN,
    PUBLIC,
    no_names,
)
from vitrine.errors import (
    FetchRefused,
    FetchTimeout,
    FetchUnreachable,
)
from vitrine.fetch.address import read_allow_list, shown
from vitrine.fetch.client import Fetcher


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Record every connection that is tried, and let none through."""
    tried: list[object] = []

    def connect(self: socket.socket, address: object) -> None:
        tried.append(address)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


REFUSED = (
    "http://127.0.0.1/",
    "http://127.1.2.3/",
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://a.localhost/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://intranet/",
    "http://router.lan/",
    "http://nas.home.arpa/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://0.0.0.0/",
    "http://0.1.2.3/",
    "http://192.0.2.1/",
    "http://198.51.100.1/",
    "http://203.0.113.9/",
    "http://198.18.0.1/",
    "http://192.0.0.192/",
    "http://192.88.99.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://127.0.0.1./",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://news.example.com.0x10/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:93.184.215.14]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:db8::1]/",
    "http://[2001:2::1]/",
    "http://[3fff::1]/",
    "http://[5f00::1]/",
    "http://[100::1]/",
    "http://[::1/",
    "http:///path",
    "http://..../",
    "http://a..b.com/",
    "http://-news.com/",
    "http://news.com:22/",
    "http://news.com:0/",
    "http://news.com:99999/",
    "http://news.com:8080/",
    "http://user:secret@news.com/",
    "http://news.com@127.0.0.1/",
    "http://news.com\\@127.0.0.1/",
    "http://news.com\r\nHost: other/",
    "http://news.com/\x00",
    "ftp://news.com/",
    "file:///etc/passwd",
    "gopher://news.com/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "//news.com/",
    "news.com/feed",
    "",
    "http://news.com/" + "a" * 3_000,
)


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: ascii(url)[:50])
def test_an_address_outside_the_public_web_is_refused(url: str, connections: list[object]) -> None:
    with pytest.raises(FetchRefused) as refused:
        Fetcher(PLAIN, resolve=no_names).get(url)
    assert connections == []
    assert "secret" not in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "ips",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["100.64.3.4"],
        ["0.0.0.1"],
        ["::1"],
        ["fe80::1%eth0"],
        ["2001:4860::1%eth0"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        ["2002:a00:1::"],
        [PUBLIC, "127.0.0.1"],
        ["2606:4700::1", "fd00::1"],
        ["no ip at all"],
    ],
    ids=str,
)
def test_a_public_name_that_leads_inside_is_refused(
    ips: list[str], connections: list[object]
) -> None:
    with pytest.raises(FetchRefused, match=r"news\.com"):
        Fetcher(PLAIN, resolve=lambda host, port: ips).get("http://news.com/")
    assert connections == []


def test_the_connection_goes_to_the_very_ip_that_was_checked(connections: list[object]) -> None:
    answers = iter([[PUBLIC, "2606:4700::1"], ["127.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(f"{host}:{port}")
        return next(answers)

    reader = Fetcher(PLAIN, resolve=resolve)
    with pytest.raises(FetchUnreachable, match="refused"):
        reader.get("https://news.com/")
    assert connections == [(PUBLIC, 443), ("2606:4700::1", 443)]
    with pytest.raises(FetchRefused):  # the name now leads inside: rebinding gains nothing
        reader.get("https://news.com/")
    assert len(connections) == 2
    assert asked == ["news.com:443"] * 2


def test_a_name_without_ip_and_a_name_server_that_fails_are_unreachable() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "unknown")

    for resolve in (fail, lambda host, port: []):
        with pytest.raises(FetchUnreachable, match="no IP address"):
            Fetcher(PLAIN, resolve=resolve).get("http://news.com/")


def test_a_name_server_that_never_answers_is_cut_off() -> None:
    end = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        end.wait(10)
        return [PUBLIC]

    try:
        with pytest.raises(FetchTimeout):
            Fetcher(replace(PLAIN, fetch_timeout_s=0.1), resolve=hang).get("http://news.com/")
    finally:
        end.set()


def test_international_names_are_asked_for_in_ascii(connections: list[object]) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    for url in ("http://Bücher.de/", "http://faß.de/", "http://NEWS.com./"):
        with pytest.raises(FetchUnreachable):
            Fetcher(PLAIN, resolve=resolve).get(url)
    assert asked == ["xn--bcher-kva.de", "xn--fa-hia.de", "news.com"]


def test_an_address_is_shown_without_secrets() -> None:
    assert shown("https://me:pw@news.com/feed?key=1#top") == "https://news.com/feed?…"
    assert shown("//me:pw@news.com") == "//news.com"
    assert shown("https://a@b@news.com/\x1b[31m") == "https://news.com/_[31m"
    assert len(shown("https://news.com/" + "a" * 500)) == 120
    assert shown("https://news.com:8443/@me/feed") == "https://news.com:8443/@me/feed"
    assert shown("http://[::1]:80/x") == "http://[::1]:80/x"
    for odd in ("me:pw@news.com", "http:\\\\me:pw@a/", "http://me:pw/x@a/", "http://me:pw?x@a/"):
        assert "pw" not in shown(odd)


def test_the_allow_list_is_exact() -> None:
    allowed = read_allow_list("Inside.News.com, 10.0.0.5:8080,[::1]:81", "80,443")
    assert allowed.names("inside.news.com", 443)
    assert allowed.names("10.0.0.5", 8080)
    assert allowed.names("::1", 81)
    for host, port in (("inside.news.com", 8080), ("10.0.0.5", 80), ("news.com", 80), ("", 80)):
        assert not allowed.names(host, port)
