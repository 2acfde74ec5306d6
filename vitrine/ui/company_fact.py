"""Who a company is and its key facts: one company, or several side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from vitrine.chart.promise import Ledger, Outcome, read_ledger
from vitrine.chart.promise_text import counted_text
from vitrine.chart.series import MAX_AMOUNT
from vitrine.filters import Filters
from vitrine.ui.company_card import Fact
from vitrine.ui.page import Page, records
from vitrine.ui.words import group_label

MAX_PROMISES = 300
MAX_FIGURES = 10
MAX_ACTIVE = 20
MAX_BANNERS = 12
NAMED_OUTLETS = 6
OPEN_START = date(1000, 1, 1)  # membership without a known start
OPEN_END = date(9000, 1, 1)


@dataclass(frozen=True)
class Subject:
    """Whom a profile is about: a company alone, or a group with its banners.

    beside are the companies, itself among them, that the reader compares.
    """

    name: str
    is_group: bool = False
    beside: tuple[str, ...] = ()

    def page(self, page: Page) -> Page:
        """Return the page as if the reader had chosen this company alone."""
        companies, groups = ((), (self.name,)) if self.is_group else ((self.name,), ())
        filters = replace(page.filters, companies=companies, groups=groups)
        return replace(page, view=replace(page.view, filters=filters))

    def label(self, page: Page) -> str:
        """Return the name as the reader knows it from the filter."""
        return group_label(self.name, page.locale) if self.is_group else self.name


def sources_of(outlets: pd.Series[str]) -> str:
    """Return the outlets that report most of the rows, the rest as a number."""
    counts = Counter(name for row in outlets.dropna().tolist() for name in row.split(", "))
    named = ", ".join(sorted(counts, key=lambda name: (-counts[name], name))[:NAMED_OUTLETS])
    more = len(counts) - NAMED_OUTLETS
    return f"{named} +{more}" if more > 0 else named


def subjects_of(filters: Filters) -> tuple[Subject, ...]:
    """Return the chosen companies and groups in the order of the filter."""
    alone = [Subject(name, beside=filters.companies) for name in filters.companies]
    return (*alone, *(Subject(name, is_group=True) for name in filters.groups))


def identity_lines(page: Page, subject: Subject) -> list[str]:
    """Return who the company is: kind, home, the groups above it, the banners below it."""
    text = page.locale.text
    profile = records(page.query("company_profile", company_names=[subject.name]))
    parts = []
    for row in profile:
        parts.append(page.locale.kind(str(row["kind"])))
        if isinstance(row["home_country"], str):
            home = page.locale.country(row["home_country"])
            parts.append(text("home country: {country}", country=home))
    if not profile:
        parts.append(text("not in the company list"))
    if parents := _linked(page, subject, "group"):
        parts.append(text("part of {groups}", groups=page.locale.list(parents)))
    lines = [" · ".join(parts)]
    if banners := _linked(page, subject, "banner"):
        names = page.locale.list(banners[:MAX_BANNERS])
        lines.append(text("Banners and subsidiaries: {names}", names=names))
    return lines


def has_banners(page: Page, subject: Subject) -> bool:
    """Tell whether the company is at the head of a group."""
    return bool(_linked(page, subject, "banner"))


def _linked(page: Page, subject: Subject, role: str) -> list[str]:
    """Return the companies above (group) or below (banner) in words."""
    links = page.query("company_group", company_names=[subject.name])
    return [_link_text(page, row) for row in records(links[links["role"] == role])]


def _link_text(page: Page, row: dict[str, object]) -> str:
    """Return another company with the dates of the tie, as far as they have an end."""
    name = str(row["other_company"])
    first, last = (pd.Timestamp(str(row[key])).date() for key in ("from_date", "to_date"))
    starts, ends = first > OPEN_START, last < OPEN_END
    if not starts and not ends:
        return name
    span = page.locale.date_range(first if starts else None, last if ends else None)
    return f"{name} ({span})"


def _own_rows(page: Page, subject: Subject, query: str, **params: object) -> pd.DataFrame:
    """Return the rows of a company or group; companies side by side are asked for at once."""
    if len(subject.beside) < 2:
        return page.query(query, None, **params)
    rows = page.query(query, replace(page.filters, companies=subject.beside), **params)
    return rows[rows["company"] == subject.name]


def read_promises(page: Page, subject: Subject | None = None) -> Ledger:
    """Return the dated plans for single stores under the page's filters, or the subject's own."""
    if subject:
        rows = _own_rows(
            page,
            subject,
            "promise_mention",
            units_per_company=MAX_PROMISES,
            row_limit=MAX_PROMISES * max(1, len(subject.beside)),
        )
    else:
        rows = page.query("promise_mention", units_per_company=MAX_PROMISES, row_limit=MAX_PROMISES)
    return read_ledger(rows, page.anchor)


def key_facts(page: Page, subject: Subject) -> list[Fact]:
    """Return the facts by which companies are compared; the page is the subject's own."""
    return [
        _revenue_fact(page, subject),
        *_store_facts(page, subject),
        _promise_fact(page, subject),
    ]


def _revenue_fact(page: Page, subject: Subject) -> Fact:
    text = page.locale.text
    frame = _own_rows(page, subject, "company_figure", figures_per_company=MAX_FIGURES)
    own = frame[(frame["metric"] == "revenue") & (frame["company"] == subject.name)]
    if own.empty:
        return Fact(text("Revenue"), "–", text("no figure under these filters"))
    row = records(own.head(1))[0]
    first, *more = str(row["outlets"]).split(", ")
    note = [f"{first} +{len(more)}" if more else first]
    if int(row["conflict_count"]):
        note.append(text("sources differ"))
    return Fact(
        ", ".join(
            (text("Revenue"), figure_scope(page, row), page.locale.period(str(row["period"])))
        ),
        figure_value(page, row),
        " · ".join(note),
        str(row["event_id"]),
    )


def figure_value(page: Page, row: dict[str, object]) -> str:
    """Return an amount in its own currency, marked when it is approximate."""
    amount = float(str(row["amount"]))
    if abs(amount) > MAX_AMOUNT:
        return "–"
    value = page.locale.money(amount, str(row["currency"]))
    return page.locale.text("about {amount}", amount=value) if bool(row["is_approx"]) else value


def figure_scope(page: Page, row: dict[str, object]) -> str:
    """Return what a figure covers: a country or the whole group, and a narrower perimeter."""
    scope = str(row["scope"])
    name = page.locale.country(scope) if scope else page.locale.text("whole group")
    note = row["scope_note"]
    return f"{name}, {note}" if isinstance(note, str) and note else name


def _store_facts(page: Page, subject: Subject) -> list[Fact]:
    text, number = page.locale.text, page.locale.number
    day = page.locale.date(page.anchor)
    frame = _own_rows(page, subject, "company_active", at_date=page.anchor, row_count=MAX_ACTIVE)
    counts = {
        name: int(frame[name].sum())
        for name in ("open_count", "planned_count", "left_count", "event_count")
    }
    newest = (
        page.locale.date(pd.Timestamp(frame["newest_date"].max()).date()) if len(frame) else "–"
    )
    planned, left = counts["planned_count"], counts["left_count"]
    parts = [
        page.locale.plural("{n} planned", "{n} planned", planned),
        page.locale.plural("{n} closed", "{n} closed", left),
    ]
    return [
        Fact(
            text("Stores known open, {date}", date=day),
            number(counts["open_count"]),
            ", ".join(parts),
        ),
        Fact(
            text("Events"),
            number(counts["event_count"]),
            text("newest: {date}", date=newest),
        ),
    ]


def _promise_fact(page: Page, subject: Subject) -> Fact:
    text, ledger = page.locale.text, read_promises(page, subject)
    label = text("Store openings against their promised date")

    def counted(outcomes: Sequence[Outcome]) -> str:
        found = [
            counted_text(outcome, ledger.count(outcome), page.locale)
            for outcome in outcomes
            if ledger.count(outcome)
        ]
        return ", ".join(found)

    seen = counted((Outcome.KEPT, Outcome.LATE, Outcome.UNCLEAR))
    others = counted((Outcome.NOT_SEEN, Outcome.OPEN, Outcome.CANCELLED))
    return Fact(label, seen or "–", others or text("no dated plan known"))


def fact_table(pages: Sequence[tuple[Page, Subject]]) -> pd.DataFrame:
    """Return the facts of every company as rows, for the files."""
    return pd.DataFrame(
        [
            {
                "company": subject.label(page),
                "name": fact.label,
                "value": fact.value,
                "summary": fact.note,
                "event_id": fact.event_id,
            }
            for page, subject in pages
            for fact in key_facts(page, subject)
        ]
    )
