"""Which web addresses may be read: rules about addresses, names and numbers; no connections."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, urljoin, urlsplit

import idna

from vitrine.errors import FetchRefused

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 2_000

# Written out instead of asked from ipaddress, whose is_global differs between Python versions and
# passes multicast and addresses that carry another one inside.
_REFUSED_IPV4 = tuple(
    (ipaddress.IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "a provider's shared range"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud platform's own"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "for documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
# Of IPv6 only 2000::/3 is in public use: loopback, link-local, unique-local, multicast, NAT64 and
# the IPv4-mapped and IPv4-compatible forms all lie outside it.
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_IPV6 = tuple(
    (ipaddress.IPv6Network(network), reason)
    for network, reason in (
        ("2001::/23", "reserved (Teredo, benchmarks, ORCHID)"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "for documentation"),
    )
)
_LOCAL_ENDINGS = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "corp",
    "home",
    "private",
    "home.arpa",
    "in-addr.arpa",
    "ip6.arpa",
    "onion",
    "test",
    "invalid",
    "example",
)
_SCHEME = re.compile(r"((?:[a-zA-Z][a-zA-Z0-9+.-]*:)?[/\\]*)(.*)", re.DOTALL)
_HOST_AND_PORT = re.compile(r"[^:]*(:[0-9]*)?|\[[^\]]*\](:[0-9]*)?")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,62})?(\.[a-z0-9_]([a-z0-9_-]{0,62})?)*")
_NUMBER_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True)
class Address:
    """A checked web address, taken apart once, so that what is checked is what is read."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_default_port(self) -> bool:
        return self.port == DEFAULT_PORTS[self.scheme]

    @property
    def authority(self) -> str:
        """Return host and port as a Host header names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.is_default_port else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.target


@dataclass(frozen=True)
class AllowList:
    """Hosts that the operator lets through although they are not public, and the usual ports."""

    hosts: frozenset[str]
    ports: frozenset[int]

    def names(self, host: str, port: int) -> bool:
        """Tell whether this host may be read on this port whatever its IP address is."""
        return f"{host}:{port}" in self.hosts or (host in self.hosts and port in self.ports)


def shown(url: str) -> str:
    """Return an address for people and logs: no user, password, query or fragment."""
    text = "".join(char if char.isprintable() else "_" for char in url.strip()[:_MAX_LENGTH])
    bare, *query = re.split(r"[?#]", text, maxsplit=1)
    scheme, rest = _SCHEME.match(bare).groups("")  # type: ignore[union-attr]
    authority = re.split(r"[/\\]", rest, maxsplit=1)[0]
    if "@" in authority:
        rest = rest[authority.rindex("@") + 1 :]
    elif not _HOST_AND_PORT.fullmatch(authority):
        rest = "…"  # what looks like a port is none: perhaps half of a password
    text = scheme + rest + ("?…" if query and "?" in text else "")
    return text if len(text) <= 120 else text[:119] + "…"


def parse_address(url: str, allowed: AllowList) -> Address:
    """Take an address apart; one that must not be read raises FetchRefused."""
    url = url.strip()
    if len(url) > _MAX_LENGTH:
        raise FetchRefused(f"{shown(url)} is longer than {_MAX_LENGTH} characters; correct it.")
    if any(ord(char) < 0x20 or ord(char) == 0x7F for char in url):
        raise FetchRefused(f"{shown(url)} contains control characters; correct the address.")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise FetchRefused(f"{shown(url)} is no usable address; correct it.") from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise FetchRefused(f"{shown(url)} is not http or https; only these are read.")
    if "@" in parts.netloc or "\\" in parts.netloc:
        raise FetchRefused(f"{shown(url)} carries a user name or password; leave it out.")
    host = plain_host(host, url)
    port = DEFAULT_PORTS[scheme] if port is None else port
    is_named = allowed.names(host, port)
    if not is_named:
        _check_host(host, url)
        if port not in allowed.ports:
            raise FetchRefused(
                f"{shown(url)} uses port {port}; name it in VITRINE_FETCH_PORTS if that is meant."
            )
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return Address(scheme, host, port, target if target.startswith("/") else f"/{target}")


def join_address(base: Address, location: str, allowed: AllowList) -> Address:
    """Return where a redirect leads, checked like any address; https never becomes http."""
    try:
        url = urljoin(base.url, location.strip())
    except ValueError as error:
        raise FetchRefused(f"{shown(base.url)} redirects to an unusable address.") from error
    address = parse_address(url, allowed)
    if base.scheme == "https" and address.scheme == "http":
        raise FetchRefused(
            f"{shown(base.url)} redirects from https to http ({shown(url)}), which is not followed."
        )
    return address


def plain_host(host: str, url: str) -> str:
    """Return a host in its one lower-case ASCII form."""
    if ":" in host:
        try:
            if "%" in host:
                raise ValueError("zone")
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise FetchRefused(f"{shown(url)} has an unusable host; correct it.") from error
    try:
        name = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise FetchRefused(f"{shown(url)} has an unusable host; correct it.") from error
    name = name.removesuffix(".")
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise FetchRefused(f"{shown(url)} has an unusable host; correct it.")
    return name


def _check_host(host: str, url: str) -> None:
    """Refuse names that lead into one's own network, before any name server is asked."""
    ip = literal(host)
    if ip is not None:
        check_ip(ip, url)
        return
    labels = host.split(".")
    if _NUMBER_LABEL.fullmatch(labels[-1]):
        raise FetchRefused(f"{shown(url)} writes an IP address in an unusual form; correct it.")
    if len(labels) == 1 or any(host.endswith(f".{ending}") for ending in _LOCAL_ENDINGS):
        raise FetchRefused(_own_network(url, "its name is no public one"))


def literal(host: str) -> IPAddress | None:
    """Return the IP address that a host spells, if it spells one in the usual form."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def refusal(ip: IPAddress) -> str:
    """Return why an IP address must not be connected to, or an empty string."""
    if isinstance(ip, ipaddress.IPv4Address):
        return next((reason for network, reason in _REFUSED_IPV4 if ip in network), "")
    if ip not in _PUBLIC_IPV6 or ip.scope_id:
        return "not public"
    return next((reason for network, reason in _REFUSED_IPV6 if ip in network), "")


def check_ip(ip: IPAddress, url: str) -> None:
    """Refuse an IP address that is not a public one."""
    reason = refusal(ip)
    if reason:
        raise FetchRefused(_own_network(url, f"its IP address is {reason}"))


def _own_network(url: str, reason: str) -> str:
    return (
        f"{shown(url)} is not read because {reason}; "
        "name the host in VITRINE_FETCH_ALLOW_HOSTS if that is meant."
    )


def read_allow_list(hosts: str, ports: str) -> AllowList:
    """Read the settings fetch_allow_hosts and fetch_ports."""
    names = frozenset(_listed(name) for name in hosts.split(",") if name.strip())
    numbers = frozenset(int(port) for port in ports.split(",") if port.strip())
    return AllowList(names, numbers)


def _listed(name: str) -> str:
    """Return an entry of the allow-list in the form in which hosts are compared."""
    parts = urlsplit(f"//{name.strip()}")
    host = plain_host(parts.hostname or "", name)
    return host if parts.port is None else f"{host}:{parts.port}"
