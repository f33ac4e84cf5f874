"""Composed pages → a tagged PDF file (ISO 32000-1, ISO 14289-1)."""
