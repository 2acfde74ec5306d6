"""The chart library that the browser gets: of the package's version, and it knows our traces."""

from __future__ import annotations

import re
from pathlib import Path

import plotly

from vitrine.settings import ROOT
from vitrine.ui.plot import LIBRARY

PACKAGED = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SERVED = ROOT / LIBRARY.removeprefix("app/")
KNOWN_TYPES = {"bar", "scatter", "pie"}  # of the basic bundle


def version_of(path: Path) -> str:
    found = re.search(r"plotly\.js.* v([\d.]+)", path.read_text(encoding="utf-8")[:200])
    assert found
    return found[1]


def test_the_served_library_is_of_the_version_that_the_package_writes_for() -> None:
    assert version_of(SERVED) == version_of(PACKAGED)
    assert version_of(SERVED) in SERVED.name, "a new version needs a new address, or caches keep it"


def test_no_chart_is_of_a_kind_that_the_served_library_lacks() -> None:
    sources = (ROOT / "vitrine" / "chart").glob("*.py")
    types = {
        kind
        for path in sources
        for line in re.findall(
            r'^ *"type": (".*),$', path.read_text(encoding="utf-8"), re.MULTILINE
        )
        for kind in re.findall(r'"(\w+)"', line)
    }
    assert types and types <= KNOWN_TYPES
