"""Companies, people and unknown names are found in sentences of our own, in six languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.article import LANGUAGES
from vitrine.errors import DataError
from vitrine.extract.name.alias import load_aliases, load_watch_list
from vitrine.extract.name.person import find_persons
from vitrine.extract.name.who import find_unknown_names, load_company_matcher
from vitrine.extract.text import sentences_of
from vitrine.settings import Settings

DATA = Settings().data_dir
MATCHER = load_company_matcher(DATA)

COMPANIES = [
    ("en", "Coolblue is opening a shop next to the Fnac.", ["Coolblue", "Fnac"]),
    ("en", "Shares in AO rose after Currys named a rival.", ["AO World", "Currys"]),
    ("en", "Nothing has been decided about the lease.", []),
    ("en", "Nothing, the London smartphone maker, wants a shop.", ["Nothing"]),
    ("en", "But the landlord refused.", []),
    ("en", "The next target is a free action for the public.", []),
    ("en", "Currys' Greek arm Kotsovolos went to Public Power Corporation.",
     ["Currys", "Kotsovolos", "Public Power Corporation"]),
    ("en", "Apple's lease ends; the Mi Store stays.", ["Apple", "Xiaomi"]),
    ("en", "refurbed raised money from Evli Growth Partners.",
     ["Refurbed", "Evli Growth Partners"]),
    ("en", "The Virgin Atlantic lounge sells headphones.", []),
    ("en", "JD Sports moves in where Comet, the British retailer, left.", ["Comet"]),
    ("en", "The comet was seen from Joan Miró's house.", []),
    ("fr", "Orange et Free se disputent les abonnés de l'opérateur.", ["Orange", "Free"]),
    ("fr", "Le logo orange du magasin est libre.", []),
    ("fr", "Fnac Darty cède Nature & Découvertes.", ["Fnac Darty", "Nature & Découvertes"]),
    ("fr", "L'enseigne BUT et la chaîne Boulanger ouvrent.", ["BUT", "Boulanger"]),
    ("fr", "Le boulanger du village ferme.", []),
    ("fr", "Fnac-Darty et l'ex-Darty de Lille.", ["Fnac Darty", "Darty"]),
    ("fr", "Vesa Equity Investment monte au capital.", ["EP Group"]),
    ("fr", "La ligne de métro et la station de Metro Bruxelles.", []),
    ("nl", "Coolblue-winkel opent naast MediaMarkt.", ["Coolblue", "MediaMarkt"]),
    ("nl", "bol en bol.com groeien sneller dan Vanden Borre.", ["bol", "bol", "Fnac Vanden Borre"]),
    ("nl", "Hij gooide een bol naar de etalage.", []),
    ("nl", "HAL blijft aandeelhouder, in de hal staat niemand.", ["HAL"]),
    ("nl", "Keten Action opent zijn honderdste filiaal.", ["Action"]),
    ("nl", "De fiscus komt in actie.", []),
    ("nl", "Van het Noorse Power neemt MediaMarkt winkels over.", ["Power", "MediaMarkt"]),
    ("de", "Coolblues Umsatz steigt, MediaMarkt-Filialen schließen.", ["Coolblue", "MediaMarkt"]),
    ("de", "Die Media-Märkte gehen an M.video.", ["MediaMarkt", "M.video"]),
    ("de", "Saturn und Ceconomy kommentieren das nicht.", ["Saturn", "Ceconomy"]),
    ("de", "Der Planet Saturn steht am Himmel.", []),
    ("de", "Die Action beginnt, der Expert rät zur Power.", []),
    ("de", "Expert, die Verbundgruppe aus Langenhagen, wächst.", ["Expert"]),
    ("es", "El Corte Inglés y PcComponentes abren tiendas.", ["El Corte Inglés", "PcComponentes"]),
    ("es", "Nos gusta más que antes.", []),
    ("es", "Phone House presenta un ERE; K-tuin, no.", ["Phone House", "K-tuin"]),
    ("es", "La fundación Joan Miró reabre.", []),
    ("es", "El precio alza el vuelo con el allegro.", []),
    ("it", "Unieuro resta di Fnac Darty, Bennet ospita MediaWorld.",
     ["Unieuro", "Fnac Darty", "Bennet", "MediaWorld"]),
    ("it", "Trony ed Euronics aprono; Esselunga no.", ["Trony", "Euronics", "Esselunga"]),
    ("it", "La domanda alza i prezzi.", []),
    ("it", "JD.com punta su Ceconomy.", ["JD.com", "Ceconomy"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), COMPANIES)
def test_companies_of_a_sentence(language: str, text: str, expected: list[str]) -> None:
    found = [
        item
        for sentence in sentences_of(text)
        for item in MATCHER.find(sentence.tokens, text, language)
    ]
    assert [item.company for item in found] == expected
    assert all(text[item.start : item.end].strip() == text[item.start : item.end] for item in found)


def test_span_leaves_out_genitive_and_rest_of_compound() -> None:
    text = "Coolblues Kunden, MediaMarkt-Filialen und Ex-Darty"
    found = MATCHER.find(sentences_of(text)[0].tokens, text, "de")
    assert [text[item.start : item.end] for item in found] == ["Coolblue", "MediaMarkt", "Darty"]


def test_ambiguous_name_is_believed_when_the_article_tells() -> None:
    text = "Power sells its shops."
    tokens = sentences_of(text)[0].tokens
    assert MATCHER.find(tokens, text, "en") == []
    context = frozenset({"the", "norwegian", "chain"})
    assert [item.company for item in MATCHER.find(tokens, text, "en", context)] == ["Power"]


def test_kind_month_and_home_come_from_the_files() -> None:
    assert MATCHER.fiscal_start_month("Ceconomy") == 10
    assert MATCHER.home_country("Elkjøp") == "NO"
    assert MATCHER.fiscal_start_month("of nobody") == 1
    assert MATCHER.home_country("of nobody") == ""
    found = MATCHER.find(sentences_of("Swappie")[0].tokens)
    assert found[0].kind == "refurbisher"


def test_watch_list_holds_the_trade() -> None:
    companies = load_watch_list(DATA)
    assert len(companies) >= 350
    assert len({alias.company for alias in load_aliases(DATA, companies)}) >= 350


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("Acer,brand,TW,1,", "Acer,brand,TW,13,", "fiscal_start_month"),
        ("Acer,brand,TW,1,", "Apple,brand,TW,1,", "company"),
    ],
)
def test_wrong_line_of_the_watch_list_is_named(tmp_path, old, new, column) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "lexicon"
    folder.mkdir()
    for name in ("companies.csv", "parents.csv"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    text = (DATA / "lexicon" / "watch.csv").read_text("utf-8")
    assert old in text
    (folder / "watch.csv").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DataError, match=column):
        load_watch_list(tmp_path)


PERSONS = [
    ("en", "Chief executive Alex Baldock leaves.", ["Alex Baldock"]),
    ("en", "Black Friday starts on Monday in New York.", []),
    ("fr", "La directrice Ségolène Kerbrat succède à Jean-Pierre Martin.",
     ["Ségolène Kerbrat", "Jean-Pierre Martin"]),
    ("fr", "Le milliardaire tchèque Daniel Kretinsky monte.", ["Daniel Kretinsky"]),
    ("nl", "Topman Pieter Zwart en Matthias De Clercq vertrekken.",
     ["Pieter Zwart", "Matthias De Clercq"]),
    ("de", "Finanzchef Kai-Ulrich Deissner folgt auf Karsten Wildberger.",
     ["Kai-Ulrich Deissner", "Karsten Wildberger"]),
    ("de", "Der Neue Markt und die Große Koalition.", []),
    ("es", "La consejera delegada, Cristina Álvarez, dimite.", ["Cristina Álvarez"]),
    ("it", "Il presidente Giovanni De Santis lascia.", ["Giovanni De Santis"]),
    ("nl", "Topman Jan De Vos spreekt.", ["Jan De Vos"]),
    ("it", "Lunedì Prime Day su tutti gli iPhone.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), PERSONS)
def test_persons_of_a_sentence(language: str, text: str, expected: list[str]) -> None:
    (sentence,) = sentences_of(text)
    assert [item.name for item in find_persons(text, sentence, language)] == expected


NAMES = [
    ("en", "The fund Halden Ventures and the chain Zwipp joined.",
     [("Halden Ventures", "company"), ("Zwipp", "company")]),
    ("en", "Yesterday the store closed on Black Friday.", []),
    ("en", "It sells the iPhone 15 and the Galaxy.", []),
    ("fr", "Le magasin était confié à un exploitant, Lumitel SA, en liquidation.",
     [("Lumitel SA", "company")]),
    ("fr", "Vendredi, l'Autorité a parlé.", []),
    ("nl", "De keten Boltronic stopt.", [("Boltronic", "company")]),
    ("de", "Der Betreiber Nordlicht verkauft die Filiale an das Unternehmen.",
     [("Nordlicht", "company")]),
    ("de", "Die Kunden kaufen Waschmaschinen im Laden.", []),
    ("es", "El inversor Valdepinar entra en la tienda.", [("Valdepinar", "company")]),
    ("it", "Il gruppo Ferrandis compra.", [("Ferrandis", "company")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), NAMES)
def test_unknown_names_of_a_sentence(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    (sentence,) = sentences_of(text)
    found = find_unknown_names(text, sentence, language)
    assert [(item.text, item.kind) for item in found] == expected


def test_known_spans_are_no_unknown_names() -> None:
    text = "The chain Zwipp grows."
    (sentence,) = sentences_of(text)
    assert find_unknown_names(text, sentence, "en", [(10, 15)]) == []


_WORDS = st.sampled_from(
    ["Coolblue", "bol", "Media", "Markt", "Pieter", "Zwart", "CEO", "de", "&", ".", "’", "M.video",
     "Fnac-Darty", "SA", "«", "ÉÉ", "iPhone", "\n", "-", "2", "Ñ"]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(_WORDS).map(" ".join)),
    st.sampled_from([*LANGUAGES, "", "xx"]),
)
def test_any_text_is_read_and_every_span_lies_inside(text: str, language: str) -> None:
    for sentence in sentences_of(text):
        companies = MATCHER.find(sentence.tokens, text, language)
        known = [(item.start, item.end) for item in companies]
        persons = find_persons(text, sentence, language, known)
        names = find_unknown_names(text, sentence, language, known)
        for item in (*companies, *persons, *names):
            assert sentence.start <= item.start < item.end <= sentence.end
            assert not text[item.start].isspace()
            assert not text[item.end - 1].isspace()
        for name in names:
            assert text[name.start : name.end] == name.text
            assert not any(name.start < end and start < name.end for start, end in known)
