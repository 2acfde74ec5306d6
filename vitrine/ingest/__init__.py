"""Articles come in, are kept for good, are read once, and become mentions for a build."""
