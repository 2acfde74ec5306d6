"""Every limit and path, typed, with its unit in its name; each can be set by VITRINE_<NAME>."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path

from vitrine.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The settings of one process; docs/data.md explains each."""

    data_dir: Path = field(default=ROOT / "data")
    query_dir: Path = field(default=ROOT / "queries")
    snapshot_dir: Path = field(default=ROOT / "data" / "snapshots")
    snapshots_kept: int = 3
    query_timeout_s: float = 5.0
    query_max_rows: int = 20_000
    query_memory_mb: int = 1024
    query_threads: int = 2
    map_max_points: int = 2_000
    draw_unseen: bool = False
    tile_url: str = ""
    public_url: str = ""
    inbox_dir: Path = field(default=ROOT / "data" / "inbox")
    ingest_batch_articles: int = 200
    ingest_batch_s: float = 60.0
    ingest_processes: int = 2
    ingest_fetch_threads: int = 8
    new_names_kept: int = 500
    fetch_timeout_s: float = 20.0
    fetch_max_bytes: int = 5_000_000
    fetch_max_header_bytes: int = 65_536
    fetch_max_redirects: int = 3
    fetch_ports: str = "80,443"
    fetch_allow_hosts: str = ""
    fetch_ca_file: str = ""
    fetch_user_agent: str = "Vitrine/0.1 (reader of trade-press feeds)"
    fetch_pause_s: float = 2.0
    fetch_max_pause_s: float = 30.0
    fetch_robots: bool = True
    fetch_robots_kept_s: float = 86_400.0
    fetch_robots_retry_s: float = 600.0
    feed_max_items: int = 500
    feed_max_tags: int = 200_000
    feed_first_wait_h: float = 1.0
    feed_longest_wait_h: float = 48.0
    discover_gdelt: bool = False
    gdelt_url: str = "https://api.gdeltproject.org/api/v2/doc/doc"
    gdelt_first_days: int = 7
    gdelt_max_articles: int = 50
    gdelt_wait_h: float = 12.0
    model_url: str = ""
    model_name: str = ""
    model_key: str = ""
    model_timeout_s: float = 60.0
    model_ingest_s: float = 900.0
    model_max_failures: int = 3
    model_max_bytes: int = 200_000
    article_file_max_bytes: int = 20_000_000
    read_timeout_s: float = 20.0
    read_memory_mb: int = 1024
    read_pages_per_process: int = 500
    page_max_bytes: int = 2_000_000
    page_max_elements: int = 20_000
    page_max_depth: int = 250
    sheet_max_bytes: int = 50_000_000
    sheet_max_rows: int = 50_000
    sheet_max_columns: int = 200


_SWITCHES = {
    "on": True,
    "true": True,
    "yes": True,
    "1": True,
    "off": False,
    "false": False,
    "no": False,
    "0": False,
}
_READERS: dict[str, Callable[[str], object]] = {
    "Path": Path,
    "int": int,
    "float": float,
    "str": str,
    "bool": lambda word: _SWITCHES[word.strip().lower()],
}


def load_settings(environment: dict[str, str] | None = None) -> Settings:
    """Read the settings from VITRINE_* variables; an unusable value raises SettingError."""
    source = dict(os.environ) if environment is None else environment
    values: dict[str, object] = {}
    for item in fields(Settings):
        name = f"VITRINE_{item.name.upper()}"
        if name not in source:
            continue
        kind = str(item.type)
        try:
            values[item.name] = _READERS[kind](source[name])
        except (ValueError, KeyError) as error:
            raise SettingError(
                f"{name}={source[name]!r} is not a {kind}; correct or unset it."
            ) from error
    return Settings(**values)  # type: ignore[arg-type]
