"""A web server on this machine that answers byte for byte what a test wants, and its reader."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from vitrine.fetch.client import Fetcher
from vitrine.settings import Settings

Route = bytes | Callable[[socket.socket], None]


class Site:
    """The server of one test: `routes` by path, `requests` as they came in."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[str] = []
        self._tls = tls
        self._threads: list[threading.Thread] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.02)
        self.port = int(self._listening.getsockname()[1])
        self.host = f"127.0.0.1:{self.port}"
        self.is_closing = threading.Event()
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://{self.host}"

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]

    def _accept(self) -> None:
        while not self.is_closing.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = self._listening.accept()
                thread = threading.Thread(target=self._serve, args=(connection,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with contextlib.suppress(OSError), connection:
            if self._tls is None:
                self._answer(connection)
            else:
                with self._tls.wrap_socket(connection, server_side=True) as safe:
                    self._answer(safe)

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            block = connection.recv(4096)
            request += block
            if not block or request.startswith(b"\x16"):  # a TLS greeting is no request
                return
        self.requests.append(request.decode("latin-1"))
        route = self.routes.get(self.paths[-1], answer(b"not here", status="404 Not Found"))
        if isinstance(route, bytes):
            connection.sendall(route)
        else:
            route(connection)

    def close(self) -> None:
        self.is_closing.set()
        self._accepting.join()
        for thread in self._threads:
            thread.join()
        self._listening.close()


@contextlib.contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve until the test is over."""
    site = Site(tls)
    try:
        yield site
    finally:
        site.close()


def answer(
    body: bytes = b"<html><p>Fine</p></html>",
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    length: int | None = None,
    **headers: str,
) -> bytes:
    """Return a whole answer with a true Content-Length unless told otherwise."""
    lines = {"Content-Type": kind, "Content-Length": str(len(body) if length is None else length)}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, Location=location)


def chunked(*blocks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """Return a chunked answer."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(block), block) for block in blocks) + end


def certificate(folder: Path, ip: str = "127.0.0.1", days: int = 2) -> tuple[Path, ssl.SSLContext]:
    """Make a self-signed certificate; return its file and a server context that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=10))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(ip))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    shown = folder / "certificate.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = folder / "key.pem"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, secret)
    return shown, context


PLAIN = Settings(fetch_robots=False, fetch_pause_s=0.0)
PUBLIC = "93.184.215.14"


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def fetcher(site: Site, **settings: object) -> Fetcher:
    """Return a fetcher that may read this one server."""
    values = {"fetch_allow_hosts": site.host} | settings
    return Fetcher(replace(PLAIN, **values), resolve=no_names)  # type: ignore[arg-type]


def no_names(host: str, port: int) -> list[str]:
    raise AssertionError(f"the name server was asked for {host}")
