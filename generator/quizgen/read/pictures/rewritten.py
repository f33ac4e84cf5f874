"""A picture as it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The size is in pixels, of CSS for a drawing."""

    media_type: str
    data: bytes = field(repr=False)
    width: int
    height: int
