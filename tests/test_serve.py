"""How the dashboard is served: its command, and what it says when it cannot be."""

from __future__ import annotations

import subprocess
import sys

import pytest

from vitrine.cli import server_command
from vitrine.settings import ROOT


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104  only read here
def test_the_command_listens_where_it_is_told(host: str) -> None:
    command, environment = server_command(host, 8599)
    assert command[command.index("--host") + 1] == host
    assert command[command.index("--port") + 1] == "8599"
    assert environment["STREAMLIT_SERVER_PORT"] == "8599"


def test_no_page_around_the_dashboard_may_steer_it() -> None:
    program = (
        "import vitrine.ui.server, streamlit as st; print(st.get_option('client.allowedOrigins'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_port_in_use_is_said_with_what_to_do() -> None:
    program = (
        "import errno, logging, vitrine.ui.server;"
        "logging.getLogger('uvicorn.error').error(OSError(errno.EADDRINUSE, 'port 8501 is taken'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "choose another port as in PORT=8502 make run (port 8501 is taken)" in done.stderr
