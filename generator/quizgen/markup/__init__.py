"""Markdown → nodes → HTML for paper, HTML for learning platforms, plain text."""
