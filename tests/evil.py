"""One snapshot full of hostile data, for every page and every download."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from vitrine.company import Companies, Company
from vitrine.database import build_lock, create_staging, load_rows, publish
from vitrine.event import (
    Basis,
    Conflict,
    Event,
    EventType,
    GeoPrecision,
    Mention,
    Money,
    PartialDate,
    Period,
    Place,
    Status,
)
from vitrine.place import City, Places
from vitrine.settings import Settings
from vitrine.tables import to_tables

SCRIPT = "</script><script>alert('evil')</script><img src=x onerror=alert(1)>"
PAYLOADS = (
    SCRIPT,
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "a\x00b\x07c\x1b[31m",
    "\u202eevil\u2066 right to left \u200f",
    "L" * 10_000,
    "'\"`{}[](){{ }} {% x %} ${HOME} %(a)s",
    "$\\frac{1}{0}$ $$E=mc^2$$",
    "**bold** _it_ # head\n- list [link](javascript:alert(1)) ![x](http://evil.example/x.png)",
    ":red[markdown] :material/home: <b>tag</b> &amp; &lt;",
)
EVIL = PAYLOADS[0]
EVIL_URL = "javascript:alert(document.domain)"
CITY = "Paris <b>'\"{}$"


def evil_companies() -> Companies:
    """Return one company per payload."""
    names = [f"{payload} {number}" for number, payload in enumerate(PAYLOADS)]
    clean = [name.replace("\x00", "\ufffd") for name in names]
    return Companies([Company(name, "retailer", "FR", 1, "#0b6e99", ()) for name in clean])


def evil_events() -> list[Event]:
    """Return events of every type and status with hostile text in every field."""
    events: list[Event] = []
    statuses = list(Status)
    for index, company in enumerate(evil_companies()):
        text = PAYLOADS[index].replace("\x00", "\ufffd")
        for step, event_type in enumerate(EventType):
            number = index * 100 + step
            mention = Mention(
                mention_id=f"M{number:06d}",
                event_type=event_type,
                company=company.company,
                status=statuses[(index + step) % len(statuses)],
                counterparty=(text, "another"),
                event_date=PartialDate.parse(f"{2015 + step % 10}-0{1 + index % 9}"),
                place=Place("FR", CITY, text, 48.85 + step / 100, 2.35 + index / 100,
                            GeoPrecision.STREET),
                summary=text,
                source_url=EVIL_URL if step % 2 else f"https://example.org/{number}?a=<b>&c='\"",
                outlet=text,
                published=PartialDate.parse("2020-05-01"),
                language="fr",
            )  # fmt: skip
            if event_type is EventType.RESULTS:
                mention = _figure(mention)
            events.append(_event(mention, text))
        for year in range(2018, 2023):
            figure = _figure(
                replace(
                    events[-1].chosen,
                    mention_id=f"M{index * 100 + 50 + year - 2018:06d}",
                    event_type=EventType.RESULTS,
                    status=Status.DONE,
                ),
                year,
            )
            events.append(_event(figure, text))
    return events


def _figure(mention: Mention, year: int = 2017) -> Mention:
    return replace(
        mention,
        metric="revenue",
        money=Money(Decimal(100_000_000 + year * 1_000), "EUR"),
        period=Period.parse(f"FY{year}"),
        change_pct=Decimal("-3.5"),
        basis=Basis.REPORTED,
        scope_note="",
        event_date=PartialDate.parse(f"{year + 1}-03"),
        place=Place("FR"),
    )


def _event(mention: Mention, text: str) -> Event:
    other = replace(mention, mention_id="X" + mention.mention_id, outlet="Outlet " + text[:40])
    conflict = Conflict("address", text, other.mention_id, "conflict")
    return Event("E" + mention.mention_id[1:], mention, (mention, other), (conflict,))


def publish_evil(settings: Settings) -> None:
    """Publish the hostile snapshot."""
    places = Places([City(CITY, "FR", CITY, 48.85, 2.35)])
    staging = create_staging(settings)
    load_rows(staging, to_tables(evil_events(), evil_companies(), places).rows)
    with build_lock(settings.snapshot_dir):
        publish(staging, "evil", settings)
    staging.close()


def publish_empty(settings: Settings) -> None:
    """Publish a snapshot without a single event."""
    staging = create_staging(settings)
    with build_lock(settings.snapshot_dir):
        publish(staging, "empty", settings)
    staging.close()
