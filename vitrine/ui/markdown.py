"""Text from the data, made safe for Streamlit's markdown."""

from __future__ import annotations

_SPECIAL = frozenset("\\`*_{}[]()<>#+-!|$~:&.=^")


def plain(text: str, limit: int = 400) -> str:
    """Return text that markdown shows exactly as it is: one line, nothing interpreted, not endless.

    Characters that are not printable (control and bidirectional ones) become spaces; text beyond
    limit characters ends in an ellipsis.
    """
    visible = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(visible) > limit:
        visible = visible[: limit - 1].rstrip() + "…"
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in visible)
