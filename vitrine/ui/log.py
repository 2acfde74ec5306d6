"""Failures go to the server's log under an id; the reader sees only the id."""

from __future__ import annotations

import errno
import logging

_logger = logging.getLogger("vitrine")


def log_failure(error_id: str, error: Exception) -> None:
    """Write a failure with its traceback to the log."""
    _logger.error("error %s", error_id, exc_info=error)


def explain_busy_port(record: logging.LogRecord) -> bool:
    """Say what to do when the server's port is taken; a filter of a log, which keeps every line."""
    if isinstance(record.msg, OSError) and record.msg.errno == errno.EADDRINUSE:
        record.msg = (
            "The port is in use already: open the dashboard that runs there, end it, or choose"
            f" another port as in PORT=8502 make run ({record.msg.strerror})."
        )
    return True
