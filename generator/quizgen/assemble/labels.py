"""Positions → the letters and numbers that are printed for them."""

from __future__ import annotations

from string import ascii_uppercase


def letter(position: int) -> str:
    """A for 0 … Z for 25, AA for 26 …, as a spreadsheet names its columns."""
    rest, last = divmod(position, len(ascii_uppercase))
    return (letter(rest - 1) if rest else "") + ascii_uppercase[last]


def running_number(position: int, total: int) -> str:
    """001 for 0; three digits, or as many as the total needs, so that names sort like numbers."""
    return str(position + 1).zfill(max(3, len(str(total))))
