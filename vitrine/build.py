"""Build and publish a snapshot from the versioned data: read, merge, check, publish."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import pandas as pd

from vitrine.company import load_companies
from vitrine.database import (
    Manifest,
    build_lock,
    create_staging,
    current_name,
    current_snapshot,
    load_rows,
    publish,
    run_checks,
)
from vitrine.errors import CheckFailed, SnapshotError
from vitrine.merge import load_decisions, merge_mentions
from vitrine.place import load_places
from vitrine.read import read_mentions
from vitrine.settings import ROOT, Settings
from vitrine.tables import to_tables

DATA_FILES = (
    "mentions.csv",
    "companies.csv",
    "parents.csv",
    "places.csv",
    "decisions.csv",
    "lineage.csv",
)


@dataclass(frozen=True)
class BuildReport:
    """What a build did: lines for the reader, and the rows of every check that found something."""

    manifest: Manifest
    is_new: bool
    lines: list[str] = field(default_factory=list)
    failed_checks: dict[str, pd.DataFrame] = field(default_factory=dict)


def fingerprint(settings: Settings) -> str:
    """Return a hash of all that a snapshot is made from: data, schema and the code between."""
    digest = hashlib.sha256()
    paths = [settings.data_dir / name for name in DATA_FILES]
    paths += sorted((settings.query_dir / "schema").glob("*.sql"))
    package = ROOT / "vitrine"
    for name in ("event", "read", "company", "place", "tables", "build", "merge"):
        paths += sorted(package.glob(f"{name}.py")) + sorted((package / name).glob("*.py"))
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def build_snapshot(settings: Settings, *, is_forced: bool = False) -> BuildReport:
    """Publish a new snapshot if the data changed since the current one.

    A failed check raises CheckFailed and publishes nothing: the old snapshot stays in use.
    """
    wanted = fingerprint(settings)
    with build_lock(settings.snapshot_dir):
        if not is_forced and current_name(settings):
            try:
                manifest = current_snapshot(settings).manifest
            except SnapshotError:
                manifest = None
            if (
                manifest
                and manifest.fingerprint == wanted
                and current_name(settings).endswith(manifest.version)
            ):
                return BuildReport(manifest, is_new=False, lines=["The data has not changed."])
        return _build(settings, wanted)


def _build(settings: Settings, wanted: str) -> BuildReport:
    data = settings.data_dir
    companies = load_companies(data / "companies.csv")
    places = load_places(data / "places.csv")
    mentions = read_mentions(data / "mentions.csv", companies, places)
    decisions = load_decisions(data / "decisions.csv")
    result = merge_mentions(mentions, companies, decisions, places.metro)
    staging = create_staging(settings)
    try:
        load_rows(staging, to_tables(result.events, companies, places).rows)
        load_rows(staging, {"snapshot_meta": [("fingerprint", wanted)]})
        failed = run_checks(staging, settings)
        lines = [*result.report.lines(), *_check_lines(failed, settings)]
        if failed:
            raise CheckFailed(
                "\n".join([*lines, "Nothing was published; correct the rows above in data/."])
            )
        manifest = publish(staging, wanted, settings)
    finally:
        staging.close()
    lines.append(f"Published events-{manifest.version}: {manifest.rows['event']} events.")
    return BuildReport(manifest, is_new=True, lines=lines)


def _check_lines(failed: dict[str, pd.DataFrame], settings: Settings) -> list[str]:
    lines = []
    for path in sorted((settings.query_dir / "checks").glob("*.sql")):
        frame = failed.get(path.stem)
        lines.append(f"check {path.stem}: {'good' if frame is None else f'{len(frame)} rows'}")
        if frame is not None:
            lines += [f"  {' | '.join(map(str, row))}" for row in frame.head(20).to_numpy()]
    return lines
