"""With discover_gdelt, ingest reads what the news index finds, under all rules of fetching."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ingest_cases import OPENING, REVENUE, place
from tests.loopback import Route, Site, Time, answer, serving
from vitrine.company import Company
from vitrine.feed.gdelt import ENDPOINT
from vitrine.feed.state import FeedState, read_states
from vitrine.fetch.client import Fetcher
from vitrine.ingest.archive import Archive
from vitrine.ingest.run import IngestReport, ingest
from vitrine.settings import Settings

NOW = datetime(2018, 6, 2, 8, 30, tzinfo=UTC)
PAGE = (
    "<html lang=nl><head><title>{title}</title>"
    '<meta property="article:published_time" content="2018-06-01T08:00:00Z"></head><body><article>'
    "<h1>{title}</h1><p>{title} De winkel ligt aan de rand van de stad en is elke dag open, ook "
    "op zondag, zo zegt een woordvoerder van het bedrijf.</p></article></body></html>"
)
COMPANIES = [
    Company("Coolblue", "retailer", "NL", 1, "#0096ff"),
    Company("Fnac Darty", "holding", "FR", 1, "#0096ff"),
    Company("LG", "brand", "KR", 1, "#0096ff"),
]


class _Routes(dict[str, Route]):
    """Searches are answered whatever they ask for."""

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key.partition("?")[0], default)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("vitrine.ingest.discover.load_companies", lambda path: COMPANIES)
    data = tmp_path / "data"
    data.mkdir()
    for path in Settings().data_dir.iterdir():
        if path.name != "feeds.csv":
            (data / path.name).symlink_to(path)
    (data / "feeds.csv").write_text("outlet,url,language,country,known_from\n")
    return place(tmp_path, data_dir=data, discover_gdelt=True, fetch_pause_s=0.0)


def found(site: Site, *names: str) -> bytes:
    rows = [{"url": f"{site.url}/{name}", "title": name, "language": "Dutch"} for name in names]
    return answer(json.dumps({"articles": rows}).encode(), kind="application/json")


def run(settings: Settings, site: Site, clock: Time, *, now: datetime = NOW) -> IngestReport:
    site.routes = _Routes(site.routes)
    settings = replace(settings, gdelt_url=f"{site.url}/doc", fetch_allow_hosts=site.host)
    fetcher = Fetcher(settings, clock=clock, sleep=clock.sleep)
    return ingest(
        ["feeds"],
        settings,
        is_building=False,
        fetcher=fetcher,
        clock=lambda: now,
        sleep=clock.sleep,
    )


def searches(site: Site) -> list[dict[str, str]]:
    urls = [path for path in site.paths if path.startswith("/doc")]
    return [{k: v[0] for k, v in parse_qs(urlsplit(url).query).items()} for url in urls]


def state(settings: Settings) -> FeedState:
    (found,) = read_states(settings.inbox_dir)[0].values()
    return found


def test_it_is_off_by_default(settings: Settings) -> None:
    with serving() as site:
        run(replace(settings, discover_gdelt=False), site, Time())
    assert site.paths == []


def test_what_is_found_is_read_like_any_page(settings: Settings) -> None:
    clock = Time()
    with serving() as site:
        site.routes |= {
            "/doc": found(site, "a", "secret", "gone"),
            "/a": answer(PAGE.format(title=OPENING).encode()),
            "/secret": answer(PAGE.format(title=REVENUE).encode()),
            "/robots.txt": answer(b"User-agent: *\nDisallow: /secret", kind="text/plain"),
        }
        report = run(settings, site, clock)
    assert (report.new, report.problems) == (1, []), "a page that stays shut is no failed ingest"
    text = "\n".join(report.lines())
    assert "GDELT found 3 new addresses; 2 of them could not be read" in text
    assert "robots.txt" in text and "LG" in text
    assert "/secret" not in site.paths
    (stored,) = Archive(settings.inbox_dir).stored()
    assert stored.article.outlet == "127.0.0.1" and str(stored.article.published) == "2018-06-01"
    asked = searches(site)
    assert [query["query"].partition(" (source")[0] for query in asked] == [
        "Coolblue",
        '"Fnac Darty"',
    ]
    assert {query["startdatetime"] for query in asked} == {"20180526000000"}
    assert 5.0 in clock.slept, "the index wants five seconds between two searches"


def test_its_health_is_kept_like_a_feeds(settings: Settings) -> None:
    with serving() as site:
        site.routes |= {"/doc": found(site)}
        run(settings, site, Time())
        first = len(searches(site))
        assert (state(settings).outlet, state(settings).condition) == ("GDELT", "working")
        run(settings, site, Time(), now=NOW + timedelta(hours=1))
        assert len(searches(site)) == first, "it is not due yet"
        run(settings, site, Time(), now=NOW + timedelta(hours=13))
        assert searches(site)[-1]["startdatetime"] == "20180601000000", "from a day before"
        site.routes["/doc"] = answer(b"", status="429 Too Many Requests")
        report = run(settings, site, Time(), now=NOW + timedelta(days=2))
        count = len(searches(site))
        assert count == 2 * first + 1, "a server that refuses is left alone"
        assert state(settings).condition == "failing" and len(report.problems) == 1
        assert report.problems[0].startswith("feed GDELT")
        run(settings, site, Time(), now=NOW + timedelta(days=2, minutes=30))
        assert len(searches(site)) == count, "it is asked again only later"


def test_a_refused_search_costs_only_itself(settings: Settings) -> None:
    replies = iter([b"Your keywords were too common.", b""])

    def refuse(connection: Any) -> None:
        connection.sendall(answer(next(replies), kind="text/html"))

    with serving() as site:
        site.routes |= {"/doc": refuse}
        report = run(settings, site, Time())
        assert len(searches(site)) == 2
    assert "too common" in report.problems[0]
    assert state(settings).condition == "failing"


def test_an_address_inside_the_own_network_is_refused(settings: Settings) -> None:
    with serving() as site, serving() as inner:
        rows = [{"url": f"{inner.url}/private", "title": "x", "language": "Dutch"}]
        body = json.dumps({"articles": rows}).encode()
        site.routes |= {"/doc": answer(body, kind="application/json")}
        report = run(settings, site, Time())
        assert inner.paths == []
    assert report.new == 0


def test_the_address_of_the_index_is_a_setting() -> None:
    assert Settings().gdelt_url == ENDPOINT
    assert Settings().discover_gdelt is False
