"""Articles become mentions: what each sentence says, with the words that prove it."""

from vitrine.extract.knowledge import Knowledge, load_knowledge
from vitrine.extract.mention import extract_mentions

__all__ = ["Knowledge", "extract_mentions", "load_knowledge"]
