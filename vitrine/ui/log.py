"""Failures go to the server's log under an id; the reader sees only the id."""

from __future__ import annotations

import logging

_logger = logging.getLogger("vitrine")


def log_failure(error_id: str, error: Exception) -> None:
    """Write a failure with its traceback to the log."""
    _logger.error("error %s", error_id, exc_info=error)
