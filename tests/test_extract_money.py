"""Amounts as the press of six languages writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.article import LANGUAGES
from vitrine.extract.number.money import Amount, find_amounts
from vitrine.extract.text import sentences_of

# "a phrase = amounts"; behind an amount: ~ inexact, r a range's end, b bare, ! too large.
_PHRASES = {
    "en": """
        £1.2bn = 1200000000 GBP
        $450m = 450000000 USD
        US$ 3bn = 3000000000 USD
        €10,330 million = 10330000000 EUR
        €4.60 a share = 4.6 EUR
        half a billion dollars = 500000000 USD
        a million pounds = 1000000 GBP
        two million euros = 2000000 EUR
        two and a half billion euros = 2500000000 EUR
        CHF 3.8 billion = 3800000000 CHF
        114.62bn yuan = 114620000000 CNY
        14.87 trillion won = 14870000000000 KRW
        3.4 billion Swedish kronor = 3400000000 SEK
        -€6m = -6000000 EUR
        €-6m = -6000000 EUR
        about €52 million = 52000000 EUR ~
        more than £300m = 300000000 GBP ~
        between €450 and €500 million = 450000000 EUR ~r & 500000000 EUR ~r
        €3-4 billion = 3000000000 EUR ~r & 4000000000 EUR ~r
        rose by £13m to £54m = 13000000 GBP & 54000000 GBP
        from 340 to 311 million euros = 340000000 EUR & 311000000 EUR
        a 52-million-euro round = 52000000 EUR
        553 million in sales = 553000000 EUR b
        5 million customers = none
        Company 5 won = none
        $20k = 20000 USD
        """,
    "fr": """
        553 millions d'euros = 553000000 EUR
        23 072 M€ = 23072000000 EUR
        1.751 milliard d'euros = 1751000000 EUR
        1.751 millions d'euros = 1751000000 EUR
        596 milliards d'euros = 596000000000 EUR !
        2,2 Md€ = 2200000000 EUR
        1,6 Md£ = 1600000000 GBP
        450 M$ = 450000000 USD
        3,446 milliards d'euros = 3446000000 EUR
        un demi-milliard d'euros = 500000000 EUR
        deux millions d'euros = 2000000 EUR
        deux milliards et demi d'euros = 2500000000 EUR
        4,60 € = 4.6 EUR
        1 299,99 € = 1299.99 EUR
        -35 M€ = -35000000 EUR
        plus de 600 millions d'euros = 600000000 EUR ~
        entre 450 et 500 millions d'euros = 450000000 EUR ~r & 500000000 EUR ~r
        3 à 4 milliards d'euros = 3000000000 EUR ~r & 4000000000 EUR ~r
        de 340 à 311 millions d'euros = 340000000 EUR & 311000000 EUR
        26,7 millions = 26700000 EUR b
        2 millions de clients = none
        10 millions de dollars de pertes = 10000000 USD
        3,8 milliards de francs suisses = 3800000000 CHF
        cent millions d'euros = 100000000 EUR
        5 millions de livres sterling = 5000000 GBP
        7 milliards de couronnes suédoises = 7000000000 SEK
        """,
    "nl": """
        553 miljoen euro = 553000000 EUR
        € 150 miljoen = 150000000 EUR
        EUR 2,35 mrd = 2350000000 EUR
        € 97,8 mln = 97800000 EUR
        12.500 mln euro = 12500000000 EUR
        1.751 miljard euro = 1751000000 EUR
        anderhalf miljard euro = 1500000000 EUR
        een half miljard euro = 500000000 EUR
        drie tot vier miljard euro = 3000000000 EUR ~r & 4000000000 EUR ~r
        SEK 3,4 miljard = 3400000000 SEK
        3,4 miljard Zweedse kronen = 3400000000 SEK
        5 miljard rand = 5000000000 ZAR
        6 miljard roebel = 6000000000 RUB
        100 mln dollar = 100000000 USD
        20 miljoen pond = 20000000 GBP
        drie ton. = 300000 EUR b
        -6,2 mln euro = -6200000 EUR
        € -6,2 mln = -6200000 EUR
        ruim 180 miljoen euro = 180000000 EUR ~
        om en bij de 400 miljoen euro = 400000000 EUR ~
        88,3 mln = 88300000 EUR b
        2 miljoen klanten = none
        1.299 euro = 1299 EUR
        een investering van 50 miljoen = 50000000 EUR b
        """,
    "de": """
        553 Millionen Euro = 553000000 EUR
        5.719 Mio. Euro = 5719000000 EUR
        1,2 Mrd. Euro = 1200000000 EUR
        150 Mio. € = 150000000 EUR
        115,956 Milliarden Yuan = 115956000000 CNY
        eineinhalb Milliarden Euro = 1500000000 EUR
        eine halbe Milliarde Euro = 500000000 EUR
        eine Milliarde Euro = 1000000000 EUR
        zwei Millionen Euro = 2000000 EUR
        1'146 Millionen Franken = 1146000000 CHF
        CHF 3,8 Mrd. = 3800000000 CHF
        200 Millionen US-Dollar = 200000000 USD
        3 Milliarden Rubel = 3000000000 RUB
        3 Milliarden Rand = 3000000000 ZAR
        64,99 € = 64.99 EUR
        rund 52 Mio. Euro = 52000000 EUR ~
        knapp 40 Millionen Euro = 40000000 EUR ~
        zwischen 450 und 500 Millionen Euro = 450000000 EUR ~r & 500000000 EUR ~r
        von 340 auf 311 Millionen Euro = 340000000 EUR & 311000000 EUR
        die 50-Millionen-Euro-Investition = 50000000 EUR
        -35 Mio. Euro = -35000000 EUR
        600 Millionen = 600000000 EUR b
        2 Millionen Kunden = none
        4 Milliarden schwedische Kronen = 4000000000 SEK
        """,
    "es": """
        553 millones de euros = 553000000 EUR
        1.200 millones de euros = 1200000000 EUR
        2.753 M€ = 2753000000 EUR
        2,2 miles de millones de dólares = 2200000000 USD
        mil millones de euros = 1000000000 EUR
        dos mil millones de euros = 2000000000 EUR
        medio millón de euros = 500000 EUR
        un millón de euros = 1000000 EUR
        dos millones y medio de euros = 2500000 EUR
        6 millones de euros = 6000000 EUR
        1.200 € = 1200 EUR
        -35 M€ = -35000000 EUR
        casi 300 millones de euros = 300000000 EUR ~
        más de 600 millones = 600000000 EUR ~b
        entre 450 y 500 millones de euros = 450000000 EUR ~r & 500000000 EUR ~r
        de 340 a 311 millones de euros = 340000000 EUR & 311000000 EUR
        3 millones de libras = 3000000 GBP
        300 millones de francos suizos = 300000000 CHF
        2 millones de clientes = none
        100 euros = 100 EUR
        5 millones de yuanes = 5000000 CNY
        """,
    "it": """
        553 milioni di euro = 553000000 EUR
        2,4 mld di euro = 2400000000 EUR
        2,1 miliardi = 2100000000 EUR b
        mezzo miliardo di euro = 500000000 EUR
        un milione e mezzo di euro = 1500000 EUR
        600mila euro = 600000 EUR
        1.149 milioni di euro = 1149000000 EUR
        14.800 miliardi di won = 14800000000000 KRW
        12 mln = 12000000 EUR b
        4,60 euro = 4.6 EUR
        circa 200 milioni di euro = 200000000 EUR ~
        oltre 10 miliardi di euro = 10000000000 EUR ~
        tra 450 e 500 milioni di euro = 450000000 EUR ~r & 500000000 EUR ~r
        da 340 a 311 milioni di euro = 340000000 EUR & 311000000 EUR
        6,1 miliardi di dollari = 6100000000 USD
        300 milioni di sterline = 300000000 GBP
        due milioni di clienti = none
        un milione di euro = 1000000 EUR
        -35 milioni di euro = -35000000 EUR
        3 milioni di franchi svizzeri = 3000000 CHF
        """,
}


def _cases() -> list[tuple[str, str, str]]:
    found = []
    for language, lines in _PHRASES.items():
        for line in lines.strip().splitlines():
            phrase, _, meaning = line.strip().partition(" = ")
            found.append((language, phrase, meaning))
    return found


def _found(language: str, text: str, currency: str = "EUR") -> list[Amount]:
    return [
        item
        for sentence in sentences_of(text)
        for item in find_amounts(text, sentence, language, currency)
    ]


def _written(item: Amount) -> str:
    marks = "~" * item.is_approx + "r" * item.is_range
    marks += "b" * item.is_bare + "!" * item.is_misprint_suspect
    return f"{item.money.amount} {item.money.currency} {marks}".strip()


@pytest.mark.parametrize(("language", "phrase", "meaning"), _cases())
def test_phrase_means_amount(language: str, phrase: str, meaning: str) -> None:
    expected = [] if meaning == "none" else meaning.split(" & ")
    assert [_written(item) for item in _found(language, phrase)] == expected


def test_span_is_the_whole_amount() -> None:
    text = "Sie setzte 5.719 Mio. Euro um, nach € 1,2 Mrd. im Vorjahr."
    spans = [text[item.start : item.end] for item in _found("de", text)]
    assert spans == ["5.719 Mio. Euro", "€ 1,2 Mrd"]


def test_bare_amount_takes_the_currency_of_the_sentence_then_of_the_caller() -> None:
    text = "Sales reached £4.23bn, of which 1.2bn abroad"
    assert [item.money.currency for item in _found("en", text)] == ["GBP", "GBP"]
    assert [item.money.currency for item in _found("en", "It lost 12 million", "GBP")] == ["GBP"]


def test_doubtful_separator_keeps_both_readings() -> None:
    item = _found("fr", "1.751 millions d'euros")[0]
    assert item.alternative is not None
    assert (item.money.amount, item.alternative.amount) == (Decimal(1751000000), Decimal(1751000))
    assert _found("fr", "1,7 milliard d'euros")[0].alternative is None


def test_scale_tells_a_figure_from_a_price() -> None:
    assert [item.has_scale for item in _found("en", "€4.60 a share, €2.2bn in all")] == [
        False,
        True,
    ]


_WORDS = sorted({word for _, phrase, _ in _cases() for word in phrase.split()} | {"+", "1.2.3"})


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)),
    st.sampled_from([*LANGUAGES, ""]),
)
def test_any_text_gives_spans_inside_it(text: str, language: str) -> None:
    for sentence in sentences_of(text):
        for item in find_amounts(text, sentence, language):
            assert sentence.start <= item.start < item.end <= sentence.end
            assert item.money.amount.is_finite()
            assert text[item.start : item.end].strip() == text[item.start : item.end]
