"""Sites are asked politely: robots.txt and pauses."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.loopback import (
    PLAIN,
    Site,
    Time,
    answer,
    fetcher,
    redirect,
    serving,
)
from vitrine.errors import (
    FetchRefused,
    FetchUnreachable,
)
from vitrine.fetch.client import Fetcher
from vitrine.settings import Settings


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        server.routes["/"] = answer()
        yield server


def test_robots_txt_is_obeyed_and_asked_for_once_a_day(site: Site) -> None:
    clock = Time()
    settings = Settings(fetch_allow_hosts=site.host, fetch_pause_s=0.0)
    reader = Fetcher(settings, clock=clock, sleep=clock.sleep)
    site.routes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private\n", kind="text/plain")
    site.routes["/private/a"] = answer()
    assert reader.get(f"{site.url}/").status == 200
    with pytest.raises(FetchRefused, match=r"robots\.txt forbids"):
        reader.get(f"{site.url}/private/a")
    site.routes["/hop"] = redirect("/private/a")
    with pytest.raises(FetchRefused, match=r"robots\.txt forbids"):
        reader.get(f"{site.url}/hop")
    assert reader.get(f"{site.url}/private/a", obey_robots=False).status == 200
    assert site.paths == ["/robots.txt", "/", "/hop", "/private/a"]
    clock.now += 86_401
    reader.get(site.url)
    assert site.paths[-2:] == ["/robots.txt", "/"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "401 Unauthorized"])
def test_without_robots_txt_all_is_allowed(site: Site, status: str) -> None:
    site.routes["/robots.txt"] = answer(status=status)
    assert fetcher(site, fetch_robots=True).get(site.url).status == 200


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slow down"])
def test_a_broken_robots_txt_refuses_for_now(site: Site, status: str) -> None:
    clock = Time()
    settings = Settings(fetch_allow_hosts=site.host, fetch_pause_s=0.0)
    reader = Fetcher(settings, clock=clock, sleep=clock.sleep)
    site.routes["/robots.txt"] = answer(status=status)
    for _ in range(2):
        with pytest.raises(FetchRefused, match=r"for now .*status [45]"):
            reader.get(site.url)
    assert site.paths == ["/robots.txt"]
    site.routes["/robots.txt"] = answer(b"", kind="text/plain")
    clock.now += 601
    assert reader.get(site.url).status == 200


def test_a_dead_host_is_not_asked_again_for_each_of_its_pages() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        raise socket.gaierror(-2, "unknown")

    clock = Time()
    reader = Fetcher(Settings(), clock=clock, sleep=clock.sleep, resolve=resolve)
    for page in range(3):
        with pytest.raises(FetchUnreachable, match="no IP address"):
            reader.get(f"http://news.com/{page}")
    assert asked == ["news.com"]


def test_robots_txt_is_read_under_the_same_rules(site: Site) -> None:
    site.routes["/robots.txt"] = redirect("http://169.254.169.254/latest")
    with pytest.raises(FetchRefused, match="link-local"):
        fetcher(site, fetch_robots=True).get(site.url)
    site.routes["/robots.txt"] = answer(b"\x89PNG", kind="image/png")
    assert fetcher(site, fetch_robots=True).get(site.url).status == 200


def test_one_host_is_asked_with_pauses(site: Site) -> None:
    clock = Time()
    settings = replace(PLAIN, fetch_pause_s=2.0, fetch_allow_hosts=site.host)
    reader = Fetcher(settings, clock=clock, sleep=clock.sleep)
    for _ in range(3):
        reader.get(site.url)
    assert clock.slept == [2.0, 2.0]
    clock.now += 60
    reader.get(site.url)
    assert clock.slept == [2.0, 2.0]


def test_a_redirect_on_one_host_waits_its_turn_too(site: Site) -> None:
    clock = Time()
    settings = replace(PLAIN, fetch_pause_s=2.0, fetch_allow_hosts=site.host)
    site.routes["/old"] = redirect("/")
    Fetcher(settings, clock=clock, sleep=clock.sleep).get(f"{site.url}/old")
    assert clock.slept == [2.0]


@pytest.mark.parametrize(("asked", "pause"), [("7", 7.0), ("9999", 30.0), ("soon", 2.0)])
def test_a_crawl_delay_is_kept_up_to_a_cap(site: Site, asked: str, pause: float) -> None:
    clock = Time()
    settings = Settings(fetch_pause_s=2.0, fetch_allow_hosts=site.host)
    rules = f"User-agent: vitrine\nCrawl-delay: {asked}\n".encode()
    site.routes["/robots.txt"] = answer(rules, kind="text/plain")
    reader = Fetcher(settings, clock=clock, sleep=clock.sleep)
    for _ in range(3):
        reader.get(site.url)
    assert clock.slept == [2.0, pause, pause]
