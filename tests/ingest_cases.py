"""Articles of our own and a place to ingest them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vitrine.article import Article
from vitrine.event import PartialDate
from vitrine.settings import Settings

OPENING = "Coolblue opende op 22 mei 2018 een winkel in Gent. De keten heeft er nu twaalf."
REVENUE = "Coolblue behaalde in 2018 een omzet van 1,35 miljard euro, 13 procent meer."
CORRECTED = "Coolblue behaalde in 2018 een omzet van 1,25 miljard euro, 13 procent meer."
URL = "https://news.example/coolblue"


def place(folder: Path, **changes: Any) -> Settings:
    """Return settings whose inbox and snapshots lie in a folder; one process does all."""
    values: dict[str, Any] = {
        "inbox_dir": folder / "inbox",
        "snapshot_dir": folder / "snapshots",
        "ingest_processes": 1,
    }
    return Settings(**values | changes)


def article(text: str = OPENING, url: str = URL, **changes: Any) -> Article:
    """Return an article in Dutch of 1 June 2018."""
    values: dict[str, Any] = {
        "article_id": "a",
        "text": text,
        "url": url,
        "outlet": "Proefkrant",
        "language": "nl",
        "published": PartialDate.parse("2018-06-01"),
        "published_from": "given",
    }
    return Article(**values | changes)


def write(folder: Path, name: str, text: str = OPENING, **values: Any) -> Path:
    """Write an article as a JSON file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    known = {
        "id": name,
        "url": f"https://news.example/{name}",
        "outlet": "Proefkrant",
        "language": "nl",
        "published": "2018-06-01",
        "title": None,
        "text": text,
    }
    path.write_text(json.dumps(known | values, ensure_ascii=False), encoding="utf-8")
    return path
