"""Numbers, amounts, percentages and counts of a sentence."""
