"""Companies that no list has, by what an article says of them."""

from __future__ import annotations

import pytest

from tests.test_extract_engine import mentions, of_type
from vitrine.event import EventType, Mention, Tier
from vitrine.extract.name.unknown import find_unknown_names
from vitrine.extract.name.vocabulary import is_common, zipf
from vitrine.extract.text import sentences_of


def openings(text: str, language: str, title: str = "") -> list[Mention]:
    return of_type(mentions(text, language, title), EventType.STORE_OPENING)


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [
        ("umsatz", "de", True),
        ("elektronikhandler", "de", True),  # only its parts are common
        ("winkelketens", "nl", True),
        ("magasins", "fr", True),
        ("ticnova", "es", False),
        ("krefel", "nl", False),
        ("magasins", "de", False),
        ("anything", "", False),
    ],
)
def test_common_words_are_told_from_names(form: str, language: str, *, expected: bool) -> None:
    assert is_common(form, language) is expected
    assert zipf(form, language) >= 0


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Zwippo eröffnet im Mai.", "Zwippo"),
        ("de", "Am Montag hat Elektronikhändler Zwippo geöffnet.", "Zwippo"),
        ("en", "Big Zed opened its doors.", "Big Zed"),
        ("es", "Zwippo abrirá dos tiendas.", "Zwippo"),
        ("en", "ZWIPPO TO OPEN SHOP IN LEEDS", ""),
        ("de", "Verbraucher kaufen weniger.", ""),
        ("en", "Mr Zwippo said so.", ""),
    ],
)
def test_a_rare_word_is_a_name_where_capitals_say_nothing(
    language: str, text: str, name: str
) -> None:
    (sentence,) = sentences_of(text)
    found = find_unknown_names(text, sentence, language)
    assert [item.text for item in found if item.kind != "person"] == ([name] if name else [])


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Zwippo heads for Leeds", "Zwippo opens a store in Leeds on 3 May. The chain sells"
         " phones."),
        ("de", "Zwippo kommt nach Leipzig",
         "Zwippo eröffnet am 3. Mai eine Filiale in Leipzig. Der Laden verkauft Handys."),
        ("nl", "Zwippo komt naar Gent", "Zwippo opent op 3 mei een winkel in Gent."),
        ("fr", "Zwippo arrive à Lille", "Zwippo ouvre le 3 mai un magasin à Lille."),
        ("es", "Zwippo llega a Bilbao", "Zwippo abre el 3 de mayo una tienda en Bilbao."),
        ("it", "Zwippo arriva a Torino", "Zwippo apre il 3 maggio un negozio a Torino."),
    ],
)  # fmt: skip
def test_an_unlisted_company_acts_in_every_language(language: str, title: str, text: str) -> None:
    assert {m.company for m in openings(text, language, title)} == {"Zwippo"}


def test_a_short_form_is_the_company_of_its_full_name() -> None:
    text = (
        "Elektro Zwippo blijft groeien. De keten opent in juni een winkel in Gent.\n\n"
        "Zwippo telt nu zes winkels. In september opent Zwippo een winkel in Brugge."
    )
    found = openings(text, "nl", "Elektro Zwippo groeit door")
    assert {(m.company, m.place.city) for m in found} >= {
        ("Elektro Zwippo", "Gent"),
        ("Elektro Zwippo", "Brugge"),
    }


def test_a_word_always_before_a_name_belongs_to_it() -> None:
    text = (
        "Bei der Kooperation Red Zwick tut sich etwas. Im Mai eröffnet Red Zwick eine Filiale in"
        " Graz."
    )
    assert {m.company for m in openings(text, "de", "Red Zwick wächst")} == {"Red Zwick"}


def test_neither_places_nor_quoted_people_become_companies() -> None:
    text = (
        "MediaMarkt opende in Zwippelo een winkel. 'In Zwippelo is plaats genoeg', zegt Zwanenbel."
        " Zwanenbel zegt ook dat er in Zwippelo veertig mensen werken in de winkel."
    )
    found = mentions(text, "nl", "MediaMarkt naar Zwippelo")
    assert {m.company for m in found} == {"MediaMarkt"}


def test_articles_outside_the_trade_name_no_unlisted_companies() -> None:
    text = "Zwippo opens a quarry near Leeds in May. Zwippo digs for copper."
    assert not [m for m in mentions(text, "en", "Zwippo digs") if m.tier is Tier.PUBLISHED]


def test_the_new_owner_is_the_buyer() -> None:
    text = "Neuer Eigentümer von Cyberport wird der Rivale Notebooksbilliger."
    (deal,) = of_type(mentions(text, "de"), EventType.ACQUISITION)
    assert (deal.company, deal.counterparty) == ("Notebooksbilliger", ("Cyberport",))


def test_the_head_of_a_company_speaks_for_it() -> None:
    text = (
        "Darty a gagné son procès jeudi.\n\n"
        "Le directeur général de Conforama, Cédric Dugardin, a démissionné."
    )
    found = of_type(mentions(text, "fr", "Darty gagne son procès"), EventType.LEADERSHIP)
    assert {m.company for m in found} == {"Conforama"}


def test_a_day_since_when_somebody_holds_an_office_is_not_that_of_the_change() -> None:
    text = "Isabelle Hardy, directrice de Darty depuis 2019, passera la main le 1er avril 2026."
    (change,) = of_type(mentions(text, "fr"), EventType.LEADERSHIP)
    assert str(change.event_date) == "2026-04-01"


def test_a_shop_may_be_called_by_its_company() -> None:
    text = "Samedi 27 septembre au soir, le Darty de Vannes fermera pour de bon."
    (closing,) = of_type(mentions(text, "fr"), EventType.STORE_CLOSING)
    assert (closing.company, closing.place.city) == ("Darty", "Vannes")


def test_a_list_of_shops_goes_on_with_what_was_told_of_them() -> None:
    text = (
        "Krëfel sluit dit jaar vier winkels. Het gaat om de vestigingen in Aarschot, Ninove en"
        " Diest."
    )
    found = mentions(text, "nl")
    closed = {m.place.city for m in of_type(found, EventType.STORE_CLOSING)}
    assert closed >= {"Aarschot", "Ninove", "Diest"}
    assert not of_type(found, EventType.STORE_OPENING)


def test_a_dateline_of_two_cities_is_no_news() -> None:
    text = "Dresden/München. Cyberport eröffnet eine Filiale in Leipzig."
    assert {m.place.city for m in openings(text, "de")} == {"Leipzig"}


def test_a_year_ago_ends_its_sentence() -> None:
    text = "Profit was 30 million pounds against 20 million a year ago. Revenue rose by 3%."
    assert len(sentences_of(text)) == 2
    assert len(sentences_of("El 5 ago. El Corte Inglés abre.")) == 1


def test_saints_are_written_short() -> None:
    text = "Digitec eröffnet im Mai eine Filiale in St. Gallen."
    assert {m.place.city for m in openings(text, "de")} == {"Sankt Gallen"}


def test_figures_in_the_story_of_a_deal_describe_what_is_bought() -> None:
    text = (
        "Boulanger rachète Krëfel pour 200 millions d'euros. La chaîne compte 74 magasins.\n\n"
        "Elle a réalisé en 2024 un chiffre d'affaires de 412 millions d'euros."
    )
    found = of_type(mentions(text, "fr", "Boulanger rachète Krëfel"), EventType.RESULTS)
    assert [(m.company, m.tier) for m in found] == [("Krëfel", Tier.REVIEW)]


def test_a_sentence_that_turns_to_another_company_is_about_its_people() -> None:
    text = (
        "Samsung a nommé Anne Bel directrice commerciale.\n\n"
        "Chez Unieuro, le directeur financier Paolo Righetti a démissionné fin août."
    )
    found = of_type(mentions(text, "fr", "Samsung change de tête"), EventType.LEADERSHIP)
    assert {m.company for m in found} == {"Samsung", "Unieuro"}


def test_nobody_enters_the_country_where_he_is_at_home() -> None:
    text = "Digitec Galaxus startet in der Schweiz. Galaxus startet im Mai in Spanien."
    found = of_type(mentions(text, "de"), EventType.MARKET_ENTRY)
    assert not [m for m in found if m.place.country == "CH" and m.tier is Tier.PUBLISHED]
