"""The companies of data/companies.csv: other names, colours, and who belonged to whom when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from vitrine.filters import fold
from vitrine.gazetteer import Line, check_country, read_lines

KINDS = ("retailer", "brand", "marketplace", "refurbisher", "holding", "investor", "other")
FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9999, 12, 31)
_COMPANY_COLUMNS = (
    "company",
    "kind",
    "home_country",
    "fiscal_start_month",
    "color",
    "aliases",
)
_PARENT_COLUMNS = ("company", "parent", "from_date", "to_date", "note")


@dataclass(frozen=True)
class Company:
    """One company or banner under the name by which readers know it.

    fiscal_start_month (1-12) is the month in which its business year begins; color is #rrggbb and
    the same in every chart; home_country is empty when it is not known.
    """

    company: str
    kind: str
    home_country: str
    fiscal_start_month: int
    color: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Membership:
    """A company belongs to a group from one day to another, both included."""

    company: str
    group_company: str
    from_date: date = FIRST_DAY
    to_date: date = LAST_DAY

    def covers(self, day: date) -> bool:
        """Tell whether the company belongs to the group on a day."""
        return self.from_date <= day <= self.to_date


class Companies:
    """All companies in the order of their file, and their groups."""

    def __init__(self, companies: Sequence[Company], parents: Sequence[Membership] = ()) -> None:
        """Keep the companies; parents name the direct owner of each, with dates."""
        self._companies = {item.company: item for item in companies}
        self._canonical = {
            fold_name(name): item.company
            for item in companies
            for name in (item.company, *item.aliases)
        }
        self._memberships = _all_memberships(parents)
        self._groups: dict[str, list[Membership]] = defaultdict(list)
        for membership in self._memberships:
            self._groups[membership.company].append(membership)

    def __iter__(self) -> Iterator[Company]:
        return iter(self._companies.values())

    def __len__(self) -> int:
        return len(self._companies)

    def with_more(self, companies: Iterable[Company]) -> Companies:
        """Return these and others, which belong to no group; one of a known name replaces it."""
        found = self._companies | {item.company: item for item in companies}
        more = Companies(list(found.values()))
        more._memberships, more._groups = self._memberships, self._groups
        return more

    def get(self, name: str) -> Company | None:
        """Return the company of that canonical name."""
        return self._companies.get(name)

    def canonical(self, name: str) -> str | None:
        """Return the canonical name behind a name or alias; case and accents do not matter."""
        return self._canonical.get(fold_name(name))

    def memberships(self) -> list[Membership]:
        """Return every membership, those in the parents' parents included.

        A company that owns others belongs to its own group for all time, so one join finds a group
        with its banners. The spans of one company in one group never overlap.
        """
        return list(self._memberships)

    def groups(self, company: str, on: date) -> set[str]:
        """Return the groups a company belonged to on a day, its own name included."""
        return {company} | {
            membership.group_company
            for membership in self._groups.get(company, ())
            if membership.covers(on)
        }

    def related(self, a: str, b: str, on: date) -> bool:
        """Tell whether two names are one company or one belonged to the other's group on a day."""
        return b in self.groups(a, on) or a in self.groups(b, on)


def load_companies(path: Path) -> Companies:
    """Read companies.csv and the parents.csv beside it; a wrong line raises DataError."""
    companies: dict[str, Company] = {}
    owners: dict[str, str] = {}
    for line in read_lines(path, _COMPANY_COLUMNS):
        company = _company(line)
        for column, names in (("company", (company.company,)), ("aliases", company.aliases)):
            for name in names:
                if fold_name(name) in owners:
                    owner = owners[fold_name(name)]
                    raise line.error(
                        column, f"{name} is a name of {owner} already; keep only one of them"
                    )
                owners[fold_name(name)] = company.company
        companies[company.company] = company
    return Companies(
        list(companies.values()), _read_parents(path.with_name("parents.csv"), companies)
    )


def fold_name(name: str) -> str:
    """Return a name in the form in which names are compared: no case, accents or double blanks."""
    return " ".join(fold(name).split())


def _company(line: Line) -> Company:
    kind = line.required("kind")
    if kind not in KINDS:
        raise line.error("kind", f"write one of {', '.join(KINDS)}")
    home_country = line.text("home_country")
    if home_country:
        check_country(line, "home_country", home_country)
    month = line.required("fiscal_start_month")
    if not re.fullmatch(r"[1-9]|1[0-2]", month):
        raise line.error("fiscal_start_month", "write the month as a number from 1 to 12")
    color = line.required("color")
    if not re.fullmatch(r"#[0-9a-f]{6}", color):
        raise line.error("color", "write six small hexadecimal digits such as #0096ff")
    return Company(
        line.required("company"), kind, home_country, int(month), color, line.listed("aliases")
    )


def _read_parents(path: Path, companies: dict[str, Company]) -> list[Membership]:
    parents: list[Membership] = []
    for line in read_lines(path, _PARENT_COLUMNS):
        for column in ("company", "parent"):
            if line.required(column) not in companies:
                raise line.error(column, "it is not in companies.csv; add it there or correct it")
        parent = Membership(
            line.text("company"),
            line.text("parent"),
            _day(line, "from_date", FIRST_DAY),
            _day(line, "to_date", LAST_DAY),
        )
        if parent.from_date > parent.to_date:
            raise line.error("to_date", "it lies before from_date; correct one of them")
        if _is_circle(parent, parents):
            raise line.error(
                "parent", "it belongs to this company itself at that time; correct the dates"
            )
        parents.append(parent)
    return parents


def _day(line: Line, column: str, when_empty: date) -> date:
    text = line.text(column)
    if not text:
        return when_empty
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise line.error(column, "write YYYY-MM-DD or leave it empty")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise line.error(column, "there is no such day; correct it") from error


def _is_circle(new: Membership, parents: Sequence[Membership]) -> bool:
    """Tell whether the new parent is, on some day, a part of the company that it would own."""
    if new.company == new.group_company:
        return True
    upwards = _by_company(parents)
    above = _ancestors(
        Membership(new.group_company, new.group_company, new.from_date, new.to_date), upwards
    )
    return any(membership.group_company == new.company for membership in above)


def _all_memberships(parents: Sequence[Membership]) -> list[Membership]:
    """Return direct and indirect memberships, and each owner's in its own group."""
    upwards = _by_company(parents)
    found: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for company in upwards:
        for membership in _ancestors(Membership(company, company), upwards):
            found[membership.company, membership.group_company].append(membership)
    for owner in {parent.group_company for parent in parents}:
        found[owner, owner] = [Membership(owner, owner)]
    return sorted(span for spans in found.values() for span in _joined(spans))


def _by_company(parents: Sequence[Membership]) -> dict[str, list[Membership]]:
    upwards: dict[str, list[Membership]] = defaultdict(list)
    for parent in parents:
        upwards[parent.company].append(parent)
    return upwards


def _ancestors(start: Membership, upwards: dict[str, list[Membership]]) -> Iterator[Membership]:
    """Yield every group above a membership, each for the days on which the whole chain held."""
    for step in upwards.get(start.group_company, ()):
        first = max(start.from_date, step.from_date)
        last = min(start.to_date, step.to_date)
        if first <= last:
            above = Membership(start.company, step.group_company, first, last)
            yield above
            yield from _ancestors(above, upwards)


def _joined(spans: Sequence[Membership]) -> list[Membership]:
    """Return the spans of one company in one group without overlaps and without seams."""
    joined: list[Membership] = []
    for span in sorted(spans):
        last = joined[-1] if joined else None
        if last and (
            last.to_date == LAST_DAY or span.from_date <= last.to_date + timedelta(days=1)
        ):
            end = max(last.to_date, span.to_date)
            joined[-1] = Membership(last.company, last.group_company, last.from_date, end)
        else:
            joined.append(span)
    return joined
