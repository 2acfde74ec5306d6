"""robots.txt is read as RFC 9309 says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.fetch.robots import read_robots

AGENT = "Vitrine/0.1 (reader of trade-press feeds)"


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /feed", "/feed/1", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a/", "/a/b", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /*?s=", "/x?s=1", False),
        ("User-agent: *\nDisallow: /*?s=", "/x?t=1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a*b*a$", "/aba", False),
        ("User-agent: *\nDisallow: /a*ba$", "/aba", False),
        ("User-agent: *\nDisallow: /aba*ba$", "/aba", True),
        ("User-agent: *\nDisallow: *private", "/my/private/x", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9/1", False),
        ("User-agent: *\nDisallow: /café", "/caf%C3%A9/1", False),
        ("User-agent: *\nDisallow: /%7Eme", "/~me/", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: vitrine\nDisallow: /x", "/a", True),
        ("User-agent: vitrine\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/x", False),
        ("User-agent: other\nUser-agent: VITRINE/2\nDisallow: /x", "/x", False),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: a\nDisallow: /\nUser-agent: *\nDisallow: /y", "/x", True),
        ("User-agent: *\nSitemap: /s\nDisallow: /x # why", "/x", False),
        ("User-agent: *\rDisallow: /x\rDisallow: /y", "/y", False),
        ("\ufeffUser-agent: *\r\nDisallow: /x", "/x", False),
        ("Disallow: /x", "/x", True),
        ("user-agent : *\ndisallow : /x", "/x", False),
        ("<html><body>Not found</body></html>", "/x", True),
    ],
)
def test_the_longest_rule_wins(rules: str, path: str, is_allowed: bool) -> None:
    assert read_robots(rules.encode(), AGENT).allows(path) is is_allowed


def test_the_crawl_delay_of_our_group_counts() -> None:
    rules = b"User-agent: *\nCrawl-delay: 9\n\nUser-agent: vitrine\nCrawl-delay: 2.5\nAllow: /"
    assert read_robots(rules, AGENT).crawl_delay_s == 2.5
    assert read_robots(b"User-agent: *\nCrawl-delay: -1e9", AGENT).crawl_delay_s == 0


def test_a_hostile_robots_txt_costs_little() -> None:
    stars = b"User-agent: *\nDisallow: /" + b"*a" * 240 + b"b\n"
    agents = b"".join(b"User-agent: a%d\n" % number for number in range(5_000))
    began = time.process_time()
    assert read_robots(stars, AGENT).allows("/" + "a" * 2_000)
    assert read_robots(agents + b"Disallow: /\n" * 5_000, AGENT).allows("/")
    assert time.process_time() - began < 2


@given(st.binary(max_size=300), st.text(max_size=50))
def test_any_bytes_can_be_read(body: bytes, path: str) -> None:
    robots = read_robots(b"User-agent: *\nDisallow: " + body, AGENT)
    assert robots.allows(path) in (True, False)
    assert robots.crawl_delay_s >= 0
