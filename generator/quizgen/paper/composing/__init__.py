"""Blocks that were laid out once and an outline → pages, with all that is drawn on them."""
