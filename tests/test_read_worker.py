"""Parsing happens in a process that may hang, die or run out of memory without harm to the rest."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.read_cases import PARAGRAPHS, page, workbook
from vitrine.errors import ReadError
from vitrine.read.page import PageSource
from vitrine.read.sheet_head import read_sheet
from vitrine.read.worker import ReadWorker, read_page, read_pages
from vitrine.settings import Settings


@pytest.fixture(scope="module")
def worker() -> Iterator[ReadWorker]:
    with ReadWorker(Settings()) as started:
        yield started


def test_many_pages_are_read_by_one_process(worker: ReadWorker) -> None:
    first = read_page(page(), "a", worker=worker)
    pid = worker.pid
    sources = [PageSource(page(), str(n)) for n in range(5)]
    found = list(read_pages(sources, worker))
    assert [source.page_id for source, _ in found] == ["0", "1", "2", "3", "4"]
    assert all(isinstance(items, list) and items[0].text == first[0].text for _, items in found)
    assert worker.pid == pid and pid != os.getpid()


def test_the_language_is_that_of_the_text(worker: ReadWorker) -> None:
    assert (
        read_page(page().replace(b'lang="nl"', b'lang="en"'), "a", worker=worker)[0].language
        == "nl"
    )


def test_a_bad_page_fails_alone(worker: ReadWorker) -> None:
    sources = [PageSource(body, "x") for body in (page(), b"", page())]
    kinds = [type(found) for _, found in read_pages(sources, worker)]
    assert kinds == [list, ReadError, list]


def test_a_killed_process_is_replaced(worker: ReadWorker) -> None:
    read_page(page(), "a", worker=worker)
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(ReadError, match="ended the process"):
        read_page(page(), "b", worker=worker)
    assert PARAGRAPHS[0] in read_page(page(), "c", worker=worker)[0].text


def test_a_stopped_process_is_ended_in_time_and_replaced() -> None:
    with ReadWorker(Settings(read_timeout_s=0.3)) as worker:
        worker.run("start", b"")
        stopped = worker.pid
        assert stopped is not None
        os.kill(stopped, signal.SIGSTOP)
        with pytest.raises(ReadError, match=r"within 0\.3 seconds"):
            worker.run("start", b"x" * 3_000_000)
        assert worker.pid is None
        with pytest.raises(ProcessLookupError):
            os.kill(stopped, 0)
        worker.run("start", b"")
        assert worker.pid != stopped


def test_memory_is_limited() -> None:
    with ReadWorker(Settings(read_memory_mb=350)) as worker:
        worker.run("start", b"")
        with pytest.raises(ReadError):
            worker.run("start", b"x" * 300_000_000)
        assert read_page(page(), "a", worker=worker)[0].article_id == "a"


def test_a_process_is_renewed_after_its_share_of_pages() -> None:
    with ReadWorker(Settings(read_pages_per_process=2)) as worker:
        pids = []
        for _ in range(4):
            worker.run("start", b"")
            pids.append(worker.pid)
    assert pids[0] == pids[1] != pids[2] == pids[3]
    assert worker.pid is None


def test_a_fork_starts_a_process_of_its_own() -> None:
    with ReadWorker(Settings()) as worker:
        worker.run("start", b"")
        before = worker.pid
        forked = os.fork()
        if forked == 0:  # the child tells by its exit code what it saw
            worker.run("start", b"")
            code = 7 if worker.pid not in (None, before) else 1
            worker.close()
            os._exit(code)
        _, status = os.waitpid(forked, 0)
        assert os.waitstatus_to_exitcode(status) == 7
        worker.run("start", b"")
        assert worker.pid == before


def test_an_unknown_task_is_refused(worker: ReadWorker) -> None:
    with pytest.raises(ReadError, match="no task"):
        worker.run("shell", b"")


def test_tables_are_parsed_there_too(worker: ReadWorker) -> None:
    sheet = read_sheet(
        workbook([["Company", "City"], ["Coolblue", "Gent"]]), "x.xlsx", worker=worker
    )
    assert sheet.header == ("Company", "City")
    assert sheet.rows[0].cells == ("Coolblue", "Gent")
    with pytest.raises(ReadError, match=r"no Excel workbook|damaged"):
        read_sheet(b"PK\x03\x04 broken", "x.xlsx", worker=worker)
