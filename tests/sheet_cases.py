"""Tables of many shapes as people send them, and what must come out of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.read_cases import workbook


@dataclass(frozen=True)
class SheetCase:
    """A table and its facts: type, company, date, country, city (and amount in currency)."""

    name: str
    body: str | bytes
    facts: tuple[str, ...]
    bad_lines: tuple[int, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)


def lines(*texts: str) -> str:
    """Return a file's text from its lines."""
    return "\n".join(texts) + "\n"


OPEN_GENT = "store_opening Coolblue 2018-05-22 BE Gent"
OPEN_PARIS = "store_opening Xiaomi 2018-04-03 FR Paris"
ROWS = ["22/05/2018;Coolblue;Gent;BE", "03/04/2018;Xiaomi;Paris;FR"]
KNOWN = "store_opening Coolblue None BE Gent"

CASES = (
    SheetCase(
        "semicolons", "Date;Company;City;Country\n" + "\n".join(ROWS), (OPEN_GENT, OPEN_PARIS)
    ),
    SheetCase(
        "commas", lines("date,company,city,country", "2018-05-22,Coolblue,Gent,BE"), (OPEN_GENT,)
    ),
    SheetCase(
        "tabs",
        lines("Datum\tBedrijf\tStad\tLand", "22-5-2018\tCoolblue\tGent\tBelgië"),
        (OPEN_GENT,),
    ),
    SheetCase(
        "pipes",
        lines("Fecha|Empresa|Ciudad|País", "22/05/2018|Coolblue|Gante|Bélgica"),
        (OPEN_GENT,),
    ),
    SheetCase(
        "hint of Excel",
        lines("sep=;", "Date;Company;City;Country", "22/05/2018;Coolblue;Gent;BE"),
        (OPEN_GENT,),
    ),
    SheetCase(
        "mark and line ends",
        "\ufeffDate;Company;City;Country\r\n22/05/2018;Coolblue;Gent;BE\r\n",
        (OPEN_GENT,),
    ),
    SheetCase(
        "utf-16",
        lines("Datum;Firma;Ort;Land", "22.05.2018;Coolblue;Gent;Belgien").encode("utf-16"),
        (OPEN_GENT,),
    ),
    SheetCase(
        "cp1252",
        lines("Date d'ouverture;Société;Ville;Pays", "22 mai 2018;Coolblue;Gand;België").encode(
            "cp1252"
        ),
        (OPEN_GENT,),
    ),
    SheetCase(
        "German",
        lines("Eröffnungsdatum;Händler;Stadt;Land", "3. April 2018;Xiaomi;Köln;Deutschland"),
        ("store_opening Xiaomi 2018-04-03 DE Köln",),
    ),
    SheetCase(
        "Italian",
        lines("Data di apertura;Insegna;Città;Paese", "3 aprile 2018;Xiaomi;Milano;Italia"),
        ("store_opening Xiaomi 2018-04-03 IT Milano",),
    ),
    SheetCase(
        "American days",
        lines(
            "Date,Company,City,Country", "5/22/2018,Coolblue,Gent,BE", "4/3/2018,Xiaomi,Paris,FR"
        ),
        (OPEN_GENT, OPEN_PARIS),
    ),
    SheetCase(
        "serial days",
        workbook([["Date", "Company", "City", "Country"], [43242, "Coolblue", "Gent", "BE"]]),
        (OPEN_GENT,),
    ),
    SheetCase(
        "typed days",
        workbook(
            [["Date", "Company", "City", "Country"], [date(2018, 5, 22), "Coolblue", "Gent", "BE"]]
        ),
        (OPEN_GENT,),
    ),
    SheetCase(
        "title and blank rows above",
        lines(
            "Expansion tracker",
            "",
            "prepared by hand;;",
            "",
            "Date;Company;City;Country",
            "22/05/2018;Coolblue;Gent;BE",
        ),
        (OPEN_GENT,),
    ),
    SheetCase(
        "merged heads",
        workbook(
            [
                ["Where", None, "What", None],
                ["City", "Country", "Company", "Date"],
                ["Gent", "BE", "Coolblue", "2018-05-22"],
            ]
        ),
        (OPEN_GENT,),
    ),
    SheetCase(
        "blank head",
        lines("Date;Company;City;Country;;", "22/05/2018;Coolblue;Gent;BE;x;"),
        (OPEN_GENT,),
    ),
    SheetCase(
        "no head",
        lines("Coolblue,Gent,Belgium,2018-05-22", "Xiaomi,Paris,France,2018-04-03"),
        (OPEN_GENT, OPEN_PARIS),
    ),
    SheetCase(
        "types in words",
        lines(
            "Company;Event;Date;City;Country",
            "Coolblue;ouverture;22/05/2018;Gent;BE",
            "MediaMarkt;Schließung;2019;Köln;DE",
        ),
        (OPEN_GENT, "store_closing MediaMarkt 2019 DE Köln"),
    ),
    SheetCase(
        "opened and closed",
        lines("Company;City;Country;Opened;Closed", "Coolblue;Gent;BE;22/05/2018;31/12/2020"),
        (OPEN_GENT, "store_closing Coolblue 2020-12-31 BE Gent"),
    ),
    SheetCase(
        "closings only",
        lines("Company;City;Country;Closing date", "Coolblue;Gent;BE;31/12/2020"),
        ("store_closing Coolblue 2020-12-31 BE Gent",),
    ),
    SheetCase(
        "store list with points",
        lines(
            "store_name,lat,lng,address,city,brand",
            "Coolblue Gent,51.05,3.72,Veldstraat 1,Gent,Coolblue",
        ),
        (KNOWN,),
        columns={"lat": "lat", "lon": "lng"},
    ),
    SheetCase(
        "company in the title",
        lines("Coolblue store list", "", "Ville;Adresse", "Gand;Rue Neuve 1"),
        (KNOWN,),
    ),
    SheetCase(
        "point in one column",
        lines("Enseigne;Ville;Pays;Coordonnées", 'Coolblue;Gand;Belgique;"51,05; 3,72"'),
        (KNOWN,),
        columns={"latlon": "Coordonnées"},
    ),
    SheetCase(
        "decimal commas in points",
        lines("Company;City;Country;Latitude;Longitude", "Coolblue;Gent;BE;51,0543;3,7174"),
        (KNOWN,),
        columns={"lat": "Latitude"},
    ),
    SheetCase(
        "points swapped",
        lines(
            "Company;City;Country;Lat;Lon",
            "Xiaomi;Paris;FR;2,35;48,85",
            "Xiaomi;Los Angeles;US;-118,24;34,05",
        ),
        ("store_opening Xiaomi None FR Paris", "store_opening Xiaomi None US Los Angeles"),
        columns={"lat": "Lon", "lon": "Lat"},
    ),
    SheetCase(
        "revenue in millions",
        lines("Entreprise;Exercice;Chiffre d'affaires (M€)", "Fnac Darty;2023;7.875,5"),
        ("results Fnac Darty None   7875500000 EUR",),
    ),
    SheetCase(
        "revenue in thousands",
        lines("Unternehmen;Geschäftsjahr;Umsatz in TEUR", "Ceconomy;2023/24;22.400.100"),
        ("results Ceconomy None   22400100000 EUR",),
    ),
    SheetCase(
        "amounts with signs",
        lines("Company;Period;Revenue", "Coolblue;2018;€ 1,35 Mrd.", "Currys;FY2019/20;£450m"),
        ("results Coolblue None   1350000000 EUR", "results Currys None   450000000 GBP"),
    ),
    SheetCase(
        "sum at the end",
        lines("Company;Year;Revenue (EUR)", "Coolblue;2018;1.350.000", "Total;;1.350.000"),
        ("results Coolblue None   1350000 EUR",),
        (3,),
    ),
    SheetCase(
        "heads repeated",
        lines(
            "Date;Company;City;Country",
            "22/05/2018;Coolblue;Gent;BE",
            "Date;Company;City;Country",
            "03/04/2018;Xiaomi;Paris;FR",
        ),
        (OPEN_GENT, OPEN_PARIS),
        (3,),
    ),
    SheetCase(
        "second sheet holds the table",
        workbook(
            [["Read me"]],
            [["Date", "Company", "City", "Country"], [date(2018, 5, 22), "Coolblue", "Gent", "BE"]],
        ),
        (OPEN_GENT,),
    ),
    SheetCase(
        "empty marks", lines("Date;Company;City;Country;Link", "n/a;Coolblue;Gent;BE;-"), (KNOWN,)
    ),
    SheetCase(
        "month and quarter",
        lines("Date;Company;City;Country", "May 2018;Coolblue;Gent;BE", "Q2 2018;Xiaomi;Paris;FR"),
        ("store_opening Coolblue 2018-05 BE Gent", "store_opening Xiaomi 2018-Q2 FR Paris"),
    ),
    SheetCase(
        "line end in a cell",
        lines(
            "Date;Company;Note;City;Country",
            '22/05/2018;Coolblue;"two',
            'lines";Gent;BE',
            "x;Xiaomi;;Paris;FR",
        ),
        (OPEN_GENT,),
        (4,),
    ),
    SheetCase(
        "quote never closed",
        lines(
            "Date;Company;Note;City;Country",
            '22/05/2018;Coolblue;the 5" one;Gent;BE',
            "03/04/2018;Xiaomi;;Paris;FR",
        ),
        (OPEN_GENT, OPEN_PARIS),
    ),
    SheetCase(
        "funding rounds",
        lines(
            "Company;Type;Date;Amount raised;Currency",
            "Back Market;funding round;14/06/2018;41 million;EUR",
        ),
        ("funding Back Market 2018-06-14   41000000 EUR",),
    ),
)
