"""The vocabulary as messages: what each code and each table column is called on screen.

Codes stay the same in every language (in URLs, SQL and files); only these words are translated.
"""

from __future__ import annotations

from vitrine.locale.catalog import mark

EVENT_TYPES = {
    "store_opening": mark("Store opening"),
    "store_closing": mark("Store closing"),
    "market_entry": mark("Market entry"),
    "market_exit": mark("Market exit"),
    "logistics": mark("Logistics"),
    "results": mark("Results"),
    "funding": mark("Funding"),
    "acquisition": mark("Acquisition"),
    "divestiture": mark("Divestiture"),
    "partnership": mark("Partnership"),
    "leadership": mark("Leadership"),
    "ipo": mark("Stock-market listing"),
    "restructuring": mark("Restructuring"),
    "strategy": mark("Strategy"),
    "product": mark("Product"),
    "legal": mark("Legal"),
}

EVENT_TYPES_PLURAL = {
    "store_opening": mark("Store openings"),
    "store_closing": mark("Store closings"),
    "market_entry": mark("Market entries"),
    "market_exit": mark("Market exits"),
    "logistics": mark("Logistics events"),
    "results": mark("Figures"),
    "funding": mark("Funding rounds"),
    "acquisition": mark("Acquisitions"),
    "divestiture": mark("Divestitures"),
    "partnership": mark("Partnerships"),
    "leadership": mark("Leadership changes"),
    "ipo": mark("Stock-market listings"),
    "restructuring": mark("Restructurings"),
    "strategy": mark("Strategic moves"),
    "product": mark("Product launches"),
    "legal": mark("Legal matters"),
}

STATUSES = {
    "done": mark("Done"),
    "announced": mark("Announced"),
    "planned": mark("Planned"),
    "rumoured": mark("Rumoured"),
    "cancelled": mark("Cancelled"),
}

METRICS = {
    "revenue": mark("Revenue"),
    "online_revenue": mark("Online revenue"),
    "gross_profit": mark("Gross profit"),
    "ebitda": mark("EBITDA"),
    "ebit": mark("EBIT"),
    "operating_profit": mark("Operating profit"),
    "net_profit": mark("Net profit"),
    "funding_amount": mark("Money raised"),
    "deal_value": mark("Deal value"),
    "investment": mark("Investment"),
    "valuation": mark("Valuation"),
    "fine": mark("Fine"),
}

# A metric with its amount inside a sentence. French needs the article, so it stands in its text.
FIGURES = {
    "revenue": mark("revenue of {amount}"),
    "online_revenue": mark("online revenue of {amount}"),
    "gross_profit": mark("gross profit of {amount}"),
    "ebitda": mark("EBITDA of {amount}"),
    "ebit": mark("EBIT of {amount}"),
    "operating_profit": mark("operating profit of {amount}"),
    "net_profit": mark("net profit of {amount}"),
    "funding_amount": mark("funds: {amount}"),
    "deal_value": mark("deal value of {amount}"),
    "investment": mark("investment of {amount}"),
    "valuation": mark("valuation of {amount}"),
    "fine": mark("fine of {amount}"),
}
LOSSES = {
    "operating_profit": mark("operating loss of {amount}"),
    "net_profit": mark("net loss of {amount}"),
}

BASES = {
    "reported": mark("Reported"),
    "adjusted": mark("Adjusted"),
    "preliminary": mark("Preliminary"),
    "restated": mark("Restated"),
    "target": mark("Target"),
}

GEO_PRECISIONS = {
    "address": mark("Exact address"),
    "street": mark("Street"),
    "venue": mark("Shopping centre or site"),
    "city": mark("City only"),
    "country": mark("Country only"),
}

KINDS = {
    "retailer": mark("Retailer"),
    "brand": mark("Brand"),
    "marketplace": mark("Marketplace"),
    "refurbisher": mark("Refurbisher"),
    "holding": mark("Holding company"),
    "investor": mark("Investor"),
    "other": mark("Other"),
}

CONFLICT_KINDS = {
    "rounding": mark("Rounded figure"),
    "preliminary": mark("Preliminary figure"),
    "restated": mark("Restated figure"),
    "conflict": mark("Conflict"),
}

DATE_PRECISIONS = {
    "day": mark("Exact day"),
    "month": mark("Month"),
    "quarter": mark("Quarter"),
    "year": mark("Year"),
}
