"""Every limit and path, typed, with its unit in its name; each can be set by VITRINE_<NAME>."""

from __future__ import annotations

import os
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
    tile_url: str = ""
    public_url: str = ""


def load_settings(environment: dict[str, str] | None = None) -> Settings:
    """Read the settings from VITRINE_* variables; an unusable value raises SettingError."""
    source = dict(os.environ) if environment is None else environment
    values: dict[str, object] = {}
    for item in fields(Settings):
        name = f"VITRINE_{item.name.upper()}"
        if name not in source:
            continue
        kind = {"Path": Path, "int": int, "float": float, "str": str}[str(item.type)]
        try:
            values[item.name] = kind(source[name])
        except ValueError as error:
            raise SettingError(
                f"{name}={source[name]!r} is not a {kind.__name__}; correct or unset it."
            ) from error
    return Settings(**values)  # type: ignore[arg-type]
