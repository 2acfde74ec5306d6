"""What a build takes from the inbox: ingested mentions, and the decisions of reviewers on them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from vitrine.company import Companies, Company
from vitrine.event import Mention, Tier
from vitrine.ingest.ingested import Ingested
from vitrine.ingest.second import FOLDER as ANSWERS
from vitrine.ingest.table_inbox import FOLDER, read_kept_rows
from vitrine.merge import Decisions
from vitrine.place import City, Places
from vitrine.review.apply import read_decisions, review, with_pairs
from vitrine.review.decision import FILE_NAME, Decision
from vitrine.review.learned import learned_names, with_learned
from vitrine.settings import Settings

_COLOR = "#8a8f98"
_SHOWN = 20
_FOLDERS = ("article", FOLDER)


@dataclass(frozen=True)
class Inbox:
    """Curated and ingested mentions as reviewers left them, with all companies and places named."""

    mentions: tuple[Mention, ...]
    companies: Companies
    places: Places
    decisions: Decisions
    ingested: Ingested
    lines: tuple[str, ...] = ()


def has_batches(settings: Settings) -> bool:
    """Tell whether anything was ingested or decided."""
    inbox = settings.inbox_dir
    is_filled = any(any((inbox / name).glob("*.jsonl")) for name in _FOLDERS)
    return is_filled or (inbox / FILE_NAME).is_file()


def inbox_fingerprint(settings: Settings) -> str:
    """Return a hash of the articles, the decisions and the program that reads them."""
    if not has_batches(settings):
        return ""
    from vitrine.ingest.collect import extractor_fingerprint  # it loads the extraction

    digest = hashlib.sha256(extractor_fingerprint(settings).encode())
    for folder in _FOLDERS:
        for path in sorted((settings.inbox_dir / folder).glob("*.jsonl")):
            digest.update(f"{folder}/{path.name}".encode())  # it holds a hash of the content
    for path in sorted((settings.inbox_dir / ANSWERS).glob("*.jsonl")):
        name = path.name.replace(".open.", ".")  # lines are only appended
        digest.update(f"{name} {path.stat().st_size}".encode())
    decisions = settings.inbox_dir / FILE_NAME
    digest.update(decisions.read_bytes() if decisions.is_file() else b"")
    return digest.hexdigest()


def read_inbox(
    settings: Settings,
    curated: Sequence[Mention],
    companies: Companies,
    places: Places,
    recorded: Decisions,
) -> Inbox:
    """Return the mentions of the versioned data and of the inbox, and what else they need."""
    from vitrine.ingest.collect import collect, read_batches

    collected = collect(settings, read_batches(settings))
    rows = read_kept_rows(settings.inbox_dir)
    decisions = read_decisions(settings.inbox_dir)
    companies = _with_learned(companies, decisions)
    outcome = review((*curated, *rows, *collected.mentions), decisions, companies, places)
    mentions = outcome.applied.mentions
    companies, strangers = _with_companies(companies, mentions, settings)
    lines = [
        f"{len(collected.mentions)} mentions were read in {len(collected.ingested.articles)} "
        f"articles; {collected.repeated} repeat what an earlier text of the same address says."
    ]
    lines += collected.failures[:_SHOWN]
    if outcome.reviews:
        lines.append(f"{len(outcome.reviews)} mentions were reviewed.")
    lines += [f"decision {o.decision.decision_id}: {o.reason}" for o in outcome.orphans]
    kept = {mention.mention_id for mention in mentions}
    # Who approved a mention has read it: spans that prove nothing are dropped and block it no more.
    wrong = collected.ingested.wrong_spans
    useless = {(w.mention_id, w.role, w.start) for w in wrong if w.mention_id in outcome.reviews}
    ingested = replace(
        collected.ingested,
        reviews=outcome.reviews,
        quotes_of={
            key: tuple(q for q in quotes if (key, q.role, q.start) not in useless)
            for key, quotes in collected.ingested.quotes_of.items()
        }
        if useless
        else collected.ingested.quotes_of,
        handed_in=frozenset(mention.mention_id for mention in rows),
        wrong_spans=tuple(
            w for w in wrong if w.mention_id in kept and w.mention_id not in outcome.reviews
        ),
    )
    return Inbox(
        mentions=tuple(_told_apart(mentions, strangers, ingested)),
        companies=companies,
        places=_with_places(places, mentions, settings),
        decisions=with_pairs(recorded, outcome.applied),
        ingested=ingested,
        lines=tuple(lines),
    )


def _told_apart(
    mentions: Iterable[Mention], strangers: Set[str], ingested: Ingested
) -> Iterable[Mention]:
    """Yield the mentions; what no person says about a company on no list waits for a reviewer."""
    for mention in mentions:
        is_doubtful = mention.company in strangers and not ingested.is_reviewed(mention)
        yield replace(mention, tier=Tier.REVIEW) if is_doubtful else mention


def _with_companies(
    companies: Companies, mentions: Iterable[Mention], settings: Settings
) -> tuple[Companies, Set[str]]:
    """Return the companies with those of the watch list that are mentioned, and strangers."""
    missing = {item.company for item in mentions if companies.get(item.company) is None}
    if not missing:
        return companies, frozenset()
    from vitrine.extract.name.alias import load_watch_list

    watched = load_watch_list(settings.data_dir)
    strangers = missing - watched.keys()
    unknown = Company("", "other", "", 1, _COLOR)
    more = [watched.get(name) or replace(unknown, company=name) for name in sorted(missing)]
    return companies.with_more(more), strangers


def _with_learned(companies: Companies, decisions: Sequence[Decision]) -> Companies:
    """Return the companies with the names that reviewers taught."""
    learned = learned_names(decisions)
    known = {item.company: item for item in companies}
    return companies.with_more(
        item for item in with_learned(known, learned).values() if known.get(item.company) != item
    )


def _with_places(places: Places, mentions: Iterable[Mention], settings: Settings) -> Places:
    """Return the places with the cities of cities.csv that are mentioned, each its own metro."""
    wanted = {(item.place.country, item.place.city) for item in mentions if item.place.city}
    missing = {key for key in wanted if places.get(*key) is None}
    if not missing:
        return places
    path = settings.data_dir / "cities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = {
            (row["country"], row["city"]): (float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(file)
            if (row["country"], row["city"]) in missing
        }
    more = [City(city, country, city, *found[country, city]) for country, city in sorted(found)]
    return Places([*places, *more])
