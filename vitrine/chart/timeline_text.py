"""What a timeline says: its finding, the few words beside a mark, the card under the pointer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from vitrine.chart.text import cut, one_line
from vitrine.event import EventType, PartialDate, Status
from vitrine.locale import Locale

LABEL_CHARS = 30
MAX_REPORTS = 5
MAX_TIED = 2
AHEAD = (Status.ANNOUNCED.value, Status.PLANNED.value)

Record = Mapping[str, object]


@dataclass(frozen=True)
class Leader:
    """Who has most events of one kind: companies (several when equal), each count."""

    companies: tuple[str, ...]
    count: int


def finding(counts: pd.DataFrame, lanes: Sequence[str], locale: Locale) -> str:
    """Return the title: who leads in the most frequent kind of event, and who plans more of it.

    counts has the columns of queries/timeline_count.sql, without what the chart leaves out.
    """
    # A number of figures says nothing about a rival, so it is the last thing to name.
    moves = counts[counts["event_type"] != EventType.RESULTS.value]
    counts = counts if moves.empty else moves
    done = counts[counts["status"] == Status.DONE.value]
    ahead = counts[counts["is_ahead"].astype(bool) & counts["status"].isin(AHEAD)]
    basis = done if not done.empty else ahead
    if basis.empty:
        total = int(counts["event_count"].sum())
        return locale.plural(
            "{companies}: {count} event", "{companies}: {count} events", total,
            companies=locale.list(lanes), count=locale.number(total),
        )  # fmt: skip
    sums = basis.groupby("event_type")["event_count"].sum()
    order = [item.value for item in EventType]
    kind = min(sums.index, key=lambda name: (-int(sums[name]), order.index(name)))
    rows, plans = done[done["event_type"] == kind], ahead[ahead["event_type"] == kind]
    first = _finding_of_done(rows, lanes, locale) if len(rows) else ""
    then = _finding_of_plans(plans, rows, lanes, locale) if len(plans) else ""
    return locale.text(
        "{what}: {finding}",
        what=locale.event_type_plural(kind),
        finding="; ".join(part for part in (first, then) if part),
    )


def _finding_of_done(rows: pd.DataFrame, lanes: Sequence[str], locale: Locale) -> str:
    """Return who leads; events are counted, for one event may open forty stores."""
    leader = _leader(rows, lanes)
    many = len(leader.companies)
    count = leader.count if many <= MAX_TIED else int(rows["event_count"].sum())
    ours = rows if many > MAX_TIED else rows[rows["company"].isin(leader.companies)]
    values = {
        "company": locale.list(leader.companies),
        "count": locale.number(count),
        "years": _years(ours),
    }
    plural = locale.plural
    if many > MAX_TIED:
        return plural("{count} event ({years})", "{count} events ({years})", count, **values)
    if many > 1:
        return plural(
            "{company} have {count} event each ({years})",
            "{company} have {count} events each ({years})",
            count,
            **values,
        )
    if len(lanes) == 1:
        return plural(
            "{count} event at {company} ({years})",
            "{count} events at {company} ({years})",
            count,
            **values,
        )
    return plural(
        "{company} leads with {count} event ({years})",
        "{company} leads with {count} events ({years})",
        count,
        **values,
    )


def _finding_of_plans(
    plans: pd.DataFrame, done: pd.DataFrame, lanes: Sequence[str], locale: Locale
) -> str:
    planner = _leader(plans, lanes)
    many = len(planner.companies)
    count = planner.count if many <= MAX_TIED else int(plans["event_count"].sum())
    values = {"company": locale.list(planner.companies), "count": locale.number(count)}
    is_told = len(done) and _leader(done, lanes).companies == planner.companies
    plural = locale.plural
    if many > MAX_TIED or (is_told and many == 1):
        return plural("{count} plan ahead", "{count} plans ahead", count, **values)
    if many > 1:
        return plural(
            "{company} have {count} plan ahead each",
            "{company} have {count} plans ahead each",
            count,
            **values,
        )
    return plural(
        "{company} has {count} plan ahead",
        "{company} has {count} plans ahead",
        count,
        **values,
    )


def _leader(rows: pd.DataFrame, lanes: Sequence[str]) -> Leader:
    sums = rows.groupby("company")["event_count"].sum()
    most = int(sums.max())
    return Leader(tuple(name for name in lanes if int(sums.get(name, 0)) == most), most)


def _years(rows: pd.DataFrame) -> str:
    years = rows["year"].dropna()
    if years.empty:
        return ""
    first, last = int(years.min()), int(years.max())
    return str(first) if first == last else f"{first}–{last}"


def subtitle(lanes: Sequence[str], company_count: int, locale: Locale) -> str:
    """Return whose events are drawn and how a mark is read; company_count 0: they were chosen."""
    if company_count > len(lanes):
        scope = locale.text(
            "The {count} of {total} companies with most events under these filters",
            count=locale.number(len(lanes)),
            total=locale.number(company_count),
        )
    else:
        scope = locale.text("Reported events of {companies}", companies=locale.list(lanes))
    reading = locale.text(
        "a dot is a day, a bar the month, quarter or year; the thin line begins at the first report"
    )
    return f"{scope}; {reading}"


def short_label(event: Record, locale: Locale) -> str:
    """Return the few words that tell which event a mark is: "Paris, Champs-Élysées"."""
    kind = str(event["event_type"])
    if kind in (EventType.STORE_OPENING, EventType.STORE_CLOSING):
        return _store_label(event, locale)
    if kind == EventType.RESULTS:
        return cut(_figure_label(event, locale), 48)
    detail = ""
    if kind in (EventType.FUNDING, EventType.IPO):
        detail = _money(event, locale)
    elif kind in (EventType.ACQUISITION, EventType.DIVESTITURE, EventType.PARTNERSHIP):
        detail = _text(event, "counterparty").split(";")[0].strip()
    elif kind not in (EventType.MARKET_ENTRY, EventType.MARKET_EXIT):
        detail = _text(event, "city")
    if not detail and _text(event, "country"):
        detail = locale.country(_text(event, "country"))
    name = locale.event_type(kind)
    if not detail:
        return name
    label = locale.text("{what}: {finding}", what=name, finding=detail)
    return cut(label, LABEL_CHARS + 8)


def _store_label(event: Record, locale: Locale) -> str:
    city, country, address = (_text(event, name) for name in ("city", "country", "address"))
    count = _whole(event.get("site_count"))
    if count > 1:
        where = locale.in_city(city, country) if city else ""
        where = where or (locale.in_country(country) if country else "")
        stores = locale.plural("{count} store", "{count} stores", count, count=locale.number(count))
        return cut(f"{stores} {where}".strip(), LABEL_CHARS)
    if city and address and len(city) + len(address) + 2 <= LABEL_CHARS:
        return f"{city}, {address}"
    return cut(city or (locale.country(country) if country else ""), LABEL_CHARS)


def _figure_label(event: Record, locale: Locale) -> str:
    metric = _text(event, "metric")
    parts = [f"{locale.metric(metric)} {_money(event, locale)}".strip() if metric else ""]
    if _text(event, "period"):
        parts.append(locale.period(_text(event, "period")))
    if _text(event, "country"):
        parts.append(locale.country(_text(event, "country")))
    return ", ".join(part for part in parts if part) or locale.event_type("results")


def _money(event: Record, locale: Locale) -> str:
    amount = event.get("amount")
    if amount is None or pd.isna(amount):  # type: ignore[call-overload]
        return ""
    return locale.money(amount, _text(event, "currency"))


def hover_card(event: Record, title: str, stages: Sequence[Record], locale: Locale) -> str:
    """Return headline, date at its precision, status, earlier reports and sources, line by line."""
    lines = [
        one_line(title, 200),
        f"{locale.date(PartialDate.parse(_text(event, 'date_text')))} · "
        f"{locale.status(_text(event, 'status'))}",
    ]
    told = {(_text(stage, "status"), _text(stage, "date_text")) for stage in stages}
    if len(told) > 1:
        lines += [_report_line(stage, locale) for stage in stages[:MAX_REPORTS]]
    lines.append(locale.text("Sources: {sources}", sources=one_line(_text(event, "outlets"), 160)))
    lines.append(locale.text("Click for the evidence"))
    return "\n".join(lines)


def _report_line(stage: Record, locale: Locale) -> str:
    day, said = _text(stage, "published_text"), _text(stage, "date_text")
    report = locale.date(PartialDate.parse(day)) if day else locale.text("undated")
    what = locale.status(_text(stage, "status"))
    when = f", {locale.date(PartialDate.parse(said))}" if said else ""
    return f"– {report}: {what}{when} ({one_line(_text(stage, 'outlet'), 40)})"


def hidden_card(types: Mapping[str, int], first: int, last: int, locale: Locale) -> str:
    """Return what the sign of events without room stands for: how many of which kind, when."""
    total = sum(types.values())
    span = str(first) if first == last else f"{first}–{last}"
    head = locale.plural(
        "{count} more event ({span}), in the list below",
        "{count} more events ({span}), in the list below",
        total,
        count=locale.number(total),
        span=span,
    )
    ordered = sorted(types.items(), key=lambda pair: (-pair[1], pair[0]))
    kinds = [f"{locale.event_type_plural(kind)}: {locale.number(n)}" for kind, n in ordered if n]
    return "\n".join([head, *kinds])


def _text(event: Record, name: str) -> str:
    value = event.get(name)
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return 0
    return int(str(value).split(".")[0])
