"""Build and publish a snapshot: read the versioned data and what was ingested, merge, check."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from vitrine.company import Companies, load_companies
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
from vitrine.event import Mention, Tier
from vitrine.ingest.inbox import Inbox, has_batches, inbox_fingerprint, read_inbox
from vitrine.ingest.ingested import NOTHING, Ingested
from vitrine.merge import Decisions, MergeResult, load_decisions, merge_mentions
from vitrine.place import Places, load_places
from vitrine.query import load_query
from vitrine.read import read_mentions
from vitrine.review.demotion import Demotion, find_demotions
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
CODE = ("event", "read", "company", "place", "tables", "build", "merge", "ingest", "review")
_SHOWN = 20


@dataclass(frozen=True)
class BuildReport:
    """What a build did: lines for the reader, and the rows of every check that found something.

    demotions are the ingested mentions that a check sent to the reviewers; notes what a reviewer
    must know: decisions that could not be followed, and why.
    """

    manifest: Manifest
    is_new: bool
    lines: list[str] = field(default_factory=list)
    failed_checks: dict[str, pd.DataFrame] = field(default_factory=dict)
    demotions: tuple[Demotion, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _World:
    """Everything that a snapshot is made from."""

    companies: Companies
    places: Places
    decisions: Decisions
    mentions: tuple[Mention, ...]
    ingested: Ingested
    lines: tuple[str, ...] = ()


def fingerprint(settings: Settings) -> str:
    """Return a hash of all that a snapshot is made from: data, articles, schema and code."""
    digest = hashlib.sha256()
    paths = [settings.data_dir / name for name in DATA_FILES]
    paths += sorted((settings.query_dir / "schema").glob("*.sql"))
    package = ROOT / "vitrine"
    for name in CODE:
        paths += sorted(package.glob(f"{name}.py")) + sorted((package / name).glob("*.py"))
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    digest.update(inbox_fingerprint(settings).encode())
    return digest.hexdigest()


def build_snapshot(settings: Settings, *, is_forced: bool = False) -> BuildReport:
    """Publish a new snapshot if the data changed since the current one.

    A check that fails on versioned data raises CheckFailed and publishes nothing: the old snapshot
    stays in use. One that fails on ingested mentions sends these to the reviewers.
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
    world = _read_world(settings)
    demotions: list[Demotion] = []
    while True:
        result, waiting = _merge(world)
        staging = create_staging(settings)
        try:
            events = (*result.events, *waiting.events)
            rows = to_tables(events, world.companies, world.places, world.ingested).rows
            load_rows(staging, rows)
            load_rows(staging, {"snapshot_meta": [("fingerprint", wanted)]})
            failed = run_checks(staging, settings)
            lines = [*world.lines, *_merge_lines(result, waiting), *_check_lines(failed, settings)]
            if not failed:
                load_rows(staging, {"data_check": _check_rows(demotions, settings)})
                manifest = publish(staging, wanted, settings)
                break
        finally:
            staging.close()
        found = find_demotions(failed, result.events, world.ingested)
        if not found:
            raise CheckFailed(
                "\n".join([*lines, "Nothing was published; correct the rows above in data/."])
            )
        demotions += found
        world = _without(world, found)
    lines += _demotion_lines(demotions)
    lines.append(f"Published events-{manifest.version}: {manifest.rows['event']} events.")
    return BuildReport(
        manifest,
        is_new=True,
        lines=lines,
        demotions=tuple(demotions),
        notes=(*result.report.refused, *waiting.report.refused, *_vetoed(world, demotions)),
    )


def _read_world(settings: Settings) -> _World:
    data = settings.data_dir
    companies = load_companies(data / "companies.csv")
    places = load_places(data / "places.csv")
    mentions = tuple(read_mentions(data / "mentions.csv", companies, places))
    decisions = load_decisions(data / "decisions.csv")
    if not has_batches(settings):
        return _World(companies, places, decisions, mentions, NOTHING)
    inbox: Inbox = read_inbox(settings, mentions, companies, places, decisions)
    return _World(
        inbox.companies,
        inbox.places,
        inbox.decisions,
        inbox.mentions,
        inbox.ingested,
        inbox.lines,
    )


def _merge(world: _World) -> tuple[MergeResult, MergeResult]:
    """Return the published events, and those that wait: what waits never changes the others."""
    published = [item for item in world.mentions if item.tier is Tier.PUBLISHED]
    waiting = [item for item in world.mentions if item.tier is not Tier.PUBLISHED]
    metro_of = world.places.metro
    return (
        merge_mentions(published, world.companies, world.decisions, metro_of),
        merge_mentions(waiting, world.companies, world.decisions, metro_of),
    )


def _without(world: _World, demotions: list[Demotion]) -> _World:
    """Return the world with some of the ingested mentions waiting for a reviewer."""
    ids = {item.mention_id for item in demotions}
    mentions = tuple(
        replace(item, tier=Tier.REVIEW) if item.mention_id in ids else item
        for item in world.mentions
    )
    return replace(world, mentions=mentions)


def _merge_lines(result: MergeResult, waiting: MergeResult) -> list[str]:
    lines = result.report.lines()
    if waiting.events:
        lines.append(
            f"{waiting.report.mentions} more wait for a reviewer, as {len(waiting.events)} events."
        )
        lines += [f"  {sentence}" for sentence in waiting.report.refused]
    return lines


def _check_rows(demotions: Sequence[Demotion], settings: Settings) -> list[tuple[object, ...]]:
    """Return name, question and the mentions sent to the reviewers of each check."""
    directory = settings.query_dir / "checks"
    found = Counter(item.reason.partition(":")[0] for item in demotions)
    names = sorted(path.stem for path in directory.glob("*.sql"))
    return [(name, load_query(name, directory).question, found[name]) for name in names]


def _check_lines(failed: dict[str, pd.DataFrame], settings: Settings) -> list[str]:
    lines = []
    for path in sorted((settings.query_dir / "checks").glob("*.sql")):
        frame = failed.get(path.stem)
        lines.append(f"check {path.stem}: {'good' if frame is None else f'{len(frame)} rows'}")
        if frame is not None:
            lines += [f"  {' | '.join(map(str, row))}" for row in frame.head(_SHOWN).to_numpy()]
    return lines


def _vetoed(world: _World, demotions: Sequence[Demotion]) -> list[str]:
    """Return a sentence for each mention that a person approved and a check sends back."""
    reviews = world.ingested.reviews
    return [
        f"{item.mention_id} was approved and is not published: {item.reason}; correct it."
        for item in demotions
        if item.mention_id in reviews
    ]


def _demotion_lines(demotions: list[Demotion]) -> list[str]:
    if not demotions:
        return []
    lines = [f"{len(demotions)} ingested mentions failed a check and wait for a reviewer:"]
    lines += [f"  {item.mention_id} ({item.source}): {item.reason}" for item in demotions[:_SHOWN]]
    if len(demotions) > _SHOWN:
        lines.append(f"  and {len(demotions) - _SHOWN} more")
    return lines
