"""Texts → the fonts that print them."""
