"""Measures ingest: own synthetic articles in, events out; prints seconds and peak memory.

python -m scripts.bench_ingest --articles 10000
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from vitrine.ingest.run import ingest
from vitrine.settings import load_settings

COMPANIES = (
    *("Coolblue", "MediaMarkt", "Saturn", "Fnac", "Darty", "Boulanger", "Xiaomi", "Apple"),
    *("Samsung", "Krëfel", "Vanden Borre", "Unieuro", "Euronics", "Expert", "Back Market"),
)
CITIES = {
    "en": ("London", "Dublin", "Manchester", "Leeds", "Glasgow", "Bristol"),
    "fr": ("Paris", "Lyon", "Lille", "Bordeaux", "Nantes", "Toulouse"),
    "nl": ("Amsterdam", "Rotterdam", "Utrecht", "Gent", "Antwerpen", "Breda"),
    "de": ("Berlin", "Hamburg", "München", "Köln", "Leipzig", "Dortmund"),
    "es": ("Madrid", "Barcelona", "Valencia", "Sevilla", "Zaragoza", "Bilbao"),
    "it": ("Milano", "Roma", "Torino", "Bologna", "Napoli", "Firenze"),
}
NEWS = {
    "en": (
        "{company} opened a store in {city} on {day} {month} {year}.",
        "{company} will close its shop in {city} at the end of {year}.",
        "{company} reported revenue of {amount} million euros for {year}, up {percent}%.",
        "{company} is to acquire {other} for {amount} million euros.",
    ),
    "fr": (
        "{company} a ouvert un magasin à {city} le {day} {month} {year}.",
        "{company} fermera son magasin de {city} fin {year}.",
        "{company} a réalisé un chiffre d'affaires de {amount} millions d'euros en {year}, "
        "en hausse de {percent} %.",
        "{company} rachète {other} pour {amount} millions d'euros.",
    ),
    "nl": (
        "{company} opende op {day} {month} {year} een winkel in {city}.",
        "{company} sluit eind {year} de winkel in {city}.",
        "{company} behaalde in {year} een omzet van {amount} miljoen euro, {percent} procent meer.",
        "{company} neemt {other} over voor {amount} miljoen euro.",
    ),
    "de": (
        "{company} hat am {day}. {month} {year} eine Filiale in {city} eröffnet.",
        "{company} schließt Ende {year} die Filiale in {city}.",
        "{company} erzielte {year} einen Umsatz von {amount} Millionen Euro, ein Plus von "
        "{percent} Prozent.",
        "{company} übernimmt {other} für {amount} Millionen Euro.",
    ),
    "es": (
        "{company} abrió una tienda en {city} el {day} de {month} de {year}.",
        "{company} cerrará su tienda de {city} a finales de {year}.",
        "{company} facturó {amount} millones de euros en {year}, un {percent}% más.",
        "{company} compra {other} por {amount} millones de euros.",
    ),
    "it": (
        "{company} ha aperto un negozio a {city} il {day} {month} {year}.",
        "{company} chiuderà il negozio di {city} alla fine del {year}.",
        "{company} ha registrato ricavi per {amount} milioni di euro nel {year}, in crescita del "
        "{percent}%.",
        "{company} acquisisce {other} per {amount} milioni di euro.",
    ),
}
MONTHS = {
    "en": ("March", "May", "September"),
    "fr": ("mars", "mai", "septembre"),
    "nl": ("maart", "mei", "september"),
    "de": ("März", "Mai", "September"),
    "es": ("marzo", "mayo", "septiembre"),
    "it": ("marzo", "maggio", "settembre"),
}
FILLER = {
    "en": "The chain says that customers want advice as well as low prices. Analysts see the "
    "market under pressure, and staff in the region were told in the morning. ",
    "fr": "L'enseigne explique que ses clients veulent des conseils autant que des prix bas. Les "
    "analystes jugent le marché sous pression, et les équipes ont été prévenues le matin. ",
    "nl": "De keten zegt dat klanten naast lage prijzen ook advies willen. Analisten zien de markt "
    "onder druk staan, en het personeel in de regio werd 's ochtends ingelicht. ",
    "de": "Die Kette sagt, dass Kunden neben niedrigen Preisen auch Beratung wollen. Fachleute "
    "sehen den Markt unter Druck, und die Belegschaft wurde am Morgen unterrichtet. ",
    "es": "La cadena explica que los clientes quieren consejo además de precios bajos. Los "
    "analistas ven el mercado bajo presión, y la plantilla fue informada por la mañana. ",
    "it": "La catena spiega che i clienti vogliono consigli oltre a prezzi bassi. Gli analisti "
    "vedono il mercato sotto pressione, e il personale è stato informato al mattino. ",
}


def synthetic_articles(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield articles of about 1,500 characters with one or two facts each."""
    draw = random.Random(seed)  # noqa: S311  no secret hangs on it
    for number in range(count):
        language = draw.choice(tuple(NEWS))
        published = date(2014, 1, 1) + timedelta(days=draw.randrange(4000))
        facts = [_fact(draw, language, published) for _ in range(draw.choice((1, 1, 2)))]
        filler = FILLER[language] * 4
        yield {
            "id": f"synthetic-{number:06d}",
            "url": f"https://news{number % 40}.example/{language}/{number}",
            "outlet": f"News {number % 40}",
            "language": language,
            "published": published.isoformat(),
            "title": facts[0].rstrip("."),
            "text": f"{facts[0]} {filler}\n" + "\n".join(f"{fact} {filler}" for fact in facts[1:]),
        }


def _fact(draw: random.Random, language: str, published: date) -> str:
    company, other = draw.sample(COMPANIES, 2)
    return draw.choice(NEWS[language]).format(
        company=company,
        other=other,
        city=draw.choice(CITIES[language]),
        day=draw.randrange(1, 28),
        month=draw.choice(MONTHS[language]),
        year=published.year,
        amount=draw.randrange(20, 900),
        percent=draw.randrange(1, 20),
    )


def main() -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = folder / "articles"
        articles.mkdir()
        for item in synthetic_articles(options.articles, seed=1):
            path = articles / f"{item['id']}.json"
            path.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
        settings = replace(
            load_settings(), inbox_dir=folder / "inbox", snapshot_dir=folder / "snapshots"
        )
        for run in ("first", "again"):
            started, used = time.perf_counter(), time.process_time()
            report = ingest([str(articles)], settings)
            print(
                f"{run}: {time.perf_counter() - started:.1f} s, of which "
                f"{time.process_time() - used:.1f} s in this process; {report.new} new, "
                f"{report.unchanged} unchanged, {dict(report.mentions)}, "
                f"{report.new_events} new events"
            )
        for who, kind in (("this", resource.RUSAGE_SELF), ("readers", resource.RUSAGE_CHILDREN)):
            print(f"peak memory of {who}: {resource.getrusage(kind).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
