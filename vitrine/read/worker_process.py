"""The process in which pages and tables of strangers are parsed; worker.py starts it.

It reads tasks from standard input and writes answers to standard output, each as a line of JSON and
the bytes it announces, until the input ends. Its parent ends it when it takes too long.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import Any, BinaryIO

from vitrine.errors import ReadError
from vitrine.settings import Settings


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer tasks until the input ends."""
    while True:
        line = source.readline()
        if not line:
            return
        task = json.loads(line)
        body = source.read(task["size"])
        answer = json.dumps(_answer(task, body)).encode()
        target.write(b'{"size": %d}\n' % len(answer) + answer)
        target.flush()


def _answer(task: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return {"value": _run(task, body)}
    except ReadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "It needs more memory than is given to reading; leave it out."}
    except RecursionError:
        return {"error": "It is nested too deeply; leave it out."}
    except Exception as error:  # whatever a library makes of hostile bytes must not end the run
        return {"error": f"It cannot be read ({type(error).__name__})."}


def _run(task: dict[str, Any], body: bytes) -> Any:
    limits = Settings(**task["limits"])
    options = task["options"]
    if task["name"] == "page":
        from vitrine.read.page import PageSource, parse_page, to_values

        return [to_values(item) for item in parse_page(PageSource(body, **options), limits)]
    if task["name"] == "sheet":
        from vitrine.read.sheet import parse_sheet

        return parse_sheet(body, options["name"], limits)
    if task["name"] == "start":
        import trafilatura  # noqa: F401  its import takes a second, once

        return None
    raise ReadError(f"There is no task {task['name']}.")


def _limit_memory(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limit on this system
        import resource

        size = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_memory(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints gets between the answers
    serve(sys.stdin.buffer, answers)
