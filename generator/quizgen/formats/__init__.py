"""The text of a file in a format of others → what it states, piece by piece, with line numbers.

Readers of syntax only: they know no question of ours. What is read back after writing, and what is
imported, goes through them.
"""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What a reader could make nothing of: the line, counted from 1, and why."""

    line: int
    message: str
