"""What a site's robots.txt allows: pure reading of its lines as RFC 9309 defines them.

Written here because urllib.robotparser (Python 3.11) knows no `*` and `$` in paths and takes the
first matching rule instead of the longest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

_MAX_LINES = 10_000
_MAX_BYTES = 500_000
_MAX_RULE = 500
_DELAY = re.compile(r"[0-9]{1,6}(\.[0-9]{1,3})?")


@dataclass(frozen=True)
class Rule:
    """One Allow or Disallow line: the literal pieces between the stars of its path."""

    pieces: tuple[str, ...]
    is_end: bool
    is_allowed: bool

    @property
    def weight(self) -> tuple[int, bool]:
        """Return what makes a rule win: length first, then allowing over forbidding."""
        return sum(map(len, self.pieces)) + len(self.pieces) - 1 + self.is_end, self.is_allowed

    def matches(self, target: str) -> bool:
        """Tell whether the rule is about this path; takes time linear in its length."""
        first, *rest = self.pieces
        if not target.startswith(first):
            return False
        at = len(first)
        if self.is_end and not rest:
            return at == len(target)
        last = rest.pop() if self.is_end else ""
        for piece in rest:
            found = target.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return not self.is_end or (target.endswith(last) and len(target) - len(last) >= at)


@dataclass(frozen=True)
class Robots:
    """The rules of one site that are about us."""

    rules: tuple[Rule, ...] = ()
    crawl_delay_s: float = 0.0

    def allows(self, target: str) -> bool:
        """Tell whether a path with its query may be read."""
        target = _same_quoting(target)
        about = [rule for rule in self.rules if rule.matches(target)]
        best = max(about, key=lambda rule: rule.weight, default=None)
        return best is None or best.is_allowed


def read_robots(body: bytes, agent: str) -> Robots:
    """Read a robots.txt for the product name that a user agent begins with."""
    product = re.split(r"[/\s]", agent.strip(), maxsplit=1)[0].lower()
    groups: dict[str, list[tuple[str, str]]] = {}
    current: set[str] = set()
    is_heading = False
    text = body[:_MAX_BYTES].decode("utf-8", errors="replace").removeprefix("\ufeff")
    for line in re.split(r"\r\n|\r|\n", text)[:_MAX_LINES]:
        name, colon, value = line.split("#", 1)[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            token = re.split(r"[/\s]", value, maxsplit=1)[0].lower()
            current = current if is_heading else set()
            is_heading = True
            if token in (product, "*"):
                current.add(token)
                groups.setdefault(token, [])
        elif name in ("allow", "disallow", "crawl-delay"):
            is_heading = False
            for token in current:
                groups[token].append((name, value))
    lines = groups.get(product, groups.get("*", []))
    rules = [
        _rule(value, name == "allow")
        for name, value in lines
        if name != "crawl-delay" and value.startswith(("/", "*"))
    ]
    delays = [
        float(value) for name, value in lines if name == "crawl-delay" and _DELAY.fullmatch(value)
    ]
    return Robots(tuple(rules), max(delays, default=0.0))


def _rule(path: str, is_allowed: bool) -> Rule:
    path = path[:_MAX_RULE]
    is_end = path.endswith("$")
    pieces = tuple(_same_quoting(piece) for piece in path.removesuffix("$").split("*"))
    return Rule(pieces, is_end, is_allowed)


def _same_quoting(path: str) -> str:
    """Write a path in one form, so that %7E and ~ are the same."""
    return quote(unquote(path, errors="replace"), safe="/:@!&'()+,;=~-._?$*[]")
