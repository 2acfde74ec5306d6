"""Events with the headline that each must get in English, French and Dutch."""

from __future__ import annotations

from decimal import Decimal


def event(event_type: str, status: str, **values: object) -> dict[str, object]:
    return {"event_type": event_type, "status": status, "is_approx": False} | values


CASES: list[tuple[dict[str, object], tuple[str, str, str]]] = [
    (
        event(
            "store_opening",
            "done",
            company="Xiaomi",
            city="Paris",
            country="FR",
            address="rue de Sébastopol",
        ),
        (
            "Xiaomi opens a store in Paris (rue de Sébastopol)",
            "Xiaomi ouvre un magasin à Paris (rue de Sébastopol)",
            "Xiaomi opent een winkel in Paris (rue de Sébastopol)",
        ),
    ),
    (
        event("store_opening", "planned", company="Xiaomi", city="Madrid", country="ES"),
        (
            "Xiaomi plans a store in Madrid",
            "Xiaomi prévoit d'ouvrir un magasin à Madrid",
            "Xiaomi wil een winkel openen in Madrid",
        ),
    ),
    (
        event("store_opening", "rumoured", company="Apple", city="Le Chesnay", country="FR"),
        (
            "Apple said to plan a store in Le Chesnay",
            "Apple ouvrirait un magasin au Chesnay",
            "Apple zou een winkel willen openen in Le Chesnay",
        ),
    ),
    (
        event("store_opening", "planned", company="Coolblue", country="BE", site_count=3.0),
        (
            "Coolblue plans 3 stores in Belgium",
            "Coolblue prévoit d'ouvrir 3 magasins en Belgique",
            "Coolblue wil 3 winkels openen in België",
        ),
    ),
    (
        event(
            "store_opening", "cancelled", company="A", country="NL", site_count=40, is_approx=True
        ),
        (
            "A shelves a plan to open about 40 stores in the Netherlands",
            "A renonce à ouvrir quelque 40 magasins aux Pays-Bas",
            "A ziet af van het openen van circa 40 winkels in Nederland",
        ),
    ),
    (
        event("store_opening", "done", company="Dyson", city="London", is_temporary=True),
        (
            "Dyson opens a temporary store in London",
            "Dyson ouvre un magasin éphémère à London",
            "Dyson opent een tijdelijke winkel in London",
        ),
    ),
    (
        event("store_closing", "done", company="Xiaomi", country="FR"),
        (
            "Xiaomi closes one or more stores in France",
            "Xiaomi ferme un ou plusieurs magasins en France",
            "Xiaomi sluit een of meer winkels in Frankrijk",
        ),
    ),
    (
        event("store_closing", "done", company="Apple", city="London", is_temporary=True),
        (
            "Apple temporarily closes a store in London",
            "Apple ferme temporairement un magasin à London",
            "Apple sluit tijdelijk een winkel in London",
        ),
    ),
    (
        event(
            "results",
            "done",
            company="Coolblue",
            country="BE",
            metric="revenue",
            amount=Decimal("311000000.00"),
            currency="EUR",
            period="FY2017",
            change_pct=23.0,
        ),
        (
            "Coolblue: revenue of €311m in Belgium in 2017 (+23%)",
            "Coolblue : un chiffre d'affaires de 311 M€ en Belgique en 2017 (+23 %)",
            "Coolblue: een omzet van € 311 mln in België in 2017 (+23%)",
        ),
    ),
    (
        event(
            "results",
            "planned",
            company="Coolblue",
            country="DE",
            metric="revenue",
            amount=1e9,
            currency="EUR",
            period="FY2025",
            is_approx=True,
        ),
        (
            "Coolblue aims for revenue of about €1bn in Germany in 2025",
            "Coolblue vise un chiffre d'affaires de quelque 1 Md€ en Allemagne en 2025",
            "Coolblue mikt op een omzet van circa € 1 mld in Duitsland in 2025",
        ),
    ),
    (
        event(
            "results",
            "announced",
            company="Ceconomy",
            metric="ebit",
            amount=4e8,
            currency="EUR",
            period="FY2017/18",
            basis="preliminary",
        ),
        (
            "Ceconomy: EBIT of €400m in 2017/18 (preliminary)",
            "Ceconomy : un EBIT de 400 M€ en 2017/18 (provisoire)",
            "Ceconomy: een EBIT van € 400 mln in 2017/18 (voorlopig)",
        ),
    ),
    (
        event(
            "results",
            "done",
            company="Fnac",
            country="BE",
            metric="net_profit",
            amount=-9_500_000,
            currency="EUR",
            period="FY2020",
            change_pct=-50,
        ),
        (
            "Fnac: net loss of €9.5m in Belgium in 2020",
            "Fnac : une perte nette de 9,5 M€ en Belgique en 2020",
            "Fnac: een nettoverlies van € 9,5 mln in België in 2020",
        ),
    ),
    (
        event(
            "results",
            "done",
            company="Apple",
            period="FY2026-Q1",
            change_pct=12.7,
            scope_note="Europe",
        ),
        (
            "Apple: results in Q1 of fiscal 2026 (Europe, +12.7%)",
            "Apple : résultats au 1er trimestre de l'exercice 2026 (Europe, +12,7 %)",
            "Apple: resultaten in het 1e kwartaal van boekjaar 2026 (Europe, +12,7%)",
        ),
    ),
    (
        event(
            "funding",
            "done",
            company="Back Market",
            counterparty="Bernard Arnault; Eurazeo",
            metric="funding_amount",
            amount=41e6,
            currency="EUR",
        ),
        (
            "Back Market raises €41m from Bernard Arnault and Eurazeo",
            "Back Market lève 41 M€ avec Bernard Arnault et Eurazeo",
            "Back Market haalt € 41 mln op bij Bernard Arnault en Eurazeo",
        ),
    ),
    (
        event(
            "funding",
            "done",
            company="Back Market",
            counterparty="Sprints Capital",
            metric="valuation",
            amount=5.1e9,
            currency="EUR",
            country="FR",
        ),
        (
            "Back Market valued at €5.1bn (France, Sprints Capital)",
            "Back Market valorisé 5,1 Md€ (France, Sprints Capital)",
            "Back Market gewaardeerd op € 5,1 mld (Frankrijk, Sprints Capital)",
        ),
    ),
    (
        event(
            "acquisition",
            "done",
            company="Fnac Darty",
            counterparty="Unieuro",
            country="IT",
            metric="deal_value",
            amount=249e6,
            currency="EUR",
        ),
        (
            "Fnac Darty acquires all or part of Unieuro for €249m (Italy)",
            "Fnac Darty acquiert tout ou partie d'Unieuro pour 249 M€ (Italie)",
            "Fnac Darty koopt alles of een deel van Unieuro voor € 249 mln (Italië)",
        ),
    ),
    (
        event("acquisition", "planned", company="MediaMarkt", counterparty="BCC", site_count=8),
        (
            "MediaMarkt plans to acquire all or part of BCC (8 stores)",
            "MediaMarkt prévoit d'acquérir tout ou partie de BCC (8 magasins)",
            "MediaMarkt wil alles of een deel van BCC kopen (8 winkels)",
        ),
    ),
    (
        event(
            "leadership",
            "done",
            company="Coolblue",
            counterparty="Matthias De Clercq; Nexxworks",
        ),
        (
            "Coolblue: change at the top (Matthias De Clercq, Nexxworks)",
            "Coolblue : changement à la direction (Matthias De Clercq, Nexxworks)",
            "Coolblue: wisseling aan de top (Matthias De Clercq, Nexxworks)",
        ),
    ),
    (
        event("market_entry", "done", company="Xiaomi", country="NL", city="Rotterdam"),
        (
            "Xiaomi launches in the Netherlands (Rotterdam)",
            "Xiaomi se lance aux Pays-Bas (Rotterdam)",
            "Xiaomi gaat van start in Nederland (Rotterdam)",
        ),
    ),
    (
        event(
            "market_exit", "announced", company="AO", country="DE", counterparty="B", site_count=1
        ),
        (
            "AO is to leave Germany (B, 1 store)",
            "AO va quitter l'Allemagne (B, 1 magasin)",
            "AO gaat Duitsland verlaten (B, 1 winkel)",
        ),
    ),
    (
        event(
            "ipo",
            "cancelled",
            company="Coolblue",
            country="NL",
            metric="funding_amount",
            amount=150e6,
            currency="EUR",
        ),
        (
            "Coolblue shelves its stock-market listing in the Netherlands (funds: €150m)",
            "Coolblue renonce à son introduction en Bourse aux Pays-Bas (fonds : 150 M€)",
            "Coolblue ziet af van een beursgang in Nederland (kapitaal: € 150 mln)",
        ),
    ),
    (
        event(
            "divestiture",
            "announced",
            company="Currys",
            counterparty="PPC",
            country="GR",
            metric="deal_value",
            amount=2e8,
            currency="EUR",
            site_count=95,
        ),
        (
            "Currys is to sell a business in Greece for €200m (PPC, 95 stores)",
            "Currys va céder une activité en Grèce pour 200 M€ (PPC, 95 magasins)",
            "Currys gaat een activiteit verkopen in Griekenland voor € 200 mln (PPC, 95 winkels)",
        ),
    ),
    (
        event("restructuring", "announced", company="LDLC", country="FR", site_count=88),
        (
            "LDLC announces a restructuring in France",
            "LDLC annonce une restructuration en France",
            "LDLC kondigt een herstructurering aan in Frankrijk",
        ),
    ),
]
