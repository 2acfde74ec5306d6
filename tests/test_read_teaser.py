"""Related items leave the article and become articles of their own, with their own days."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitrine.article import Article
from vitrine.event import PartialDate
from vitrine.read.day import find_day
from vitrine.read.teaser import split_article, split_teasers
from vitrine.read.teaser_word import date_line, dated_title, teaser_words

MAIN = (
    "Le distributeur Exemple ouvre samedi un magasin à Namur, son troisième en Wallonie.",
    "La direction prévoit une vingtaine d'embauches et deux autres ouvertures avant l'été.",
)
ITEMS = (
    ("Exemple ferme son dépôt de Mons", "06/07/2018", "Le dépôt emploie douze personnes."),
    ("Une enseigne néerlandaise arrive à Liège", "21/06/2018", "Elle y loue mille mètres carrés."),
    ("Le marché des téléphones recule", "14/06/2018", "Les ventes baissent de trois pour cent."),
)


def seed_like(heading: str = "Gerelateerde items") -> str:
    """Return a page saved as text: title thrice, credit, article, contact line, dated items."""
    title = "Exemple s'installe à Namur"
    items = "\n\n".join("\n\n".join(item) for item in ITEMS)
    head = f"{title}\n\n{title}\n\n{title}\nShutterstock.com"
    tail = "Questions or comments? Please feel free to contact the editors"
    return f"{head}\n\n{MAIN[0]}\n\n{MAIN[1]}\n\n{tail}\n\n\n{heading}\n\n{items}\n"


def main_of(text: str) -> str:
    return split_article(Article("a", text))[0].text


def titles(text: str, published: str = "") -> list[tuple[str, str]]:
    day = PartialDate.parse(published) if published else None
    return [(t.title, str(t.published or "")) for t in split_teasers(text, day)[1]]


def test_a_saved_page_gives_the_article_and_its_dated_items() -> None:
    text = seed_like()
    main, *children = split_article(Article("page", text, outlet="Journal", language="fr"))
    assert MAIN[0] in main.text and MAIN[1] in main.text
    assert "Shutterstock" not in main.text and "contact the editors" not in main.text
    assert [child.article_id for child in children] == ["page#2", "page#3", "page#4"]
    assert [(c.title, str(c.published), c.text) for c in children] == [
        (title, "-".join(reversed(day.split("/"))), body) for title, day, body in ITEMS
    ]
    assert {(c.parent_id, c.outlet, c.language, c.published_from) for c in children} == {
        ("page", "Journal", "fr", "text")
    }


def test_offsets_point_into_the_text_given() -> None:
    text = "Intro ligne de contact\n\n" + seed_like() + "\n\nLire aussi : Exemple recrute à Arlon\n"
    for part in split_article(Article("page", text, offset=7)):
        start = part.offset - 7
        shown = text[start : start + len(part.text)]
        assert len(shown) == len(part.text)
        for given_char, char in zip(shown, part.text, strict=True):
            assert char == given_char or char == " "


@pytest.mark.parametrize(
    "heading",
    [
        "Gerelateerde items",
        "LIRE AUSSI",
        "À lire aussi",
        "À lire aussi :",
        "Lees ook:",
        "Lees meer",
        "Meer nieuws",
        "Mehr zum Thema",
        "Mehr zum Thema Exemple",
        "Lesen Sie auch",
        "Related",
        "Related articles",
        "Read more",
        "Te puede interesar",
        "También te puede interesar",
        "Noticias relacionadas",
        "Leggi anche",
        "Articoli correlati",
        "Potrebbe interessarti anche",
        "*** Vous aimerez aussi ***",
        "► Sur le même sujet",
        "Te lezen in hetzelfde dossier",
        "Das könnte Sie auch interessieren",
        "Aanbevolen artikelen",
    ],
)
def test_blocks_are_known_by_their_heading_in_six_languages(heading: str) -> None:
    assert [title for title, _ in titles(seed_like(heading))] == [item[0] for item in ITEMS]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("06/07/2018", "2018-07-06"),
        ("6.7.2018", "2018-07-06"),
        ("06-07-18", "2018-07-06"),
        ("2018-07-06", "2018-07-06"),
        ("2018-07-06T10:30:00+02:00", "2018-07-06"),
        ("6 juli 2018", "2018-07-06"),
        ("vrijdag 6 juli 2018 om 10:30", "2018-07-06"),
        ("Publié le 6 juillet 2018 à 10h30", "2018-07-06"),
        ("1er août 2018", "2018-08-01"),
        ("6. Juli 2018, 10:30 Uhr", "2018-07-06"),
        ("July 6, 2018", "2018-07-06"),
        ("6th July 2018", "2018-07-06"),
        ("6 de julio de 2018", "2018-07-06"),
        ("venerdì 6 luglio 2018", "2018-07-06"),
        ("06/07/2018 | Nieuws", "2018-07-06"),
        ("6 juli 2018 door Jan Peeters", "2018-07-06"),
        ("07/16/2018", "2018-07-16"),
        ("Mai 2018", "2018-05"),
        ("6 juil. 2018", "2018-07-06"),
    ],
)
def test_dates_beside_titles_are_read_in_many_forms(line: str, day: str) -> None:
    assert date_line(line, teaser_words(), None) == (True, PartialDate.parse(day))


@pytest.mark.parametrize(
    "line",
    [
        "Coolblue opent op 6 juli 2018 een winkel in Gent",
        "311 miljoen",
        "Il y a une vie après la fermeture",
        "",
        "12.345.678",
        "99/99/2018",
    ],
)
def test_other_lines_are_no_dates(line: str) -> None:
    assert not date_line(line, teaser_words(), None)[0]


def test_a_date_without_a_year_is_the_last_before_publication() -> None:
    published = PartialDate.parse("2019-02-01")
    assert str(find_day("6 juli", published).date) == "2018-07-06"  # type: ignore[union-attr]
    assert find_day("6 juli") is None
    assert date_line("il y a 3 jours", teaser_words(), published) == (True, None)


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        ("03/10/2025 – Telefoons in 500 winkels", "Telefoons in 500 winkels", "2025-10-03"),
        ("16/05/2018 Two rivals buy together", "Two rivals buy together", "2018-05-16"),
        ("Guía: diez auriculares (02/10/2025)", "Guía: diez auriculares", "2025-10-02"),
        ("Laden in der Passage zu (Mai 2025)", "Laden in der Passage zu", "2025-05"),
        ("Un magasin ferme à Metz - 6 juillet 2018", "Un magasin ferme à Metz", "2018-07-06"),
    ],
)
def test_titles_and_dates_of_one_line_are_told_apart(line: str, title: str, day: str) -> None:
    found = dated_title(line, None)
    assert found is not None
    assert (line[found.start : found.end], str(found.date)) == (title, day)


@pytest.mark.parametrize("bullet", ["–", "-", "•", "→", "▪", "*", "1."])
def test_bulleted_one_liners_do_not_stay_in_the_article(bullet: str) -> None:
    items = f"{bullet} Weihnachtsmärkte unter 2G\n{bullet} Saturn zieht um\n"
    text = f"{MAIN[0]}\n\nMehr zum Thema\n{items}"
    assert main_of(text) == MAIN[0]
    assert titles(text) == [("Weihnachtsmärkte unter 2G", ""), ("Saturn zieht um", "")]


def test_bullets_of_the_article_itself_stay() -> None:
    text = f"{MAIN[0]}\n\n• Casque : 179 € au lieu de 249 €\n• Barre de son : 119 €\n\n{MAIN[1]}"
    assert split_article(Article("a", text)) == [Article("a", text)]


def test_the_article_goes_on_behind_a_block_in_its_middle() -> None:
    text = (
        f"{MAIN[0]}\n\nLire aussi\nExemple ferme un magasin à Tournai\n\nDes embauches prévues\n\n"
        f"{MAIN[1]}\n\nLees ook:\n• Voorbeeld sluit in Gent (14/02/2017)\n{MAIN[0]}"
    )
    main = main_of(text)
    assert main.count(MAIN[0]) == 2 and MAIN[1] in main and "Des embauches prévues" in main
    assert "Tournai" not in main and "Gent" not in main
    assert titles(text) == [
        ("Exemple ferme un magasin à Tournai", ""),
        ("Voorbeeld sluit in Gent", "2017-02-14"),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Lire aussi : Exemple ferme à Mons", "Exemple ferme à Mons"),
        ("À lire aussi – Exemple ferme à Mons", "Exemple ferme à Mons"),
        ("Lees ook: Voorbeeld sluit in Gent", "Voorbeeld sluit in Gent"),
        ("Lees ook Voorbeeld sluit zijn winkel in Gent", "Voorbeeld sluit zijn winkel in Gent"),
        ("LESEN SIE AUCH: Beispiel schließt in Köln", "Beispiel schließt in Köln"),
        ("[Leggi anche: Esempio chiude a Milano]", "Esempio chiude a Milano]"),
        ("→ Read more: Example shuts in Leeds", "Example shuts in Leeds"),
    ],
)
def test_pointers_of_one_line_leave_the_article(line: str, title: str) -> None:
    text = f"{MAIN[0]}\n\n{line}\n\n{MAIN[1]}"
    main = main_of(text)
    assert MAIN[0] in main and MAIN[1] in main and title not in main
    assert [found for found, _ in titles(text)] == [title]


def test_pointers_in_brackets_leave_the_sentence() -> None:
    text = "Exemple ouvre à Namur (lire aussi : Exemple ferme à Mons) et recrute dix personnes."
    main = main_of(text)
    assert "Mons" not in main and "recrute dix personnes." in main and len(main) == len(text)


def test_dated_items_under_an_unknown_heading_are_found() -> None:
    text = f"{MAIN[0]}\n\nUit ons archief van de sector\n" + "\n".join(
        f"0{n}/10/2025 – Winkel nummer {n} gaat open" for n in (1, 2, 3)
    )
    assert main_of(text) == MAIN[0]
    assert [day for _, day in titles(text)] == ["2025-10-01", "2025-10-02", "2025-10-03"]


def test_undated_titles_with_short_texts_are_items() -> None:
    text = f"{MAIN[0]}\n\nMeer nieuws\n" + "\n".join(
        f"Winkel {n} verhuist naar Brugge\nDe winkel krijgt een plek in de Steenstraat."
        for n in (1, 2)
    )
    _, *children = split_article(Article("a", text))
    assert [child.title for child in children] == [
        "Winkel 1 verhuist naar Brugge",
        "Winkel 2 verhuist naar Brugge",
    ]
    assert all(child.text.startswith("De winkel krijgt") for child in children)


@pytest.mark.parametrize(
    "line",
    [
        "© 2018 Journal Test",
        "Foto: archief",
        "Abonnez-vous à notre newsletter",
        "Deel dit artikel",
        "Diese Website verwendet Cookies, um Ihnen mehr zu bieten.",
        "Tags: retail, elektro",
        "Publicité",
        "(Reporting by our desk)",
        "Schrijf je in voor onze nieuwsbrief",
        "Todos los derechos reservados",
    ],
)
def test_lines_of_the_page_are_left_out(line: str) -> None:
    assert main_of(f"{MAIN[0]}\n\n{line}\n\n{MAIN[1]}").split() == " ".join(MAIN).split()


@pytest.mark.parametrize(
    "line",
    [
        "Delen van het assortiment verdwijnen uit de winkel in Gent.",
        "Meer nieuws over de fusie volgt volgende week, zegt de directie.",
        "Lees ook eens de voorwaarden, raadt de bond aan.",
        "More than thirty shops will close, the company said.",
        "Die Reaktionen auf die Schließung in Köln",
    ],
)
def test_sentences_that_only_begin_alike_stay(line: str) -> None:
    text = f"{MAIN[0]}\n\n{line}\n\n{MAIN[1]}"
    assert main_of(text) == text


def test_an_item_is_not_split_again() -> None:
    child = split_article(Article("page", seed_like()))[1]
    assert split_article(child) == [child]


LINES = st.sampled_from(
    [
        "Lire aussi",
        "Lees ook: Foo bar",
        "",
        "• Titre court",
        "06/07/2018",
        "Un titre sans point",
        "Titre (Mai 2025)",
        MAIN[0],
        "© X",
        "Ein Satz (siehe auch: Bar) geht weiter.",
        "\x00İ",
        "ß1",
    ]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=30).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_split_without_overlap(text: str) -> None:
    spans, teasers = split_teasers(text, None)
    ends = [0]
    for start, end in spans:
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)
    previous = 0
    for item in teasers:
        assert previous <= item.start <= item.body_start <= item.end <= len(text)
        assert item.title in text[item.start : item.end]
        assert not any(start < item.end and item.start < end for start, end in spans)
        previous = item.end


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_keeps_its_offsets(text: str) -> None:
    for part in split_article(Article("a", text)):
        shown = text[part.offset : part.offset + len(part.text)]
        assert all(a in (b, " ") for a, b in zip(part.text, shown, strict=True))
