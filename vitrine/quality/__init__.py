"""How well extraction reads, measured on labelled articles."""
