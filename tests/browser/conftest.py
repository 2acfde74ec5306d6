"""A real server on loopback and a real Chromium for the tests of this folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import CHROMIUM
from vitrine.cli import server_command
from vitrine.settings import Settings

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
READY = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)
START_LIMIT_S = 60
LIMIT_MS = 90_000  # a machine that is busy with all else is slow, not wrong
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@contextmanager
def running_server(settings: Settings, *, is_streamlit_run: bool = False) -> Iterator[str]:
    """Serve the dashboard on a free loopback port and yield its address.

    As `python -m vitrine serve` does once the snapshot is published, or as `streamlit run app.py`.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command, environment = server_command("127.0.0.1", port)
    if is_streamlit_run:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        environment = dict(os.environ)
    environment |= {
        "VITRINE_SNAPSHOT_DIR": str(settings.snapshot_dir),
        "VITRINE_DRAW_UNSEEN": "off",
    }
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310  a loopback address
                return
        except OSError:
            if process.poll() is not None:
                raise AssertionError("the server ended at once") from None
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def server(real_settings: Settings) -> Iterator[str]:
    """The dashboard on the versioned data."""
    with running_server(real_settings) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Watched:
    """A browser page that remembers what it asked for, what went wrong and what popped up."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", self._note_request)
        page.on("response", self._note_response)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._note_dialog)

    def _note_request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.address, "data:", "blob:", "ws://127.0.0.1")):
            self.outside.append(url)

    def _note_response(self, response: object) -> None:
        # Streamlit looks for its own base path on a deep link: /events/_stcore/health is a 404.
        url = str(getattr(response, "url", ""))
        if getattr(response, "status", 200) >= 400 and "/_stcore/" not in url:
            self.errors.append(f"{getattr(response, 'status', '')} {url}")

    def _note_console(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if getattr(message, "type", "") == "error" and "Failed to load resource" not in text:
            self.errors.append(text)

    def _note_dialog(self, dialog: object) -> None:
        self.dialogs.append(str(getattr(dialog, "message", "")))
        dialog.dismiss()  # type: ignore[attr-defined]

    def open(self, path: str) -> Page:
        """Go to a path of the dashboard and wait until it stands still."""
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has ended and the browser has drawn."""
        self.page.wait_for_selector(READY, timeout=LIMIT_MS)
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(READY, timeout=LIMIT_MS)

    def wait_until(self, is_so: Callable[[], bool], limit_s: float = 30) -> bool:
        """Look again and again until something is so; False if it never was."""
        deadline = time.monotonic() + limit_s
        while not is_so():
            if time.monotonic() > deadline:
                return False
            self.page.wait_for_timeout(250)
        return True


Open = Callable[..., Watched]


@pytest.fixture
def watch(browser: Browser, server: str) -> Iterator[Open]:
    """Return a function that opens a new window; language, width and theme can be given."""
    contexts = []

    def make(
        *, width: int = 1400, height: int = 1000, dark: bool = False, address: str = server
    ) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            accept_downloads=True,
        )
        context.set_default_timeout(LIMIT_MS)
        contexts.append(context)
        return Watched(context.new_page(), address)

    yield make
    for context in contexts:
        context.close()
