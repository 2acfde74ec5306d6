"""A feed that fails is asked less often, never given up, and never lost from sight."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.errors import FeedError, FetchStatus, FetchUnreachable
from vitrine.feed.state import (
    FILE_NAME,
    FeedState,
    after_failure,
    after_success,
    is_due,
    read_states,
    switched_on,
    write_states,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEW = FeedState("https://a.com/feed", "A News")


def hours(state: FeedState, now: datetime = NOW) -> float:
    assert state.next_try_at is not None
    return (state.next_try_at - now).total_seconds() / 3_600


def test_a_new_feed_is_due_and_a_read_one_an_hour_later() -> None:
    assert is_due(NEW, NOW)
    assert NEW.condition == "new"
    state = after_success(NEW, NOW, etag='"1"', last_modified="x", items=3)
    assert (state.condition, state.etag, state.items_seen) == ("working", '"1"', 3)
    assert not is_due(state, NOW + timedelta(minutes=59))
    assert is_due(state, NOW + timedelta(hours=1))


def test_the_wait_doubles_from_an_hour_to_two_days() -> None:
    state, waits = NEW, []
    for _ in range(9):
        state = after_failure(state, FetchUnreachable("no such host"), NOW)
        waits.append(hours(state))
    assert waits == [1, 2, 4, 8, 16, 32, 48, 48, 48]
    assert (state.failures, state.last_error, state.condition) == (9, "no such host", "failing")


@pytest.mark.parametrize(
    "error",
    [
        FetchStatus("gone?", status=404),
        FetchStatus("broken", status=500),
        FetchUnreachable("no such host"),
        FeedError("a web page"),
    ],
    ids=str,
)
def test_every_failure_is_named_and_the_next_success_ends_it(error: Exception) -> None:
    good = after_success(NEW, NOW - timedelta(days=1), etag="e", items=2)
    failed = after_failure(good, error, NOW)
    assert failed.last_success_at == good.last_success_at
    assert (failed.last_error, failed.is_off, failed.etag) == (str(error), False, "e")
    later = NOW + timedelta(hours=1)
    assert is_due(failed, later)
    back = after_success(failed, later, items=1)
    assert (back.condition, back.failures, back.last_error) == ("working", 0, "")
    assert back.items_seen == 3


def test_gone_for_good_turns_a_feed_off_until_a_person_turns_it_on() -> None:
    state = after_failure(NEW, FetchStatus("gone", status=410), NOW)
    assert state.condition == "off"
    assert not is_due(state, NOW + timedelta(days=999))
    assert is_due(switched_on(state), NOW)
    assert after_success(switched_on(state), NOW).condition == "working"


def test_retry_after_is_obeyed_up_to_the_cap() -> None:
    def wait(seconds: float) -> float:
        error = FetchStatus("busy", status=429, retry_after_s=seconds)
        return hours(after_failure(NEW, error, NOW))

    assert [wait(60), wait(7_200), wait(10**9)] == [1, 2, 48]


def test_a_clock_that_jumped_does_not_silence_a_feed() -> None:
    wrong = NOW + timedelta(days=2)
    ahead = after_success(NEW, wrong)
    assert is_due(ahead, NOW)
    assert is_due(replace(NEW, next_try_at=NOW + timedelta(days=9)), NOW)
    behind = after_success(NEW, NOW - timedelta(days=2))
    assert is_due(behind, NOW)


@given(st.lists(st.sampled_from(["ok", "404", "429", "dns"]), max_size=40))
def test_no_feed_is_ever_given_up(history: list[str]) -> None:
    state, now = NEW, NOW
    for event in history:
        if event == "ok":
            state = after_success(state, now)
        elif event == "dns":
            state = after_failure(state, FetchUnreachable("x"), now)
        else:
            state = after_failure(
                state, FetchStatus("x", status=int(event), retry_after_s=1e9), now
            )
        assert 1 <= hours(state, now) <= 48
        now += timedelta(hours=48)
        assert is_due(state, now)


def test_states_survive_the_file(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    assert read_states(inbox) == ({}, [])
    working = after_success(NEW, NOW, etag='W/"é"', items=5)
    off = after_failure(FeedState("https://b.com/"), FetchStatus("gone\nlines", status=410), NOW)
    write_states(inbox, [working, off])
    assert read_states(inbox) == ({state.url: state for state in (off, working)}, [])
    assert sorted(path.name for path in inbox.iterdir()) == [FILE_NAME]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"text"',
        "{}",
        '{"url": 5}',
        '{"url": "u", "failures": "many"}',
        '{"url": "u", "is_off": 1}',
        '{"url": "u", "next_try_at": "soon"}',
        '{"url": "u", "next_try_at": "2026-01-01"}',
        "[" * 5_000,
        "\x00\ufffd",
    ],
)
def test_a_damaged_line_costs_only_itself(tmp_path: Path, line: str) -> None:
    write_states(tmp_path, [NEW])
    with (tmp_path / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    states, problems = read_states(tmp_path)
    assert states == {NEW.url: NEW}
    assert problems == [f"{FILE_NAME}, line 2 is damaged; that feed starts anew."]


def test_fields_of_a_newer_version_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"url": "u", "colour": "red"}))
    assert read_states(tmp_path) == ({"u": FeedState("u")}, [])


def test_the_file_is_safe_on_disk_before_it_replaces_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, swap = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: (calls.append("fsync"), fsync(file)))
    monkeypatch.setattr(os, "replace", lambda *paths: (calls.append("replace"), swap(*paths)))
    write_states(tmp_path, [NEW])
    assert calls == ["fsync", "replace", "fsync"]


def test_a_crash_while_writing_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_states(tmp_path, [NEW])

    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        write_states(tmp_path, [])
    assert read_states(tmp_path)[0] == {NEW.url: NEW}
    monkeypatch.undo()
    write_states(tmp_path, [])
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
