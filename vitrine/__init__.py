"""Vitrine: what rivals in consumer-electronics retail do, from the news, with proof."""

__version__ = "0.1.0"
