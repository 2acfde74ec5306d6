"""The feeds that are to be read: data/feeds.csv."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vitrine.gazetteer import check_country, read_lines

_COLUMNS = ("outlet", "url", "language", "country", "known_from")


@dataclass(frozen=True)
class FeedSource:
    """One feed: whose it is, in which language, and where that outlet is at home."""

    outlet: str
    url: str
    language: str
    country: str
    known_from: str


def read_feed_list(data_dir: Path) -> tuple[FeedSource, ...]:
    """Read data/feeds.csv; none when there is no such file, DataError names a wrong line."""
    path = data_dir / "feeds.csv"
    if not path.exists():
        return ()
    return tuple(
        FeedSource(
            outlet=line.required("outlet"),
            url=line.required("url"),
            language=line.text("language"),
            country=check_country(line, "country", line.text("country")),
            known_from=line.text("known_from"),
        )
        for line in read_lines(path, _COLUMNS)
    )
