"""Mentions made by hand for the rules of merging, and the merged data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from vitrine.company import load_companies
from vitrine.event import (
    Event,
    EventType,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
)
from vitrine.merge import Decisions, MergeResult, load_decisions, merge_mentions
from vitrine.place import load_places
from vitrine.read import read_mentions

DATA = Path(__file__).parent.parent / "data"


@cache
def merge_data(*, with_decisions: bool = True) -> MergeResult:
    companies = load_companies(DATA / "companies.csv")
    places = load_places(DATA / "places.csv")
    mentions = read_mentions(DATA / "mentions.csv", companies, places)
    decisions = load_decisions(DATA / "decisions.csv") if with_decisions else Decisions()
    return merge_mentions(mentions, companies, decisions, places.metro)


def ids(event: Event) -> list[str]:
    return [mention.mention_id for mention in event.mentions]


def figure(amount: int, number: int = 1, **changes: object) -> Mention:
    base = Mention(
        f"M{number:04d}",
        EventType.RESULTS,
        "Fnac",
        Status.DONE,
        metric="revenue",
        money=Money(Decimal(amount), "EUR"),
        period=Period.parse("FY2017"),
        outlet=f"outlet {number}",
        source_url=f"https://example.org/{number}",
        published=PartialDate.parse("2018-06"),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


class Groups:
    """MediaMarkt and Saturn are banners of Ceconomy."""

    def groups(self, company: str, on: date) -> Collection[str]:
        return {company, "Ceconomy"} if company in ("MediaMarkt", "Saturn") else {company}

    def related(self, a: str, b: str, on: date) -> bool:
        return a in self.groups(b, on) or b in self.groups(a, on)


def metro_of(country: str, city: str) -> str:
    return "Paris" if city == "Puteaux" else city


def merged(mentions: list[Mention], decisions: Decisions = Decisions()) -> MergeResult:  # noqa: B008
    return merge_mentions(mentions, Groups(), decisions, metro_of)


def mention(
    status: str = "done", when: str = "", published: str = "", **changes: object
) -> Mention:
    base = Mention(
        "M0001",
        EventType.STORE_OPENING,
        "Fnac",
        Status(status),
        event_date=PartialDate.parse(when) if when else None,
        place=Place("FR", "Lyon", "rue Halévy"),
        published=PartialDate.parse(published) if published else None,
        outlet="A",
    )
    return replace(base, **changes)  # type: ignore[arg-type]
