"""Dates and reporting periods of a sentence."""
