"""An article of our own in French, and a small snapshot in which some of its mentions wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from vitrine.article import Article
from vitrine.company import load_companies
from vitrine.database import build_lock, create_staging, load_rows, publish
from vitrine.event import Mention, PartialDate, Tier
from vitrine.extract import extract_mentions, load_knowledge
from vitrine.ingest.ingested import ArticleFact, Ingested, NewName, Quote
from vitrine.merge import Decisions, merge_mentions
from vitrine.place import load_places
from vitrine.settings import Settings
from vitrine.tables import to_tables

TITLE = "Xiaomi mise sur la France"
TEXT = (
    "Le fabricant chinois Xiaomi a ouvert ce 22 mai une boutique à Lille, rue Nationale. "
    "Une autre boutique ouvrira ses portes à Lyon en septembre 2018.\n\n"
    "De son côté, Coolblue a réalisé un chiffre d'affaires de 311 millions d'euros en Belgique "
    "en 2017. Selon des rumeurs, Fnac Darty pourrait fermer un magasin à Nantes."
)
URL = "https://news.example.org/xiaomi-lille"
# As a page looks when it is copied from a browser: title three times, news, then six dated items.
COPIED_PAGE = (Path(__file__).parent / "cases" / "copied_page.txt").read_text("utf-8")


def article() -> Article:
    """Return the article."""
    return Article(
        "case", TEXT, TITLE, URL, "Journal d'essai", "fr", PartialDate.parse("2018-06-01"), "given"
    )


def waiting_mentions(settings: Settings) -> list[Mention]:
    """Return what the article says, all of it waiting for review."""
    found = extract_mentions(article(), load_knowledge(settings.data_dir))
    return [replace(item, tier=Tier.REVIEW, confidence=0.6) for item in found]


def publish_waiting(settings: Settings, mentions: list[Mention]) -> None:
    """Publish a snapshot of these mentions and one new name."""
    companies = load_companies(settings.data_dir / "companies.csv")
    places = load_places(settings.data_dir / "places.csv")
    fact = ArticleFact(
        "case", URL, "Journal d'essai", TITLE, PartialDate.parse("2018-06-01"), "given", "fr", 1,
        datetime(2018, 6, 2, tzinfo=UTC),
    )  # fmt: skip
    ingested = Ingested(
        article_of={item.mention_id: fact for item in mentions},
        quotes_of={
            item.mention_id: tuple(
                Quote(span.role, span.start, span.end, TEXT[span.start : span.end])
                for span in item.spans
            )
            for item in mentions
        },
        articles=(fact,),
        new_names=(
            NewName("Mediamarkt Iberia", "company", 3, None, "Mediamarkt Iberia ouvre à Madrid"),
            NewName("Senior Vice", "unknown", 1, None, "le Senior Vice President"),
        ),
    )
    result = merge_mentions(mentions, companies, Decisions(), places.metro)
    staging = create_staging(settings)
    load_rows(staging, to_tables(result.events, companies, places, ingested).rows)
    with build_lock(settings.snapshot_dir):
        publish(staging, "waiting", settings)
    staging.close()
