"""Whole articles through extraction: who, what, where and when in sentences easy to misread."""

from __future__ import annotations

import pytest

from vitrine.article import Article
from vitrine.event import EventType, Mention, PartialDate, Status, Tier
from vitrine.extract import extract_mentions, load_knowledge
from vitrine.extract.fact.happening import STORE_TYPES
from vitrine.settings import load_settings


def mentions(text: str, language: str, title: str = "", day: str = "2025-09-12") -> list[Mention]:
    knowledge = load_knowledge(load_settings().data_dir)
    article = Article("a", text, title, language=language, published=PartialDate.parse(day))
    return list(extract_mentions(article, knowledge))


def of_type(found: list[Mention], event_type: EventType) -> list[Mention]:
    return [mention for mention in found if mention.event_type is event_type]


def test_growth_of_further_countries_belongs_to_the_metric_before() -> None:
    text = (
        "In 2024 Boulanger grew revenue by 4.1% in France. "
        "Spain fell by 2.3% and Italy rose by 5.6%."
    )
    found = of_type(mentions(text, "en"), EventType.RESULTS)
    assert {(m.place.country, str(m.change_pct)) for m in found} >= {("ES", "-2.3"), ("IT", "5.6")}


def test_a_period_in_brackets_belongs_to_the_amount_behind_it() -> None:
    text = "Over 2024 boekte Coolblue een bedrijfsresultaat van 30 mln euro (2023: 21 mln euro)."
    found = of_type(mentions(text, "nl"), EventType.RESULTS)
    periods = {int(m.money.amount): str(m.period) for m in found if m.money}
    assert periods[30_000_000] == "FY2024"


def test_an_earlier_period_in_brackets_does_not_become_the_storys() -> None:
    text = (
        "Coolblue presenteerde dinsdag zijn resultaten over 2024.\n\n"
        "- Omzet: 2.650 mln euro.\n"
        "- Bedrijfsresultaat: 30 mln euro (2023: 21 mln euro).\n"
        "- Ebitda: 131 mln euro."
    )
    found = of_type(mentions(text, "nl", day="2025-02-19"), EventType.RESULTS)
    periods = {int(m.money.amount) // 1_000_000: str(m.period) for m in found if m.money}
    assert periods == {2650: "FY2024", 30: "FY2024", 21: "FY2023", 131: "FY2024"}


def test_a_look_back_does_not_move_the_story_to_the_earlier_year() -> None:
    text = (
        "Boulanger a réalisé en 2024 un chiffre d'affaires de 3,1 milliards d'euros. "
        "En 2021, le chiffre d'affaires atteignait 2,7 milliards d'euros. "
        "Le résultat net s'élève à 41 millions d'euros."
    )
    found = of_type(mentions(text, "fr", day="2025-03-19"), EventType.RESULTS)
    periods = {int(m.money.amount) // 1_000_000: str(m.period) for m in found if m.money}
    assert periods[41] == "FY2024"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "MediaMarkt agreed on Tuesday to sell its Swedish arm to Power."),
        ("de", "MediaMarkt hat am Dienstag den Verkauf seiner Tochter an Power vereinbart."),
        ("fr", "Boulanger a déposé mardi une offre de rachat sur LDLC."),
        ("nl", "JD.com heeft dinsdag een bod op Ceconomy uitgebracht."),
        ("es", "Fnac firmó ayer un acuerdo para comprar PcComponentes."),
        ("it", "Currys ha raggiunto martedì un accordo per la cessione di Kotsovolos."),
    ],
)
def test_what_was_agreed_or_offered_is_not_yet_done(language: str, text: str) -> None:
    found = mentions(text, language)
    deals = of_type(found, EventType.ACQUISITION) + of_type(found, EventType.DIVESTITURE)
    assert {mention.status for mention in deals} == {Status.ANNOUNCED}


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("de", "Coolblue soll schon im Juli in Hamburg einen Laden eröffnen.", "2025-07"),
        (
            "fr",
            "Les ouvertures de magasins Boulanger à Lyon et à Nice suivront en juillet.",
            "2025-07",
        ),
        ("it", "A luglio MediaWorld dovrà aprire un nuovo negozio a Lecce.", "2025-07"),
    ],
)
def test_a_month_ahead_is_of_the_coming_year(language: str, text: str, date: str) -> None:
    found = of_type(mentions(text, language, day="2025-02-11"), EventType.STORE_OPENING)
    assert found
    assert {(str(m.event_date), m.status) for m in found} == {(date, Status.ANNOUNCED)}


def test_a_judgement_without_a_figure_is_a_result_without_an_amount() -> None:
    text = "Samsung warnt vor einem schwachen zweiten Quartal 2025."
    found = of_type(mentions(text, "de", day="2025-07-04"), EventType.RESULTS)
    assert [(m.company, m.money, str(m.period)) for m in found] == [("Samsung", None, "2025-Q2")]


def test_who_puts_money_in_is_the_other_side() -> None:
    text = "The founder of Orange, Marc Simon, invested 12 million euros in Back Market last week."
    found = of_type(mentions(text, "en"), EventType.FUNDING)
    assert [m.company for m in found] == ["Back Market"]
    assert "Orange" not in found[0].counterparty


def test_the_fined_one_is_the_company_and_the_authority_the_other_side() -> None:
    text = (
        "Das Bundeskartellamt hat MediaMarkt am Donnerstag mit 2,4 Millionen Euro Bußgeld belegt."
    )
    found = of_type(mentions(text, "de"), EventType.LEGAL)
    assert [(m.company, m.metric) for m in found] == [("MediaMarkt", "fine")]


def test_a_country_inside_a_german_word_counts() -> None:
    text = "Der Onlinehändler AO World gibt sein Deutschlandgeschäft auf."
    found = of_type(mentions(text, "de"), EventType.MARKET_EXIT)
    assert [m.place.country for m in found] == ["DE"]


def test_cities_of_a_dateline_are_no_places_of_an_event() -> None:
    text = "Wien/Prag (ag) – MediaMarkt hat am Dienstag in Graz einen Laden eröffnet."
    found = of_type(mentions(text, "de"), EventType.STORE_OPENING)
    assert [m.place.city for m in found] == ["Graz"]


def test_each_item_of_a_digest_is_about_its_own_company() -> None:
    text = (
        "NOMINE. Cambio al vertice di Unieuro dal 15 settembre.\n\n"
        "TRIBUNALI. Niente multa per MediaWorld.\n\n"
        "CONTI. Fatturato in crescita per Trony. Il 2024 si è chiuso con ricavi per 91 milioni."
    )
    found = of_type(mentions(text, "it", "Le notizie della settimana"), EventType.RESULTS)
    assert {m.company for m in found if m.money} == {"Trony"}


def test_a_planned_shop_behind_an_opened_one_stays_planned() -> None:
    text = (
        "Xiaomi hat am 5. September in Sevilla einen Laden eröffnet. "
        "Noch vor Jahresende ist ein weiterer in Bilbao vorgesehen."
    )
    found = of_type(mentions(text, "de"), EventType.STORE_OPENING)
    assert {m.place.city: m.status for m in found} == {
        "Sevilla": Status.DONE,
        "Bilbao": Status.PLANNED,
    }


def test_a_company_on_no_list_carries_its_story() -> None:
    text = (
        "La catena Elettropunto chiude il bilancio 2024. Elettropunto ha aperto a Parma "
        "il 3 settembre un negozio. A Modena aprirà in ottobre il prossimo punto vendita. "
        "Elettropunto ha 40 negozi."
    )
    found = of_type(mentions(text, "it", "Elettropunto cresce"), EventType.STORE_OPENING)
    assert found
    assert {m.company for m in found} == {"Elettropunto"}


def test_a_price_in_the_next_sentence_belongs_to_the_deal() -> None:
    text = "Boulanger rachète Electro Dépôt. Le prix convenu s'élève à 45 millions d'euros."
    found = of_type(mentions(text, "fr"), EventType.ACQUISITION)
    assert [int(m.money.amount) for m in found if m.money] == [45_000_000]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Fnac tire le rideau à Limoges : la boutique de la rue piétonne n'ouvrira plus."),
        ("en", "Currys has pulled down the shutters for good at its Hull branch."),
        ("es", "Worten echa el cierre definitivo en su tienda de Lugo."),
    ],
)
def test_idioms_of_closing_are_seen_without_a_phrase_of_the_lexicon(
    language: str, text: str
) -> None:
    assert of_type(mentions(text, language), EventType.STORE_CLOSING)


@pytest.mark.parametrize(
    ("language", "day", "text", "period"),
    [
        (
            "it",
            "2024-11-14",
            "Nel semestre chiuso al 31 agosto 2024 i ricavi di Unieuro sono scesi a 1.149 "
            "milioni di euro, rispetto ai 1.199 milioni dei primi sei mesi del precedente "
            "esercizio.",
            "FY2024/25-H1",
        ),
        (
            "it",
            "2024-11-14",
            "Unieuro chiude il 1° semestre fiscale 2024/2025 con ricavi per 1.149 milioni di euro.",
            "FY2024/25-H1",
        ),
        (
            "fr",
            "2023-07-28",
            "Les ventes de Fnac Darty ont atteint 1.149 millions d'euros, en recul de 2 % "
            "par rapport au premier semestre 2022, selon ses résultats semestriels.",
            "2023-H1",
        ),
        ("en", "2023-07-06", "Currys posted full-year sales of £1,149m, down 7%.", "FY2022/23"),
        (
            "de",
            "2017-11-30",
            "Ceconomy hat seine Jahreszahlen vorgelegt: Der Umsatz stieg auf 1.149 Millionen Euro.",
            "FY2016/17",
        ),
        (
            "nl",
            "2020-12-15",
            "MediaMarkt toonde zijn jaarcijfers: de omzet kwam uit op 1.149 miljoen euro, "
            "minder ten opzichte van vorig jaar.",
            "FY2019/20",
        ),
        (
            "es",
            "2023-07-28",
            "Worten presenta sus resultados semestrales: las ventas suben a 1.149 millones "
            "de euros.",
            "2023-H1",
        ),
    ],
)
def test_a_figure_has_its_own_period_not_the_one_it_is_compared_with(
    language: str, day: str, text: str, period: str
) -> None:
    found = of_type(mentions(text, language, day=day), EventType.RESULTS)
    periods = {int(m.money.amount) // 1_000_000: str(m.period) for m in found if m.money}
    assert periods[1149] == period


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        (
            "es",
            "MediaMarkt ha anunciado la apertura de una tienda en Vigo. La cadena prevé "
            "inaugurar el local en verano de 2026.",
            "2026-Q3",
        ),
        (
            "fr",
            "Un magasin Fnac va s'installer dans la galerie marchande de Niort. Le magasin "
            "devrait ouvrir au premier trimestre 2026.",
            "2026-Q1",
        ),
        (
            "fr",
            "La Fnac de Niort va bientôt ouvrir ses portes. Le magasin ouvrira au début du "
            "printemps.",
            "2026-Q2",
        ),
    ],
)
def test_a_later_sentence_tells_when_the_shop_will_open(language: str, text: str, day: str) -> None:
    found = of_type(mentions(text, language, day="2025-12-03"), EventType.STORE_OPENING)
    assert [(str(m.event_date), m.status is Status.DONE) for m in found] == [(day, False)]


def test_shops_listed_by_name_have_the_day_of_the_sentence_that_counts_them() -> None:
    text = (
        "Coolblue wil in 2026 vier nieuwe winkels openen. "
        "Het gaat om locaties in Breda, Hengelo, Leeuwarden en Zwolle."
    )
    found = of_type(mentions(text, "nl"), EventType.STORE_OPENING)
    days = {m.place.city: str(m.event_date) for m in found if m.place.city}
    assert set(days.values()) == {"2026"}
    assert {"Breda", "Leeuwarden"} <= set(days)


def test_what_the_article_reports_happened_in_its_month() -> None:
    text = "The competition authority has fined Currys £12m over false discounts."
    found = of_type(mentions(text, "en"), EventType.LEGAL)
    assert [str(m.event_date) for m in found] == ["2025-09"]


def test_the_year_of_foundation_is_not_the_day_of_the_round() -> None:
    text = "Das 2017 gegründete Unternehmen Refurbed hat 50 Millionen Euro eingesammelt."
    found = of_type(mentions(text, "de"), EventType.FUNDING)
    assert [str(m.event_date) for m in found] == ["None"]


def test_a_round_and_what_it_values_the_company_at_are_two_figures() -> None:
    text = (
        "Back Market a levé 450 millions d'euros, ce qui valorise la start-up "
        "à 5,1 milliards d'euros."
    )
    found = of_type(mentions(text, "fr"), EventType.FUNDING)
    assert {(m.metric, int(m.money.amount) // 1_000_000) for m in found if m.money} == {
        ("funding_amount", 450),
        ("valuation", 5100),
    }


def test_a_valuation_may_stand_in_the_next_sentence() -> None:
    text = "Grover hat 45 Millionen Euro eingesammelt. Es wird nun mit 300 Millionen Euro bewertet."
    found = of_type(mentions(text, "de"), EventType.FUNDING)
    assert {m.metric for m in found} == {"funding_amount", "valuation"}


def test_who_is_taken_over_is_the_other_side() -> None:
    text = "De Belgische keten Krëfel wordt overgenomen door de Franse groep Boulanger."
    found = of_type(mentions(text, "nl"), EventType.ACQUISITION)
    assert [(m.company, m.counterparty) for m in found] == [("Boulanger", ("Krëfel",))]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Unieuro, i conti del I semestre 2024/25", ""),
        ("", "Unieuro ha chiuso il semestre al 31 agosto 2024. "),
    ],
)
def test_figures_have_the_period_of_the_story(title: str, first: str) -> None:
    text = f"{first}I ricavi di Unieuro scendono a 900 milioni di euro."
    found = of_type(mentions(text, "it", title, "2024-11-14"), EventType.RESULTS)
    assert [str(m.period) for m in found if m.money] == ["FY2024/25-H1"]


def test_a_paragraph_is_about_the_company_that_opens_it() -> None:
    text = (
        "JD.com ha presentado una oferta por Ceconomy.\n\n"
        "Ceconomy cotiza en Fráncfort desde 2017. "
        "En el ejercicio 2023/24 las ventas alcanzaron 22.400 millones de euros."
    )
    found = of_type(mentions(text, "es", "JD.com puja por Ceconomy"), EventType.RESULTS)
    assert [m.company for m in found if m.money] == ["Ceconomy"]


def test_a_company_that_was_sold_does_not_take_over_the_paragraph() -> None:
    text = (
        "Currys has changed its chief executive.\n\n"
        "Kotsovolos, the Greek arm, was sold off to a power company. "
        "In the six months to 1 November turnover reached £4.23bn."
    )
    found = of_type(mentions(text, "en", "Currys chief to go"), EventType.RESULTS)
    assert [m.company for m in found if m.money] == ["Currys"]


def test_a_company_on_no_list_outside_the_trade_waits_for_a_reader() -> None:
    text = "Norvik has filed for bankruptcy. Norvik ran oil rigs. Lenders of Norvik were informed."
    found = of_type(mentions(text, "en", "Norvik files for bankruptcy"), EventType.RESTRUCTURING)
    assert {m.tier for m in found} <= {Tier.REVIEW}
    shops = text.replace("ran oil rigs", "ran 40 electronics stores")
    found = of_type(mentions(shops, "en", "Norvik files for bankruptcy"), EventType.RESTRUCTURING)
    assert found


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        (
            "Nokia, the handset maker, plans a party in Singapore this spring to launch its TV.",
            EventType.STORE_OPENING,
        ),
        (
            "BT has asked the provider to close the web site down after the fraud was seen.",
            EventType.STORE_CLOSING,
        ),
        (
            "The consumer watchdog Which? praised the new washing machines of Samsung.",
            EventType.LEGAL,
        ),
    ],
)
def test_what_only_looks_like_an_event_is_not_published(text: str, event_type: EventType) -> None:
    assert not [m for m in of_type(mentions(text, "en"), event_type) if m.tier is Tier.PUBLISHED]


def test_what_is_sold_in_words_of_its_own_waits_for_a_reader_as_revenue() -> None:
    text = (
        "Coolblue haalde in 2024 ruim 2,7 miljard euro binnen, 11 procent meer dan het jaar ervoor."
    )
    found = of_type(mentions(text, "nl"), EventType.RESULTS)
    assert [(m.metric, str(m.period), m.tier) for m in found if m.money] == [
        ("revenue", "FY2024", Tier.REVIEW)
    ]


def test_a_figure_of_two_countries_is_told_under_the_first_with_the_second() -> None:
    text = "Currys lifted revenue in Britain and Ireland to £5,353m in 2024."
    found = of_type(mentions(text, "en"), EventType.RESULTS)
    assert [(m.place.country, m.scope_note) for m in found] == [("GB", "with IE")]


def test_an_amount_without_a_currency_is_in_the_one_told_before() -> None:
    text = (
        "Los ingresos de Currys avanzaron hasta 8.706 millones de libras en 2024. "
        "En Reino Unido facturó 5.353 millones."
    )
    found = of_type(mentions(text, "es"), EventType.RESULTS)
    assert {m.money.currency for m in found if m.money} == {"GBP"}


def test_short_news_one_company_a_paragraph() -> None:
    text = (
        "Frankfurt: Xiaomi bekommt eine Adresse an der Zeil.\n\n"
        "München: Schlappe für MediaMarkt. Das Unternehmen verliert vor Gericht.\n\n"
        "Berlin: Frisches Geld für Grover. Das Start-up hat 45 Millionen Euro eingesammelt."
    )
    found = of_type(mentions(text, "de", "Kurz notiert"), EventType.FUNDING)
    assert [m.company for m in found] == ["Grover"]


def test_a_chain_on_no_list_has_its_full_name_in_every_sentence() -> None:
    text = (
        "Elektrohuis Bastin vraagt bescherming aan. De keten Elektrohuis Bastin telt vijf winkels. "
        "In 2021 boekte Bastin nog 24 miljoen euro omzet."
    )
    found = of_type(mentions(text, "nl", "Doek valt over Elektrohuis Bastin"), EventType.RESULTS)
    assert {m.company for m in found} == {"Elektrohuis Bastin"}


def test_a_depot_is_no_shop() -> None:
    text = (
        "Amazon construirá un centro logístico en Illescas. "
        "La compañía contratará a 900 empleados tras su inauguración en Illescas."
    )
    assert not of_type(mentions(text, "es"), EventType.STORE_OPENING)


def test_a_shop_that_is_shut_for_works_waits_for_a_reader() -> None:
    text = "Bis zum 30. August bleibt der MediaMarkt in Wolfsburg wegen Umbau geschlossen."
    found = of_type(mentions(text, "de"), EventType.STORE_CLOSING)
    assert {(m.is_temporary, m.tier) for m in found} <= {(True, Tier.REVIEW)}


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Richer Sounds will shut its Plymouth branch in March.", "2026-03"),
        ("fr", "Boulanger inaugure ce lundi un magasin à Angers.", "2025-09-15"),
    ],
)
def test_a_day_ahead_is_not_resolved_backwards(language: str, text: str, day: str) -> None:
    found = mentions(text, language, day="2025-09-12")
    assert [str(m.event_date) for m in found] == [day]


def test_words_of_the_trigger_do_not_call_it_off() -> None:
    text = "Xiaomi trekt zich terug uit de Belgische markt."
    found = of_type(mentions(text, "nl"), EventType.MARKET_EXIT)
    assert [m.status for m in found] == [Status.ANNOUNCED]


def test_what_a_bullet_explains_is_no_item_of_its_own() -> None:
    text = (
        "Fnac Darty gaf woensdag zijn jaarcijfers vrij.\n\n"
        "- Omzet: 9.870 mln euro. Dochter Unieuro telde het hele jaar mee.\n"
        "- Ebitda: 512 mln euro. Vooral Vanden Borre woog op de marge.\n"
        "- Nettowinst: 41 mln euro."
    )
    found = of_type(mentions(text, "nl", "Fnac Darty groeit"), EventType.RESULTS)
    assert {m.company for m in found} == {"Fnac Darty"}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "it",
            "MediaWorld torna a crescere",
            "L'esercizio della catena, che in Italia appartiene a Ceconomy, si è chiuso con ricavi"
            " per 2,3 miliardi di euro.",
        ),
        (
            "en",
            "MediaWorld back to growth",
            "The year of the chain, which Ceconomy runs in Italy, ended with revenue of 2.3 billion"
            " euros.",
        ),
    ],
)
def test_who_stands_in_a_relative_clause_has_no_figures(
    language: str, title: str, text: str
) -> None:
    found = of_type(mentions(text, language, title), EventType.RESULTS)
    assert [m.company for m in found if m.money] == ["MediaWorld"]


def test_a_brand_in_a_compound_only_tells_what_a_company_sells() -> None:
    text = (
        "De Apple-reseller Kompas9 behaalde vorig jaar een omzet van 48 miljoen euro. Kompas9"
        " opent in mei een winkel in Gent."
    )
    found = mentions(text, "nl", "Apple-reseller Kompas9 groeit")
    assert {m.company for m in found} == {"Kompas9"}


def test_a_name_may_begin_with_foto_and_end_with_express() -> None:
    text = (
        "Fotoketen Lumen Express neemt het familiebedrijf Foto Brandsma over. Foto Brandsma haalde"
        " vorig jaar een omzet van 12 miljoen euro."
    )
    found = mentions(text, "nl", "Lumen Express koopt Foto Brandsma")
    deals = of_type(found, EventType.ACQUISITION)
    assert ("Lumen Express", "Foto Brandsma") in {
        (m.company, "; ".join(m.counterparty)) for m in deals
    }


def test_figures_behind_a_sentence_about_the_bought_are_its_own() -> None:
    text = (
        "Power signed for Proshop on Tuesday.\n\nProshop is a name in Denmark. Last year it turned"
        " over DKK 2.9 billion. The new owner Power keeps the brand."
    )
    found = of_type(mentions(text, "en", "Power buys Danish webshop Proshop"), EventType.RESULTS)
    assert [m.company for m in found] == ["Proshop"]


def test_an_amount_belongs_to_the_measure_that_has_no_other() -> None:
    text = (
        "El beneficio antes de impuestos de Currys subió hasta los 150 millones de libras, y el"
        " neto llegó a 96 millones."
    )
    found = of_type(mentions(text, "es"), EventType.RESULTS)
    assert {(m.metric, m.money.amount) for m in found if m.money} == {
        ("pretax_profit", 150_000_000),
        ("net_profit", 96_000_000),
    }


def test_money_that_came_in_online_is_online_revenue() -> None:
    text = (
        "Der Umsatz von MediaMarkt stieg auf 2,2 Milliarden Euro. Über die Onlineshops liefen davon"
        " 290 Mio. Euro, sieben Prozent mehr."
    )
    found = of_type(mentions(text, "de"), EventType.RESULTS)
    assert {(m.metric, m.money.amount) for m in found if m.money} == {
        ("revenue", 2_200_000_000),
        ("online_revenue", 290_000_000),
    }


@pytest.mark.parametrize(
    ("language", "title", "text", "city"),
    [
        ("it", "Unieuro si allarga", "FAENZA. Unieuro apre sabato un nuovo negozio.", "Faenza"),
        ("fr", "Vannes : Darty déménage", "Darty ouvrira un magasin samedi.", "Vannes"),
        (
            "es",
            "MediaMarkt sube la persiana",
            "LORCA. MediaMarkt abrió ayer su nueva tienda. En Águilas, Worten cerró la suya.",
            "Lorca",
        ),
    ],
)
def test_a_shop_in_the_news_of_a_town_is_there(
    language: str, title: str, text: str, city: str
) -> None:
    found = of_type(mentions(text, language, title), EventType.STORE_OPENING)
    assert {m.place.city for m in found} == {city}


def test_a_metropolis_sends_news_of_the_whole_country() -> None:
    text = "MADRID. MediaMarkt abrirá una tienda en otoño."
    found = of_type(mentions(text, "es"), EventType.STORE_OPENING)
    assert {m.place.city for m in found} == {""}


def test_a_restructuring_is_where_its_sentence_says() -> None:
    text = "MediaMarkt streicht am Standort in Ingolstadt 300 Stellen."
    (found,) = of_type(mentions(text, "de"), EventType.RESTRUCTURING)
    assert found.place.city == "Ingolstadt"


@pytest.mark.parametrize(
    ("language", "text", "event_type", "city"),
    [
        ("de", "MediaMarkt siedelt sich in Fulda an.", EventType.STORE_OPENING, "Fulda"),
        ("de", "Der Saturn in Gera steht vor dem Aus.", EventType.STORE_CLOSING, "Gera"),
        ("nl", "MediaMarkt keert terug in Sneek.", EventType.STORE_OPENING, "Sneek"),
        (
            "nl",
            "Klanten kunnen op 9 april voor het laatst terecht bij BCC in Assen.",
            EventType.STORE_CLOSING,
            "Assen",
        ),
        (
            "fr",
            "Le bail du Darty de Verviers ne sera pas prolongé.",
            EventType.STORE_CLOSING,
            "Verviers",
        ),
        ("fr", "La Fnac de Reims a repris du service.", EventType.STORE_OPENING, "Reims"),
        ("it", "Unieuro approda a Matera.", EventType.STORE_OPENING, "Matera"),
        ("it", "Unieuro spegne l'insegna a Pavia.", EventType.STORE_CLOSING, "Pavia"),
        (
            "es",
            "Fnac hace liquidación por cierre en su tienda de Zamora.",
            EventType.STORE_CLOSING,
            "Zamora",
        ),
        ("en", "Currys has called time on its Luton store.", EventType.STORE_CLOSING, "Luton"),
    ],
)
def test_figures_of_speech_for_opening_and_closing(
    language: str, text: str, event_type: EventType, city: str
) -> None:
    found = of_type(mentions(text, language), event_type)
    assert {m.place.city for m in found} == {city}


@pytest.mark.parametrize(
    ("language", "text", "event_type", "company"),
    [
        ("de", "Ceconomy setzt 500 Leuten den Stuhl vor die Tür.", "restructuring", "Ceconomy"),
        ("de", "Expert verleibt sich die Kette Medimax ein.", "acquisition", "Expert"),
        ("nl", "BCC gaat op de fles.", "restructuring", "BCC"),
        ("nl", "JD.com heeft zijn oog laten vallen op Ceconomy.", "acquisition", "JD.com"),
        ("nl", "MediaMarkt snoeit in zijn personeel.", "restructuring", "MediaMarkt"),
        ("en", "JD.com has its sights on Ceconomy.", "acquisition", "JD.com"),
        ("en", "Back Market has bagged $335m.", "funding", "Back Market"),
        ("en", "AO World trims its workforce by 5 per cent.", "restructuring", "AO World"),
        ("es", "Fnac Darty lanza el anzuelo a Unieuro.", "acquisition", "Fnac Darty"),
        ("es", "Back Market se embolsa 276 millones de euros.", "funding", "Back Market"),
        ("fr", "Boulanger tire un trait sur l'Italie.", "market_exit", "Boulanger"),
        ("fr", "Chez Darty, 110 emplois sont sur la sellette.", "restructuring", "Darty"),
        ("it", "JD.com ha messo gli occhi su Ceconomy.", "acquisition", "JD.com"),
        ("it", "Unieuro lascia a casa 60 lavoratori.", "restructuring", "Unieuro"),
    ],
)
def test_figures_of_speech_for_deals_and_cuts(
    language: str, text: str, event_type: str, company: str
) -> None:
    found = mentions(text, language)
    assert (event_type, company) in {(m.event_type.value, m.company) for m in found}


@pytest.mark.parametrize(
    "text",
    [
        "Fnac no renovará el alquiler de su local en Sevilla.",
        "Fnac dejará de atender al público en su tienda de Sevilla.",
    ],
)
def test_a_closing_may_be_told_by_a_negation(text: str) -> None:
    found = of_type(mentions(text, "es"), EventType.STORE_CLOSING)
    assert [(m.company, m.place.city) for m in found] == [("Fnac", "Sevilla")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Büro von MediaMarkt in Kassel wird im Juni dichtgemacht."),
        ("nl", "Het distributiecentrum van Expert in Goes gaat in 2027 dicht."),
        ("fr", "Darty ferme ses bureaux de Lille en juin."),
    ],
)
def test_an_office_or_a_depot_that_shuts_is_no_shop(language: str, text: str) -> None:
    assert not of_type(mentions(text, language), EventType.STORE_CLOSING)


def test_the_bought_company_keeps_its_figures_when_the_price_stands_between() -> None:
    text = (
        "Boulanger a signé mardi le rachat de LDLC. Montant du chèque : 31 millions d'euros, selon"
        " deux sources proches du rachat. Dans la corbeille, neuf magasins et un chiffre d'affaires"
        " de 68 millions d'euros en 2021."
    )
    found = of_type(mentions(text, "fr", "Boulanger croque LDLC"), EventType.RESULTS)
    assert [m.company for m in found] == ["LDLC"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Fnac Lyon : le magasin sera exceptionnellement ouvert dimanche 21 décembre."),
        ("fr", "Le Boulanger de Nantes ouvrira ses portes à 7 heures pour le Black Friday."),
        ("fr", "Grève chez Darty : le magasin de Nîmes est resté fermé samedi."),
        ("nl", "De winkel van Coolblue in Eindhoven is op tweede kerstdag open van tien tot zes."),
        ("nl", "Inbrekers drongen maandagnacht binnen bij de MediaMarkt in Gent."),
        ("de", "Saturn in Köln öffnet am verkaufsoffenen Sonntag von 13 bis 18 Uhr."),
        ("de", "Am Black Friday öffnet MediaMarkt in Trier schon um 7 Uhr."),
        ("en", "Currys stores will open at 6am on Boxing Day and close at 8pm."),
        ("en", "The Apple store in Bristol was closed for two hours after a gas leak."),
        ("es", "El Corte Inglés abrirá este domingo sus centros de Madrid de 11 a 21 horas."),
        ("es", "La tienda Fnac de Sevilla cerró ayer dos horas por una fuga de gas."),
        ("it", "I negozi MediaWorld di Roma saranno aperti il 26 dicembre dalle 10 alle 20."),
        ("it", "Euronics di Bari chiuso per inventario lunedì 13 gennaio."),
    ],
)
def test_a_shop_open_or_shut_for_hours_has_neither_come_nor_gone(language: str, text: str) -> None:
    assert not {m.event_type for m in mentions(text, language)} & STORE_TYPES


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Currys opens its new store in Reading on Saturday, from 9am to 8pm."),
        ("nl", "De tweede winkel van Coolblue in Gent opent zaterdag, welkom van 10 tot 18 uur."),
        ("fr", "Boulanger ouvrira samedi à 10 heures à Colmar."),
        ("de", "Saturn eröffnet am Donnerstag um 10 Uhr in Passau."),
        ("it", "Unieuro apre sabato alle 9 a Matera."),
    ],
)
def test_an_opening_may_have_an_hour(language: str, text: str) -> None:
    assert of_type(mentions(text, language), EventType.STORE_OPENING)


@pytest.mark.parametrize(
    ("language", "text", "event_type", "company"),
    [
        ("fr", "Fnac fait équipe avec Deezer pour séduire les étudiants.", "partnership", "Fnac"),
        ("fr", "Boulanger repasse dans le vert en 2024.", "results", "Boulanger"),
        ("nl", "MediaMarkt en Gamma trekken samen op.", "partnership", "MediaMarkt"),
        ("nl", "Coolblue gooit het roer om.", "strategy", "Coolblue"),
        ("nl", "Coolblue duikt in de rode cijfers.", "results", "Coolblue"),
        ("de", "MediaMarkt holt Klarna ins Boot.", "partnership", "MediaMarkt"),
        ("de", "Ceconomy rutscht in die roten Zahlen.", "results", "Ceconomy"),
        ("en", "AO slapped with a £2m fine.", "legal", "AO World"),
        ("en", "Currys swings back into the black.", "results", "Currys"),
        ("es", "Xiaomi toca la campana en Hong Kong.", "ipo", "Xiaomi"),
        ("es", "Fnac da un giro a su modelo.", "strategy", "Fnac"),
        ("it", "Trony si lega a Compass.", "partnership", "Trony"),
        ("it", "MediaWorld torna in utile.", "results", "MediaWorld"),
    ],
)
def test_figures_of_speech_for_results_partners_and_plans(
    language: str, text: str, event_type: str, company: str
) -> None:
    found = mentions(text, language)
    assert (event_type, company) in {(m.event_type.value, m.company) for m in found}


def test_a_verdict_gives_way_to_the_figure_that_follows() -> None:
    text = "Coolblue duikt in de rode cijfers. Het verlies kwam in 2024 uit op 12 miljoen euro."
    found = of_type(mentions(text, "nl"), EventType.RESULTS)
    assert [(m.metric, m.money and int(m.money.amount)) for m in found] == [
        ("net_profit", -12_000_000)
    ]


@pytest.mark.parametrize(
    ("language", "text", "bought"),
    [
        ("en", "AO World has agreed to buy Music Magpie for £10m.", "Music Magpie"),
        ("en", "Best Buy acquired Current Health in 2021.", "Current Health"),
        ("en", "Currys is buying the repair chain Ferndale Fix.", "Ferndale Fix"),
        ("en", "Ferndale Fix is being acquired by Currys.", "Ferndale Fix"),
        ("nl", "Coolblue neemt Kieskeurig over.", "Kieskeurig"),
        ("nl", "ThePhoneLab wordt overgenomen door Coolblue.", "ThePhoneLab"),
        ("nl", "Coolblue heeft ThePhoneLab overgenomen.", "ThePhoneLab"),
        ("de", "Ceconomy kauft Preis24.", "Preis24"),
        ("de", "Die Übernahme von Clickrepair durch MediaMarkt ist abgeschlossen.", "Clickrepair"),
        ("fr", "Cdiscount rachète la start-up Octopia.", "Octopia"),
        ("es", "Fixonia fue adquirida por PcComponentes el año pasado.", "Fixonia"),
        ("it", "Unieuro rileva la catena iRiparo.", "iRiparo"),
    ],
)
def test_what_is_bought_need_not_be_on_a_list(language: str, text: str, bought: str) -> None:
    deals = of_type(mentions(text, language), EventType.ACQUISITION)
    assert [deal.counterparty for deal in deals] == [(bought,)]
    spans = [span for span in deals[0].spans if span.role == "counterparty"]
    assert [text[span.start : span.end] for span in spans] == [bought]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Currys is selling Kotsovolos."),
        ("en", "Currys sold Kotsovolos to PPC."),
        ("en", "Currys offloads its Nordic business."),
        ("fr", "Casino vend Cdiscount."),
        ("nl", "Currys heeft Kotsovolos verkocht aan PPC."),
        ("de", "Kotsovolos wurde von Currys an PPC verkauft."),
        ("es", "Currys vende Kotsovolos por 175 millones de libras."),
        ("it", "Currys ha venduto Kotsovolos a PPC."),
    ],
)
def test_a_company_that_is_sold_is_no_purchase_of_its_seller(language: str, text: str) -> None:
    deals = {(m.event_type, m.company) for m in mentions(text, language)}
    seller = "Casino" if "Casino" in text else "Currys"
    assert (EventType.DIVESTITURE, seller) in deals
    assert (EventType.ACQUISITION, seller) not in deals


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Currys sells Apple watches and Samsung phones."),
        ("en", "MediaMarkt sold 300 consoles in one day."),
        ("fr", "Boulanger vend la console à 499 euros."),
        ("de", "MediaMarkt verkauft Geräte von Samsung."),
        ("es", "MediaMarkt vende productos de Xiaomi."),
        ("nl", "Klanten van Coolblue kopen vaker Samsung."),
    ],
)
def test_goods_that_are_sold_are_no_company(language: str, text: str) -> None:
    deals = (EventType.DIVESTITURE, EventType.ACQUISITION)
    assert not [m for m in mentions(text, language) if m.event_type in deals]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Boulanger a inauguré mardi un magasin à Nîmes."),
        ("fr", "Un magasin Boulanger a été inauguré mardi à Nîmes."),
        ("en", "Currys opened a store in Leeds on Tuesday."),
        ("en", "Currys opened its doors in Leeds last Tuesday."),
        ("de", "MediaMarkt hat am Dienstag in Gera eine Filiale eröffnet."),
    ],
)
def test_a_weekday_of_what_has_happened_is_past(language: str, text: str) -> None:
    opened = of_type(mentions(text, language, day="2025-03-03"), EventType.STORE_OPENING)
    assert [str(m.event_date) for m in opened] == ["2025-02-25"]
    assert opened[0].status is Status.DONE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Saturn gehört jetzt Ochama; das Bundeskartellamt muss noch grünes Licht geben."),
        ("es", "Fnac será suya si las autoridades de competencia dan el visto bueno."),
        ("fr", "Darty change de mains, sous réserve de l'autorisation de Bruxelles."),
        ("en", "Currys changes hands if the regulators give their approval."),
    ],
)
def test_an_approval_that_is_still_needed_is_no_case(language: str, text: str) -> None:
    assert not of_type(mentions(text, language), EventType.LEGAL)


def told(text: str, language: str, title: str = "") -> set[tuple[str, str, str]]:
    """Return type, company and city of what an article of 3 March 2025 tells."""
    found = mentions(text, language, title, day="2025-03-03")
    return {(m.event_type.value, m.company, m.place.city) for m in found}


def test_the_sales_of_the_buyer_are_not_the_price() -> None:
    text = (
        "De elektroketen Krëfel neemt zeven winkels over van concurrent Fnac Vanden Borre. Krëfel "
        "telt na de overname 80 winkels en mikt dit jaar op een omzet van 450 miljoen euro."
    )
    found = mentions(text, "nl", day="2025-03-03")
    assert [(m.company, m.money) for m in of_type(found, EventType.ACQUISITION)] == [
        ("Krëfel", None)
    ]
    sales = of_type(found, EventType.RESULTS)
    assert [(m.metric, m.money and int(m.money.amount)) for m in sales] == [
        ("revenue", 450_000_000)
    ]


def test_the_price_of_one_deal_is_not_that_of_the_next() -> None:
    text = (
        "CeX said it would take over eight sites of collapsed rival GAME. The deal is worth £3.5m. "
        "Frasers Group, which bought GAME in 2019, declined to comment."
    )
    deals = of_type(mentions(text, "en"), EventType.ACQUISITION)
    assert {(m.company, m.money and int(m.money.amount)) for m in deals} == {
        ("CeX", 3_500_000),
        ("Frasers Group", None),
    }
    assert all(m.status is not Status.CANCELLED for m in deals)


@pytest.mark.parametrize(
    ("language", "text", "buyer", "bought"),
    [
        (
            "de",
            "Das Bundeskartellamt hat den Kauf von Cyberport durch Notebooksbilliger freigegeben.",
            "Notebooksbilliger",
            "Cyberport",
        ),
        (
            "it",
            "Unieuro lascia la Borsa. Fnac Darty e Ruby Equity hanno completato l'opa a dicembre.",
            "Fnac Darty",
            "Unieuro",
        ),
    ],
)
def test_who_buys_whom(language: str, text: str, buyer: str, bought: str) -> None:
    deals = of_type(mentions(text, language), EventType.ACQUISITION)
    assert [(m.company, m.counterparty) for m in deals] == [(buyer, (bought,))]


def test_a_company_that_only_explains_another_opens_nothing() -> None:
    text = (
        "L'enseigne du groupe HTM, propriétaire de Boulanger, inaugure jeudi son vingtième magasin "
        "espagnol à Valence."
    )
    found = told(text, "fr", "Electro Dépôt accélère en Espagne")
    assert ("store_opening", "Electro Dépôt", "Valencia") in found
    assert not any(company == "Boulanger" for _, company, _ in found)


@pytest.mark.parametrize(
    ("language", "text", "city", "count"),
    [
        ("en", "Currys will open five stores this year, including one in Leeds.", "Leeds", 5),
        ("fr", "Fnac ouvrira 30 magasins cette année, dont un à Lille en avril.", "Lille", 30),
        ("de", "MediaMarkt eröffnet 2025 zehn Filialen, zwei davon in Wien.", "Wien", 10),
        ("nl", "Coolblue opent dit jaar vijf winkels, waarvan een in Gent.", "Gent", 5),
    ],
)
def test_the_count_of_all_is_not_that_of_one(
    language: str, text: str, city: str, count: int
) -> None:
    shops = of_type(mentions(text, language, day="2025-03-03"), EventType.STORE_OPENING)
    assert {(m.place.city, m.count) for m in shops} == {("", count), (city, None)}
    assert {str(m.event_date) for m in shops if not m.place.city} == {"2025"}


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("en", "Currys enters Poland and Hungary.", {"PL", "HU"}),
        ("fr", "Fnac quitte la Grèce, la Turquie et le Maroc.", {"GR", "TR", "MA"}),
        ("de", "Galaxus startet in Frankreich und Italien.", {"FR", "IT"}),
    ],
)
def test_a_market_is_entered_or_left_in_each_country_of_a_list(
    language: str, text: str, countries: set[str]
) -> None:
    types = (EventType.MARKET_ENTRY, EventType.MARKET_EXIT)
    found = [m for m in mentions(text, language) if m.event_type in types]
    assert {m.place.country for m in found} == countries


def test_where_a_chain_is_at_home_is_not_where_it_closes() -> None:
    text = "Unieuro ha scelto. La catena di Forlì chiuderà dieci negozi nel 2025."
    closings = of_type(mentions(text, "it"), EventType.STORE_CLOSING)
    assert [(m.company, m.place.city, m.count) for m in closings] == [("Unieuro", "", 10)]


def test_autumn_lies_ahead_of_what_will_open() -> None:
    text = "La tienda de PcComponentes en Oporto abrirá sus puertas en otoño."
    opened = of_type(mentions(text, "es", day="2025-03-03"), EventType.STORE_OPENING)
    assert [str(m.event_date) for m in opened] == ["2025-Q4"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The deal saves 90 jobs at Currys."),
        ("en", "Currys creates 300 jobs in Leeds."),
        ("nl", "Bij Coolblue komen er 400 arbeidsplaatsen bij."),
        ("fr", "L'accord sauve 90 emplois chez Boulanger."),
    ],
)
def test_jobs_that_are_saved_or_made_are_no_cut(language: str, text: str) -> None:
    assert not of_type(mentions(text, language), EventType.RESTRUCTURING)


@pytest.mark.parametrize(
    ("language", "text", "metric", "change"),
    [
        ("fr", "Le bénéfice d'Apple bondit de 36 % au dernier trimestre.", "net_profit", 36),
        ("en", "Currys's pre-tax profit jumped 37 per cent.", "pretax_profit", 37),
        ("de", "Der Gewinn von Ceconomy brach um 40 Prozent ein.", "net_profit", -40),
        ("nl", "De winst van Coolblue steeg met 12 procent.", "net_profit", 12),
    ],
)
def test_a_profit_may_only_be_told_by_its_growth(
    language: str, text: str, metric: str, change: int
) -> None:
    found = of_type(mentions(text, language), EventType.RESULTS)
    assert [(m.metric, m.money, m.change_pct) for m in found] == [(metric, None, change)]


def test_from_a_billion_is_no_price() -> None:
    text = "Sales at Best Buy fell to $9.45bn from $9.76bn a year earlier."
    found = of_type(mentions(text, "en"), EventType.RESULTS)
    assert {int(m.money.amount) for m in found if m.money} == {9_450_000_000, 9_760_000_000}


@pytest.mark.parametrize(
    ("language", "text", "opens", "closes"),
    [
        ("en", "Currys opens in Leeds and closes in York.", "Leeds", "York"),
        ("de", "MediaMarkt eröffnet in Gera und schließt in Jena.", "Gera", "Jena"),
        ("fr", "Fnac ouvre à Lille mais ferme à Lens.", "Lille", "Lens"),
        ("es", "MediaMarkt cierra en Vigo y abre en Lugo.", "Lugo", "Vigo"),
        ("it", "Unieuro apre a Pesaro e chiude a Rimini.", "Pesaro", "Rimini"),
        ("nl", "MediaMarkt opent in Breda en sluit in Tilburg.", "Breda", "Tilburg"),
    ],
)
def test_one_shop_opens_and_another_closes(
    language: str, text: str, opens: str, closes: str
) -> None:
    found = {(m.event_type, m.place.city) for m in mentions(text, language)}
    assert found == {(EventType.STORE_OPENING, opens), (EventType.STORE_CLOSING, closes)}


def test_what_follows_on_saturday_is_not_yet_done() -> None:
    text = "MediaMarkt heeft donderdag een winkel geopend in Utrecht. Zaterdag volgt Zwolle."
    found = mentions(text, "nl", day="2025-10-20")
    stages = {m.place.city: (m.status, str(m.event_date)) for m in found}
    assert stages == {
        "Utrecht": (Status.DONE, "2025-10-16"),
        "Zwolle": (Status.ANNOUNCED, "2025-10-25"),
    }


def test_the_year_of_founding_is_no_period() -> None:
    text = (
        "Refurbed ist in 13 Ländern aktiv. Das 2017 gegründete Unternehmen steigerte den Umsatz um "
        "40 Prozent auf eine Milliarde Euro."
    )
    figures = of_type(mentions(text, "de"), EventType.RESULTS)
    assert [m.period for m in figures] == [None]


def test_who_is_not_named_is_no_other_side_of_a_case() -> None:
    text = "Rakuten fait appel. Shein a été condamné à 40 millions d'euros d'amende en juillet."
    cases = of_type(mentions(text, "fr"), EventType.LEGAL)
    assert ("Shein", ()) in {(m.company, m.counterparty) for m in cases}


def test_a_target_without_a_year_looks_ahead() -> None:
    text = "Currys now expects pre-tax profit of £145m-£155m for the year to the end of April."
    figures = of_type(mentions(text, "en", day="2025-01-15"), EventType.RESULTS)
    assert {str(m.period) for m in figures} == {"FY2024/25"}
    text = "Samsung expects second-quarter operating profit of 6.3 trillion won."
    figures = of_type(mentions(text, "en", day="2025-06-10"), EventType.RESULTS)
    assert [str(m.period) for m in figures] == ["2025-Q2"]


def test_what_a_house_is_sold_for_is_no_revenue() -> None:
    text = "Krëfel heeft zijn hoofdzetel verkocht aan vastgoedgroep Intervest voor 14 miljoen euro."
    found = mentions(text, "nl")
    assert not of_type(found, EventType.RESULTS)
    sold = of_type(found, EventType.DIVESTITURE)
    assert [m.money and int(m.money.amount) for m in sold] == [14_000_000]


def test_a_participle_between_commas_tells_what_was_bought() -> None:
    text = (
        "LDLC a vu ses ventes reculer. Rue du Commerce, racheté en juin 2024, a contribué pour 38 "
        "millions d'euros."
    )
    deals = of_type(mentions(text, "fr"), EventType.ACQUISITION)
    assert [(m.company, m.counterparty, m.money) for m in deals] == [
        ("LDLC", ("Rue du Commerce",), None)
    ]


def test_the_town_of_a_closing_is_not_that_of_the_opening_before() -> None:
    text = (
        "Fnac inaugurará en otoño su tercera tienda en el aeropuerto. La cadena cerró en enero la "
        "de Plaza Norte 2. En 2024 facturó 350 millones de euros."
    )
    found = mentions(text, "es", day="2025-06-10")
    opened = of_type(found, EventType.STORE_OPENING)
    assert [(m.place.city, str(m.event_date)) for m in opened] == [("", "2025-Q4")]
    assert [str(m.period) for m in of_type(found, EventType.RESULTS)] == ["FY2024"]


def test_the_year_of_a_cut_is_not_that_of_the_sales_told_after_it() -> None:
    text = (
        "Conforama a fermé 32 magasins en 2020. L'enseigne réalise un chiffre d'affaires d'environ "
        "un milliard d'euros."
    )
    figures = of_type(mentions(text, "fr", day="2025-06-10"), EventType.RESULTS)
    assert [m.period for m in figures] == [None]


def test_the_owner_of_a_chain_is_not_the_one_that_opens() -> None:
    text = (
        "Vanden Borre opens a store in Ghent this month. Its owner, the group Fnac Darty, agrees."
    )
    opened = of_type(mentions(text, "en"), EventType.STORE_OPENING)
    assert {m.company for m in opened} == {"Fnac Vanden Borre"}


def test_who_bids_is_not_what_is_bid_for() -> None:
    text = "MediaMarkt is in the news. The takeover bid of Harlow Capital was rejected on Monday."
    deals = of_type(mentions(text, "en"), EventType.ACQUISITION)
    assert [(m.company, m.counterparty) for m in deals] == [("Harlow", ("MediaMarkt",))]


def test_the_year_of_a_merger_is_no_period_of_figures() -> None:
    text = "Since the merger of 2014, Currys has made sales of £8.8bn a year."
    figures = of_type(mentions(text, "en", day="2025-06-10"), EventType.RESULTS)
    assert [m.period for m in figures] == [None]


def test_a_target_for_the_full_year_is_not_that_of_the_half_told_before() -> None:
    text = (
        "Currys said sales rose to £4.2bn in the first half. It expects £150m profit for the year."
    )
    figures = of_type(mentions(text, "en", day="2025-12-20"), EventType.RESULTS)
    assert [str(m.period) for m in figures] == ["FY2025/26-H1", "FY2025/26"]
    text = "Ceconomy erwartet für das Gesamtjahr einen Umsatz von 23 Milliarden Euro."
    figures = of_type(mentions(text, "de", day="2025-06-10"), EventType.RESULTS)
    assert [str(m.period) for m in figures] == ["FY2024/25"]


def test_the_full_year_with_its_number_is_that_year() -> None:
    text = "Currys expects sales of £8bn for the full year 2027."
    figures = of_type(mentions(text, "en", day="2025-12-20"), EventType.RESULTS)
    assert ["2027" in str(m.period) or "/27" in str(m.period) for m in figures] == [True]


def test_each_company_of_a_list_pays_its_own_fine() -> None:
    text = "The watchdog fined Currys £4m, Argos £2.5m and John Lewis £1m over warranties."
    found = mentions(text, "en", day="2025-06-10")
    assert not of_type(found, EventType.FUNDING)
    fines = of_type(found, EventType.LEGAL)
    assert [(m.company, m.money and int(m.money.amount), m.counterparty) for m in fines] == [
        ("Currys", 4_000_000, ()),
        ("Argos", 2_500_000, ()),
        ("John Lewis", 1_000_000, ()),
    ]
    assert {str(m.event_date) for m in fines} == {"2025-06"}


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("en", "Currys added £120m of sales to reach £8.7bn in the year to April 2025.", 8_700),
        (
            "es",
            "PcComponentes aumentó sus ventas en 50 millones, hasta 835 millones de euros.",
            835,
        ),
        ("it", "Unieuro ha aumentato i ricavi di 80 milioni, a 2,7 miliardi di euro.", 2_700),
    ],
)
def test_an_amount_that_was_added_is_no_level(language: str, text: str, level: int) -> None:
    figures = of_type(mentions(text, language, day="2025-12-20"), EventType.RESULTS)
    assert [m.money and int(m.money.amount) // 1_000_000 for m in figures] == [level]


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("en", "acquisition", "Currys rejected a £700m takeover approach from Elliott on Tuesday."),
        ("en", "acquisition", "JD.com dropped its pursuit of Currys in March."),
        ("en", "store_opening", "The new Apple store in Madrid will not open after all."),
        ("fr", "acquisition", "Darty a repoussé l'offre de Steinhoff."),
        ("fr", "store_opening", "Le magasin Fnac prévu à Reims n'ouvrira finalement pas."),
        ("de", "store_opening", "Media Markt bläst die Eröffnung in Kassel ab."),
        ("de", "divestiture", "Ceconomy stoppt den Verkauf des Schweizer Geschäfts."),
        ("nl", "acquisition", "Coolblue wees een overnamebod van Amazon van de hand."),
        ("nl", "acquisition", "JD.com zag af van een bod op Currys."),
        ("es", "acquisition", "Carrefour se retira de la puja por Dia."),
        ("es", "restructuring", "MediaMarkt retira el ERE que afectaba a 250 trabajadores."),
        ("it", "acquisition", "Euronics ha fatto un passo indietro sull'acquisto di Trony."),
        ("it", "partnership", "Unieuro chiude la collaborazione con Amazon."),
    ],
)
def test_what_was_turned_down_or_called_off_is_cancelled(
    language: str, kind: str, text: str
) -> None:
    found = of_type(mentions(text, language, day="2025-09-10"), EventType(kind))
    assert {m.status for m in found} == {Status.CANCELLED}


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("en", "restructuring", "Currys is reported to be planning 500 job cuts."),
        ("fr", "ipo", "Back Market envisagerait une introduction en Bourse."),
        ("de", "ipo", "Refurbed soll einen Börsengang prüfen."),
        ("nl", "leadership", "Jan de Vries wordt genoemd als nieuwe topman van Bol."),
        ("es", "ipo", "Wallapop estudiaría salir a bolsa."),
        ("it", "leadership", "Mario Rossi sarebbe in pole per la guida di Unieuro."),
    ],
)
def test_what_is_only_said_is_rumoured(language: str, kind: str, text: str) -> None:
    found = of_type(mentions(text, language, day="2025-09-10"), EventType(kind))
    assert {m.status for m in found} == {Status.RUMOURED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Back Market bought Refurbed in May 2024 after an earlier bid had failed."),
        ("fr", "Après l'échec d'une première offre, Boulanger a racheté LDLC en mai 2024."),
        ("nl", "Na een mislukte poging nam Coolblue in mei 2024 BCC over."),
        ("it", "Dopo un tentativo fallito Unieuro ha acquistato Monclick a maggio 2024."),
    ],
)
def test_a_failure_that_went_before_cancels_nothing(language: str, text: str) -> None:
    deals = of_type(mentions(text, language, day="2025-09-10"), EventType.ACQUISITION)
    assert {m.status for m in deals} == {Status.DONE}


def test_german_could_is_no_could_have() -> None:
    text = "Saturn konnte am Montag in Kassel eine neue Filiale eröffnen."
    opened = of_type(mentions(text, "de", day="2025-09-10"), EventType.STORE_OPENING)
    assert {m.status for m in opened} == {Status.DONE}
    text = "Saturn könnte in Kassel eine neue Filiale eröffnen."
    opened = of_type(mentions(text, "de", day="2025-09-10"), EventType.STORE_OPENING)
    assert {m.status for m in opened} == {Status.RUMOURED}
