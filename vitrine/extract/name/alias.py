"""The names under which companies are known, with the conditions that ambiguous ones carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vitrine.company import Companies, Company, load_companies
from vitrine.extract.phrase import Words
from vitrine.extract.text import fold_form, tokens_of
from vitrine.gazetteer import Line, read_lines

_WATCH = ("company", "kind", "home_country", "fiscal_start_month", "aliases")
_ALIAS = ("alias", "company", "case", "when", "needs", "not_after", "not_before")
_NO_COLOUR = "#8a8f98"


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a company and what makes it that company.

    case: any, capital (first letter) or exact; when tells whether one of the words in needs must
    stand in the context always or only where a capital says nothing (start: the beginning of a
    sentence, and German); after a word of not_after or before one of not_before it is another
    thing. An alias without a company only keeps its words from being taken for one.
    """

    name: str
    forms: tuple[str, ...]
    company: str
    kind: str
    case: str = "capital"
    when: str = ""
    needs: Words | None = None
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


def load_watch_list(data_dir: Path) -> dict[str, Company]:
    """Return the companies of companies.csv and data/lexicon/watch.csv by name."""
    known: Companies = load_companies(data_dir / "companies.csv")
    found = {item.company: item for item in known}
    for line in read_lines(data_dir / "lexicon" / "watch.csv", _WATCH):
        name = line.required("company")
        if known.canonical(name):
            raise line.error("company", "it is in companies.csv already; keep it there")
        if name in found:
            raise line.error("company", "it is listed twice; keep one line")
        found[name] = _watched(line)
    return found


def _watched(line: Line) -> Company:
    month = line.required("fiscal_start_month")
    if not month.isdigit() or not 1 <= int(month) <= 12:
        raise line.error("fiscal_start_month", "write the month as a number from 1 to 12")
    return Company(
        line.required("company"),
        line.required("kind"),
        line.text("home_country"),
        int(month),
        _NO_COLOUR,
        line.listed("aliases"),
    )


def load_aliases(data_dir: Path, companies: dict[str, Company]) -> list[Alias]:
    """Return every name of every company; lines of company.csv go before plain names."""
    found: dict[tuple[tuple[str, ...], str], Alias] = {}
    conditioned: set[tuple[str, ...]] = set()
    for line in read_lines(data_dir / "lexicon" / "company.csv", _ALIAS):
        alias = _conditioned(line, companies)
        conditioned.add(alias.forms)
        found[alias.forms, alias.name] = alias
    for company in companies.values():
        for name in (company.company, *company.aliases):
            forms = forms_of(name)
            if forms and forms not in conditioned:
                case = "capital" if name[0].isupper() or not name[0].isalpha() else "any"
                found[forms, ""] = Alias(name, forms, company.company, company.kind, case)
    return list(found.values())


def _conditioned(line: Line, companies: dict[str, Company]) -> Alias:
    name, company = line.required("alias"), line.text("company")
    if company and company not in companies:
        raise line.error("company", "it is neither in companies.csv nor in watch.csv; add it")
    case, when = line.required("case"), line.text("when")
    if case not in ("any", "capital", "exact"):
        raise line.error("case", "write any, capital or exact")
    if when not in ("", "always", "start"):
        raise line.error("when", "write always or start, or leave it empty")
    needs = line.text("needs").split()
    if bool(when) != bool(needs):
        raise line.error("needs", "when and needs belong together; fill in both or none")
    return Alias(
        name,
        forms_of(name),
        company,
        companies[company].kind if company else "",
        case,
        when,
        Words(needs) if needs else None,
        frozenset(fold_form(word) for word in line.text("not_after").split()),
        frozenset(fold_form(word) for word in line.text("not_before").split()),
    )


def forms_of(name: str) -> tuple[str, ...]:
    """Return a name as the folded words in which a text is read."""
    return tuple(token.form for token in tokens_of(name))


def spellings(forms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name, also joined by hyphens, and with its hyphens taken apart."""
    yield forms
    if len(forms) > 1 and all(form.replace("-", "").isalnum() for form in forms):
        yield ("-".join(forms),)
    parted = tuple(_parted(forms))
    if parted != forms:
        yield parted


def _parted(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        if "-" in form and len(form) > 3:
            yield from (part for part in form.split("-") if part)
        else:
            yield form
