"""Work that is spread over processes."""

from __future__ import annotations

from loky.process_executor import ProcessPoolExecutor


def worker_pool(count: int) -> ProcessPoolExecutor:
    """Return a pool of fresh processes; use it in a with statement.

    They inherit no thread or lock of this one. The standard library would run the main module again
    in each of them, which in a dashboard is a page that fails without a browser; loky does not.
    """
    return ProcessPoolExecutor(count)
