"""The colours and the face of a chart on light and on dark paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vitrine.chart.scene import GRID, INK, MUTED, PAPER

FONT_FAMILIES = ("Source Sans Pro", "Source Sans 3", "Source Sans", "Arial", "sans-serif")
PALE_SHARE = 0.34  # of the colour; the rest is paper
HATCH_SHARE = 0.14


@dataclass(frozen=True)
class Theme:
    """What the named colours of a scene mean; lift (0-1) whitens colours that dark paper eats."""

    name: str
    ink: str
    muted: str
    grid: str
    paper: str
    lift: float = 0.0
    # In quotes: a browser drops the whole list for one bare name that has a word of digits.
    font: str = ", ".join(f"'{name}'" if " " in name else name for name in FONT_FAMILIES)

    def resolve(self, color: str) -> str:
        """Return the hex colour of a named colour or of a scene's own hex colour."""
        named = {INK: self.ink, MUTED: self.muted, GRID: self.grid, PAPER: self.paper}
        if color in named:
            return named[color]
        return mix(color, "#ffffff", 1 - self.lift) if self.lift else color

    def pale(self, color: str, share: float = PALE_SHARE) -> str:
        """Return the colour thinned with paper: opaque, so that what lies beneath is hidden."""
        return mix(self.resolve(color), self.paper, share)


def mix(color: str, other: str, share: float) -> str:
    """Return the hex colour made of share (0-1) of the first and the rest of the other."""
    pairs = zip(_rgb(color), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _rgb(color: str) -> tuple[int, int, int]:
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", color):
        raise ValueError(f"not a hex colour (#rgb or #rrggbb): {color!r}")
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


LIGHT = Theme("light", ink="#1c2733", muted="#5f6b78", grid="#e3e7eb", paper="#ffffff")
DARK = Theme("dark", ink="#f1f4f7", muted="#a3adb8", grid="#2c333c", paper="#0e1117", lift=0.28)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
