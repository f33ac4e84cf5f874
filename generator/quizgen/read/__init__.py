"""The author's files → values and problems."""
