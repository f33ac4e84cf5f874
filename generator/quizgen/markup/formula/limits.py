"""How long scripts may run and how much memory they may take."""

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may cost: `seconds` and `script_memory` are kept by quickjs, the rest from outside."""

    seconds: float = 10.0
    """Of processor time, for one call."""
    grace: float = 20.0
    """By the clock, beyond these: to start, and because the machine may have other work."""
    calls: int = 500
    """In one world: MathJax keeps about 80 KB of every formula, so worlds are renewed."""
    script_memory: int = 512 * MEGABYTE
    process_memory: int = 1024 * MEGABYTE
    """Of addresses, which is more than the memory in use: every thread reserves some."""


LIMITS: Final = Limits()
