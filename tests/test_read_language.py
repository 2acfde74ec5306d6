"""The six languages are told apart; another language is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitrine.article import LANGUAGES
from vitrine.read.language import detect_language

SIX = {
    "en": "The retailer said on Monday that it would open twelve shops before the end of the year.",
    "fr": "Le distributeur a annoncé lundi l'ouverture de douze magasins avant la fin de l'année.",
    "nl": "De keten maakte maandag bekend dat ze voor het einde van het jaar twaalf winkels opent.",
    "de": "Der Händler kündigte am Montag an, bis zum Jahresende zwölf Filialen zu eröffnen.",
    "es": "La cadena anunció el lunes que abrirá doce tiendas antes de que termine el año.",
    "it": "La catena ha annunciato lunedì l'apertura di dodici negozi entro la fine dell'anno.",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [1, 20])
def test_each_of_the_six_is_told(language: str, times: int) -> None:
    assert detect_language(" ".join([SIX[language]] * times)) == language


@pytest.mark.parametrize(
    "text",
    [
        "Sieć ogłosiła w poniedziałek, że do końca roku otworzy dwanaście sklepów w kraju.",
        "A rede anunciou na segunda-feira que vai abrir doze lojas até ao fim do ano.",
        "Kedjan meddelade på måndagen att den öppnar tolv butiker före årets slut.",
        "Kæden oplyste mandag, at den åbner tolv butikker inden årets udgang.",
        "Сеть объявила в понедельник об открытии двенадцати магазинов до конца года.",
        "该公司周一宣布将在年底前开设十二家商店，并计划进一步扩张。",
        "Zincir pazartesi günü yıl sonuna kadar on iki mağaza açacağını duyurdu.",
    ],
)
def test_another_language_is_none_of_the_six(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize("text", ["", "   ", "Coolblue", "12.345 € 2018", "Fnac Darty", "!!! ???"])
def test_too_few_words_tell_nothing(text: str) -> None:
    assert detect_language(text) == ""


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_has_one_of_the_six_or_none(text: str) -> None:
    assert detect_language(text) in ("", *LANGUAGES)
