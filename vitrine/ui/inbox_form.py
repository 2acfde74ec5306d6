"""The fields of a mention as a form; what is wrong with a value is said in one sentence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from vitrine.company import Companies, load_companies
from vitrine.event import Basis, EventType, Mention, Status
from vitrine.locale import Locale
from vitrine.locale.words import METRICS
from vitrine.place import Places, load_places
from vitrine.review.correction import FIELDS, Wrong, changed_values, corrected, values_of
from vitrine.settings import Settings
from vitrine.ui.inbox_words import field_label
from vitrine.ui.markdown import plain
from vitrine.ui.page import Page

FLAGS = ("temporary", "approx")
_ROWS = (
    ("event_type", "company", "status"),
    ("event_date", "country", "city", "address"),
    ("metric", "amount", "currency", "period"),
    ("change_pct", "count", "basis", "scope_note"),
    ("counterparty", "person", "temporary", "approx"),
)
_HINTS = {
    "event_date": "2018-05-22",
    "country": "FR",
    "amount": "311000000",
    "currency": "EUR",
    "period": "FY2017",
    "change_pct": "-3.2",
    "counterparty": "A; B",
}


def known_lists(settings: Settings) -> tuple[Companies, Places]:
    """Return the companies and cities of the versioned data, read once."""
    return _lists(str(settings.data_dir), settings)


@st.cache_resource(max_entries=2)
def _lists(data_dir: str, _settings: Settings) -> tuple[Companies, Places]:
    folder = _settings.data_dir
    return load_companies(folder / "companies.csv"), load_places(folder / "places.csv")


def show_form(
    page: Page, mention: Mention, key: str, done: str, on_done: Callable[[dict[str, str]], None]
) -> None:
    """Draw the fields; on_done gets the changed values once all of them can be used.

    done is what the button says.
    """
    locale = page.locale
    before = values_of(mention)
    with st.form(f"form-{key}", border=False):
        written: dict[str, str] = {}
        for names in _ROWS:
            for place, name in zip(st.columns(len(names)), names, strict=True):
                with place:
                    written[name] = _field(page, name, before[name], f"{key}-{name}")
        is_sent = st.form_submit_button(done, type="primary")
    if not is_sent:
        return
    companies, places = known_lists(page.settings)
    values = changed_values(mention, written)
    try:
        corrected(mention, values, companies, places)
    except Wrong as error:
        st.error(wrong_sentence(error, locale))
        return
    on_done(values)


def wrong_sentence(error: Wrong, locale: Locale) -> str:
    """Return what is wrong with a value in the reader's language, fit for markdown."""
    label, cure = field_label(error.column, locale), locale.text(error.cure)
    if not error.value:
        return plain(locale.text("{field}: {cure}.", field=label, cure=cure))
    return plain(
        locale.text("{field} “{value}”: {cure}.", field=label, value=error.value[:60], cure=cure)
    )


def _field(page: Page, name: str, value: str, key: str) -> str:
    locale = page.locale
    label = field_label(name, locale)
    key = f"{key}-{locale.language}"
    if name in FLAGS:
        return "1" if st.checkbox(label, value=value == "1", key=key) else ""
    choices = _choices(page, name)
    if choices is not None:
        options = list(choices) if value in choices else [value, *choices]
        chosen = st.selectbox(
            label,
            options,
            index=options.index(value),
            format_func=lambda code: choices.get(code, code) or "–",
            key=key,
            accept_new_options=name == "company",
        )
        return str(chosen or "")
    return st.text_input(label, value=value, key=key, placeholder=_HINTS.get(name, ""))


def _choices(page: Page, name: str) -> dict[str, str] | None:
    """Return the values that a field may have with their words; None when anything goes."""
    locale = page.locale
    if name == "event_type":
        return {item.value: locale.event_type(item.value) for item in EventType}
    if name == "status":
        return {item.value: locale.status(item.value) for item in Status}
    if name == "basis":
        return {"": "–"} | {item.value: locale.basis(item.value) for item in Basis}
    if name == "metric":
        return {"": "–"} | {code: locale.metric(code) for code in METRICS}
    if name == "company":
        companies, _ = known_lists(page.settings)
        return {item.company: item.company for item in companies}
    return None


assert {name for row in _ROWS for name in row} == set(FIELDS)
