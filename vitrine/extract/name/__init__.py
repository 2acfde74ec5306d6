"""Companies and people of a text, known and unknown."""
