"""A theme → the style sheets of documents, and what in them keeps blocks from standing anywhere."""
