"""Plans for several shops: how many were promised by when, and how many openings were seen since.

Openings are counted after the plan was first reported; a plan that names the size of a network may
count shops that were open before, so a number that is not reached is "not seen", never "missed".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from vitrine.chart.layout import RIGHT_PX
from vitrine.chart.promise import Outcome, Record, row_day, row_text
from vitrine.chart.promise_scene import (
    COLORS,
    NAME_PX,
    NAME_SIZE,
    NARROW_PITCH_PX,
    NARROW_PX,
    NARROW_ROWS,
    OUTCOME_PX,
    TICK_ROW_PX,
    WIDE_PITCH_PX,
    WIDE_ROWS,
)
from vitrine.chart.promise_text import OUTCOMES, fit
from vitrine.chart.scene import MUTED, Axis, Bar, Dot, Footer, Label, Mark, Panel, Scene, Tick
from vitrine.chart.text import one_line
from vitrine.event import PartialDate, Status
from vitrine.locale import Locale, mark


@dataclass(frozen=True)
class NetworkPlan:
    """A plan for several shops: how many by when, and how many openings were seen since.

    promised_count is None when the reports state no number; due_count is what was seen by the
    promised date, seen_count what was seen until now.
    """

    event_id: str
    company: str
    country: str
    city: str
    promised_count: int | None
    is_approx: bool
    day: PartialDate | None
    since: PartialDate | None
    seen_count: int
    due_count: int
    outcome: Outcome
    outlets: str = ""
    source_url: str = ""


def read_network_plans(rows: pd.DataFrame, as_of: date) -> tuple[NetworkPlan, ...]:
    """Judge the rows of queries/promise_seen.sql on the day up to which reports are known."""
    plans = []
    for record in rows.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        day = row_day(row, "date_text")
        promised = _count(row, "promised_count")
        seen, due = _count(row, "seen_count") or 0, _count(row, "due_count") or 0
        plans.append(
            NetworkPlan(
                event_id=row_text(row, "event_id"),
                company=row_text(row, "company"),
                country=row_text(row, "country"),
                city=row_text(row, "city"),
                promised_count=promised,
                is_approx=bool(row["is_approx"]),
                day=day,
                since=row_day(row, "reported_text"),
                seen_count=seen,
                due_count=due,
                outcome=judge_network(
                    promised, seen, due, day, row_text(row, "status") == Status.CANCELLED, as_of
                ),
                outlets=row_text(row, "outlets"),
                source_url=row_text(row, "source_url"),
            )
        )
    return tuple(plans)


def judge_network(
    promised: int | None,
    seen: int,
    due: int,
    day: PartialDate | None,
    is_cancelled: bool,
    as_of: date,
) -> Outcome:
    """Compare a number of promised shops with the openings seen by the date and until now."""
    is_past = day is not None and day.last < as_of
    if promised is not None and due >= promised:
        return Outcome.KEPT
    if is_cancelled:
        return Outcome.CANCELLED
    if not is_past:
        return Outcome.OPEN
    if promised is None:
        return Outcome.UNCLEAR if seen else Outcome.NOT_SEEN
    return Outcome.LATE if seen >= promised else Outcome.NOT_SEEN


def network_scene(
    plans: Sequence[NetworkPlan],
    subject: str,
    as_of: date,
    locale: Locale,
    width_px: int,
    footer: Footer,
) -> Scene:
    """Draw one bar a plan for several shops: how much of the promised number was seen."""
    is_narrow = width_px < NARROW_PX
    shown = plans[: NARROW_ROWS if is_narrow else WIDE_ROWS]
    with_company = {plan.company for plan in plans} != {subject}
    left_px = 8 if is_narrow else NAME_PX + 70
    pitch_px = NARROW_PITCH_PX if is_narrow else WIDE_PITCH_PX + 5
    plot_px = width_px - left_px - RIGHT_PX
    bar_px = plot_px - (6 if is_narrow else OUTCOME_PX)
    right = 100 * plot_px / max(bar_px, 60)
    marks: list[Mark] = []
    names = []
    for index, plan in enumerate(shown):
        y = float(len(shown) - index - 1)
        name, text = network_name(plan, with_company, locale), network_text(plan, locale)
        half = 7 / pitch_px
        marks += _network_bars(plan, y, half, f"{name}\n{text}\n{plan.outlets}")
        if is_narrow:
            marks.append(Label(0, y + 0.32, fit(name, bar_px, 12), size_px=12, is_bold=True))
            marks.append(Label(0, y - 0.34, fit(text, bar_px, 11), MUTED, 11))
        else:
            names.append(Tick(y, fit(name, left_px - 16, NAME_SIZE)))
            x = 100 + 100 * 12 / max(bar_px, 60)
            marks.append(Label(x, y, fit(text, OUTCOME_PX - 16, NAME_SIZE), size_px=NAME_SIZE))
    title = network_finding(plans, subject, locale)
    subtitle = locale.text(
        "Share of the promised number, from reported openings of that company and place after the "
        "plan was first reported, up to {date}. Where a plan names the size of a network, stores "
        "that were open before are not counted",
        date=locale.date(as_of),
    )
    ticks = tuple(Tick(value, locale.percent(value)) for value in (0, 50, 100))
    return Scene(
        key="promise-network",
        title=title,
        subtitle=subtitle,
        panels=(
            Panel(
                x=Axis(0, right, ticks),
                y=Axis(-0.5, max(len(shown) - 0.5, 0.5), tuple(names)),
                marks=tuple(marks),
            ),
        ),
        table=network_table(plans, locale),
        alt=f"{title}. {subtitle}.",
        height_px=len(shown) * pitch_px + TICK_ROW_PX,
        left_px=left_px,
        footer=footer,
    )


def network_finding(plans: Sequence[NetworkPlan], subject: str, locale: Locale) -> str:
    """Return the largest plan that is still open, or else how many reached their number."""
    waiting = [plan for plan in plans if plan.outcome is Outcome.OPEN and plan.promised_count]
    if waiting:
        plan = max(waiting, key=lambda item: (item.promised_count or 0, item.event_id))
        where = locale.in_country(plan.country) if plan.country else ""
        return locale.text(
            "{company}: {seen} of {promised} planned stores {place} seen so far",
            company=plan.company,
            seen=locale.number(plan.seen_count),
            promised=locale.number(plan.promised_count),
            place=where,
        ).replace("  ", " ")
    known = [plan for plan in plans if plan.promised_count and plan.day]
    kept = sum(plan.outcome is Outcome.KEPT for plan in known)
    return locale.plural(
        "{subject}: {kept} of {n} plan for several stores reached its number in time",
        "{subject}: {kept} of {n} plans for several stores reached their number in time",
        len(known),
        subject=subject,
        kept=locale.number(kept),
    )


def _network_bars(plan: NetworkPlan, y: float, half: float, hover: str) -> list[Mark]:
    color = COLORS[plan.outcome]
    if not plan.promised_count:
        return [Dot(0, y, color, "hollow", "diamond", 10, hover, plan.event_id)]
    share = min(100.0, 100 * plan.seen_count / plan.promised_count)
    marks: list[Mark] = [Bar(0, 100, y - half, y + half, color, "hollow", hover, plan.event_id)]
    if share:
        marks.append(Bar(0, share, y - half, y + half, color, "solid", hover, plan.event_id))
    return marks


def network_table(plans: Sequence[NetworkPlan], locale: Locale) -> pd.DataFrame:
    """Return every plan for several shops as a row."""
    frame = pd.DataFrame(
        [
            {
                "event_id": plan.event_id,
                "company": plan.company,
                "country": locale.country(plan.country) if plan.country else "",
                "city": plan.city,
                "promised": plan.promised_count,
                "is_approx": plan.is_approx,
                "seen": plan.seen_count,
                "due_count": plan.due_count,
                "first_reported": locale.date(plan.since),
                "due_date": locale.date(plan.day),
                "outcome": locale.text(OUTCOMES[plan.outcome]),
                "outlets": plan.outlets,
                "source_url": plan.source_url,
            }
            for plan in plans
        ]
    )
    if "promised" in frame:
        frame["promised"] = frame["promised"].astype("Int64")
    return frame


def network_text(plan: NetworkPlan, locale: Locale) -> str:
    """Return how much of a network plan was seen, and by when it was promised."""
    seen = locale.number(plan.seen_count)
    if plan.promised_count is None:
        done = locale.plural("{n} opening seen", "{n} openings seen", plan.seen_count)
    else:
        promised = locale.number(plan.promised_count)
        msgid = mark("{seen} of {promised} seen")
        if plan.seen_count > plan.promised_count:
            msgid = mark("{promised} promised, {seen} seen since")
        done = locale.text(msgid, seen=seen, promised=promised)
    parts = [done]
    if plan.outcome is Outcome.LATE or (
        plan.outcome is Outcome.NOT_SEEN and plan.due_count < plan.seen_count
    ):
        parts.append(locale.plural("{n} in time", "{n} in time", plan.due_count))
    if plan.day:
        due = locale.date(plan.day)
        if plan.outcome is Outcome.OPEN:
            parts.append(locale.text("due {date}", date=due))
        else:
            parts.append(locale.text("was due {date}", date=due))
    else:
        parts.append(locale.text("no date"))
    return "; ".join(parts)


def network_name(plan: NetworkPlan, with_company: bool, locale: Locale) -> str:
    """Return a network plan in short: Germany: 36 stores (2024)."""
    where = plan.city or (
        locale.country(plan.country) if plan.country else locale.text("country not stated")
    )
    if plan.promised_count is None:
        what = locale.text("one or more stores")
    else:
        number = locale.number(plan.promised_count)
        if plan.is_approx:
            number = locale.text("about {amount}", amount=number)
        what = locale.plural("{count} store", "{count} stores", plan.promised_count, count=number)
    name = f"{where}: {what}"
    if with_company:
        name = f"{plan.company}, {name}"
    if plan.since:
        said = locale.text("said {date}", date=locale.date(plan.since))
        name += f" ({said})"
    return one_line(name, 120)


def _count(row: Record, name: str) -> int | None:
    try:
        value = float(str(row.get(name)))
    except ValueError:
        return None
    return int(value) if math.isfinite(value) else None
