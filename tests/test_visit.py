"""What is new since the last visit: read from the cookie, counted by the first article's day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.test_pages import open_page
from vitrine.database import Snapshot
from vitrine.filters import Filters, sql_params
from vitrine.settings import Settings
from vitrine.ui.browser import earlier_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("cookie", "day"),
    [
        ("", None),
        ("2026-11-23.", None),
        ("2026-11-20.", date(2026, 11, 20)),
        ("2026-11-20.2026-10-01", date(2026, 11, 20)),
        ("2026-11-23.2026-11-20", date(2026, 11, 20)),
        ("2027-01-01.2026-11-20", date(2026, 11, 20)),
        ("<script>.2026-13-40", None),
    ],
)
def test_the_last_visit_is_the_newest_day_before_today(cookie: str, day: date | None) -> None:
    assert earlier_day(cookie, TODAY) == day


@given(st.text())
def test_any_cookie_is_read(cookie: str) -> None:
    day = earlier_day(cookie, TODAY)
    assert day is None or day < TODAY


def test_the_filter_goes_by_the_first_report(real_snapshot: Snapshot) -> None:
    day = date(2026, 2, 1)
    frame = real_snapshot.export_events()
    expected = frame[frame["first_reported_date"] >= day.isoformat()]
    new = real_snapshot.ask("facet_event_type", sql_params(Filters(reported_from=day))).frame
    assert len(expected) > 5
    assert int(new["event_count"].sum()) == len(expected)


# AppTest runs outside a browser; pandas and streamlit warn about things that only matter there.
without_browser = pytest.mark.filterwarnings("default")


@pytest.fixture
def remember(monkeypatch: pytest.MonkeyPatch, real_settings: Settings) -> pytest.MonkeyPatch:
    monkeypatch.setenv("VITRINE_SNAPSHOT_DIR", str(real_settings.snapshot_dir))
    return monkeypatch


def lines(app: AppTest) -> list[str]:
    assert not app.exception
    return [item.value for item in app.markdown if "last visit" in item.value]


def links(app: AppTest) -> list[str]:
    """Return the query string of every link to the page of events."""
    return [item.proto.query_string for item in app.get("page_link") if item.proto.page == "events"]


@without_browser
def test_a_first_visit_and_a_run_without_browser_show_nothing(
    remember: pytest.MonkeyPatch,
) -> None:
    assert lines(open_page("overview")) == []
    day = datetime.now(UTC).date()
    remember.setattr("vitrine.ui.browser.visit_cookie", lambda: f"{day}.")
    assert lines(open_page("overview")) == []


@without_browser
def test_a_later_visit_counts_what_is_new_and_links_to_it(
    remember: pytest.MonkeyPatch, real_snapshot: Snapshot
) -> None:
    remember.setattr("vitrine.ui.browser.visit_cookie", lambda: "2026-02-01.2025-01-01")
    app = open_page("overview")
    values = sql_params(Filters(reported_from=date(2026, 2, 1)))
    counts = real_snapshot.ask("facet_event_type", values).frame
    (line,) = lines(app)
    line = line.replace("\\", "")
    assert f"1 February 2026: {counts['event_count'].sum()} newly reported events" in line
    assert f"{counts['event_count'].iloc[0]}" in line.split("·")[1]
    assert "reported=2026-02-01" in "&".join(links(app))
    assert lines(open_page("overview", reported="2026-02-01")) == [], "it is what is shown already"


@without_browser
def test_the_filters_hold_for_what_is_new(remember: pytest.MonkeyPatch) -> None:
    remember.setattr("vitrine.ui.browser.visit_cookie", lambda: "2026-02-01.")
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    (line,) = lines(open_page("overview", company="BCC"))
    assert "nothing newly reported under these filters" in line
    remember.setattr("vitrine.ui.browser.visit_cookie", lambda: f"{yesterday}.")
    app = open_page("overview")
    assert "nothing newly reported" in lines(app)[0]
    assert "reported=" not in "&".join(links(app))


@without_browser
def test_the_list_of_events_says_the_filter(
    remember: pytest.MonkeyPatch, real_snapshot: Snapshot
) -> None:
    app = open_page("events", reported="2026-02-01", lang="fr")
    assert not app.exception
    chips = [option for item in app.get("button_group") for option in item.proto.options]
    assert any("signalé à partir du 1er février 2026" in str(option) for option in chips)
