"""Sentence patterns of headlines: one list per event type and status, the fullest pattern first.

vitrine/headline.py takes the first pattern whose placeholders are all known; {place}, {period} and
{price} may be empty. "Said to" marks a rumour; French and Dutch say it with the conditional.
"""

from __future__ import annotations

from collections.abc import Mapping

from vitrine.event import EventType, Status
from vitrine.locale.catalog import mark

_OPENING, _CLOSING = EventType.STORE_OPENING, EventType.STORE_CLOSING

PATTERNS: Mapping[tuple[EventType, Status], tuple[str, ...]] = {
    (_OPENING, Status.DONE): (mark("{company} opens {stores} {place}"),),
    (_OPENING, Status.ANNOUNCED): (mark("{company} is to open {stores} {place}"),),
    (_OPENING, Status.PLANNED): (mark("{company} plans {stores} {place}"),),
    (_OPENING, Status.RUMOURED): (mark("{company} said to plan {stores} {place}"),),
    (_OPENING, Status.CANCELLED): (mark("{company} shelves a plan to open {stores} {place}"),),
    (_CLOSING, Status.DONE): (mark("{company} closes {stores} {place}"),),
    (_CLOSING, Status.ANNOUNCED): (mark("{company} is to close {stores} {place}"),),
    (_CLOSING, Status.PLANNED): (mark("{company} plans to close {stores} {place}"),),
    (_CLOSING, Status.RUMOURED): (mark("{company} said to plan to close {stores} {place}"),),
    (_CLOSING, Status.CANCELLED): (mark("{company} shelves a plan to close {stores} {place}"),),
    (EventType.MARKET_ENTRY, Status.DONE): (
        mark("{company} launches {market}"),
        mark("{company} enters a new market"),
    ),
    (EventType.MARKET_ENTRY, Status.ANNOUNCED): (
        mark("{company} is to launch {market}"),
        mark("{company} is to enter a new market"),
    ),
    (EventType.MARKET_ENTRY, Status.PLANNED): (
        mark("{company} plans to launch {market}"),
        mark("{company} plans to enter a new market"),
    ),
    (EventType.MARKET_ENTRY, Status.RUMOURED): (
        mark("{company} said to plan a launch {market}"),
        mark("{company} said to plan to enter a new market"),
    ),
    (EventType.MARKET_ENTRY, Status.CANCELLED): (
        mark("{company} shelves a launch {market}"),
        mark("{company} shelves its entry into a market"),
    ),
    (EventType.MARKET_EXIT, Status.DONE): (
        mark("{company} leaves {the_country}"),
        mark("{company} leaves a market"),
    ),
    (EventType.MARKET_EXIT, Status.ANNOUNCED): (
        mark("{company} is to leave {the_country}"),
        mark("{company} is to leave a market"),
    ),
    (EventType.MARKET_EXIT, Status.PLANNED): (
        mark("{company} plans to leave {the_country}"),
        mark("{company} plans to leave a market"),
    ),
    (EventType.MARKET_EXIT, Status.RUMOURED): (
        mark("{company} said to plan to leave {the_country}"),
        mark("{company} said to plan to leave a market"),
    ),
    (EventType.MARKET_EXIT, Status.CANCELLED): (
        mark("{company} shelves a plan to leave {the_country}"),
        mark("{company} shelves a plan to leave a market"),
    ),
    (EventType.LOGISTICS, Status.DONE): (mark("{company} develops its logistics {place}"),),
    (EventType.LOGISTICS, Status.ANNOUNCED): (
        mark("{company} announces a logistics project {place}"),
    ),
    (EventType.LOGISTICS, Status.PLANNED): (mark("{company} plans a logistics project {place}"),),
    (EventType.LOGISTICS, Status.RUMOURED): (
        mark("{company} said to plan a logistics project {place}"),
    ),
    (EventType.LOGISTICS, Status.CANCELLED): (
        mark("{company} shelves a logistics project {place}"),
    ),
    (EventType.RESULTS, Status.DONE): (
        mark("{company}: {figure} {place} {period}"),
        mark("{company}: results {place} {period}"),
    ),
    (EventType.RESULTS, Status.ANNOUNCED): (
        mark("{company} expects {figure} {place} {period}"),
        mark("{company} gives an outlook on its results {place} {period}"),
    ),
    (EventType.RESULTS, Status.PLANNED): (
        mark("{company} aims for {figure} {place} {period}"),
        mark("{company} sets itself a target {place} {period}"),
    ),
    (EventType.RESULTS, Status.RUMOURED): (
        mark("{company} (unconfirmed): {figure} {place} {period}"),
        mark("{company}: unconfirmed results {place} {period}"),
    ),
    (EventType.RESULTS, Status.CANCELLED): (
        mark("{company} withdraws a figure: {figure} {place} {period}"),
        mark("{company} withdraws figures {place} {period}"),
    ),
    (EventType.FUNDING, Status.DONE): (
        mark("{company} valued at {valuation}"),
        mark("{company} raises {raised} from {partner}"),
        mark("{company} raises {raised}"),
        mark("{company} raises money from {partner}"),
        mark("{company} raises money"),
    ),
    (EventType.FUNDING, Status.ANNOUNCED): (
        mark("{company} to be valued at {valuation}"),
        mark("{company} is to raise {raised} from {partner}"),
        mark("{company} is to raise {raised}"),
        mark("{company} is to raise money from {partner}"),
        mark("{company} is to raise money"),
    ),
    (EventType.FUNDING, Status.PLANNED): (
        mark("{company} aims at a valuation of {valuation}"),
        mark("{company} wants to raise {raised} from {partner}"),
        mark("{company} wants to raise {raised}"),
        mark("{company} wants to raise money"),
    ),
    (EventType.FUNDING, Status.RUMOURED): (
        mark("{company} said to be valued at {valuation}"),
        mark("{company} said to be raising {raised} from {partner}"),
        mark("{company} said to be raising {raised}"),
        mark("{company} said to be raising money"),
    ),
    (EventType.FUNDING, Status.CANCELLED): (
        mark("{company} shelves a funding round of {raised}"),
        mark("{company} shelves a funding round"),
    ),
    (EventType.ACQUISITION, Status.DONE): (
        mark("{company} acquires all or part {of_partner} {price}"),
        mark("{company}: acquisition {price}"),
    ),
    (EventType.ACQUISITION, Status.ANNOUNCED): (
        mark("{company} is to acquire all or part {of_partner} {price}"),
        mark("{company}: acquisition {price} announced"),
    ),
    (EventType.ACQUISITION, Status.PLANNED): (
        mark("{company} plans to acquire all or part {of_partner} {price}"),
        mark("{company}: acquisition {price} planned"),
    ),
    (EventType.ACQUISITION, Status.RUMOURED): (
        mark("{company} said to plan to acquire all or part {of_partner} {price}"),
        mark("{company}: acquisition {price} rumoured"),
    ),
    (EventType.ACQUISITION, Status.CANCELLED): (
        mark("{company}: acquisition of all or part {of_partner} {price} called off"),
        mark("{company}: acquisition {price} called off"),
    ),
    (EventType.DIVESTITURE, Status.DONE): (mark("{company} sells a business {place} {price}"),),
    (EventType.DIVESTITURE, Status.ANNOUNCED): (
        mark("{company} is to sell a business {place} {price}"),
    ),
    (EventType.DIVESTITURE, Status.PLANNED): (
        mark("{company} wants to sell a business {place} {price}"),
    ),
    (EventType.DIVESTITURE, Status.RUMOURED): (
        mark("{company} said to plan to sell a business {place} {price}"),
    ),
    (EventType.DIVESTITURE, Status.CANCELLED): (
        mark("{company}: sale of a business {place} {price} called off"),
    ),
    (EventType.PARTNERSHIP, Status.DONE): (
        mark("{company} works with {partner} {place}"),
        mark("{company} enters a partnership {place}"),
    ),
    (EventType.PARTNERSHIP, Status.ANNOUNCED): (
        mark("{company} announces a partnership with {partner} {place}"),
        mark("{company} announces a partnership {place}"),
    ),
    (EventType.PARTNERSHIP, Status.PLANNED): (
        mark("{company} plans a partnership with {partner} {place}"),
        mark("{company} plans a partnership {place}"),
    ),
    (EventType.PARTNERSHIP, Status.RUMOURED): (
        mark("{company} said to plan a partnership with {partner} {place}"),
        mark("{company} said to plan a partnership {place}"),
    ),
    (EventType.PARTNERSHIP, Status.CANCELLED): (
        mark("{company} shelves a partnership with {partner} {place}"),
        mark("{company} shelves a partnership {place}"),
    ),
    (EventType.LEADERSHIP, Status.DONE): (mark("{company}: change at the top {place}"),),
    (EventType.LEADERSHIP, Status.ANNOUNCED): (
        mark("{company} announces a change at the top {place}"),
    ),
    (EventType.LEADERSHIP, Status.PLANNED): (mark("{company} plans a change at the top {place}"),),
    (EventType.LEADERSHIP, Status.RUMOURED): (
        mark("{company} said to plan a change at the top {place}"),
    ),
    (EventType.LEADERSHIP, Status.CANCELLED): (
        mark("{company} shelves a change at the top {place}"),
    ),
    (EventType.IPO, Status.DONE): (mark("{company} goes public {place}"),),
    (EventType.IPO, Status.ANNOUNCED): (
        mark("{company} announces its stock-market listing {place}"),
    ),
    (EventType.IPO, Status.PLANNED): (mark("{company} plans a stock-market listing {place}"),),
    (EventType.IPO, Status.RUMOURED): (
        mark("{company} said to plan a stock-market listing {place}"),
    ),
    (EventType.IPO, Status.CANCELLED): (
        mark("{company} shelves its stock-market listing {place}"),
    ),
    (EventType.RESTRUCTURING, Status.DONE): (mark("{company}: restructuring {place}"),),
    (EventType.RESTRUCTURING, Status.ANNOUNCED): (
        mark("{company} announces a restructuring {place}"),
    ),
    (EventType.RESTRUCTURING, Status.PLANNED): (mark("{company} plans a restructuring {place}"),),
    (EventType.RESTRUCTURING, Status.RUMOURED): (
        mark("{company} said to plan a restructuring {place}"),
    ),
    (EventType.RESTRUCTURING, Status.CANCELLED): (
        mark("{company} shelves a restructuring {place}"),
    ),
    (EventType.STRATEGY, Status.DONE): (mark("{company}: strategic move {place}"),),
    (EventType.STRATEGY, Status.ANNOUNCED): (mark("{company} announces a strategic move {place}"),),
    (EventType.STRATEGY, Status.PLANNED): (mark("{company} plans a strategic move {place}"),),
    (EventType.STRATEGY, Status.RUMOURED): (
        mark("{company} said to plan a strategic move {place}"),
    ),
    (EventType.STRATEGY, Status.CANCELLED): (mark("{company} shelves a strategic move {place}"),),
    (EventType.PRODUCT, Status.DONE): (mark("{company} launches a product or service {place}"),),
    (EventType.PRODUCT, Status.ANNOUNCED): (
        mark("{company} announces a product or service {place}"),
    ),
    (EventType.PRODUCT, Status.PLANNED): (mark("{company} plans a product or service {place}"),),
    (EventType.PRODUCT, Status.RUMOURED): (
        mark("{company} said to plan a product or service {place}"),
    ),
    (EventType.PRODUCT, Status.CANCELLED): (
        mark("{company} shelves a product or service {place}"),
    ),
    (EventType.LEGAL, Status.DONE): (mark("{company}: legal or regulatory decision {place}"),),
    (EventType.LEGAL, Status.ANNOUNCED): (mark("{company}: legal or regulatory case {place}"),),
    (EventType.LEGAL, Status.PLANNED): (
        mark("{company}: legal or regulatory case expected {place}"),
    ),
    (EventType.LEGAL, Status.RUMOURED): (
        mark("{company}: legal or regulatory case rumoured {place}"),
    ),
    (EventType.LEGAL, Status.CANCELLED): (
        mark("{company}: legal or regulatory case dropped {place}"),
    ),
}

# A shop that closes for works, fire or a lockdown is not given up.
TEMPORARY_CLOSINGS: Mapping[Status, str] = {
    Status.DONE: mark("{company} temporarily closes {stores} {place}"),
    Status.ANNOUNCED: mark("{company} is to close {stores} temporarily {place}"),
    Status.PLANNED: mark("{company} plans to close {stores} temporarily {place}"),
    Status.RUMOURED: mark("{company} said to plan to close {stores} temporarily {place}"),
    Status.CANCELLED: mark("{company} shelves a plan to close {stores} temporarily {place}"),
}
