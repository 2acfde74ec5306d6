"""Names of companies learned from corrections; they live in the inbox, not in data/. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vitrine.company import KINDS, Company, fold_name
from vitrine.review.apply import Decision, Kind, active_decisions

COLOR = "#8a8f98"


@dataclass(frozen=True)
class Learned:
    """Companies that reviewers added, other names of companies, and names that are none.

    Hashable, so that what was loaded with it can be kept by it.
    """

    companies: tuple[Company, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        """Tell whether somebody has decided already what a name is."""
        wanted = fold_name(name)
        names = [item.company for item in self.companies]
        names += [alias for alias, _ in self.aliases]
        return wanted in {fold_name(known) for known in (*names, *self.ignored)}


def learned_names(decisions: Iterable[Decision]) -> Learned:
    """Return what decisions of kind company and alias say; the newest word on a name counts."""
    companies: dict[str, Company] = {}
    aliases: dict[str, tuple[str, str]] = {}
    for item in active_decisions(decisions):
        values = item.values
        if item.kind is Kind.COMPANY and values.get("company", "").strip():
            company = _company(values)
            companies[fold_name(company.company)] = company
            aliases.pop(fold_name(company.company), None)
        elif item.kind is Kind.ALIAS and values.get("alias", "").strip():
            alias, name = values["alias"].strip(), values.get("company", "").strip()
            aliases[fold_name(alias)] = (alias, name)
            companies.pop(fold_name(alias), None)
    pairs = sorted(aliases.values())
    return Learned(
        tuple(sorted(companies.values(), key=lambda item: item.company)),
        tuple(pair for pair in pairs if pair[1]),
        tuple(alias for alias, name in pairs if not name),
    )


def with_learned(known: dict[str, Company], learned: Learned) -> dict[str, Company]:
    """Return companies by name with the learned ones and the learned other names among them.

    A name that the versioned lists know already keeps its meaning there.
    """
    taken = {fold_name(name) for item in known.values() for name in (item.company, *item.aliases)}
    found = dict(known)
    for company in learned.companies:
        if fold_name(company.company) not in taken:
            found[company.company] = company
            taken.add(fold_name(company.company))
    for alias, name in learned.aliases:
        owner = found.get(name)
        if owner and fold_name(alias) not in taken:
            found[name] = Company(
                owner.company,
                owner.kind,
                owner.home_country,
                owner.fiscal_start_month,
                owner.color,
                (*owner.aliases, alias),
            )
            taken.add(fold_name(alias))
    return found


def _company(values: object) -> Company:
    assert isinstance(values, dict)
    kind, country = values.get("kind", ""), values.get("home_country", "")
    month = values.get("fiscal_start_month", "")
    return Company(
        values["company"].strip(),
        kind if kind in KINDS else "retailer",
        country if len(country) == 2 and country.isupper() else "",
        int(month) if month.isdigit() and 1 <= int(month) <= 12 else 1,
        COLOR,
    )
