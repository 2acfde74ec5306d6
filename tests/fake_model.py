"""A language model on this machine that answers what a test wants."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

OPENED = {
    "event_type": "store_opening",
    "company": "Coolblue",
    "counterparty": [],
    "status": "done",
    "event_date": "2021-05-03",
    "country": "BE",
    "city": "Gent",
    "amount": None,
    "currency": "",
    "metric": "",
    "count": None,
    "quote": "Coolblue opened a shop in Ghent on 3 May",
}


def answer(*events: object) -> bytes:
    """Return the events as an OpenAI-compatible interface would send them."""
    content = json.dumps({"events": list(events)})
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


class FakeModel:
    """Its answer to every article; requests are (authorization, body) as they came in."""

    def __init__(self) -> None:
        self.body: bytes | Callable[[str], bytes] = answer()
        self.status = 200
        self.headers: dict[str, str] = {}
        self.hangs = False
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.may_go_on = threading.Event()
        self.host = ""

    @property
    def url(self) -> str:
        return f"http://{self.host}/v1/chat/completions"

    def reply_to(self, request: dict[str, Any]) -> bytes:
        if callable(self.body):
            return self.body(request["messages"][1]["content"])
        return self.body


@contextlib.contextmanager
def answering() -> Iterator[FakeModel]:
    """Serve until the test is over."""
    model = FakeModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.requests.append((self.headers.get("Authorization", ""), request))
            if model.hangs:
                model.may_go_on.wait(5)
            body = model.reply_to(request)
            self.send_response(model.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
            for name, value in (headers | model.headers).items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    model.host = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.may_go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()
